/** One audit entry: what is kept, and the leaf that stands for it (RFC 6962: SHA-256 of 0x00 and the entry). */
import { createHash } from 'node:crypto';
import { contentOf, detailOf, type StoredEntry } from '#lib/domain/audit-entry.ts';
import type { EntryFault } from '#lib/domain/audit-finding.ts';
import { canonical } from '#lib/domain/canonical.ts';
import { actions } from '#lib/server/access/actions.ts';
import type { AuditEvent } from './event.ts';

/** An entry before it has a number. */
export type Draft = Omit<StoredEntry, 'seq' | 'leaf'>;

/** An entry names at most this many subjects; of more it keeps their number and a hash over all. */
export const subjectLimit = 100;
const idForm = /^[\w.:+@-]{1,128}$/;

/** What is not an id, such as text from an address bar, is kept as a commitment only. */
const subjectOf = (subject: string, commit: (text: string) => string) =>
	idForm.test(subject) ? subject : `~${commit(subject)}`;

export function draftOf(
	event: AuditEvent,
	by: { id: string; at: string; commit: (text: string) => string }
): Draft {
	const subjects = event.subjects.map((subject) => subjectOf(subject, by.commit));
	const detail = { ...event.detail };
	if (subjects.length > subjectLimit) {
		detail.subjectsTotal = subjects.length;
		detail.subjectsSha256 = createHash('sha256')
			.update([...subjects].sort().join('\n'))
			.digest('hex');
	}
	return {
		id: by.id,
		at: by.at,
		action: event.action,
		operation: actions[event.action].operation,
		actor: event.actor,
		organisation: event.organisation,
		outcome: event.outcome,
		subjects: subjects.slice(0, subjectLimit),
		detail: canonical(detail)
	};
}

export const leafOf = (entry: Omit<StoredEntry, 'leaf'> & { leaf?: string }): string =>
	createHash('sha256')
		.update(new Uint8Array([0]))
		.update(contentOf(entry))
		.digest('hex');

export const numbered = (draft: Draft, seq: number): StoredEntry => {
	const entry = { ...draft, seq };
	return { ...entry, leaf: leafOf(entry) };
};

/** Why a stored entry cannot be what was written, or undefined when it can. */
export function faultOf(entry: StoredEntry): EntryFault | undefined {
	try {
		if (canonical(detailOf(entry)) !== entry.detail) return 'detail-rewritten';
		return leafOf(entry) === entry.leaf ? undefined : 'hash';
	} catch {
		// Whatever cannot be read back is not what was written.
		return 'detail-unreadable';
	}
}
