/**
 * How STIX 2.1 words become kinds and claim types: data only. What has no better place becomes
 * `concept` or `RELATED_TO`; its own word is always kept beside it. Sources: STIX 2.1 OASIS Standard
 * (2021) §4–6 and appendix B, the MITRE ATT&CK data model, OpenCTI's additional observables.
 */
import type { ClaimType } from './claim-types.ts';
import type { JsonObject } from './draft.ts';
import { familyOf, isKind, type Kind } from './kinds.ts';
import type { Sector } from './vocabularies.ts';

/** Domain objects (SDO), observables (SCO), relationship and meta objects, and what the mapping makes of them. */
export const stixTypes = {
	'attack-pattern': { kind: 'technique', requires: ['name'] },
	campaign: { kind: 'campaign', requires: ['name'] },
	'course-of-action': { kind: 'countermeasure', requires: ['name'] },
	grouping: { kind: 'concept', requires: ['context', 'object_refs'] },
	identity: { kind: 'organisation', requires: ['name'] },
	incident: { kind: 'incident', requires: ['name'] },
	indicator: { kind: 'indicator', requires: ['pattern', 'pattern_type', 'valid_from'] },
	infrastructure: { kind: 'service', requires: ['name'] },
	'intrusion-set': { kind: 'group', requires: ['name'] },
	location: { kind: 'location', requires: [] },
	malware: { kind: 'malware', requires: ['is_family'] },
	'malware-analysis': { kind: 'document', requires: ['product'] },
	note: { kind: 'document', requires: ['content', 'object_refs'] },
	'observed-data': {
		kind: 'observation',
		requires: ['first_observed', 'last_observed', 'number_observed']
	},
	opinion: { kind: 'document', requires: ['opinion', 'object_refs'] },
	report: { kind: 'document', requires: ['name', 'published', 'object_refs'] },
	'threat-actor': { kind: 'group', requires: ['name'] },
	tool: { kind: 'tool', requires: ['name'] },
	vulnerability: { kind: 'vulnerability', requires: ['name'] },

	sighting: { kind: 'observation', requires: [] },

	'marking-definition': { kind: 'concept', requires: [] },
	'extension-definition': {
		kind: 'concept',
		requires: ['created_by_ref', 'name', 'schema', 'version', 'extension_types']
	},
	'language-content': { kind: 'concept', requires: ['object_ref', 'contents'] },

	artifact: { kind: 'file', observable: true, requires: [] },
	'autonomous-system': { kind: 'network', observable: true, requires: ['number'] },
	directory: { kind: 'file', observable: true, requires: ['path'] },
	'domain-name': { kind: 'domain', observable: true, requires: ['value'] },
	'email-addr': { kind: 'email', observable: true, requires: ['value'] },
	'email-message': { kind: 'document', observable: true, requires: ['is_multipart'] },
	file: { kind: 'file', observable: true, requires: [] },
	'ipv4-addr': { kind: 'ip', observable: true, requires: ['value'] },
	'ipv6-addr': { kind: 'ip', observable: true, requires: ['value'] },
	'mac-addr': { kind: 'device', observable: true, requires: ['value'] },
	mutex: { kind: 'concept', observable: true, requires: ['name'] },
	'network-traffic': { kind: 'observation', observable: true, requires: ['protocols'] },
	process: { kind: 'software', observable: true, requires: [] },
	software: { kind: 'software', observable: true, requires: ['name'] },
	url: { kind: 'url', observable: true, requires: ['value'] },
	'user-account': { kind: 'persona', observable: true, requires: [] },
	'windows-registry-key': { kind: 'concept', observable: true, requires: [] },
	'x509-certificate': { kind: 'concept', observable: true, requires: [] },

	'x-mitre-analytic': { kind: 'indicator', requires: [] },
	'x-mitre-asset': { kind: 'device', requires: ['name'] },
	'x-mitre-collection': { kind: 'document', requires: ['name'] },
	'x-mitre-data-component': { kind: 'concept', requires: ['name'] },
	'x-mitre-data-source': { kind: 'concept', requires: ['name'] },
	'x-mitre-detection-strategy': { kind: 'indicator', requires: ['name'] },
	'x-mitre-matrix': { kind: 'concept', requires: ['name'] },
	'x-mitre-tactic': { kind: 'concept', requires: ['name'] },

	'bank-account': { kind: 'account', observable: true, requires: [] },
	'case-incident': { kind: 'incident', requires: [] },
	credential: { kind: 'concept', observable: true, requires: [] },
	'cryptocurrency-wallet': { kind: 'wallet', observable: true, requires: ['value'] },
	hostname: { kind: 'domain', observable: true, requires: ['value'] },
	'media-content': { kind: 'document', observable: true, requires: [] },
	'payment-card': { kind: 'account', observable: true, requires: [] },
	persona: { kind: 'persona', observable: true, requires: [] },
	'phone-number': { kind: 'phone', observable: true, requires: ['value'] },
	'user-agent': { kind: 'concept', observable: true, requires: [] }
} as const satisfies Record<
	string,
	{ kind: Kind; observable?: boolean; requires: readonly string[] }
>;

export type StixType = keyof typeof stixTypes;
export const isStixType = (type: string): type is StixType => Object.hasOwn(stixTypes, type);

/** Types this program writes for kinds STIX has no object for: `x-faisceau-phone`. */
export const ownTypePrefix = 'x-faisceau-';

/** True for observables: they carry a value of their own and have neither versions nor an author. */
export const isObservable = (type: string): boolean =>
	isStixType(type) && 'observable' in stixTypes[type];

export const requiredOf = (type: string): readonly string[] =>
	isStixType(type) ? stixTypes[type].requires : [];

/** STIX identity_class (§10.7). */
const identityKinds: ReadonlyMap<string, Kind> = new Map([
	['individual', 'person'],
	['group', 'group'],
	['system', 'service'],
	['organization', 'organisation'],
	['class', 'group']
]);

/** The kind of which only the type is known, such as the far end of a dangling reference. */
export function kindOfType(type: string): Kind {
	if (isStixType(type)) return stixTypes[type].kind;
	const own = type.startsWith(ownTypePrefix) ? type.slice(ownTypePrefix.length) : '';
	return isKind(own) ? own : 'concept';
}

/** The kind of a thing of which only its STIX id is known. */
export const kindOfRef = (ref: string): Kind => kindOfType(ref.split('--')[0] ?? '');

/** The kind of a whole object: an identity may be a person, an address a range. */
export function kindOf(type: string, object: JsonObject): Kind {
	if (type === 'identity' && typeof object.identity_class === 'string')
		return identityKinds.get(object.identity_class) ?? 'organisation';
	if (type === 'threat-actor' && object.resource_level === 'individual') return 'persona';
	if (typeof object.value === 'string') {
		if (type === 'ipv4-addr' && /\/(?!32$)\d+$/.test(object.value)) return 'network';
		if (type === 'ipv6-addr' && /\/(?!128$)\d+$/.test(object.value)) return 'network';
	}
	return kindOfType(type);
}

/** One way to read a statement; `reversed` means its target is where the claim starts. */
interface Reading {
	type: ClaimType;
	reversed?: true;
	/** Only when that end is of these types, kinds or families; the first reading that fits wins. */
	when?: { end: 'source' | 'target'; is: readonly string[] };
}

const to = (type: ClaimType): readonly Reading[] => [{ type }];
const from = (type: ClaimType): readonly Reading[] => [{ type, reversed: true }];
const related = to('RELATED_TO');

/** relationship_type → claim: STIX 2.1 appendix B, the common three, ATT&CK and the usual additions. */
export const relationshipTypes: Readonly<Record<string, readonly Reading[]>> = {
	'analysis-of': related,
	'attributed-to': to('ATTRIBUTED_TO'),
	'authored-by': to('ATTRIBUTED_TO'),
	'based-on': related,
	'beacons-to': to('COMMUNICATED_WITH'),
	'belongs-to': to('PART_OF'),
	characterizes: related,
	'communicates-with': to('COMMUNICATED_WITH'),
	compromises: to('HARMED'),
	'consists-of': from('PART_OF'),
	controls: to('CONTROLS'),
	delivers: to('DELIVERS'),
	'derived-from': related,
	downloads: to('DELIVERS'),
	drops: to('DELIVERS'),
	'duplicate-of': [
		{ type: 'ALIAS_OF', when: { end: 'source', is: ['actor'] } },
		{ type: 'RELATED_TO' }
	],
	'dynamic-analysis-of': related,
	'exfiltrates-to': to('COMMUNICATED_WITH'),
	'exfiltrate-to': to('COMMUNICATED_WITH'),
	exploits: to('EXPLOITS'),
	has: related,
	hosts: [
		{ type: 'CONTROLS', when: { end: 'source', is: ['actor'] } },
		{ type: 'HOSTED_ON', reversed: true }
	],
	impersonates: related,
	indicates: to('INDICATES'),
	investigates: related,
	'located-at': to('LOCATED_IN'),
	mitigates: to('MITIGATES'),
	'originates-from': to('LOCATED_IN'),
	owns: to('CONTROLS'),
	'related-to': related,
	remediates: to('MITIGATES'),
	'resolves-to': to('RESOLVES_TO'),
	'static-analysis-of': related,
	targets: to('TARGETED'),
	uses: to('USES'),
	'variant-of': to('VARIANT_OF'),

	detects: to('DETECTS'),
	'revoked-by': to('REPLACED_BY'),
	'subtechnique-of': to('PART_OF'),

	'employed-by': to('MEMBER_OF'),
	'known-as': to('ALIAS_OF'),
	knows: to('KNOWS'),
	'member-of': to('MEMBER_OF'),
	'part-of': to('PART_OF'),
	'participates-in': to('MEMBER_OF'),
	'resides-in': to('LOCATED_IN'),
	'subnarrative-of': to('PART_OF'),

	'hosted-on': to('HOSTED_ON'),
	'involved-in': to('INVOLVED_IN'),
	met: to('MET'),
	'transferred-to': to('TRANSFERRED')
};

/** Property that holds references → claim between the object and each target. Others are RELATED_TO. */
export const referenceProperties: Readonly<Record<string, readonly Reading[]>> = {
	object_refs: [
		{ type: 'RELATED_TO', when: { end: 'source', is: ['note', 'opinion'] } },
		{ type: 'PART_OF', reversed: true }
	],
	sighting_of_ref: to('INDICATES'),
	observed_data_refs: from('PART_OF'),
	where_sighted_refs: [
		{ type: 'LOCATED_IN', when: { end: 'target', is: ['location'] } },
		{ type: 'RELATED_TO' }
	],
	belongs_to_ref: from('CONTROLS'),
	belongs_to_refs: to('PART_OF'),
	resolves_to_refs: to('RESOLVES_TO'),
	contains_refs: from('PART_OF'),
	parent_directory_ref: to('PART_OF'),
	body_raw_ref: from('PART_OF'),
	src_payload_ref: from('PART_OF'),
	dst_payload_ref: from('PART_OF'),
	encapsulates_refs: from('PART_OF'),
	encapsulated_by_ref: to('PART_OF'),
	parent_ref: to('PART_OF'),
	child_refs: from('PART_OF'),
	image_ref: to('USES'),
	service_dll_refs: to('USES'),
	creator_user_ref: from('CONTROLS'),
	tactic_refs: from('PART_OF'),
	x_mitre_analytic_refs: from('PART_OF'),
	x_mitre_data_source_ref: to('PART_OF')
};

/** References that say who wrote, marked or last touched the object: provenance, not a claim. */
export const provenanceReferences: ReadonlySet<string> = new Set([
	'created_by_ref',
	'object_marking_refs',
	'granular_markings',
	'marking_ref',
	'x_mitre_modified_by_ref',
	'x_mitre_first_seen_citation',
	'x_mitre_last_seen_citation'
]);

const fits = (type: string, is: readonly string[]) =>
	is.includes(type) || is.includes(kindOfType(type)) || is.includes(familyOf(kindOfType(type)));

const choose = (
	readings: readonly Reading[] | undefined,
	source: string,
	target: string
): Reading =>
	readings?.find(({ when }) => !when || fits(when.end === 'source' ? source : target, when.is)) ?? {
		type: 'RELATED_TO'
	};

const typeOf = (id: string): string => id.split('--')[0] ?? '';

export interface Direction {
	type: ClaimType;
	from: string;
	to: string;
}

const directed = (reading: Reading, source: string, target: string): Direction =>
	reading.reversed
		? { type: reading.type, from: target, to: source }
		: { type: reading.type, from: source, to: target };

const readingsOf = (
	table: Readonly<Record<string, readonly Reading[]>>,
	word: string
): readonly Reading[] | undefined => (Object.hasOwn(table, word) ? table[word] : undefined);

/** The claim a relationship object makes. */
export const claimOfRelationship = (word: string, source: string, target: string): Direction =>
	directed(
		choose(readingsOf(relationshipTypes, word), typeOf(source), typeOf(target)),
		source,
		target
	);

/** The claim a property holding a reference makes. */
export const claimOfReference = (property: string, source: string, target: string): Direction =>
	directed(
		choose(readingsOf(referenceProperties, property), typeOf(source), typeOf(target)),
		source,
		target
	);

/** True when a claim of this type, said in this word, starts at the statement's target. */
export const isReversed = (word: string, type: ClaimType): boolean =>
	readingsOf(relationshipTypes, word)?.find((reading) => reading.type === type)?.reversed === true;

/** The word STIX has for a claim type, for claims that did not come from STIX. */
export const relationshipWords = {
	MEMBER_OF: 'member-of',
	ALIAS_OF: 'known-as',
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
	HARMED: 'compromises',
	TRANSFERRED: 'transferred-to',
	ATTRIBUTED_TO: 'attributed-to',
	PART_OF: 'part-of',
	LOCATED_IN: 'located-at',
	MITIGATES: 'mitigates',
	DETECTS: 'detects',
	INDICATES: 'indicates',
	VARIANT_OF: 'variant-of',
	REPLACED_BY: 'revoked-by',
	RELATED_TO: 'related-to',
	INVOLVED_IN: 'involved-in'
} as const satisfies Record<ClaimType, string>;

/** STIX industry sectors (§10.8) that are a NIS2 sector under another name; the rest stay as written. */
export const sectorsOfIndustry: Readonly<Record<string, Sector>> = {
	aerospace: 'space',
	agriculture: 'food',
	chemical: 'chemicals',
	communications: 'digital-infrastructure',
	energy: 'energy',
	'financial-services': 'banking',
	government: 'public-administration',
	'government-local': 'public-administration',
	'government-national': 'public-administration',
	'government-public-services': 'public-administration',
	'government-regional': 'public-administration',
	healthcare: 'health',
	manufacturing: 'manufacturing',
	telecommunications: 'digital-infrastructure',
	transportation: 'transport',
	water: 'drinking-water'
};
