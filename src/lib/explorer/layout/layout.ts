/**
 * ForceAtlas2 in batches: where entities stand. Deterministic: start positions come from the ids,
 * and whoever had a place keeps it unless asked to move.
 *
 * Jacomy, Venturini, Heymann, Bastian (2014): ForceAtlas2, a continuous graph layout algorithm for
 * handy network visualization. PLoS ONE 9(6): e98679. doi:10.1371/journal.pone.0098679.
 * It shows who is tied to whom; distances on screen are no measure of anything.
 */
import forceAtlas2 from 'graphology-layout-forceatlas2';
import { MultiDirectedGraph } from 'graphology';
import { gathered, partsOf } from './layout-gather.ts';

export interface Point {
	x: number;
	y: number;
}

/** `share` of the way from one point to another. */
export const between = (from: Point, to: Point, share: number): Point => ({
	x: from.x + (to.x - from.x) * share,
	y: from.y + (to.y - from.y) * share
});

/** Ends as places in the list of nodes; weights say how strongly a line pulls. */
export interface LayoutTask {
	xs: Float32Array;
	ys: Float32Array;
	/** 1 where an entity must not move. */
	fixed: Uint8Array;
	from: Uint32Array;
	to: Uint32Array;
	weights: Float32Array;
	/** Places of their families in the list of families. */
	families: Uint8Array;
	/** 1 for what is selected: rings go around it. */
	roots: Uint8Array;
}

/** A number in [0, 1) that depends on the text alone (FNV-1a). */
export function fraction(text: string, salt: number): number {
	let hash = 2166136261 ^ salt;
	for (let i = 0; i < text.length; i++) {
		hash ^= text.charCodeAt(i);
		hash = Math.imul(hash, 16777619);
	}
	hash ^= hash >>> 15;
	hash = Math.imul(hash, 2246822507);
	hash ^= hash >>> 13;
	return (hash >>> 0) / 4294967296;
}

const beside = (centre: Point, id: string, distance: number): Point => {
	const angle = fraction(id, 1) * 2 * Math.PI;
	const reach = distance * (0.6 + 0.4 * fraction(id, 2));
	return { x: centre.x + reach * Math.cos(angle), y: centre.y + reach * Math.sin(angle) };
};

/** Where newcomers start: beside a neighbour that has a place, else outside what is there. */
export function startPositions(
	ids: readonly string[],
	ends: readonly { from: string; to: string }[],
	placed: ReadonlyMap<string, Point>
): Map<string, Point> {
	const started = new Map<string, Point>();
	const missing = new Set(ids.filter((id) => !placed.has(id)));
	const near = new Map<string, string[]>();
	const join = (id: string, other: string) => {
		const others = near.get(id);
		if (others) others.push(other);
		else near.set(id, [other]);
	};
	for (const { from, to } of ends) {
		if (missing.has(to)) join(from, to);
		if (missing.has(from)) join(to, from);
	}
	let edge = outside(placed);
	/** Places what hangs on an entity, step by step outwards. */
	const spread = (start: string, point: Point) => {
		const queue: [string, Point][] = [[start, point]];
		for (const [id, centre] of queue) {
			for (const other of near.get(id) ?? []) {
				if (!missing.delete(other)) continue;
				const place = beside(centre, other, 12);
				edge = Math.max(edge, Math.hypot(place.x, place.y) + 15);
				started.set(other, place);
				queue.push([other, place]);
			}
		}
	};
	for (const id of near.keys()) {
		const point = placed.get(id);
		if (point) spread(id, point);
	}
	for (const id of missing) {
		missing.delete(id);
		const alone = placed.size === 0 && started.size === 0;
		const point = alone ? { x: 0, y: 0 } : beside({ x: 0, y: 0 }, id, edge);
		started.set(id, point);
		spread(id, point);
	}
	return started;
}

/** A distance from the middle at which nobody stands yet. */
function outside(placed: ReadonlyMap<string, Point>): number {
	let farthest = 0;
	for (const { x, y } of placed.values()) farthest = Math.max(farthest, Math.hypot(x, y));
	return farthest * 1.2 + 15;
}

export interface Batch {
	xs: Float32Array;
	ys: Float32Array;
	done: boolean;
}

const iterationsPerBatch = 25;
/** Mean step of a batch, as a share of the extent, below which the drawing is at rest. */
const rest = 0.002;

/** From so many entities on, their links alone keep them apart. */
const sparse = 24;

const mostBatches = (order: number) => (order > 5000 ? 12 : order > 1000 ? 24 : 40);

/** Runs the layout in batches until it rests; each batch can be shown while the next one runs. */
export function* settle(task: LayoutTask): Generator<Batch, void> {
	const graph = new MultiDirectedGraph<{ x: number; y: number; size: number; fixed: boolean }>();
	task.xs.forEach((x, place) =>
		graph.addNode(place, { x, y: task.ys[place] ?? 0, size: 3, fixed: task.fixed[place] === 1 })
	);
	task.from.forEach((from, place) => {
		const to = task.to[place] ?? from;
		if (from !== to) graph.addEdge(from, to, { weight: task.weights[place] ?? 1 });
	});
	const order = graph.order;
	const parts = partsOf(order, task);
	const settings = {
		barnesHutOptimize: order > 800,
		gravity: 0.6,
		// Repulsion grows with the links of both ends: a few entities with one link each need more of it,
		// or their names and the words on their lines would cover each other.
		scalingRatio: 12 * Math.max(1, sparse / order),
		slowDown: 1 + Math.log(Math.max(2, order)),
		adjustSizes: false,
		outboundAttractionDistribution: false
	};
	for (let batch = 1; ; batch++) {
		const before = positionsOf(graph);
		forceAtlas2.assign(graph, { iterations: iterationsPerBatch, settings });
		const after = positionsOf(graph);
		const done = batch >= mostBatches(order) || meanStep(before, after) < rest * extent(after);
		yield { ...gathered(after, parts, task.fixed), done };
		if (done) return;
	}
}

function positionsOf(graph: MultiDirectedGraph<{ x: number; y: number }>) {
	const xs = new Float32Array(graph.order);
	const ys = new Float32Array(graph.order);
	let place = 0;
	graph.forEachNode((_, { x, y }) => {
		xs[place] = x;
		ys[place++] = y;
	});
	return { xs, ys };
}

export type Positions = Pick<Batch, 'xs' | 'ys'>;

function meanStep(a: Positions, b: Positions): number {
	let sum = 0;
	a.xs.forEach((x, place) => {
		sum += Math.hypot(x - (b.xs[place] ?? x), (a.ys[place] ?? 0) - (b.ys[place] ?? 0));
	});
	return sum / Math.max(1, a.xs.length);
}

function extent({ xs, ys }: Positions): number {
	const spread = (values: Float32Array) => {
		let low = Infinity;
		let high = -Infinity;
		for (const value of values) {
			low = Math.min(low, value);
			high = Math.max(high, value);
		}
		return high - low;
	};
	return xs.length < 2 ? 1 : Math.max(spread(xs), spread(ys));
}
