/**
 * What one question about the network may take: time, and how much it reads in all its steps. Every
 * step is a statement that reads the claims or records of a batch of entities and no further, so a
 * question can only run away in many steps: between two of them it is stopped.
 */
import { OverBudget, type GraphStore, type Limits } from '#lib/server/graph/store.ts';

export const ofQuestion: Limits = { timeMs: 10_000, rows: 1_000_000 };
/** Files are made from all a viewer may see, and are waited for. */
export const ofExport: Limits = { timeMs: 300_000, rows: 20_000_000 };

/** The operator's own commands run for as long as they run: a day is no limit that anybody meets. */
export const ofOperator: Limits = { timeMs: 86_400_000, rows: Number.MAX_SAFE_INTEGER };

/** A row, and each member of the lists in it: what has to be held. */
const weightOf = (row: object): number => {
	let weight = 1;
	for (const value of Object.values(row)) if (Array.isArray(value)) weight += value.length;
	return weight;
};

/** Reads that share one budget. A function of its own for each question. */
export function budgeted(
	store: Pick<GraphStore, 'read'>,
	{ timeMs, rows }: Limits,
	clock: () => number = () => performance.now()
): GraphStore['read'] {
	const until = clock() + timeMs;
	let left = rows;
	return async (query, params) => {
		const remaining = until - clock();
		if (remaining <= 0)
			throw new OverBudget('time', `${query.name}: the question has had its ${timeMs} ms`);
		const answer = await store.read(query, params, { timeMs: remaining, rows: left });
		for (const row of answer) left -= weightOf(row);
		if (left < 0) throw new OverBudget('rows', `${query.name}: the question has read ${rows} rows`);
		return answer;
	};
}
