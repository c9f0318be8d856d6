/**
 * Numbers and dates as people read them, the same everywhere. Dates are unambiguous: day, month in
 * letters, year, and for moments the reader's clock and UTC.
 *
 *     number(1536)             1,536 · 1 536
 *     day('2026-11-22')        22 Nov 2026 · 22 nov. 2026
 *     moment('2026-11-22T13:05:00Z')   22 Nov 2026, 14:05 CET (13:05 UTC)
 *     ago('2026-11-22T13:05:00Z', now) 5 minutes ago
 *
 * `timeZone` is for tests and for the server, whose own zone is not the reader's: a page rendered on
 * the server shows UTC until the browser takes over (`Moment.svelte` does this).
 */
import { decimal, isOfficial, minorDigits } from '#lib/domain/money.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';

type Locale = 'en' | 'fr';
interface Place {
	locale?: Locale;
	timeZone?: string;
}

const tags = { en: 'en-GB', fr: 'fr-FR' } as const;
const tagOf = (locale: Locale = getLocale()) => tags[locale];

const known = new Map<string, Intl.DateTimeFormat>();
function dates(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	const key = tag + JSON.stringify(options);
	const format = known.get(key) ?? new Intl.DateTimeFormat(tag, options);
	known.set(key, format);
	return format;
}

const knownNumbers = new Map<string, Intl.NumberFormat>();
function numbers(tag: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
	const key = tag + JSON.stringify(options);
	const format = knownNumbers.get(key) ?? new Intl.NumberFormat(tag, options);
	knownNumbers.set(key, format);
	return format;
}

export const number = (value: number, { locale }: Place = {}): string =>
	numbers(tagOf(locale), { maximumFractionDigits: 2 }).format(value);

export const percent = (share: number, { locale }: Place = {}): string =>
	new Intl.NumberFormat(tagOf(locale), { style: 'percent', maximumFractionDigits: 0 }).format(
		share
	);

/**
 * Exact integer minor units, `184000000 EUR` → `€1,840,000.00`, `12000 BTC` → `0.00012 BTC`. Where the digits
 * of a unit are not known, the number is said to be of its smallest parts.
 */
export function money(amountMinor: number, currency: string, { locale }: Place = {}): string {
	const digits = minorDigits(currency);
	if (digits === undefined)
		return m.ui_money_smallest({ amount: number(amountMinor, { locale }), currency }, { locale });
	const exact = decimal(amountMinor, digits);
	const tag = tagOf(locale);
	return isOfficial(currency)
		? numbers(tag, {
				style: 'currency',
				currency,
				minimumFractionDigits: digits,
				maximumFractionDigits: digits
			}).format(exact)
		: `${numbers(tag, { maximumFractionDigits: digits }).format(exact)} ${currency}`;
}

/** `512 B`, `33.2 MB`: decimal units, as file managers and disks count. */
export function bytes(size: number, { locale }: Place = {}): string {
	const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
	const step = size < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(size) / 3));
	return new Intl.NumberFormat(tagOf(locale), {
		style: 'unit',
		unit: units[step],
		unitDisplay: step === 0 ? 'long' : 'short',
		maximumFractionDigits: step === 0 ? 0 : 1
	}).format(size / 1000 ** step);
}

const date = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/** Only ISO 8601: `new Date` makes a date of almost any text with a year in it. */
const read = (iso: string): Date | undefined => {
	const at = /^\d{4}-\d{2}(-\d{2})?(T|$)/.test(iso) ? new Date(iso) : undefined;
	return at && !Number.isNaN(at.getTime()) ? at : undefined;
};

/** A calendar day. A bare date keeps its day in every zone. */
export function day(iso: string, { locale, timeZone }: Place = {}): string {
	const bare = /^\d{4}-\d{2}-\d{2}$/.test(iso);
	const at = read(iso);
	if (!at) return iso;
	return dates(tagOf(locale), { ...date, timeZone: bare ? 'UTC' : timeZone }).format(at);
}

const zoneName = (tag: string, at: Date, timeZone?: string) =>
	dates(tag, { timeZone, timeZoneName: 'short' })
		.formatToParts(at)
		.find((part) => part.type === 'timeZoneName')?.value ?? 'UTC';

/** Day and time on the reader's clock, UTC named as such, for lists whose rows say the whole on asking. */
export function minute(iso: string, { locale, timeZone }: Place = {}): string {
	const at = read(iso);
	if (!at) return iso;
	const time = dates(tagOf(locale), { ...clock, timeZone }).format(at);
	return `${day(iso, { locale, timeZone })}, ${time}${timeZone === 'UTC' ? ' UTC' : ''}`;
}

/** A moment on the reader's clock, with UTC beside it when that differs. */
export function moment(iso: string, { locale, timeZone }: Place = {}): string {
	const at = read(iso);
	if (!at) return iso;
	const tag = tagOf(locale);
	const here = dates(tag, { ...clock, timeZone }).format(at);
	const utc = dates(tag, { ...clock, timeZone: 'UTC' }).format(at);
	const zone = zoneName(tag, at, timeZone);
	const written = `${day(iso, { locale, timeZone })}, ${here}`;
	return /^(UTC|GMT)$/.test(zone) ? `${written} UTC` : `${written} ${zone} (${utc} UTC)`;
}

const steps = [
	['year', 31_557_600],
	['month', 2_629_800],
	['day', 86_400],
	['hour', 3600],
	['minute', 60]
] as const;

/** How long ago, in the largest unit that is at least one. */
export function ago(iso: string, now: number, { locale }: Place = {}): string {
	const seconds = Math.round((now - Date.parse(iso)) / 1000);
	const format = new Intl.RelativeTimeFormat(tagOf(locale), { numeric: 'auto' });
	for (const [unit, length] of steps)
		if (Math.abs(seconds) >= length) return format.format(-Math.round(seconds / length), unit);
	return format.format(0, 'second');
}

const joined = '\u00a0';

/** A stretch of time: `8.6 s`, `2 min 5 s`, `1 h 4 min`. The symbols are the same in every language. */
export function duration(seconds: number, { locale }: Place = {}): string {
	const figure = (value: number, digits = 0) =>
		new Intl.NumberFormat(tagOf(locale), { maximumFractionDigits: digits }).format(value);
	if (seconds < 59.5) return `${figure(seconds, seconds < 9.95 ? 1 : 0)}${joined}s`;
	const whole = Math.round(seconds);
	const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
	const least = `${figure(minutes)}${joined}min`;
	if (hours > 0) return `${figure(hours)}${joined}h ${least}`;
	return `${least} ${figure(whole % 60)}${joined}s`;
}
