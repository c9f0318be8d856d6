/**
 * What STIX has no property for, said through STIX 2.1's own extension mechanism (§7.3), so that a
 * bundle we export reads back as the same graph and other programs may ignore it.
 */
import * as v from 'valibot';
import { claimTypeNames } from './claim-types.ts';
import { identifierSchemes, type JsonObject } from './draft.ts';
import { Evaluation } from './grading.ts';
import { kindNames } from './kinds.ts';
import { handlingCodes, papLevels } from './marking.ts';

export const ownExtension = 'extension-definition--3f9d6c1e-7a54-4b8e-9c02-5d1be8a4f6d7';
export const ownIdentity = 'identity--8c2f4a9d-1e63-4c57-b0a8-72d9e5f3b614';

const Text = v.pipe(v.string(), v.maxLength(100_000));
const Reference = v.pipe(v.string(), v.minLength(1), v.maxLength(1_000));
const Instant = v.pipe(v.string(), v.isoTimestamp());
const Attributes = v.custom<JsonObject>(
	(value) => typeof value === 'object' && value !== null && !Array.isArray(value),
	'expected an object'
);
const roles = ['suspect', 'convicted', 'victim', 'witness', 'contact', 'other'] as const;

/** Grade, kind of statement and dates, beside any object. */
const stated = {
	source: v.optional(v.object({ ref: Reference, name: v.optional(Text) })),
	evaluation: v.optional(Evaluation),
	statement: v.optional(v.picklist(['fact', 'assessment'])),
	handling_note: v.optional(Text)
};

/** The statement as this program holds it, when it did not come from a STIX file. */
const held = {
	ref: Reference,
	original_type: Reference,
	description: v.optional(Text),
	confidence: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(100))),
	modified: v.optional(Instant),
	revoked: v.optional(v.boolean()),
	valid_from: v.optional(Instant),
	valid_until: v.optional(Instant),
	attributes: v.optional(Attributes, {})
};

export const RecordExtension = v.object({
	...stated,
	record: v.optional(
		v.object({
			...held,
			kind: v.picklist(kindNames),
			names: v.pipe(v.array(Text), v.maxLength(10_000)),
			identifiers: v.pipe(
				v.array(v.object({ scheme: v.picklist(identifierSchemes), value: Reference })),
				v.maxLength(10_000)
			),
			crime_area: v.optional(Text),
			sectors: v.optional(v.array(Text)),
			data_subject: v.optional(v.picklist(roles)),
			latitude: v.optional(v.pipe(v.number(), v.minValue(-90), v.maxValue(90))),
			longitude: v.optional(v.pipe(v.number(), v.minValue(-180), v.maxValue(180)))
		})
	)
});
export type RecordExtension = v.InferOutput<typeof RecordExtension>;

export const ClaimExtension = v.object({
	...stated,
	claim: v.optional(
		v.object({
			...held,
			type: v.picklist(claimTypeNames),
			from: Reference,
			to: Reference,
			amount_minor: v.optional(v.pipe(v.number(), v.safeInteger())),
			currency: v.optional(v.pipe(v.string(), v.maxLength(12))),
			happened_at: v.optional(Instant),
			role: v.optional(v.picklist(roles))
		})
	)
});
export type ClaimExtension = v.InferOutput<typeof ClaimExtension>;

/** PAP level or handling codes, said by a marking definition of ours. */
export const MarkingExtension = v.object({
	pap: v.optional(v.picklist(papLevels)),
	handling: v.optional(v.array(v.picklist(handlingCodes)))
});
export type MarkingExtension = v.InferOutput<typeof MarkingExtension>;

/** The author of the extension, and its definition, which every bundle that uses it carries. */
export const extensionObjects: readonly JsonObject[] = [
	{
		type: 'identity',
		spec_version: '2.1',
		id: ownIdentity,
		created: '2026-01-01T00:00:00.000Z',
		modified: '2026-01-01T00:00:00.000Z',
		name: 'Faisceau',
		identity_class: 'system'
	},
	{
		type: 'extension-definition',
		spec_version: '2.1',
		id: ownExtension,
		created_by_ref: ownIdentity,
		created: '2026-01-01T00:00:00.000Z',
		modified: '2026-01-01T00:00:00.000Z',
		name: 'Faisceau statements',
		description:
			'Kind, claim type, grade, dates and handling of a statement, and objects for kinds STIX has no object for.',
		schema: 'docs/data-model.md',
		version: '1.0.0',
		extension_types: ['property-extension', 'new-sdo']
	}
];

/** True for the two objects above: read back they say nothing about the world. */
export const isOwnObject = (id: string): boolean => id === ownExtension || id === ownIdentity;
