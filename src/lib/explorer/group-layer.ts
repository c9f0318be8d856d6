/** Groups that stand open: a hull around their members, with the name above, under everything else. */
import { polygonArea, polygonHull } from 'd3';
import type { Palette } from './appearance.ts';
import { shortName } from './deeds.ts';
import type { DrawnGroup } from './folding.ts';
import type { Point } from './layout.ts';

type Corner = [number, number];
const reach = 16;

/**
 * The corners of a group's outline, in order. One or two members, or several in a row, have no hull of
 * their own: each counts for four corners about it, so that there is something to draw a line around.
 */
export function outlineOfGroup(points: readonly Point[]): Corner[] {
	const hull = polygonHull(points.map(({ x, y }): Corner => [x, y]));
	if (hull && polygonArea(hull) !== 0) return hull;
	const about = points.flatMap(({ x, y }): Corner[] => [
		[x - 1, y],
		[x, y - 1],
		[x + 1, y],
		[x, y + 1]
	]);
	return polygonHull(about) ?? [];
}

/** True when anything was drawn. */
export function drawGroups(
	context: CanvasRenderingContext2D,
	groups: readonly DrawnGroup[],
	palette: Palette,
	at: (id: string) => Point | undefined
): boolean {
	const { width, height } = context.canvas;
	context.clearRect(0, 0, width, height);
	for (const group of groups) {
		if (group.folded) continue;
		const corners = outlineOfGroup(group.members.flatMap(({ id }) => at(id) ?? []));
		const [first, ...rest] = corners;
		if (!first) continue;
		context.beginPath();
		context.moveTo(...first);
		for (const corner of rest) context.lineTo(...corner);
		context.closePath();
		// A wide round stroke under the fill grows the hull evenly around its members.
		context.lineJoin = 'round';
		context.lineCap = 'round';
		context.strokeStyle = palette.line;
		context.lineWidth = 2 * reach + 2;
		context.stroke();
		context.strokeStyle = palette.panel;
		context.lineWidth = 2 * reach;
		context.stroke();
		context.fillStyle = palette.panel;
		context.fill();
		const top = corners.reduce((a, b) => (b[1] < a[1] ? b : a));
		context.font = "600 11px 'IBM Plex Sans', system-ui, sans-serif";
		context.textAlign = 'center';
		context.textBaseline = 'bottom';
		context.fillStyle = palette.muted;
		context.fillText(shortName(group.name, 32), top[0], top[1] - reach - 3);
	}
	return groups.some(({ folded }) => !folded);
}
