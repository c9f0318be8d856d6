/** Claims among given entities, for redrawing what is shown and along a path. */
import type { NetworkClaim } from '#lib/domain/subgraph.ts';
import { claimOf, marksOf } from './provenance.ts';
import * as queries from './queries.ts';
import { inBatches, type Reading } from './reading.ts';
import { ascending, seenOf } from './records.ts';

/** Entities and, beside each, those its claims are wanted to. */
export type Pairs = ReadonlyMap<string, readonly string[]>;

/** The visible claims from each entity of some pairs to the others beside it. */
export async function claimsBetween(reading: Reading, pairs: Pairs): Promise<NetworkClaim[]> {
	const rows = await inBatches(
		[...pairs].map(([id, others]) => ({ id, others: [...others] })),
		(batch) => reading.read(queries.claimsBetween, { rows: [...batch], audience: reading.audience })
	);
	const marks = await marksOf(
		reading,
		rows.map((row) => row.provenance)
	);
	return rows
		.map(({ source, target, ...row }) => claimOf({ ...row, from: source, to: target }, marks))
		.sort((a, b) => ascending(a.id, b.id));
}

/**
 * Every visible claim among some entities. Two steps, because a query that compares each end with
 * thousands of ids is slow on the embedded engine: first who leads where, then only what stays inside.
 */
export async function between(reading: Reading, ids: readonly string[]): Promise<NetworkClaim[]> {
	const inside = await seenOf(reading, [...new Set(ids)]);
	const rows = await inBatches([...inside], (batch) =>
		reading.read(queries.targets, { ids: batch, audience: reading.audience })
	);
	const pairs = new Map<string, string[]>();
	for (const { id, others } of rows) {
		const kept = others.filter((other) => inside.has(other));
		if (kept.length) pairs.set(id, kept);
	}
	return claimsBetween(reading, pairs);
}
