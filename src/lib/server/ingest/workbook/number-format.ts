/**
 * What a number in a cell is, by the format it is shown in: a workbook keeps days as counts, and only the format
 * tells a day from a sum (ECMA-376-1, 18.8.30 and 18.17.4.1).
 */
export type Meaning = 'number' | 'day' | 'moment' | 'time';

const builtIn: ReadonlyMap<number, Meaning> = new Map([
	...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map(
		(id) => [id, 'day'] as const
	),
	...[18, 19, 20, 21, 32, 33, 34, 35, 55, 56].map((id) => [id, 'time'] as const),
	[22, 'moment']
]);

/** What of a format code is text, a colour, a condition or a locale and not a sign of its own. */
const literal = /"[^"]{0,255}"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^[\]]{0,255}\]/gi;

export function meaningOf(id: number, code: string | undefined): Meaning {
	if (code === undefined) return builtIn.get(id) ?? 'number';
	const [first = ''] = code.slice(0, 1000).split(';');
	const bare = first.replace(literal, '').toLowerCase();
	// Hours that go on beyond a day measure how long, not when.
	if (/\[[hms]+\]|general/.test(bare)) return 'number';
	const day = /[yd]/.test(bare) || /^[^hs]*mmm/.test(bare);
	const time = /[hs]/.test(bare);
	return day ? (time ? 'moment' : 'day') : time ? 'time' : 'number';
}

const dayMs = 86_400_000;
/** The last day that is shown: 31 December 9999. */
const lastDay = 2_958_465;

/** Day zero of the count. Day 60 of 1900 is a 29 February that never was: days before it stand one later. */
const dayZero = (day: number, from1904: boolean): number =>
	from1904 ? Date.UTC(1904, 0, 1) : day < 60 ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30);

const two = (n: number) => String(n).padStart(2, '0');
function clockOf(ms: number): string {
	const [hour, minute, second, rest] = [
		Math.floor(ms / 3_600_000),
		Math.floor(ms / 60_000) % 60,
		Math.floor(ms / 1000) % 60,
		ms % 1000
	];
	return `${two(hour)}:${two(minute)}:${two(second)}${rest ? `.${String(rest).padStart(3, '0')}` : ''}`;
}

/**
 * A count of days as ISO 8601 local time, to the millisecond; undefined where it is no day. Day 60 of 1900 is written
 * as the 29 February that the sheet shows, which every reader of dates refuses.
 */
export function momentOfSerial(
	serial: number,
	meaning: Exclude<Meaning, 'number'>,
	from1904: boolean
): string | undefined {
	if (!Number.isFinite(serial) || serial < 0 || serial > lastDay) return undefined;
	let day = Math.floor(serial);
	let ms = Math.round((serial - day) * dayMs);
	if (ms === dayMs) [day, ms] = [day + 1, 0];
	if (meaning === 'time' && day === 0) return clockOf(ms);
	if (!from1904 && day === 0) return undefined;
	const date =
		!from1904 && day === 60
			? '1900-02-29'
			: new Date(dayZero(day, from1904) + day * dayMs).toISOString().slice(0, 10);
	return meaning === 'day' && ms === 0 ? date : `${date} ${clockOf(ms)}`;
}

/** A number as its sheet shows it at most: fifteen digits, never with an exponent. */
export function plainNumber(value: number): string {
	const shown = Number(value.toPrecision(15));
	const text = String(shown);
	const [, sign = '', first = '', part = '', exponent = ''] =
		/^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? [];
	if (!exponent) return text;
	const [digits, power] = [first + part, Number(exponent)];
	return power < 0
		? `${sign}0.${'0'.repeat(-power - 1)}${digits}`
		: sign + digits.padEnd(power + 1, '0');
}
