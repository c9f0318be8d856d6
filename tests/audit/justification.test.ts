/** Reasons: kept with their entry, good for half an hour for one person and one entity, read by auditors only. */
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Role } from '#lib/domain/audience.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { inspectionOf } from '#lib/server/audit/inspection.ts';
import {
	inForce,
	inForceAmong,
	justificationOf,
	justify,
	promiseOf,
	secretOf
} from '#lib/server/audit/justification.ts';
import { auditOf } from '#lib/server/audit/log.ts';
import { card, entriesOf, idOf, noNames, openLog, type OpenedLog } from './opened.ts';

const someone = (account: string, role: Role = 'analyst'): Viewer => ({
	account,
	name: account,
	organisation: { id: 'belmark', name: 'Belmark' },
	roles: [role],
	audience: [],
	operator: false
});
const ada = someone('ada');
const at = (minutes: number) => new Date(Date.UTC(2026, 10, 22, 12, minutes));
const reason = { purpose: 'investigation', text: 'Case 7, the interview of Jane' } as const;

let opened: OpenedLog;
beforeEach(async () => {
	opened = await openLog();
	await justify(opened.log, ada, { id: 'j-1', now: at(0), entity: idOf('entity-1'), reason });
});
afterEach(() => opened.end());

test('a reason and its entry are kept together; the entry holds its id and a commitment, not its words', async () => {
	const [entry] = await entriesOf(opened.store);
	expect(entry).toMatchObject({
		action: 'network.justify',
		operation: 'consultation',
		actor: 'ada',
		subjects: [idOf('entity-1')]
	});
	expect(JSON.parse(entry?.detail ?? '')).toEqual({
		justification: 'j-1',
		purpose: 'investigation',
		reason: opened.log.commit(`j-1\n${reason.text}`),
		under: secretOf(opened.log.commit),
		...{ rule: 'role', role: 'analyst', held: 'analyst' }
	});
	expect(JSON.stringify(entry)).not.toContain('Jane');
	expect(await justificationOf(opened.store, 'j-1')).toMatchObject({ ...reason, account: 'ada' });
	expect(await justificationOf(opened.store, 'j-2')).toBeUndefined();
});

test('it holds for one person and one entity, half an hour', async () => {
	expect(await inForce(opened.store, ada, idOf('entity-1'), at(29))).toBe('j-1');
	expect(await inForce(opened.store, ada, idOf('entity-1'), at(30))).toBeUndefined();
	expect(await inForce(opened.store, ada, 'entity-2', at(1))).toBeUndefined();
	expect(await inForce(opened.store, someone('ben'), idOf('entity-1'), at(1))).toBeUndefined();
});

test('among some entities those are told for which one is in force', async () => {
	const among = (minutes: number, viewer = ada) =>
		inForceAmong(
			opened.store,
			viewer,
			['entity-2', idOf('entity-1'), idOf('entity-1')],
			at(minutes)
		);
	expect([...(await among(29))]).toEqual([idOf('entity-1')]);
	expect([...(await among(30))]).toEqual([]);
	expect([...(await among(1, someone('ben')))]).toEqual([]);
});

const auditor = someone('vera', 'auditor');
const reasonAt = async (seq: number) =>
	(await inspectionOf(opened.store, opened.log, noNames, () => at(1)).entry(auditor, seq))?.reasons;

test('an auditor reads why on the entry of the reason and of what was read for it, and is told when the words were changed', async () => {
	await opened.log.consult({ ...card, detail: { justification: 'j-1' } });
	for (const seq of [1, 2])
		expect(await reasonAt(seq)).toMatchObject([{ ...reason, words: 'committed' }]);
	await opened.log.consult(card);
	expect(await reasonAt(5)).toEqual([]);
	await opened.tamper("MATCH (j:Justification {id: 'j-1'}) SET j.text = 'None of your business'");
	for (const seq of [1, 2]) expect(await reasonAt(seq)).toMatchObject([{ words: 'changed' }]);
});

test('words put under an entry that no entry of a reason is near are not said to be committed to', async () => {
	await opened.tamper("MATCH (j:Justification {id: 'j-1'}) SET j.entity = 'another'");
	await opened.log.consult({ ...card, detail: { justification: 'j-1' } });
	expect(await reasonAt(2)).toMatchObject([{ words: 'unfound' }]);
});

test('the entry of a reason is found past those that were damaged, and words that are gone are not the same', async () => {
	await opened.log.consult(card);
	await opened.log.consult(card);
	await opened.log.consult({ ...card, detail: { justification: 'j-1' } });
	await opened.tamper("MATCH (a:AuditEntry {seq: 2}) SET a.detail = '{}'");
	await opened.tamper('MATCH (a:AuditEntry {seq: 3}) SET a.id = 7');
	expect(await reasonAt(4)).toMatchObject([{ words: 'committed' }]);
	await opened.tamper("MATCH (j:Justification {id: 'j-1'}) REMOVE j.text");
	expect((await opened.log.check()).findings).toContainEqual({
		what: 'reasons',
		fault: 'changed',
		count: 1,
		seqs: [1]
	});
});

test('what commits to no reason promises none', () => {
	const entry = {
		action: 'network.justify',
		operation: 'consultation',
		outcome: 'done',
		actor: 'ada'
	} as const;
	for (const detail of ['{}', '{"justification":"j-1"}', '{"justification":1,"reason":"x"}'])
		expect(promiseOf({ ...entry, detail }), detail).toBeUndefined();
	expect(promiseOf({ ...entry, detail: '{"justification":"j-1","reason":"x"}' })).toMatchObject({
		id: 'j-1'
	});
});

test('a reason that was removed is said to be, on every entry that names it', async () => {
	await opened.log.consult({ ...card, detail: { justification: 'j-1 j-2' } });
	await opened.tamper("MATCH (j:Justification {id: 'j-1'}) DELETE j");
	expect(await reasonAt(1)).toEqual([{ id: 'j-1', words: 'removed' }]);
	expect(await reasonAt(2)).toEqual([
		{ id: 'j-1', words: 'removed' },
		{ id: 'j-2', words: 'removed' }
	]);
});

test('a check counts the reasons, and names those that were changed and removed', async () => {
	for (const id of ['j-2', 'j-3'])
		await justify(opened.log, ada, { id, now: at(0), entity: idOf('entity-1'), reason });
	const sound = await opened.log.check();
	expect(sound.findings).toEqual([]);
	expect(sound.reasons).toEqual({ given: 3, same: 3, elsewhere: 0 });
	for (const change of ["j.text = 'other'", "j.purpose = 'other'", "j.account = 'ben'"]) {
		await opened.tamper(`MATCH (j:Justification {id: 'j-1'}) SET ${change}`);
		expect((await opened.log.check()).findings, change).toEqual([
			{ what: 'reasons', fault: 'changed', count: 1, seqs: [1] }
		]);
		await opened.tamper(
			"MATCH (j:Justification {id: 'j-1'}) SET j.text = $text, j.purpose = 'investigation', j.account = 'ada'",
			{ text: reason.text }
		);
	}
	await opened.tamper("MATCH (j:Justification {id: 'j-2'}) SET j.text = 'other'");
	await opened.tamper("MATCH (j:Justification {id: 'j-3'}) DELETE j");
	const { findings, reasons } = await opened.log.check();
	expect(findings).toEqual([
		{ what: 'reasons', fault: 'changed', count: 1, seqs: [2] },
		{ what: 'reasons', fault: 'missing', count: 1, seqs: [3] }
	]);
	expect(reasons).toEqual({ given: 3, same: 1, elsewhere: 0 });
	// At a start too; and the log itself is sound, so it goes on being signed.
	expect(await opened.restart()).toHaveLength(2);
	expect((await opened.log.checkpoint()).size).toBe(3);
});

test('under another secret, as after a restore, nobody says that the words are the same, nor that they were changed', async () => {
	await opened.log.close();
	opened.log = await auditOf({
		store: opened.store,
		folder: mkdtempSync(path.join(opened.folder, 'elsewhere-')),
		key: 'another secret',
		now: () => at(5),
		newId: () => 'entry-elsewhere'
	});
	const { findings, reasons } = await opened.log.check();
	expect(findings.filter(({ what }) => what === 'reasons')).toEqual([]);
	expect(reasons).toEqual({ given: 1, same: 0, elsewhere: 1 });
	expect(await reasonAt(1)).toMatchObject([{ ...reason, words: 'elsewhere' }]);
});
