import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classOfKind, kindOfClass, knownClasses } from '#lib/domain/case-mapping.ts';
import { Malformed, type Json, type JsonObject } from '#lib/domain/draft.ts';
import { isKind, kindNames } from '#lib/domain/kinds.ts';
import { caseUco } from '#lib/server/ingest/case.ts';
import { headOf } from '#lib/server/ingest/head.ts';
import { readerFor } from '#lib/server/ingest/readers.ts';
import { caseFile, context, nodes } from './case-fixtures.ts';
import { readBack } from './read-back.ts';
import { readWith, said } from './xml-read.ts';

const read = (text: string | Uint8Array, length?: number) => readWith(caseUco, text, length);
const kb = (id: string) => `kb:${id}`;
const person = (more: JsonObject = {}): JsonObject => ({
	'@id': 'kb:p',
	'@type': 'uco-identity:Person',
	'uco-core:name': 'Alma',
	...more
});
const ends = { 'uco-core:source': { '@id': 'kb:p' }, 'uco-core:target': { '@id': 'kb:q' } };

test('objects with their facets become things', async () => {
	const { records, rejected, read: count } = await read(caseFile());
	expect([rejected, count]).toEqual([[], nodes.length]);
	expect(
		records.map(({ ref, kind, names, identifiers }) => [
			ref,
			kind,
			names,
			identifiers.map(({ scheme, value }) => `${scheme}:${value}`)
		])
	).toEqual([
		[kb('investigation-1'), 'case', ['Operation Lantern'], []],
		[kb('person-1'), 'person', ['Alma Corland'], []],
		[kb('unit-1'), 'organisation', ['Belmark forensics'], []],
		[kb('phone-1'), 'device', ['Pelican 4'], []],
		[kb('account-1'), 'phone', ['+33 1 99 00 12 34'], ['phone:+33199001234']],
		[
			kb('account-2'),
			'email',
			['Desk@Vellmoor.example'],
			['email:Desk@vellmoor.example'.toLowerCase()]
		],
		[kb('message-1'), 'document', [], []],
		[kb('file-1'), 'file', ['ledger.ods'], [`sha256:${'ab'.repeat(32)}`]],
		[kb('place-1'), 'location', ['The quay'], []],
		[kb('tool-1'), 'tool', ['Extractor'], []],
		[kb('action-1'), 'observation', ['Extraction'], []],
		[kb('provenance-1'), 'exhibit', [], []]
	]);
	const of = (id: string) => records.find(({ ref }) => ref === kb(id));
	expect(of('person-1')).toMatchObject({
		tlp: 'amber+strict',
		pap: 'red',
		handling: ['H1'],
		source: { ref: kb('unit-1'), name: 'Belmark forensics' },
		modified: '2026-02-03T03:05:06.000Z',
		confidence: 70
	});
	expect(of('place-1')).toMatchObject({ latitude: 51.25, longitude: -3.5 });
	expect(of('action-1')).toMatchObject({
		validFrom: '2026-02-01T08:00:00.000Z',
		validUntil: '2026-02-01T09:30:00.000Z'
	});
	expect(of('provenance-1')).toMatchObject({ description: 'Image of the phone' });
	// Facets that stand beside their object are kept with it.
	expect(of('account-1')?.attributes).toMatchObject({
		'uco-core:hasFacet': [{ '@id': kb('phone-facet-1') }]
	});
});

test('relationships, actions and messages become claims', async () => {
	const { claims } = await read(caseFile());
	expect(
		claims.map(({ type, originalType, from, to }) => [
			type,
			originalType,
			from.replace('kb:', ''),
			to.replace('kb:', '')
		])
	).toEqual([
		['PART_OF', 'core/object', 'person-1', 'investigation-1'],
		['PART_OF', 'core/object', 'phone-1', 'investigation-1'],
		['RELATED_TO', 'observable/from', 'message-1', 'account-1'],
		['RELATED_TO', 'observable/to', 'message-1', 'account-2'],
		['COMMUNICATED_WITH', 'observable/MessageFacet', 'account-1', 'account-2'],
		['ATTRIBUTED_TO', 'action/performer', 'action-1', 'unit-1'],
		['USES', 'action/instrument', 'action-1', 'tool-1'],
		['LOCATED_IN', 'action/location', 'action-1', 'place-1'],
		['RELATED_TO', 'action/object', 'action-1', 'phone-1'],
		['RELATED_TO', 'action/result', 'action-1', 'provenance-1'],
		['PART_OF', 'core/object', 'file-1', 'provenance-1'],
		['PART_OF', 'core/object', 'message-1', 'provenance-1'],
		['PART_OF', 'Contained_Within', 'file-1', 'phone-1'],
		['RELATED_TO', 'Sheltered_At', 'person-1', 'place-1']
	]);
	expect(claims.at(-1)).toMatchObject({
		ref: kb('relationship-2'),
		tlp: 'amber+strict',
		validFrom: '2026-01-01T00:00:00.000Z'
	});
});

test('every value of the file is in the drafts, but for content of files', async () => {
	const { drafts, warnings } = await read(caseFile());
	const all = said(drafts);
	const leaves = (value: Json): string[] =>
		typeof value === 'object' && value !== null
			? Object.values(value).flatMap(leaves)
			: [String(value)];
	/** What the drafts say in other words: the marking, moments in UTC, and ids of what only holds words. */
	const elsewhere = [
		'c2VjcmV0',
		'kb:marking-1',
		'kb:statement-1',
		'uco-marking:MarkingDefinition',
		'uco-marking:StatementMarking',
		'statement',
		'TLP:AMBER+STRICT PAP:RED H1'
	];
	for (const leaf of nodes.flatMap(leaves).filter((value) => !elsewhere.includes(value)))
		expect(all).toContain(JSON.stringify(leaf).slice(1, -1));
	expect(all).not.toContain('c2VjcmV0');
	expect(warnings.map(({ reason }) => reason)).toEqual([
		'observable/dataPayload: 8 characters of content are not kept'
	]);
});

test('any order of the nodes, the context last, other prefixes and an older ontology say the same', async () => {
	const plain = async (text: string) =>
		(await read(text)).drafts
			.map(({ at: _at, ...draft }) => JSON.stringify(draft, (_, value: unknown) => value))
			.sort();
	const expected = await plain(caseFile());
	expect(await plain(caseFile(nodes.toReversed()))).toEqual(expected);
	expect(await plain(JSON.stringify({ '@graph': nodes, '@context': context }))).toEqual(expected);
	const text = caseFile([person()]);
	const { records } = await read(
		text
			.replaceAll('uco-core', 'c')
			.replaceAll('uco-identity', 'i')
			.replaceAll(
				'https://ontology.unifiedcyberontology.org/uco/identity/',
				'https://unifiedcyberontology.org/ontology/uco/identity#'
			)
	);
	expect(records).toMatchObject([{ kind: 'person', names: ['Alma'] }]);
});

test.each([
	['unknown TLP level', 'TLP:PURPLE', { tlp: 'red' }],
	['words alone', 'Only for the prosecutor', { handlingNote: 'Only for the prosecutor' }],
	['a level', 'TLP:GREEN', { tlp: 'green' }]
])('a marking of %s', async (_name, statement, expected) => {
	const marking = {
		'@id': 'kb:m',
		'@type': 'uco-marking:MarkingDefinition',
		'uco-marking:definition': [
			{ '@type': 'uco-marking:StatementMarking', 'uco-marking:statement': statement }
		]
	};
	const { records } = await read(
		caseFile([marking, person({ 'uco-core:objectMarking': { '@id': 'kb:m' } })])
	);
	expect(records).toMatchObject([expected]);
});

test('a marking that the file does not hold narrows', async () => {
	const { records, warnings } = await read(
		caseFile([person({ 'uco-core:objectMarking': { '@id': 'kb:elsewhere' } })])
	);
	expect(records).toMatchObject([{ tlp: 'amber+strict' }]);
	expect(warnings[0]?.reason).toContain('held at AMBER+STRICT');
});

test('of child sexual abuse only the case is kept', async () => {
	const { records, claims, rejected } = await read(
		caseFile([
			{
				'@id': 'kb:i',
				'@type': 'case-investigation:Investigation',
				'uco-core:name': 'Child sexual abuse material',
				'uco-core:object': [{ '@id': 'kb:f' }]
			},
			{ '@id': 'kb:f', '@type': 'uco-observable:File', 'uco-core:name': 'a.jpg' },
			person(),
			{
				'@id': 'kb:r',
				'@type': 'uco-core:Relationship',
				'uco-core:source': { '@id': 'kb:p' },
				'uco-core:target': { '@id': 'kb:f' }
			}
		])
	);
	expect(records.map(({ kind, names, tlp }) => [kind, names, tlp])).toEqual([
		['case', [], 'amber+strict'],
		['person', ['Alma'], undefined]
	]);
	expect(claims).toEqual([]);
	expect(rejected.map(({ id }) => id)).toEqual(['kb:f', 'kb:r']);
	expect(said(records)).not.toMatch(/a\.jpg|material/);
});

describe('refused, the rest goes on', () => {
	test.each([
		['no class', { '@id': 'kb:x' }, '@type: expected the class of the object, got nothing'],
		['no ends', { '@id': 'kb:x', '@type': 'uco-core:Relationship' }, 'core/source: expected'],
		['the id of another', person(), '@id: another object of this file has the same'],
		['no object', 7, 'expected an object, got a number']
	])('%s', async (_name, node, reason) => {
		const { rejected, records } = await read(caseFile([person(), node as JsonObject]));
		expect(rejected).toMatchObject([{ reason: expect.stringContaining(reason) as string }]);
		expect(rejected[0]?.at).toMatch(/^@graph\[1\], line \d+$/);
		expect(records).toHaveLength(1);
	});
	test('a key that stands twice', async () => {
		const { rejected } = await read(
			caseFile().replace('"@id": "kb:tool-1",', '"@id":"a","@id":"b",')
		);
		expect(rejected).toMatchObject([{ reason: 'a key stands twice in the same object' }]);
	});
});

test.each([
	['an empty file', ''],
	['a cut file', caseFile().slice(0, 900)],
	['no graph', JSON.stringify({ '@context': context })],
	['UTF-16', Buffer.from(caseFile(), 'utf16le')],
	['deep nesting', `{"@graph":[${'['.repeat(5_000)}`]
])('%s is refused as a whole', async (_name, text) => {
	await expect(read(text)).rejects.toThrow(Malformed);
});

test('relationships to several, without direction or words, and amounts of confidence', async () => {
	const { claims } = await read(
		caseFile([
			person(),
			person({ '@id': 'kb:q' }),
			{
				'@id': 'kb:r',
				'@type': 'uco-core:Relationship',
				...ends,
				'uco-core:source': [{ '@id': 'kb:p' }, { '@id': 'kb:q' }],
				'uco-core:isDirectional': false
			}
		])
	);
	expect(claims.map(({ from, to, type }) => [from, to, type])).toEqual([
		['kb:p', 'kb:q', 'RELATED_TO'],
		['kb:q', 'kb:q', 'RELATED_TO']
	]);
	expect(claims[0]?.attributes).toMatchObject({ 'uco-core:isDirectional': false });
	expect(new Set(claims.map(({ ref }) => ref)).size).toBe(2);
});

test('a moment without a zone stays a text, with a remark', async () => {
	const { records, warnings } = await read(
		caseFile([person({ 'uco-core:modifiedTime': '2026-01-01T00:00:00' })])
	);
	expect(records[0]?.modified).toBeUndefined();
	expect(records[0]?.attributes).toMatchObject({ 'uco-core:modifiedTime': '2026-01-01T00:00:00' });
	expect(warnings[0]?.reason).toMatch(/^core\/modifiedTime: .*kept as text$/);
});

test('words of the mapping are kinds, and each kind is written as a class that is read as one', () => {
	for (const name of knownClasses) expect(isKind(kindOfClass(name) ?? '')).toBe(true);
	for (const kind of kindNames) expect(classOfKind[kind]).toMatch(/^[a-z]+\/[A-Z]\w+$/);
});

test('it is told by its keys and its ontology, and read however it is cut', async () => {
	const text = caseFile();
	expect(readerFor(headOf(Buffer.from(text)))?.id).toBe('case');
	expect(readerFor(headOf(Buffer.from('{"@context":"https://schema.org","@graph":[]}')))?.id).toBe(
		'stix'
	);
	expect((await read(`\ufeff${text}`, 7)).drafts).toEqual((await read(text)).drafts);
});

test('anything that is nearly CASE is stored or refused with a reason', async () => {
	const value = fc.oneof(
		fc.constantFrom('kb:p', 'TLP:RED', '2026-01-01T00:00:00Z', '', 'TLP', '51'),
		fc.constantFrom({ '@id': 'kb:p' }, { '@id': 7 }, { '@value': 'x' }, {}, null, true, 3),
		fc.constant({ '@type': 'uco-observable:URLFacet', 'uco-observable:fullValue': 'http://a b' })
	);
	const key = fc.constantFrom(
		'@id',
		'@type',
		'uco-core:name',
		'uco-core:hasFacet',
		'uco-core:source',
		'uco-core:target',
		'uco-core:objectMarking',
		'uco-core:createdBy',
		'uco-core:modifiedTime',
		'uco-core:object',
		'uco-observable:hash',
		'faisceau:statement'
	);
	const type = fc.constantFrom(
		'uco-identity:Person',
		'uco-core:Relationship',
		'uco-marking:MarkingDefinition',
		'uco-types:Hash',
		'x'
	);
	const node = fc
		.tuple(
			type,
			fc.dictionary(key, fc.oneof(value, fc.array(value, { maxLength: 3 })), { maxKeys: 6 })
		)
		.map(([name, said]): JsonObject => ({ '@type': name, ...(said as JsonObject) }));
	await fc.assert(
		fc.asyncProperty(fc.array(node, { maxLength: 6 }), async (graph) => {
			const { rejected, warnings, read: count, records, claims } = await read(caseFile(graph));
			expect(count).toBe(graph.length);
			expect(rejected.length).toBeLessThanOrEqual(count);
			for (const { reason } of [...rejected, ...warnings]) expect(reason).toMatch(/\S/);
			for (const { ref, names } of records) expect([ref, ...names].every(Boolean)).toBe(true);
			for (const { from, to } of claims) expect(from && to).toBeTruthy();
		}),
		{ numRuns: 300 }
	);
}, 20_000);

test('import, import again, export and back create nothing twice, and undo leaves nothing', async () => {
	const { records, claims } = await read(caseFile());
	// What is restricted leaves with a reason only.
	await readBack(caseFile().replace(' H1', ''), {
		format: 'case',
		kinds: records.map(({ kind }) => kind),
		types: claims.map(({ type }) => type)
	});
});
