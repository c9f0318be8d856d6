/** Arrow keys walk along lines: the neighbour that lies most in the direction of the key. */
import type { Point } from './layout/layout.ts';

export type Heading = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';

/** y grows upwards, as on the drawing. */
const headings: Record<Heading, Point> = {
	ArrowUp: { x: 0, y: 1 },
	ArrowDown: { x: 0, y: -1 },
	ArrowLeft: { x: -1, y: 0 },
	ArrowRight: { x: 1, y: 0 }
};

export const isHeading = (key: string): key is Heading => Object.hasOwn(headings, key);

/** The neighbour within 80 degrees of the heading that is best aligned and near; none, undefined. */
export function neighbourTowards(
	from: string,
	heading: Heading,
	lines: readonly { from: string; to: string }[],
	positions: ReadonlyMap<string, Point>
): string | undefined {
	const start = positions.get(from);
	if (!start) return undefined;
	const aim = headings[heading];
	let best: { id: string; cost: number } | undefined;
	for (const line of lines) {
		if (line.from !== from && line.to !== from) continue;
		const id = line.from === from ? line.to : line.from;
		const place = positions.get(id);
		if (!place || id === from) continue;
		const [dx, dy] = [place.x - start.x, place.y - start.y];
		const length = Math.hypot(dx, dy) || 1;
		const alignment = (dx * aim.x + dy * aim.y) / length;
		if (alignment < 0.17) continue;
		const cost = length / alignment ** 2;
		if (!best || cost < best.cost || (cost === best.cost && id < best.id)) best = { id, cost };
	}
	return best?.id;
}
