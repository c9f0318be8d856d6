/**
 * Guesses at links of invitations and of the set-up, and posts that another site made a browser send: one entry
 * of each kind in a minute, whoever and however many, so that they are seen and cannot fill the disk.
 */
import type { Audit, AuditEvent } from '#lib/server/audit/event.ts';
import { latelyOf } from '#lib/server/audit/lately.ts';
import type { ActionName } from './actions.ts';

const minute = 60_000;

export type Guessed = (
	action: ActionName,
	reason: string,
	who?: Pick<AuditEvent, 'actor' | 'organisation' | 'holder'>
) => Promise<void>;

export function guessedOf(audit: Pick<Audit, 'consult'>, now: () => Date): Guessed {
	const lately = latelyOf(now, minute);
	return (action, reason, who = { actor: 'nobody', organisation: 'none' }) =>
		lately.once(who.actor, reason, [action], () =>
			audit.consult({ ...who, action, outcome: 'refused', subjects: [], detail: { reason } })
		);
}
