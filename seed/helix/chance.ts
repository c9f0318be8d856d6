/** Seeded chance, stable identifiers and fixed dates: the demonstration is the same everywhere. */
import { createHash } from 'node:crypto';

const digest = (text: string): string =>
	createHash('sha256').update(`faisceau helix ${text}`).digest('hex');

/** `type--uuid` in the form of STIX, the same for the same name at every run. */
export function stixId(type: string, name: string): string {
	const hex = digest(`${type} ${name}`);
	const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4);
	return `${type}--${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The hash of a file that does not exist. */
export const sha256Of = (name: string): string => digest(`file ${name}`);

/** A wallet address of the test network, which carries no money. */
export function walletAddress(name: string): string {
	const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
	const hex = digest(`wallet ${name}`) + digest(`wallet more ${name}`);
	let address = 'tb1q';
	for (let i = 0; i < 38; i++)
		address += alphabet.charAt(Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16) % 32);
	return address;
}

/**
 * An account number in the form of an IBAN whose check digits hold. XA to XD are codes that ISO 3166
 * leaves to users, so no bank of any country can have issued it.
 */
export function iban(country: 'XA' | 'XB' | 'XC' | 'XD', bank: string, number: string): string {
	const body = `${bank}${number.padStart(14, '0')}`;
	let remainder = 0;
	for (const letter of `${body}${country}00`)
		for (const figure of Number.parseInt(letter, 36).toString())
			remainder = (remainder * 10 + Number(figure)) % 97;
	return `${country}${String(98 - remainder).padStart(2, '0')}${body}`;
}

/** `2026-04-15 03:40`, or a date alone, as ISO 8601 UTC; a time already in that form stays. */
export const utc = (text: string): string => {
	if (text.endsWith('Z')) return text;
	const [date = '', time = '00:00'] = text.split(' ');
	return new Date(`${date}T${time}:00.000Z`).toISOString();
};

/** So many days and minutes after (or before) an ISO time. */
export const after = (iso: string, days: number, minutes = 0): string =>
	new Date(Date.parse(iso) + days * 86_400_000 + minutes * 60_000).toISOString();

export interface Chance {
	/** A whole number from `low` to `high`, both included. */
	whole(low: number, high: number): number;
	pick<T>(list: readonly [T, ...T[]]): T;
	/** So many different items, in the order of the list. */
	some<T>(list: readonly T[], count: number): T[];
	/** Parts that add up to `total` exactly. */
	parts(total: number, count: number): number[];
}

/** Mulberry32: small, seeded and good enough to scatter fictional dates and amounts. */
export function chance(seed: number): Chance {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	};
	const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
	return {
		whole,
		pick: (list) => list[whole(0, list.length - 1)] ?? list[0],
		some(list, count) {
			const left = list.map((item, at) => ({ item, at, order: next() }));
			left.sort((a, b) => a.order - b.order);
			return left
				.slice(0, count)
				.sort((a, b) => a.at - b.at)
				.map(({ item }) => item);
		},
		parts(total, count) {
			const parts: number[] = [];
			let left = total;
			for (let i = count; i > 1; i--) {
				const even = Math.floor(left / i);
				const part = Math.floor((even * whole(78, 122)) / 100);
				parts.push(part);
				left -= part;
			}
			parts.push(left);
			return parts;
		}
	};
}
