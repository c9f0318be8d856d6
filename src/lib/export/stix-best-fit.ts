/**
 * The STIX object that fits a record which did not come from STIX. What the object cannot say stands
 * beside it in our extension, so nothing depends on how good the fit is.
 */
import type { IdentifierScheme, JsonObject } from '#lib/domain/draft.ts';
import type { ExportRecord } from '#lib/domain/export-graph.ts';
import { asn } from '#lib/domain/identifiers.ts';
import type { Kind } from '#lib/domain/kinds.ts';
import { ownTypePrefix } from '#lib/domain/stix-mapping.ts';

export interface Fit {
	type: string;
	properties: JsonObject;
	/** Observables have no author, dates or confidence of their own. */
	observable?: true;
}

const valueOf = (record: ExportRecord, ...schemes: IdentifierScheme[]): string | undefined =>
	record.identifiers.find(({ scheme }) => schemes.includes(scheme))?.value;

export const nameOf = (record: ExportRecord): string =>
	record.names[0] ?? record.identifiers[0]?.value ?? record.ref;

const observable = (type: string, properties: JsonObject): Fit => ({
	type,
	properties,
	observable: true
});

const named =
	(type: string, more: JsonObject = {}) =>
	(record: ExportRecord): Fit => ({
		type,
		properties: { name: nameOf(record), ...more }
	});

const identity = (identity_class: string) => named('identity', { identity_class });

const withAliases =
	(type: string, more: JsonObject = {}) =>
	(record: ExportRecord): Fit => {
		const [, ...aliases] = record.names;
		return {
			type,
			properties: { name: nameOf(record), ...(aliases.length ? { aliases } : {}), ...more }
		};
	};

const custom =
	(kind: Kind) =>
	(record: ExportRecord): Fit =>
		named(`${ownTypePrefix}${kind}`)(record);

const valued =
	(type: string, scheme: IdentifierScheme, kind: Kind) =>
	(record: ExportRecord): Fit => {
		const value = valueOf(record, scheme);
		return value === undefined ? custom(kind)(record) : observable(type, { value });
	};

const hashNames = { md5: 'MD5', sha1: 'SHA-1', sha256: 'SHA-256', sha512: 'SHA-512' } as const;

function file(record: ExportRecord): Fit {
	const hashes = Object.fromEntries(
		Object.entries(hashNames).flatMap(([scheme, name]) =>
			record.identifiers
				.filter((identifier) => identifier.scheme === scheme)
				.slice(0, 1)
				.map(({ value }): [string, string] => [name, value])
		)
	);
	const [name] = record.names;
	if (Object.keys(hashes).length === 0) return observable('file', { name: nameOf(record) });
	return observable('file', { hashes, ...(name === undefined ? {} : { name }) });
}

function address(record: ExportRecord): Fit {
	const value = valueOf(record, 'ip');
	if (value === undefined) return custom('ip')(record);
	return observable(value.includes(':') ? 'ipv6-addr' : 'ipv4-addr', { value });
}

function network(record: ExportRecord): Fit {
	const number = asn(valueOf(record, 'asn') ?? '');
	if (number !== undefined) return observable('autonomous-system', { number: Number(number) });
	const value = valueOf(record, 'network');
	if (value === undefined) return custom('network')(record);
	return observable(value.includes(':') ? 'ipv6-addr' : 'ipv4-addr', { value });
}

function location(record: ExportRecord): Fit {
	const { latitude, longitude } = record;
	// STIX asks for a region, a country or coordinates; a name alone is not enough.
	return latitude === null || longitude === null
		? custom('location')(record)
		: { type: 'location', properties: { name: nameOf(record), latitude, longitude } };
}

function vulnerability(record: ExportRecord): Fit {
	const number = valueOf(record, 'cve');
	// Five digits and more have no leading zero (CVE syntax since 2014): such a number stays in our extension.
	const isSound = number !== undefined && /^CVE-\d{4}-(?:\d{4}|[1-9]\d{4,18})$/.test(number);
	const references = isSound ? [{ source_name: 'cve', external_id: number }] : [];
	return {
		type: 'vulnerability',
		properties: {
			name: nameOf(record),
			...(references.length ? { external_references: references } : {})
		}
	};
}

const fits = {
	person: identity('individual'),
	group: identity('group'),
	organisation: identity('organization'),
	persona: identity('unknown'),
	domain: valued('domain-name', 'domain', 'domain'),
	ip: address,
	network,
	url: valued('url', 'url', 'url'),
	email: valued('email-addr', 'email', 'email'),
	phone: custom('phone'),
	device: valued('mac-addr', 'mac', 'device'),
	service: withAliases('infrastructure'),
	malware: withAliases('malware', { is_family: true }),
	tool: withAliases('tool'),
	technique: withAliases('attack-pattern'),
	vulnerability,
	file,
	software: (record) => observable('software', { name: nameOf(record) }),
	countermeasure: named('course-of-action'),
	account: custom('account'),
	wallet: custom('wallet'),
	incident: named('incident'),
	campaign: withAliases('campaign'),
	offence: custom('offence'),
	observation: custom('observation'),
	indicator: custom('indicator'),
	document: custom('document'),
	concept: custom('concept'),
	location,
	case: custom('case'),
	exhibit: custom('exhibit')
} as const satisfies Record<Kind, (record: ExportRecord) => Fit>;

export const bestFit = (kind: Kind, record: ExportRecord): Fit => fits[kind](record);
