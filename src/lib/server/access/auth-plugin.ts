/**
 * What Faisceau adds to better-auth: invitations, charges of cases and the policy of second factors as models of its
 * storage, and who a half signed-in browser stands for. Nothing here has an address on the network.
 */
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import * as v from 'valibot';
import type { BetterAuthPlugin } from 'better-auth';

/** How long a right password waits for its second factor. */
export const halfSignedInMs = 10 * 60_000;

/** How a session was opened. All but `password` and `institution-alone` stand for two factors. */
export const factors = [
	'password',
	'totp',
	'recovery',
	'passkey',
	'institution',
	'institution-alone'
] as const;
export type Factor = (typeof factors)[number];

/** The factor of a session that one of better-auth's endpoints makes. */
export const sessionFactors: Record<string, Factor> = {
	'/two-factor/verify-totp': 'totp',
	'/two-factor/verify-backup-code': 'recovery',
	'/passkey/verify-authentication': 'passkey'
};
export const isStrong = (factor: string) =>
	['totp', 'recovery', 'passkey', 'institution'].includes(factor);

const text = { type: 'string', required: true, input: false } as const;
const moment = { type: 'date', required: false, input: false } as const;

export const ownModels = (now: () => Date) =>
	({
		id: 'faisceau',
		schema: {
			invitation: {
				fields: {
					hash: { ...text, unique: true },
					email: { ...text, index: true },
					organisation: { ...text, index: true },
					roles: text,
					invitedBy: text,
					createdAt: moment,
					expiresAt: moment
				}
			},
			/** A prosecutor in charge of a case of their organisation. */
			charge: {
				fields: {
					account: { ...text, index: true },
					organisation: text,
					caseId: text,
					number: text,
					givenBy: text,
					since: moment
				}
			},
			// Of an authenticator that waits for its first code: when and in which session it was begun.
			twoFactor: { fields: { begunAt: moment, begunIn: { ...text, required: false } } },
			factorPolicy: {
				fields: {
					scope: { ...text, unique: true },
					mode: text,
					roles: text
				}
			}
		},
		endpoints: {
			/** The account whose password was right a moment ago in this browser, while its factor is awaited. */
			halfSignedIn: createAuthEndpoint.serverOnly(
				{ method: 'POST' },
				async (context): Promise<{ account: string } | null> => {
					const cookie = context.context.createAuthCookie('two_factor');
					const identifier = await context.getSignedCookie(cookie.name, context.context.secret);
					if (!identifier) return null;
					const waiting = await context.context.internalAdapter.findVerificationValue(identifier);
					if (!waiting) return null;
					// One that is past its time may still be there: better-auth removes them now and then.
					// One with more time left than it was given is from before the clock was set back.
					const left = waiting.expiresAt.getTime() - now().getTime();
					return left > 0 && left <= halfSignedInMs ? { account: waiting.value } : null;
				}
			),
			/** A session for an account that an institution vouched for. */
			openSession: createAuthEndpoint.serverOnly(
				{ method: 'POST', body: v.object({ account: v.string(), factor: v.picklist(factors) }) },
				async (context): Promise<void> => {
					const { internalAdapter, adapter } = context.context;
					const { account, factor } = context.body;
					const user = await internalAdapter.findUserById(account);
					if (!user) throw new Error('there is no such account');
					const session = await internalAdapter.createSession(account);
					await adapter.updateMany({
						model: 'session',
						where: [{ field: 'id', value: session.id }],
						update: { factor }
					});
					await setSessionCookie(context, { session, user });
				}
			)
		}
	}) satisfies BetterAuthPlugin;
