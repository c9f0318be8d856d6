/**
 * HOW TO ADD A CASE. Every query file needs at least one, or tests/contract/contract.test.ts fails.
 *
 * 1. Open tests/contract/cases/<feature>.ts (make it when it is the first: it exports `cases`).
 * 2. Import the query where the feature declares it and give it parameters from the fixture world of
 *    tests/contract/world.ts, which holds every label and property (add to the world if it lacks yours;
 *    every case runs in it):
 *
 *        export const cases: ContractCase[] = [
 *            contractCase(neighbours, { ids: ['e-team'], audience: [...viewers.ana] }),
 *            contractCase(search, { word: 'sandworm', audience: [...viewers.guest] }, { title: 'as a guest' }),
 *            contractCase(removeRecord, { ids: ['r-red'] }, {
 *                prepare: [step(unlink, { ids: ['r-red'] })]       // runs before, in the same transaction
 *            }),
 *            ...claimTypeNames.map((type) => contractCase(createClaims[type], { rows: [row(type)] }))
 *        ];
 *
 * 3. One case of each read must return a row and one case of each write must change the graph: an empty
 *    answer proves nothing. Further cases may do neither.
 *
 * What is then checked by itself:
 * - on both engines the same rows in the same order and, for a write, the same graph afterwards;
 * - on the embedded engine the same rows although it shuffles whatever ORDER BY leaves open;
 * - for a read with an `audience`, for every viewer of the world, that the answer is the one a graph would
 *   give that holds nothing but what this viewer may see: no leak by rows, counts, order or cuts.
 * Every case ends in a rollback, so cases cannot disturb each other.
 */
import type { Query } from '#lib/server/graph/query.ts';
import type { Runner } from '#lib/server/graph/store.ts';

interface Options {
	/** Tells the cases of one query apart. */
	title?: string;
	prepare?: Step[];
	/** Columns whose lists have no order of their own, such as `labels(n)`; the code sorts them. */
	sets?: string[];
}

/** One query with its parameters, its types checked against each other when it was made. */
export interface Step {
	query: string;
	run(runner: Runner): Promise<object[]>;
}

export interface ContractCase extends Options, Step {
	params: object;
	/** The same query asked by another viewer; absent when it takes no audience. */
	as?(audience: readonly string[]): Step;
}

export const step = <P extends object, R extends object>(query: Query<P, R>, params: P): Step => ({
	query: query.name,
	run: (runner) => runner.run(query, params)
});

const sorted = <R extends object>(row: R, columns: readonly string[]): R => {
	const values = Object.entries(row).map(([key, value]: [string, unknown]) => [
		key,
		columns.includes(key) && Array.isArray(value) ? [...value].sort() : value
	]);
	return Object.assign({}, row, Object.fromEntries(values));
};

export const contractCase = <P extends object, R extends object>(
	query: Query<P, R>,
	params: P,
	options: Options = {}
): ContractCase => ({
	query: query.name,
	run: async (runner) =>
		(await runner.run(query, params)).map((row) => sorted(row, options.sets ?? [])),
	...options,
	params,
	...('audience' in params
		? {
				as: (audience: readonly string[]) =>
					step(query, Object.assign({}, params, { audience: [...audience] }))
			}
		: {})
});
