/**
 * How long what was collected is kept. Need is reviewed at the latest after three years (Regulation (EU)
 * 2016/794 art. 31(2), not verified); what nobody decides about is hidden at its date and erased later, with the
 * log kept.
 */
import * as v from 'valibot';

export const mostMonths = 36;
/** Hidden for so many days before it is erased: time for a late decision. */
export const graceDays = 90;
const dayMs = 24 * 60 * 60 * 1000;

/** A day some months on, or the last one of a shorter month. */
export function monthsAfter(from: Date, months: number): Date {
	const then = new Date(from);
	const day = then.getUTCDate();
	then.setUTCMonth(then.getUTCMonth() + months);
	if (then.getUTCDate() !== day) then.setUTCDate(0);
	return then;
}

export const erasedAt = (reviewBy: string): string =>
	new Date(Date.parse(reviewBy) + graceDays * dayMs).toISOString();

/** What one import brought from one source under one date of review, as far as whoever decides may see it. */
export interface Delivery {
	/** Names the three for a decision. */
	key: string;
	import: string;
	file: string;
	source: string;
	sourceName: string;
	obtainedAt: string;
	reviewBy: string;
	records: number;
	atLeast: boolean;
	/** Hidden from everybody since its date. */
	isHidden: boolean;
	/** When the server erases it by itself; null where a person has to, as what was brought in for a case. */
	erasedAt: string | null;
}

const reason = v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(1000));
const Key = v.pipe(v.string(), v.maxLength(500));

export const KeepForm = v.object({
	key: Key,
	/** `2027-03-01`. */
	until: v.pipe(v.string(), v.isoDate()),
	reason
});
export type KeepForm = v.InferOutput<typeof KeepForm>;

export const EraseForm = v.object({ key: Key, reason });
export type EraseForm = v.InferOutput<typeof EraseForm>;

export type RetentionObstacle = 'gone' | 'too-long' | 'past';

/** That something was erased, and why: what was erased is not said. */
export interface Erasure {
	id: string;
	import: string;
	/** `system` where nobody decided in time. */
	account: string;
	accountName: string;
	reason: string;
	at: string;
	records: number;
	claims: number;
}
