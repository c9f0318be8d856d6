/** What a STIX object is called, and by which technical identifiers it is known elsewhere. */
import type { DraftIdentifier, IdentifierScheme, Json, JsonObject } from '#lib/domain/draft.ts';
import * as identifiers from '#lib/domain/identifiers.ts';
import { isObservable } from '#lib/domain/stix-mapping.ts';
import { isObject, textOf, textsOf, type Remarks } from './object.ts';

/** Properties a type's name stands in, the preferred one first, where it is not `name`. */
const namedBy: Readonly<Record<string, readonly string[]>> = {
	'autonomous-system': ['name', 'rir'],
	artifact: ['url'],
	directory: ['path'],
	'domain-name': ['value'],
	'email-addr': ['value', 'display_name'],
	'email-message': ['subject'],
	indicator: ['name', 'pattern'],
	'ipv4-addr': ['value'],
	'ipv6-addr': ['value'],
	'language-content': [],
	location: ['name', 'city', 'administrative_area', 'country', 'region'],
	'mac-addr': ['value'],
	'malware-analysis': ['result_name', 'product'],
	note: ['abstract', 'content'],
	opinion: ['opinion'],
	process: ['command_line'],
	url: ['value'],
	'user-account': ['display_name', 'account_login', 'user_id'],
	'windows-registry-key': ['key'],
	'x509-certificate': ['subject', 'serial_number'],
	'bank-account': ['iban', 'account_number'],
	'cryptocurrency-wallet': ['value'],
	hostname: ['value'],
	'phone-number': ['value']
};

const aliases = ['aliases', 'x_mitre_aliases', 'x_opencti_aliases'] as const;

/** Only the first of these is the name; the others would be wrong as aliases. */
const oneName: ReadonlySet<string> = new Set([
	'indicator',
	'location',
	'malware-analysis',
	'marking-definition',
	'note'
]);

const longestName = 1_000;
const mostNames = 1_000;
const longestExcerpt = 120;
/** Whole texts that serve as a name where there is no other. */
const excerpts: ReadonlySet<string> = new Set(['content', 'pattern', 'statement']);

/** Control, direction and zero-width characters, and halves of pairs: they make a name look like another. */
const unseen = /[\p{Cf}\p{Cs}]|(?![\t\n\r])\p{Cc}/u;

/** A name as it may be shown: visible characters on one line. The attributes keep what was written. */
export function clean(text: string, key: string, longest: number, remarks: Remarks): string {
	if (unseen.test(text))
		remarks.add(`${key}: invisible or control characters left out of the name`);
	const line = text
		.replace(/\p{Cc}+/gu, ' ')
		.replace(/[\p{Cf}\p{Cs}]+/gu, '')
		.replace(/\s+/gu, ' ')
		.trim();
	if (line.length <= longest) return line;
	const letters = [...line];
	if (letters.length <= longest) return line;
	if (longest === longestName)
		remarks.add(
			`${key}: the name has ${letters.length} characters, the first ${longest} are shown`
		);
	return `${letters.slice(0, longest - 1).join('')}…`;
}

export function namesOf(type: string, object: JsonObject, remarks: Remarks): string[] {
	const own = Object.hasOwn(namedBy, type) ? (namedBy[type] ?? []) : ['name'];
	const stated = own.flatMap((key) => {
		const text = textOf(object, key, remarks);
		return text === undefined ? [] : [{ key, text }];
	});
	// A statement marking is called by what it states.
	if (type === 'marking-definition' && isObject(object.definition))
		for (const [key, text] of Object.entries(object.definition))
			if (typeof text === 'string') stated.push({ key, text });
	const number = type === 'autonomous-system' ? identifiers.asn(String(object.number)) : undefined;
	const written = [
		...(oneName.has(type) ? stated.slice(0, 1) : stated),
		...(number === undefined ? [] : [{ key: 'number', text: `AS${number}` }]),
		...(isObservable(type)
			? []
			: aliases.flatMap((key) => textsOf(object, key, remarks).map((text) => ({ key, text }))))
	];
	const names = new Set<string>();
	for (const { key, text } of written.slice(0, mostNames)) {
		const longest = excerpts.has(key) ? longestExcerpt : longestName;
		const name = clean(text, key, longest, remarks);
		if (name !== '') names.add(name);
	}
	if (written.length > mostNames)
		remarks.add(`aliases: ${written.length} names, the first ${mostNames} are shown`);
	return [...names];
}

interface Reference {
	source: string;
	id: string;
}

function externalReferences(object: JsonObject, remarks: Remarks): Reference[] {
	const list = object.external_references;
	if (list === undefined) return [];
	if (!Array.isArray(list)) {
		remarks.add('external_references: expected a list');
		return [];
	}
	return list.flatMap((item) =>
		isObject(item) && typeof item.source_name === 'string' && typeof item.external_id === 'string'
			? [{ source: item.source_name, id: item.external_id }]
			: []
	);
}

const one = (
	scheme: IdentifierScheme,
	value: Json | undefined,
	normalise: (text: string) => string | undefined
): DraftIdentifier[] => {
	const normal = typeof value === 'string' ? normalise(value) : undefined;
	return normal === undefined ? [] : [{ scheme, value: normal }];
};

/** Text as written but for spaces at its ends, when short enough to be a key. */
const asWritten = (text: string): string | undefined => {
	const trimmed = text.trim();
	return trimmed !== '' && trimmed.length <= 500 ? trimmed : undefined;
};

const hashesOf = (value: Json | undefined): DraftIdentifier[] =>
	isObject(value) ? identifiers.hashes(value) : [];

const addressOf = ({ value }: JsonObject): DraftIdentifier[] => [
	...one('ip', value, identifiers.ip),
	...one('network', value, identifiers.network)
];

const hostOf = ({ value }: JsonObject): DraftIdentifier[] =>
	one('domain', value, identifiers.domain);

/** The value that says which thing an observable is, strongest identifier first. */
const ownValue: Readonly<Record<string, (object: JsonObject) => DraftIdentifier[]>> = {
	artifact: ({ hashes }) => hashesOf(hashes),
	'autonomous-system': ({ number }) =>
		typeof number === 'number' ? one('asn', String(number), identifiers.asn) : [],
	'domain-name': hostOf,
	hostname: hostOf,
	'email-addr': ({ value }) => one('email', value, identifiers.email),
	file: ({ hashes }) => hashesOf(hashes),
	'ipv4-addr': addressOf,
	'ipv6-addr': addressOf,
	'mac-addr': ({ value }) => one('mac', value, identifiers.mac),
	url: ({ value }) => one('url', value, identifiers.url),
	'x509-certificate': ({ hashes }) => hashesOf(hashes),
	'cryptocurrency-wallet': ({ value }) => one('wallet', value, identifiers.wallet)
};

/** Values that point at people or their accounts: they never join records across organisations. */
const personalValue: Readonly<Record<string, (object: JsonObject) => DraftIdentifier[]>> = {
	'bank-account': ({ iban }) =>
		one('iban', iban, (text) => asWritten(text.replace(/\s+/g, '').toUpperCase())),
	'phone-number': ({ value }) =>
		one('phone', value, (text) => asWritten(text.replace(/[\s().-]/g, ''))),
	'user-account': ({ account_type, account_login, user_id }) => {
		const login = typeof account_login === 'string' ? account_login : user_id;
		const platform = typeof account_type === 'string' ? `${account_type}:` : '';
		return one('account', login, (text) => asWritten(`${platform}${text}`));
	}
};

/** A vulnerability with exactly one CVE number is that CVE, whoever describes it. */
function cveOf(type: string, object: JsonObject, references: readonly Reference[]) {
	if (type !== 'vulnerability') return [];
	const stated = references
		.filter(({ source }) => source.toLowerCase() === 'cve')
		.flatMap(({ id }) => identifiers.cve(id) ?? []);
	const named = typeof object.name === 'string' ? identifiers.cve(object.name) : undefined;
	const numbers = [...new Set([...stated, ...(named === undefined ? [] : [named])])];
	return numbers.map((value): DraftIdentifier => ({ scheme: 'cve', value }));
}

const mostIdentifiers = 200;

/**
 * The first technical identifier decides which entity the record describes: an observable's own value
 * before its STIX id, which is often chosen at random; for anything else the STIX id.
 */
export function identifiersOf(
	type: string,
	object: JsonObject,
	remarks: Remarks
): DraftIdentifier[] {
	const stix: DraftIdentifier = { scheme: 'stix', value: String(object.id) };
	const references = externalReferences(object, remarks);
	const values = Object.hasOwn(ownValue, type) ? (ownValue[type]?.(object) ?? []) : [];
	const personal = Object.hasOwn(personalValue, type) ? (personalValue[type]?.(object) ?? []) : [];
	const cves = cveOf(type, object, references);
	const catalogued = references.flatMap(({ source, id }): DraftIdentifier[] => {
		const value = source.toLowerCase() === 'cve' ? undefined : identifiers.external(source, id);
		return value === undefined ? [] : [{ scheme: 'external', value }];
	});
	const all =
		cves.length === 1
			? [...cves, stix, ...catalogued]
			: [...values, stix, ...cves, ...personal, ...catalogued];
	const distinct = [...new Map(all.map((each) => [`${each.scheme}:${each.value}`, each])).values()];
	if (distinct.length > mostIdentifiers)
		remarks.add(`external_references: the first ${mostIdentifiers} identifiers are kept as such`);
	return distinct.slice(0, mostIdentifiers);
}
