/**
 * What no line holds drifts away: gravity is weak and repulsion is not. Parts that hang on nothing of the
 * largest one are drawn near it, so that one lone entity does not shrink all the others on the screen.
 */
import type { LayoutTask, Positions } from './layout.ts';

const gap = 14;
/** So many parts are kept from standing on one another; of more, each goes straight inwards. */
const mostKeptApart = 200;

interface Part {
	places: number[];
	x: number;
	y: number;
	radius: number;
	fixed: boolean;
}

type Ties = Pick<LayoutTask, 'from' | 'to' | 'fixed'>;

/** The connected parts of a drawing, as places in its list, the largest first. */
export function partsOf(count: number, { from, to }: Pick<Ties, 'from' | 'to'>): number[][] {
	const over = Array.from({ length: count }, (_, place) => place);
	const top = (place: number): number => {
		let at = place;
		while (over[at] !== at) at = over[at] = over[over[at] ?? at] ?? at;
		return at;
	};
	for (const [line, end] of from.entries()) over[top(end)] = top(to[line] ?? end);
	const parts = new Map<number, number[]>();
	for (let place = 0; place < count; place++) {
		const part = parts.get(top(place));
		if (part) part.push(place);
		else parts.set(top(place), [place]);
	}
	return [...parts.values()].sort((a, b) => b.length - a.length);
}

function around(places: number[], { xs, ys }: Positions, fixed: Uint8Array): Part {
	const sum = (values: Float32Array) =>
		places.reduce((total, place) => total + (values[place] ?? 0), 0) / places.length;
	const [x, y] = [sum(xs), sum(ys)];
	const radius = places.reduce(
		(most, place) => Math.max(most, Math.hypot((xs[place] ?? 0) - x, (ys[place] ?? 0) - y)),
		0
	);
	return { places, x, y, radius, fixed: places.some((place) => fixed[place] === 1) };
}

/** The same places with far parts drawn near; what may not move stays. */
export function gathered(
	positions: Positions,
	parts: readonly number[][],
	fixed: Uint8Array
): Positions {
	const [main, ...rest] = parts.map((places) => around(places, positions, fixed));
	if (!main || rest.length === 0) return positions;
	const [xs, ys] = [positions.xs.slice(), positions.ys.slice()];
	const standing: Part[] = [main];
	for (const part of rest) {
		const [dx, dy] = [part.x - main.x, part.y - main.y];
		const away = Math.hypot(dx, dy);
		let distance = main.radius + part.radius + gap;
		if (!part.fixed && away > distance) {
			const at = () => ({ x: main.x + (dx / away) * distance, y: main.y + (dy / away) * distance });
			const isTaken = () =>
				rest.length <= mostKeptApart &&
				standing.some(
					({ x, y, radius }) =>
						Math.hypot(at().x - x, at().y - y) < radius + part.radius + gap * 0.99
				);
			while (distance < away && isTaken()) distance += gap / 2;
			const to = at();
			for (const place of part.places) {
				xs[place] = (xs[place] ?? 0) + to.x - part.x;
				ys[place] = (ys[place] ?? 0) + to.y - part.y;
			}
			[part.x, part.y] = [to.x, to.y];
		}
		standing.push(part);
	}
	return { xs, ys };
}
