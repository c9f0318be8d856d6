/**
 * Where entities stand. Kept apart from the scene and out of reactivity: the layout moves thousands
 * of points many times a second. A place outlives its entity's removal, so undo brings it back there.
 */
import type { Point } from './layout.ts';

export class Places {
	readonly points = new Map<string, Point>();
	/** Put in place by hand: no layout moves them. */
	readonly pinned = new Set<string>();

	pin(id: string, point: Point): void {
		this.points.set(id, point);
		this.pinned.add(id);
	}

	unpin(id: string): void {
		this.pinned.delete(id);
	}
}
