/**
 * Guesses at links of invitations and of the set-up, at passkeys and answers of institutions, and posts that another
 * site made a browser send: one entry of each kind in a minute, whoever and however many, so that they are seen and
 * cannot fill the disk.
 */
import type { Audit, AuditEvent } from '#lib/server/audit/event.ts';
import { latelyOf } from '#lib/server/audit/lately.ts';
import type { ActionName } from './actions.ts';

const minute = 60_000;

/** `facts` are part of the kind: nothing that a guesser chooses freely may stand in them. */
export type Guessed = (
	action: ActionName,
	reason: string,
	who?: Pick<AuditEvent, 'actor' | 'organisation' | 'holder'>,
	facts?: Readonly<Record<string, string>>
) => Promise<void>;

export const nobody = { actor: 'nobody', organisation: 'none' };

export function guessedOf(audit: Pick<Audit, 'consult'>, now: () => Date): Guessed {
	const lately = latelyOf(now, minute);
	return (action, reason, who = nobody, facts = {}) =>
		lately.once(who.actor, [reason, ...Object.values(facts)].join('\n'), [action], () =>
			audit.consult({
				...who,
				action,
				outcome: 'refused',
				subjects: [],
				detail: { ...facts, reason }
			})
		);
}
