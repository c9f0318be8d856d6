/** One audit entry: what is kept, and the leaf that stands for it (RFC 6962: SHA-256 of 0x00 and the entry). */
import { createHash } from 'node:crypto';
import { contentOf, detailOf, type StoredEntry } from '#lib/domain/audit-entry.ts';
import type { EntryFault } from '#lib/domain/audit-finding.ts';
import { canonical } from '#lib/domain/canonical.ts';
import { actions } from '#lib/server/access/actions.ts';
import { rulingFacts } from '#lib/server/access/ruling.ts';
import type { AuditEvent } from './event.ts';

/** An entry before it has a number. */
export type Draft = Omit<StoredEntry, 'seq' | 'leaf'>;

/** An entry names at most this many subjects; those of an act about more go on in entries after it. */
export const subjectLimit = 100;
/** The shapes of the ids that are made here, and of no name, address or number that a person could have. */
const idForms = [
	// `newId`, the entries that continue one, and an account: random letters, never all capitals as in an IBAN.
	/^[0-9a-f]{32}(\.\d{1,6})?$/,
	/^(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9]{32}$/,
	// `keyedIds`: of entities, records, claims, notes.
	/^(?=.*[a-z])(?=.*[A-Z])[\w-]{22}$/,
	// An object of STIX.
	/^[a-z][a-z0-9-]{1,39}--[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
	/^local-operator$/
];
/** Organisations have names for ids. Nobody types one to look somebody up: only the act that made it names it. */
const slugForm = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const isSlug = ({ action, outcome }: AuditEvent, subject: string) =>
	action === 'access.bind' && outcome === 'done' && slugForm.test(subject);

/** What stands in an entry for text that is no id: whoever knows the text can show that it was meant. */
export const committed = (text: string, commit: (text: string) => string) => `~${commit(text)}`;

/** Whatever comes from an address bar or a form may be an e-mail, a phone number, an account at a bank. */
const subjectOf = (event: AuditEvent, subject: string, commit: (text: string) => string) =>
	idForms.some((form) => form.test(subject)) || isSlug(event, subject)
		? subject
		: committed(subject, commit);

/**
 * The entries of one act, which are kept together: the first says what was done, those that follow it in
 * `continues` name the rest of what it was about. The first also keeps their number and a hash over all.
 */
export function draftsOf(
	event: AuditEvent,
	by: { id: string; at: string; commit: (text: string) => string }
): [Draft, ...Draft[]] {
	const subjects = event.subjects.map((subject) => subjectOf(event, subject, by.commit));
	const detail = {
		...rulingFacts(event.holder ?? null, event.action, event.outcome),
		...event.detail
	};
	if (subjects.length > subjectLimit) {
		detail.subjectsTotal = subjects.length;
		detail.subjectsSha256 = createHash('sha256')
			.update([...subjects].sort().join('\n'))
			.digest('hex');
	}
	const first: Draft = {
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
	const parts = Math.ceil(subjects.length / subjectLimit);
	const others = Array.from({ length: Math.max(0, parts - 1) }, (_, i): Draft => ({
		...first,
		id: `${by.id}.${i + 2}`,
		subjects: subjects.slice((i + 1) * subjectLimit, (i + 2) * subjectLimit),
		detail: canonical({ continues: by.id, part: i + 2, parts })
	}));
	return [first, ...others];
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
