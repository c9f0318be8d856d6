/** What is drawn around a group holds its members, joined, and nobody else. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	shapeOfGroup,
	shortestTree,
	threadWidth,
	type Round
} from '#lib/explorer/drawing/group-shape.ts';

const coordinate = fc.integer({ min: 0, max: 600 });
const round = fc.record({ x: coordinate, y: coordinate, radius: fc.integer({ min: 4, max: 15 }) });
const touches = (a: Round, b: Round) => Math.hypot(a.x - b.x, a.y - b.y) < a.radius + b.radius;

test('no stranger lies in a disc or a band, wherever everybody stands', () => {
	fc.assert(
		fc.property(
			fc.array(round, { minLength: 1, maxLength: 14 }),
			fc.array(round, { maxLength: 30 }),
			(members, others) => {
				// Marks that lie on one another cannot be told apart by any outline.
				const strangers = others.filter(
					(one) => !members.some((member) => touches({ ...member, radius: member.radius + 3 }, one))
				);
				const { discs, bands } = shapeOfGroup(members, strangers);
				expect(bands).toHaveLength(members.length - 1);
				for (const [place, disc] of discs.entries()) {
					expect(disc.radius).toBeGreaterThan(members[place]?.radius ?? Infinity);
					for (const one of strangers) expect(touches(disc, one)).toBe(false);
				}
				for (const { from, to, width } of bands) {
					if (width === threadWidth) continue;
					for (const one of strangers)
						for (let share = 0; share <= 1; share += 0.02) {
							const x = from.x + (to.x - from.x) * share;
							const y = from.y + (to.y - from.y) * share;
							expect(touches({ x, y, radius: width / 2 }, one)).toBe(false);
						}
				}
			}
		)
	);
});

test('a band runs wide where nobody stands, and thin where somebody does', () => {
	const members = [
		{ x: 0, y: 0, radius: 6 },
		{ x: 200, y: 0, radius: 6 }
	];
	expect(shapeOfGroup(members, []).bands[0]?.width).toBeGreaterThan(threadWidth);
	const between = { x: 100, y: 3, radius: 6 };
	expect(shapeOfGroup(members, [between]).bands[0]?.width).toBe(threadWidth);
});

test('the tree joins all, by the shortest ways', () => {
	const row = [0, 30, 10, 20].map((x) => ({ x, y: 0 }));
	expect(shortestTree(row)).toEqual([
		[0, 2],
		[2, 3],
		[3, 1]
	]);
	expect(shortestTree([])).toEqual([]);
	expect(shortestTree([{ x: 1, y: 1 }])).toEqual([]);
});
