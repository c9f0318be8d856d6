/** Entities and lines of the drawing as marks of a sheet: the same shapes, rings and bends as on screen. */
import { accentColours, colourOf, paper } from '#lib/export/paper.ts';
import type { Mark } from '#lib/export/sheet.ts';
import { familyOf } from '#lib/domain/kinds.ts';
import type { NetworkNode } from '#lib/domain/subgraph.ts';
import { familyShapes, outlines, type Shape } from '#lib/ui/families.ts';
import { blend, radiusFor } from '#lib/explorer/drawing/appearance.ts';
import type { Point } from '#lib/explorer/layout/layout.ts';
import type { Line } from '#lib/explorer/lines.ts';
import type { Accent } from '#lib/explorer/touches.ts';

/** Radius of the outlines of ui/families.ts, in their box of 16 × 16. */
const outlineRadius = 6.4;

export interface Placed extends Point {
	radius: number;
}

export function shapeMark(shape: Shape, { x, y, radius }: Placed, colour: string, hollow: boolean) {
	const scale = radius / outlineRadius;
	return {
		path: outlines[shape],
		at: { x: x - 8 * scale, y: y - 8 * scale, scale },
		fill: hollow ? paper.panel : colour,
		stroke: hollow ? colour : blend(colour, '#000000', 0.38),
		width: (hollow ? 2 : 1) / scale
	} satisfies Mark;
}

export const circle = ({ x, y }: Point, r: number): string =>
	`M${x - r} ${y}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0Z`;

const rings: Record<string, { stroke: string; dash?: readonly number[] }> = {
	convicted: { stroke: paper.bad },
	suspect: { stroke: paper.bad, dash: [6, 3] },
	victim: { stroke: paper.victim, dash: [2, 2] }
};

/** `accent`: what the hand marked it with. */
export function entityMarks(node: NetworkNode, at: Placed, accent?: Accent): Mark[] {
	const shape = familyShapes[familyOf(node.kind)];
	const mark = shapeMark(
		shape,
		at,
		accent ? accentColours[accent] : colourOf(node.kind),
		node.revoked
	);
	const ring = rings[node.dataSubject ?? ''];
	return ring
		? [
				mark,
				{
					path: circle({ x: 0, y: 0 }, at.radius + 3.2),
					at: { ...at, scale: 1 },
					width: 2.5,
					...ring
				}
			]
		: [mark];
}

export const radiusOf = (node: NetworkNode, zoom: number): number => radiusFor(node.degree) * zoom;

const between = (a: Point, b: Point, share: number): Point => ({
	x: a.x + (b.x - a.x) * share,
	y: a.y + (b.y - a.y) * share
});
const f = (value: number): string => String(Math.round(value * 10) / 10);
const p = ({ x, y }: Point): string => `${f(x)} ${f(y)}`;

/** A curve bent as on screen, which ends in its arrow at the edge of what it points at. */
export function lineMarks(line: Line, from: Placed, to: Placed, chosen: boolean): Mark[] {
	const span = Math.hypot(to.x - from.x, to.y - from.y);
	if (span < 1) return [];
	const middle = between(from, to, 0.5);
	// Pixels grow downwards, so the bend goes the other way than in the shader.
	const control = {
		x: middle.x + (to.y - from.y) * line.curvature,
		y: middle.y - (to.x - from.x) * line.curvature
	};
	const stroke = chosen ? paper.accent : paper.tie;
	const width = line.width + (chosen ? 1.2 : 0);
	const arrow = Math.min(5 + width * 1.8, span / 2);
	const on = (share: number): Point =>
		between(between(from, control, share), between(control, to, share), share);
	const tip = on(Math.max(0, 1 - (to.radius + 1) / span));
	const end = Math.max(0, 1 - (to.radius + 1 + arrow) / span);
	const base = on(end);
	const length = Math.hypot(tip.x - base.x, tip.y - base.y) || 1;
	const across = {
		x: (-(tip.y - base.y) / length) * (2 + width * 0.9),
		y: ((tip.x - base.x) / length) * (2 + width * 0.9)
	};
	const dash = line.assessed ? { dash: [6, 4] } : {};
	// The curve as far as the arrow's base: cut by de Casteljau, so that it stays the same curve.
	return [
		{ path: `M${p(from)}Q${p(between(from, control, end))} ${p(base)}`, stroke, width, ...dash },
		{
			path: `M${p(tip)}L${p({ x: base.x + across.x, y: base.y + across.y })}L${p({ x: base.x - across.x, y: base.y - across.y })}Z`,
			fill: stroke
		}
	];
}
