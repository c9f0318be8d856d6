import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apart, arrange, circle, layers, rings, steps } from '#lib/explorer/layout/arrangements.ts';
import { fingerprint, Rests } from '#lib/explorer/layout/layout-rests.ts';
import type { LayoutTask } from '#lib/explorer/layout/layout.ts';

interface Wish {
	at?: readonly (readonly [number, number])[];
	lines?: readonly (readonly [number, number])[];
	families?: readonly number[];
	fixed?: readonly number[];
	roots?: readonly number[];
}
function task(
	order: number,
	{ at = [], lines = [], families = [], fixed = [], roots = [] }: Wish = {}
): LayoutTask {
	const all = Array.from({ length: order }, (_, place) => place);
	return {
		xs: Float32Array.from(all, (place) => at[place]?.[0] ?? 0),
		ys: Float32Array.from(all, (place) => at[place]?.[1] ?? 0),
		fixed: Uint8Array.from(all, (place) => (fixed.includes(place) ? 1 : 0)),
		from: Uint32Array.from(lines, ([a]) => a),
		to: Uint32Array.from(lines, ([, b]) => b),
		weights: new Float32Array(lines.length).fill(1),
		families: Uint8Array.from(all, (place) => families[place] ?? 0),
		roots: Uint8Array.from(all, (place) => (roots.includes(place) ? 1 : 0))
	};
}
const points = ({ xs, ys }: { xs: Float32Array; ys: Float32Array }) =>
	[...xs].map((x, place) => [x, ys[place] ?? NaN] as const);

describe('on a circle', () => {
	test('four entities stand at the four quarters, from the top and clockwise', () => {
		const found = points(circle(task(4)));
		const quarters = [
			[0, 14],
			[14, 0],
			[0, -14],
			[-14, 0]
		];
		found.forEach(([x, y], place) => {
			expect(x).toBeCloseTo(quarters[place]?.[0] ?? NaN, 4);
			expect(y).toBeCloseTo(quarters[place]?.[1] ?? NaN, 4);
		});
	});

	test('the radius of a hundred gives each its room', () => {
		const [first] = points(circle(task(100)));
		expect(first?.[1]).toBeCloseTo((100 * 14) / (2 * Math.PI), 3);
	});

	test('a family stands side by side', () => {
		const { xs, ys } = circle(task(4, { families: [1, 0, 1, 0] }));
		expect(ys[1]).toBeCloseTo(14, 4);
		expect(xs[3]).toBeCloseTo(14, 4);
	});
});

describe('in layers', () => {
	test('one row for each family, in order from the top, each around the middle', () => {
		const { xs, ys } = layers(task(3, { families: [0, 2, 2] }));
		expect([...ys]).toEqual([17, -17, -17]);
		expect([...xs]).toEqual([0, -14, 14]);
	});

	test('who is tied stands under whom they are tied to', () => {
		const { xs } = layers(
			task(4, {
				families: [0, 0, 1, 1],
				lines: [
					[0, 3],
					[1, 2]
				]
			})
		);
		expect(xs[0] ?? 0).toBeLessThan(xs[1] ?? 0);
		expect(xs[3] ?? 0).toBeLessThan(xs[2] ?? 0);
	});
});

describe('in rings around the selection', () => {
	const chain = {
		lines: [
			[0, 1],
			[1, 2]
		] as const,
		roots: [0]
	};

	test('counts steps along lines, whichever way they point', () => {
		expect([
			...steps(
				task(4, {
					lines: [
						[1, 0],
						[1, 2]
					],
					roots: [0]
				})
			)
		]).toEqual([0, 1, 2, -1]);
	});

	test('the selected stands in the middle, each step one ring further, the unconnected outside', () => {
		const away = points(rings(task(4, chain))).map(([x, y]) => Math.hypot(x, y));
		expect(away.map((radius) => Math.round(radius))).toEqual([0, 34, 68, 102]);
	});
});

describe('moving overlaps apart', () => {
	test('two at one point end so far apart that they touch no more', () => {
		const [a, b] = points(apart(task(2), 10));
		expect(Math.hypot((a?.[0] ?? 0) - (b?.[0] ?? 0), (a?.[1] ?? 0) - (b?.[1] ?? 0))).toBeCloseTo(
			10,
			3
		);
	});

	test('two in a row part evenly', () => {
		const { xs } = apart(
			task(2, {
				at: [
					[0, 0],
					[4, 0]
				]
			}),
			10
		);
		expect([...xs]).toEqual([-3, 7]);
	});

	test('where nothing overlaps, nothing moves', () => {
		const far = task(3, {
			at: [
				[0, 0],
				[50, 0],
				[0, 50]
			]
		});
		expect(points(apart(far, 10))).toEqual(points(far));
	});
});

const place = fc.tuple(fc.integer({ min: -60, max: 60 }), fc.integer({ min: -60, max: 60 }));
const drawing = fc.array(place, { minLength: 1, maxLength: 24 }).chain((at) =>
	fc.record({
		at: fc.constant(at),
		lines: fc.array(fc.tuple(fc.nat(at.length - 1), fc.nat(at.length - 1)), { maxLength: 30 }),
		families: fc.array(fc.nat(7), { minLength: at.length, maxLength: at.length }),
		fixed: fc.uniqueArray(fc.nat(at.length - 1)),
		roots: fc.uniqueArray(fc.nat(at.length - 1))
	})
);

test.each(['circle', 'layers', 'rings', 'apart'] as const)(
	'%s: what is held never moves, all places are numbers, and the same drawing gives the same',
	(kind) => {
		fc.assert(
			fc.property(drawing, (wish) => {
				const asked = task(wish.at.length, wish);
				const [batch] = [...arrange(kind, asked)];
				if (!batch) throw new Error('no batch');
				const found = points(batch);
				expect(found.flat().every(Number.isFinite)).toBe(true);
				for (const held of wish.fixed) expect(found[held]).toEqual(wish.at[held]);
				expect([...arrange(kind, asked)][0]).toEqual(batch);
			})
		);
	}
);

test.each(['circle', 'rings', 'layers'] as const)('%s: nobody stands on another', (kind) => {
	fc.assert(
		fc.property(drawing, (wish) => {
			const [batch] = [...arrange(kind, task(wish.at.length, { ...wish, fixed: [] }))];
			const found = batch ? points(batch) : [];
			found.forEach(([ax, ay], a) =>
				found.slice(a + 1).forEach(([bx, by]) => {
					expect(Math.hypot(ax - bx, ay - by)).toBeGreaterThan(8);
				})
			);
		})
	);
});

describe('layouts that came to rest before', () => {
	const line = [{ id: 'a USES b' }];
	test('the same entities, lines and pins have one print; a pin more has another', () => {
		const print = fingerprint('forces', ['a', 'b'], line, ['a'], []);
		expect(fingerprint('forces', ['a', 'b'], line, ['a'], [])).toBe(print);
		for (const other of [
			fingerprint('circle', ['a', 'b'], line, ['a'], []),
			fingerprint('forces', ['a', 'c'], line, ['a'], []),
			fingerprint('forces', ['a', 'b'], [], ['a'], []),
			fingerprint('forces', ['a', 'b'], line, [], []),
			fingerprint('forces', ['a', 'b'], line, ['a'], ['b'])
		])
			expect(other).not.toBe(print);
	});

	test('only so many are kept', () => {
		const rests = new Rests();
		const at = { xs: new Float32Array(1), ys: new Float32Array(1) };
		for (let n = 0; n < 30; n++) rests.keep(`print ${n}`, at);
		expect(rests.at('print 0')).toBeUndefined();
		expect(rests.at('print 29')).toEqual(at);
	});
});
