/**
 * Which records of a batch joined an entity that another organisation's records had made. The importer
 * sees those records, or nothing would join (`entities-by-identifier`).
 */
import type { Token } from '#lib/domain/audience.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import * as queries from './queries.ts';

export interface Joined {
	entity: string;
	/** The record that came to it. */
	record: string;
	/** Those that it met there, of other owners. */
	others: string[];
}

/** A record that stands at an entity, found by an identifier. */
export interface Met {
	entity: string;
	record: string;
	provenance: string;
}

export async function joinedAmong(
	run: Runner,
	arrived: readonly { record: string; entity: string }[],
	met: readonly Met[],
	{ owner, audience }: { owner: string; audience: readonly Token[] }
): Promise<Joined[]> {
	const provenances = [...new Set(met.map(({ provenance }) => provenance))];
	if (arrived.length === 0 || provenances.length === 0) return [];
	const rows = await run.run(queries.provenanceAudiences, {
		ids: provenances,
		audience: [...audience]
	});
	const foreign = new Set(rows.filter((row) => row.owner !== owner).map(({ id }) => id));
	const others = new Map<string, Set<string>>();
	for (const { entity, record, provenance } of met)
		if (foreign.has(provenance)) others.set(entity, (others.get(entity) ?? new Set()).add(record));
	return arrived.flatMap(({ record, entity }) => {
		const there = others.get(entity);
		return there ? [{ entity, record, others: [...there] }] : [];
	});
}
