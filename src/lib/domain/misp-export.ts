/** How a kind, an identifier and a claim type of ours are called in MISP. Sources: MISP objects, MISP data models. */
import type { ClaimType } from './claim-types.ts';
import type { IdentifierScheme } from './draft.ts';
import type { Kind } from './kinds.ts';
import type { Tlp } from './marking.ts';

/** Templates of MISP that are made for a kind; another kind goes under a name of our own. */
const templates: Partial<Record<Kind, { name: string; meta: string }>> = {
	person: { name: 'person', meta: 'misc' },
	organisation: { name: 'organization', meta: 'misc' },
	group: { name: 'intrusion-set', meta: 'misc' },
	persona: { name: 'user-account', meta: 'misc' },
	domain: { name: 'domain-ip', meta: 'network' },
	network: { name: 'asn', meta: 'network' },
	url: { name: 'url', meta: 'network' },
	phone: { name: 'phone', meta: 'misc' },
	device: { name: 'device', meta: 'misc' },
	malware: { name: 'malware', meta: 'misc' },
	software: { name: 'software', meta: 'misc' },
	tool: { name: 'tool', meta: 'misc' },
	vulnerability: { name: 'vulnerability', meta: 'vulnerability' },
	technique: { name: 'attack-pattern', meta: 'misc' },
	countermeasure: { name: 'course-of-action', meta: 'misc' },
	file: { name: 'file', meta: 'file' },
	account: { name: 'bank-account', meta: 'financial' },
	wallet: { name: 'coin-address', meta: 'financial' },
	incident: { name: 'incident', meta: 'misc' },
	campaign: { name: 'campaign', meta: 'misc' },
	location: { name: 'geolocation', meta: 'misc' },
	document: { name: 'report', meta: 'misc' }
};

export const templateOf = (kind: Kind): { name: string; meta: string } =>
	templates[kind] ?? { name: `faisceau-${kind}`, meta: 'misc' };

export interface MispType {
	type: string;
	category: string;
	relation: string;
}

const network = (type: string, relation: string): MispType => ({
	type,
	category: 'Network activity',
	relation
});
const payload = (type: string): MispType => ({
	type,
	category: 'Payload delivery',
	relation: type
});
const plain = (relation: string): MispType => ({ type: 'text', category: 'Other', relation });

/** The attribute that a value of a scheme is. STIX ids are in the statement alone: they name no thing to MISP. */
export const identifierTypes = {
	stix: undefined,
	domain: network('domain', 'domain'),
	ip: network('ip-dst', 'ip'),
	network: network('ip-dst', 'subnet-announced'),
	url: network('url', 'url'),
	email: network('email', 'email'),
	mac: network('mac-address', 'MAC-address'),
	asn: network('AS', 'asn'),
	md5: payload('md5'),
	sha1: payload('sha1'),
	sha256: payload('sha256'),
	sha512: payload('sha512'),
	wallet: plain('address'),
	cve: { type: 'vulnerability', category: 'External analysis', relation: 'id' },
	iban: { type: 'iban', category: 'Financial fraud', relation: 'iban' },
	account: { type: 'bank-account-nr', category: 'Financial fraud', relation: 'account' },
	phone: { type: 'phone-number', category: 'Person', relation: 'phone-number' },
	'document-number': plain('document-number'),
	handle: plain('handle'),
	external: plain('external-reference')
} as const satisfies Record<IdentifierScheme, MispType | undefined>;

const nameTypes: Partial<Record<Kind, MispType>> = {
	person: { type: 'full-name', category: 'Person', relation: 'full-name' },
	file: payload('filename'),
	persona: plain('username'),
	document: plain('title'),
	location: plain('address')
};
export const nameTypeOf = (kind: Kind): MispType => nameTypes[kind] ?? plain('name');

/** Words of MISP's list of relationships; what it has no word for is a relation, with the type in the comment. */
export const relationshipWord = {
	MEMBER_OF: 'member-of',
	ALIAS_OF: 'alias-of',
	KNOWS: 'knows',
	MET: 'met',
	COMMUNICATED_WITH: 'communicates-with',
	CONTROLS: 'controls',
	USES: 'uses',
	RESOLVES_TO: 'resolves-to',
	HOSTED_ON: 'hosted-on',
	DELIVERS: 'delivers',
	EXPLOITS: 'exploits',
	TARGETED: 'targets',
	HARMED: 'compromised',
	TRANSFERRED: 'related-to',
	ATTRIBUTED_TO: 'attributed-to',
	PART_OF: 'part-of',
	LOCATED_IN: 'located-in',
	MITIGATES: 'mitigates',
	DETECTS: 'detects',
	INDICATES: 'indicates',
	VARIANT_OF: 'variant-of',
	REPLACED_BY: 'replaced-by',
	RELATED_TO: 'related-to',
	INVOLVED_IN: 'related-to'
} as const satisfies Record<ClaimType, string>;

/** Whom MISP may hand an item on to: never further than its level allows. Nobody else for AMBER+STRICT and RED. */
export const distributionOf = {
	clear: '3',
	green: '3',
	amber: '1',
	'amber+strict': '0',
	red: '0'
} as const satisfies Record<Tlp, string>;

/** Tag of an event that is an export of ours, and relations of attributes that hold a statement whole. */
export const ownTag = 'faisceau:export';
export const ownRelations = { record: 'faisceau-record', claim: 'faisceau-claim' } as const;
