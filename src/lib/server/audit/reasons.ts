/**
 * Holds reasons for reading restricted items against the entries that committed to their words: which are
 * there, which say something else now, which are gone. An entry made under the secret of another instance
 * (a backup restored elsewhere) promises what nobody here can check: it is counted, and is no finding.
 */
import type { StoredEntry } from '#lib/domain/audit-entry.ts';
import { reasonFaults, type Finding, type ReasonFault } from '#lib/domain/audit-finding.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import { compared, promiseOf, type Promised } from './justification.ts';
import { readJustifications } from './queries.ts';

export interface ReasonCount {
	/** Reasons that the entries read committed to. */
	given: number;
	/** Those whose words are as they were. */
	same: number;
	/** Those that another instance's secret committed to. */
	elsewhere: number;
}

/** Numbers that a finding names. */
const mostNamed = 20;

export function reasonsOf(store: Pick<GraphStore, 'read'>, commit: (text: string) => string) {
	let waiting: { seq: number; promised: Promised }[] = [];
	const count: ReasonCount = { given: 0, same: 0, elsewhere: 0 };
	const faults: Record<ReasonFault, number[]> = { changed: [], missing: [] };

	async function compare() {
		const asked = waiting;
		waiting = [];
		if (!asked.length) return;
		const rows = await store.read(readJustifications, {
			ids: [...new Set(asked.map(({ promised }) => promised.id))]
		});
		const there = new Map(rows.map((row) => [row.id, row]));
		for (const { seq, promised } of asked) {
			count.given++;
			const kept = there.get(promised.id);
			if (!kept) {
				faults.missing.push(seq);
				continue;
			}
			const { id, account, purpose, text } = kept;
			const words = compared(commit, promised, { id, account, purpose, text });
			if (words === 'committed') count.same++;
			else if (words === 'elsewhere') count.elsewhere++;
			else faults.changed.push(seq);
		}
	}
	return {
		note(entry: StoredEntry) {
			const promised = promiseOf(entry);
			if (promised) waiting.push({ seq: entry.seq, promised });
		},
		compare,
		count,
		findings: (): Finding[] =>
			reasonFaults.flatMap((fault): Finding[] =>
				faults[fault].length
					? [
							{
								what: 'reasons',
								fault,
								count: faults[fault].length,
								seqs: faults[fault].slice(0, mostNamed)
							}
						]
					: []
			)
	};
}
