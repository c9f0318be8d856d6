/** Where the columns of a mapping go, and each place as one word that a menu can hold. */
import { identifierSchemes, type IdentifierScheme } from './draft.ts';
import { claimFields, type MappingDraft, type Slot } from './mapping-draft.ts';
import type { Value } from './table-mapping.ts';

export interface Use {
	slot: Slot;
	column: string;
}

const columnIn = (value: Value | undefined): string[] =>
	value && 'column' in value ? [value.column] : [];

function usesInThings({ things }: MappingDraft): Use[] {
	return things.flatMap(({ id, names, identifiers, description, attributes }) => {
		const at = (field: 'name' | 'description' | 'attribute', values: (Value | undefined)[]) =>
			values.flatMap(columnIn).map((column): Use => ({ slot: { of: 'thing', id, field }, column }));
		return [
			...at('name', names),
			...identifiers.flatMap(({ scheme, value }) =>
				columnIn(value).map((column): Use => ({
					slot: { of: 'thing', id, field: 'identifier', scheme },
					column
				}))
			),
			...at('description', [description]),
			...at(
				'attribute',
				attributes.map(({ value }) => value)
			)
		];
	});
}

function usesInClaims({ claims }: MappingDraft): Use[] {
	return claims.flatMap((claim, index) => {
		const values: Record<(typeof claimFields)[number], (Value | undefined)[]> = {
			validFrom: [claim.validFrom],
			validUntil: [claim.validUntil],
			happenedAt: [claim.happenedAt],
			seconds: [claim.seconds],
			amount: [claim.amount.value],
			currency: [claim.amount.currency],
			reference: claim.reference,
			description: [claim.description],
			attribute: claim.attributes.map(({ value }) => value)
		};
		return claimFields.flatMap((field) =>
			values[field]
				.flatMap(columnIn)
				.map((column): Use => ({ slot: { of: 'claim', index, field }, column }))
		);
	});
}

export const usesIn = (draft: MappingDraft): Use[] => [
	...usesInThings(draft),
	...usesInClaims(draft)
];

/** Columns of the table that nothing reads. */
export function unreadIn(draft: MappingDraft, columns: readonly string[]): string[] {
	const read = new Set(usesIn(draft).map(({ column }) => column));
	return columns.filter((column) => !read.has(column));
}

export const slotKey = (slot: Slot): string =>
	slot.of === 'claim'
		? `claim ${slot.index} ${slot.field}`
		: slot.field === 'identifier'
			? `thing ${slot.id} identifier ${slot.scheme}`
			: `thing ${slot.id} ${slot.field}`;

const isScheme = (text: string | undefined): text is IdentifierScheme =>
	identifierSchemes.some((scheme) => scheme === text);

/** The place that such a word means, or undefined where it means none. */
export function slotOf(key: string): Slot | undefined {
	const [of, which = '', field, scheme] = key.split(' ');
	if (of === 'thing') {
		if (field === 'name' || field === 'description' || field === 'attribute')
			return { of, id: which, field };
		return field === 'identifier' && isScheme(scheme)
			? { of, id: which, field, scheme }
			: undefined;
	}
	if (of !== 'claim' || !/^\d{1,3}$/.test(which)) return undefined;
	const known = [...claimFields, 'from', 'to'] as const;
	const found = known.find((each) => each === field);
	return found && { of, index: Number(which), field: found };
}
