/** How far an import has come and what came of it, as its page, the terminal and JSON show it. */
import type { Place, Remark } from './draft.ts';
import type { Kind } from './kinds.ts';
import type { Tlp } from './marking.ts';

export const importStates = [
	'reading',
	/** Read, checked and compared with what is known; nothing is written until somebody approves it. */
	'held',
	'writing',
	'done',
	'declined',
	'failed',
	'cancelled',
	'interrupted',
	'undone'
] as const;
export type ImportState = (typeof importStates)[number];

export interface ImportSummary {
	id: string;
	/** Name of the file as the importer called it. */
	file: string;
	format: string;
	state: ImportState;
	/** Objects met in the file so far, and those of them that became drafts. */
	read: number;
	accepted: number;
	/** Written so far, of the totals that are known once reading is over. */
	recordsDone: number;
	recordsTotal: number;
	claimsDone: number;
	claimsTotal: number;
	rejectedCount: number;
	warningCount: number;
	/** ISO 8601 UTC. */
	startedAt: string;
	endedAt: string | null;
	account: string;
	owner: { id: string; name: string };
	/** Who speaks where the file does not say. */
	source: string;
	/** Marking given to what the file leaves unmarked. */
	tlp: Tlp;
	demonstration: boolean;
	/** Number of the case it was brought in for. */
	caseNumber: string | null;
	/** Why somebody declined it. */
	declinedFor: string | null;
	/** Why it failed: place and reason. */
	error: { at: Place; reason: string } | null;
}

/** The lists hold the first remarks; `rejectedCount` and `warningCount` say how many there are. */
export interface ImportDetail extends ImportSummary {
	rejected: Remark[];
	warnings: Remark[];
	/** Created by this import: 0 when everything was known already. */
	entities: number;
	records: number;
	claims: number;
	seconds: number;
}

/** Who must say so before anything of an import is written. */
export const holds = ['none', 'approval', 'second'] as const;
export type Hold = (typeof holds)[number];

export interface DifferenceCount {
	/** Not known yet. */
	created: number;
	/** A newer version of what is known takes its place. */
	updated: number;
	/** Known already, or said twice in the file. */
	known: number;
	/** What is known stays: the file's is older, under a wider marking, or of one date and different. */
	conflicts: number;
}

/** What an import would change, counted before it is written, as its organisation’s analysts see the graph. */
export interface Difference {
	records: DifferenceCount;
	claims: DifferenceCount;
	/** New records that are about entities which are known already. */
	joins: number;
	/** The first remarks: conflicts and what else writing would say. */
	remarks: Remark[];
	remarkCount: number;
	/** ISO 8601 UTC: the graph may have changed since. */
	at: string;
}

/** A thing of a held import, as its review shows it. */
export interface ReviewedThing {
	ref: string;
	at: Place;
	kind: Kind;
	name: string;
	tlp: Tlp;
	/** Where it stands in the text that it was found in. */
	context: string | null;
}

/** What somebody looks at before they approve an import. */
export interface Review {
	difference: Difference;
	things: ReviewedThing[];
	/** Accounts that may approve it: 'anyone' with the right, or anyone but who brought it in. */
	hold: Hold;
	/** True for the account that brought it in. */
	isOwn: boolean;
}

/** Where an import failed whose account may not import any more; the page has its own words for it. */
export const accountFault = 'account';

/** True while a server is at work on it. */
export const isRunning = (state: ImportState): boolean =>
	state === 'reading' || state === 'writing';
/** Stopped half-way: whole batches are in, and it can go on or be undone. */
export const isResumable = (state: ImportState): boolean =>
	state === 'cancelled' || state === 'interrupted' || state === 'failed';
/** What of it is in the graph can be taken out again. */
export const isUndoable = (state: ImportState): boolean => state === 'done' || isResumable(state);

export interface Progress {
	/** 0 to 1, or null while the totals are not known. */
	share: number | null;
	secondsLeft: number | null;
}

type Counts = Pick<
	ImportSummary,
	'state' | 'recordsDone' | 'recordsTotal' | 'claimsDone' | 'claimsTotal'
>;

/** Where the writing stood when it was first seen, and how long ago: the pace is what came since. */
export interface Pace {
	done: number;
	forMs: number;
}

export const written = ({ recordsDone, claimsDone }: Counts): number => recordsDone + claimsDone;

/** Share of the writing that is over, and the time left at the pace seen so far. */
export function progressOf(counts: Counts, seen: Pace): Progress {
	const total = counts.recordsTotal + counts.claimsTotal;
	if (counts.state === 'done') return { share: 1, secondsLeft: 0 };
	if (counts.state === 'reading' || total === 0) return { share: null, secondsLeft: null };
	const done = Math.min(written(counts), total);
	const since = done - seen.done;
	const isPaceKnown = since > 0 && seen.forMs >= 1000;
	return {
		share: done / total,
		secondsLeft: isPaceKnown ? Math.ceil(((total - done) * seen.forMs) / since / 1000) : null
	};
}
