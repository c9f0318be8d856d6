/**
 * Claims in time: which day each one counts for, which fall into a window of days, and how many there
 * are over time. Days are UTC, as sources write them.
 */
import { bin, max, min, utcDay, utcMonth, utcTicks, utcYear } from 'd3';

export interface Dated {
	validFrom: string | null;
	validUntil: string | null;
	happenedAt: string | null;
}

/** Days as `2026-11-22`, both included; null is open. */
export interface Window {
	from: string | null;
	until: string | null;
}

/**
 * The day a claim counts for: when it happened, else its start, or its end where only that is known;
 * null without a date.
 */
export const dayOf = ({ happenedAt, validFrom, validUntil }: Dated): string | null =>
	(happenedAt ?? validFrom ?? validUntil)?.slice(0, 10) ?? null;

/**
 * True when any part of a claim's time lies in the window; null when it has no date at all. A claim
 * of which one end is known, or that happened at a moment, counts for that day alone: it does not
 * reach on for ever.
 */
export function inWindow(claim: Dated, { from, until }: Window): boolean | null {
	const start = dayOf(claim);
	if (start === null) return null;
	const end = claim.happenedAt ? start : (claim.validUntil?.slice(0, 10) ?? start);
	return (until === null || start <= until) && (from === null || end >= from);
}

/** First and last day that some claims count for; null when none has a date. */
export function daysOf(claims: readonly Dated[]): { first: string; last: string } | null {
	const days = claims.flatMap((claim) => dayOf(claim) ?? []);
	const [first, last] = [min(days), max(days)];
	return first !== undefined && last !== undefined ? { first, last } : null;
}

export interface Bar {
	/** Days: the first, and the first after it. */
	from: string;
	until: string;
	count: number;
}

export interface Histogram {
	bars: readonly Bar[];
	most: number;
	/** Claims that have a day, and those that have none. */
	dated: number;
	undated: number;
}

const text = (day: Date): string => day.toISOString().slice(0, 10);
const isDay = (day: Date): boolean => !Number.isNaN(day.getTime());

const widest = 32;

const datesOf = (claims: readonly Dated[]): Date[] =>
	claims.flatMap((claim) => {
		const day = dayOf(claim);
		const date = day === null ? null : new Date(`${day}T00:00:00Z`);
		return date && isDay(date) ? [date] : [];
	});

/**
 * Bars of equal calendar length: days, months or years, as many as fit. `over`: all claims whose days the
 * bars reach over, of which `claims` are counted.
 */
export function histogramOf(claims: readonly Dated[], over = claims): Histogram {
	const days = datesOf(claims);
	const undated = claims.length - days.length;
	const all = over === claims ? days : datesOf(over);
	const [first, last] = [min(all), max(all)];
	if (!first || !last) return { bars: [], most: 0, dated: 0, undated };
	const span = utcDay.count(first, last);
	const unit = span <= widest ? utcDay : span <= widest * 30 ? utcMonth : utcYear;
	const from = unit.floor(first);
	const until = unit.offset(unit.floor(last), 1);
	// Over few days the ticks are hours, and a bar is never shorter than the days it is named by.
	const ticks = utcTicks(from, until, widest).filter((tick) => +utcDay.floor(tick) === +tick);
	const bars = bin<Date, Date>()
		.value((day) => day)
		.domain([from, until])
		.thresholds(ticks)(days)
		.flatMap((found) => {
			const [start, end] = [found.x0 ?? from, found.x1 ?? until];
			return start < end ? [{ from: text(start), until: text(end), count: found.length }] : [];
		});
	return { bars, most: max(bars, ({ count }) => count) ?? 0, dated: days.length, undated };
}

/** The day before: where a bar ends that the next one begins. */
export const dayBefore = (day: string): string =>
	text(utcDay.offset(new Date(`${day}T00:00:00Z`), -1));
