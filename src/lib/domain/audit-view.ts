/** What an auditor's page shows of the log: shapes shared by the server and the page. */
import type { StoredEntry } from './audit-entry.ts';
import type { AgreementType } from './organisation.ts';
import type { RecipientKind } from './recipient.ts';
import type { Purpose } from './restricted.ts';

/** LED art. 25, and `access` for accounts and sessions. */
export const operations = [
	'collection',
	'alteration',
	'consultation',
	'disclosure',
	'combination',
	'erasure',
	'access'
] as const;
export type Operation = (typeof operations)[number];

export const outcomes = ['done', 'refused', 'failed'] as const;
export type AuditOutcome = (typeof outcomes)[number];

export interface AuditPerson {
	id: string;
	name: string;
}

/** One line of the log; `damaged` where the entry is not what was written. */
export interface AuditRow extends StoredEntry {
	damaged: boolean;
}

export interface AuditPage {
	rows: AuditRow[];
	/** Entries with a lower number may follow: ask again with `before` set to this. */
	next: number | null;
	/** Numbers that were looked at. */
	searched: { from: number; to: number };
	/** Entries in the whole log. */
	size: number;
	/** Where a name was asked for: how many entities it stands for, and how many of them were looked for. */
	named: { total: number; taken: number } | null;
}

/** What is asked of the log; what is absent narrows nothing. */
export interface AuditQuery {
	/** Account of who acted. */
	person?: string;
	/** Id of what it was about. */
	subject?: string;
	/** Name, alias or identifier of an entity it was about. */
	name?: string;
	operations?: readonly string[];
	outcomes?: readonly string[];
	/** ISO 8601, UTC: from the first on, before the second. */
	since?: string;
	until?: string;
	/** Only entries with a lower number. */
	before?: number;
}

/** Why somebody read a restricted item, as they said then. */
export interface AuditReason {
	id: string;
	purpose: Purpose;
	text: string;
	entity: string;
	at: string;
	/**
	 * Whether the words are those that the entry of the reason committed to; `elsewhere` when it did so under the
	 * secret of another instance, so that nobody here can say; `unfound` when no such entry was near.
	 */
	words: 'committed' | 'changed' | 'elsewhere' | 'unfound';
}

/** A reason that an entry names, and that is not in the store any more. */
export interface RemovedReason {
	id: string;
	words: 'removed';
}

/** A loss or damage of the log that somebody took note of. */
export interface Noted {
	at: string;
	/** Account id, and organisation, of who did. */
	by: string;
	organisation: string;
	/** In plain words. */
	found: string[];
	/** False where it does not bear the signature of this instance, or the log has no entry of it. */
	sealed: boolean;
}

/** For whom a disclosure was, and why. */
export interface AuditRecipient {
	kind: RecipientKind;
	purpose: Purpose;
	/** An organisation, with the agreement of then; null for somebody who was named in words. */
	organisation: {
		id: string;
		name: { en: string; fr: string };
		agreement: AgreementType | null;
	} | null;
	/** Somebody named in words; null where the words are gone. */
	text: string | null;
	/**
	 * Whether the words are those that the log committed to; `elsewhere` when it did so under the secret of another
	 * instance, so that nobody here can say. An organisation, named by its id, always is.
	 */
	words: 'committed' | 'changed' | 'elsewhere' | 'removed';
}
