/** Which expansion a double click takes: the one most likely to tell the analyst something. */
import type { ExpansionCount } from '#lib/domain/subgraph.ts';
import { tellingRank } from '#lib/domain/telling.ts';
import type { Bringer } from './scene.ts';

export const byUsefulness = (a: ExpansionCount, b: ExpansionCount): number =>
	tellingRank(a.type, a.direction) - tellingRank(b.type, b.direction) ||
	b.entities - a.entities ||
	a.type.localeCompare(b.type) ||
	a.direction.localeCompare(b.direction);

/** True when this expansion was taken already and brought everything there was. */
export const isComplete = (count: ExpansionCount, taken: readonly Bringer[]): boolean =>
	taken.some(
		(step) =>
			step.cut === null &&
			(step.type === null || step.type === count.type) &&
			(step.direction === null || step.direction === count.direction)
	);

/** The most useful expansion that still brings something, or undefined when all were taken. */
export const mostUseful = (
	counts: readonly ExpansionCount[],
	taken: readonly Bringer[]
): ExpansionCount | undefined =>
	counts.filter((count) => !isComplete(count, taken)).toSorted(byUsefulness)[0];
