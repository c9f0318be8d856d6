import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Malformed, type Draft, type JsonObject } from '#lib/domain/draft.ts';
import { tlp2Ids } from '#lib/domain/stix-markings.ts';
import { headOf } from '#lib/server/ingest/head.ts';
import { readerFor } from '#lib/server/ingest/readers.ts';
import { stix } from '#lib/server/ingest/stix.ts';
import {
	bundle,
	everything,
	idOf,
	object,
	observable,
	readAll,
	readObjects,
	relationship
} from './stix-fixtures.ts';

const withoutPlace = (draft: Draft) => JSON.stringify({ ...draft, at: '' });

test('every STIX 2.1 type is accepted, without a remark', async () => {
	const { read, records, rejected, warnings } = await readObjects(...everything);
	expect(read).toBe(everything.length);
	expect(rejected).toEqual([]);
	expect(warnings).toEqual([]);
	const things = everything.filter(({ type }) => type !== 'relationship');
	expect(records.map(({ ref, originalType }) => [ref, originalType])).toEqual(
		things.map(({ id, type }) => [id, type])
	);
});

test('each type has the kind, name and first identifier it is looked for by', async () => {
	const { records } = await readObjects(...everything);
	const rows = Object.fromEntries(
		records.map(({ originalType, kind, names, identifiers: [first] }) => [
			originalType,
			[kind, names[0], first?.scheme === 'stix' ? 'stix' : `${first?.scheme}:${first?.value}`]
		])
	);
	expect(rows).toEqual({
		'attack-pattern': ['technique', 'Invoice diversion', 'stix'],
		campaign: ['campaign', 'Grey Heron', 'stix'],
		'course-of-action': ['countermeasure', 'Call back on a known number', 'stix'],
		grouping: ['concept', undefined, 'stix'],
		identity: ['organisation', 'Vellmoor Research Centre', 'stix'],
		incident: ['incident', 'Vellmoor outage', 'stix'],
		indicator: ['indicator', 'Beacon host', 'stix'],
		infrastructure: ['service', 'Relay pool', 'stix'],
		'intrusion-set': ['group', 'Palewick', 'stix'],
		location: ['location', 'Port Vostrel', 'stix'],
		malware: ['malware', 'Ferrylight', 'stix'],
		'malware-analysis': ['document', 'sandbox', 'stix'],
		note: ['document', 'Read this first', 'stix'],
		'observed-data': ['observation', undefined, 'stix'],
		opinion: ['document', 'disagree', 'stix'],
		report: ['document', 'Spring report', 'stix'],
		'threat-actor': ['persona', 'kestrel', 'stix'],
		tool: ['tool', 'Copperline', 'stix'],
		vulnerability: ['vulnerability', 'Gateway overflow', 'cve:CVE-2026-12345'],
		artifact: ['file', 'https://files.example/a.bin', `md5:${'a'.repeat(32)}`],
		'autonomous-system': ['network', 'EXAMPLE-AS', 'asn:64500'],
		directory: ['file', 'C:\\temp', 'stix'],
		'domain-name': ['domain', 'Beacon.Example.', 'domain:beacon.example'],
		'email-addr': ['email', 'Desk@Mailbridge.example', 'email:desk@mailbridge.example'],
		'email-message': ['document', 'Updated bank details', 'stix'],
		file: ['file', 'update.exe', `sha256:${'ab'.repeat(32)}`],
		'ipv4-addr': ['ip', '198.51.100.7', 'ip:198.51.100.7'],
		'ipv6-addr': ['ip', '2001:0DB8:0:0::7', 'ip:2001:db8::7'],
		'mac-addr': ['device', 'D2-FB-49-24-37-18', 'mac:d2:fb:49:24:37:18'],
		mutex: ['concept', '__FERRY__', 'stix'],
		'network-traffic': ['observation', undefined, 'stix'],
		process: ['software', 'update.exe /quiet', 'stix'],
		software: ['software', 'MailGate', 'stix'],
		url: ['url', 'HTTPS://Beacon.Example:443/a?b=C', 'url:https://beacon.example/a?b=C'],
		'user-account': ['persona', 'kestrel_9', 'stix'],
		'windows-registry-key': ['concept', 'HKLM\\Software\\Ferry', 'stix'],
		'x509-certificate': ['concept', '01:ff', `sha1:${'c'.repeat(40)}`],
		sighting: ['observation', undefined, 'stix'],
		'marking-definition': ['concept', 'Fictional, for tests.', 'stix'],
		'extension-definition': ['concept', 'example', 'stix'],
		'language-content': ['concept', undefined, 'stix'],
		'x-example-dossier': ['concept', 'Dossier 12', 'stix']
	});
});

test('nothing of an object is lost: draft and attributes together are the object', async () => {
	const { records, claims } = await readObjects(...everything);
	const rebuilt = [
		...records.map(({ ref, originalType, description, attributes }) => ({
			type: originalType,
			id: ref,
			...attributes,
			...(description === undefined ? {} : { description })
		})),
		...claims
			.filter(({ ref }) => !ref.includes('#'))
			.map(({ ref, originalType, description, attributes }) => ({
				type: 'relationship',
				id: ref,
				relationship_type: originalType,
				...attributes,
				...(description === undefined ? {} : { description })
			}))
	];
	for (const original of everything) {
		const expected = Object.fromEntries(
			Object.entries(original).filter(([key]) => key !== 'source_ref' && key !== 'target_ref')
		);
		expect(rebuilt.find(({ id }) => id === original.id)).toEqual(expected);
	}
});

test('references inside objects become claims, with the words and directions of the mapping', async () => {
	const { claims } = await readObjects(...everything);
	const typeOf = (id: string) => id.split('--')[0];
	expect(
		claims
			.map(
				({ from, type, to, originalType }) =>
					`${typeOf(from)} ${type} ${typeOf(to)} (${originalType})`
			)
			.sort()
	).toEqual(
		[
			'directory PART_OF file (contains_refs)',
			'file RELATED_TO artifact (content_ref)',
			'campaign PART_OF report (object_refs)',
			'language-content RELATED_TO campaign (object_ref)',
			'domain-name PART_OF observed-data (object_refs)',
			'domain-name RESOLVES_TO ipv4-addr (resolves_to_refs)',
			'email-addr COMMUNICATED_WITH email-addr (email-message)',
			'email-message RELATED_TO email-addr (from_ref)',
			'email-message RELATED_TO email-addr (to_refs)',
			'file PART_OF directory (contains_refs)',
			'intrusion-set USES malware (uses)',
			'ipv4-addr COMMUNICATED_WITH ipv6-addr (network-traffic)',
			'ipv4-addr PART_OF autonomous-system (belongs_to_refs)',
			'ipv4-addr PART_OF infrastructure (consists-of)',
			'ipv4-addr PART_OF observed-data (object_refs)',
			'malware HOSTED_ON infrastructure (hosts)',
			'malware PART_OF grouping (object_refs)',
			'malware PART_OF report (object_refs)',
			'malware RELATED_TO file (sample_refs)',
			'malware-analysis RELATED_TO file (analysis_sco_refs)',
			'network-traffic RELATED_TO ipv4-addr (src_ref)',
			'network-traffic RELATED_TO ipv6-addr (dst_ref)',
			'note RELATED_TO infrastructure (object_refs)',
			'observed-data PART_OF sighting (observed_data_refs)',
			'opinion RELATED_TO campaign (object_refs)',
			'process USES file (image_ref)',
			'sighting INDICATES indicator (sighting_of_ref)',
			'sighting LOCATED_IN location (where_sighted_refs)',
			'sighting RELATED_TO identity (where_sighted_refs)',
			'threat-actor CONTROLS infrastructure (hosts)',
			'user-account CONTROLS email-addr (belongs_to_ref)',
			'x-example-dossier RELATED_TO tool (lead_ref)'
		].sort()
	);
	const embedded = claims.find(({ originalType }) => originalType === 'sample_refs');
	expect(embedded?.ref).toBe(`${idOf('malware')}#sample_refs#${idOf('file')}`);
});

test('a relationship keeps its dates, confidence and words', async () => {
	const { claims } = await readObjects(...everything);
	const uses = claims.find(({ originalType }) => originalType === 'uses');
	expect(uses).toMatchObject({
		type: 'USES',
		from: idOf('intrusion-set'),
		to: idOf('malware'),
		description: 'Seen twice.',
		confidence: 70,
		modified: '2026-03-01T10:00:00.000Z',
		validFrom: '2026-03-01T10:00:00.000Z',
		validUntil: '2026-03-02T10:00:00.000Z'
	});
});

test('the author is the source, and who modified it is no claim', async () => {
	const author = object('identity', { name: 'Vellmoor CERT' }, 'author');
	const { records, claims } = await readObjects(
		object('tool', {
			name: 'T',
			created_by_ref: idOf('identity', 'author'),
			x_mitre_modified_by_ref: idOf('identity', 'author')
		})
	);
	expect(records[0]?.source).toEqual({ ref: author.id });
	expect(claims).toEqual([]);
});

test('any order of the objects gives the same drafts', async () => {
	const expected = (await readAll(bundle(everything))).flatMap((each) =>
		each.kind === 'draft' ? [withoutPlace(each.draft)] : []
	);
	await fc.assert(
		fc.asyncProperty(
			fc.shuffledSubarray(everything, { minLength: everything.length }),
			async (objects) => {
				const found = (await readAll(bundle(objects))).flatMap((each) =>
					each.kind === 'draft' ? [withoutPlace(each.draft)] : []
				);
				expect(found.sort()).toEqual(expected.sort());
			}
		),
		{ numRuns: 100 }
	);
});

describe('STIX 2.0', () => {
	const old = (type: string, more: JsonObject) =>
		Object.fromEntries(
			Object.entries(object(type, more)).filter(([key]) => key !== 'spec_version')
		);

	test('labels become the vocabulary they were, and the version is written', async () => {
		const { records, warnings } = await readObjects(
			old('malware', { name: 'Ferrylight', labels: ['ransomware'] }),
			old('indicator', {
				labels: ['anomalous-activity'],
				pattern: '[a:b = 1]',
				valid_from: '2026-01-01T00:00:00Z'
			})
		);
		expect(records[0]?.attributes).toMatchObject({
			spec_version: '2.1',
			malware_types: ['ransomware'],
			is_family: true
		});
		expect(records[0]?.attributes).not.toHaveProperty('labels');
		expect(records[1]?.attributes).toMatchObject({
			indicator_types: ['anomalous-activity'],
			pattern_type: 'stix'
		});
		expect(warnings).toEqual([
			'spec_version: absent; such objects are read as STIX 2.0 and brought to 2.1'
		]);
	});

	test('labels of a 2.1 object stay labels', async () => {
		const { records } = await readObjects(
			object('malware', { name: 'F', is_family: true, labels: ['seen-by-us'] })
		);
		expect(records[0]?.attributes.labels).toEqual(['seen-by-us']);
	});

	test('observables inside observed-data become records said by its author under its markings', async () => {
		const author = idOf('identity', 'author');
		const data = old('observed-data', {
			created_by_ref: author,
			object_marking_refs: [tlp2Ids.green],
			first_observed: '2026-01-01T00:00:00Z',
			last_observed: '2026-01-01T00:00:00Z',
			number_observed: 1,
			objects: {
				'0': { type: 'domain-name', value: 'a.example', resolves_to_refs: ['1'] },
				'1': { type: 'ipv4-addr', value: '192.0.2.1' },
				'2': { type: 'process', binary_ref: '3' },
				'3': { type: 'file', name: 'x.exe' }
			}
		});
		const first = await readObjects(data);
		const again = await readObjects(data);
		expect(first.read).toBe(1);
		expect(first.records.map(({ originalType }) => originalType)).toEqual([
			'observed-data',
			'domain-name',
			'ipv4-addr',
			'process',
			'file'
		]);
		for (const record of first.records) {
			expect(record.source).toEqual({ ref: author });
			expect(record.markingRefs).toEqual([tlp2Ids.green]);
		}
		const [, domain, ip, , file] = first.records;
		expect(first.claims).toContainEqual(
			expect.objectContaining({ type: 'RESOLVES_TO', from: domain?.ref, to: ip?.ref })
		);
		expect(first.claims).toContainEqual(
			expect.objectContaining({ originalType: 'image_ref', to: file?.ref })
		);
		expect(again.records.map(({ ref }) => ref)).toEqual(first.records.map(({ ref }) => ref));
		expect(first.records[0]?.attributes).not.toHaveProperty('objects');
	});

	test('an observable without a type is remarked and stays in the attributes', async () => {
		const { records, warnings, rejected } = await readObjects(
			object('observed-data', {
				first_observed: '2026-01-01T00:00:00Z',
				last_observed: '2026-01-01T00:00:00Z',
				number_observed: 1,
				objects: { '0': { value: 'a.example' }, '1': 7 }
			})
		);
		expect(rejected).toEqual([]);
		expect(warnings).toHaveLength(2);
		expect(records[0]?.attributes.objects).toEqual({ '0': { value: 'a.example' }, '1': 7 });
	});
});

describe('verdicts', () => {
	test.each([
		['no object', 7, 'expected an object, got a number'],
		['no id', { type: 'malware' }, 'id: expected a STIX id like malware--<uuid>, got nothing'],
		[
			'an id that is no UUID',
			{ type: 'malware', id: 'malware--1' },
			'id: expected a STIX id like malware--<uuid>, got "malware--1"'
		],
		[
			'an id of another type',
			{ type: 'tool', id: idOf('malware') },
			'id: it names another type than the type of the object'
		],
		['no type', { id: idOf('malware') }, 'type: expected text, got nothing'],
		[
			'a number as source_ref',
			object('relationship', {
				relationship_type: 'uses',
				source_ref: 7,
				target_ref: idOf('tool')
			}),
			'source_ref: expected the STIX id of an object, got 7'
		],
		[
			'no target_ref',
			object('relationship', { relationship_type: 'uses', source_ref: idOf('tool') }),
			'target_ref: expected the STIX id of an object, got nothing'
		],
		[
			'a relationship between relationships',
			object('relationship', {
				relationship_type: 'uses',
				source_ref: idOf('relationship', 'x'),
				target_ref: idOf('tool')
			}),
			expect.stringContaining('source_ref: expected the STIX id of an object')
		],
		[
			'markings that cannot be read',
			object('tool', { name: 'T', object_marking_refs: 'red' }),
			'object_marking_refs: expected a list of marking-definition ids'
		],
		[
			'a marking that is no marking',
			object('tool', { name: 'T', object_marking_refs: [idOf('tool')] }),
			'object_marking_refs: expected a list of marking-definition ids'
		],
		[
			'granular markings that cannot be read',
			object('tool', { name: 'T', granular_markings: [{ selectors: ['name'] }] }),
			'granular_markings: expected marking-definition ids, each with its selectors'
		]
	])('%s is refused alone', async (_name, bad, reason) => {
		const good = object('tool', { name: 'Copperline' }, 'good');
		const { rejected, records, read } = await readObjects(bad, good);
		expect(rejected.map((remark) => [remark.at, remark.reason])).toEqual([
			['objects[0], line 1', reason]
		]);
		expect(records.map(({ ref }) => ref)).toEqual([good.id]);
		expect(read).toBe(2);
	});

	test.each([
		[
			'a year 0',
			{ modified: '0000-01-01T00:00:00Z' },
			'modified: the year is outside 1900 to 2199, got "0000-01-01T00:00:00Z"'
		],
		[
			'a day that does not exist',
			{ modified: '2026-02-31T00:00:00Z' },
			'modified: no such date or time, got "2026-02-31T00:00:00Z"'
		],
		[
			'a far future',
			{ modified: '9999-12-31T00:00:00Z' },
			'modified: the year is outside 1900 to 2199, got "9999-12-31T00:00:00Z"'
		],
		['a date that is a number', { modified: 7 }, 'modified: expected a date as text, got 7'],
		[
			'a confidence of 101',
			{ confidence: 101 },
			'confidence: expected a whole number from 0 to 100, got 101'
		],
		[
			'revoked as text',
			{ revoked: 'yes' },
			'revoked: expected true or false, got a text of length 3'
		],
		['a name that is no text', { name: 7 }, 'name: expected text, got 7'],
		[
			'aliases that are no list',
			{ aliases: 'x' },
			'aliases: expected a list, got a text of length 1'
		],
		[
			'a description that is no text',
			{ description: [] },
			'description: expected text, got a list of length 0'
		],
		[
			'a reference to nothing',
			{ x_lead_ref: 'tool--1' },
			'x_lead_ref: expected a STIX id, got "tool--1"'
		],
		[
			'references that are no list',
			{ x_lead_refs: idOf('tool') },
			expect.stringContaining('x_lead_refs: expected a list')
		],
		[
			'an author that is no id',
			{ created_by_ref: 'me' },
			'created_by_ref: expected a STIX id, got a text of length 2'
		],
		[
			'a person where there should be a word',
			{ revoked: 'Jean Dupont, victim' },
			'revoked: expected true or false, got a text of length 19'
		],
		[
			'a number that may be a telephone',
			{ confidence: 33612345678 },
			'confidence: expected a whole number from 0 to 100, got a number'
		],
		['a missing date', { created: undefined }, 'created: required by STIX 2.1, missing'],
		[
			'a selector to nothing',
			{ granular_markings: [{ marking_ref: tlp2Ids.red, selectors: ['aliases.[3]'] }] },
			'granular_markings: nothing at the selector, a text of length 11'
		]
	])('%s is remarked, and the object kept whole', async (_name, more, reason) => {
		const tool = JSON.parse(JSON.stringify({ ...object('tool', { name: 'Copperline' }), ...more }));
		const { rejected, warnings, records } = await readObjects(tool);
		expect(rejected).toEqual([]);
		expect(warnings).toEqual([reason]);
		expect(records).toHaveLength(1);
		for (const [key, value] of Object.entries(more))
			if (value !== undefined && key !== 'granular_markings')
				expect(records[0]?.attributes[key]).toEqual(value);
	});

	test('dates are written in one width, in UTC', async () => {
		const { records } = await readObjects(
			object('tool', { name: 'T', modified: '2026-03-01T12:30:00.1234567+02:00' })
		);
		expect(records[0]?.modified).toBe('2026-03-01T10:30:00.123Z');
		expect(records[0]?.attributes.modified).toBe('2026-03-01T12:30:00.1234567+02:00');
	});

	test('an object with endless faults gets twenty remarks and a count', async () => {
		const { warnings } = await readObjects(
			object('report', {
				name: 'R',
				published: '2026-01-01T00:00:00Z',
				object_refs: Array<number>(5000).fill(1)
			})
		);
		expect(warnings).toHaveLength(21);
		expect(warnings.at(-1)).toBe('and 4980 more remarks on this object');
	});

	test('references may go round in circles', async () => {
		const a = object('identity', { name: 'A', created_by_ref: idOf('identity', 'b') }, 'a');
		const b = object('identity', { name: 'B', created_by_ref: idOf('identity', 'a') }, 'b');
		const self = relationship(a, 'related-to', a);
		const { records, claims, rejected } = await readObjects(a, b, self);
		expect([records.length, claims.length, rejected.length]).toEqual([2, 1, 0]);
	});
});

describe('hostile names', () => {
	test.each([
		['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
		['invoice\u202efdp.exe', 'invoicefdp.exe'],
		['pay\u200bpal\ufeff', 'paypal'],
		['two\r\nlines\u0007', 'two lines'],
		['half \ud800 pair', 'half pair'],
		['=cmd|calc', '=cmd|calc'],
		['constructor', 'constructor']
	])('%j is shown as text', async (written, shown) => {
		const { records } = await readObjects(object('tool', { name: written }));
		expect(records[0]?.names).toEqual([shown]);
		expect(records[0]?.attributes.name).toBe(written);
	});

	test('10 000 characters are cut where they are shown, not where they are kept', async () => {
		const name = '\u{1f980}'.repeat(10_000);
		const { records, warnings } = await readObjects(object('tool', { name }));
		expect([...(records[0]?.names[0] ?? '')]).toHaveLength(1_000);
		expect(records[0]?.attributes.name).toBe(name);
		expect(warnings).toEqual(['name: the name has 10000 characters, the first 1000 are shown']);
	});

	test('a description that would turn the page around is cleaned, and kept as written', async () => {
		const description = 'safe\u202eelpoep\u0000';
		const { records } = await readObjects(object('tool', { name: 'T', description }));
		expect(records[0]?.description).toBe('safeelpoep');
		expect(records[0]?.attributes.description).toBe(description);
	});
});

test('properties of the bundle itself are said not to be stored', async () => {
	const { warnings } = await readObjects();
	expect(warnings).toEqual([]);
	const readings = await readAll(bundle([], { x_note: 'hello' }));
	expect(readings).toEqual([
		{
			kind: 'warning',
			remark: {
				at: 'line 1',
				id: null,
				reason: 'x_note: this property of the bundle is not stored'
			}
		}
	]);
});

test('bundles on lines of their own are read one after the other', async () => {
	const readings = await readAll(
		`${bundle([object('tool', { name: 'A' }, 'a')])}\n${bundle([object('tool', { name: 'B' }, 'b')])}\n`
	);
	expect(readings.filter(({ kind }) => kind === 'draft')).toHaveLength(2);
});

test.each([
	['{"type":"bundle","objects":{"a":1}}', /objects: expected a list/],
	['[{"type":"bundle","objects":[]}]', /objects: a bundle inside a list/]
])('%s is refused', async (input, message) => {
	await expect(readAll(input)).rejects.toThrow(message);
});

test('reading stops when it is cancelled', async () => {
	const control = new AbortController();
	const many = (async function* () {
		yield Buffer.from('{"objects":[');
		for (let i = 0; ; i++)
			yield Buffer.from(`${i ? ',' : ''}${JSON.stringify(object('tool', { name: 'T' }))}`);
	})();
	let seen = 0;
	await expect(
		(async () => {
			for await (const reading of stix.read(many, { signal: control.signal }))
				if (reading.kind === 'read' && ++seen === 100) control.abort();
		})()
	).rejects.toThrow(/abort/i);
	expect(seen).toBeLessThan(110);
});

test.each([
	['a bundle', Buffer.from('{"type":"bundle"}'), true],
	['a list after a mark', Buffer.from('\ufeff [{}]'), true],
	['UTF-16, to say so', Buffer.from('\ufeff{"a":1}', 'utf16le'), true],
	['a table', Buffer.from('a;b;c\n1;2;3'), false],
	['XML', Buffer.from('<gexf/>'), false],
	['nothing', Buffer.from(''), false]
])('%s is recognised or not', (_name, head, expected) => {
	expect(readerFor(headOf(head))?.id === 'stix').toBe(expected);
});

const anything = fc.jsonValue({ maxDepth: 3 });
const nearly = fc
	.tuple(
		fc.constantFrom(...everything),
		fc.dictionary(
			fc.constantFrom(
				'type',
				'id',
				'name',
				'aliases',
				'modified',
				'value',
				'hashes',
				'object_refs',
				'source_ref',
				'target_ref',
				'relationship_type',
				'object_marking_refs',
				'granular_markings',
				'extensions',
				'objects',
				'external_references',
				'latitude',
				'confidence',
				'definition',
				'definition_type',
				'spec_version',
				'sectors',
				'labels',
				'number',
				'constructor',
				'toString'
			),
			fc.oneof(
				anything,
				fc.constantFrom(...everything.map(({ id }) => id ?? null)),
				fc.array(fc.constantFrom(idOf('tool'), tlp2Ids.red))
			),
			{ maxKeys: 4 }
		)
	)
	.map(([known, changes]) => ({ ...known, ...changes }));

test('any JSON at all: each object is stored or refused with a reason, and nothing else is thrown', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.oneof(nearly, nearly, anything), { maxLength: 3 }),
			async (objects) => {
				if (
					objects.some(
						(each) =>
							typeof each === 'object' &&
							each !== null &&
							'objects' in each &&
							'type' in each &&
							each.type === 'bundle'
					)
				)
					return;
				const readings = await readAll(bundle(objects)).catch((error: unknown) => {
					if (error instanceof Malformed) return [];
					throw error;
				});
				let drafts = 0;
				let refused = 0;
				const verdicts: number[] = [];
				for (const each of readings) {
					if (each.kind === 'read') {
						verdicts.push(drafts + refused);
						drafts = refused = 0;
					} else if (each.kind === 'rejected') refused++;
					else if (each.kind === 'draft') drafts++;
				}
				verdicts.push(drafts + refused);
				for (const verdict of verdicts.slice(1)) expect(verdict).toBeGreaterThan(0);
				for (const each of readings)
					if (each.kind === 'draft' && each.draft.draft === 'record')
						for (const text of [...each.draft.names, each.draft.description ?? ''])
							expect(text.isWellFormed()).toBe(true);
			}
		),
		{ numRuns: 10_000 }
	);
}, 180_000);

test('an observable with a value of its own ends with its STIX id, anything else begins with it', async () => {
	const { records } = await readObjects(
		observable('ipv4-addr', { value: '198.51.100.7' }),
		object('intrusion-set', {
			name: 'G',
			external_references: [{ source_name: 'mitre-attack', external_id: 'G9034' }]
		})
	);
	expect(
		records.map(({ identifiers }) => identifiers.map(({ scheme, value }) => `${scheme}:${value}`))
	).toEqual([
		['ip:198.51.100.7', `stix:${idOf('ipv4-addr')}`],
		[`stix:${idOf('intrusion-set')}`, 'external:G9034']
	]);
});
