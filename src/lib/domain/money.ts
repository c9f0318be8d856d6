/**
 * Amounts of money as exact integers of the smallest unit of their currency: never a fraction that floats.
 * Digits after the point are those of ISO 4217, list one, and for coins those of their protocols: never the
 * running engine's, which follow custom (HUF without fillér) and change with its version.
 */

/** Offered where an amount is written down; any other whose digits are known is read too. */
export const usualCurrencies = [
	'EUR',
	'CHF',
	'CZK',
	'DKK',
	'GBP',
	'HUF',
	'NOK',
	'PLN',
	'RON',
	'SEK',
	'UAH',
	'USD',
	'BTC',
	'LTC',
	'USDC',
	'USDT',
	'XMR'
] as const;

const coins: ReadonlyMap<string, number> = new Map([
	['BTC', 8],
	['XBT', 8],
	['LTC', 8],
	['USDC', 6],
	['USDT', 6],
	['XMR', 12]
]);
/** ISO 4217: currencies that have not two digits. */
const others: ReadonlyMap<string, number> = new Map([
	...['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW'].map((code) => [code, 0] as const),
	...['PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'].map((code) => [code, 0] as const),
	...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code) => [code, 3] as const)
]);
const official = new Set(Intl.supportedValuesOf('currency'));

/** A currency of a state, as opposed to a coin. */
export const isOfficial = (currency: string): boolean =>
	official.has(currency) && !coins.has(currency);

/** Digits after the point; undefined where they are not known. */
export function minorDigits(currency: string): number | undefined {
	const coin = coins.get(currency);
	if (coin !== undefined) return coin;
	if (!official.has(currency)) return undefined;
	return others.get(currency) ?? 2;
}

/** Minor units as a decimal numeral, exactly: `decimal(-5, 2)` is `-0.05`. */
export function decimal(minor: number, digits: number): `${number}` {
	const units = String(Math.abs(minor)).padStart(digits + 1, '0');
	const whole = units.slice(0, units.length - digits);
	const part = digits === 0 ? '' : `.${units.slice(-digits)}`;
	return `${minor < 0 ? '-' : ''}${whole}${part}` as `${number}`;
}

export type Unread = 'not-an-amount' | 'ambiguous' | 'too-exact' | 'too-large' | 'unknown-currency';

const grouped = /^([1-9]\d{0,2}(?:([ \u00a0\u202f'’.,])\d{3})(?:\2\d{3})*)(?:(?!\2)[.,](\d*))?$/;
const plain = /^(\d+)(?:[.,](\d*))?$/;

/** With a decimal sign that is known, the others only group digits, by three. */
const withPoint = /^(\d+|[1-9]\d{0,2}(?:([ ,'’\u00a0\u202f])\d{3})(?:\2\d{3})*)(?:\.(\d*))?$/;
const withComma = /^(\d+|[1-9]\d{0,2}(?:([ .'’\u00a0\u202f])\d{3})(?:\2\d{3})*)(?:,(\d*))?$/;

function split(written: string, decimal: '.' | ','): { whole: string; part: string } | Unread {
	const [, whole, , part = ''] = (decimal === '.' ? withPoint : withComma).exec(written) ?? [];
	return whole === undefined ? 'not-an-amount' : { whole: whole.replace(/\D/g, ''), part };
}

function splitEither(written: string): { whole: string; part: string } | Unread {
	const [, groups, separator = '', after] = grouped.exec(written) ?? [];
	if (groups && after === undefined && /^[.,]$/.test(separator) && groups.length <= 7)
		return 'ambiguous';
	const bare = plain.exec(written);
	const whole = groups?.replace(/\D/g, '') ?? bare?.[1];
	return whole === undefined
		? 'not-an-amount'
		: { whole, part: (groups ? after : bare?.[2]) ?? '' };
}

/**
 * What somebody wrote, in minor units: `12 500,50`, `12,500.50`, `12'500.50`, `12500`. One point or comma
 * before exactly three digits may be either sign (`1,234`), and is asked about instead of guessed, unless it is
 * known which sign is the decimal one.
 */
export function minorOf(
	text: string,
	currency: string,
	decimal?: '.' | ','
): number | { problem: Unread } {
	const digits = minorDigits(currency);
	if (digits === undefined) return { problem: 'unknown-currency' };
	const found = decimal ? split(text.trim(), decimal) : splitEither(text.trim());
	if (typeof found === 'string') return { problem: found };
	return exactly(found.whole, found.part, digits);
}

/** Zeros beyond the digits of a currency say nothing more. */
function exactly(whole: string, part: string, digits: number): number | { problem: Unread } {
	if (/[1-9]/.test(part.slice(digits))) return { problem: 'too-exact' };
	const minor = Number(whole + part.slice(0, digits).padEnd(digits, '0'));
	return Number.isSafeInteger(minor) ? minor : { problem: 'too-large' };
}

const numeral = /^\+?(?:(\d{1,40})(?:\.(\d{0,40}))?|\.(\d{1,40}))$/;

/**
 * An amount of a format whose sign for fractions is the point alone (`xs:decimal`, JSON), in minor units: nothing is
 * ambiguous. Zeros beyond the digits of the currency say nothing and are read; other digits there are too exact.
 */
export function minorOfDecimal(text: string, currency: string): number | { problem: Unread } {
	const digits = minorDigits(currency);
	if (digits === undefined) return { problem: 'unknown-currency' };
	const found = numeral.exec(text.trim());
	if (!found) return { problem: 'not-an-amount' };
	const [, whole = '0', part = found[3] ?? ''] = found;
	return exactly(whole, part, digits);
}
