/** What happens in the middle of something else, for tests. */
import { vi } from 'vitest';
import type { GraphStore } from '#lib/server/graph/store.ts';

/** Does something once, as soon as a transaction begins, such as that which counts a try. */
export function onceCounted(store: GraphStore, act: () => Promise<unknown>) {
	const transaction = store.transaction.bind(store);
	const spy = vi.spyOn(store, 'transaction').mockImplementation(async (work, ...more) => {
		spy.mockRestore();
		await act();
		return transaction(work, ...more);
	});
}

/** Does something once, just before a node of a model is made. */
export function onceMade(store: GraphStore, model: string, act: () => Promise<unknown>) {
	const write = store.write.bind(store);
	const spy = vi.spyOn(store, 'write').mockImplementation(async (query, ...more) => {
		if (query.name === `access/auth-adapter create Auth_${model}`) {
			spy.mockRestore();
			await act();
		}
		return write(query, ...more);
	});
}
