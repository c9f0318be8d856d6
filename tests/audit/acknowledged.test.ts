/** The file of losses that were taken note of: whoever writes there by hand silences nothing and is seen to. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Finding } from '#lib/domain/audit-finding.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { acknowledgedName } from '#lib/server/audit/acknowledged.ts';
import { leafOf } from '#lib/server/audit/entry.ts';
import type { AuditSettings } from '#lib/server/audit/log.ts';
import { keyName, openSigner } from '#lib/server/audit/signer.ts';
import { card, entriesOf, openLog, type OpenedLog } from './opened.ts';

const viewer: Viewer = {
	account: 'vera',
	name: 'Vera',
	organisation: { id: 'belmark', name: 'Belmark' },
	roles: ['auditor'],
	audience: [],
	operator: false
};

let opened: OpenedLog;
let elsewhere: string;
/** Read anew at each start. */
let settings: { mirror: string | undefined };
const file = () => path.join(opened.folder, acknowledgedName);
const mirror = () => path.join(elsewhere, 'mirror');
beforeEach(async () => {
	elsewhere = mkdtempSync(path.join(tmpdir(), 'faisceau-elsewhere-'));
	settings = { mirror: mirror() };
	opened = await openLog(settings as Partial<AuditSettings>);
});
afterEach(async () => {
	await opened.end();
	rmSync(elsewhere, { recursive: true });
});

/** A log whose entry was rewritten after it was signed, as only the second place goes on saying after a while. */
async function damaged() {
	await opened.fill(5);
	await opened.log.checkpoint();
	await opened.forge(3);
	await opened.tamper('MATCH (h:AuditHead) SET h.tree = 0');
	return opened.restart();
}
const noted = async () => {
	const found = await damaged();
	expect(found).not.toEqual([]);
	await opened.log.acknowledge(viewer);
	return found;
};
/** What a restart finds of the two files, after something was done to them meanwhile. */
async function after(change: () => void | Promise<void>): Promise<Finding[]> {
	await opened.log.close();
	await change();
	await opened.restart();
	return opened.log
		.findings()
		.filter(({ what }) => what === 'acknowledged-file' || what === 'put-aside');
}
const rewrite = (change: (text: string) => string) =>
	writeFileSync(file(), change(readFileSync(file(), 'utf8')));
const line = (fault: string, number = 1) => ({ what: 'acknowledged-file', line: number, fault });
const byHand = {
	at: '2026-11-22T10:00:00.000Z',
	by: 'vera',
	organisation: 'belmark',
	found: ['x']
};

test('what is noted is read again after a restart, and puts the old checkpoints aside', async () => {
	const found = await noted();
	const told = [
		{ at: expect.any(String), by: 'vera', organisation: 'belmark', found, sealed: true }
	];
	expect(opened.log.noted()).toEqual(told);
	expect(await after(() => undefined)).toEqual([]);
	expect(opened.log.findings()).toEqual([]);
	expect(opened.log.noted()).toEqual(told);
});

test('a line that somebody wrote by hand, or an earlier version did, silences nothing, is told, and is marked', async () => {
	await damaged();
	rmSync(path.join(opened.folder, 'audit.heads'));
	rmSync(path.join(opened.folder, 'audit.checkpoints'));
	const count = readFileSync(mirror(), 'utf8').split('\n— ').length - 1;
	const forged = `${JSON.stringify({ ...byHand, mirrored: count })}\n`;
	expect(await after(() => writeFileSync(file(), forged))).toEqual([line('unsigned')]);
	// What the second place remembers is told all the same.
	expect(opened.log.findings().map(({ what }) => what)).toContain('rewritten');
	expect(opened.log.noted()).toMatchObject([{ found: ['x'], sealed: false }]);
	// Taking note again settles both, and the hand stays to be seen.
	await opened.log.acknowledge(viewer);
	expect(opened.log.findings()).toEqual([]);
	expect(await after(() => undefined)).toEqual([]);
	expect(opened.log.findings()).toEqual([]);
	expect(opened.log.noted()).toMatchObject([{ by: 'vera', sealed: true }, { sealed: false }]);
	expect(opened.log.noted()[0]?.found.join()).toContain(
		'audit.acknowledged, line 1: it is not signed'
	);
});

test('a log whose only fault is such a line goes on being signed', async () => {
	await opened.fill(3);
	expect(
		await after(() => writeFileSync(file(), `${JSON.stringify({ ...byHand, mirrored: 0 })}\n`))
	).toEqual([line('unsigned')]);
	expect((await opened.log.checkpoint()).size).toBe(3);
});

test.each<[string, string, (text: string) => string]>([
	['is cut', 'unreadable', (text) => text.slice(0, -40)],
	['is no note', 'unreadable', () => '{}\n'],
	['counts below nothing', 'unreadable', (text) => text.replace(/"mirrored":\d+/, '"mirrored":-1')],
	['counts more', 'unsigned', (text) => text.replace(/"mirrored":(\d)/, '"mirrored":9$1')],
	['names somebody else', 'unsigned', (text) => text.replace('vera', 'eve')],
	['has another seal', 'unsigned', (text) => text.replace(/"seal":"..../, '"seal":"AAAA')],
	['stands below something else', 'moved', (text) => `\n${text}`]
])('a line that %s is told', async (_, fault, change) => {
	await noted();
	const [found, ...others] = await after(() => rewrite(change));
	expect(found).toMatchObject({ what: 'acknowledged-file', fault });
	expect(others).toEqual([]);
	// After that it is as before: the loss is told again, and can be noted again, with a line of its own.
	expect(opened.log.findings().length).toBeGreaterThan(1);
	await opened.log.acknowledge(viewer);
	expect(await after(() => undefined)).toEqual([]);
	expect(opened.log.findings()).toEqual([]);
});

/** Whoever has the disk has the key: signs a line as the program does. */
function signed(change: object) {
	const signer = openSigner(opened.folder);
	const { seal: _, ...note } = JSON.parse(readFileSync(file(), 'utf8')) as Record<string, unknown>;
	const changed = { ...note, ...change };
	const keys = Object.keys(changed).sort();
	const canonical = `{${keys
		.map((key) => `${JSON.stringify(key)}:${JSON.stringify(changed[key as keyof typeof changed])}`)
		.join(',')}}`;
	const seal = signer.seal(`audit acknowledged\n${canonical}`);
	writeFileSync(file(), `${JSON.stringify({ ...changed, seal })}\n`);
}

test('the same hand signs as the program does', async () => {
	await noted();
	expect(await after(() => signed({}))).toEqual([]);
});

test.each<[string, object]>([
	['of what the log did not note', { found: ['nothing much'] }],
	['of more of the second place', { mirrored: 9 }],
	['of somebody else', { by: 'eve' }],
	['of another organisation', { organisation: 'norland' }],
	['beside another entry', { entry: 2 }],
	['beside an entry that is not there', { entry: 900 }]
])(
	'a line signed with the key, %s, is told: the log has no entry that says the same',
	async (_, change) => {
		await noted();
		const [found] = await after(() => signed(change));
		expect(found).toEqual(line('unlogged'));
	}
);

test('nor does an entry that was rewritten speak for it', async () => {
	await noted();
	const last = (await entriesOf(opened.store)).at(-1);
	expect(last?.action).toBe('audit.acknowledge');
	await opened.log.close();
	await opened.tamper("MATCH (e:AuditEntry {seq: $seq}) SET e.at = 'never'", { seq: last?.seq });
	expect(await after(() => undefined)).toEqual([line('unlogged')]);
});

test('the entry of the note says how much was put aside, and a forged one of another act does not do', async () => {
	await noted();
	await opened.log.consult(card);
	const [entry] = (await entriesOf(opened.store)).slice(-1);
	if (!entry) throw new Error('there is no entry');
	const told = JSON.parse(readFileSync(file(), 'utf8')) as { found: string[]; mirrored: number };
	const detail = JSON.stringify({ found: told.found.join('; '), mirrored: told.mirrored });
	const forged = { ...entry, detail, actor: 'vera' };
	await opened.tamper(
		'MATCH (e:AuditEntry {seq: $seq}) SET e.detail = $detail, e.actor = $actor, e.leaf = $leaf',
		{ seq: entry.seq, detail, actor: 'vera', leaf: leafOf(forged) }
	);
	expect(await after(() => signed({ entry: entry.seq }))).toEqual([line('unlogged')]);
});

test('checkpoints of the second place that were put aside and are not there as they were are told', async () => {
	await noted();
	const before = readFileSync(mirror(), 'utf8');
	const { mirrored } = JSON.parse(readFileSync(file(), 'utf8')) as { mirrored: number };
	expect(await after(() => rmSync(mirror()))).toEqual([
		{ what: 'put-aside', counted: mirrored, there: 0 }
	]);
	// As many others are not the same.
	const own = before.split('\n\n').slice(0, 1).join();
	expect(own).toContain('faisceau-audit/');
	const [found] = await after(() =>
		writeFileSync(mirror(), before.replace(/time 2026/, 'time 2025'))
	);
	expect(found).toMatchObject({ what: 'put-aside', counted: mirrored });
	expect(await after(() => writeFileSync(mirror(), before))).toEqual([]);
	// Where it moved for good, taking note again counts what is there now.
	await after(() => writeFileSync(mirror(), ''));
	await opened.log.acknowledge(viewer);
	expect(opened.log.findings()).toEqual([]);
	expect(await after(() => undefined)).toEqual([]);
});

test('without a second place what was put aside in one stays so, for when it is there again', async () => {
	await noted();
	settings.mirror = undefined;
	expect(await after(() => undefined)).toEqual([]);
	await opened.log.acknowledge(viewer);
	settings.mirror = mirror();
	expect(await after(() => undefined)).toEqual([]);
	// The loss of before it, which the second place goes on remembering, is not told again.
	expect(opened.log.findings()).toEqual([]);
});

test('a log whose key was lost cannot tell its own notes: they are told, and noted anew under the new key', async () => {
	await noted();
	expect(await after(() => rmSync(path.join(opened.folder, keyName)))).toEqual([line('unsigned')]);
	await opened.log.acknowledge(viewer);
	expect(await after(() => undefined)).toEqual([]);
	expect(opened.log.noted()).toHaveLength(2);
});
