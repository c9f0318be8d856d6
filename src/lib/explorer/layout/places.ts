/**
 * Where entities stand. Kept apart from the scene and out of reactivity: the layout moves thousands
 * of points many times a second. A place outlives its entity's removal, so undo brings it back there.
 */
import type { Point } from './layout.ts';

export class Places {
	readonly points = new Map<string, Point>();
	/** Those no layout may move; the scene says which, and hands them on. */
	pinned: ReadonlySet<string> = new Set();
}
