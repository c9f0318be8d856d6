/**
 * Holds reasons for reading restricted items, and recipients that were named in words, against the entries that
 * committed to their words: which are there, which say something else now, which are gone. An entry made under the
 * secret of another instance (a backup restored elsewhere) promises what nobody here can check: it is counted, and
 * is no finding.
 */
import type { StoredEntry } from '#lib/domain/audit-entry.ts';
import {
	wordsFaults,
	committedWords,
	type Finding,
	type WordsFault,
	type CommittedWords
} from '#lib/domain/audit-finding.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import { compared, promiseOf, type Promised } from './justification.ts';
import { readJustifications } from './queries.ts';

export interface WordsCount {
	/** How many the entries read committed to. */
	given: number;
	/** Those whose words are as they were. */
	same: number;
	/** Those that another instance's secret committed to. */
	elsewhere: number;
}

/** Numbers that a finding names. */
const mostNamed = 20;

export function promisedWords(store: Pick<GraphStore, 'read'>, commit: (text: string) => string) {
	let waiting: { seq: number; promised: Promised }[] = [];
	const none = (): WordsCount => ({ given: 0, same: 0, elsewhere: 0 });
	const counts: Record<CommittedWords, WordsCount> = { reasons: none(), recipients: none() };
	const faults: Record<CommittedWords, Record<WordsFault, number[]>> = {
		reasons: { changed: [], missing: [] },
		recipients: { changed: [], missing: [] }
	};

	async function compare() {
		const asked = waiting;
		waiting = [];
		if (!asked.length) return;
		const rows = await store.read(readJustifications, {
			ids: [...new Set(asked.map(({ promised }) => promised.id))]
		});
		const there = new Map(rows.map((row) => [row.id, row]));
		for (const { seq, promised } of asked) {
			const count = counts[promised.of];
			count.given++;
			const kept = there.get(promised.id);
			if (!kept) {
				faults[promised.of].missing.push(seq);
				continue;
			}
			const { id, account, purpose, text } = kept;
			const words = compared(commit, promised, { id, account, purpose, text });
			if (words === 'committed') count.same++;
			else if (words === 'elsewhere') count.elsewhere++;
			else faults[promised.of].changed.push(seq);
		}
	}
	return {
		note(entry: StoredEntry) {
			const promised = promiseOf(entry);
			if (promised) waiting.push({ seq: entry.seq, promised });
		},
		compare,
		counts,
		findings: (): Finding[] =>
			committedWords.flatMap((what) =>
				wordsFaults.flatMap((fault): Finding[] => {
					const seqs = faults[what][fault];
					const named = seqs.slice(0, mostNamed);
					return seqs.length ? [{ what, fault, count: seqs.length, seqs: named }] : [];
				})
			)
	};
}
