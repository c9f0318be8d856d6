/** Shapes drawn by hand to select what they enclose. */
import { polygonContains } from 'd3';
import type { Point } from '#lib/explorer/layout/layout.ts';

/** True when a point lies within a shape; the shape closes itself. */
export const encloses = (corners: readonly Point[], { x, y }: Point): boolean =>
	corners.length > 2 &&
	polygonContains(
		corners.map((corner): [number, number] => [corner.x, corner.y]),
		[x, y]
	);

export const rectangle = (a: Point, b: Point): Point[] => [
	a,
	{ x: b.x, y: a.y },
	b,
	{ x: a.x, y: b.y }
];
