/** What is left of an object without references to some others, in the words of STIX 2.1. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#lib/domain/draft.ts';
import { referencesIn, stands, withoutReferences } from '#lib/domain/references.ts';

const idOf = (type: string, digit: number) =>
	`${type}--${String(digit).repeat(8)}-1111-4111-8111-111111111111`;
const kept = idOf('tool', 1);
const lost = idOf('malware', 2);
const gone = (ref: string) => ref === lost;
const without = (attributes: JsonObject) => withoutReferences(attributes, gone);

describe('what is left', () => {
	test.each<[string, JsonObject, JsonObject]>([
		['a property', { name: 'A', sample_ref: lost }, { name: 'A' }],
		['one of a list', { object_refs: [lost, kept] }, { object_refs: [kept] }],
		['a list that would be empty', { name: 'A', object_refs: [lost] }, { name: 'A' }],
		[
			'a marking of a part, with what it marks',
			{ granular_markings: [{ marking_ref: lost, selectors: ['name'] }], name: 'A' },
			{ name: 'A' }
		],
		[
			'a part that was taken out of the object',
			{
				x_faisceau_selected: [
					{ selector: 'object_refs.[1]', value: lost },
					{ selector: 'name', value: 'A' }
				]
			},
			{ x_faisceau_selected: [{ selector: 'name', value: 'A' }] }
		],
		[
			'an archive that holds nothing any more',
			{ extensions: { 'archive-ext': { contains_refs: [lost], comment: 'x' } }, size: 2 },
			{ size: 2 }
		],
		[
			'a selector of a place that moved',
			{
				object_refs: [lost, kept],
				name: 'A',
				granular_markings: [{ lang: 'fr', selectors: ['object_refs.[1]', 'name'] }]
			},
			{
				object_refs: [kept],
				name: 'A',
				granular_markings: [{ lang: 'fr', selectors: ['name'] }]
			}
		],
		[
			'every selector of such a marking',
			{
				object_refs: [lost, kept],
				granular_markings: [{ lang: 'fr', selectors: ['object_refs.[1]'] }]
			},
			{ object_refs: [kept] }
		],
		['all there was', { sample_ref: lost }, {}]
	])('%s goes', (_, before, after) => {
		expect(without(before)).toEqual(after);
	});

	test('empty lists and objects of the source, words and other ids stay', () => {
		const attributes = {
			a: [],
			b: {},
			c: `see ${lost}`,
			d: { e: kept },
			f: [[kept], null],
			g: null
		};
		expect(without(attributes)).toBe(attributes);
		expect(without({ ...attributes, x_ref: lost })).toEqual(attributes);
	});

	test('whatever the shape, nothing names what is gone, and asked again nothing changes', () => {
		const ref = fc.constantFrom<Json>(kept, lost);
		const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
			tree: fc.oneof(
				{ maxDepth: 4 },
				ref,
				fc.array(tie('tree'), { maxLength: 3 }),
				fc.dictionary(fc.constantFrom('x_ref', 'x_refs', 'name', 'nested'), tie('tree'))
			)
		}));
		fc.assert(
			fc.property(fc.dictionary(fc.constantFrom('a', 'b'), tree), (attributes) => {
				const before = structuredClone(attributes);
				const left = withoutReferences(attributes, gone);
				expect([...referencesIn(left)]).not.toContain(lost);
				expect(attributes).toEqual(before);
				expect(withoutReferences(left, gone)).toBe(left);
			})
		);
	});
});

describe('what still stands', () => {
	test.each<[string, JsonObject, boolean]>([
		['report', { name: 'A', object_refs: [lost] }, false],
		['report', { name: 'A', object_refs: [lost, kept] }, true],
		['observed-data', { object_refs: [lost], objects: { 0: { type: 'file' } } }, true],
		['sighting', { sighting_of_ref: lost, count: 2 }, false],
		['network-traffic', { src_ref: lost, dst_ref: kept }, true],
		['network-traffic', { src_ref: lost, protocols: ['tcp'] }, false],
		['process', { image_ref: lost }, false],
		['malware', { created_by_ref: lost }, true],
		['toString', { created_by_ref: lost }, true]
	])('%s of %j: %s', (type, before, is) => {
		expect(stands(type, before, without(before))).toBe(is);
	});

	test('what lacked it before is as it was', () => {
		expect(stands('report', { name: 'A' }, { name: 'A' })).toBe(true);
	});
});
