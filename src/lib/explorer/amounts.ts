/**
 * What money a line stands for. Two sources that tell of one transfer do not make it two: the same
 * amount in the same currency on the same day counts once. Currencies are never added to each other.
 */
import type { NetworkClaim } from '#lib/domain/subgraph.ts';
import { dayOf } from './moments.ts';

export interface Amount {
	currency: string;
	/** In the smallest unit, as claims have it. */
	minor: number;
	/** Transfers it is the sum of. */
	transfers: number;
}

/** One sum for each currency, in the order they first come; nothing where no claim says an amount. */
export function amountsOf(claims: readonly NetworkClaim[]): Amount[] {
	const transfers = new Map<string, { currency: string; minor: number }>();
	for (const claim of claims) {
		const { amountMinor, currency } = claim;
		if (amountMinor === null || currency === null) continue;
		const key = `${currency} ${amountMinor} ${dayOf(claim) ?? ''}`;
		if (!transfers.has(key)) transfers.set(key, { currency, minor: amountMinor });
	}
	const sums = new Map<string, Amount>();
	for (const { currency, minor } of transfers.values()) {
		const sum = sums.get(currency) ?? { currency, minor: 0, transfers: 0 };
		sums.set(currency, { currency, minor: sum.minor + minor, transfers: sum.transfers + 1 });
	}
	return [...sums.values()];
}
