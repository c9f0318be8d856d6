/** The card of an entity: each visible record and claim with who says so, how sure and when. */
import { wordlessClaim } from '#lib/domain/restricted.ts';
import type { CardClaim, CardRecord, EntityCard } from '#lib/domain/subgraph.ts';
import { expansions } from './expand.ts';
import { nodesOf } from './nodes.ts';
import { namesBehind, provenanceOf, statedBy, type Names } from './provenance.ts';
import * as queries from './queries.ts';
import type { CardClaimRow, FullClaim, FullRecord, ProvenanceRow } from './queries.ts';
import type { Reading } from './reading.ts';
import { byWeight, namesOf, parseIdentifier } from './records.ts';

export interface ClaimPage {
	offset?: number;
	limit?: number;
}

export const claimsPerPage = 100;

export const recordOf = (
	row: FullRecord,
	by: ProvenanceRow | undefined,
	names: Names
): CardRecord => ({
	...statedBy(row, by, names),
	names: row.names,
	identifiers: row.identifiers.map(parseIdentifier),
	description: row.description,
	attributes: row.attributes ?? '{}',
	dataSubject: row.dataSubject,
	crimeArea: row.crimeArea,
	sectors: row.sectors ?? [],
	stub: row.stub
});

export const cardClaimOf = (
	row: FullClaim,
	entity: string,
	by: ProvenanceRow | undefined,
	names: Names,
	other: CardClaim['other']
): CardClaim => ({
	...statedBy(row, by, names),
	type: row.type,
	direction: row.source === entity ? 'out' : 'in',
	other,
	description: row.description,
	attributes: row.attributes ?? '{}',
	amountMinor: row.amountMinor,
	currency: row.currency,
	happenedAt: row.happenedAt,
	role: row.role,
	unusualEnds: row.unusualEnds
});

/**
 * A stub reaches as far as the widest claim that speaks of it, so what it was first written under may
 * be out of sight; then a visible claim that came with it says who speaks.
 */
function behind(
	record: FullRecord,
	claims: readonly CardClaimRow[],
	provenances: ReadonlyMap<string, ProvenanceRow>
): ProvenanceRow | undefined {
	const own = provenances.get(record.provenance);
	if (own) return own;
	const claim = claims.find(
		({ fromRecord, toRecord }) => fromRecord === record.id || toRecord === record.id
	);
	return claim && provenances.get(claim.provenance);
}

/** Undefined when no visible record speaks of the entity: unknown and out of sight are alike. */
export async function card(
	reading: Reading,
	entity: string,
	{ offset = 0, limit = claimsPerPage }: ClaimPage = {}
): Promise<EntityCard | undefined> {
	const { read, audience } = reading;
	const [node] = await nodesOf(reading, [entity]);
	if (!node) return undefined;
	const [records, claims, [total], counts] = await Promise.all([
		read(queries.fullRecords, { ids: [entity], audience }),
		read(queries.cardClaims, { id: entity, skip: offset, limit, audience }),
		read(queries.claimTotal, { id: entity, audience }),
		expansions(reading, entity)
	]);
	const otherOf = (row: CardClaimRow) => (row.source === entity ? row.target : row.source);
	const [provenances, others] = await Promise.all([
		provenanceOf(
			reading,
			[...records, ...claims].map((row) => row.provenance)
		),
		namesOf(reading, claims.map(otherOf))
	]);
	const names = await namesBehind(reading, provenances.values());
	return {
		node,
		records: records
			.sort(byWeight)
			.map((row) => recordOf(row, behind(row, claims, provenances), names)),
		claims: claims.flatMap((row) => {
			const other = others.get(otherOf(row));
			if (!other) return [];
			const claim = cardClaimOf(row, entity, provenances.get(row.provenance), names, other);
			return node.nameless || other.nameless ? wordlessClaim(claim) : claim;
		}),
		claimTotal: total?.claims ?? 0,
		expansions: counts
	};
}
