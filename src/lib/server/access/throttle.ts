/**
 * Tries to sign in, counted per account whatever address they come from; better-auth counts per
 * address. The account is known by a keyed hash of the address typed, whether or not it exists, so
 * that an account nobody has is throttled alike.
 */
import { createHmac } from 'node:crypto';
import type { GraphStore } from '#lib/server/graph/store.ts';
import { countTry, forgetTries, restartTries } from './queries.ts';

export const tryLimit = 10;
export const tryWindowMs = 15 * 60_000;

export interface Throttle {
	/** Counts a try; false when there were too many in the window. */
	allows(email: string): Promise<boolean>;
	/** After a right password. */
	forget(email: string): Promise<void>;
}

export function throttleOf(store: GraphStore, secret: string, now: () => Date): Throttle {
	const accountOf = (email: string) =>
		createHmac('sha256', secret)
			.update(`sign-in\n${email.trim().toLowerCase()}`)
			.digest('base64url');
	const windowStart = () => new Date(now().getTime() - tryWindowMs).toISOString();
	return {
		allows: (email) =>
			store.transaction(async ({ run }) => {
				const account = accountOf(email);
				const at = now().toISOString();
				const [tries] = await run(countTry, { account, now: at });
				if (!tries || tries.since <= windowStart()) {
					await run(restartTries, { account, count: 1, now: at });
					return true;
				}
				return tries.count <= tryLimit;
			}),
		async forget(email) {
			await store.write(forgetTries, { account: accountOf(email), before: windowStart() });
		}
	};
}
