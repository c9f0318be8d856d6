/**
 * Answers that many people ask for again and again, kept until the graph changes. On Neo4j another
 * process may write unseen, so nothing is kept for longer than a minute.
 */
import type { GraphStore } from './store.ts';

const longestMs = 60_000;

export interface Kept<T> {
	/** The answer under this key, which names everything the answer depends on besides the graph. */
	get(key: string, make: () => Promise<T>): Promise<T>;
}

/** Holds at most `most` answers: one more, and all are forgotten. */
export function keptWhile<T>(
	store: Pick<GraphStore, 'revision'>,
	now: () => Date,
	most: number
): Kept<T> {
	let revision: number | undefined;
	const kept = new Map<string, { answer: Promise<T>; at: number }>();
	return {
		get(key, make) {
			const at = now().getTime();
			if (store.revision() !== revision) {
				revision = store.revision();
				kept.clear();
			}
			const there = kept.get(key);
			if (there && Math.abs(at - there.at) < longestMs) return there.answer;
			if (kept.size >= most) kept.clear();
			const answer = make();
			const mine = { answer, at };
			kept.set(key, mine);
			// A fault is told to who asked, and not kept.
			answer.catch(() => kept.get(key) === mine && kept.delete(key));
			return answer;
		}
	};
}
