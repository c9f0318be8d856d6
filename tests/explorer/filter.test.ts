import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	countsOfClaims,
	criteria,
	isActive,
	noFilter,
	shown,
	under,
	without,
	type ClaimFacet,
	type Filter
} from '#lib/explorer/filter.ts';
import { Filters } from '#lib/explorer/filters.svelte.ts';
import { filterIn, keptFilter } from '#lib/explorer/kept-filter.ts';
import { daysOf, histogramOf, inWindow } from '#lib/explorer/moments.ts';
import { NetworkView } from '#lib/explorer/view.svelte.ts';
import { claim, entity } from './builders.ts';
import { fakeNetwork } from './fake-api.ts';

const nodes = [
	entity('a', { kind: 'person' }),
	entity('b', { kind: 'group' }),
	entity('c', { kind: 'domain' }),
	entity('d', { kind: 'wallet' })
];
const claims = [
	claim('a', 'b', { validFrom: '2024-01-05T10:00:00Z' }),
	claim('a', 'c', {
		source: 's1',
		validFrom: '2024-03-01T00:00:00Z',
		validUntil: '2024-06-01T00:00:00Z'
	}),
	claim('a', 'c', { source: 's2', statement: 'assessment' }),
	claim('c', 'd', {
		type: 'CONTROLS',
		evaluation: { scheme: 'admiralty', source: 'C', information: '3' },
		owner: { id: 'norland', name: 'Norland' }
	})
];
const left = (change: Partial<Filter>) => {
	const { nodes: kept, claims: ties } = shown({ nodes, claims }, { ...noFilter, ...change });
	return `${kept.map(({ id }) => id).join('')} ${ties.map(({ from, to }) => from + to).join(' ')}`;
};

describe('what each criterion leaves', () => {
	test('no filter leaves the very same lists', () => {
		const all = { nodes, claims };
		expect(shown(all, noFilter).nodes).toBe(nodes);
		expect(shown(all, noFilter).claims).toBe(claims);
	});

	test.each<[string, Partial<Filter>, string]>([
		['a family, with its lines', { families: new Set(['actor'] as const) }, 'cd cd'],
		['a kind', { kinds: new Set(['group'] as const) }, 'acd ac ac cd'],
		['a type of claim; its ends stay', { types: new Set(['CONTROLS'] as const) }, 'abcd ab ac ac'],
		['assessments', { statements: new Set(['assessment'] as const) }, 'abcd ab ac cd'],
		['a grade of one scheme', { grades: new Set(['admiralty/C3']) }, 'abcd ab ac ac'],
		[
			'the same letters of another scheme, which nobody has',
			{ grades: new Set(['europol-4x4/C3']) },
			'abcd ab ac ac cd'
		],
		[
			'what a filter leaves without a line',
			{ types: new Set(['CONTROLS'] as const), alone: false },
			'abc ab ac ac'
		],
		['an owner', { owners: new Set(['norland']) }, 'abcd ab ac ac'],
		['lines of one source', { sources: 2 }, 'abcd ac ac'],
		['who has fewer lines', { degree: 2 }, 'ac ac ac'],
		['what lies before a day', { window: { from: '2024-05-01', until: null } }, 'abcd ac ac cd'],
		['what lies after a day', { window: { from: null, until: '2024-01-31' } }, 'abcd ab ac cd'],
		['what has no date', { undated: false }, 'abcd ab ac']
	])('leaves out %s', (_, change, expected) => {
		expect(left(change)).toBe(expected);
	});
});

test('what filters leave without a line is counted; what stood alone before is not meant', () => {
	const lone = entity('lone');
	const all = { nodes: [...nodes, lone], claims };
	expect(shown(all, noFilter).alone).toBe(0);
	const off = { ...noFilter, types: new Set(['CONTROLS'] as const) };
	expect(shown(all, off).alone).toBe(1);
	const hidden = shown(all, { ...off, alone: false });
	expect(hidden.alone).toBe(0);
	expect(hidden.nodes.map(({ id }) => id)).toContain('lone');
	expect(hidden.hidden).toContainEqual({ criterion: 'alone', entities: 1, claims: 0 });
});

const anyFilter = fc.record({
	families: fc.constantFrom(new Set<'actor'>(), new Set(['actor'] as const)),
	kinds: fc.constantFrom(new Set<'domain'>(), new Set(['domain'] as const)),
	types: fc.constantFrom(new Set<'USES'>(), new Set(['USES'] as const)),
	statements: fc.constantFrom(new Set<'fact'>(), new Set(['fact'] as const)),
	grades: fc.constantFrom(new Set<string>(), new Set(['admiralty/C3'])),
	owners: fc.constantFrom(new Set<string>(), new Set(['norland'])),
	window: fc.constantFrom(noFilter.window, { from: '2024-02-01', until: '2024-04-01' }),
	undated: fc.boolean(),
	sources: fc.constantFrom(1, 2),
	alone: fc.boolean(),
	degree: fc.constantFrom(0, 1, 2)
});

test('what is hidden is always said: shown and hidden add up to everything', () => {
	fc.assert(
		fc.property(anyFilter, (filter) => {
			const result = shown({ nodes, claims }, filter);
			const sum = (of: 'entities' | 'claims') =>
				result.hidden.reduce((total, one) => total + one[of], 0);
			expect(result.nodes.length + sum('entities')).toBe(nodes.length);
			expect(result.claims.length + sum('claims')).toBe(claims.length);
			expect(result.hidden.map(({ criterion }) => criterion)).toEqual(
				criteria.filter((criterion) => isActive(filter, criterion))
			);
		})
	);
});

test('every line that is left has both its ends', () => {
	fc.assert(
		fc.property(anyFilter, (filter) => {
			const { claims: ties, byId } = shown({ nodes, claims }, filter);
			expect(ties.every(({ from, to }) => byId.has(from) && byId.has(to))).toBe(true);
		})
	);
});

test('undoing every criterion one by one is no filter', () => {
	fc.assert(
		fc.property(anyFilter, (filter) => {
			expect(criteria.reduce(without, filter)).toEqual(noFilter);
		})
	);
});

test('a filter survives being kept', () => {
	fc.assert(
		fc.property(anyFilter, (filter) => {
			expect(filterIn(structuredClone(keptFilter(filter)))).toEqual(filter);
		})
	);
});

describe('claims in time', () => {
	const dated = (
		validFrom: string | null,
		validUntil: string | null = null,
		happenedAt: string | null = null
	) => ({ validFrom, validUntil, happenedAt });

	test.each([
		['starts within', dated('2024-05-02'), true],
		['reaches in', dated('2023-01-01', '2024-05-01'), true],
		['spans it', dated('2020-01-01', '2030-01-01'), true],
		['is over', dated('2020-01-01', '2024-04-30'), false],
		['has no known end, and started before: it counts for that day', dated('2024-04-30'), false],
		['only its end is known', dated(null, '2024-05-03'), true],
		['happened within', dated(null, null, '2024-05-31T23:00:00.000Z'), true],
		['happened before', dated(null, null, '2024-04-30T23:59:59.999Z'), false],
		[
			'happened before, whatever its period says',
			dated('2024-05-01', '2024-05-02', '2024-04-30T00:00:00.000Z'),
			false
		],
		['has no date', dated(null), null]
	] as const)('a claim that %s', (_, one, expected) => {
		expect(inWindow(one, { from: '2024-05-01', until: '2024-05-31' })).toBe(expected);
	});

	test('a line of several claims counts from its first day to its last', () => {
		const claims = [dated('2024-05-02'), dated(null), dated('2024-01-01', '2024-09-01')];
		expect(daysOf([...claims, dated(null, null, '2024-06-07T08:00:00Z')])).toEqual({
			first: '2024-01-01',
			last: '2024-06-07'
		});
		expect(daysOf([dated(null)])).toBeNull();
	});

	test('bars are whole days, months or years and touch each other', () => {
		const { bars } = histogramOf([dated('2024-01-15'), dated('2024-03-01'), dated('2024-12-31')]);
		expect(bars[0]?.from).toBe('2024-01-01');
		expect(bars.at(-1)?.until).toBe('2025-01-01');
		for (const [place, bar] of bars.entries())
			if (place > 0) expect(bar.from).toBe(bars[place - 1]?.until);
	});

	test('every dated claim is in exactly one bar, and the others are counted', () => {
		const moment = fc
			.integer({ min: 0, max: 60 * 365 })
			.map((days) => new Date(Date.UTC(1980, 0, 1 + days)).toISOString());
		fc.assert(
			fc.property(fc.array(fc.option(moment), { maxLength: 60 }), (moments) => {
				const found = histogramOf(moments.map((from) => dated(from)));
				const counted = found.bars.reduce((sum, { count }) => sum + count, 0);
				expect(counted).toBe(found.dated);
				expect(found.dated + found.undated).toBe(moments.length);
				expect(found.bars.length).toBeLessThan(130);
			})
		);
	});

	// Bars of hours shared their day, and a list with one name twice ended the page's updates.
	test('no bar is shorter than a day, however few days there are', () => {
		const days = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 8 });
		fc.assert(
			fc.property(days, (offsets) => {
				const { bars } = histogramOf(
					offsets.map((days) => dated(new Date(Date.UTC(2024, 1, 20 + days, 7)).toISOString()))
				);
				for (const { from, until } of bars) expect(from < until).toBe(true);
				expect(new Set(bars.map(({ from }) => from)).size).toBe(bars.length);
			})
		);
	});

	test('a date nobody can read counts as none', () => {
		expect(histogramOf([dated('sometime')])).toMatchObject({ dated: 0, undated: 1 });
	});
});

describe('the panel', () => {
	test('only one of a list, and again all', () => {
		const filters = new Filters(() => undefined);
		filters.only('owners', 'a', ['a', 'b', 'c']);
		expect([...filters.now.owners]).toEqual(['b', 'c']);
		filters.only('owners', 'a', ['a', 'b', 'c']);
		expect(filters.now.owners.size).toBe(0);
	});

	test('a window that ends before it begins is not taken', () => {
		const filters = new Filters(() => undefined);
		expect(filters.window({ from: '2024-01-01', until: '2024-02-01' })).toBe(true);
		expect(filters.window({ from: '2024-01-01', until: '2023-12-31' })).toBe(false);
		expect(filters.now.window).toEqual({ from: '2024-01-01', until: '2024-02-01' });
	});

	test('drawing, table and selection follow; what is asked for is always shown', async () => {
		const view = new NetworkView(fakeNetwork(['a', 'b'], [claim('a', 'b')]).api);
		await view.open('a');
		await view.expand('a', null, null);
		view.choose(['a', 'b']);
		view.filters.toggle('kinds', 'person');
		expect(view.nodes).toEqual([]);
		expect(view.selection.ids.size).toBe(0);
		await view.open('b');
		expect(view.nodes.map(({ id }) => id).sort()).toEqual(['a', 'b']);
	});
});

describe('what a list counts', () => {
	const everything = { nodes, claims };
	const counts = (facet: ClaimFacet, change: Partial<Filter>) => {
		const filter = { ...noFilter, ...change };
		const left = under(everything, filter, facet, shown(everything, filter));
		return countsOfClaims(claims, facet, left.claims);
	};

	test('at each value stands what ticking all others off would leave, whatever else is on', () => {
		const values = { types: ['USES', 'CONTROLS'], owners: ['belmark', 'norland'] } as const;
		const off = <T>(all: readonly T[]) => fc.subarray([...all]).map((list) => new Set(list));
		fc.assert(
			fc.property(
				fc.record({
					families: off(['actor', 'money'] as const),
					types: off(values.types),
					owners: off(values.owners),
					statements: off(['fact', 'assessment'] as const)
				}),
				(change) => {
					for (const facet of ['types', 'owners'] as const)
						for (const { value, count } of counts(facet, change)) {
							const others = new Set<string>(values[facet].filter((one) => one !== value));
							const filter: Filter = { ...noFilter, ...change, [facet]: others };
							expect(count).toBe(shown(everything, filter).claims.length);
						}
				}
			)
		);
	});

	test('values keep their place, and one that nothing is left of stays on the list', () => {
		const before = counts('owners', {}).map(({ value }) => value);
		const after = counts('owners', { types: new Set(['CONTROLS']) });
		expect(after.map(({ value }) => value)).toEqual(before);
		expect(after.at(-1)).toEqual({ value: 'norland', count: 0 });
	});

	test('a criterion that leaves nothing out is counted from what is shown, without work', () => {
		const now = shown(everything, noFilter);
		expect(under(everything, noFilter, 'grades', now)).toBe(now);
	});

	test('bars over time stay where they are while fewer claims are counted', () => {
		const all = histogramOf(claims);
		const [first] = claims;
		const few = histogramOf(first ? [first] : [], claims);
		expect(few.bars.map(({ from }) => from)).toEqual(all.bars.map(({ from }) => from));
		expect(few.dated).toBe(1);
	});
});
