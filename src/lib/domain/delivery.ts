/**
 * A delivery: what one organisation contributes from one named source under one marking. The writer
 * (server/ingest) writes each delivery of the demonstration as one import. A draft that states its
 * own marking or grade keeps it; the others take the delivery's.
 */
import type { Draft } from './draft.ts';
import type { Evaluation } from './grading.ts';
import type { Tlp } from './marking.ts';

export interface Delivery {
	/** The organisation that owns what it brings: an agency's id. */
	owner: string;
	source: { ref: string; name: string };
	tlp: Tlp;
	evaluation?: Evaluation;
	purpose?: string[];
	/** Number of the owner's case for which it is brought in. */
	caseNumber?: string;
	/** When the owner obtained it, ISO 8601 UTC: part of the fiction, so never the clock. */
	obtainedAt?: string;
	drafts: Draft[];
}
