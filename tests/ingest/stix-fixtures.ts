/** One fictional object of every STIX 2.1 type, and builders for more. Nothing here exists. */
import { createHash } from 'node:crypto';
import type { JsonObject, Reading } from '#lib/domain/draft.ts';
import { stix } from '#lib/server/ingest/stix.ts';

export function idOf(type: string, key: string = type): string {
	const hex = createHash('sha1').update(`${type} ${key}`).digest('hex');
	return `${type}--${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const time = '2026-03-01T10:00:00.000Z';

/** A versioned object (SDO, SRO or meta object). */
export const object = (type: string, more: JsonObject = {}, key?: string): JsonObject => ({
	type,
	spec_version: '2.1',
	id: idOf(type, key),
	created: time,
	modified: time,
	...more
});

/** An observable: no author, no versions. */
export const observable = (type: string, more: JsonObject = {}, key?: string): JsonObject => ({
	type,
	spec_version: '2.1',
	id: idOf(type, key),
	...more
});

export const relationship = (
	source: JsonObject,
	word: string,
	target: JsonObject,
	more: JsonObject = {}
): JsonObject =>
	object(
		'relationship',
		{
			relationship_type: word,
			source_ref: String(source.id),
			target_ref: String(target.id),
			...more
		},
		`${String(source.id)} ${word} ${String(target.id)}`
	);

const ref = (type: string) => idOf(type);

export const domainObjects: JsonObject[] = [
	object('attack-pattern', {
		name: 'Invoice diversion',
		aliases: ['Mandate fraud'],
		external_references: [{ source_name: 'mitre-attack', external_id: 'T9901' }],
		kill_chain_phases: [{ kill_chain_name: 'example', phase_name: 'impact' }]
	}),
	object('campaign', { name: 'Grey Heron', first_seen: time, last_seen: '2026-04-01T00:00:00Z' }),
	object('course-of-action', { name: 'Call back on a known number' }),
	object('grouping', { context: 'suspicious-activity', object_refs: [ref('malware')] }),
	object('identity', {
		name: 'Vellmoor Research Centre',
		identity_class: 'organization',
		sectors: ['healthcare']
	}),
	object('incident', { name: 'Vellmoor outage' }),
	object('indicator', {
		name: 'Beacon host',
		pattern: "[domain-name:value = 'beacon.example']",
		pattern_type: 'stix',
		valid_from: time,
		valid_until: '2026-09-01T00:00:00Z'
	}),
	object('infrastructure', { name: 'Relay pool', infrastructure_types: ['botnet'] }),
	object('intrusion-set', { name: 'Palewick', aliases: ['Palewick Press'] }),
	object('location', { name: 'Port Vostrel', latitude: 51.5, longitude: 3.25, country: 'XX' }),
	object('malware', {
		name: 'Ferrylight',
		is_family: true,
		malware_types: ['ransomware'],
		sample_refs: [ref('file')]
	}),
	object('malware-analysis', { product: 'sandbox', analysis_sco_refs: [ref('file')] }),
	object('note', {
		abstract: 'Read this first',
		content: 'The relay moved.',
		object_refs: [ref('infrastructure'), ref('relationship')]
	}),
	object('observed-data', {
		first_observed: time,
		last_observed: time,
		number_observed: 3,
		object_refs: [ref('ipv4-addr'), ref('domain-name')]
	}),
	object('opinion', { opinion: 'disagree', object_refs: [ref('campaign')] }),
	object('report', {
		name: 'Spring report',
		published: time,
		object_refs: [ref('malware'), ref('campaign')]
	}),
	object('threat-actor', { name: 'kestrel', resource_level: 'individual' }),
	object('tool', { name: 'Copperline' }),
	object('vulnerability', {
		name: 'Gateway overflow',
		external_references: [{ source_name: 'cve', external_id: 'cve-2026-12345' }]
	})
];

export const observables: JsonObject[] = [
	observable('artifact', { url: 'https://files.example/a.bin', hashes: { MD5: 'a'.repeat(32) } }),
	observable('autonomous-system', { number: 64500, name: 'EXAMPLE-AS' }),
	observable('directory', { path: 'C:\\temp', contains_refs: [ref('file')] }),
	observable('domain-name', { value: 'Beacon.Example.', resolves_to_refs: [ref('ipv4-addr')] }),
	observable('email-addr', {
		value: 'Desk@Mailbridge.example',
		belongs_to_ref: ref('user-account')
	}),
	observable('email-message', {
		is_multipart: false,
		subject: 'Updated bank details',
		from_ref: ref('email-addr'),
		to_refs: [idOf('email-addr', 'victim')]
	}),
	observable('file', {
		name: 'update.exe',
		hashes: { 'SHA-256': 'AB'.repeat(32), MD5: 'b'.repeat(32) },
		content_ref: ref('artifact'),
		extensions: { 'archive-ext': { contains_refs: [ref('directory')] } }
	}),
	observable('ipv4-addr', { value: '198.51.100.7', belongs_to_refs: [ref('autonomous-system')] }),
	observable('ipv6-addr', { value: '2001:0DB8:0:0::7' }),
	observable('mac-addr', { value: 'D2-FB-49-24-37-18' }),
	observable('mutex', { name: '__FERRY__' }),
	observable('network-traffic', {
		protocols: ['tcp'],
		src_ref: ref('ipv4-addr'),
		dst_ref: ref('ipv6-addr'),
		start: time
	}),
	observable('process', { command_line: 'update.exe /quiet', image_ref: ref('file') }),
	observable('software', { name: 'MailGate', version: '4.2' }),
	observable('url', { value: 'HTTPS://Beacon.Example:443/a?b=C' }),
	observable('user-account', { account_type: 'forum', account_login: 'kestrel_9' }),
	observable('windows-registry-key', { key: 'HKLM\\Software\\Ferry' }),
	observable('x509-certificate', { serial_number: '01:ff', hashes: { 'SHA-1': 'c'.repeat(40) } })
];

const one = (type: string): JsonObject =>
	[...domainObjects, ...observables].find((each) => each.type === type) ?? {};

export const relationshipObjects: JsonObject[] = [
	relationship(one('intrusion-set'), 'uses', one('malware'), {
		description: 'Seen twice.',
		start_time: time,
		stop_time: '2026-03-02T10:00:00Z',
		confidence: 70
	}),
	relationship(one('infrastructure'), 'consists-of', one('ipv4-addr')),
	relationship(one('infrastructure'), 'hosts', one('malware')),
	relationship(one('threat-actor'), 'hosts', one('infrastructure')),
	object('sighting', {
		sighting_of_ref: ref('indicator'),
		observed_data_refs: [ref('observed-data')],
		where_sighted_refs: [ref('identity'), ref('location')],
		first_seen: time,
		count: 2
	})
];

export const metaObjects: JsonObject[] = [
	{
		type: 'marking-definition',
		spec_version: '2.1',
		id: idOf('marking-definition'),
		created: time,
		definition_type: 'statement',
		definition: { statement: 'Fictional, for tests.' }
	},
	object('extension-definition', {
		created_by_ref: ref('identity'),
		name: 'example',
		schema: 'https://example.invalid',
		version: '1',
		extension_types: ['property-extension']
	}),
	object('language-content', {
		object_ref: ref('campaign'),
		contents: { fr: { name: 'Héron gris' } }
	})
];

export const custom = object('x-example-dossier', {
	name: 'Dossier 12',
	x_weight: 3,
	extensions: {
		'extension-definition--00000000-0000-4000-8000-000000000001': {
			deep: { lead_ref: ref('tool') }
		}
	}
});

export const everything: JsonObject[] = [
	...domainObjects,
	...observables,
	...relationshipObjects,
	...metaObjects,
	custom
];

export const bundle = (objects: readonly unknown[], more: JsonObject = {}): string =>
	JSON.stringify({ type: 'bundle', id: idOf('bundle'), ...more, objects });

export async function readAll(input: string | Uint8Array): Promise<Reading[]> {
	const bytes = typeof input === 'string' ? Buffer.from(input) : input;
	const found: Reading[] = [];
	for await (const reading of stix.read(
		(async function* () {
			for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
		})(),
		{}
	))
		found.push(reading);
	return found;
}

/** The readings of some objects, sorted by what they are. */
export async function readObjects(...objects: unknown[]) {
	const readings = await readAll(bundle(objects));
	const drafts = readings.flatMap((each) => (each.kind === 'draft' ? [each.draft] : []));
	return {
		read: readings.reduce((sum, each) => sum + (each.kind === 'read' ? each.count : 0), 0),
		records: drafts.flatMap((draft) => (draft.draft === 'record' ? [draft] : [])),
		claims: drafts.flatMap((draft) => (draft.draft === 'claim' ? [draft] : [])),
		markings: drafts.flatMap((draft) => (draft.draft === 'marking' ? [draft] : [])),
		rejected: readings.flatMap((each) => (each.kind === 'rejected' ? [each.remark] : [])),
		warnings: readings.flatMap((each) => (each.kind === 'warning' ? [each.remark.reason] : []))
	};
}
