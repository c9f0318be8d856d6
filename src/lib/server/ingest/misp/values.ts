/** The value of an attribute as a thing: its kind, what it is called, by which identifiers it is known. */
import type { DraftIdentifier, IdentifierScheme } from '#lib/domain/draft.ts';
import * as identifiers from '#lib/domain/identifiers.ts';
import type { Kind } from '#lib/domain/kinds.ts';
import { attributeType, composite, type Composite, type Form } from '#lib/domain/misp-mapping.ts';
import type { Remarks } from '../stix/object.ts';
import { nameOf } from './fields.ts';

export interface Thing {
	kind: Kind;
	/** False for a text that describes something else and names nothing by itself. */
	isNamed: boolean;
	names: string[];
	identifiers: DraftIdentifier[];
}

export interface Things {
	first: Thing;
	second?: { thing: Thing; originalType: string; claim: NonNullable<Composite['claim']> };
}

const asKey = (text: string): string | undefined => {
	const trimmed = text.trim();
	return trimmed !== '' && trimmed.length <= 500 ? trimmed : undefined;
};

/** ISO 13616: two letters, two check digits that make the whole 1 modulo 97. */
function iban(text: string): string | undefined {
	const plain = text.replace(/\s+/g, '').toUpperCase();
	if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(plain)) return undefined;
	const digits = [...plain.slice(4), ...plain.slice(0, 4)].map((sign) => Number.parseInt(sign, 36));
	let rest = 0;
	for (const value of digits) rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
	return rest === 1 ? plain : undefined;
}

/** Names of accounts are compared without case, under the platform that the type tells. */
function handle(text: string, type: string): string | undefined {
	const name = asKey(text)?.replace(/^@/, '').toLowerCase();
	return name === undefined || name === ''
		? undefined
		: `${type.replace(/-(?:username|id)$/, '')}:${name}`;
}

type Read = (text: string, type: string) => string | undefined;

const readers: Readonly<Record<Exclude<Form, 'address' | 'name' | 'text'>, Read>> = {
	domain: identifiers.domain,
	asn: identifiers.asn,
	url: identifiers.url,
	email: identifiers.email,
	mac: identifiers.mac,
	md5: (text) => identifiers.hash('md5', text),
	sha1: (text) => identifiers.hash('sha1', text),
	sha256: (text) => identifiers.hash('sha256', text),
	sha512: (text) => identifiers.hash('sha512', text),
	wallet: identifiers.wallet,
	cve: identifiers.cve,
	iban,
	account: (text) => asKey(text.replace(/\s+/g, '')),
	phone: (text) => asKey(text.replace(/[\s().-]/g, '')),
	'document-number': (text, type) => {
		const number = asKey(text.replace(/\s+/g, '').toUpperCase());
		return number === undefined ? undefined : `${type.replace(/-number$/, '')}:${number}`;
	},
	handle,
	weakness: (text) => /^CWE-\d{1,6}$/i.exec(text.trim())?.[0].toUpperCase()
};

/** Without its identifier a value of these forms is not certainly what its type, a word of MISP, says. */
const strict: ReadonlySet<Form> = new Set([
	'domain',
	'asn',
	'email',
	'mac',
	'md5',
	'sha1',
	'sha256',
	'sha512',
	'iban'
]);

function addressOf(text: string): Pick<Thing, 'kind' | 'identifiers'> {
	const one = identifiers.ip(text);
	if (one !== undefined) return { kind: 'ip', identifiers: [{ scheme: 'ip', value: one }] };
	const range = identifiers.network(text);
	return range === undefined
		? { kind: 'ip', identifiers: [] }
		: { kind: 'network', identifiers: [{ scheme: 'network', value: range }] };
}

function identified(form: Form, text: string, type: string): DraftIdentifier[] {
	if (form === 'name' || form === 'text' || form === 'address') return [];
	const value = readers[form](text, type);
	if (value === undefined) return [];
	const scheme: IdentifierScheme = form === 'weakness' ? 'external' : form;
	return [{ scheme, value }];
}

function thingOf(type: string, text: string, remarks: Remarks): Thing {
	const { kind, form } = attributeType(type);
	const names = nameOf(text, 'value', form !== 'text', remarks);
	const isNamed = form !== 'text' || kind !== 'concept';
	const found =
		form === 'address' ? addressOf(text) : { kind, identifiers: identified(form, text, type) };
	if (found.identifiers.length === 0 && (form === 'address' || strict.has(form)))
		remarks.add(`value: not certainly of the type ${type}; it is no identifier`);
	return { isNamed, names, ...found };
}

/** A host as it is written before a port. */
const beforePort = (host: string): string => (host.includes(':') ? `[${host}]` : host);

function divide(text: string, { divided }: Composite): [string, string] | undefined {
	const at = divided === 'at-first' ? text.indexOf('|') : text.lastIndexOf('|');
	return at < 1 || at === text.length - 1 ? undefined : [text.slice(0, at), text.slice(at + 1)];
}

/** What the value of an attribute is, or the two things that a composite value is of. */
export function thingsOf(type: string, text: string, remarks: Remarks): Things {
	const two = composite(type);
	if (!two) return { first: thingOf(type, text, remarks) };
	const parts = divide(text, two);
	if (!parts) {
		remarks.add(`value: expected two values divided by '|'`);
		return { first: thingOf(two.first, text, remarks) };
	}
	const first = thingOf(two.first, parts[0], remarks);
	if (two.second === 'port') return { first, ...serviceOf(parts, first, two, remarks) };
	const second = thingOf(two.second, parts[1], remarks);
	if (two.same || !two.claim)
		return {
			first: {
				...first,
				identifiers: [...first.identifiers, ...second.identifiers]
			}
		};
	return { first, second: { thing: second, originalType: two.second, claim: two.claim } };
}

/** The service at a port of a host. */
function serviceOf(
	[host, port]: [string, string],
	first: Thing,
	{ claim }: Composite,
	remarks: Remarks
): Pick<Things, 'second'> {
	const number = Number(port.trim());
	if (!claim || !/^\d{1,5}$/.test(port.trim()) || number > 65_535) {
		remarks.add('value: expected a port from 0 to 65535 after the host');
		return {};
	}
	const [name = host] = first.names;
	const thing: Thing = {
		kind: 'service',
		isNamed: true,
		names: [`${beforePort(name)}:${number}`],
		identifiers: []
	};
	return { second: { thing, originalType: 'port', claim } };
}
