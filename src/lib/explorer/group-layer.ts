/** Groups that stand open: a hull around their members, with the name above, under everything else. */
import { polygonHull } from 'd3';
import type { Palette } from './appearance.ts';
import { shortName } from './deeds.ts';
import type { DrawnGroup } from './folding.ts';
import type { Point } from './layout.ts';

type Corner = [number, number];
const reach = 16;

/** The corners of a group's outline, in order; two points for two members, a hull for more. */
export function outlineOfGroup(points: readonly Point[]): Corner[] {
	const corners = points.map(({ x, y }): Corner => [x, y]);
	return polygonHull(corners) ?? corners;
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
