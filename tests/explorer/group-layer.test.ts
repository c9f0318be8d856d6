import { polygonArea } from 'd3';
import { expect, test } from 'vitest';
import { outlineOfGroup } from '#lib/explorer/group-layer.ts';

const at = (x: number, y: number) => ({ x, y });

test.each([
	['one', [at(5, 5)]],
	['two', [at(0, 0), at(100, 0)]],
	['two on one place', [at(3, 3), at(3, 3)]],
	['three in a row', [at(0, 0), at(50, 50), at(100, 100)]],
	['three', [at(0, 0), at(100, 0), at(0, 100)]]
])('a group of %s has an outline with an area', (_, points) => {
	const outline = outlineOfGroup(points);
	expect(outline.length).toBeGreaterThanOrEqual(3);
	expect(Math.abs(polygonArea(outline))).toBeGreaterThan(1);
});

test('a group of none has none', () => {
	expect(outlineOfGroup([])).toEqual([]);
});
