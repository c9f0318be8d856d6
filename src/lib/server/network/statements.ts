/** Who says so of some claims: each in full, as the card of an entity shows it. */
import { wordlessClaim } from '#lib/domain/restricted.ts';
import type { CardClaim } from '#lib/domain/subgraph.ts';
import { cardClaimOf } from './card.ts';
import { namesBehind, provenanceOf } from './provenance.ts';
import * as queries from './queries.ts';
import { inBatches, type Reading } from './reading.ts';
import { namesOf, seenOf } from './records.ts';

/** The visible ones of some claims that start at one entity. */
export async function statements(
	reading: Reading,
	from: string,
	claims: readonly string[]
): Promise<CardClaim[]> {
	if (!(await seenOf(reading, [from])).has(from)) return [];
	const rows = await inBatches([...new Set(claims)], (batch) =>
		reading.read(queries.claimsOf, { id: from, claims: batch, audience: reading.audience })
	);
	const [provenances, others] = await Promise.all([
		provenanceOf(
			reading,
			rows.map((row) => row.provenance)
		),
		namesOf(reading, [from, ...rows.map((row) => row.target)])
	]);
	const names = await namesBehind(reading, provenances.values());
	return rows.flatMap((row) => {
		const other = others.get(row.target);
		if (!other) return [];
		const claim = cardClaimOf(row, from, provenances.get(row.provenance), names, other);
		return others.get(from)?.nameless || other.nameless ? wordlessClaim(claim) : claim;
	});
}
