/** What is left of a card before a reason was given for what is restricted in them. */
import { isRestricted, withheldClaim, withheldRecord } from '#lib/domain/restricted.ts';
import type { EntityCard } from '#lib/domain/subgraph.ts';

export const restrictedIn = ({ node, records, claims }: EntityCard): number =>
	records.filter((record) => isRestricted(record, node.kind)).length +
	claims.filter((claim) => isRestricted(claim)).length;

export const cardBefore = (card: EntityCard): EntityCard => ({
	...card,
	records: card.records.map((record) =>
		isRestricted(record, card.node.kind) ? withheldRecord(record) : record
	),
	claims: card.claims.map((claim) => (isRestricted(claim) ? withheldClaim(claim) : claim))
});
