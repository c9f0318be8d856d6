/** Dragging entities by the pointer: what was dragged is pinned; with several selected, all move. */
import type Sigma from 'sigma';
import type { Point } from '#lib/explorer/layout/layout.ts';
import type { EntityLook, LineLook } from '#lib/explorer/display.ts';

/** Pixels before a press counts as dragging. */
const slack = 3;

export interface Draggable {
	/** Who moves when this entity is dragged. */
	dragged(id: string): string[];
	at(id: string): Point | undefined;
	move(id: string, point: Point): void;
	/** They shall stay where they are put. */
	pin(ids: readonly string[]): void;
}

interface Held {
	id: string;
	/** Where the pointer went down, in pixels. */
	from: Point;
	/** Places before the drag, once it has begun. */
	start: Map<string, Point> | null;
}

export function listenToDragging(
	sigma: Sigma<EntityLook, LineLook>,
	{ dragged, at, move, pin }: Draggable
): void {
	let held: Held | null = null;
	sigma.on('downNode', ({ node, event }) => {
		if (event.original instanceof MouseEvent && event.original.button !== 0) return;
		held = { id: node, from: { x: event.x, y: event.y }, start: null };
	});
	const captor = sigma.getMouseCaptor();
	captor.on('mousemovebody', (event) => {
		if (!held) return;
		event.preventSigmaDefault();
		event.original.preventDefault();
		if (!held.start) {
			if (Math.hypot(event.x - held.from.x, event.y - held.from.y) <= slack) return;
			const ids = dragged(held.id);
			held.start = new Map(ids.map((id) => [id, at(id) ?? { x: 0, y: 0 }]));
			// Pinned as the drag begins, so that a layout under way lets go of them.
			pin(ids);
		}
		const [here, there] = [sigma.viewportToGraph(event), sigma.viewportToGraph(held.from)];
		const [dx, dy] = [here.x - there.x, here.y - there.y];
		for (const [id, { x, y }] of held.start) move(id, { x: x + dx, y: y + dy });
	});
	const release = () => {
		held = null;
	};
	captor.on('mouseup', release);
	captor.on('mouseleave', release);
}
