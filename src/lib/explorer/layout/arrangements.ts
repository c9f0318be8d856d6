/**
 * Ways to lay a drawing out, besides forces: on a circle, in layers by family, in rings around what is
 * selected, and the pass that moves overlapping marks apart. Each gives the same places for the same
 * drawing, and none moves what is held. Distances on screen are no measure of anything.
 */
import type { Batch, LayoutTask, Positions } from './layout.ts';

export const arrangements = ['forces', 'circle', 'layers', 'rings', 'apart'] as const;
export type Arrangement = (typeof arrangements)[number];

/** Room of one entity on a line, and between lines, in units of the world. */
const room = 14;
const gap = 34;

const order = (task: LayoutTask): number[] =>
	[...task.xs.keys()].filter((place) => task.fixed[place] !== 1);

const start = ({ xs, ys }: Positions): Positions => ({ xs: xs.slice(), ys: ys.slice() });

/** Puts places on a circle around the middle, from the top and clockwise. */
function onCircle({ xs, ys }: Positions, places: readonly number[], radius: number): void {
	places.forEach((place, turn) => {
		const angle = Math.PI / 2 - (turn / places.length) * 2 * Math.PI;
		xs[place] = radius * Math.cos(angle);
		ys[place] = radius * Math.sin(angle);
	});
}

/** So that neighbours on a circle keep their room. */
const radiusFor = (count: number): number => (count < 2 ? 0 : (count * room) / (2 * Math.PI));

/** One circle, families side by side, within each the order they came in. */
export function circle(task: LayoutTask): Positions {
	const at = start(task);
	const places = order(task).sort((a, b) => (task.families[a] ?? 0) - (task.families[b] ?? 0));
	onCircle(at, places, Math.max(room, radiusFor(places.length)));
	return at;
}

function neighbours({ xs, from, to }: LayoutTask): number[][] {
	const beside: number[][] = Array.from(xs, () => []);
	from.forEach((a, line) => {
		const b = to[line] ?? a;
		if (a === b) return;
		beside[a]?.push(b);
		beside[b]?.push(a);
	});
	return beside;
}

/**
 * One layer for each family, actors on top. Within a layer everyone stands near the middle of the
 * neighbours above, so that few lines cross (barycentre heuristic: Sugiyama, Tagawa, Toda 1981,
 * doi:10.1109/TSMC.1981.4308636). A long layer breaks into rows.
 */
export function layers(task: LayoutTask): Positions {
	const at = start(task);
	const beside = neighbours(task);
	const families = new Map<number, number[]>();
	for (const place of order(task)) {
		const family = task.families[place] ?? 0;
		const layer = families.get(family);
		if (layer) layer.push(place);
		else families.set(family, [place]);
	}
	const widest = Math.max(8, Math.ceil(Math.sqrt(task.xs.length) * 1.6));
	const placed = new Set<number>();
	const wanted = (place: number): number => {
		const above = (beside[place] ?? []).filter((other) => placed.has(other));
		if (above.length === 0) return 0;
		return above.reduce((sum, other) => sum + (at.xs[other] ?? 0), 0) / above.length;
	};
	let y = 0;
	for (const [, layer] of [...families].sort(([a], [b]) => a - b)) {
		const middles = new Map(layer.map((place) => [place, wanted(place)]));
		const sorted = layer.toSorted((a, b) => (middles.get(a) ?? 0) - (middles.get(b) ?? 0) || a - b);
		for (let first = 0; first < sorted.length; first += widest) {
			const row = sorted.slice(first, first + widest);
			row.forEach((place, turn) => {
				at.xs[place] = (turn - (row.length - 1) / 2) * 2 * room;
				at.ys[place] = y;
			});
			y -= first + widest < sorted.length ? gap / 2 : gap;
		}
		for (const place of layer) placed.add(place);
	}
	const middle = (y + gap) / 2;
	for (const place of order(task)) at.ys[place] = (at.ys[place] ?? 0) - middle;
	return at;
}

/** Steps from the nearest root along lines; -1 where no line leads. */
export function steps(task: LayoutTask): Int32Array {
	const found = Int32Array.from(task.roots, (root) => (root === 1 ? 0 : -1));
	const beside = neighbours(task);
	const queue = [...found.keys()].filter((place) => found[place] === 0);
	for (const place of queue)
		for (const other of beside[place] ?? [])
			if (found[other] === -1) {
				found[other] = (found[place] ?? 0) + 1;
				queue.push(other);
			}
	return found;
}

/** A ring for each step away from the selection; what is not connected to it stands outside all. */
export function rings(task: LayoutTask): Positions {
	const at = start(task);
	const away = steps(task);
	const farthest = away.reduce((most, step) => Math.max(most, step), 0);
	let radius = 0;
	for (let step = 0; step <= farthest + 1; step++) {
		const places = order(task).filter((place) =>
			step > farthest ? away[place] === -1 : away[place] === step
		);
		if (places.length === 0) continue;
		const least = step === 0 ? radiusFor(places.length) : radius + gap;
		radius = Math.max(least, radiusFor(places.length));
		onCircle(at, places, radius);
	}
	return at;
}

const passes = 60;

/**
 * Moves marks that overlap apart, each by half; what is held stays and the other gives way. O(n) for
 * each pass over a grid.
 */
export function apart(task: LayoutTask, distance: number = room * 0.8): Positions {
	const { xs, ys } = start(task);
	for (let pass = 0; pass < passes; pass++) {
		const cells = new Map<string, number[]>();
		xs.forEach((x, place) => {
			const key = `${Math.floor(x / distance)} ${Math.floor((ys[place] ?? 0) / distance)}`;
			const cell = cells.get(key);
			if (cell) cell.push(place);
			else cells.set(key, [place]);
		});
		let moved = false;
		for (const a of xs.keys()) {
			const [column, row] = [
				Math.floor((xs[a] ?? 0) / distance),
				Math.floor((ys[a] ?? 0) / distance)
			];
			for (const dx of [-1, 0, 1])
				for (const dy of [-1, 0, 1])
					for (const b of cells.get(`${column + dx} ${row + dy}`) ?? [])
						if (b > a) moved = pushed(task, { xs, ys }, a, b, distance) || moved;
		}
		if (!moved) break;
	}
	return { xs, ys };
}

/** Pushes two apart that are too near; false when they are not, or neither may move. */
function pushed(
	{ fixed }: LayoutTask,
	{ xs, ys }: Positions,
	a: number,
	b: number,
	distance: number
): boolean {
	const [ax, ay, bx, by] = [xs[a] ?? 0, ys[a] ?? 0, xs[b] ?? 0, ys[b] ?? 0];
	const between = Math.hypot(bx - ax, by - ay);
	if (between >= distance * 0.999) return false;
	const [aStays, bStays] = [fixed[a] === 1, fixed[b] === 1];
	if (aStays && bStays) return false;
	// Two at one point part in a direction that their places in the list give.
	const angle = (a * 2.399963 + b) % (2 * Math.PI);
	const [ux, uy] =
		between > 1e-6
			? [(bx - ax) / between, (by - ay) / between]
			: [Math.cos(angle), Math.sin(angle)];
	const push = (distance - between) / (aStays || bStays ? 1 : 2);
	if (!aStays) {
		xs[a] = ax - ux * push;
		ys[a] = ay - uy * push;
	}
	if (!bStays) {
		xs[b] = bx + ux * push;
		ys[b] = by + uy * push;
	}
	return true;
}

const closed = { circle, layers, rings, apart };

/** The places of an arrangement that needs no forces. */
export function* arrange(kind: keyof typeof closed, task: LayoutTask): Generator<Batch, void> {
	yield { ...closed[kind](task), done: true };
}
