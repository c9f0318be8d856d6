import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#lib/domain/draft.ts';
import {
	attribute,
	cluster,
	event,
	everything,
	galaxy,
	later,
	laterIso,
	organisation,
	outcome,
	recordOf,
	ref,
	said,
	tag,
	uuid,
	wrapped
} from './misp-fixtures.ts';

describe('galaxies', () => {
	test('a cluster is the kind of thing its galaxy lists, and part of the event that names it', async () => {
		const types = [
			['threat-actor', 'group'],
			['mitre-attack-pattern', 'technique'],
			['ransomware', 'malware'],
			['mitre-tool', 'tool'],
			['mitre-course-of-action', 'countermeasure'],
			['branded-vulnerability', 'vulnerability'],
			['country', 'location'],
			['sector', 'concept']
		] as const;
		const found = await outcome(
			wrapped(event({ Galaxy: types.map(([type]) => galaxy(type, [cluster(type, 'X')])) }))
		);
		expect(found.records.slice(1).map(({ originalType, kind }) => [originalType, kind])).toEqual(
			types
		);
		expect(new Set(found.claims.map(({ type, to }) => `${type} ${to}`))).toEqual(
			new Set([`PART_OF ${ref('event')}`])
		);
	});

	test('a cluster made from ATT&CK meets the STIX object it was made from', async () => {
		const masked = cluster('mitre-attack-pattern', 'False front - T9036', {
			meta: { external_id: ['T9036'], synonyms: ['Facade'] }
		});
		const { records } = await outcome(
			wrapped(event({ Galaxy: [galaxy('mitre-attack-pattern', [masked])] }))
		);
		expect(records[1]).toMatchObject({
			names: ['False front', 'False front - T9036', 'Facade'],
			identifiers: [
				{ scheme: 'stix', value: `attack-pattern--${String(masked.uuid)}` },
				{ scheme: 'stix', value: `x-misp--${String(masked.uuid)}` },
				{ scheme: 'external', value: 'T9036' }
			]
		});
	});

	test('an event tells of a cluster once; under a stricter marking an attribute has its own', async () => {
		const crew = galaxy('threat-actor', [
			cluster('threat-actor', 'Crew', { relationship_type: 'uses' })
		]);
		const { records, claims } = await outcome(
			wrapped(
				event({
					Galaxy: [crew],
					Attribute: [
						attribute('domain', 'a.example', { Galaxy: [crew] }),
						attribute('domain', 'b.example', { Galaxy: [crew], distribution: '0' })
					]
				})
			)
		);
		const crews = records.filter(({ originalType }) => originalType === 'threat-actor');
		expect(crews.map(({ ref: own, tlp }) => [own, tlp])).toEqual([
			[`${ref('threat-actor Crew')}/${ref('event')}`, 'green'],
			[`${ref('threat-actor Crew')}/${ref('domain b.example')}`, 'amber+strict']
		]);
		expect(claims.filter(({ originalType }) => originalType === 'uses')).toHaveLength(3);
	});

	test('a tag of a galaxy without its cluster names the thing; with it, it says nothing more', async () => {
		const crew = cluster('threat-actor', 'Crew');
		const { records } = await outcome(
			wrapped(
				event({
					Tag: [
						tag('misp-galaxy:threat-actor="Crew"'),
						tag('misp-galaxy:mitre-malware="Saltlock - S9001"'),
						tag('workflow:todo="review"')
					],
					Galaxy: [galaxy('threat-actor', [crew])]
				})
			)
		);
		expect(records.slice(1).map(({ names, kind }) => [kind, ...names])).toEqual([
			['group', 'Crew'],
			['malware', 'Saltlock', 'Saltlock - S9001']
		]);
	});
});

describe('what stands beside', () => {
	const about = (more: JsonObject) =>
		outcome(wrapped(event({ Attribute: [attribute('domain', 'a.example', more, 'a')] })));

	test('a sighting is an observation of who made it, and says by its type what was found', async () => {
		const sighting = (type: string, more: JsonObject = {}): JsonObject => ({
			uuid: uuid(`sighting ${type}`),
			type,
			date_sighting: later,
			...more
		});
		const found = await about({
			Sighting: [
				sighting('0', { Organisation: organisation('Lakeside bank') }),
				sighting('1'),
				sighting('2'),
				sighting('3'),
				sighting('9'),
				sighting('0', { uuid: uuid('a') })
			]
		});
		const seen = found.records.filter(({ kind }) => kind === 'observation');
		expect(
			seen.map(({ originalType, source, validFrom }) => [originalType, source?.name, validFrom])
		).toEqual([
			['sighting', 'Lakeside bank', laterIso],
			['false-positive', undefined, laterIso],
			['expiration', undefined, laterIso],
			['true-positive', undefined, laterIso],
			['sighting', undefined, laterIso]
		]);
		expect(found.claims.filter(({ to }) => to === ref('a')).map(({ type }) => type)).toEqual([
			'INDICATES',
			'RELATED_TO',
			'RELATED_TO',
			'INDICATES',
			'INDICATES'
		]);
		expect(found.rejected).toEqual([
			{
				at: 'Event[0].Attribute[0], line 1, Sighting[4]',
				id: ref('sighting 9'),
				reason: 'type: expected 0 to 3, got a text of length 1'
			}
		]);
	});

	test('a proposal is an assessment that joins nothing, and is remarked', async () => {
		const proposal = (more: JsonObject, key: string) => ({
			...attribute('domain', 'b.example', {}, key),
			Org: organisation('Lakeside bank'),
			...more
		});
		const found = await outcome(
			wrapped(
				event({
					ShadowAttribute: [proposal({ old_id: '0' }, 'add')],
					Attribute: [
						attribute(
							'domain',
							'a.example',
							{
								ShadowAttribute: [
									proposal({ old_id: '11', proposal_to_delete: true, distribution: '0' }, 'delete')
								]
							},
							'a'
						)
					]
				})
			)
		);
		const proposals = found.records.filter(({ statement }) => statement === 'assessment');
		expect(proposals.map((each) => [each.ref, each.kind, each.source?.name, each.tlp])).toEqual([
			[ref('add'), 'concept', 'Lakeside bank', 'green'],
			[ref('delete'), 'concept', 'Lakeside bank', 'amber+strict']
		]);
		for (const each of proposals)
			expect(each.identifiers).toEqual([{ scheme: 'stix', value: each.ref }]);
		expect(said(found)).toEqual(
			expect.arrayContaining([
				`${ref('add')} RELATED_TO ${ref('event')} (proposes to add)`,
				`${ref('delete')} RELATED_TO ${ref('a')} (proposes to delete)`
			])
		);
		expect(found.warnings).toHaveLength(2);
		expect(found.warnings[0]?.reason).toMatch(/^ShadowAttribute: a proposal of others/);
	});

	test('a report is a document of the event, tied to what its text names', async () => {
		const found = await outcome(wrapped(everything));
		expect(recordOf(found, 'report')).toMatchObject({
			kind: 'document',
			names: ['What happened'],
			tlp: 'amber+strict',
			originalType: 'event-report'
		});
		expect(said(found)).toContain(
			`${ref('report')} RELATED_TO ${ref('domain Toll.Example')} (mentions)`
		);
	});

	test('notes, opinions and relationships of analysts are assessments of who wrote them', async () => {
		const by = {
			Orgc: organisation('Lakeside bank'),
			modified: '2026-03-02T10:00:00Z',
			distribution: '1'
		};
		const found = await about({
			Opinion: [
				{
					...by,
					uuid: uuid('opinion'),
					opinion: '10',
					comment: 'Unlikely',
					Note: [{ ...by, uuid: uuid('on opinion'), note: 'Why?', modified: '2026-03-02 10:00:00' }]
				}
			],
			Relationship: [
				{
					...by,
					uuid: uuid('relationship'),
					object_uuid: uuid('a'),
					related_object_uuid: uuid('b'),
					relationship_type: 'resolves-to'
				}
			]
		});
		expect(recordOf(found, 'opinion')).toMatchObject({
			statement: 'assessment',
			tlp: 'amber',
			modified: laterIso,
			description: 'Unlikely',
			attributes: { opinion: '10' }
		});
		expect(recordOf(found, 'on opinion').modified).toBeUndefined();
		expect(found.warnings.map(({ reason }) => reason)).toEqual([
			'modified: expected a date like 2024-05-01T10:00:00Z; it stays as text'
		]);
		expect(said(found)).toEqual(
			expect.arrayContaining([
				`${ref('on opinion')} RELATED_TO ${ref('opinion')} (Note)`,
				`${ref('a')} RESOLVES_TO ${ref('b')} (resolves-to)`
			])
		);
	});
});
