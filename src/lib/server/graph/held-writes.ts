/**
 * Which writes a request may make at all, held by the store and not by who calls it. A request that runs
 * within `withWrites` reaches the engine with the named write queries only; anything else fails here,
 * whatever any function above decided. Reads need no such list: both engines refuse a write in one.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { QueryFailed, type GraphStore, type Runner } from './store.ts';

type May = (query: string) => boolean;
const current = new AsyncLocalStorage<May>();

/** Runs `work`, and everything it waits for, with no writes but those that `may` names. */
export const withWrites = <T>(may: May, work: () => Promise<T>): Promise<T> =>
	current.run(may, work);

function demandWrite({ access, name }: { access: 'read' | 'write'; name: string }) {
	const may = current.getStore();
	if (access === 'write' && may && !may(name))
		throw new QueryFailed(`${name}: whoever asks may not write this`);
}

const heldRunner = (runner: Runner): Runner => ({
	run: async (query, params) => {
		demandWrite(query);
		return runner.run(query, params);
	}
});

/** The same store, which asks before each write. */
export const heldStore = (store: GraphStore): GraphStore => ({
	...store,
	write: async (query, params) => {
		demandWrite(query);
		return store.write(query, params);
	},
	transaction: (work) => store.transaction((runner) => work(heldRunner(runner)))
});
