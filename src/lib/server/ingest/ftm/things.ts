/**
 * What an entity is known by elsewhere, and what in it is a thing of its own: an e-mail address, a number, a site, an
 * IP address. These never identify the one who has them, because many may share one. Sources: ISO 17442 (LEI, its check
 * digits), ISO 6166 (ISIN), IMO resolution A.1117(30) (the last digit of a ship's number), ITU-R M.585 (MMSI).
 */
import type { DraftIdentifier, IdentifierScheme } from '#lib/domain/draft.ts';
import type { Form } from '#lib/domain/ftm-mapping.ts';
import * as identifiers from '#lib/domain/identifiers.ts';
import type { Kind } from '#lib/domain/kinds.ts';
import { phoneOf } from '../table/phone.ts';
import { oneOf, textsOf, type Entity } from './entity.ts';

/** A value that is a thing of its own. */
export interface Thing {
	kind: Kind;
	name: string;
	identifiers: DraftIdentifier[];
}

const known = (kind: Kind & IdentifierScheme, value: string | undefined): Thing | undefined =>
	value === undefined ? undefined : { kind, name: value, identifiers: [{ scheme: kind, value }] };

/** A site is its domain where the link says no more than that. */
function website(text: string): Thing | undefined {
	const link = identifiers.url(text);
	if (link === undefined) return known('domain', identifiers.domain(text));
	const { protocol, host, hostname, pathname, search, hash, username } = new URL(link);
	const isBare =
		/^https?:$/.test(protocol) &&
		host === hostname &&
		pathname === '/' &&
		search + hash + username === '';
	return (isBare ? known('domain', identifiers.domain(hostname)) : undefined) ?? known('url', link);
}

function phone(text: string): Thing | undefined {
	const called = phoneOf(text, undefined);
	return 'number' in called ? known('phone', called.number) : undefined;
}

const readers: Readonly<Record<Form, (text: string) => Thing | undefined>> = {
	email: (text) => known('email', identifiers.email(text)),
	ip: (text) => known('ip', identifiers.ip(text)),
	phone,
	website
};

/** The thing that a value certainly is. */
export const thingOf = (form: Form, text: string): Thing | undefined => readers[form](text);

/** The sum of a number's digits by weights. */
const weighed = (digits: string, weights: readonly number[]): number =>
	weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0);

function imo(text: string): string | undefined {
	const number = /^(?:IMO[ -]?)?(\d{7})$/i.exec(text.trim())?.[1];
	if (number === undefined) return undefined;
	return weighed(number, [7, 6, 5, 4, 3, 2]) % 10 === Number(number[6]) ? number : undefined;
}

const mmsi = (text: string): string | undefined => /^[2-7]\d{8}$/.exec(text.trim())?.[0];

/** Digits of a code with A as 10 to Z as 35. */
const numbered = (code: string): string =>
	[...code].map((sign) => Number.parseInt(sign, 36)).join('');

function lei(text: string): string | undefined {
	const code = text.trim().toUpperCase();
	if (!/^[A-Z0-9]{18}\d\d$/.test(code)) return undefined;
	return BigInt(numbered(code)) % 97n === 1n ? code : undefined;
}

function isin(text: string): string | undefined {
	const code = text.trim().toUpperCase();
	if (!/^[A-Z]{2}[A-Z0-9]{9}\d$/.test(code)) return undefined;
	const sum = [...numbered(code)].reverse().reduce((total, digit, index) => {
		const value = Number(digit) * (index % 2 ? 2 : 1);
		return total + (value > 9 ? value - 9 : value);
	}, 0);
	return sum % 10 === 0 ? code : undefined;
}

const wikidata = (text: string): string | undefined => /^Q[1-9]\d{0,11}$/.exec(text.trim())?.[0];

const word = (text: string, longest: number): string | undefined => {
	const trimmed = text.trim();
	return trimmed !== '' && trimmed.length <= longest && !/\s/.test(trimmed) ? trimmed : undefined;
};

const listed =
	(source: string, read: (text: string) => string | undefined) =>
	(text: string): string | undefined => {
		const value = read(text);
		return value === undefined ? undefined : identifiers.external(source, value);
	};

interface Known {
	schema: string;
	property: string;
	scheme: IdentifierScheme;
	read: (text: string) => string | undefined;
}

const paper = (text: string): string | undefined =>
	word(text.replace(/\s+/g, '').toUpperCase(), 100);
const passport = (text: string): string | undefined => {
	const number = paper(text);
	return number === undefined ? undefined : `passport:${number}`;
};

const rows: readonly Known[] = [
	{
		schema: 'CryptoWallet',
		property: 'cryptoAddress',
		scheme: 'wallet',
		read: identifiers.wallet
	},
	{
		schema: 'CryptoWallet',
		property: 'publicKey',
		scheme: 'wallet',
		read: (text) => word(text, 500)
	},
	{
		schema: 'Document',
		property: 'contentHash',
		scheme: 'sha1',
		read: (text) => identifiers.hash('sha1', text)
	},
	{ schema: 'BankAccount', property: 'iban', scheme: 'iban', read: identifiers.iban },
	{ schema: 'Passport', property: 'number', scheme: 'document-number', read: passport },
	{ schema: 'Passport', property: 'passportNumber', scheme: 'document-number', read: passport },
	{ schema: 'Person', property: 'passportNumber', scheme: 'document-number', read: passport },
	{ schema: 'Vessel', property: 'imoNumber', scheme: 'external', read: listed('imo', imo) },
	{ schema: 'Vessel', property: 'mmsi', scheme: 'external', read: listed('mmsi', mmsi) },
	{ schema: 'LegalEntity', property: 'leiCode', scheme: 'external', read: listed('lei', lei) },
	{ schema: 'Security', property: 'isin', scheme: 'external', read: listed('isin', isin) },
	{
		schema: 'Thing',
		property: 'wikidataId',
		scheme: 'external',
		read: listed('wikidata', wikidata)
	}
];

/** The number of an account under its bank's code, as bank statements have it. */
function accountNumber(entity: Entity): DraftIdentifier[] {
	const number = oneOf(entity, 'accountNumber')?.replace(/\s+/g, '');
	const bank = identifiers.bic(oneOf(entity, 'bic') ?? '');
	return !entity.schema.is.has('BankAccount') || !number || number.length > 100 || !bank
		? []
		: [{ scheme: 'account', value: `${bank}:${number}` }];
}

/** Handles are compared without case, under their service. */
function handle(entity: Entity): DraftIdentifier[] {
	const service = oneOf(entity, 'service')?.trim().toLowerCase();
	const name = oneOf(entity, 'username')?.trim().replace(/^@/, '').toLowerCase();
	return !entity.schema.is.has('UserAccount') || !service || !name || (service + name).length > 500
		? []
		: [{ scheme: 'handle', value: `${service}:${name}` }];
}

/** Beside the address of a wallet its public key is a key; alone it is the address (its label in the model). */
const isKey = (entity: Entity, property: string): boolean =>
	property === 'publicKey' && textsOf(entity, 'cryptoAddress').length > 0;

export function identifiersOf(entity: Entity): DraftIdentifier[] {
	const found = new Map<string, DraftIdentifier>();
	const add = (identifier: DraftIdentifier) =>
		found.set(`${identifier.scheme}:${identifier.value}`, identifier);
	for (const { schema, property, scheme, read } of rows) {
		if (!entity.schema.is.has(schema) || isKey(entity, property)) continue;
		for (const text of textsOf(entity, property)) {
			const value = read(text);
			if (value !== undefined) add({ scheme, value });
			else entity.remarks.add(`${property}: not certainly what it should be; it is no identifier`);
		}
	}
	for (const identifier of [...accountNumber(entity), ...handle(entity)]) add(identifier);
	return [...found.values()];
}
