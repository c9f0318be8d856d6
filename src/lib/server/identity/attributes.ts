/**
 * Birth dates, countries and addresses among what a record keeps of its source. Sources call them as they like;
 * what is not certainly one of them is left out, because a wrong likeness is worse than a missing one.
 */
import type { Json } from '#lib/domain/draft.ts';
import { latin } from '#lib/server/graph/search-text.ts';

const births = new Set(['birthdate', 'dateofbirth', 'dob', 'born', 'datedenaissance', 'naissance']);
const countries = new Set([
	'country',
	'nationality',
	'citizenship',
	'jurisdiction',
	'countryofbirth',
	'pays',
	'nationalite'
]);
const addresses = new Set(['address', 'fulladdress', 'streetaddress', 'adresse', 'street']);

const plain = (key: string): string => latin(key).replaceAll(' ', '');

/** A year, a month or a day of the Gregorian calendar, as ISO 8601 writes it. */
export function birthDate(text: string): string | undefined {
	const found = /^((?:18|19|20)\d{2})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?$/.exec(text.trim());
	if (!found) return undefined;
	const [, year = '', month, day] = found;
	if (month === undefined) return year;
	if (Number(month) < 1 || Number(month) > 12) return undefined;
	if (day === undefined) return `${year}-${month}`;
	const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
	return date.getUTCDate() === Number(day) ? `${year}-${month}-${day}` : undefined;
}

/** Names of countries in English and French, by what `latin` makes of them. */
const codes = new Map<string, string>();
/** Codes for no country, made for tests and groups. */
const noCountry = new Set(['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ']);
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
for (const locale of ['en', 'fr']) {
	const names = new Intl.DisplayNames([locale], { type: 'region', fallback: 'none' });
	for (const first of letters)
		for (const second of letters) {
			const name = names.of(`${first}${second}`);
			if (name !== undefined && !noCountry.has(`${first}${second}`))
				codes.set(latin(name), `${first}${second}`.toLowerCase());
		}
}
const isCode = (text: string) => [...codes.values()].includes(text);

/** ISO 3166-1 alpha-2 in small letters. */
export function country(text: string): string | undefined {
	const said = latin(text);
	if (/^[a-z]{2}$/.test(said)) return isCode(said) ? said : undefined;
	return codes.get(said);
}

const most = 20;
const texts = (value: Json): string[] =>
	typeof value === 'string'
		? [value]
		: typeof value === 'number'
			? [String(value)]
			: Array.isArray(value)
				? value.slice(0, most).flatMap(texts)
				: [];

export interface Facts {
	birthDates: string[];
	countries: string[];
	addresses: string[];
}

export function factsOf(attributes: string | null): Facts {
	const facts: Facts = { birthDates: [], countries: [], addresses: [] };
	if (!attributes) return facts;
	const said = JSON.parse(attributes) as Json;
	if (said === null || typeof said !== 'object' || Array.isArray(said)) return facts;
	for (const [key, value] of Object.entries(said)) {
		const name = plain(key);
		for (const text of texts(value)) {
			const [birth, land] = [
				births.has(name) ? birthDate(text) : undefined,
				countries.has(name) ? country(text) : undefined
			];
			if (birth !== undefined) facts.birthDates.push(birth);
			if (land !== undefined) facts.countries.push(land);
			if (addresses.has(name)) facts.addresses.push(latin(text));
		}
	}
	return facts;
}
