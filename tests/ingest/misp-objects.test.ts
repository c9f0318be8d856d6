import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#lib/domain/draft.ts';
import {
	event,
	everything,
	hashes,
	object,
	outcome,
	recordOf,
	ref,
	said,
	tag,
	uuid,
	wrapped
} from './misp-fixtures.ts';

const holding = (...objects: JsonObject[]) => outcome(wrapped(event({ Object: objects })));
const ids = ({ identifiers }: { identifiers: { scheme: string; value: string }[] }) =>
	identifiers.map(({ scheme, value }) => `${scheme}:${value}`);

test('the attributes of a file are records of the one file they describe', async () => {
	const found = await outcome(wrapped(everything));
	const file = recordOf(found, 'object file');
	expect(file).toMatchObject({
		kind: 'file',
		originalType: 'file',
		names: ['toll.apk'],
		description: 'The dropper'
	});
	expect(ids(file)).toEqual([
		`sha256:${hashes.sha256}`,
		`md5:${hashes.md5}`,
		`stix:${ref('object file')}`
	]);
	const parts = found.records.filter(({ at }) => at.startsWith('Event[0].Object[0], line 1, '));
	expect(parts.map(({ originalType, kind, names }) => [originalType, kind, names])).toEqual([
		['filename', 'file', ['toll.apk']],
		['md5', 'file', []],
		['sha256', 'file', []],
		['size-in-bytes', 'file', []]
	]);
	for (const part of parts) expect(ids(part)[0]).toBe(`sha256:${hashes.sha256}`);
	expect(said(found)).toContain(`${ref('object file')} PART_OF ${ref('event')} (Object)`);
	expect(said(found)).toContain(
		`${ref('domain Toll.Example')} DELIVERS ${ref('object file')} (downloaded-from)`
	);
});

test('a thing among the attributes has an entity of its own and a claim to the object', async () => {
	const found = await holding(
		object('domain-ip', [
			['domain', 'domain', 'pay.example'],
			['ip', 'ip-dst', '198.51.100.7'],
			['first-seen', 'datetime', '2026-02-01T00:00:00+00:00']
		]),
		object('person', [
			['first-name', 'first-name', 'Vera'],
			['last-name', 'last-name', 'Muster'],
			['passport-number', 'passport-number', 'AB123'],
			['e-mail', 'email', 'vera@toll.example'],
			['role', 'text', 'Suspect']
		]),
		object('email', [['from', 'email-src', 'bait@toll.example']])
	);
	expect(ids(recordOf(found, 'object domain-ip'))[0]).toBe('domain:pay.example');
	expect(recordOf(found, 'object person')).toMatchObject({
		kind: 'person',
		names: ['Vera Muster'],
		dataSubject: 'suspect',
		identifiers: [
			{ scheme: 'stix', value: ref('object person') },
			{ scheme: 'document-number', value: 'passport:AB123' }
		]
	});
	expect(said(found)).toEqual(
		expect.arrayContaining([
			`${ref('object domain-ip')} RESOLVES_TO ${ref('object domain-ip ip 198.51.100.7')} (ip)`,
			`${ref('object person')} CONTROLS ${ref('object person e-mail vera@toll.example')} (e-mail)`,
			`${ref('object email from bait@toll.example')} PART_OF ${ref('object email')} (from)`
		])
	);
});

test('an unknown template is a concept that keeps its name', async () => {
	const found = await holding(object('brand-new', [['note', 'text', 'x']]));
	expect(recordOf(found, 'object brand-new')).toMatchObject({
		kind: 'concept',
		originalType: 'brand-new'
	});
});

test('two values of one scheme are two things, and neither says which the object is', async () => {
	const found = await holding(
		object('domain-ip', [
			['domain', 'domain', 'a.example'],
			['domain', 'domain', 'b.example']
		])
	);
	expect(ids(recordOf(found, 'object domain-ip'))).toEqual([`stix:${ref('object domain-ip')}`]);
	expect(ids(recordOf(found, 'object domain-ip domain a.example'))[0]).toBe('domain:a.example');
	expect(said(found)).toContain(
		`${ref('object domain-ip')} RELATED_TO ${ref('object domain-ip domain b.example')} (domain)`
	);
});

test('what is marked more strictly, or was deleted, tells nothing through the object', async () => {
	const secret = 'f'.repeat(64);
	const found = await holding(
		object('file', [
			['filename', 'filename', 'hidden-name', { Tag: [tag('tlp:red')] }],
			['sha256', 'sha256', secret, { distribution: '0' }],
			['md5', 'md5', hashes.md5],
			['sha1', 'sha1', 'e'.repeat(40), { deleted: true }]
		])
	);
	const file = recordOf(found, 'object file');
	expect(JSON.stringify(file)).not.toMatch(/ffff|eeee|hidden-name/);
	expect(file.tlp).toBe('green');
	expect(ids(file)[0]).toBe(`md5:${hashes.md5}`);
	const hidden = recordOf(found, `object file sha256 ${secret}`);
	expect(hidden.tlp).toBe('amber+strict');
	expect(ids(hidden).slice(0, 2)).toEqual([`md5:${hashes.md5}`, `sha256:${secret}`]);
	expect(recordOf(found, 'object file filename hidden-name').tlp).toBe('red');
	expect(recordOf(found, `object file sha1 ${'e'.repeat(40)}`).revoked).toBe(true);
});

test('a place has the position its attributes give', async () => {
	const at = (latitude: string) =>
		holding(
			object('geolocation', [
				['latitude', 'float', latitude],
				['longitude', 'float', '4.35'],
				['city', 'text', 'Ruritown']
			])
		);
	expect(recordOf(await at('50.85'), 'object geolocation')).toMatchObject({
		kind: 'location',
		names: ['Ruritown'],
		latitude: 50.85,
		longitude: 4.35
	});
	const far = await at('950.85');
	expect(recordOf(far, 'object geolocation').latitude).toBeUndefined();
	expect(far.warnings[0]?.reason).toMatch(/^latitude, longitude: expected degrees/);
});

describe('references', () => {
	const refers = (more: JsonObject) =>
		holding(object('file', [], { ObjectReference: [{ uuid: uuid('r'), ...more }] }));

	test('the word decides claim and direction, and is kept', async () => {
		const found = await refers({
			referenced_uuid: uuid('target'),
			relationship_type: 'dropped-by',
			comment: 'once',
			deleted: true
		});
		expect(found.claims.find((each) => each.ref === ref('r'))).toMatchObject({
			type: 'DELIVERS',
			from: ref('target'),
			to: ref('object file'),
			originalType: 'dropped-by',
			description: 'once',
			revoked: true
		});
	});

	test('without a target it is refused, without a word it is a relation with a remark', async () => {
		const lost = await refers({ relationship_type: 'uses' });
		expect(lost.rejected).toEqual([
			{
				at: 'Event[0].Object[0], line 1, ObjectReference[0]',
				id: ref('r'),
				reason: 'referenced_uuid: expected a UUID, got nothing'
			}
		]);
		const wordless = await refers({ referenced_uuid: uuid('target') });
		expect(wordless.claims.find((each) => each.ref === ref('r'))?.type).toBe('RELATED_TO');
		expect(wordless.warnings[0]?.reason).toBe('relationship_type: expected a word, got nothing');
	});
});

test('an object that is refused takes its parts with it, each counted', async () => {
	const found = await holding(
		object('file', [['md5', 'md5', hashes.md5]], { uuid: 'none', ObjectReference: [{}] })
	);
	expect(found.read).toBe(4);
	expect(found.rejected.map(({ at, reason }) => `${at}: ${reason}`)).toEqual([
		'Event[0].Object[0], line 1, Attribute[0]: the object it stands in is refused',
		'Event[0].Object[0], line 1, ObjectReference[0]: the object it stands in is refused',
		'Event[0].Object[0], line 1: uuid: expected a UUID, got a text of length 4'
	]);
});
