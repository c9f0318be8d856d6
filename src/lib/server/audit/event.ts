/** What the audit log keeps of one act: ids and counts, never names or other personal data. */
import type { Viewer } from '#lib/domain/viewer.ts';
import type { ActionName } from '#lib/server/access/actions.ts';
import type { Holder } from '#lib/server/access/ruling.ts';
import type { Runner } from '#lib/server/graph/store.ts';

export interface AuditEvent {
	action: ActionName;
	/** Account id of whoever acts; `local-operator` on the command line, `system` for the server itself. */
	actor: string;
	organisation: string;
	/** The roles of whoever acts, for the rule that allowed it; absent where nobody has signed in yet. */
	holder?: Holder;
	outcome: 'done' | 'refused' | 'failed';
	/** Ids of entities, records, claims, imports or accounts the act was about. */
	subjects: readonly string[];
	/** False for a disclosure in which nothing left: it is bound by no checkpoint of its own. */
	leaves?: boolean;
	/** Small facts such as counts and a keyed commitment of the search text. */
	detail?: Record<string, string | number | boolean>;
}

/** The log as features see it. Every write and every consultation goes through one of the two. */
export interface Audit {
	/** Appends entries for consultations; resolves when they are durable: no entry, no answer. */
	consult(event: AuditEvent): Promise<void>;
	/**
	 * Runs a change and appends its entry in the same transaction, or the entries of the several acts it is.
	 * A step that changed nothing of what the log names gives none.
	 */
	write<T>(
		event: AuditEvent | ((result: T) => AuditEvent | readonly AuditEvent[]),
		work: (run: Runner) => Promise<T>
	): Promise<T>;
	/** A keyed commitment: proves what was meant without saying it. */
	commit(text: string): string;
}

/** Who acts, for which organisation and with which roles, from the viewer. */
export const by = (
	viewer: Viewer
): Required<Pick<AuditEvent, 'actor' | 'organisation' | 'holder'>> => ({
	actor: viewer.account,
	organisation: viewer.organisation.id,
	holder: { roles: viewer.roles, operator: viewer.operator }
});

/**
 * As `by`, of what is done about an organisation’s accounts: the operator belongs to none, so what they do stands
 * where the auditors of that organisation read it.
 */
export const byAbout = (viewer: Viewer, organisation: string): ReturnType<typeof by> => ({
	...by(viewer),
	organisation: viewer.operator ? organisation : viewer.organisation.id
});
