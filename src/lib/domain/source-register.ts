/**
 * The register of sources: for each, what its organisation may do with what it says, how reliable it has been and
 * how long it is kept. Every version stays: the history of a reliability is the list of its versions.
 */
import * as v from 'valibot';
import { schemeNames, schemes, type Scheme } from './grading.ts';
import { mostMonths } from './retention.ts';

/** Purposes of processing: Regulation (EU) 2016/794 art. 18(2) (letters not verified). */
export const processingPurposes = [
	'cross-checking',
	'strategic-analysis',
	'operational-analysis',
	'exchange',
	'research'
] as const;
export type ProcessingPurpose = (typeof processingPurposes)[number];
export const isProcessingPurpose = (text: string): text is ProcessingPurpose =>
	(processingPurposes as readonly string[]).includes(text);

/** The letter of a source in one scheme, `europol-4x4/B`: letters of two schemes are never compared. */
export const reliabilities = schemeNames.flatMap((scheme: Scheme) =>
	schemes[scheme].source.map((letter) => `${scheme}/${letter}`)
);

const optional = (most: number) => v.optional(v.pipe(v.string(), v.trim(), v.maxLength(most)), '');

export const EntryForm = v.object({
	/** The version the writer saw; empty where there was none. */
	since: optional(64),
	licence: optional(300),
	about: optional(2000),
	purposes: v.optional(v.array(v.picklist(processingPurposes)), []),
	reliability: v.optional(v.union([v.literal(''), v.picklist(reliabilities)]), ''),
	/** How long what it says is kept until its need is reviewed. */
	months: v.pipe(
		v.union([v.string(), v.number()]),
		v.transform(Number),
		v.integer(),
		v.minValue(1),
		v.maxValue(mostMonths)
	),
	/** When the organisation looks again at the source itself, `2027-03-01`. */
	reviewBy: v.optional(v.union([v.literal(''), v.pipe(v.string(), v.isoDate())]), ''),
	/** Why it is changed. */
	reason: v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(1000))
});
export type EntryForm = v.InferOutput<typeof EntryForm>;

export interface Entry {
	id: string;
	source: string;
	licence: string;
	about: string;
	purposes: ProcessingPurpose[];
	reliability: string;
	months: number;
	reviewBy: string;
	reason: string;
	account: string;
	accountName: string;
	at: string;
}

export interface SourceRow {
	id: string;
	ref: string;
	/** As its latest visible statement names it. */
	name: string;
	owner: string;
	isOwn: boolean;
	statements: number;
	imports: number;
	/** Grades of what it said, each with how many statements bear it, most first. */
	grades: { grade: string; statements: number }[];
	latest: string;
	/** The next date of review of what it said; null where nothing bears one. */
	nextReview: string | null;
	/** The register's entry as it stands; null where nobody wrote one or it is another organisation's. */
	entry: Entry | null;
}

export interface SourceDetail extends SourceRow {
	/** Latest first. */
	history: Entry[];
	/** How each import graded what it said, by day, latest first. */
	gradings: { at: string; grade: string; import: string; statements: number }[];
}

export type SourceObstacle = 'gone' | 'changed';
