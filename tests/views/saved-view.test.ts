/** A view opened by its link tells its reader nothing of what they may not see. */
import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { Json } from '#lib/domain/draft.ts';
import { goneFor, openedFor, SavedForm } from '#lib/domain/saved-view.ts';

const ids = Array.from({ length: 8 }, (_, n) => `entity-${n}`);
const claims = ['claim-red', 'claim-open'];
/** As a tab keeps it, with more than the page saves: claims, a cut, a path, and what no page writes. */
const outline = (of: readonly string[]): Json => ({
	bringers: of.map((anchor) => ({
		kind: 'expand',
		anchor,
		type: 'TRANSFERRED',
		direction: null,
		limit: 500,
		nodes: [...of],
		claims,
		cut: { shown: of.length, total: 77, reason: 'limit' }
	})),
	hidden: of.slice(0, 1),
	path: { from: of[0] ?? '', to: of[1] ?? '', ways: 55, nodes: [...of], claims },
	filter: {
		kinds: ['person', 'entity-7'],
		owners: ['belmark'],
		grades: ['europol-4x4/B2'],
		note: [...of]
	},
	chosen: [...of],
	selected: of[1] ?? null,
	selectedLine: `${of[0]} TRANSFERRED ${of[1]}`,
	places: [...of.map((id, n) => [id, n, -n] as Json), ['group 1', 99, 99]],
	pinned: of.slice(2),
	colours: of.map((id) => [id, 'red']),
	groups: [{ id: 'group 1', name: 'Those around the mayor', members: [...of], folded: false }],
	more: of.map((id) => ({ [id]: id }))
});
type Opened = {
	bringers: { nodes: string[] }[];
	places: [string, number, number][];
	groups: { members: string[] }[];
};
const opened = (of: readonly string[], seen: ReadonlySet<string>, mine = false) =>
	openedFor(outline(of), (id) => seen.has(id), mine) as unknown as Opened;

test('what is handed out is the same whatever hidden things were in it', () => {
	fc.assert(
		fc.property(fc.subarray(ids), (visible) => {
			const seen = new Set(visible);
			// One view holds everything, the other only what is visible: all that is not where somebody
			// stood in a list is the same, and nothing tells that there was more.
			const all = opened(ids, seen);
			const text = JSON.stringify(all);
			for (const id of ids) if (!seen.has(id)) expect(text).not.toContain(id);
			for (const secret of ['claim-', '77', '55', 'TRANSFER', 'mayor', 'belmark', 'more'])
				expect(text).not.toContain(secret);
			expect(all.bringers.map(({ nodes }) => nodes)).toEqual([visible]);
			const small = opened(visible, seen);
			expect(all.groups).toEqual(small.groups);
			expect(all.places.map(([id]) => id)).toEqual(small.places.map(([id]) => id));
			expect(all.places.some(([id]) => id === 'group 1')).toBe(visible.length > 0);
		}),
		{ numRuns: 500 }
	);
});

test('who saved it reads their own names and filters again', () => {
	const text = JSON.stringify(opened(ids, new Set(ids), true));
	for (const kept of ['mayor', 'belmark', 'europol-4x4/B2', '"person"'])
		expect(text).toContain(kept);
});

test('who saved it is told again how much of what was shown, less what is gone; nobody else is', () => {
	const seen = new Set(ids.slice(0, 6));
	const cutsIn = (mine: boolean) =>
		(opened(ids, seen, mine).bringers as { anchor?: string; cut?: Json }[]).filter(
			({ cut }) => cut
		);
	const cuts = cutsIn(true);
	expect(cuts.map(({ anchor }) => anchor)).toEqual(ids.slice(0, 6));
	expect(cuts[0]).toMatchObject({
		kind: 'expand',
		type: 'TRANSFERRED',
		limit: 500,
		nodes: ids.slice(0, 6),
		claims: [],
		cut: { shown: 6, total: 75, reason: 'limit' }
	});
	expect(cutsIn(false)).toEqual([]);
	// A step that no page writes brings its entities and no cut.
	const odd = {
		bringers: [{ kind: 'expand', anchor: ids[0] ?? '', nodes: [...ids], cut: { reason: 'x' } }]
	};
	expect(openedFor(odd, (id) => seen.has(id), true)).toMatchObject({
		bringers: [{ nodes: ids.slice(0, 6), cut: null }]
	});
});

test('an outline thousands of levels deep is refused with its place', () => {
	let deep: unknown = {};
	for (let level = 0; level < 8_000; level++) deep = [deep];
	const refused = v.safeParse(SavedForm, { name: 'deep', ids: ['a'], outline: { a: deep } });
	expect(refused.issues?.map((issue) => [v.getDotPath(issue), issue.message])).toEqual([
		['outline', 'nested deeper than 8']
	]);
	expect(v.is(SavedForm, { name: 'plain', ids, outline: outline(ids) })).toBe(true);
});

test('the number of missing entities counts only what the reader could once see', () => {
	const tokens = { a: ['community'], b: ['org:belmark'], c: ['person:ana'], d: ['community'] };
	const stranger = ['everyone', 'community', 'org:norland'];
	expect(goneFor(stranger, tokens, new Set(['a', 'd']))).toBe(0);
	expect(goneFor(stranger, tokens, new Set(['a']))).toBe(1);
	expect(goneFor(['community', 'org:belmark', 'person:ana'], tokens, new Set(['a']))).toBe(3);
});

test('adding hidden things to a view never changes the number a stranger is told', () => {
	const token = fc.constantFrom('community', 'org:belmark', 'person:ana', 'org:norland');
	fc.assert(
		fc.property(fc.array(token, { maxLength: 6 }), fc.nat(5), (seen, hidden) => {
			const audience = ['community', 'org:norland'];
			const tokens = Object.fromEntries(seen.map((one, n) => [`s${n}`, [one]]));
			const more = Object.fromEntries(
				Array.from({ length: hidden }, (_, n) => [`h${n}`, ['org:belmark', 'person:ana']])
			);
			expect(goneFor(audience, { ...tokens, ...more }, new Set())).toBe(
				goneFor(audience, tokens, new Set())
			);
		})
	);
});
