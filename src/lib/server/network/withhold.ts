/** What is left of a card before a reason was given for what is restricted in them. */
import { isRestricted, shieldedAs, withheldClaim, withheldRecord } from '#lib/domain/restricted.ts';
import type { CardRecord, EntityCard } from '#lib/domain/subgraph.ts';

/** All that is said of a victim or witness is restricted, whichever record says that they are one. */
const restrictedRecords = ({ node, records }: EntityCard): ReadonlySet<CardRecord> =>
	new Set(
		shieldedAs(node.kind, records)
			? records
			: records.filter((record) => isRestricted(record, node.kind))
	);

export const restrictedIn = (card: EntityCard): number =>
	restrictedRecords(card).size + card.claims.filter((claim) => isRestricted(claim)).length;

/** Withheld claims stand last, by id: their place among the others would tell when they happened. */
export function cardBefore(card: EntityCard): EntityCard {
	const restricted = restrictedRecords(card);
	return {
		...card,
		records: card.records.map((record) =>
			restricted.has(record) ? withheldRecord(record) : record
		),
		claims: [
			...card.claims.filter((claim) => !isRestricted(claim)),
			...card.claims
				.filter((claim) => isRestricted(claim))
				.sort((a, b) => (a.id < b.id ? -1 : 1))
				.map(withheldClaim)
		]
	};
}
