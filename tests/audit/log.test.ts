import fc from 'fast-check';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Viewer } from '#lib/domain/viewer.ts';
import { checkLog } from '#lib/server/audit/check.ts';
import { describeFinding } from '#lib/server/audit/finding.ts';
import type { StoredEntry } from '#lib/domain/audit-entry.ts';
import { faultOf, subjectLimit } from '#lib/server/audit/entry.ts';
import type { AuditEvent } from '#lib/server/audit/event.ts';
import { headsName, openHeads } from '#lib/server/audit/heads.ts';
import { auditOf, type AuditLog } from '#lib/server/audit/log.ts';
import { readEntries, readExtent, readHead } from '#lib/server/audit/queries.ts';
import { openEmbedded } from '#lib/server/graph/embedded.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import { keyedIds } from '#lib/server/ingest/ids.ts';
import { newId } from '#lib/server/new-id.ts';
import { idOf, openLog } from './opened.ts';

let folder: string;
let store: GraphStore;
let log: AuditLog;
let ids = 0;

const start = () =>
	auditOf({
		store,
		folder,
		key: 'a secret of this test',
		now: () => new Date('2026-11-22T13:05:00.000Z'),
		newId: () => `entry-${ids++}`
	});

beforeEach(async () => {
	ids = 0;
	folder = mkdtempSync(path.join(tmpdir(), 'faisceau-audit-'));
	store = await openEmbedded(folder);
	log = await start();
});
afterEach(async () => {
	await log.close();
	await store.close();
	rmSync(folder, { recursive: true });
});

const restart = async () => {
	await log.close();
	log = await start();
	return log.findings().map(describeFinding);
};

const card: AuditEvent = {
	action: 'network.card',
	actor: 'ada',
	organisation: 'belmark',
	outcome: 'done',
	subjects: [idOf('entity-1')]
};

const entries = async () =>
	(await store.read(readEntries, { from: 0, to: 1_000_000 })).map(
		({ entry }) => entry as StoredEntry
	);

/** Changes the stored log behind its back, as someone with the file in hand could. */
const tamper = (text: string, params: Record<string, unknown> = {}) =>
	store.write(builtStatement('tests/tamper', 'write', text), params);
const touch = builtStatement(
	'tests/touch',
	'write',
	'CREATE (n:Touched {id: $id}) RETURN n.id AS id'
);
const touched = async () =>
	(
		await store.read(
			builtStatement('tests/touched', 'read', 'MATCH (n:Touched) RETURN n.id AS id ORDER BY id'),
			{}
		)
	).map(({ id }) => id);

describe('what an entry holds', () => {
	test('a consultation is kept with who, what, when and the operation of the law', async () => {
		await log.consult({ ...card, detail: { claims: 7 } });
		expect(await entries()).toEqual([
			{
				seq: 1,
				id: 'entry-0',
				at: '2026-11-22T13:05:00.000Z',
				action: 'network.card',
				operation: 'consultation',
				actor: 'ada',
				organisation: 'belmark',
				outcome: 'done',
				subjects: [idOf('entity-1')],
				detail: '{"claims":7}',
				leaf: expect.stringMatching(/^[0-9a-f]{64}$/)
			}
		]);
	});

	test('text that is no id is kept as a commitment, which the same text matches and another does not', async () => {
		await log.consult({ ...card, subjects: ['<img src=x> Jean Dupont'] });
		const [entry] = await entries();
		expect(entry?.subjects).toEqual([`~${log.commit('<img src=x> Jean Dupont')}`]);
		expect(log.commit('Jean Dupont')).not.toBe(log.commit('Jean Dupond'));
	});

	test.each([
		'jean.dupont@example.org',
		'+33612345678',
		'0033612345678',
		// 22 characters, as our ids have, and 32.
		'DE89370400440532013000',
		'LC55HEMM000100010012001200023015',
		'BE71096123456769',
		'DE89 3704 0044 0532 0130 00',
		'de89370400440532013000',
		'jean-dupont',
		'JeanDupont',
		'203.0.113.7',
		'search:jean',
		'4111111111111111',
		'0123456789012345678901',
		'@jdupont'
	])('%s, typed where an id belongs, is a commitment', async (typed) => {
		for (const outcome of ['done', 'refused', 'failed'] as const)
			await log.consult({ ...card, outcome, subjects: [typed] });
		const kept = await entries();
		expect(JSON.stringify(kept)).not.toContain(typed);
		for (const { subjects } of kept) expect(subjects).toEqual([`~${log.commit(typed)}`]);
	});

	test('every shape of id that is made here stands in clear, an organisation’s where it was bound', async () => {
		const keyed = keyedIds(Buffer.alloc(32, 7));
		const made = [
			...Array.from({ length: 200 }, (_, i) => keyed('entity', String(i))),
			'26gxFxYjXlWArXfsPQo03ayxVJMv5B4z',
			newId(),
			`${newId()}.12`,
			'attack-pattern--7d8d3f2e-1f0a-4c7b-9b0e-0a1b2c3d4e5f'
		];
		await log.consult({ ...card, subjects: made });
		await log.consult({ ...card, action: 'access.bind', subjects: ['unit-fr'] });
		const all = (await entries()).flatMap(({ subjects }) => subjects);
		expect(all).toEqual([...made, 'unit-fr']);
		await log.consult({
			...card,
			action: 'access.bind',
			outcome: 'refused',
			subjects: ['unit-fr']
		});
		expect((await entries()).at(-1)?.subjects).toEqual([`~${log.commit('unit-fr')}`]);
	});

	test('an act about many things names them all, in entries kept together, with their number and a hash over all', async () => {
		const many = Array.from({ length: 250 }, (_, i) => idOf(`entity-${i}`));
		await log.consult({ ...card, subjects: many });
		await log.consult({ ...card, subjects: many.toReversed() });
		const kept = await entries();
		const [first, , , second] = kept;
		expect(first?.subjects).toHaveLength(subjectLimit);
		expect(kept.slice(0, 3).flatMap(({ subjects }) => subjects)).toEqual(many);
		expect(kept.slice(1, 3).map(({ detail }) => JSON.parse(detail) as object)).toEqual([
			{ continues: first?.id, part: 2, parts: 3 },
			{ continues: first?.id, part: 3, parts: 3 }
		]);
		const detail = v.parse(
			v.object({ subjectsTotal: v.number(), subjectsSha256: v.string() }),
			JSON.parse(first?.detail ?? '')
		);
		expect(detail.subjectsTotal).toBe(250);
		expect(JSON.parse(second?.detail ?? '')).toEqual(detail);
	});

	test('an entry that cannot be written exactly is refused, and the next one takes its number', async () => {
		await expect(log.consult({ ...card, detail: { half: '\ud800' } })).rejects.toThrow('surrogate');
		await log.consult(card);
		expect((await entries()).map(({ seq }) => seq)).toEqual([1]);
	});
});

describe('a change and its entry', () => {
	test('are kept together, and the entry can say what the change made', async () => {
		const made = await log.write(
			(result: string) => ({ ...card, action: 'ingest.import', subjects: [result] }),
			async ({ run }) => {
				await run(touch, { id: 'a' });
				return idOf('import-1');
			}
		);
		expect(made).toBe(idOf('import-1'));
		expect(await touched()).toEqual(['a']);
		expect((await entries()).map(({ subjects }) => subjects)).toEqual([[idOf('import-1')]]);
	});

	test('are both absent when the change fails', async () => {
		await expect(
			log.write(card, async ({ run }) => {
				await run(touch, { id: 'a' });
				throw new Error('no');
			})
		).rejects.toThrow('no');
		expect(await touched()).toEqual([]);
		expect(await entries()).toEqual([]);
	});

	test('are both absent when the entry cannot be kept', async () => {
		await tamper("MATCH (h:AuditHead {id: 'head'}) DELETE h");
		await expect(log.write(card, ({ run }) => run(touch, { id: 'a' }))).rejects.toThrow(
			'head of the audit log'
		);
		await expect(log.consult(card)).rejects.toThrow('head of the audit log');
		expect(await touched()).toEqual([]);
	});

	test('are kept once when the acknowledgement of the commit was lost and the work is run again', async () => {
		/** Commits, then acts as if the connection had been cut before the answer came. */
		const forgetful: GraphStore = {
			...store,
			transaction: async (work) => {
				await store.transaction(work);
				return store.transaction(work);
			}
		};
		await log.close();
		log = await auditOf({
			store: forgetful,
			folder,
			key: 'k',
			now: () => new Date(0),
			newId: () => `try-${ids++}`
		});
		let runs = 0;
		const result = await log.write(card, async ({ run }) => {
			runs++;
			await run(touch, { id: `a${runs}` });
			return runs;
		});
		await Promise.all([log.consult(card), log.consult(card)]);
		expect(result).toBe(1);
		expect(await touched()).toEqual(['a1']);
		expect((await entries()).map(({ seq }) => seq)).toEqual([1, 2, 3]);
	});

	test('are done again after a conflict that undid the first try', async () => {
		const conflicting: GraphStore = {
			...store,
			transaction: async (work) => {
				await store
					.transaction(async (runner) => {
						await work(runner);
						throw new Error('conflict');
					})
					.catch(() => undefined);
				return store.transaction(work);
			}
		};
		await log.close();
		log = await auditOf({
			store: conflicting,
			folder,
			key: 'k',
			now: () => new Date(0),
			newId: () => `try-${ids++}`
		});
		await log.write(card, ({ run }) => run(touch, { id: 'a' }));
		expect(await touched()).toEqual(['a']);
		expect((await entries()).map(({ seq }) => seq)).toEqual([1]);
	});
});

describe('the sequence', () => {
	test('has no gap and one entry per act, whatever mix of 100 writers runs at once', async () => {
		let rounds = 0;
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.constantFrom('consult', 'write', 'fail'), { minLength: 100, maxLength: 100 }),
				async (acts) => {
					const [before] = await store.read(readHead, {});
					const round = rounds++;
					const outcomes = await Promise.allSettled(
						acts.map((act, i) => {
							const id = idOf(`t-${round}-${i}`);
							return act === 'consult'
								? log.consult(card)
								: log.write({ ...card, subjects: [id] }, async ({ run }) => {
										await run(touch, { id });
										if (act === 'fail') throw new Error('no');
									});
						})
					);
					const done = acts.filter((act) => act !== 'fail').length;
					expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(done);
					const all = await entries();
					expect(all.map(({ seq }) => seq)).toEqual(
						Array.from({ length: (before?.size ?? 0) + done }, (_, i) => i + 1)
					);
					expect(all.every((entry) => faultOf(entry) === undefined)).toBe(true);
					// Every change has its entry, and no entry tells of a change that was not made.
					const told = all
						.flatMap(({ subjects }) => subjects)
						.filter((id) => id !== card.subjects[0]);
					expect(told.toSorted()).toEqual((await touched()).toSorted());
					expect((await log.check()).findings).toEqual([]);
				}
			),
			{ numRuns: 15 }
		);
	});

	test('an act whose commit is told late leaves what is signed at the end of the log', async () => {
		const transaction = store.transaction.bind(store);
		let letGo: () => void = () => undefined;
		const held = new Promise<void>((resolve) => (letGo = resolve));
		vi.spyOn(store, 'transaction').mockImplementationOnce(async (work) => {
			const value = await transaction(work);
			await held;
			return value;
		});
		const late = log.write(card, ({ run }) => run(touch, { id: 'late' }));
		await vi.waitFor(async () => expect(await entries()).toHaveLength(1));
		await log.write(card, ({ run }) => run(touch, { id: 'soon' }));
		letGo();
		await late;
		expect((await log.checkpoint()).size).toBe(2);
	});

	test('goes on after a restart', async () => {
		await log.consult(card);
		expect(await restart()).toEqual([]);
		await log.consult(card);
		expect((await entries()).map(({ seq }) => seq)).toEqual([1, 2]);
	});
});

describe('what was changed behind its back is named by its first bad number', () => {
	const ten = async () => {
		for (let i = 0; i < 10; i++)
			await log.consult({ ...card, subjects: [idOf(`entity-${i}`)], detail: { i } });
	};
	const cases: [string, string, string][] = [
		[
			'a flipped letter',
			"MATCH (e:AuditEntry {seq: 4}) SET e.actor = 'adb'",
			'audit entry 4: its hash does not fit its content'
		],
		[
			'a flipped hash',
			"MATCH (e:AuditEntry {seq: 4}) SET e.leaf = 'f' + e.leaf",
			'audit entry 4: its hash does not fit its content'
		],
		[
			'a detail with a space',
			'MATCH (e:AuditEntry {seq: 4}) SET e.detail = \'{"i": 3}\'',
			'audit entry 4: its detail was rewritten'
		],
		[
			'a detail that is no JSON',
			"MATCH (e:AuditEntry {seq: 4}) SET e.detail = '{'",
			'audit entry 4: its detail cannot be read'
		],
		[
			'a property taken off',
			'MATCH (e:AuditEntry {seq: 4}) REMOVE e.actor',
			'audit entry 4: one of its properties is missing or of another type'
		],
		['a deleted entry', 'MATCH (e:AuditEntry {seq: 4}) DELETE e', 'audit entry 4: it is missing'],
		[
			'a deleted last entry',
			'MATCH (e:AuditEntry {seq: 10}) DELETE e',
			'audit entry 10: it is missing'
		],
		[
			'two swapped entries',
			'MATCH (a:AuditEntry {seq: 4}) MATCH (b:AuditEntry {seq: 7}) WITH a, b, a.actor AS actor SET a.seq = 99 SET b.seq = 4 SET a.seq = 7',
			'audit entry 4: its hash does not fit its content'
		],
		[
			'an entry put in',
			"CREATE (e:AuditEntry {id: 'x', seq: 11})",
			'audit entry 11: it is there, but the head does not count it'
		],
		[
			'a head that counts less',
			"MATCH (h:AuditHead {id: 'head'}) SET h.size = 9",
			'the store lost its last 1 audit entries (from number 10)'
		],
		[
			'a head with another hash',
			"MATCH (h:AuditHead {id: 'head'}) SET h.leaf = 'x'",
			'the head of the audit log: its hash is not that of the last entry'
		],
		[
			'entries before the first',
			"CREATE (e:AuditEntry {id: 'x', seq: 0})",
			'audit entry 11: it is there, but the head does not count it'
		]
	];
	test.each(cases)('%s', async (_, change, finding) => {
		await ten();
		await tamper(change);
		expect(await restart()).toContain(finding);
		const { findings } = await log.check();
		expect(findings.map(describeFinding)).toContain(finding);
		const numbers = findings.flatMap((found) => ('seq' in found ? [found.seq] : []));
		const named = /^audit entry (\d+)/.exec(finding)?.[1];
		if (named !== undefined) expect(Math.min(...numbers)).toBe(Number(named));
	});

	test('any one letter of any property of any entry', async () => {
		await ten();
		const properties = Object.keys((await entries())[0] ?? {}).filter((name) => name !== 'seq');
		expect(properties).toHaveLength(10);
		const set = (seq: number, name: string, value: unknown) =>
			tamper(`MATCH (e:AuditEntry {seq: $seq}) SET e.${name} = $value`, { seq, value });
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 10 }),
				fc.constantFrom(...properties),
				fc.nat(200),
				// Never from one digit to another: the number in an id would be another entry's.
				fc.integer({ min: 64, max: 127 }),
				async (seq, name, place, bits) => {
					const value = (await entries())[seq - 1]?.[name as keyof StoredEntry];
					const text = String(Array.isArray(value) ? value[0] : value);
					const at = place % text.length;
					const letter = String.fromCharCode(text.charCodeAt(at) ^ bits);
					const flipped = text.slice(0, at) + letter + text.slice(at + 1);
					await set(seq, name, Array.isArray(value) ? [flipped] : flipped);
					const { findings } = await log.check();
					await set(seq, name, value);
					const numbers = findings.flatMap((found) => ('seq' in found ? [found.seq] : []));
					expect(Math.min(...numbers)).toBe(seq);
				}
			),
			{ numRuns: 300 }
		);
		expect((await log.check()).findings).toEqual([]);
	});

	test('a deleted entry that was put back with another content, and one put back as it was', async () => {
		await ten();
		const [fourth] = (await entries()).slice(3);
		if (!fourth) throw new Error('no entry');
		const putBack = (entry: StoredEntry) =>
			tamper('CREATE (e:AuditEntry) SET e = $entry', { entry });
		await tamper('MATCH (e:AuditEntry {seq: 4}) DELETE e');
		await putBack({ ...fourth, actor: 'eve' });
		expect((await log.check()).findings.map(describeFinding)).toEqual([
			'audit entry 4: its hash does not fit its content'
		]);
		await tamper('MATCH (e:AuditEntry {seq: 4}) DELETE e');
		await putBack(fourth);
		expect((await log.check()).findings).toEqual([]);
	});

	test('a head that was deleted is missing for a check, and does not start again from one', async () => {
		await ten();
		await tamper("MATCH (h:AuditHead {id: 'head'}) DELETE h");
		expect((await log.check()).findings.map(describeFinding)).toEqual([
			'the head of the audit log: it is missing'
		]);
		expect(await restart()).toContain('the store lost its last 10 audit entries (from number 1)');
	});

	test('a log that goes on growing while it is read is sound', async () => {
		await ten();
		// The end is compared when more has been added since the entries were read.
		const read = store.read.bind(store);
		const watched = vi.spyOn(store, 'read').mockImplementation(async (query, params) => {
			if (query.name === readExtent.name) await log.consult(card);
			return read(query, params);
		});
		const { findings, size } = await log.check();
		watched.mockRestore();
		expect(findings).toEqual([]);
		expect((await entries()).length).toBe(size + 1);
		// What is signed is the end of the log, not what the check had read.
		expect((await log.prove(size + 1))?.entry.seq).toBe(size + 1);
	});

	test('an entry before the stretch that a short check reads', async () => {
		const opened = await openLog();
		await opened.fill(300);
		await opened.tamper('MATCH (e:AuditEntry {seq: 3}) DELETE e');
		const none = { kept: [], unsigned: [], remembered: [], broken: [], gone: [], findings: [] };
		const { findings } = await checkLog({
			store: opened.store,
			heads: none,
			checkpoints: { ...none, displaced: undefined },
			acknowledged: none,
			commit: (text) => text,
			last: 10
		});
		expect(findings.map(describeFinding)).toEqual([
			'the head of the audit log: it counts 300 entries, but 299 are there'
		]);
		await opened.end();
	});

	test('a number that is there twice', async () => {
		await ten();
		await tamper('DROP CONSTRAINT `AuditEntry_seq` IF EXISTS');
		await tamper('MATCH (e:AuditEntry {seq: 6}) SET e.seq = 5');
		expect((await log.check()).findings.map(describeFinding)).toEqual([
			'audit entry 5: it is there twice'
		]);
	});
});

describe('the file beside the store', () => {
	/** As an older copy of the store would be: without the last entries, and with the tree of then. */
	const cutBack = (size: number) =>
		tamper(
			"MATCH (e:AuditEntry) WHERE e.seq > $size DELETE e WITH count(e) AS gone MATCH (last:AuditEntry {seq: $size}) MATCH (h:AuditHead {id: 'head'}) SET h.size = $size, h.leaf = last.leaf, h.tree = 0",
			{ size }
		);
	const viewer: Viewer = {
		account: 'ada',
		name: 'Ada',
		organisation: { id: 'belmark', name: 'Belmark' },
		roles: ['administrator'],
		audience: [],
		operator: false
	};
	const many = async (count: number) => {
		for (let i = 0; i < count; i++) await log.consult(card);
	};

	test('remembers every acknowledged act: an older store is noticed and counted', async () => {
		await many(10);
		await cutBack(7);
		expect(await restart()).toEqual(['the store lost its last 3 audit entries (from number 8)']);
	});

	test('does not forget the loss when the store grows past it again', async () => {
		await many(10);
		await cutBack(7);
		await restart();
		await log.consult({ ...card, actor: 'eve' });
		expect(await restart()).toEqual([
			'the store lost its last 2 audit entries (from number 9)',
			'audit entry 8 is not the one that audit.heads remembers'
		]);
		for (let i = 0; i < 5; i++) await log.consult({ ...card, actor: 'eve' });
		expect(await restart()).toEqual(['audit entry 8 is not the one that audit.heads remembers']);
	});

	test('lets go of a loss that an auditor took note of, and keeps who did', async () => {
		await many(10);
		await cutBack(7);
		await restart();
		await log.acknowledge(viewer);
		expect(log.findings()).toEqual([]);
		expect(await restart()).toEqual([]);
		const last = (await entries()).at(-1);
		expect(last).toMatchObject({ seq: 8, action: 'audit.acknowledge', actor: 'ada' });
		expect(last?.detail).toContain('lost its last 3 audit entries');
		await log.consult(card);
		expect((await log.check()).findings).toEqual([]);
	});

	test('may hold lines from before the tree, which witness an entry and no root', async () => {
		await many(3);
		const [head] = await store.read(readHead, {});
		await log.close();
		rmSync(path.join(folder, headsName));
		const heads = await openHeads(folder, 'a secret of this test');
		await heads.record({ size: 3, leaf: head?.leaf ?? '', at: '2026-11-22T13:05:00.000Z' });
		await heads.close();
		log = await start();
		expect(log.findings()).toEqual([]);
		expect((await log.check()).findings).toEqual([]);
	});

	test('is cut back to one line at a start that found nothing', async () => {
		await many(10);
		expect(readFileSync(path.join(folder, headsName), 'utf8').split('\n').length).toBeGreaterThan(
			5
		);
		await restart();
		expect(readFileSync(path.join(folder, headsName), 'utf8').split('\n')).toHaveLength(2);
	});

	test('may end in half a line, which was never answered on', async () => {
		await many(3);
		await log.close();
		appendFileSync(path.join(folder, headsName), '{"size":4,"le');
		log = await start();
		expect(log.findings()).toEqual([]);
		await log.consult(card);
		expect(await restart()).toEqual([]);
	});

	test('names a line that was changed, by its number, and stays as it was found', async () => {
		await many(3);
		await log.close();
		const file = path.join(folder, headsName);
		const lines = readFileSync(file, 'utf8').split('\n');
		writeFileSync(
			file,
			[
				lines[0],
				lines[1]?.replace('"size":2', '"size":1'),
				'not json',
				'[]',
				'{"size":1,"leaf":"","at":"","mac":"short"}',
				lines[2],
				''
			].join('\n')
		);
		log = await start();
		expect(log.findings().map(describeFinding)).toEqual(
			[2, 3, 4, 5].map(
				(line) => `audit.heads, line ${line}: it does not bear the seal of this instance`
			)
		);
		expect(readFileSync(file, 'utf8')).toContain('not json');
	});

	test('fails the act when it cannot be written', async () => {
		await log.close();
		await expect(log.consult(card)).rejects.toThrow();
		log = await start();
	});
});
