import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Draft } from '#lib/domain/draft.ts';
import type { Rule } from '#lib/server/operations/rules.ts';
import { verify } from '#lib/server/operations/verify.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { analyst, claim, marking, openWorld, record, type World } from '../ingest/world.ts';

let world: World;
beforeEach(async () => {
	world = await openWorld();
});
afterEach(() => world.close());

const check = (of: World = world) => verify({ store: of.store, audit: of.audit });
const damage = (text: string) =>
	world.store.write(builtStatement('test/damage', 'write', text), {});

const drafts: Draft[] = [
	record('malware--a', { tlp: 'green', identifiers: [{ scheme: 'domain', value: 'a.example' }] }),
	record('malware--b', { tlp: 'clear' }),
	record('tool--c', { tlp: 'red' }),
	claim('relationship--1', 'malware--a', 'malware--b', { tlp: 'clear' }),
	claim('relationship--2', 'malware--a', 'tool--gone'),
	claim('relationship--3', 'tool--c', 'malware--b', { tlp: 'amber' })
];

describe('a sound graph', () => {
	test('keeps every rule and is counted', async () => {
		await world.bring(drafts);
		await world.bring([record('malware--b', { tlp: 'clear', names: ['as others say'] })], {
			viewer: analyst('bravo')
		});
		const result = await check();
		expect(result.problems).toEqual([]);
		expect(result).toMatchObject({
			ok: true,
			checked: { entities: 4, records: 5, claims: 3, identifiers: 4 },
			audit: { findings: [] }
		});
	});

	test('an empty one keeps them too', async () => {
		expect(await check()).toMatchObject({ ok: true, checked: { entities: 0, claims: 0 } });
	});

	test('an import that was replaced and undone leaves nothing broken', async () => {
		const first = await world.bring(drafts);
		const before = (await check()).graphDigest;
		const second = await world.bring([
			record('malware--a', { names: ['new'], tlp: 'red', modified: '2026-02-01T00:00:00.000Z' }),
			record('tool--gone')
		]);
		expect((await check()).problems).toEqual([]);
		await world.ingest.undo(analyst('alpha'), second.id);
		expect(await check()).toMatchObject({ ok: true, graphDigest: before });
		await world.ingest.undo(analyst('alpha'), first.id);
		expect(await check()).toMatchObject({ ok: true, checked: { entities: 0, identifiers: 0 } });
	});
});

describe('damage is named by its rule', () => {
	const damages: [string, Rule, string][] = [
		[
			'a record that describes nothing',
			'record-entity',
			`MATCH (r:Record {ref: 'malware--b'})-[d:DESCRIBES]->() DELETE d`
		],
		[
			'a record that describes two entities',
			'record-entity',
			`MATCH (r:Record {ref: 'malware--b'}) MATCH (:Record {ref: 'malware--a'})-[:DESCRIBES]->(e) CREATE (r)-[:DESCRIBES]->(e)`
		],
		[
			'an entity without records',
			'entity-record',
			`CREATE (e:Entity:Person {id: 'bare', kind: 'person'})`
		],
		['an entity of no kind', 'entity-kind', `MATCH (e:Entity:Malware) SET e.kind = 'nonsense'`],
		['an entity labelled as another kind', 'entity-kind', `MATCH (e:Entity:Malware) SET e:Tool`],
		[
			'a record cut from its identifier',
			'record-identifiers',
			`MATCH (:Record {ref: 'malware--a'})-[l:IDENTIFIED_BY]->() DELETE l`
		],
		[
			'an identifier nobody carries',
			'identifier-record',
			`CREATE (i:Identifier {key: 'domain:bare.example'})`
		],
		[
			'a claim whose record describes another entity',
			'claim-end',
			`MATCH ()-[c {ref: 'relationship--1'}]->() SET c.fromRecord = c.toRecord`
		],
		[
			'a claim whose record is gone',
			'claim-end',
			`MATCH ()-[c {ref: 'relationship--1'}]->() SET c.toRecord = 'gone'`
		],
		[
			'a claim that reaches further than its records',
			'claim-audience',
			`MATCH ()-[c {ref: 'relationship--3'}]->() SET c.audience = ['clients:alpha']`
		],
		[
			'a claim that reaches further than its marking',
			'claim-audience',
			`MATCH ()-[c {ref: 'relationship--2'}]->() MATCH (p:Provenance {id: c.provenance}) SET p.audience = ['person:alpha-analyst']`
		],
		[
			'a claim that is there twice',
			'claim-twice',
			`MATCH (a)-[c:USES {ref: 'relationship--1'}]->(b) CREATE (a)-[d:USES]->(b) SET d = properties(c)`
		],
		['an empty audience', 'audience', `MATCH (r:Record {ref: 'malware--a'}) SET r.audience = []`],
		[
			'a missing audience',
			'audience',
			`MATCH ()-[c {ref: 'relationship--1'}]->() REMOVE c.audience`
		],
		[
			'an unknown token',
			'audience',
			`MATCH (r:Record {ref: 'malware--a'}) SET r.audience = ['org:nobody']`
		],
		[
			'a record without provenance',
			'provenance',
			`MATCH (r:Record {ref: 'malware--a'}) SET r.provenance = 'gone'`
		],
		[
			'a claim without provenance',
			'provenance',
			`MATCH ()-[c {ref: 'relationship--1'}]->() REMOVE c.provenance`
		],
		['provenance without a source', 'source', `MATCH (:Provenance)-[f:FROM]->() DELETE f`],
		[
			'provenance with another source than it names',
			'source',
			`MATCH (p:Provenance) SET p.source = 'another'`
		],
		['a node nothing knows', 'counts', `CREATE (n:Stranger {id: 'x'})`],
		[
			'a relationship nothing knows',
			'counts',
			`MATCH (e:Entity:Malware) MATCH (t:Entity:Tool) CREATE (e)-[:STRANGE]->(t)`
		],
		['a record without an id', 'counts', `CREATE (r:Record {ref: 'x'})`]
	];
	test.each(damages)('%s', async (_, rule, statement) => {
		await world.bring(drafts);
		expect((await check()).ok).toBe(true);
		await damage(statement);
		const result = await check();
		expect(result.ok).toBe(false);
		expect(result.problems.map((problem) => problem.rule)).toContain(rule);
		expect(result.byRule[rule]).toBeGreaterThan(0);
	});

	test('a changed audit entry fails the whole', async () => {
		await world.bring(drafts);
		await damage(`MATCH (a:AuditEntry {seq: 2}) SET a.actor = 'someone else'`);
		const result = await check();
		expect(result).toMatchObject({ ok: false, problemsTotal: 0 });
		expect(result.audit.findings).toEqual([expect.stringContaining('audit entry 2')]);
	});

	test('a thousand problems are listed, and all are counted', async () => {
		await world.store.write(
			builtStatement(
				'test/many',
				'write',
				`UNWIND range(1, 1234) AS n CREATE (:Identifier {key: 'domain:' + toString(n)})`
			),
			{}
		);
		const result = await check();
		expect(result.problems).toHaveLength(1000);
		expect(result.problemsTotal).toBe(1234);
	});
});

describe('the digest of the content', () => {
	test('is the same for the same files in any order, batch and instance', async () => {
		const parts = [drafts.slice(0, 3), drafts.slice(3), [record('tool--gone', { tlp: 'green' })]];
		await world.bring(drafts);
		await world.bring(parts[2] ?? []);
		const other = await openWorld({ secret: 'another' });
		try {
			for (const part of [...parts].reverse()) await other.bring(part);
			expect((await check(other)).graphDigest).toBe((await check()).graphDigest);
		} finally {
			await other.close();
		}
	});

	test('differs as soon as a name, a marking or an end does', async () => {
		const digests = new Set<string>();
		for (const change of [
			{},
			{ names: ['another'] },
			{ tlp: 'amber' as const },
			{ attributes: { x: 1 } },
			{ identifiers: [{ scheme: 'domain' as const, value: 'b.example' }] }
		]) {
			const other = await openWorld();
			await other.bring([record('malware--a', { tlp: 'green', ...change })]);
			digests.add((await check(other)).graphDigest);
			await other.close();
		}
		expect(digests.size).toBe(5);
	});

	test('comes back when an import is undone, and holds late markings to be the same', async () => {
		const late = [marking('marking-definition--1', 'amber')];
		const marked = [record('malware--a', { markingRefs: ['marking-definition--1'] })];
		await world.bring(marked);
		await world.bring(late);
		const other = await openWorld();
		await other.bring([...late, ...marked]);
		expect((await check(other)).graphDigest).toBe((await check()).graphDigest);
		await other.close();
	});
});

test('a check that is no longer wanted stops', async () => {
	await world.bring(drafts);
	const stop = new AbortController();
	await expect(
		verify({
			store: world.store,
			audit: world.audit,
			signal: stop.signal,
			progress: () => stop.abort()
		})
	).rejects.toThrow(/abort/i);
});
