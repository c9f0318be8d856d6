/**
 * STIX timestamps (RFC 3339) as fixed-width UTC milliseconds, so that text order is time order. A date
 * that does not exist, or that no case could mean, is remarked and stays in the attributes only.
 */
import type { JsonObject } from '#lib/domain/draft.ts';
import { shown, type Remarks } from './object.ts';

const rfc3339 =
	/^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9})\d{0,20})?(?:[Zz]|([+-])(\d\d):(\d\d))$/;
const years = { first: 1900, last: 2199 } as const;

/** `2024-05-01T10:00:00.000Z`, or why the text is no usable date. */
export function instant(text: string): { iso: string } | { problem: string } {
	const found = rfc3339.exec(text);
	if (!found) return { problem: 'expected a date like 2024-05-01T10:00:00Z' };
	const [, year, month, day, hour, minute, second, fraction = '', sign, aheadHours, aheadMinutes] =
		found;
	if (Number(year) < years.first || Number(year) > years.last)
		return { problem: `the year is outside ${years.first} to ${years.last}` };
	const local = new Date(
		Date.UTC(
			Number(year),
			Number(month) - 1,
			Number(day),
			Number(hour),
			Number(minute),
			Number(second),
			Number(fraction.padEnd(3, '0').slice(0, 3))
		)
	);
	// Date.UTC rolls 31 February over to March: the parts must come back as written.
	if (
		local.getUTCMonth() !== Number(month) - 1 ||
		local.getUTCDate() !== Number(day) ||
		local.getUTCHours() !== Number(hour) ||
		local.getUTCMinutes() !== Number(minute) ||
		local.getUTCSeconds() !== Number(second) ||
		Number(aheadHours ?? 0) > 23 ||
		Number(aheadMinutes ?? 0) > 59
	)
		return { problem: 'no such date or time' };
	const ahead = (Number(aheadHours ?? 0) * 60 + Number(aheadMinutes ?? 0)) * 60_000;
	return { iso: new Date(local.getTime() - (sign === '-' ? -ahead : ahead)).toISOString() };
}

/** The first of these properties that is a usable date. */
export function dateOf(
	object: JsonObject,
	keys: readonly string[],
	remarks: Remarks
): string | undefined {
	for (const key of keys) {
		const value = object[key];
		if (value === undefined) continue;
		const read =
			typeof value === 'string' ? instant(value) : { problem: 'expected a date as text' };
		if ('iso' in read) return read.iso;
		remarks.add(`${key}: ${read.problem}, got ${shown(value)}`);
	}
	return undefined;
}

const starts = ['valid_from', 'start_time', 'first_seen', 'first_observed', 'start'] as const;
const ends = ['valid_until', 'stop_time', 'last_seen', 'last_observed', 'end'] as const;

/** When the statement holds, from whichever pair of properties the type has. */
export function validity(
	object: JsonObject,
	remarks: Remarks
): { validFrom?: string; validUntil?: string } {
	const validFrom = dateOf(object, starts, remarks);
	const validUntil = dateOf(object, ends, remarks);
	if (validFrom !== undefined && validUntil !== undefined && validUntil < validFrom)
		remarks.add(`dates: the end ${validUntil} is before the start ${validFrom}`);
	return { validFrom, validUntil };
}
