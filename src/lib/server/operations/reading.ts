/** Reads a whole graph in batches: every node and relationship once, never all of them at a time. */
import type { Runner } from '#lib/server/graph/store.ts';
import type { LabelById } from '#lib/server/graph/stored.ts';
import * as queries from './queries.ts';

const batchSize = 1000;

/** First characters of keys in code point order: stretches of them keep each list of keys small. */
const firsts = [
	'',
	...'-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz',
	'\u{10ffff}'
];
const stretches = firsts.slice(1).map((to, i) => ({ from: firsts[i] ?? '', to }));

/** How far a reading has come, and whether it is still wanted. */
export interface Watch {
	signal?: AbortSignal;
	/** Told after each batch how many nodes and relationships were read, of how many. */
	progress?: (done: number, total: number) => void;
}

export function* slices<T>(all: readonly T[], size = batchSize): Generator<T[]> {
	for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}

/** A label this small is listed at once. */
const smallLabel = 5000;

/** Keys in batches: `count` is about how many there are. */
async function* batched(
	count: number,
	list: (bounds: { from: string; to: string }) => Promise<string[]>
) {
	if (count === 0) return;
	const parts = count > smallLabel ? stretches : [{ from: '', to: '\u{10ffff}' }];
	for (const bounds of parts) yield* slices(await list(bounds));
}

export const idsOf = ({ run }: Runner, label: LabelById, { nodes }: Sizes) =>
	batched(nodes.get(label) ?? 0, async (bounds) =>
		(await run(queries.ids[label], bounds)).map(({ id }) => id)
	);

export const identifierKeysOf = ({ run }: Runner, { nodes }: Sizes) =>
	batched(nodes.get('Identifier') ?? 0, async (bounds) =>
		(await run(queries.identifierKeys, bounds)).map(({ key }) => key)
	);

export interface Sizes {
	/** By label; kinds of entities apart from `Entity`. */
	nodes: Map<string, number>;
	relationships: Map<string, number>;
}

export async function sizesOf({ run }: Runner): Promise<Sizes> {
	const nodes = await run(queries.labelCounts, {});
	const relationships = await run(queries.typeCounts, {});
	return {
		nodes: new Map(nodes.map((row) => [row.label, row.nodes])),
		relationships: new Map(relationships.map((row) => [row.type, row.relationships]))
	};
}

export const sum = (counts: Iterable<number>): number =>
	[...counts].reduce((total, count) => total + count, 0);
