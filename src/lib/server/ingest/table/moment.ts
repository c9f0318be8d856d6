/**
 * Moments as tables write them, in UTC. Nothing is guessed: the order of day and month and the zone of local
 * times come from the mapping. Sources: ISO 8601-1:2019 (dates, times, offsets), the IANA time zone database
 * (through Temporal) for zones and their changes of clocks.
 */
import { Temporal } from 'temporal-polyfill';
import type { DateOrder } from '#lib/domain/table-mapping.ts';

export type Unplaced =
	'not-a-date' | 'no-such-day' | 'no-zone' | 'unknown-zone' | 'twice-that-day' | 'skipped-that-day';

/** ISO 8601 UTC with milliseconds. A day alone is the midnight of that day in UTC, as everywhere here. */
export type Moment = { at: string } | { problem: Unplaced };

const clock = String.raw`(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}:?\d{2})?)?`;
const shapes = {
	iso: new RegExp(String.raw`^(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})${clock}$`, 'i'),
	dmy: new RegExp(String.raw`^(?<d>\d{1,2})[./-](?<m>\d{1,2})[./-](?<y>\d{4}),?${clock}$`, 'i'),
	mdy: new RegExp(String.raw`^(?<m>\d{1,2})[./-](?<d>\d{1,2})[./-](?<y>\d{4}),?${clock}$`, 'i')
} as const;

/** Moments before 1900 or after 2199 are slips of a pen or a wrong unit. */
const sane = (at: number): boolean =>
	at >= Date.UTC(1900, 0, 1) && at < Date.UTC(2200, 0, 1) && Number.isSafeInteger(at);

function counted(text: string, unit: number): Moment {
	if (!/^\d{1,15}(?:\.\d{1,9})?$/.test(text)) return { problem: 'not-a-date' };
	const at = Math.floor(Number(text) * unit);
	return sane(at) ? { at: new Date(at).toISOString() } : { problem: 'no-such-day' };
}

export function momentOf(text: string, order: DateOrder, zone: string | undefined): Moment {
	const written = text.trim();
	if (order === 'seconds') return counted(written, 1000);
	if (order === 'milliseconds') return counted(written, 1);
	// A year first is the same day in every order.
	const found = shapes[order].exec(written) ?? shapes.iso.exec(written);
	if (!found?.groups) return { problem: 'not-a-date' };
	const { y, m, d } = found.groups;
	const [hour, minute, second, fraction, offset] = found.slice(4);
	try {
		const day = Temporal.PlainDate.from(
			{ year: Number(y), month: Number(m), day: Number(d) },
			{ overflow: 'reject' }
		);
		if (day.year < 1900 || day.year > 2199) return { problem: 'no-such-day' };
		if (hour === undefined) return { at: `${day.toString()}T00:00:00.000Z` };
		const time = Temporal.PlainTime.from(
			{
				hour: Number(hour),
				minute: Number(minute),
				second: Number(second ?? 0),
				millisecond: Number((fraction ?? '0').padEnd(3, '0').slice(0, 3))
			},
			{ overflow: 'reject' }
		);
		return inUtc(day.toPlainDateTime(time), offset, zone);
	} catch (error) {
		if (error instanceof RangeError) return { problem: 'no-such-day' };
		throw error;
	}
}

function inUtc(
	local: Temporal.PlainDateTime,
	offset: string | undefined,
	zone: string | undefined
): Moment {
	const told = offset?.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
	if (told === undefined && zone === undefined) return { problem: 'no-zone' };
	const instant = (disambiguation: 'earlier' | 'later') =>
		local.toZonedDateTime(told === 'Z' ? 'UTC' : (told ?? zone ?? 'UTC'), { disambiguation })
			.epochMilliseconds;
	let early: number;
	let late: number;
	try {
		[early, late] = [instant('earlier'), instant('later')];
	} catch (error) {
		if (error instanceof RangeError) return { problem: 'unknown-zone' };
		throw error;
	}
	if (early === late) return { at: new Date(early).toISOString() };
	// Where clocks go forward, "earlier" is read with the offset after the gap and shows another hour.
	const shown = Temporal.Instant.fromEpochMilliseconds(early).toZonedDateTimeISO(zone ?? 'UTC');
	return {
		problem: shown.toPlainDateTime().equals(local) ? 'twice-that-day' : 'skipped-that-day'
	};
}
