/** A view opened by its link tells its reader nothing of what they may not see. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '#lib/domain/draft.ts';
import { goneFor, without } from '#lib/domain/saved-view.ts';

const ids = Array.from({ length: 8 }, (_, n) => `entity-${n}`);
const outline = (of: readonly string[]): Json => ({
	bringers: [{ kind: 'keep', anchor: of[0] ?? '', nodes: [...of], claims: [], cut: null }],
	hidden: of.slice(0, 1),
	selected: of[1] ?? null,
	places: of.map((id, n) => [id, n, -n]),
	pinned: of.slice(2),
	colours: of.map((id) => [id, 'a']),
	groups: [{ id: 'group 1', name: 'Those around the mayor', members: [...of], folded: false }]
});

test('what is handed out is the same whatever hidden things were in it', () => {
	fc.assert(
		fc.property(fc.subarray(ids), fc.subarray(ids), (visible, other) => {
			const seen = new Set(visible);
			const hides = (id: string) => ids.includes(id) && !seen.has(id);
			const kept = ids.filter((id) => seen.has(id));
			// One view holds everything, the other only what is visible: their order apart, the same answer.
			const all = JSON.stringify(without(outline(ids), hides, false));
			for (const id of ids) if (!seen.has(id)) expect(all).not.toContain(`"${id}"`);
			expect(all).not.toContain('mayor');
			const small = JSON.stringify(
				without(outline([...kept, ...other.filter(hides)]), hides, false)
			);
			const nodes = (text: string) =>
				(JSON.parse(text) as { bringers: { nodes: string[] }[] }).bringers[0]?.nodes;
			expect(nodes(all)).toEqual(kept);
			expect(nodes(small)).toEqual(kept);
		}),
		{ numRuns: 500 }
	);
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
