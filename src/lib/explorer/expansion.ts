/** Which expansion a double click takes: the one most likely to tell the analyst something. */
import type { ExpansionCount, NetworkClaim } from '#lib/domain/subgraph.ts';
import { tellingRank } from '#lib/domain/telling.ts';
import type { Bringer } from './scene.ts';

export const byUsefulness = (a: ExpansionCount, b: ExpansionCount): number =>
	tellingRank(a.type, a.direction) - tellingRank(b.type, b.direction) ||
	b.entities - a.entities ||
	a.type.localeCompare(b.type) ||
	a.direction.localeCompare(b.direction);

const keyOf = ({ type, direction }: Pick<ExpansionCount, 'type' | 'direction'>) =>
	`${type} ${direction}`;

/** How many claims at an entity are drawn, of each type and direction. */
export function drawnAt(entity: string, claims: readonly NetworkClaim[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const { type, from, to } of claims)
		for (const direction of ['out', 'in'] as const) {
			if ((direction === 'out' ? from : to) !== entity) continue;
			const key = keyOf({ type, direction });
			counts.set(key, (counts.get(key) ?? 0) + 1);
		}
	return counts;
}

/** True when this expansion brings nothing: it was taken whole, or all of it is drawn for other reasons. */
export const isComplete = (
	count: ExpansionCount,
	taken: readonly Bringer[],
	drawn: ReadonlyMap<string, number>
): boolean =>
	(drawn.get(keyOf(count)) ?? 0) >= count.claims ||
	taken.some(
		(step) =>
			step.cut === null &&
			(step.type === null || step.type === count.type) &&
			(step.direction === null || step.direction === count.direction)
	);

/** The most useful expansion that still brings something, or undefined when all were taken. */
export const mostUseful = (
	counts: readonly ExpansionCount[],
	taken: readonly Bringer[],
	drawn: ReadonlyMap<string, number>
): ExpansionCount | undefined =>
	counts.filter((count) => !isComplete(count, taken, drawn)).toSorted(byUsefulness)[0];
