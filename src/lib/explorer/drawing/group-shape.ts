/**
 * The outline of a group that holds nobody else: a disc about each member, and bands along the shortest
 * tree that joins them. A disc ends before the nearest stranger; a band that would run over one is a thin
 * thread instead, which nobody takes for being inside.
 */
import type { Point } from '#lib/explorer/layout/layout.ts';

export interface Round extends Point {
	radius: number;
}

export interface Band {
	from: Point;
	to: Point;
	width: number;
}

export interface GroupShape {
	discs: readonly Round[];
	bands: readonly Band[];
}

const reach = 12;
const room = 2;
export const bandWidth = 14;
export const threadWidth = 2;
/** More pairs than this are not compared, frame by frame: such a group has discs and no bands. */
const mostPairs = 250_000;

const apart = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

/** How near a point comes to the straight way between two others. */
function distanceTo(point: Point, from: Point, to: Point): number {
	const [dx, dy] = [to.x - from.x, to.y - from.y];
	const length = dx * dx + dy * dy;
	const along = length === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / length;
	const share = Math.min(1, Math.max(0, along));
	return apart(point, { x: from.x + share * dx, y: from.y + share * dy });
}

/** The shortest tree over some points, as pairs of places in the list (Prim). */
export function shortestTree(points: readonly Point[]): [number, number][] {
	const left = new Map(points.map((_, place) => [place, { near: 0, distance: Infinity }]));
	const tree: [number, number][] = [];
	let at = 0;
	left.delete(at);
	while (left.size > 0) {
		const here = points[at];
		let next = -1;
		let best = Infinity;
		for (const [place, known] of left) {
			const point = points[place];
			if (!here || !point) continue;
			const distance = apart(here, point);
			if (distance < known.distance) left.set(place, { near: at, distance });
			const least = Math.min(distance, known.distance);
			if (least < best || next < 0) [next, best] = [place, least];
		}
		tree.push([left.get(next)?.near ?? 0, next]);
		left.delete(next);
		at = next;
	}
	return tree;
}

export function shapeOfGroup(members: readonly Round[], strangers: readonly Round[]): GroupShape {
	const isLarge = members.length * Math.max(members.length, strangers.length) > mostPairs;
	const discs = members.map(({ x, y, radius }) => {
		if (isLarge) return { x, y, radius: radius + room };
		const free = strangers.map((one) => apart(one, { x, y }) - one.radius - room);
		const widest = free.reduce((a, b) => Math.min(a, b), radius + reach);
		return { x, y, radius: Math.max(radius + room, widest) };
	});
	if (isLarge) return { discs, bands: [] };
	const bands = shortestTree(members).flatMap(([a, b]): Band[] => {
		const [from, to] = [members[a], members[b]];
		if (!from || !to) return [];
		const isFree = strangers.every(
			(one) => distanceTo(one, from, to) > one.radius + room + bandWidth / 2
		);
		return [{ from, to, width: isFree ? bandWidth : threadWidth }];
	});
	return { discs, bands };
}
