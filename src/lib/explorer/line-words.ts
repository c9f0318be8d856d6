/** What is written over a line: its verb, and of money how much and when. */
import type { ClaimType } from '#lib/domain/claim-types.ts';
import type { NetworkClaim } from '#lib/domain/subgraph.ts';
import { day, money } from '#lib/ui/format.ts';
import { claimVerb } from '#lib/ui/words.ts';
import { amountsOf } from './amounts.ts';
import { daysOf } from './moments.ts';

/** Currencies that are written out; more than these are a matter for the table. */
const mostCurrencies = 2;

interface Worded {
	type: ClaimType;
	claims: readonly NetworkClaim[];
}

export const tellsOfMoney = ({ claims }: Pick<Worded, 'claims'>): boolean =>
	claims.some(({ amountMinor, currency }) => amountMinor !== null && currency !== null);

/** `paid, €184,000, 9 Apr 2026`; of several transfers the sum in each currency and the first and last day. */
export function lineWords({ type, claims }: Worded): string {
	const verb = claimVerb(type);
	if (!tellsOfMoney({ claims })) return verb;
	const amounts = amountsOf(claims);
	const sums = amounts.slice(0, mostCurrencies).map((sum) => money(sum.minor, sum.currency));
	const days = daysOf(claims);
	const when = days ? [...new Set([days.first, days.last].map((one) => day(one)))] : [];
	return [
		verb,
		`${sums.join(' + ')}${amounts.length > mostCurrencies ? ' + …' : ''}`,
		...(days ? [when.join(' – ')] : [])
	].join(', ');
}
