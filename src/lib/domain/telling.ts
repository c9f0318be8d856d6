/**
 * What an analyst asks first about an entity: who is behind it, then people, money and infrastructure,
 * then means, and cross-references of knowledge bases last. One order for the expansion that a double
 * click takes and for whom an expansion draws first when not all fit.
 */
import type { ClaimType } from './claim-types.ts';

type Direction = 'out' | 'in';

/** A type in both directions, or in one: who harmed it comes before whom it harmed. */
const order: readonly (readonly (ClaimType | `${ClaimType} ${Direction}`)[])[] = [
	['HARMED in', 'TARGETED in', 'ATTRIBUTED_TO', 'CONTROLS in'],
	['CONTROLS', 'MEMBER_OF', 'ALIAS_OF', 'TRANSFERRED', 'INVOLVED_IN'],
	['KNOWS', 'MET', 'COMMUNICATED_WITH', 'HARMED', 'TARGETED', 'REPLACED_BY'],
	['USES', 'DELIVERS', 'EXPLOITS', 'HOSTED_ON', 'RESOLVES_TO', 'VARIANT_OF'],
	['PART_OF', 'LOCATED_IN', 'INDICATES'],
	['MITIGATES', 'DETECTS', 'RELATED_TO']
];

const ranks = new Map(order.flatMap((group, rank) => group.map((name) => [name, rank] as const)));

/** Lower tells more. `direction` as seen from the entity that is asked about. */
export const tellingRank = (type: ClaimType, direction: Direction): number =>
	ranks.get(`${type} ${direction}`) ?? ranks.get(type) ?? order.length;
