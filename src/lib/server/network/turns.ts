/** One after another for each of those who ask: what many at once would slow down for everybody else. */
import { OverBudget } from '#lib/server/graph/store.ts';

export function turns(): <T>(who: string, work: () => Promise<T>) => Promise<T> {
	const last = new Map<string, Promise<unknown>>();
	return (who, work) => {
		const mine = (last.get(who) ?? Promise.resolve()).then(work);
		const ended: Promise<unknown> = mine
			// A statement nobody waits for any longer still takes from the engine: the turn is over with it.
			.catch((error: unknown) => (error instanceof OverBudget ? error.ended : undefined))
			.then(() => {
				if (last.get(who) === ended) last.delete(who);
			});
		last.set(who, ended);
		return mine;
	};
}
