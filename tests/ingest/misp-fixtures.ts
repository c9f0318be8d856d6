/** A fictional MISP event with one of everything, and builders for more. Nothing here exists. */
import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type {
	ClaimDraft,
	Draft,
	JsonObject,
	Reading,
	RecordDraft,
	Remark
} from '#lib/domain/draft.ts';
import { misp } from '#lib/server/ingest/misp.ts';

/** A UUID that is the same for the same key. */
export function uuid(key: string): string {
	const hex = createHash('sha1').update(key).digest('hex');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
export const ref = (key: string) => `x-misp--${uuid(key)}`;

/** 2026-03-01T10:00:00Z */
export const time = '1772359200';
export const iso = '2026-03-01T10:00:00.000Z';
export const later = '1772445600';
export const laterIso = '2026-03-02T10:00:00.000Z';

export const organisation = (name: string): JsonObject => ({
	id: '2',
	name,
	uuid: uuid(`organisation ${name}`)
});

export const attribute = (
	type: string,
	value: string,
	more: JsonObject = {},
	key = `${type} ${value}`
): JsonObject => ({
	id: '11',
	type,
	category: 'Network activity',
	to_ids: false,
	uuid: uuid(key),
	event_id: '7',
	distribution: '5',
	timestamp: time,
	comment: '',
	sharing_group_id: '0',
	deleted: false,
	disable_correlation: false,
	object_id: '0',
	object_relation: null,
	first_seen: null,
	last_seen: null,
	value,
	Galaxy: [],
	ShadowAttribute: [],
	...more
});

/** An object of a template, with its attributes by relation. */
export const object = (
	name: string,
	attributes: [relation: string, type: string, value: string, more?: JsonObject][],
	more: JsonObject = {},
	key = `object ${name}`
): JsonObject => ({
	id: '3',
	name,
	'meta-category': 'misc',
	description: `A ${name} of the template`,
	template_uuid: uuid(`template ${name}`),
	template_version: '4',
	event_id: '7',
	uuid: uuid(key),
	timestamp: time,
	distribution: '5',
	sharing_group_id: '0',
	comment: '',
	deleted: false,
	ObjectReference: [],
	Attribute: attributes.map(([relation, type, value, inner]) =>
		attribute(type, value, { object_relation: relation, ...inner }, `${key} ${relation} ${value}`)
	),
	...more
});

export const event = (more: JsonObject = {}, key = 'event'): JsonObject => ({
	id: '7',
	orgc_id: '2',
	org_id: '1',
	date: '2026-02-28',
	threat_level_id: '2',
	info: 'Parcel texts with a false toll',
	published: true,
	uuid: uuid(key),
	attribute_count: '3',
	analysis: '1',
	timestamp: time,
	distribution: '3',
	proposal_email_lock: false,
	locked: false,
	publish_timestamp: later,
	sharing_group_id: '0',
	disable_correlation: false,
	extends_uuid: '',
	Org: organisation('Receiving team'),
	Orgc: organisation('Harbour CERT'),
	...more
});

export const tag = (name: string): JsonObject => ({
	id: '5',
	name,
	colour: '#ff00aa',
	exportable: true
});

export const cluster = (
	type: string,
	value: string,
	more: JsonObject = {},
	key = `${type} ${value}`
): JsonObject => ({
	id: '40',
	uuid: uuid(key),
	type,
	value,
	tag_name: `misp-galaxy:${type}="${value}"`,
	description: `What is told of ${value}`,
	galaxy_id: '6',
	source: 'Fictional list',
	authors: ['Nobody'],
	tag_id: '41',
	meta: {},
	...more
});

export const galaxy = (type: string, clusters: JsonObject[]): JsonObject => ({
	id: '6',
	uuid: uuid(`galaxy ${type}`),
	name: `Galaxy ${type}`,
	type,
	description: 'A list of such things',
	version: '3',
	GalaxyCluster: clusters
});

const hash = (kind: string, text: string) => createHash(kind).update(text).digest('hex');
export const hashes = { md5: hash('md5', 'a'), sha256: hash('sha256', 'a') };

/** One of everything. */
export const everything = event({
	Tag: [tag('tlp:green'), tag('PAP:AMBER'), tag('misp-galaxy:ransomware="Saltlock"')],
	extends_uuid: uuid('earlier event'),
	RelatedEvent: [{ Event: event({ info: 'Another wave', distribution: '1' }, 'related event') }],
	Galaxy: [
		galaxy('threat-actor', [
			cluster('threat-actor', 'Tidewater Crew', {
				meta: { synonyms: ['TW-9'], country: ['ZZ'] },
				GalaxyClusterRelation: [
					{
						id: '1',
						referenced_galaxy_cluster_uuid: uuid('mitre-tool Netcaster'),
						referenced_galaxy_cluster_type: 'uses',
						galaxy_cluster_uuid: uuid('threat-actor Tidewater Crew'),
						distribution: '3'
					}
				]
			})
		])
	],
	Attribute: [
		attribute('domain', 'Toll.Example', {
			to_ids: true,
			comment: 'Landing page',
			first_seen: '2026-02-27T22:14:28.711954+00:00',
			last_seen: '2026-02-28T01:00:00.000000+00:00',
			Tag: [
				tag('admiralty-scale:source-reliability="b"'),
				tag('admiralty-scale:information-credibility="2"')
			],
			Sighting: [
				{
					id: '90',
					attribute_id: '11',
					event_id: '7',
					org_id: '4',
					date_sighting: later,
					uuid: uuid('sighting'),
					source: 'proxy log',
					type: '0',
					Organisation: organisation('Lakeside bank')
				}
			],
			ShadowAttribute: [
				{
					...attribute('domain', 'to11.example', {}, 'proposal'),
					old_id: '11',
					event_uuid: uuid('event'),
					org_id: '4',
					proposal_to_delete: false,
					Org: organisation('Lakeside bank')
				}
			]
		}),
		attribute('domain|ip', 'pay.example|198.51.100.7', { distribution: '1' }),
		attribute('yara', 'rule toll { condition: true }', { category: 'Payload delivery' }),
		attribute('invented-type', 'something new', { timestamp: later })
	],
	Object: [
		object(
			'file',
			[
				['filename', 'filename', 'toll.apk'],
				['md5', 'md5', hashes.md5],
				['sha256', 'sha256', hashes.sha256],
				['size-in-bytes', 'size-in-bytes', '1024']
			],
			{
				comment: 'The dropper',
				ObjectReference: [
					{
						id: '8',
						uuid: uuid('reference'),
						timestamp: time,
						object_id: '3',
						event_id: '7',
						referenced_id: '11',
						referenced_type: '0',
						relationship_type: 'downloaded-from',
						comment: 'seen once',
						deleted: false,
						object_uuid: uuid('object file'),
						referenced_uuid: uuid('domain Toll.Example')
					}
				]
			}
		)
	],
	EventReport: [
		{
			id: '12',
			uuid: uuid('report'),
			event_id: '7',
			name: 'What happened',
			content: `It began at @[attribute](${uuid('domain Toll.Example')}).`,
			distribution: '0',
			sharing_group_id: '0',
			timestamp: time,
			deleted: false
		}
	],
	Note: [
		{
			id: '13',
			uuid: uuid('note'),
			object_uuid: uuid('event'),
			object_type: 'Event',
			authors: 'duty@harbour.example',
			created: '2026-03-01 09:00:00',
			modified: '2026-03-01T09:30:00+01:00',
			distribution: '3',
			note: 'Compare with January.',
			language: 'en',
			note_type_name: 'Note',
			Orgc: organisation('Harbour CERT')
		}
	]
});

async function* pieces(text: string | Uint8Array, size: number) {
	const bytes = typeof text === 'string' ? Buffer.from(text) : text;
	for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function readings(
	input: JsonObject | JsonObject[] | string | Uint8Array,
	size = 4_096
): Promise<Reading[]> {
	const text =
		typeof input === 'string' || input instanceof Uint8Array ? input : JSON.stringify(input);
	const found: Reading[] = [];
	for await (const reading of misp.read(pieces(text, size), {})) found.push(reading);
	return found;
}

export interface Outcome {
	read: number;
	records: RecordDraft[];
	claims: ClaimDraft[];
	drafts: Draft[];
	rejected: Remark[];
	warnings: Remark[];
}

export function outcomeOf(all: readonly Reading[]): Outcome {
	const drafts = all.flatMap((each) => (each.kind === 'draft' ? [each.draft] : []));
	return {
		read: all.reduce((sum, each) => sum + (each.kind === 'read' ? each.count : 0), 0),
		drafts,
		records: drafts.filter((draft) => draft.draft === 'record'),
		claims: drafts.filter((draft) => draft.draft === 'claim'),
		rejected: all.flatMap((each) => (each.kind === 'rejected' ? [each.remark] : [])),
		warnings: all.flatMap((each) => (each.kind === 'warning' ? [each.remark] : []))
	};
}

export const outcome = async (...args: Parameters<typeof readings>): Promise<Outcome> =>
	outcomeOf(await readings(...args));

/** An event in its wrapper. */
export const wrapped = (inner: JsonObject): JsonObject => ({ Event: inner });

export const recordOf = ({ records }: Outcome, key: string) =>
	records.find((each) => each.ref === ref(key)) ?? expect.fail(`no record of ${key}`);
export const said = ({ claims }: Outcome) =>
	claims.map(({ from, type, to, originalType }) => `${from} ${type} ${to} (${originalType})`);
