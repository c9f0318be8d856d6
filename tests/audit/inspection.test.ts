/** The auditor's reading of the log: what is found, by whom, that reading leaves its entry, and that nothing changes one. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkProof, isProven } from '#lib/domain/audit-proof.ts';
import type { Role } from '#lib/domain/audience.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { Refused } from '#lib/server/access/decide.ts';
import { forOwn } from '#lib/domain/recipient.ts';
import { inspectionOf, type Inspection } from '#lib/server/audit/inspection.ts';
import { declared } from '#lib/server/graph/query.ts';
import { queryFiles } from '#lib/server/graph/query.ts';
import { routes } from '#lib/server/access/routes.ts';
import { card, entriesOf, idOf, noNames, openLog, type OpenedLog } from './opened.ts';

const someone = (role: Role, organisation = 'belmark', operator = false): Viewer => ({
	account: `${role}-1`,
	name: role,
	organisation: { id: organisation, name: organisation },
	roles: [role],
	audience: [],
	operator
});
const auditor = someone('auditor');

let opened: OpenedLog;
let inspection: Inspection;
beforeEach(async () => {
	opened = await openLog();
	inspection = inspectionOf(
		opened.store,
		opened.log,
		noNames,
		() => new Date('2026-11-22T10:00:00Z')
	);
});
afterEach(() => opened.end());

const fill = async () => {
	for (const [actor, subject, organisation] of [
		['ada', idOf('entity-1'), 'belmark'],
		['ben', idOf('entity-1'), 'belmark'],
		['ada', 'entity-2', 'belmark'],
		['cid', idOf('entity-1'), 'norland']
	] as const)
		await opened.log.consult({ ...card, actor, subjects: [subject], organisation });
	await opened.log.consult({ ...card, actor: 'ben', action: 'network.export', outcome: 'refused' });
};
const seqs = async (query: Parameters<Inspection['search']>[1], who = auditor) =>
	(await inspection.search(who, query)).rows
		.filter(({ action }) => action !== 'audit.read')
		.map(({ seq }) => seq);

describe('searching', () => {
	test('finds who opened an entity, in the auditor’s own organisation, the latest first', async () => {
		await fill();
		expect(await seqs({ subject: idOf('entity-1') })).toEqual([5, 2, 1]);
		expect(await seqs({ subject: idOf('entity-1') }, someone('auditor', 'norland'))).toEqual([4]);
		expect(
			await seqs({ subject: idOf('entity-1') }, someone('administrator', 'local', true))
		).toEqual([5, 4, 2, 1]);
	});

	test('finds under what was typed what an entry keeps as a commitment only', async () => {
		await opened.log.consult({ ...card, subjects: ['jean.dupont@example.org'] });
		expect((await entriesOf(opened.store)).at(-1)?.subjects.join()).not.toContain('jean');
		expect(await seqs({ subject: 'jean.dupont@example.org' })).toEqual([1]);
	});

	test('narrows by person, operation, result and time', async () => {
		await fill();
		expect(await seqs({ person: 'ada' })).toEqual([3, 1]);
		expect(await seqs({ operations: ['disclosure'] })).toEqual([5]);
		expect(await seqs({ outcomes: ['refused'] })).toEqual([5]);
		expect(await seqs({ since: '2026-11-23T00:00:00.000Z' })).toEqual([]);
		expect(await seqs({ until: '2026-11-22T00:00:00.000Z' })).toEqual([]);
		expect(await seqs({ before: 3 })).toEqual([2, 1]);
	});

	test('goes on where a page ends, and every entry is shown once', async () => {
		await opened.fill(120);
		const seen: number[] = [];
		let before: number | undefined;
		for (let pages = 0; pages < 5; pages++) {
			const { rows, next } = await inspection.search(auditor, { person: 'ada', before });
			seen.push(...rows.map(({ seq }) => seq));
			if (next === null) break;
			before = next;
		}
		expect(seen).toEqual(Array.from({ length: 120 }, (_, i) => 120 - i));
	});

	test('leaves its own entry, with what was asked, before it answers', async () => {
		await fill();
		const found = await inspection.search(auditor, {
			person: 'ada',
			subject: idOf('entity-1'),
			operations: ['consultation'],
			outcomes: ['done'],
			since: '2026-01-01T00:00:00.000Z',
			until: '2027-01-01T00:00:00.000Z',
			before: 99
		});
		expect(found.size).toBe(6);
		expect((await entriesOf(opened.store)).at(-1)).toMatchObject({
			action: 'audit.read',
			operation: 'consultation',
			actor: 'auditor-1',
			subjects: [`~${opened.log.commit('ada')}`, idOf('entity-1')],
			detail:
				'{"act":"search","before":99,"held":"auditor","operations":"consultation","outcomes":"done","role":"auditor","rule":"role","since":"2026-01-01T00:00:00.000Z","until":"2027-01-01T00:00:00.000Z"}'
		});
		await opened.log.close();
		await expect(inspection.search(auditor, {})).rejects.toThrow();
		opened.log = (await openLog()).log;
	});

	test('shows a damaged entry as far as it can be read', async () => {
		await fill();
		await opened.tamper("MATCH (e:AuditEntry {seq: 1}) SET e.actor = 'eve'");
		await opened.tamper('MATCH (e:AuditEntry {seq: 2}) REMOVE e.detail');
		const { rows } = await inspection.search(someone('auditor', 'x', true), {});
		expect(rows.filter(({ damaged }) => damaged).map(({ seq, actor }) => [seq, actor])).toEqual([
			[2, ''],
			[1, 'eve']
		]);
	});
});

describe('one entry', () => {
	test('comes with a proof that holds in a browser', async () => {
		await fill();
		const found = await inspection.entry(auditor, 2);
		expect(found?.row).toMatchObject({ seq: 2, actor: 'ben', damaged: false });
		if (!found?.proof) throw new Error('no proof');
		expect(isProven(await checkProof(globalThis.crypto.subtle, found.proof))).toBe(true);
	});

	test('of another organisation, or of no number, is refused alike, and that is kept', async () => {
		await fill();
		expect(await inspection.entry(auditor, 4)).toBeUndefined();
		expect(await inspection.entry(auditor, 4000)).toBeUndefined();
		expect((await entriesOf(opened.store)).slice(-2)).toMatchObject([
			{ action: 'audit.read', outcome: 'refused', subjects: [] },
			{ action: 'audit.read', outcome: 'refused', subjects: [] }
		]);
	});

	test('that was rewritten has a proof that fails; one that cannot be read has none', async () => {
		await opened.fill(5);
		await opened.log.checkpoint();
		await opened.forge(3);
		const found = await inspection.entry(auditor, 3);
		if (!found?.proof) throw new Error('no proof');
		expect(await checkProof(globalThis.crypto.subtle, found.proof)).toEqual({
			content: true,
			inclusion: false,
			signature: true
		});
		await opened.tamper('MATCH (e:AuditEntry {seq: 4}) REMOVE e.detail');
		expect(await inspection.entry(someone('auditor', 'x', true), 4)).toMatchObject({
			row: { damaged: true },
			proof: null
		});
	});
});

describe('verifying and exporting', () => {
	test('a check tells what it found and is kept', async () => {
		await opened.fill(5);
		await opened.tamper("MATCH (e:AuditEntry {seq: 3}) SET e.actor = 'eve'");
		const result = await inspection.verify(auditor, {});
		expect(result.findings).toMatchObject([{ what: 'entry', seq: 3 }]);
		expect((await entriesOf(opened.store)).at(-1)?.detail).toBe(
			'{"act":"verify","findings":1,"held":"auditor","role":"auditor","rule":"role","size":5}'
		);
	});

	test('an export is a disclosure, signed, and each entry in it is proven', async () => {
		await fill();
		await opened.tamper("MATCH (e:AuditEntry {seq: 3}) SET e.actor = 'eve'");
		const { proofs, cut } = await inspection.export(
			auditor,
			{ outcomes: ['done'] },
			forOwn('supervision')
		);
		expect(cut).toBe(false);
		expect(proofs.map(({ entry }) => entry.seq)).toEqual([1, 2]);
		for (const proof of proofs)
			expect(isProven(await checkProof(globalThis.crypto.subtle, proof))).toBe(true);
		expect((await entriesOf(opened.store)).at(-1)).toMatchObject({
			action: 'audit.export',
			operation: 'disclosure'
		});
	});

	test('people are those of the own organisation', async () => {
		await opened.tamper(
			"UNWIND ['belmark', 'norland'] AS o CREATE (u:Auth_user) SET u.id = o, u.name = o, u.organisation = o"
		);
		expect(await inspection.people(auditor)).toEqual([{ id: 'belmark', name: 'belmark' }]);
		expect(await inspection.people(someone('auditor', 'x', true))).toHaveLength(2);
	});
});

test.each(['administrator', 'analyst', 'magistrate', 'provider'] as const)(
	'a %s reads nothing of the log',
	async (role) => {
		const viewer = someone(role);
		for (const asking of [viewer, null]) {
			await expect(inspection.search(asking, {})).rejects.toThrow(Refused);
			await expect(inspection.entry(asking, 1)).rejects.toThrow(Refused);
			await expect(inspection.verify(asking, {})).rejects.toThrow(Refused);
			await expect(inspection.export(asking, {}, forOwn())).rejects.toThrow(Refused);
			await expect(inspection.people(asking)).rejects.toThrow(Refused);
		}
	}
);

describe('hardening 58: no way to edit or delete an entry', () => {
	test('no query of the program changes or deletes one', () => {
		const writing = [...queryFiles()].filter(
			([name, text]) =>
				declared.get(name)?.access === 'write' && /AuditEntry/.test(text) && !/^schema\//.test(name)
		);
		expect(writing.map(([name]) => name)).toEqual(['audit/append']);
		expect(queryFiles().get('audit/append')).toMatch(/^CREATE \(made:AuditEntry\)$/m);
		for (const [name, text] of queryFiles())
			if (/AuditEntry/.test(text) && !name.startsWith('schema/'))
				expect(text.replace(/^\/\/.*$/gm, ''), name).not.toMatch(/\b(DELETE|MERGE|REMOVE)\b/);
	});

	test('what a query takes away has a label, and it is none of the log; nothing else writes its head and tiles', () => {
		const writing = [...queryFiles()]
			.map(([name, text]) => ({ name, body: text.replace(/^\/\/.*$/gm, ''), text }))
			.filter(({ text }) => /^\/\/ @access write$/m.test(text));
		expect(writing.length).toBeGreaterThan(50);
		const taken = writing.flatMap(({ name, body, text }) =>
			[...body.matchAll(/\b(?:DELETE|REMOVE) ([\w.:, ]+)/g)].flatMap(([, list = '']) =>
				list
					.split(',')
					.map((item) => ({ name, body, text, variable: /\w+/.exec(item.trim())?.[0] }))
			)
		);
		expect(taken.length).toBeGreaterThan(12);
		for (const { name, body, text, variable } of taken) {
			// Entries have no relationships: what stands in square brackets is none of the log.
			if (body.includes(`-[${variable}`)) continue;
			const label = new RegExp(`\\(${variable}:(\\w+)`).exec(body)?.[1] ?? 'no label';
			expect(label, `${name} takes away ${variable}`).toMatch(
				/^(?!Audit|Justification|no label)\w+$/
			);
			expect(label === '__LABEL__' && /@choose LABEL stored-label/.test(text), name).toBe(false);
		}
		const touching = writing.filter(({ body }) => /Audit(Entry|Head|Tile)/.test(body));
		expect(touching.map(({ name }) => name).toSorted()).toEqual([
			'audit/append',
			'audit/create-head',
			'audit/keep-tiles',
			'audit/plant-tree',
			'audit/take-numbers'
		]);
	});

	test('whoever acts on the log by any route asks, exports, or takes note of a loss', () => {
		const acting = Object.values(routes)
			.flatMap((guard) => (typeof guard === 'string' ? [guard] : Object.values(guard)))
			.filter((action) => action?.startsWith('audit.'));
		expect([...new Set(acting)].toSorted()).toEqual([
			'audit.acknowledge',
			'audit.export',
			'audit.read'
		]);
	});

	test('no route of the log takes anything but a question', () => {
		const ofLog = Object.entries(routes).filter(([route]) => route.startsWith('/audit'));
		expect(ofLog.length).toBeGreaterThan(3);
		for (const [, guard] of ofLog)
			if (typeof guard === 'object')
				for (const [verb, action] of Object.entries(guard))
					expect([verb, action]).toEqual(['POST', expect.stringMatching(/^audit\.(read|export)$/)]);
	});
});
