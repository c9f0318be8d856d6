/** One cell as what its mapping says it is, or why it is not: an exact amount, a moment, an identifier. */
import {
	asn,
	cve,
	domain,
	email,
	hash,
	iban,
	ip,
	mac,
	network,
	url,
	wallet
} from '#lib/domain/identifiers.ts';
import type { DraftIdentifier, IdentifierScheme } from '#lib/domain/draft.ts';
import { minorOf, type Unread } from '#lib/domain/money.ts';
import type { TableMapping, Value } from '#lib/domain/table-mapping.ts';
import { momentOf, type Unplaced } from './moment.ts';
import { phoneOf } from './phone.ts';

/** What is wrong with a row: it is refused with this reason. */
export class CellFault extends Error {
	override name = 'CellFault';
	/** The column whose cell is at fault; null where the row as a whole is. */
	readonly column: string | null;
	constructor(value: Value | null, reason: string) {
		super(value ? `${nameOf(value)}: ${reason}` : reason);
		this.column = value && 'column' in value ? value.column : null;
	}
}

const shown = (text: string) => `'${text.length > 60 ? `${text.slice(0, 60)}…` : text}'`;
const nameOf = (value: Value): string =>
	'column' in value ? value.column : `the fixed ${shown(value.text)}`;

const moments: Readonly<Record<Unplaced, string>> = {
	'not-a-date': 'is no date of the order that the mapping gives',
	'no-such-day': 'is a day or time that does not exist',
	'no-zone': 'is a local time: the mapping must name its time zone',
	'unknown-zone': 'cannot be placed: its time zone is not known',
	'twice-that-day': 'came twice, as clocks went back: it needs its offset from UTC',
	'skipped-that-day': 'never came, as clocks went forward'
};

export function moment(text: string, value: Value, { dates }: TableMapping): string {
	const found = momentOf(text, dates.order, dates.zone);
	if ('at' in found) return found.at;
	throw new CellFault(value, `${shown(text)} ${moments[found.problem]}`);
}

const amounts: Readonly<Record<Unread, string>> = {
	'not-an-amount': 'is no amount',
	ambiguous: 'may be read two ways: the mapping must say which sign is the decimal one',
	'too-exact': 'has more digits than its currency',
	'too-large': 'is larger than can be counted exactly',
	'unknown-currency': 'is in a currency whose digits are not known'
};

/** Minor units, and whether the amount was below zero. */
export function amount(
	text: string,
	currency: string,
	{ value, decimal }: { value: Value; decimal: TableMapping['decimal'] }
): { minor: number; negative: boolean } {
	const written = text.trim().replace(/^[−–]/, '-');
	const negative = /^-|^\(.*\)$|-$/.test(written);
	const bare = written.replace(/^[-+]\s?|^\(|\)$|\s?-$/g, '');
	const minor = minorOf(bare, currency, decimal);
	if (typeof minor === 'number') return { minor, negative };
	throw new CellFault(value, `${shown(text)} ${amounts[minor.problem]}`);
}

const spellings: Readonly<Partial<Record<IdentifierScheme, (text: string) => string | undefined>>> =
	{
		ip,
		network,
		domain,
		url,
		email,
		iban,
		mac,
		asn,
		cve,
		wallet,
		md5: (text) => hash('md5', text),
		sha1: (text) => hash('sha1', text),
		sha256: (text) => hash('sha256', text),
		sha512: (text) => hash('sha512', text)
	};

/** `undefined` where the cell names the thing without identifying it: a short code, a sender's name. */
export function identifier(
	text: string,
	{ scheme, value }: { scheme: IdentifierScheme; value: Value },
	mapping: TableMapping
): DraftIdentifier | undefined {
	if (scheme === 'phone') {
		const called = phoneOf(text, mapping.phoneCountry);
		if ('number' in called) return { scheme, value: called.number };
		if ('service' in called) return undefined;
		throw new CellFault(
			value,
			`${shown(text)} ${called.problem === 'no-country' ? 'has no country code: the mapping must say of which country such numbers are' : 'is no telephone number'}`
		);
	}
	const spelling = spellings[scheme];
	const found = spelling ? spelling(text) : text.trim();
	if (found === undefined || found === '' || found.length > 2048)
		throw new CellFault(value, `${shown(text)} is no ${scheme}`);
	return { scheme, value: found };
}
