/** Which expansion a double click takes: the one most likely to tell the analyst something. */
import type { ClaimType } from '#lib/domain/claim-types.ts';
import type { ExpansionCount } from '#lib/domain/subgraph.ts';
import type { Bringer } from './scene.ts';

/** Ties between people, money and infrastructure first; knowledge bases' cross-references last. */
const usefulness: readonly (readonly ClaimType[])[] = [
	['CONTROLS', 'MEMBER_OF', 'ALIAS_OF', 'TRANSFERRED', 'ATTRIBUTED_TO', 'INVOLVED_IN'],
	['KNOWS', 'MET', 'COMMUNICATED_WITH', 'HARMED', 'TARGETED', 'REPLACED_BY'],
	['USES', 'DELIVERS', 'EXPLOITS', 'HOSTED_ON', 'RESOLVES_TO', 'VARIANT_OF'],
	['PART_OF', 'LOCATED_IN', 'INDICATES'],
	['MITIGATES', 'DETECTS', 'RELATED_TO']
];

const rank = (type: ClaimType): number => {
	const at = usefulness.findIndex((group) => group.includes(type));
	return at < 0 ? usefulness.length : at;
};

export const byUsefulness = (a: ExpansionCount, b: ExpansionCount): number =>
	rank(a.type) - rank(b.type) ||
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
