import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	byDegree,
	componentOf,
	endsOf,
	inverted,
	joined,
	neighboursOf,
	type Ends
} from '#lib/explorer/selecting.ts';
import { choicesOf } from '#lib/explorer/claim-choices.ts';
import { claimsWith, type ClaimFacet } from '#lib/explorer/filter.ts';
import { Selection } from '#lib/explorer/selection.svelte.ts';
import { claim } from './builders.ts';

const set = (...ids: string[]) => new Set(ids);
const line = (from: string, to: string): Ends => ({ from, to });
const ids = fc
	.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'))
	.map((all) => set(...all));
const lines = fc.array(
	fc.record({
		from: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
		to: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g')
	}),
	{ maxLength: 12 }
);

test('the ends of claims: both, where they start, where they end', () => {
	const lines = [line('a', 'b'), line('a', 'c'), line('d', 'd')];
	expect([...endsOf(lines, 'both')]).toEqual(['a', 'b', 'c', 'd']);
	expect([...endsOf(lines, 'from')]).toEqual(['a', 'd']);
	expect([...endsOf(lines, 'to')]).toEqual(['b', 'c', 'd']);
});

test('claims of one kind, grade, owner or statement, and their choices in words', () => {
	const graded = { scheme: 'admiralty', source: 'C', information: '3' } as const;
	const claims = [
		claim('a', 'b', { type: 'USES' }),
		claim('a', 'c', { type: 'USES', evaluation: graded }),
		claim('c', 'd', { type: 'CONTROLS', owner: { id: 'norland', name: 'Norland' } })
	];
	const chosen = (facet: ClaimFacet, value: string) =>
		[...endsOf(claimsWith(claims, facet, value), 'both')].join('');
	expect(chosen('types', 'CONTROLS')).toBe('cd');
	expect(chosen('grades', 'admiralty/C3')).toBe('ac');
	expect(chosen('owners', 'norland')).toBe('cd');
	expect(chosen('statements', 'assessment')).toBe('');
	expect(choicesOf(claims, 'owners')).toEqual([
		{ value: 'belmark', label: 'Belmark', count: 2 },
		{ value: 'norland', label: 'Norland', count: 1 }
	]);
	for (const facet of ['types', 'grades', 'owners', 'statements'] as const)
		for (const { value, count } of choicesOf(claims, facet))
			expect(claimsWith(claims, facet, value)).toHaveLength(count);
});

describe('how a find joins the selection', () => {
	test.each([
		['replace', ['b', 'c']],
		['add', ['a', 'b', 'c']],
		['intersect', ['b']],
		['remove', ['a']]
	] as const)('%s', (how, after) => {
		expect([...joined(set('a', 'b'), ['b', 'c'], how)]).toEqual(after);
	});

	test('what is added and taken away again leaves what was not found', () => {
		fc.assert(
			fc.property(ids, ids, (now, found) => {
				const back = joined(joined(now, found, 'add'), found, 'remove');
				expect(back).toEqual(joined(now, found, 'remove'));
			})
		);
	});

	test('inverting twice is nothing', () => {
		const all = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
		fc.assert(
			fc.property(ids, (now) => {
				expect(inverted(inverted(now, all), all)).toEqual(set(...all.filter((id) => now.has(id))));
			})
		);
	});
});

describe('neighbours and what is connected', () => {
	const chain = [line('a', 'b'), line('c', 'b'), line('d', 'e')];

	test('neighbours are one line away, whichever way it points', () => {
		expect(neighboursOf(set('b'), chain)).toEqual(set('a', 'c'));
	});

	test('a line to itself makes nobody a neighbour', () => {
		expect(neighboursOf(set('a'), [line('a', 'a')])).toEqual(set());
	});

	test('a component ends where no line goes on', () => {
		expect(componentOf(set('a'), chain)).toEqual(set('a', 'b', 'c'));
	});

	test('adding neighbours until none is left is the component', () => {
		fc.assert(
			fc.property(ids, lines, (start, ends) => {
				let grown = new Set(start);
				for (let next = neighboursOf(grown, ends); next.size > 0; next = neighboursOf(grown, ends))
					grown = joined(grown, next, 'add');
				expect([...componentOf(start, ends)].sort()).toEqual([...grown].sort());
			})
		);
	});

	test('by degree: at least so many, counted as asked', () => {
		const counts: Record<string, number> = { a: 1, b: 2, c: 0 };
		const nodes = ['a', 'b', 'c'].map((id) => ({ id }));
		expect(byDegree(nodes, ({ id }) => counts[id] ?? 0, 1)).toEqual(set('a', 'b'));
		expect(byDegree(nodes, ({ id }) => counts[id] ?? 0, 0).size).toBe(3);
	});
});

describe('the selection', () => {
	test('the last chosen is the one whose card is open; taking it out hands on', () => {
		const selection = new Selection();
		selection.only('a');
		selection.toggle('b');
		expect(selection.last).toBe('b');
		selection.toggle('b');
		expect([...selection.ids]).toEqual(['a']);
		expect(selection.last).toBe('a');
	});

	test('many found at once open no card, one does', () => {
		const selection = new Selection();
		selection.put(['a', 'b', 'c'], 'replace');
		expect(selection.last).toBeNull();
		selection.put(['c'], 'intersect');
		expect(selection.last).toBe('c');
	});

	test('lets go of what is not drawn any more', () => {
		const selection = new Selection();
		selection.put(['a', 'b'], 'replace');
		selection.toggle('c');
		selection.settle(set('a'));
		expect([...selection.ids]).toEqual(['a']);
		expect(selection.last).toBeNull();
	});

	test('the card’s entity is always among the selected', () => {
		const deed = fc.oneof(
			fc.record({ do: fc.constant('toggle' as const), id: fc.constantFrom('a', 'b', 'c') }),
			fc.record({ do: fc.constant('only' as const), id: fc.constantFrom('a', 'b', 'c') }),
			fc.record({
				do: fc.constant('put' as const),
				ids,
				how: fc.constantFrom('add', 'intersect', 'remove', 'replace')
			}),
			fc.record({ do: fc.constant('settle' as const), ids })
		);
		fc.assert(
			fc.property(fc.array(deed), (deeds) => {
				const selection = new Selection();
				for (const step of deeds) {
					if (step.do === 'put') selection.put(step.ids, step.how as 'add');
					else if (step.do === 'settle') selection.settle(step.ids);
					else selection[step.do](step.id);
					if (selection.last !== null) expect(selection.ids.has(selection.last)).toBe(true);
				}
			})
		);
	});
});
