/** One entity without a line does not shrink the others: what drifted away is drawn near. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { settle, type Positions } from '#lib/explorer/layout/layout.ts';
import { gathered, partsOf } from '#lib/explorer/layout/layout-gather.ts';

const ties = (pairs: readonly (readonly [number, number])[]) => ({
	from: Uint32Array.from(pairs.map(([from]) => from)),
	to: Uint32Array.from(pairs.map(([, to]) => to))
});

test('parts are what lines hold together, the largest first', () => {
	expect(
		partsOf(
			6,
			ties([
				[0, 1],
				[4, 2],
				[1, 5]
			])
		)
	).toEqual([[0, 1, 5], [2, 4], [3]]);
	expect(partsOf(0, ties([]))).toEqual([]);
});

test('a lone entity comes to rest beside a star, not beyond it', () => {
	const count = 40;
	const spokes = Array.from({ length: count - 2 }, (_, at) => [0, at + 1] as const);
	const task = {
		xs: Float32Array.from({ length: count }, (_, at) => 20 * Math.cos(at)),
		ys: Float32Array.from({ length: count }, (_, at) => 20 * Math.sin(at)),
		fixed: new Uint8Array(count),
		...ties(spokes),
		weights: new Float32Array(spokes.length).fill(1),
		families: new Uint8Array(count),
		roots: new Uint8Array(count)
	};
	const { xs, ys } = [...settle(task)].at(-1) ?? { xs: new Float32Array(), ys: new Float32Array() };
	const far = (at: number) =>
		Math.hypot((xs[at] ?? 0) - (xs[0] ?? 0), (ys[at] ?? 0) - (ys[0] ?? 0));
	const star = Math.max(...spokes.map(([, at]) => far(at)));
	expect(far(count - 1)).toBeLessThan(star * 1.6 + 15);
});

test('nothing goes farther away, parts keep their shape, and what is fixed stays', () => {
	const coordinate = fc.float({ min: -500, max: 500, noNaN: true });
	fc.assert(
		fc.property(
			fc.array(fc.record({ x: coordinate, y: coordinate, fixed: fc.boolean() }), {
				minLength: 1,
				maxLength: 12
			}),
			fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 10 }),
			(points, pairs) => {
				const count = points.length;
				const before: Positions = {
					xs: Float32Array.from(points.map(({ x }) => x)),
					ys: Float32Array.from(points.map(({ y }) => y))
				};
				const fixed = Uint8Array.from(points.map((one) => (one.fixed ? 1 : 0)));
				const parts = partsOf(count, ties(pairs.filter((pair) => Math.max(...pair) < count)));
				const after = gathered(before, parts, fixed);
				const between = ({ xs, ys }: Positions, a: number, b: number) =>
					Math.hypot((xs[a] ?? 0) - (xs[b] ?? 0), (ys[a] ?? 0) - (ys[b] ?? 0));
				for (const part of parts)
					for (const place of part) {
						const first = part[0] ?? place;
						expect(between(after, first, place)).toBeCloseTo(between(before, first, place), 1);
						if (part.some((one) => fixed[one] === 1))
							expect(after.xs[place]).toBe(before.xs[place]);
					}
			}
		)
	);
});
