/**
 * The entry of a disclosure: for whom and to what purpose. An organisation is named by its id. Somebody
 * named in words is personal data: the words go where those of reasons go, a `(:Justification)` in the same
 * transaction, and the log holds its id and a keyed commitment.
 */
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { detailOf, type StoredEntry } from '#lib/domain/audit-entry.ts';
import type { AuditRecipient } from '#lib/domain/audit-view.ts';
import { agreementTypes } from '#lib/domain/organisation.ts';
import { recipientKinds, type Addressee } from '#lib/domain/recipient.ts';
import { purposes, type Purpose } from '#lib/domain/restricted.ts';
import { namesOf } from '#lib/server/access/directory.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import type { Audit, AuditEvent } from './event.ts';
import { compared, justificationOf, promiseOf, secretOf, wordsOf } from './justification.ts';
import { createJustification } from './queries.ts';

export interface Disclosed {
	to: Addressee;
	purpose: Purpose;
	now: Date;
}

/** Resolves when the entry is durable: no entry, nothing handed out. */
export async function disclose(
	audit: Audit,
	{ to, purpose, now }: Disclosed,
	event: AuditEvent
): Promise<void> {
	const { actor, organisation } = event;
	const saying = (facts: AuditEvent['detail']): AuditEvent => ({
		...event,
		detail: { ...event.detail, for: to.kind, purpose, ...facts }
	});
	if (to.kind === 'own') return audit.consult(saying({ recipient: to.id }));
	if (to.kind === 'organisation')
		return audit.consult(saying({ recipient: to.id, agreement: to.agreement }));
	const id = randomUUID();
	const at = now.toISOString();
	await audit.write(
		saying({
			recipient: wordsOf(audit.commit, { id, text: to.text }),
			addressee: id,
			under: secretOf(audit.commit)
		}),
		({ run }) =>
			run(createJustification, {
				// A reason for nothing: it is in force for no entity and at no time.
				props: {
					id,
					scope: `${actor} recipient ${id}`,
					account: actor,
					organisation,
					entity: '',
					purpose,
					text: to.text,
					at,
					until: at
				}
			})
	);
}

/** What an entry says of it; entries of before this was asked say nothing. */
const Said = v.object({
	for: v.picklist(recipientKinds),
	recipient: v.string(),
	purpose: v.picklist(purposes),
	agreement: v.optional(v.picklist(agreementTypes))
});

/** For whoever audits: for whom and why, in words, and whether they are the words of then. */
export async function recipientOf(
	store: Pick<GraphStore, 'read'>,
	audit: Pick<Audit, 'commit'>,
	entry: StoredEntry
): Promise<AuditRecipient | null> {
	const said = v.safeParse(Said, detailOf(entry));
	if (!said.success) return null;
	const { for: kind, recipient, purpose, agreement = null } = said.output;
	if (kind !== 'other') {
		const name = await namesOf(store, recipient);
		const organisation = { id: recipient, name, agreement };
		return { kind, purpose, organisation, text: null, words: 'committed' };
	}
	const promised = promiseOf(entry);
	const kept = promised && (await justificationOf(store, promised.id));
	if (!kept) return { kind, purpose, organisation: null, text: null, words: 'removed' };
	const words = compared(audit.commit, promised, kept);
	return { kind, purpose, organisation: null, text: kept.text, words };
}
