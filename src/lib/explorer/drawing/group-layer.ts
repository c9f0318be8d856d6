/** Groups that stand open: what encloses their members and nobody else, with the name above, under everything else. */
import type { Palette } from './appearance.ts';
import { shortName } from '#lib/explorer/deeds.ts';
import type { DrawnGroup } from '#lib/explorer/folding.ts';
import { shapeOfGroup, threadWidth, type GroupShape, type Round } from './group-shape.ts';

/** Above this many entities on the drawing only the members count, and every band is a thread's. */
const most = 2_000;

function paint(context: CanvasRenderingContext2D, { discs, bands }: GroupShape, more: number) {
	context.beginPath();
	for (const { x, y, radius } of discs) {
		context.moveTo(x + radius + more, y);
		context.arc(x, y, radius + more, 0, 2 * Math.PI);
	}
	context.fill();
	for (const { from, to, width } of bands) {
		if (more === 0 && width === threadWidth) continue;
		context.beginPath();
		context.moveTo(from.x, from.y);
		context.lineTo(to.x, to.y);
		context.lineWidth = width === threadWidth ? width : width + 2 * more;
		context.stroke();
	}
}

/** True when anything was drawn. `ids`: everything on the drawing. */
export function drawGroups(
	context: CanvasRenderingContext2D,
	{ groups, ids }: { groups: readonly DrawnGroup[]; ids: readonly string[] },
	palette: Palette,
	at: (id: string) => Round | undefined
): boolean {
	const { width, height } = context.canvas;
	context.clearRect(0, 0, width, height);
	const open = groups.filter(({ folded }) => !folded);
	const all = open.length > 0 && ids.length <= most ? ids : [];
	for (const group of open) {
		const members = group.members.flatMap(({ id }) => at(id) ?? []);
		const inside = new Set(group.members.map(({ id }) => id));
		const strangers = all.flatMap((id) => (inside.has(id) ? [] : (at(id) ?? [])));
		const shape = shapeOfGroup(members, strangers);
		const [first, ...rest] = shape.discs;
		if (!first) continue;
		context.lineCap = 'round';
		// The outline first, a pixel larger; the inside over it leaves one line around the whole.
		context.strokeStyle = context.fillStyle = palette.line;
		paint(context, shape, 1);
		context.strokeStyle = context.fillStyle = palette.panel;
		paint(context, shape, 0);
		const top = rest.reduce((a, b) => (b.y - b.radius < a.y - a.radius ? b : a), first);
		context.font = "600 11px 'IBM Plex Sans', system-ui, sans-serif";
		context.textAlign = 'center';
		context.textBaseline = 'bottom';
		context.fillStyle = palette.muted;
		context.fillText(shortName(group.name, 32), top.x, top.y - top.radius - 3);
	}
	return open.length > 0;
}
