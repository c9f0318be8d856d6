/** What the drawing is handed: the view's state as plain values, and what is new in it. */
import type { DrawnGroup, Folded } from '#lib/explorer/folding.ts';
import type { NetworkNode } from '#lib/domain/subgraph.ts';
import { lineWords } from '#lib/explorer/line-words.ts';
import type { Point } from '#lib/explorer/layout/layout.ts';
import { lineId, type Line } from '#lib/explorer/lines.ts';
import type { Scene } from '#lib/explorer/scene.ts';
import { noTouches, type Touches } from '#lib/explorer/touches.ts';

export interface Picture {
	nodes: readonly NetworkNode[];
	lines: readonly Line[];
	/** Everything selected; of those, the one whose card is open. */
	chosen: ReadonlySet<string>;
	selected: string | null;
	selectedLine: string | null;
	/** Entities and lines of the highlighted path, and what was asked for after it: that stays plain. */
	path: {
		nodes: ReadonlySet<string>;
		lines: ReadonlySet<string>;
		later: ReadonlySet<string>;
	} | null;
	touches: Touches;
	groups: readonly DrawnGroup[];
	/** What is written over a line, in the reader's language. */
	words: (line: Line) => string;
}

export const noPicture: Picture = {
	nodes: [],
	lines: [],
	chosen: new Set(),
	selected: null,
	selectedLine: null,
	path: null,
	touches: noTouches,
	groups: [],
	words: lineWords
};

/** What stands for an entity on the drawing: itself, or its folded group. */
const standing = (within: Folded['within'], ids: Iterable<string>): Set<string> =>
	new Set([...ids].map((id) => within.get(id) ?? id));

function pathOf({ path, claims, bringers }: Scene, within: Folded['within']): Picture['path'] {
	if (!path) return null;
	const end = (id: string) => within.get(id) ?? id;
	const lines = path.claims.flatMap((id) => {
		const claim = claims.get(id);
		return claim ? [lineId({ ...claim, from: end(claim.from), to: end(claim.to) })] : [];
	});
	const found = bringers.findLastIndex(({ kind }) => kind === 'path');
	const later = bringers.slice(found + 1).flatMap((step) => [step.anchor, ...step.nodes]);
	return {
		nodes: standing(within, path.nodes),
		lines: new Set(lines),
		later: standing(within, later)
	};
}

/** What of the view is drawn. */
export interface Drawable {
	folded: Folded;
	drawnLines: readonly Line[];
	scene: Scene;
	selection: { ids: ReadonlySet<string>; last: string | null; line: string | null };
}

export function pictureOf({ folded, drawnLines, scene, selection }: Drawable): Picture {
	const { nodes, groups, within } = folded;
	const { ids, last, line } = selection;
	return {
		nodes,
		lines: drawnLines,
		chosen: within.size === 0 ? ids : standing(within, ids),
		selected: last === null ? null : (within.get(last) ?? last),
		selectedLine: line,
		path: pathOf(scene, within),
		touches: scene.touches,
		groups,
		words: lineWords
	};
}

/** What looks different when nothing but the selection does; undefined when anything else does too. */
export function restyled(
	before: Picture,
	after: Picture
): { entities: string[]; lines: string[] } | undefined {
	const same =
		before.nodes === after.nodes &&
		before.lines === after.lines &&
		before.touches === after.touches &&
		before.groups === after.groups &&
		before.path === null &&
		after.path === null;
	if (!same) return undefined;
	const changed = [
		...[...before.chosen].filter((id) => !after.chosen.has(id)),
		...[...after.chosen].filter((id) => !before.chosen.has(id))
	];
	const lasts = before.selected === after.selected ? [] : [before.selected, after.selected];
	const lines =
		before.selectedLine === after.selectedLine ? [] : [before.selectedLine, after.selectedLine];
	return {
		entities: [...new Set([...changed, ...lasts])].filter((id) => id !== null),
		lines: lines.filter((id) => id !== null)
	};
}

/** A drawing of so few entities is still being laid out: they may make room for newcomers. */
const few = 12;

export interface Arrivals {
	ids: string[];
	/** How many were not on the picture before. */
	arrived: number;
	/** How many of those never had a place. */
	newcomers: number;
	/** Who may move: the newcomers, and in a small drawing all but the selected entity. */
	free: ReadonlySet<string>;
}

/** What a picture brings that the one before did not, and who may move for it. */
export function arrivals(
	before: Picture,
	after: Picture,
	places: ReadonlyMap<string, Point>
): Arrivals {
	const known = new Set(before.nodes.map((node) => node.id));
	const ids = after.nodes.map((node) => node.id);
	const arrived = ids.filter((id) => !known.has(id));
	const newcomers = arrived.filter((id) => !places.has(id));
	const movable = known.size <= few ? ids.filter((id) => id !== after.selected) : newcomers;
	return { ids, arrived: arrived.length, newcomers: newcomers.length, free: new Set(movable) };
}
