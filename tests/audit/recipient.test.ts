/** The log leaves as everything does: for somebody, to a purpose, and its entry names both. */
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isHttpError, type RequestEvent } from '@sveltejs/kit';
import type { Viewer } from '#lib/domain/viewer.ts';
import { Refused } from '#lib/server/access/decide.ts';
import { inspectionOf, type Inspection } from '#lib/server/audit/inspection.ts';
import { auditOf } from '#lib/server/audit/log.ts';
import { card, entriesOf, noNames, openLog, type OpenedLog } from './opened.ts';

const served = vi.hoisted(() => ({ app: {} as Record<string, unknown> }));
vi.mock('#lib/server/app.ts', () => ({ app: () => served.app }));
type Handler = (event: RequestEvent) => Promise<Response>;
const [route] = Object.values(
	import.meta.glob<{ POST: Handler }>('../../src/routes/audit/export.*/+server.ts', { eager: true })
);

const someone = (role: 'auditor' | 'analyst'): Viewer => ({
	account: `${role}-1`,
	name: role,
	organisation: { id: 'belmark', name: 'belmark' },
	roles: [role],
	audience: [],
	operator: false
});
const auditor = someone('auditor');

let opened: OpenedLog;
let inspection: Inspection;
beforeEach(async () => {
	opened = await openLog();
	const now = () => new Date('2026-11-22T10:00:00Z');
	inspection = inspectionOf(opened.store, opened.log, noNames, now);
	served.app = { inspection };
	await opened.log.consult({ ...card, subjects: ['entity-1'], organisation: 'belmark' });
});
afterEach(() => opened.end());

async function asked(fields: Record<string, string>, viewer = auditor) {
	const url = new URL('http://localhost/audit/export.json');
	const request = new Request(url, { method: 'POST', body: new URLSearchParams(fields) });
	const event = { locals: { viewer }, params: { format: 'json' }, request, url };
	try {
		const answer = await route?.POST(event as unknown as RequestEvent);
		return { status: answer?.status, text: await answer?.text() };
	} catch (refusal) {
		if (!isHttpError(refusal)) throw refusal;
		return { status: refusal.status, text: refusal.body.message };
	}
}
const last = async () => {
	const entry = (await entriesOf(opened.store)).at(-1);
	return { seq: entry?.seq ?? 0, action: entry?.action, text: entry?.detail ?? '' };
};
const told = async () => (await inspection.entry(auditor, (await last()).seq))?.recipient;

test('the own organisation’s file, another organisation, somebody in words', async () => {
	expect((await asked({ kind: 'own', purpose: 'supervision' })).status).toBe(200);
	expect(JSON.parse((await last()).text)).toMatchObject({
		for: 'own',
		recipient: 'belmark',
		purpose: 'supervision'
	});
	await asked({ kind: 'organisation', organisation: 'europol', purpose: 'cooperation' });
	expect(await told()).toMatchObject({
		kind: 'organisation',
		purpose: 'cooperation',
		organisation: { id: 'europol', name: { en: 'Europol' }, agreement: 'union-body' }
	});
	await asked({ kind: 'other', text: 'Supervisory authority, R. Vane', purpose: 'supervision' });
	expect((await last()).text).not.toContain('Vane');
	expect(await told()).toMatchObject({
		text: 'Supervisory authority, R. Vane',
		words: 'committed'
	});
});

test.each([
	[{}, 'recipient.kind'],
	[{ kind: 'own' }, 'purpose'],
	[{ kind: 'other', purpose: 'supervision' }, 'recipient.text'],
	[{ kind: 'organisation', purpose: 'supervision' }, 'recipient.id'],
	[{ kind: 'organisation', organisation: 'nobody', purpose: 'supervision' }, 'recipient.id']
])('%j is refused with the place, and nothing leaves', async (fields, place) => {
	const { status, text = '' } = await asked(fields as Record<string, string>);
	expect([status, text.startsWith(`${place}: `)], text).toEqual([400, true]);
	expect((await last()).action).not.toBe('audit.export');
});

test('who may not export is refused whatever they name', async () => {
	const asking = asked({ kind: 'own', purpose: 'supervision' }, someone('analyst'));
	await expect(asking).rejects.toBeInstanceOf(Refused);
});

test('an entry of before this was asked names nobody, and one whose words are gone says so', async () => {
	expect((await inspection.entry(auditor, 1))?.recipient).toBeNull();
	await asked({ kind: 'other', text: 'R. Vane', purpose: 'supervision' });
	const { seq } = await last();
	await opened.tamper('MATCH (j:Justification) DELETE j');
	const { recipient } = (await inspection.entry(auditor, seq)) ?? {};
	expect(recipient).toMatchObject({ kind: 'other', text: null, words: 'removed' });
});

test('an entry that names somebody, but not where the words are, says that they are gone', async () => {
	await opened.log.consult({
		...card,
		organisation: 'belmark',
		detail: { for: 'other', recipient: opened.log.commit('R. Vane'), purpose: 'supervision' }
	});
	expect(await told()).toMatchObject({ kind: 'other', text: null, words: 'removed' });
});

test('an export of nothing leaves its entry, and no checkpoint of its own', async () => {
	const signed = () => opened.log.checkpoints().length;
	const before = signed();
	const disclosure = { recipient: { kind: 'own' }, purpose: 'supervision' } as const;
	const nothing = await inspection.export(auditor, { person: 'nobody-such' }, disclosure);
	expect(nothing).toEqual({ proofs: [], cut: false });
	expect(JSON.parse((await last()).text)).toMatchObject({ entries: 0 });
	expect(signed()).toBe(before);
	const { proofs } = await inspection.export(auditor, {}, disclosure);
	expect(proofs.length).toBeGreaterThan(0);
	expect(signed()).toBeGreaterThan(before);
});

const named = { kind: 'other', text: 'R. Vane', purpose: 'supervision' };

test('a check counts the recipients named in words, and names the entries of those that were changed and removed', async () => {
	for (let i = 0; i < 3; i++) await asked(named);
	const seqs = (await entriesOf(opened.store))
		.filter(({ action }) => action === 'audit.export')
		.map(({ seq }) => seq);
	const sound = await opened.log.check();
	expect(sound.findings).toEqual([]);
	expect(sound.recipients).toEqual({ given: 3, same: 3, elsewhere: 0 });
	const ids = (await entriesOf(opened.store)).flatMap(({ detail }) => {
		const { addressee } = JSON.parse(detail) as { addressee?: string };
		return addressee ?? [];
	});
	const changing = 'MATCH (j:Justification {id: $id}) SET j.text = $text, j.account = $account';
	const kept = { id: ids[0], text: 'R. Vane', account: auditor.account };
	const changed = [{ what: 'recipients', fault: 'changed', count: 1, seqs: [seqs[0]] }];
	await opened.tamper(changing, { ...kept, account: 'somebody else' });
	expect((await opened.log.check()).findings).toEqual(changed);
	await opened.tamper(changing, { ...kept, text: 'The cat' });
	expect((await opened.log.check()).findings).toEqual(changed);
	expect((await inspection.entry(auditor, seqs[0] ?? 0))?.recipient?.words).toBe('changed');
	await opened.tamper('MATCH (j:Justification {id: $id}) DELETE j', { id: ids[1] });
	const { findings, recipients, reasons } = await opened.log.check();
	expect(findings).toEqual([
		...changed,
		{ what: 'recipients', fault: 'missing', count: 1, seqs: [seqs[1]] }
	]);
	expect(recipients).toEqual({ given: 3, same: 1, elsewhere: 0 });
	expect(reasons).toEqual({ given: 0, same: 0, elsewhere: 0 });
	// At a start too; and the log itself is sound, so it goes on being signed.
	expect(await opened.restart()).toHaveLength(2);
	await expect(opened.log.checkpoint()).resolves.toBeDefined();
});

test('under another secret, as after a restore, nobody says that they are the words of then, nor that they were changed', async () => {
	await asked(named);
	const { seq } = await last();
	await opened.log.close();
	opened.log = await auditOf({
		store: opened.store,
		folder: mkdtempSync(path.join(opened.folder, 'elsewhere-')),
		key: 'another secret',
		now: () => new Date('2026-11-22T10:05:00Z'),
		newId: () => 'entry-elsewhere'
	});
	const { findings, recipients } = await opened.log.check();
	expect(findings.filter(({ what }) => what === 'recipients')).toEqual([]);
	expect(recipients).toEqual({ given: 1, same: 0, elsewhere: 1 });
	const there = inspectionOf(opened.store, opened.log, noNames, () => new Date());
	expect((await there.entry(auditor, seq))?.recipient).toMatchObject({
		text: 'R. Vane',
		words: 'elsewhere'
	});
});
