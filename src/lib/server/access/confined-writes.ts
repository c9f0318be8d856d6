/**
 * All that a request of a confined role can write, query by query: their own session and factors, the
 * counters that bound guessing, and the audit entries of what they did. The store refuses the rest.
 */
import { isConfined } from '#lib/domain/audience.ts';
import type { Viewer } from '#lib/domain/viewer.ts';

const named: ReadonlySet<string> = new Set([
	// The log: entries, and the tree over them.
	'audit/append',
	'audit/keep-tiles',
	'audit/take-numbers',
	// Tries at a factor.
	'access/hold-tries',
	'access/set-tries',
	'access/forget-tries',
	// Where a session was last seen from.
	'access/keep-place',
	'access/forget-places'
]);
/** Sessions, factors and the limits of each address, and of the account itself a change: the password, that a factor is there, that sessions were ended. */
const ofTheirs =
	/^access\/auth-adapter (\w+( \(\w+\))? Auth_(session|verification|twoFactor|passkey|rateLimit)|update(Many)?( \(\w+\))? Auth_(user|account)|incrementOne( \(\w+\))? Auth_user)$/;

export const isConfinedWrite = (query: string): boolean => named.has(query) || ofTheirs.test(query);

/** Whether the requests of this viewer write no more than that. */
export const writesHeld = (viewer: Viewer | null): boolean =>
	viewer !== null && !viewer.operator && viewer.roles.some(isConfined);
