/** Signed checkpoints: what is kept elsewhere finds what the store and the file beside it no longer show. */
import {
	appendFileSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { notesOf, parseNote, parseVkey } from '#lib/domain/checkpoint.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { checkpointsName } from '#lib/server/audit/checkpoints.ts';
import { describeFinding } from '#lib/server/audit/finding.ts';
import { headsName } from '#lib/server/audit/heads.ts';
import { keyName, openSigner } from '#lib/server/audit/signer.ts';
import { card, entriesOf, openLog, type OpenedLog } from './opened.ts';

const viewer: Viewer = {
	account: 'ada',
	name: 'Ada',
	organisation: { id: 'belmark', name: 'Belmark' },
	roles: ['administrator'],
	audience: [],
	operator: false
};

let opened: OpenedLog;
let elsewhere: string;
beforeEach(async () => {
	elsewhere = mkdtempSync(path.join(tmpdir(), 'faisceau-elsewhere-'));
	opened = await openLog({ mirror: path.join(elsewhere, 'mirror') });
});
afterEach(async () => {
	await opened.end();
	rmSync(elsewhere, { recursive: true });
});

const beside = () => path.join(opened.folder, checkpointsName);
const check = async (checkpointFile?: string) =>
	(await opened.log.check({ checkpointFile })).findings.map(describeFinding);
/** Makes the file beside the store forget, as whoever holds the instance's secret could. */
const forgetHeads = () => rmSync(path.join(opened.folder, headsName));
const noHeads =
	'audit.heads is gone or was emptied: what the log was before this start is not witnessed beside the store';
const noKey =
	'audit.key is gone and a new one was made: the checkpoints of before cannot be told from forged ones';

describe('the key', () => {
	test('is made once, for its owner alone, and names the log', async () => {
		const file = path.join(opened.folder, keyName);
		expect(statSync(file).mode & 0o777).toBe(0o600);
		const { key } = opened.log;
		expect(parseVkey(key)).toMatchObject({
			name: expect.stringMatching(/^faisceau-audit\/[0-9a-f]{12}$/)
		});
		await opened.restart();
		expect(opened.log.key).toBe(key);
	});

	test('another kind of key is refused', () => {
		const folder = mkdtempSync(path.join(elsewhere, 'key-'));
		writeFileSync(
			path.join(folder, keyName),
			'-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VuBCIEIKAfSBUcyu6rQJxXfVXSVFRQ6zUcAKqYOHjHmxKmgJxY\n-----END PRIVATE KEY-----\n'
		);
		expect(() => openSigner(folder)).toThrow('is not a key of this program');
	});
});

describe('a checkpoint', () => {
	test('says origin, size, root and time, and goes to both places', async () => {
		await opened.fill(3);
		const { note, size, root } = await opened.log.checkpoint();
		const [origin, second, third, fourth, empty, signature] = note.split('\n');
		expect([origin, second, fourth, empty]).toEqual([
			parseVkey(opened.log.key)?.name,
			'3',
			'time 2026-11-22T13:05:00.000Z',
			''
		]);
		expect(Buffer.from(third ?? '', 'base64').toString('hex')).toBe(root);
		expect(signature).toMatch(/^— faisceau-audit\/\S+ \S+$/);
		expect(size).toBe(3);
		for (const file of [beside(), path.join(elsewhere, 'mirror')])
			expect(notesOf(readFileSync(file, 'utf8'))).toEqual([note]);
	});

	test('is not made twice of the same', async () => {
		await opened.fill(1);
		await opened.log.checkpoint();
		await opened.log.checkpoint();
		expect(opened.log.checkpoints()).toHaveLength(1);
	});

	test('is made at the end, at each export, and on the clock', async () => {
		await opened.fill(2);
		await opened.restart();
		expect(opened.log.checkpoints().map(({ size }) => size)).toEqual([2]);
		await opened.log.consult({ ...card, action: 'network.export' });
		expect(opened.log.checkpoints().map(({ size }) => size)).toEqual([2, 3]);
		await opened.log.consult({ ...card, action: 'network.export', outcome: 'refused' });
		await opened.log.write({ ...card, action: 'network.export' }, () => Promise.resolve());
		expect(opened.log.checkpoints().map(({ size }) => size)).toEqual([2, 3, 5]);
		const often = await openLog({ signEveryMs: 20 });
		await often.fill(4);
		await vi.waitFor(() => expect(often.log.checkpoints().map(({ size }) => size)).toContain(4));
		await often.end();
	});

	test('is not made of a damaged log that nothing was added to, and the clock says so', async () => {
		const warn = vi.fn();
		const damaged = await openLog({ signEveryMs: 20, warn });
		await damaged.fill(3);
		await damaged.tamper("MATCH (e:AuditEntry {seq: 2}) SET e.actor = 'eve'");
		expect(await damaged.restart()).toHaveLength(1);
		await expect(damaged.log.checkpoint()).rejects.toThrow('damaged and was not signed');
		await vi.waitFor(() => expect(warn).toHaveBeenCalled());
		await damaged.end();
	});

	test('never says what the graph alone says', async () => {
		await opened.fill(10);
		await opened.tamper("MATCH (h:AuditHead) SET h.peaks = ['00', '11']");
		await opened.log.close();
		expect(opened.log.checkpoints().at(-1)?.size).toBe(10);
		expect(await opened.restart().catch(() => opened.restart())).toEqual([
			'the head of the audit log: its tree is not the one over the entries'
		]);
	});

	test('is lost to the second place while that is away, and the work goes on', async () => {
		rmSync(elsewhere, { recursive: true });
		await opened.fill(1);
		await opened.log.checkpoint();
		expect(opened.log.mirrorFault()).toContain('ENOENT');
		await opened.fill(1);
		mkdirSync(elsewhere);
		await opened.log.checkpoint();
		expect(opened.log.mirrorFault()).toBeUndefined();
		expect(await opened.restart()).toEqual([]);
	});

	test('that is cut at its end counts for nothing, one that was changed is named', async () => {
		await opened.fill(1);
		const { note } = await opened.log.checkpoint();
		appendFileSync(beside(), note.slice(0, 40));
		expect(await opened.restart()).toEqual([]);
		writeFileSync(beside(), `${note}\n${note.replace('time 2026', 'time 2025')}\nwhat\n\never\n\n`);
		const others = await openLog();
		await others.fill(1);
		const { note: foreign } = await others.log.checkpoint();
		await others.end();
		appendFileSync(path.join(elsewhere, 'mirror'), `${foreign}\n`);
		const said = 'it is not signed with the key of this instance';
		expect(await opened.restart()).toEqual([
			`audit.checkpoints, checkpoint 2: ${said}`,
			`audit.checkpoints, checkpoint 3: ${said}`,
			expect.stringMatching(/^the second place of checkpoints, checkpoint \d+: it is not signed/)
		]);
		expect(await check(foreign)).toContain(`the file given, checkpoint 1: ${said}`);
	});

	test('signed with a key that was lost is named', async () => {
		await opened.fill(1);
		await opened.log.checkpoint();
		await opened.log.close();
		rmSync(path.join(opened.folder, keyName));
		expect(await opened.restart().catch(() => opened.restart())).toContain(
			'audit.checkpoints, checkpoint 1: it is not signed with the key of this instance'
		);
	});
});

describe('a log whose every trace beside the store was changed too', () => {
	test('an entry rewritten with hash, tree and heads is found by the checkpoint after it', async () => {
		for (const size of [5, 5, 5]) {
			await opened.fill(size);
			await opened.log.checkpoint();
		}
		await opened.forge(8);
		await opened.tamper('MATCH (h:AuditHead) SET h.tree = 0');
		forgetHeads();
		expect(await opened.restart()).toEqual([
			noHeads,
			'audit entry 6 or a later one up to 10 was rewritten: a signed checkpoint remembers another tree'
		]);
	});

	test('in an old part of a long log too, at a start that reads its end only', async () => {
		await opened.fill(300);
		await opened.log.checkpoint();
		for (let i = 0; i < 12; i++) await opened.fill(500);
		expect(await opened.restart()).toEqual([]);
		await opened.forge(20);
		await opened.tamper('MATCH (h:AuditHead) SET h.tree = 0');
		forgetHeads();
		expect(await opened.restart()).toEqual([
			noHeads,
			'audit entry 1 or a later one up to 300 was rewritten: a signed checkpoint remembers another tree'
		]);
	}, 60_000);

	test('an older copy of store and file is found by the second place', async () => {
		await opened.fill(10);
		await opened.log.checkpoint();
		await opened.tamper(
			"MATCH (e:AuditEntry) WHERE e.seq > 7 DELETE e WITH count(e) AS gone MATCH (last:AuditEntry {seq: 7}) MATCH (h:AuditHead {id: 'head'}) SET h.size = 7, h.leaf = last.leaf, h.tree = 0"
		);
		forgetHeads();
		rmSync(beside());
		expect(await opened.restart()).toEqual([
			noHeads,
			'the store lost its last 3 audit entries (from number 8)'
		]);
	});

	test('and by a checkpoint kept on paper, when nothing else is left', async () => {
		await opened.fill(10);
		const { note } = await opened.log.checkpoint();
		await opened.forge(4);
		await opened.tamper('MATCH (h:AuditHead) SET h.tree = 0');
		forgetHeads();
		await opened.log.close();
		rmSync(beside());
		rmSync(path.join(elsewhere, 'mirror'));
		expect(await opened.restart().catch(() => opened.restart())).toEqual([noHeads]);
		expect(await check(note)).toEqual([
			noHeads,
			'audit entry 1 or a later one up to 10 was rewritten: a signed checkpoint remembers another tree'
		]);
	});
});

describe('a log that was cut, whose files beside the store were taken away, without any key', () => {
	const cut = () =>
		opened.tamper(
			"MATCH (e:AuditEntry) WHERE e.seq > 7 DELETE e WITH count(e) AS gone MATCH (last:AuditEntry {seq: 7}) MATCH (h:AuditHead {id: 'head'}) SET h.size = 7, h.leaf = last.leaf, h.tree = 0"
		);
	async function attacked(...names: string[]) {
		await opened.fill(10);
		await opened.log.checkpoint();
		await opened.log.close();
		await cut();
		for (const name of names) rmSync(path.join(opened.folder, name));
		rmSync(path.join(elsewhere, 'mirror'));
		return opened.restart().catch(() => opened.restart());
	}

	test('says so, at every start and check, until somebody takes note of it', async () => {
		expect(await attacked(headsName, checkpointsName)).toEqual([noHeads]);
		expect(await check()).toEqual([noHeads]);
		await opened.fill(1);
		expect(await opened.restart()).toEqual([noHeads]);
		await opened.log.acknowledge(viewer);
		expect(opened.log.findings()).toEqual([]);
		expect(await opened.restart()).toEqual([]);
	});

	test('and that the lines made since then are no proof of before: taking them away is told again', async () => {
		await attacked(headsName, checkpointsName);
		await opened.fill(1);
		await opened.log.close();
		const file = path.join(opened.folder, headsName);
		const lines = readFileSync(file, 'utf8').replaceAll(',"gone":"heads"', '');
		expect(lines).not.toBe(readFileSync(file, 'utf8'));
		writeFileSync(file, lines);
		const found = await opened.restart().catch(() => opened.restart());
		expect(found).toContain('audit.heads, line 1: it does not bear the seal of this instance');
	});

	test('with the key gone too, both are said', async () => {
		expect(await attacked(headsName, checkpointsName, keyName)).toEqual([noHeads, noKey]);
		await opened.fill(1);
		expect(await opened.restart()).toEqual([noHeads, noKey]);
	});

	test('a log that has just begun has lost nothing', async () => {
		expect(opened.log.findings()).toEqual([]);
		expect(await opened.restart()).toEqual([]);
	});
});

describe('after a loss was taken note of', () => {
	test('old checkpoints are put aside, the tree is the one of what is there, a new one is signed', async () => {
		await opened.fill(10);
		await opened.log.checkpoint();
		const before = readFileSync(path.join(elsewhere, 'mirror'), 'utf8');
		expect(before).toContain('faisceau-audit/');
		await opened.forge(4);
		await opened.tamper('MATCH (h:AuditHead) SET h.tree = 0');
		const found = await opened.restart();
		expect(found).not.toEqual([]);
		await opened.log.acknowledge(viewer);
		// What was found stays to be read, with who took note of it.
		const noted = opened.log.noted();
		expect(noted).toMatchObject([{ by: viewer.account, organisation: viewer.organisation.id }]);
		expect(noted[0]?.found).toEqual(found);
		expect(opened.log.findings()).toEqual([]);
		expect(
			readdirSync(opened.folder).filter((name) => name.startsWith(checkpointsName))
		).toHaveLength(2);
		// The second place is as it was: what was signed before is still there, and no finding any more.
		expect(readdirSync(elsewhere)).toEqual(['mirror']);
		expect(readFileSync(path.join(elsewhere, 'mirror'), 'utf8').startsWith(before)).toBe(true);
		await opened.fill(3);
		expect(await check()).toEqual([]);
		expect(await opened.restart()).toEqual([]);
		expect(opened.log.noted()).toEqual(noted);
		// A later loss is told by the checkpoints of since then, in the second place too.
		await opened.log.checkpoint();
		await opened.forge(12);
		await opened.tamper('MATCH (h:AuditHead) SET h.tree = 0');
		expect(await opened.restart()).not.toEqual([]);
		// Whoever takes the note away has the old loss told again.
		await opened.log.close();
		rmSync(path.join(opened.folder, 'audit.acknowledged'));
		expect((await opened.restart()).length).toBeGreaterThan(0);
	});

	test('where nothing was signed beside the store, there is nothing to put aside', async () => {
		await opened.fill(3);
		await opened.forge(2);
		await opened.restart();
		rmSync(beside(), { force: true });
		await opened.log.acknowledge(viewer);
		// The one that is signed next, and none of before.
		expect(readdirSync(opened.folder).filter((name) => name.startsWith(checkpointsName))).toEqual([
			checkpointsName
		]);
	});

	test('each organisation that holds accounts finds it in its own log', async () => {
		for (const organisation of ['belmark', 'norland', 'sefrin', 'norland'])
			await opened.tamper(
				"CREATE (u:Auth_user {id: $id, name: 'x', email: $id, organisation: $organisation})",
				{ id: `u-${organisation}-${Math.random()}`, organisation }
			);
		await opened.fill(3);
		await opened.forge(2);
		await opened.restart();
		await opened.log.acknowledge(viewer);
		const told = (await entriesOf(opened.store)).filter(
			({ action }) => action === 'audit.acknowledge'
		);
		expect(told.map(({ organisation }) => organisation)).toEqual([
			viewer.organisation.id,
			...['belmark', 'norland', 'sefrin'].filter((one) => one !== viewer.organisation.id)
		]);
		for (const { actor, detail } of told) {
			expect(actor).toBe(viewer.account);
			expect(detail).toContain('audit entry 2');
		}
	});
});

test('a loss is taken note of where the second place never got a checkpoint', async () => {
	const away = await openLog({ mirror: path.join(elsewhere, 'no such folder', 'mirror') });
	await away.fill(3);
	await away.tamper("MATCH (e:AuditEntry {seq: 2}) SET e.actor = 'eve'");
	expect(await away.restart()).toHaveLength(1);
	await away.log.acknowledge(viewer);
	expect(away.log.mirrorFault()).toContain('ENOENT');
	expect(away.log.checkpoints()).toHaveLength(1);
	await away.end();
});

describe('proofs', () => {
	test('an entry that is not there has none, a later one gets its own checkpoint', async () => {
		await opened.fill(3);
		expect(await opened.log.prove(4)).toBeUndefined();
		const first = await opened.log.prove(2);
		await opened.fill(2);
		const later = await opened.log.prove(5);
		expect(parseNote(first?.checkpoint ?? '')?.size).toBe(3);
		expect(parseNote(later?.checkpoint ?? '')?.size).toBe(5);
		expect(parseNote((await opened.log.prove(1))?.checkpoint ?? '')?.size).toBe(3);
	});
});
