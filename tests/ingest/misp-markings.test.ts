import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#lib/domain/draft.ts';
import {
	attribute,
	event,
	iso,
	object,
	outcome,
	recordOf,
	ref,
	tag,
	wrapped
} from './misp-fixtures.ts';

const group = (name: string): JsonObject => ({
	distribution: '4',
	sharing_group_id: '3',
	SharingGroup: { id: '3', name, uuid: '00000000-0000-4000-8000-000000000003' }
});
/** The marking of an attribute in an event. */
async function marks(inEvent: JsonObject, onAttribute: JsonObject = {}) {
	const { tlp, pap, handlingNote } = recordOf(
		await outcome(
			wrapped(
				event({ ...inEvent, Attribute: [attribute('domain', 'a.example', onAttribute, 'a')] })
			)
		),
		'a'
	);
	return [tlp, pap, handlingNote].filter((each) => each !== undefined).join(' ');
}

test.each([
	['0', 'amber+strict'],
	['1', 'amber'],
	['2', 'green'],
	['3', 'green'],
	[3, 'green'],
	[null, '']
])('a distribution of %s is %s', async (distribution, tlp) => {
	expect(await marks({ distribution })).toBe(tlp);
});

describe('the most restrictive wins', () => {
	test.each<[string, JsonObject, JsonObject, string]>([
		['a tag narrows', { Tag: [tag('tlp:red')] }, {}, 'red'],
		['a tag never widens', { distribution: '1', Tag: [tag('tlp:clear')] }, {}, 'amber'],
		['a tag alone says it', { distribution: null, Tag: [tag('tlp:white')] }, {}, 'clear'],
		['its own distribution narrows', {}, { distribution: '0' }, 'amber+strict'],
		[
			'its own distribution never widens',
			{ distribution: '0' },
			{ distribution: '3' },
			'amber+strict'
		],
		[
			'its own tag narrows',
			{},
			{ Tag: [tag('TLP:AMBER+STRICT'), tag('PAP:RED')] },
			'amber+strict red'
		],
		['PAP of both', { Tag: [tag('PAP:RED')] }, { Tag: [tag('PAP:GREEN')] }, 'green red'],
		['tags as texts', { Tag: ['tlp:red'] }, {}, 'red'],
		['an unknown level', { Tag: [tag('tlp:ex:chr')] }, {}, 'red'],
		['a sharing group', group('Port police'), {}, 'amber+strict sharing group: Port police'],
		[
			'two sharing groups',
			group('Port police'),
			group('Banks'),
			'amber+strict sharing group: Port police; sharing group: Banks'
		],
		[
			'a sharing group without a name',
			{ distribution: '4', sharing_group_id: '9' },
			{},
			'amber+strict sharing group 9, not named in the file'
		],
		[
			'another name of a group, which it is not for',
			{ ...group('Port police'), distribution: '3' },
			{},
			'green'
		]
	])('%s', async (_name, inEvent, onAttribute, expected) => {
		expect(await marks(inEvent, onAttribute)).toBe(expected);
	});

	test('an object stands between an event and its attributes', async () => {
		const found = await outcome(
			wrapped(
				event({ Object: [object('file', [['filename', 'filename', 'x']], { distribution: '1' })] })
			)
		);
		expect(recordOf(found, 'object file').tlp).toBe('amber');
		expect(recordOf(found, 'object file filename x').tlp).toBe('amber');
		for (const claim of found.claims) expect(claim.tlp).toBe('amber');
	});

	test('an unknown level is remarked', async () => {
		const { warnings } = await outcome(
			wrapped(event({ Tag: [tag('tlp:ex:chr'), tag('PAP:BLUE')] }))
		);
		expect(warnings.map(({ reason }) => reason)).toEqual([
			'Tag: unknown TLP level, held as TLP:RED',
			'Tag: unknown PAP level, held as PAP:RED'
		]);
	});
});

test('what cannot be read as a marking is not stored', async () => {
	const part = await outcome(
		wrapped(
			event({
				Attribute: [
					attribute('domain', 'a.example', { distribution: '7' }),
					attribute('domain', 'b.example', { Tag: [7] }),
					attribute('domain', 'c.example')
				]
			})
		)
	);
	expect(part.rejected.map(({ at, reason }) => `${at}: ${reason}`)).toEqual([
		'Event[0].Attribute[0], line 1: distribution: expected 0 to 5, got a text of length 1',
		'Event[0].Attribute[1], line 1: Tag: expected a list of tags with names'
	]);
	const whole = await outcome(
		wrapped(event({ distribution: 'all', Attribute: [attribute('domain', 'a.example')] }))
	);
	expect(whole.drafts).toEqual([]);
	expect(whole).toMatchObject({
		read: 1,
		rejected: [
			{
				at: 'Event[0], line 1',
				id: ref('event'),
				reason:
					'distribution: expected 0 to 5, got a text of length 3; none of its 1 parts is stored'
			}
		]
	});
});

describe('child sexual abuse is case metadata and nothing more', () => {
	const site = attribute(
		'url',
		'http://bad.example/x',
		{ comment: 'see http://bad.example/x' },
		'site'
	);
	test.each([
		'dark-web:topic="pornography-child-exploitation"',
		'dark-web:topic="child-sexual-abuse-material"',
		'copine-scale:level-7',
		'custom:CSAM'
	])('an event tagged %s', async (name) => {
		const found = await outcome(
			wrapped(
				event({
					info: 'Images at http://bad.example/x',
					Tag: [tag(name)],
					Attribute: [site],
					Object: [object('file', [['filename', 'filename', 'x.jpg']])],
					EventReport: [{ uuid: '00000000-0000-4000-8000-000000000009', name: 'r', content: 'c' }]
				})
			)
		);
		expect(found.drafts).toHaveLength(1);
		expect(found.records[0]).toMatchObject({
			kind: 'document',
			names: [],
			tlp: 'amber+strict',
			handling: ['H3'],
			handlingNote: 'child sexual abuse: case metadata only',
			crimeArea: 'child-sexual-exploitation',
			modified: iso
		});
		expect(JSON.stringify(found)).not.toMatch(/bad\.example|x\.jpg/);
		expect(found.read - found.rejected.length).toBe(1);
	});

	test.each([
		['Case 12 of Ruritown', ['Case 12 of Ruritown']],
		['Seen on bad[.]example', []],
		['hxxp something', []]
	])('the title %s', async (info, names) => {
		const found = await outcome(wrapped(event({ info, Tag: [tag('custom:CSAM')] })));
		expect(found.records[0]?.names).toEqual(names);
		expect('info' in (found.records[0]?.attributes ?? {})).toBe(false);
	});

	test('an attribute so tagged, or an object that holds one, is refused alone', async () => {
		const marked = { Tag: [tag('custom:CSAM')] };
		const found = await outcome(
			wrapped(
				event({
					Attribute: [{ ...site, ...marked }, attribute('domain', 'a.example')],
					Object: [object('url', [['url', 'url', 'http://bad.example/x', marked]])]
				})
			)
		);
		expect(found.rejected).toHaveLength(3);
		expect(JSON.stringify(found)).not.toContain('bad.example');
		expect(found.records.map(({ kind }) => kind)).toEqual(['document', 'domain']);
	});

	test('other crimes against children, and children of processes, are not taken for it', async () => {
		const found = await outcome(
			wrapped(event({ Tag: [tag('misp:tool="child-of"'), tag('circl:topic="children-hospital"')] }))
		);
		expect(found.records[0]?.crimeArea).toBeUndefined();
	});
});
