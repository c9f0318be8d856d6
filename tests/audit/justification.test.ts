/** Reasons: kept with their entry, good for half an hour for one person and one entity, read by auditors only. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Role } from '#lib/domain/audience.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { inspectionOf } from '#lib/server/audit/inspection.ts';
import {
	inForce,
	inForceAmong,
	justificationOf,
	justify
} from '#lib/server/audit/justification.ts';
import { card, entriesOf, noNames, openLog, type OpenedLog } from './opened.ts';

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
	await justify(opened.log, ada, { id: 'j-1', now: at(0), entity: 'entity-1', reason });
});
afterEach(() => opened.end());

test('a reason and its entry are kept together; the entry holds its id and a commitment, not its words', async () => {
	const [entry] = await entriesOf(opened.store);
	expect(entry).toMatchObject({
		action: 'network.justify',
		operation: 'consultation',
		actor: 'ada',
		subjects: ['entity-1']
	});
	expect(JSON.parse(entry?.detail ?? '')).toEqual({
		justification: 'j-1',
		purpose: 'investigation',
		reason: opened.log.commit(`j-1\n${reason.text}`),
		...{ rule: 'role', role: 'analyst', held: 'analyst' }
	});
	expect(JSON.stringify(entry)).not.toContain('Jane');
	expect(await justificationOf(opened.store, 'j-1')).toMatchObject({ ...reason, account: 'ada' });
	expect(await justificationOf(opened.store, 'j-2')).toBeUndefined();
});

test('it holds for one person and one entity, half an hour', async () => {
	expect(await inForce(opened.store, ada, 'entity-1', at(29))).toBe('j-1');
	expect(await inForce(opened.store, ada, 'entity-1', at(30))).toBeUndefined();
	expect(await inForce(opened.store, ada, 'entity-2', at(1))).toBeUndefined();
	expect(await inForce(opened.store, someone('ben'), 'entity-1', at(1))).toBeUndefined();
});

test('among some entities those are told for which one is in force', async () => {
	const among = (minutes: number, viewer = ada) =>
		inForceAmong(opened.store, viewer, ['entity-2', 'entity-1', 'entity-1'], at(minutes));
	expect([...(await among(29))]).toEqual(['entity-1']);
	expect([...(await among(30))]).toEqual([]);
	expect([...(await among(1, someone('ben')))]).toEqual([]);
});

test('an auditor reads why, and is told when the words were changed', async () => {
	await opened.log.consult({ ...card, detail: { justification: 'j-1' } });
	await opened.log.consult({ ...card, detail: { justification: 'gone' } });
	const inspection = inspectionOf(opened.store, opened.log, noNames);
	const auditor = someone('vera', 'auditor');
	expect((await inspection.entry(auditor, 1))?.reason).toMatchObject({
		...reason,
		committed: true
	});
	expect((await inspection.entry(auditor, 2))?.reason).toMatchObject({ text: reason.text });
	expect((await inspection.entry(auditor, 3))?.reason).toBeNull();
	await opened.tamper("MATCH (j:Justification {id: 'j-1'}) SET j.text = 'None of your business'");
	expect((await inspection.entry(auditor, 1))?.reason).toMatchObject({ committed: false });
});
