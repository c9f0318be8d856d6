/** What the drawing is handed: the view's state as plain values, and what is new in it. */
import type { NetworkNode } from '#lib/domain/subgraph.ts';
import { claimVerb } from '#lib/ui/words.ts';
import type { Point } from './layout.ts';
import { lineId, type Line } from './lines.ts';
import type { Scene } from './scene.ts';

export interface Picture {
	nodes: readonly NetworkNode[];
	lines: readonly Line[];
	selected: string | null;
	selectedLine: string | null;
	/** Entities and lines of the highlighted path. */
	path: { nodes: ReadonlySet<string>; lines: ReadonlySet<string> } | null;
	/** The verb of a line, in the reader's language. */
	verb: (line: Line) => string;
}

const verb = (line: Line) => claimVerb(line.type);

export const noPicture: Picture = {
	nodes: [],
	lines: [],
	selected: null,
	selectedLine: null,
	path: null,
	verb
};

function pathOf({ path, claims }: Scene): Picture['path'] {
	if (!path) return null;
	const lines = path.claims.flatMap((id) => {
		const claim = claims.get(id);
		return claim ? [lineId(claim)] : [];
	});
	return { nodes: new Set(path.nodes), lines: new Set(lines) };
}

export function pictureOf(view: Omit<Picture, 'path' | 'verb'> & { scene: Scene }): Picture {
	const { nodes, lines, selected, selectedLine, scene } = view;
	return { nodes, lines, selected, selectedLine, path: pathOf(scene), verb };
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
