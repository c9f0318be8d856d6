/**
 * Ids of the entities that a name, an alias or an identifier stands for, under some tokens: for whoever
 * audits, who is told ids alone. Victims and witnesses are not found by name, as anywhere without a reason.
 */
import type { Token } from '#lib/domain/audience.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import { search } from './search.ts';

export async function idsNamed(
	store: Pick<GraphStore, 'read'>,
	audience: readonly Token[],
	text: string,
	limit: number
): Promise<{ ids: string[]; total: number }> {
	const reading = { read: store.read.bind(store), audience };
	const { hits, total } = await search(reading, text, limit);
	return { ids: hits.map(({ id }) => id), total };
}
