/** How the functions of this folder read: the store's reads with the viewer's audience beside them. */
import type { Calls } from '#lib/domain/organisation.ts';
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
	/** What organisations are called on the screen; by their English name where this is left out. */
	calls?: Calls;
	/** What victims and witnesses are called until then. */
	nameless?: Nameless;
}

/** Ids handed to one query at a time: few at first, more while it answers quickly. */
const fewest = 250;
const most = 2_000;
const quickMs = 50;

/** In steps that are each short, so that a question is stopped in time and holds nobody up meanwhile. */
export async function inBatches<T, R>(
	items: readonly T[],
	read: (batch: readonly T[]) => Promise<R[]>,
	clock: () => number = () => performance.now()
): Promise<R[]> {
	const rows: R[] = [];
	for (let from = 0, size = fewest; from < items.length;) {
		const began = clock();
		for (const row of await read(items.slice(from, from + size))) rows.push(row);
		from += size;
		const took = clock() - began;
		if (took < quickMs) size = Math.min(size * 2, most);
		else if (took > 4 * quickMs) size = Math.max(1, Math.floor((size * quickMs) / took));
	}
	return rows;
}
