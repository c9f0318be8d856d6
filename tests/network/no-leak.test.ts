/**
 * Nothing a viewer may not see shows in any answer. Random worlds, every kind of viewer, every function
 * of the network: ids, names and counts equal those of a brute-force reading of the visible part, and
 * no word of the hidden part stands anywhere in the answer. A case is one world, viewer and question.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forOwn } from '#lib/domain/recipient.ts';
import { sees } from '#lib/domain/audience.ts';
import { claimTypeNames } from '#lib/domain/claim-types.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { AuditEvent } from '#lib/server/audit/event.ts';
import { builtStatement, declared } from '#lib/server/graph/query.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import { applySchema } from '#lib/server/graph/schema.ts';
import { decide } from '#lib/server/access/decide.ts';
import { networkOf, type Network } from '#lib/server/network/network.ts';
import {
	embeddedForTest,
	neo4jForTest,
	neo4jReady,
	neo4jStartMs,
	sayWhetherNeo4jRuns,
	type TestStore
} from '../contract/engines.ts';
import { unhurried } from './builders.ts';
import { forgetful, predicate } from './forgetful.ts';
import * as oracle from './oracle.ts';
import { worlds, writeWorld, type World } from './world.ts';

sayWhetherNeo4jRuns();

/** What waits for a reason is tests/network/taken.test.ts's; here all that may be seen goes out. */
const asOperator = { operator: true, notes: true } as const;
const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id);
const sorted = (items: Iterable<string>) => [...items].sort();

const queries = [
	'sandworm',
	'SANDW',
	'emile',
	'Émile',
	'kest',
	'kestrel',
	'heron blue',
	'lukasz',
	'sa',
	'name00',
	'evil[.]example',
	'hxxp://evil.example',
	'evil ex',
	'192.0.2.7',
	'BE71 0961 2345 6769',
	'bc1qkestrel',
	'malware--5f9f5e24-7b0a-4c8e-9a63-5a7f0e0a6a11',
	'k',
	'" OR *:~-'
];

/** Every statement of an import of its own, so that a moment tells which import it is of. */
const ended = builtStatement(
	'tests/ended',
	'write',
	`MATCH (p:Provenance)
	 SET p.import = p.id
	 CREATE (:Import {id: p.id, state: 'done', endedAt: '2026-01-01T00:00:00.000Z'})`
);

class Check {
	cases = 0;
	readonly events: AuditEvent[] = [];
	readonly #network: Network;

	constructor(readonly store: GraphStore) {
		this.#network = networkOf({
			store,
			audit: {
				consult: async (event) => void this.events.push(event),
				write: () => Promise.reject(new Error('nothing here writes')),
				commit: (text) => `kept-${text.length}`
			},
			now: () => new Date(0),
			limits: unhurried
		});
	}

	/** Every viewer of a world; each takes its turn of the questions, and together they ask them all. */
	async world(world: World): Promise<void> {
		await writeWorld(this.store, world);
		await this.store.write(ended, {});
		for (const [turn, viewer] of world.viewers.entries()) await this.#viewer(world, viewer, turn);
	}

	async #viewer(world: World, viewer: Viewer, turn: number) {
		const sight = oracle.sightOf(world, viewer);
		const network = this.#network;
		const mayExport = decide(viewer, 'network.export').allowed;
		/** One case: nothing hidden stands in the answer, and `expected` holds of it. */
		const asked = async <T>(answer: Promise<T>, expected: (answer: T) => void) => {
			const value = await answer;
			const text = JSON.stringify(value) ?? '';
			for (const secret of sight.secrets)
				if (text.includes(secret))
					throw new Error(`${secret} leaked to ${viewer.account}: ${text}`);
			expected(value);
			this.cases++;
		};
		const everyId = [...world.entities.map(({ id }) => id), 'entity999x'];
		const isSeen = (id: string) => sight.entities.has(id);

		const texts = [...queries, ...world.records.flatMap(({ names }) => names.slice(-1))];
		for (const text of texts.filter((_, n) => n % 3 === turn % 3)) {
			const hits = oracle.found(sight, text);
			await asked(network.search(viewer, text, 200), (result) => {
				expect(sorted(ids(result.hits))).toEqual(sorted(hits));
				expect(result.total).toBe(hits.size);
				for (const hit of result.hits) {
					expect(hit.name).toBe(oracle.nameOf(sight, hit.id));
					expect(hit.records).toBe(oracle.recordsOf(sight, hit.id).length);
				}
			});
			await asked(network.search(viewer, text, 2), (result) => {
				expect(result.total).toBe(hits.size);
				expect(result.hits).toHaveLength(Math.min(2, hits.size));
			});
		}

		for (const [n, entity] of everyId.entries()) {
			const options = [
				{ entity },
				{ entity, limit: n % 3 },
				{ entity, direction: n % 2 ? ('in' as const) : ('out' as const) },
				{ entity, type: claimTypeNames[n % 3] }
			];
			for (const option of options.filter((_, i) => i % 2 === (n + turn) % 2))
				await asked(network.expand(viewer, option), (graph) => {
					if (!isSeen(entity)) return expect(graph).toBeUndefined();
					const all = oracle.neighbours(sight, option);
					const shown = all.slice(0, option.limit ?? 500);
					expect(ids(graph?.nodes ?? [])).toEqual([entity, ...shown]);
					for (const node of graph?.nodes ?? [])
						expect(node).toMatchObject(oracle.nodeOf(sight, node.id));
					expect(sorted(ids(graph?.claims ?? []))).toEqual(
						sorted(
							ids(
								oracle
									.claimsAt(sight, option)
									.filter((claim) => [entity, ...shown].includes(oracle.otherEnd(claim, entity)))
							)
						)
					);
					expect(graph?.cut).toEqual(
						shown.length < all.length
							? { shown: shown.length, total: all.length, reason: 'limit' }
							: null
					);
				});
			const byKey = (a: { type: string; direction: string }, b: typeof a) =>
				`${a.type} ${a.direction}` < `${b.type} ${b.direction}` ? -1 : 1;
			await asked(network.expansions(viewer, entity), (counts) =>
				expect(counts.sort(byKey)).toEqual(oracle.expansionsOf(sight, entity).sort(byKey))
			);
			await asked(network.card(viewer, entity, { limit: 500 }), (card) => {
				if (!isSeen(entity)) return expect(card).toBeUndefined();
				expect(card?.node).toMatchObject(oracle.nodeOf(sight, entity));
				expect(ids(card?.records ?? [])).toEqual(ids(oracle.recordsOf(sight, entity)));
				const claims = sight.claims.filter(({ from, to }) => from === entity || to === entity);
				expect(sorted(ids(card?.claims ?? []))).toEqual(sorted(ids(claims)));
				expect(card?.claimTotal).toBe(claims.length);
				for (const { other } of card?.claims ?? [])
					expect(other.name).toBe(oracle.nameOf(sight, other.id));
				for (const record of card?.records ?? []) {
					const source = world.sources.find(({ id }) => id === record.source.id);
					if (!source) continue;
					const { provenance = '' } = sight.records.find(({ id }) => id === record.id) ?? {};
					// Another visible statement speaks for a stub whose own is out of sight.
					const own = sight.provenances.get(provenance);
					const said = own ? [own] : [...sight.provenances.values()];
					const name = oracle.nameOf(sight, source.entity ?? '');
					expect(name === undefined ? said.map(({ sourceName }) => sourceName) : [name]).toContain(
						record.source.name
					);
				}
			});
			const to = everyId[(n * 7 + 3) % everyId.length] ?? '';
			await asked(network.path(viewer, { from: entity, to }), (path) => {
				const hops = isSeen(entity) && isSeen(to) ? oracle.distance(sight, entity, to) : undefined;
				const isNear = hops !== undefined && hops <= 6;
				expect(path.found).toBe(isNear);
				if (!path.found) return;
				expect(path.hops).toBe(hops);
				expect(path.nodes).toHaveLength(path.hops + 1);
				const along = ids(path.nodes);
				expect([along[0], along.at(-1)]).toEqual([entity, to]);
				const steps = along.slice(1).map((id, i) => sorted([along[i] ?? '', id]).join());
				const carrying = sight.standing.filter(({ from, to }) =>
					steps.includes(sorted([from, to]).join())
				);
				expect(sorted(ids(path.claims))).toEqual(sorted(ids(carrying)));
				for (const step of steps)
					expect(carrying.some(({ from, to }) => sorted([from, to]).join() === step)).toBe(true);
			});
		}

		for (const chosen of [everyId, everyId.filter((_, n) => n % 2 === 0)]) {
			const inside = sight.standing.filter(
				({ from, to }) => chosen.includes(from) && chosen.includes(to)
			);
			await asked(network.between(viewer, chosen), (claims) =>
				expect(sorted(ids(claims))).toEqual(sorted(ids(inside)))
			);
			await asked(network.nodes(viewer, chosen), (nodes) => {
				expect(ids(nodes)).toEqual(chosen.filter(isSeen));
				for (const node of nodes) expect(node).toMatchObject(oracle.nodeOf(sight, node.id));
			});
			if (mayExport)
				await asked(
					network.exportGraph(viewer, forOwn(), chosen, undefined, asOperator),
					(graph) => {
						expect(sorted(ids(graph.entities))).toEqual(sorted(chosen.filter(isSeen)));
						expect(sorted(ids(graph.claims))).toEqual(sorted(ids(inside)));
					}
				);
		}
		if (decide(viewer, 'api.pull').allowed)
			await asked(
				network.pull(viewer, () => []),
				({ graph, added }) => {
					const behind = new Map(
						[...sight.records, ...sight.claims].map(({ id, provenance }) => [id, provenance])
					);
					for (const each of [...graph.entities.flatMap(({ records }) => records), ...graph.claims])
						expect(added.has(each.id), each.id).toBe(
							sight.provenances.has(behind.get(each.id) ?? '')
						);
				}
			);
		if (mayExport)
			await asked(
				network.exportGraph(
					viewer,
					forOwn(),
					undefined,
					() => ['malware--5f9f5e24-7b0a-4c8e-9a63-5a7f0e0a6a11'],
					asOperator
				),
				(graph) => {
					expect(sorted(ids(graph.entities))).toEqual(sorted(sight.entities));
					expect(sorted(ids(graph.entities.flatMap(({ records }) => records)))).toEqual(
						sorted(ids(sight.records))
					);
					expect(sorted(ids(graph.claims))).toEqual(sorted(ids(sight.claims)));
					for (const { fromRef, toRef } of graph.claims) expect(fromRef && toRef).toBeTruthy();
					expect(sorted((graph.context ?? []).map(({ record }) => record.id))).toEqual(
						sorted(
							ids(
								sight.records.filter(({ identifiers }) =>
									identifiers.some((key) => key.startsWith('stix:'))
								)
							)
						)
					);
				}
			);
		for (const from of everyId) {
			const all = world.claims.filter((claim) => claim.from === from).map(({ id }) => id);
			await asked(network.statements(viewer, from, all), (claims) => {
				const seen = sight.claims.filter((claim) => claim.from === from);
				expect(sorted(ids(claims))).toEqual(sorted(ids(seen)));
				for (const { other } of claims) expect(other.name).toBe(oracle.nameOf(sight, other.id));
			});
		}
		const ref = 'malware--5f9f5e24-7b0a-4c8e-9a63-5a7f0e0a6a11';
		await asked(network.known(viewer, [ref]), (known) => {
			const carry = sight.records.filter((record) => record.identifiers.includes(`stix:${ref}`));
			expect([...known.keys()]).toEqual(carry.length ? [ref] : []);
			for (const node of known.values()) {
				expect(carry.map(({ entity }) => entity)).toContain(node.id);
				expect(node).toMatchObject(oracle.nodeOf(sight, node.id));
			}
		});
		await asked(network.summary(viewer), (summary) => {
			expect(summary.families).toEqual(oracle.familiesOf(world, sight));
			expect(summary.entities).toEqual({ count: sight.entities.size, atLeast: false });
			expect(summary.claims).toEqual({ count: sight.standing.length, atLeast: false });
			expect(summary.sources).toBe(
				new Set([...sight.provenances.values()].map(({ source }) => source)).size
			);
		});
	}
}

/** Runs the worlds; a failure says which one to run again, not all of what is in it. */
async function checked(store: GraphStore, numRuns: number, seed?: number): Promise<Check> {
	const check = new Check(store);
	const result = await fc.check(
		fc.asyncProperty(worlds, (world) => check.world(world)),
		{ numRuns, endOnFailure: true, ...(seed === undefined ? {} : { seed }) }
	);
	if (result.failed)
		throw new Error(`seed ${result.seed}, path ${result.counterexamplePath}`, {
			cause: result.errorInstance
		});
	return check;
}

/** Guards behind another guard: what these would add, the query that runs next refuses. */
const guardedTwice = [
	// Only its author may take the place of a note.
	'network/note',
	'network/seen',
	'network/targets',
	'network/entity-ids',
	'network/record-refs',
	// What records that are out of sight may hold back, no search reads; the labels are read from visible ones.
	'network/withheld',
	'network/search-labels'
];
const audible = [...declared]
	.filter(([name, { text }]) => name.startsWith('network/') && text.embedded.search(predicate) >= 0)
	.map(([name]) => name)
	// Worlds hold no notes: tests/network/notes.test.ts has the same test of them.
	.filter((name) => !guardedTwice.includes(name) && name !== 'network/notes-on');

test('a visible claim has visible ends and a visible statement behind it, whatever the markings', () => {
	fc.assert(
		fc.property(worlds, (world) => {
			const records = new Map(world.records.map((record) => [record.id, record]));
			const provenances = new Map(world.provenances.map((one) => [one.id, one]));
			for (const viewer of world.viewers)
				for (const claim of world.claims.filter((one) => sees(viewer.audience, one.audience)))
					for (const behind of [
						records.get(claim.fromRecord),
						records.get(claim.toRecord),
						provenances.get(claim.provenance)
					])
						expect(behind && sees(viewer.audience, behind.audience), claim.id).toBe(true);
		}),
		{ numRuns: 300 }
	);
});

test('a case opens what was brought in for it and nothing of another, nor of another office with its number', () => {
	let opened = 0;
	fc.assert(
		fc.property(worlds, (world) => {
			const provenances = new Map(world.provenances.map((one) => [one.id, one]));
			const of = (account: string) => world.viewers.find((one) => one.account === account);
			for (const [account, owner, cases] of [
				['pro', 'belmark', ['7']],
				['proctor', 'norland', ['7', '8']],
				['idle', 'suda', []]
			] as const)
				for (const claim of world.claims.filter((one) =>
					sees(of(account)?.audience ?? [], one.audience)
				)) {
					const said = provenances.get(claim.provenance);
					expect([said?.owner, (cases as readonly unknown[]).includes(said?.caseId)]).toEqual([
						owner,
						true
					]);
					expect(said?.tlp).not.toBe('red');
					opened++;
				}
		}),
		{ numRuns: 3_000 }
	);
	expect(opened).toBeGreaterThan(100);
});

describe('on the embedded engine', () => {
	let opened: TestStore;
	beforeAll(async () => {
		opened = await embeddedForTest();
		await applySchema(opened.store);
	});
	afterAll(() => opened.end());

	test('no answer tells of what its viewer may not see, in 10 000 cases', async () => {
		const { cases } = await checked(opened.store, 32);
		expect(cases).toBeGreaterThanOrEqual(10_000);
	}, 600_000);

	test.each(audible)(
		'it notices when %s forgets the audience',
		async (name) => {
			await expect(checked(forgetful(opened.store, name), 12, 42)).rejects.toThrow('seed 42');
		},
		120_000
	);
});

describe.skipIf(!neo4jReady)('on Neo4j', () => {
	let opened: TestStore;
	beforeAll(async () => {
		opened = await neo4jForTest();
		await applySchema(opened.store);
	}, neo4jStartMs);
	afterAll(() => opened.end());

	test('no answer tells of what its viewer may not see, in 500 cases', async () => {
		const { cases } = await checked(opened.store, 2);
		expect(cases).toBeGreaterThanOrEqual(500);
	}, 600_000);
});
