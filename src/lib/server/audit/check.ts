/** Holds the audit log against itself and against the file beside the store. */
import * as v from 'valibot';
import type { GraphStore } from '#lib/server/graph/store.ts';
import { faultOf, StoredEntry } from './entry.ts';
import type { Heads } from './heads.ts';
import { readEntries, readExtent, readHead } from './queries.ts';

export type AuditFinding =
	/** The store ends before what the file beside it remembers. */
	| { what: 'lost'; count: number; from: number }
	/** The first entry that is missing, twice there, out of order or not what was written. */
	| { what: 'entry'; seq: number; reason: string }
	/** The file beside the store remembers another entry under this number. */
	| { what: 'replaced'; seq: number }
	| { what: 'head'; reason: string }
	/** A line of the file beside the store does not bear this instance's seal. */
	| { what: 'heads-file'; line: number };

export interface AuditCheck {
	size: number;
	findings: AuditFinding[];
}

/** In plain words, for the log and the command line; pages have their own sentence. */
export function describeFinding(finding: AuditFinding): string {
	switch (finding.what) {
		case 'lost':
			return `the store lost its last ${finding.count} audit entries (from number ${finding.from})`;
		case 'entry':
			return `audit entry ${finding.seq}: ${finding.reason}`;
		case 'replaced':
			return `audit entry ${finding.seq} is not the one that audit.heads remembers`;
		case 'head':
			return `the head of the audit log: ${finding.reason}`;
		case 'heads-file':
			return `audit.heads, line ${finding.line}: it does not bear the seal of this instance`;
	}
}

const chunk = 2_000;

/** The first bad entry from `start` to `size`, and the leaf of each number asked for. */
async function walk(store: GraphStore, start: number, size: number, wanted: ReadonlySet<number>) {
	const leaves = new Map<number, string>();
	for (let from = start; from <= size; from += chunk) {
		const to = Math.min(from + chunk, size + 1);
		const rows = await store.read(readEntries, { from, to });
		for (let i = 0; i < to - from; i++) {
			const expected = from + i;
			const row = rows[i];
			if (!row || row.seq > expected)
				return { leaves, bad: { seq: expected, reason: 'it is missing' } };
			if (row.seq < expected) return { leaves, bad: { seq: row.seq, reason: 'it is there twice' } };
			const entry = v.safeParse(StoredEntry, row.entry);
			if (!entry.success)
				return {
					leaves,
					bad: { seq: expected, reason: 'one of its properties is missing or of another type' }
				};
			const reason = faultOf(entry.output);
			if (reason) return { leaves, bad: { seq: expected, reason } };
			if (wanted.has(expected)) leaves.set(expected, entry.output.leaf);
		}
	}
	return { leaves, bad: undefined };
}

/** `last` limits the reading to the end of the log, as start-up does with a long one. */
export async function checkLog(
	store: GraphStore,
	heads: Pick<Heads, 'remembered' | 'broken'>,
	{ last = Infinity } = {}
): Promise<AuditCheck> {
	const findings: AuditFinding[] = heads.broken.map((line) => ({ what: 'heads-file', line }));
	const [head] = await store.read(readHead, {});
	if (!head) return { size: 0, findings: [...findings, { what: 'head', reason: 'it is missing' }] };
	const { size } = head;
	const highest = Math.max(0, ...heads.remembered.map((each) => each.size));
	if (highest > size) findings.push({ what: 'lost', count: highest - size, from: size + 1 });

	const kept = heads.remembered.filter((each) => each.size > 0 && each.size <= size);
	const start = Math.max(1, Math.min(size - last + 1, ...kept.map((each) => each.size)));
	const { leaves, bad } = await walk(
		store,
		start,
		size,
		new Set([size, ...kept.map((each) => each.size)])
	);
	if (bad) return { size, findings: [...findings, { what: 'entry', ...bad }] };

	const replaced = kept.find((each) => leaves.get(each.size) !== each.leaf);
	if (replaced) findings.push({ what: 'replaced', seq: replaced.size });
	const [extent] = await store.read(readExtent, {});
	const total = extent?.total ?? 0;
	if (total > size)
		findings.push({
			what: 'entry',
			seq: size + 1,
			reason: 'it is there, but the head does not count it'
		});
	if (total < size)
		findings.push({ what: 'head', reason: `it counts ${size} entries, but ${total} are there` });
	if (size > 0 && leaves.get(size) !== head.leaf)
		findings.push({ what: 'head', reason: 'its hash is not that of the last entry' });
	return { size, findings };
}
