/**
 * What the cells of a column could be, by those of its first rows: which order of day and month they settle, which
 * decimal sign, whether times are local and telephone numbers national. Where they settle nothing, somebody is asked.
 */
import type { DateOrder } from './table-mapping.ts';

type Decimal = '.' | ',';

export interface ColumnProfile {
	/** Cells that are not empty. */
	filled: number;
	/** Orders that at least one cell has and no other could have; two of them contradict each other. */
	orders: DateOrder[];
	/** Cells that are days in either order: `02/03/2026`. */
	eitherOrder: number;
	/** Cells with a time of day and no offset from UTC. */
	local: number;
	/** Decimal signs that at least one cell has and no other could have. */
	decimals: Decimal[];
	/** Cells whose only sign may be either: `1.234`. */
	eitherDecimal: number;
	/** Cells that are telephone numbers without a country. */
	national: number;
}

const none = (): ColumnProfile => ({
	filled: 0,
	orders: [],
	eitherOrder: 0,
	local: 0,
	decimals: [],
	eitherDecimal: 0,
	national: 0
});

const iso = /^\d{4}-\d{2}-\d{2}(?=$|[T ])/i;
const written = /^(\d{1,2})[./-](\d{1,2})[./-]\d{4}(?=$|[,T ])/i;
const clock = /[T ]\d{1,2}:\d{2}/i;
const offset = /(?:Z|[+-]\d{2}:?\d{2})$/i;

function orderOf(text: string): DateOrder | 'either' | undefined {
	if (iso.test(text)) return 'iso';
	if (/^\d{9,10}(?:\.\d{1,9})?$/.test(text)) return 'seconds';
	if (/^\d{12,13}$/.test(text)) return 'milliseconds';
	const found = written.exec(text);
	if (!found) return undefined;
	const [first, second] = [Number(found[1]), Number(found[2])];
	if (first > 12 && second <= 12) return 'dmy';
	if (second > 12 && first <= 12) return 'mdy';
	return first <= 12 && second <= 12 ? 'either' : undefined;
}

/** Cut of a sign and brackets before and after it: what is below zero is read alike. */
const bare = (text: string): string => text.replace(/^[-+−–(]\s?|\)$|\s?-$/g, '');

function decimalOf(text: string): Decimal | 'either' | undefined {
	const signs = text.replace(/[^.,]/g, '');
	if (signs === '' || !/^\d[\d ., \u00a0\u202f'’]*$/.test(text)) return undefined;
	const last = signs.at(-1) === '.' ? '.' : ',';
	if (signs.length > 1) return signs.endsWith(last + last) ? (last === '.' ? ',' : '.') : last;
	const after = text.length - 1 - text.lastIndexOf(last);
	return after === 3 && /^[1-9]\d{0,2}[.,]\d{3}$/.test(text) ? 'either' : last;
}

const isNational = (text: string): boolean =>
	!/^\+|^00|\p{L}|[*#]/u.test(text) && text.replace(/\D/g, '').length >= 7;

export function profileOf(cells: readonly string[]): ColumnProfile {
	const profile = none();
	const [orders, decimals] = [new Set<DateOrder>(), new Set<Decimal>()];
	for (const cell of cells) {
		const text = cell.trim().slice(0, 100);
		if (text === '') continue;
		profile.filled++;
		const order = orderOf(text);
		if (order === 'either') profile.eitherOrder++;
		else if (order) orders.add(order);
		if (clock.test(text) && !offset.test(text)) profile.local++;
		const decimal = decimalOf(bare(text));
		if (decimal === 'either') profile.eitherDecimal++;
		else if (decimal) decimals.add(decimal);
		if (isNational(text)) profile.national++;
	}
	return { ...profile, orders: [...orders], decimals: [...decimals] };
}

/** What the columns settle together: one answer, none that is needed, or a question. */
export type Settled<T> = { settled: T } | { ask: 'either' | 'both' | 'nothing' } | 'not-needed';

/**
 * The order of days. A year that comes first is read in any order, so `iso` settles it only where nothing else
 * does. Days of which each may be either are asked about, and so are columns that hold no day at all.
 */
export function settledOrder(profiles: readonly ColumnProfile[]): Settled<DateOrder> {
	if (profiles.length === 0) return 'not-needed';
	const found = new Set(profiles.flatMap(({ orders }) => orders));
	const isEither = profiles.some(({ eitherOrder }) => eitherOrder > 0);
	const [other, another] = [...found].filter((order) => order !== 'iso');
	if (another) return { ask: 'both' };
	if (other) return { settled: other };
	if (isEither) return { ask: 'either' };
	if (found.has('iso')) return { settled: 'iso' };
	return profiles.every(({ filled }) => filled === 0) ? { settled: 'iso' } : { ask: 'nothing' };
}

export function settledDecimal(profiles: readonly ColumnProfile[]): Settled<Decimal> {
	const found = new Set(profiles.flatMap(({ decimals }) => decimals));
	const [sign, other] = [...found];
	if (other) return { ask: 'both' };
	if (sign) return { settled: sign };
	return profiles.some(({ eitherDecimal }) => eitherDecimal > 0) ? { ask: 'either' } : 'not-needed';
}
