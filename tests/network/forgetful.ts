/** A store that forgets who is asking, for tests that must notice it. */
import type { GraphStore } from '#lib/server/graph/store.ts';

export const predicate = /any\(t IN \w+\.audience WHERE t IN \$audience\)/g;

/** The same store, but for one query whose audience predicate is gone. */
export const forgetful = (store: GraphStore, name: string): GraphStore => ({
	...store,
	read: (query, params) =>
		store.read(
			query.name === name
				? {
						...query,
						text: { ...query.text, embedded: query.text.embedded.replace(predicate, 'true') }
					}
				: query,
			params
		)
});
