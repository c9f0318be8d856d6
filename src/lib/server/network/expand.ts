/** The neighbourhood of one entity: its visible claims and the entities at their other ends. */
import type { ClaimType } from '#lib/domain/claim-types.ts';
import { isRestricted } from '#lib/domain/restricted.ts';
import type { ExpansionCount, Subgraph } from '#lib/domain/subgraph.ts';
import { tellingRank } from '#lib/domain/telling.ts';
import { nodesOf } from './nodes.ts';
import { claimOf, marksOf, unmarked, type ClaimRow, type Marks } from './provenance.ts';
import * as queries from './queries.ts';
import type { Reading } from './reading.ts';
import { ascending, descending, seenOf } from './records.ts';

export type Direction = ExpansionCount['direction'];

export interface Expansion {
	entity: string;
	/** Claims of this type only. */
	type?: ClaimType;
	direction?: Direction;
	/** Neighbours handed out, besides those in `shown`. */
	limit?: number;
	/** Neighbours the viewer has already: handed out again, not counted against the limit. */
	shown?: readonly string[];
}

export const neighbourLimit = 500;

interface Tie extends ClaimRow {
	other: string;
	latest: string;
}

async function ties(
	{ read, audience }: Reading,
	{ entity, type, direction }: Expansion
): Promise<Tie[]> {
	const params = { id: entity, types: type ? [type] : [], audience };
	const [out, inward] = await Promise.all([
		direction === 'in' ? [] : read(queries.claimsOut, params),
		direction === 'out' ? [] : read(queries.claimsIn, params)
	]);
	return [
		...out.map((row) => ({ ...row, from: entity, to: row.other })),
		// A claim from an entity to itself leads both ways and is one claim.
		...inward
			.filter((row) => row.other !== entity || direction === 'in')
			.map((row) => ({ ...row, from: row.other, to: entity }))
	];
}

interface Neighbour {
	id: string;
	/** Of the tie that tells most. */
	rank: number;
	sources: Set<string>;
	latest: string;
}

/**
 * Neighbours that tell most first (domain/telling.ts), then those with the most independent sources, the
 * latest claim, by id. The date of a restricted claim moves nothing: who may not read it could not tell
 * it from the order either.
 */
function neighboursOf(entity: string, all: readonly Tie[], marks: Marks) {
	const found = new Map<string, Neighbour>();
	for (const tie of all) {
		if (tie.other === entity) continue;
		const by = marks.get(tie.provenance);
		const source = by?.source ?? tie.provenance;
		const latest = isRestricted(by ?? unmarked) ? '' : tie.latest;
		const rank = tellingRank(tie.type, tie.from === entity ? 'out' : 'in');
		const neighbour = found.get(tie.other);
		if (!neighbour)
			found.set(tie.other, { id: tie.other, rank, sources: new Set([source]), latest });
		else {
			neighbour.sources.add(source);
			neighbour.rank = Math.min(neighbour.rank, rank);
			if (latest > neighbour.latest) neighbour.latest = latest;
		}
	}
	return [...found.values()].sort(
		(a, b) =>
			a.rank - b.rank ||
			b.sources.size - a.sources.size ||
			descending(a.latest, b.latest) ||
			ascending(a.id, b.id)
	);
}

/** Undefined when no visible record speaks of the entity: unknown and out of sight are alike. */
export async function expand(
	reading: Reading,
	expansion: Expansion
): Promise<Subgraph | undefined> {
	const { entity, limit = neighbourLimit, shown = [] } = expansion;
	if (!(await seenOf(reading, [entity])).has(entity)) return undefined;
	const all = await ties(reading, expansion);
	const marks = await marksOf(
		reading,
		all.map((tie) => tie.provenance)
	);
	const ranked = neighboursOf(entity, all, marks);
	const known = new Set(shown);
	let room = limit;
	const chosen = ranked.filter(({ id }) => known.has(id) || room-- > 0);
	const nodes = await nodesOf(reading, [entity, ...chosen.map(({ id }) => id)], marks);
	if (nodes[0]?.id !== entity) return undefined;
	const present = new Set(nodes.map((node) => node.id));
	return {
		nodes,
		claims: all
			.filter((tie) => present.has(tie.other))
			.map((tie) => claimOf(tie, marks))
			.sort((a, b) => ascending(a.id, b.id)),
		cut:
			chosen.length < ranked.length
				? { shown: chosen.length, total: ranked.length, reason: 'limit' }
				: null
	};
}

/** Counts of visible claims by type and direction, most claims first. */
export async function expansions(reading: Reading, entity: string): Promise<ExpansionCount[]> {
	if (!(await seenOf(reading, [entity])).has(entity)) return [];
	const { read, audience } = reading;
	const params = { id: entity, audience };
	const [out, inward] = await Promise.all([
		read(queries.expansionsOut, params),
		read(queries.expansionsIn, params)
	]);
	return [
		...out.map((row) => ({ ...row, direction: 'out' as const })),
		...inward.map((row) => ({ ...row, direction: 'in' as const }))
	].sort(
		(a, b) =>
			b.claims - a.claims || ascending(a.type, b.type) || descending(a.direction, b.direction)
	);
}
