/** All shortest paths, against a brute-force walk over what each viewer sees. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applySchema } from '#lib/server/graph/schema.ts';
import { ways } from '#lib/server/network/ways.ts';
import { embeddedForTest, type TestStore } from '../contract/engines.ts';
import { viewer } from './builders.ts';
import * as oracle from './oracle.ts';
import { stage } from './stage.ts';
import { worlds, writeWorld } from './world.ts';

const on = stage();
const ana = viewer('ana');
const shownIds = async (from: string, to: string, most?: number) => {
	const result = await ways(on.readingOf(ana), { from, to }, most);
	return result.found ? result.shown.map(({ ids }) => ids.join('')) : [];
};

test('every equally short way is listed, those through the fewest documents, places and techniques first, then by id', async () => {
	on.draft.known('a', 'z', 'm', 'k');
	on.draft.record('d', ['d'], { kind: 'document' });
	on.draft.record('b', ['b'], { kind: 'location' });
	on.draft.record('c', ['c'], { kind: 'technique' });
	for (const middle of ['m', 'd', 'k', 'b', 'c']) {
		on.draft.tie('a', middle);
		on.draft.tie(middle, 'z');
	}
	await on.written();
	expect(await shownIds('a', 'z')).toEqual(['akz', 'amz', 'abz', 'acz', 'adz']);
	expect(await on.network.ways(ana, { from: 'a', to: 'z' })).toMatchObject({
		hops: 2,
		ways: 5,
		shown: [{ shared: 0 }, { shared: 0 }, { shared: 1 }, { shared: 1 }, { shared: 1 }]
	});
});

test('more ways than the bound are counted, and the first are those of the whole list', async () => {
	on.draft.known('a', 'z');
	for (let n = 0; n < 40; n++) {
		const id = `m${String(n).padStart(2, '0')}`;
		on.draft.known(id);
		on.draft.tie('a', id);
		on.draft.tie(id, 'z');
	}
	await on.written();
	const all = await shownIds('a', 'z', 100);
	expect(all).toHaveLength(40);
	const result = await on.network.ways(ana, { from: 'a', to: 'z' });
	expect(result.found && [result.ways, result.shown.length]).toEqual([40, 12]);
	expect(await shownIds('a', 'z')).toEqual(all.slice(0, 12));
});

test('a hub of hubs does not make the search run on: 60 × 60 ways are counted, twelve are walked', async () => {
	on.draft.known('a', 'z');
	for (let n = 0; n < 60; n++) {
		on.draft.known(`x${n}`, `y${n}`);
		on.draft.tie('a', `x${n}`);
		on.draft.tie(`y${n}`, 'z');
	}
	for (let n = 0; n < 60; n++) for (let k = 0; k < 60; k++) on.draft.tie(`x${n}`, `y${k}`);
	await on.written();
	const result = await on.network.ways(ana, { from: 'a', to: 'z' });
	expect(result).toMatchObject({ found: true, hops: 3, ways: 3_600 });
});

test('the consultation is logged with its ends and how many ways were shown', async () => {
	on.draft.known('a', 'b');
	on.draft.tie('a', 'b');
	await on.written();
	await on.network.ways(ana, { from: 'a', to: 'b' });
	expect(on.audit.events.at(-1)).toMatchObject({
		action: 'network.path',
		subjects: ['a', 'b'],
		detail: { found: true, hops: 1, ways: 1 }
	});
});

describe('against brute force', () => {
	let opened: TestStore;
	beforeAll(async () => {
		opened = await embeddedForTest();
		await applySchema(opened.store);
	});
	afterAll(() => opened.end());

	test('the same ways in number, set and order, for every viewer of random worlds', async () => {
		let compared = 0;
		await fc.assert(
			fc.asyncProperty(worlds, async (world) => {
				await writeWorld(opened.store, world);
				for (const who of world.viewers) {
					const sight = oracle.sightOf(world, who);
					const near = (id: string) => [
						...new Set(
							sight.standing.flatMap(({ from, to }) =>
								from === id ? [to] : to === id ? [from] : []
							)
						)
					];
					const isShared = (id: string) => {
						const kind = world.entities.find((one) => one.id === id)?.kind ?? 'concept';
						return ['case', 'exhibit', 'document', 'location', 'technique', 'concept'].includes(
							kind
						);
					};
					const [from = '', to = ''] = [world.entities[0]?.id, world.entities.at(-1)?.id];
					if (from === to) continue;
					const seen = sight.entities.has(from) && sight.entities.has(to);
					const hops = seen ? oracle.distance(sight, from, to) : undefined;
					const result = await ways(
						{ read: (query, params) => opened.store.read(query, params), audience: who.audience },
						{ from, to },
						1_000
					);
					expect(result.found).toBe(hops !== undefined && hops <= 6);
					if (!result.found || hops === undefined) continue;
					let paths = [[from]];
					for (let hop = 0; hop < hops; hop++)
						paths = paths.flatMap((ids) =>
							near(ids.at(-1) ?? '')
								.filter((id) => (oracle.distance(sight, id, to) ?? 99) === hops - hop - 1)
								.map((id) => [...ids, id])
						);
					const cost = (ids: string[]) => ids.slice(1, -1).filter(isShared).length;
					const expected = paths
						.map((ids) => ({ ids, shared: cost(ids) }))
						.sort(
							(a, b) =>
								a.shared - b.shared || (a.ids.join('\u0000') < b.ids.join('\u0000') ? -1 : 1)
						);
					expect(result.ways).toBe(expected.length);
					expect(result.shown).toEqual(expected);
					compared++;
				}
			}),
			{ numRuns: 25 }
		);
		expect(compared).toBeGreaterThan(20);
	}, 120_000);
});
