import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#lib/domain/draft.ts';
import { tlp2Ids, tlpDefinition } from '#lib/domain/stix-markings.ts';
import { idOf, object, readObjects } from './stix-fixtures.ts';

const definition = (more: JsonObject, key?: string): JsonObject => ({
	type: 'marking-definition',
	spec_version: '2.1',
	id: idOf('marking-definition', key),
	created: '2026-01-01T00:00:00.000Z',
	...more
});

describe('marking definitions', () => {
	test.each([
		[
			'TLP as STIX 2.0 writes it',
			{ definition_type: 'tlp', definition: { tlp: 'white' } },
			{ tlp: 'clear' }
		],
		[
			'TLP as OpenCTI writes it',
			{ definition_type: 'TLP', definition: { TLP: 'TLP:AMBER+STRICT' } },
			{ tlp: 'amber+strict' }
		],
		[
			'TLP 2.0 by extension under another id',
			{
				extensions: {
					'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d': {
						extension_type: 'property-extension',
						tlp_2_0: 'red'
					}
				}
			},
			{ tlp: 'red' }
		],
		['TLP by name alone', { name: 'TLP:GREEN' }, { tlp: 'green' }],
		['PAP', { definition_type: 'PAP', definition: { PAP: 'PAP:RED' } }, { pap: 'red' }],
		[
			'a statement',
			{ definition_type: 'statement', definition: { statement: 'Ask first.' } },
			{ statement: 'Ask first.' }
		]
	])('%s', async (_name, more, expected) => {
		const { markings, records, warnings } = await readObjects(definition(more));
		expect(markings).toEqual([
			{ draft: 'marking', at: 'objects[0], line 1', ref: idOf('marking-definition'), ...expected }
		]);
		expect(records).toMatchObject([{ kind: 'concept', originalType: 'marking-definition' }]);
		expect(warnings).toEqual([]);
	});

	test.each([
		[
			{ definition_type: 'tlp', definition: { tlp: 'chartreuse' } },
			{ tlp: 'red' },
			/unknown TLP level/
		],
		[{ definition_type: 'tlp' }, { tlp: 'red' }, /unknown TLP level/],
		[{ definition_type: 'tlp', definition: 7 }, { tlp: 'red' }, /unknown TLP level/],
		[{ definition_type: 'pap', definition: { pap: 'x' } }, { pap: 'red' }, /unknown PAP level/],
		[
			{ definition_type: 'acme', definition: { level: 'top' } },
			{ statement: 'top' },
			/kept as a statement/
		]
	])(
		'%j is held at the strictest it could mean, with a remark',
		async (more, expected, warning) => {
			const { markings, warnings } = await readObjects(definition(more));
			expect(markings).toMatchObject([expected]);
			expect(warnings.join()).toMatch(warning);
		}
	);

	test('a predefined id means what the standard says, whatever the file writes', async () => {
		const { markings, records } = await readObjects({
			...tlpDefinition('red'),
			definition_type: 'tlp',
			definition: { tlp: 'clear' }
		});
		expect(markings).toMatchObject([{ ref: tlp2Ids.red, tlp: 'red' }]);
		expect(records).toEqual([]);
	});

	test.each([
		['marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9', 'clear'],
		['marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da', 'green'],
		['marking-definition--f88d31f6-486f-44da-b317-01333bde0b82', 'amber'],
		['marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed', 'red'],
		...Object.entries(tlp2Ids).map(([level, id]) => [id, level])
	])('%s needs no definition: it is %s', async (id, tlp) => {
		const { markings, records } = await readObjects(
			object('tool', { name: 'A', object_marking_refs: [id ?? ''] }, 'a'),
			object('tool', { name: 'B', object_marking_refs: [id ?? ''] }, 'b')
		);
		expect(markings).toMatchObject([{ ref: id, tlp }]);
		expect(records.map(({ markingRefs }) => markingRefs)).toEqual([[id], [id]]);
	});
});

describe('granular markings', () => {
	const red = tlp2Ids.red;
	const green = tlp2Ids.green;
	const marked = object('intrusion-set', {
		name: 'Palewick',
		aliases: ['open', 'hidden', 'also open'],
		description: 'hidden text',
		x_secret: { a: 1 },
		x_lead_refs: [idOf('tool', 'open'), idOf('tool', 'hidden')],
		external_references: [
			{ source_name: 'vendor', external_id: 'hidden-id', url: 'https://hidden.example' }
		],
		object_marking_refs: [green],
		granular_markings: [
			{
				marking_ref: red,
				selectors: [
					'aliases.[1]',
					'description',
					'x_secret',
					'x_lead_refs.[1]',
					'external_references.[0].url',
					'external_references.[0].external_id'
				]
			}
		]
	});

	test('what is marked leaves the object: name, text, identifiers and attributes hold none of it', async () => {
		const { records } = await readObjects(marked);
		const [base, part] = records;
		expect(records).toHaveLength(2);
		expect(base).toMatchObject({
			names: ['Palewick', 'open', 'also open'],
			markingRefs: [green],
			granularMarkings: []
		});
		expect(base?.variant).toBeUndefined();
		expect(JSON.stringify(base)).not.toMatch(/hidden|x_secret|granular_markings|"a":1/);
		expect(JSON.stringify(base)).not.toContain(idOf('tool', 'hidden'));
		expect(part).toMatchObject({
			variant: red,
			names: ['hidden'],
			description: 'hidden text',
			markingRefs: [green, red],
			identifiers: base?.identifiers
		});
	});

	test('a reference under a marking becomes a claim under that marking', async () => {
		const { claims } = await readObjects(marked);
		expect(claims.map(({ to, markingRefs }) => [to, markingRefs])).toEqual([
			[idOf('tool', 'open'), [green]],
			[idOf('tool', 'hidden'), [green, red]]
		]);
	});

	test('a marking on what the object cannot be without is a marking of the object', async () => {
		const { records } = await readObjects(
			object('tool', { name: 'T', granular_markings: [{ marking_ref: red, selectors: ['id'] }] })
		);
		expect(records.map(({ markingRefs, variant }) => [markingRefs, variant])).toEqual([
			[[red], undefined]
		]);
	});

	test('a marking inside a marked place covers the whole of it', async () => {
		const { records } = await readObjects(
			object('tool', {
				name: 'T',
				x_box: { open: 1, closed: 2 },
				granular_markings: [
					{ marking_ref: tlp2Ids.amber, selectors: ['x_box'] },
					{ marking_ref: red, selectors: ['x_box.closed'] }
				]
			})
		);
		expect(records).toHaveLength(2);
		expect(records[1]?.markingRefs).toEqual([tlp2Ids.amber, red].sort());
	});

	test('a relationship stands whole under the strictest of its markings', async () => {
		const { claims } = await readObjects(
			object('relationship', {
				relationship_type: 'uses',
				source_ref: idOf('intrusion-set'),
				target_ref: idOf('tool'),
				description: 'hidden',
				object_marking_refs: [green],
				granular_markings: [{ marking_ref: red, selectors: ['description'] }]
			})
		);
		expect(claims.map(({ markingRefs }) => markingRefs)).toEqual([[green, red]]);
	});

	test('a language tag hides nothing', async () => {
		const { records } = await readObjects(
			object('tool', { name: 'Outil', granular_markings: [{ lang: 'fr', selectors: ['name'] }] })
		);
		expect(records).toMatchObject([
			{ names: ['Outil'], attributes: { granular_markings: [{ lang: 'fr' }] } }
		]);
	});

	test('no marked value is ever in the part that is not marked', async () => {
		const secret = fc.stringMatching(/^secret-[a-z]{8}$/);
		const place = fc.constantFrom(
			'name',
			'description',
			'aliases.[0]',
			'aliases.[2]',
			'x_a',
			'x_a.b',
			'x_list.[1].c',
			'external_references.[0]'
		);
		await fc.assert(
			fc.asyncProperty(fc.uniqueArray(place, { minLength: 1 }), secret, async (selectors, word) => {
				const says = (selector: string, open: string) =>
					selectors.some((each) => selector === each || selector.startsWith(`${each}.`))
						? word
						: open;
				const { records } = await readObjects(
					object('campaign', {
						name: says('name', 'n'),
						description: says('description', 'd'),
						aliases: [says('aliases.[0]', 'a0'), 'a1', says('aliases.[2]', 'a2')],
						x_a: { b: says('x_a.b', 'b'), z: says('x_a.z', 'z') },
						x_list: [{ c: 'c0' }, { c: says('x_list.[1].c', 'c1'), e: 'e' }],
						external_references: [
							{ source_name: says('external_references.[0].source_name', 's') }
						],
						granular_markings: [{ marking_ref: red, selectors }]
					})
				);
				expect(JSON.stringify(records[0])).not.toContain(word);
				expect(JSON.stringify(records[1])).toContain(word);
			}),
			{ numRuns: 1_000 }
		);
	});
});
