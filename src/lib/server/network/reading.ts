/** How the functions of this folder read: the store's reads with the viewer's audience beside them. */
import type { Token } from '#lib/domain/audience.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import type { Nameless } from './shield.ts';

export interface Reading {
	read: GraphStore['read'];
	audience: readonly Token[];
	/** Degrees of entities counted for this audience already, kept while the graph stays the same. */
	degrees?: Map<string, number>;
	/** Those of some entities for which this reader's reason holds; left out, none does. */
	reasons?: (entities: readonly string[]) => Promise<ReadonlySet<string>>;
	/** What victims and witnesses are called until then. */
	nameless?: Nameless;
}

/** Ids handed to one query at a time, so that none runs long or holds much. */
const batchSize = 2_000;

export async function inBatches<T, R>(
	items: readonly T[],
	read: (batch: readonly T[]) => Promise<R[]>,
	size = batchSize
): Promise<R[]> {
	if (items.length === 0) return [];
	if (items.length <= size) return read(items);
	const rows: R[] = [];
	for (let from = 0; from < items.length; from += size)
		for (const row of await read(items.slice(from, from + size))) rows.push(row);
	return rows;
}
