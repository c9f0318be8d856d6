/**
 * A mapping while somebody makes it: what may still be open, and each change of it as a plain function. What comes
 * of it is a `TableMapping` that the reader takes, or the names of what is missing.
 */
import type { ClaimType } from './claim-types.ts';
import type { IdentifierScheme } from './draft.ts';
import type { Kind } from './kinds.ts';
import type {
	DateOrder,
	Delimiter,
	Encoding,
	MappedClaim,
	MappedThing,
	TableMapping,
	Value
} from './table-mapping.ts';

export interface DraftClaim extends Omit<MappedClaim, 'amount'> {
	amount: { value?: Value; currency?: Value; negative: 'refuse' | 'reverse' };
}

export interface MappingDraft {
	/** Empty: as the file tells it. */
	delimiter: Delimiter | '';
	encoding: Encoding | '';
	sheet: string;
	header: number;
	/** Empty: as the cells settle it, else it is asked. */
	order: DateOrder | '';
	zone: string;
	decimal: '.' | ',' | '';
	/** `none`: numbers without a country are refused knowingly. */
	phoneCountry: string;
	things: MappedThing[];
	claims: DraftClaim[];
}

export const emptyDraft = (): MappingDraft => ({
	delimiter: '',
	encoding: '',
	sheet: '',
	header: 1,
	order: '',
	zone: '',
	decimal: '',
	phoneCountry: '',
	things: [],
	claims: []
});

export const momentFields = ['validFrom', 'validUntil', 'happenedAt'] as const;
export const claimFields = [
	...momentFields,
	'seconds',
	'amount',
	'currency',
	'reference',
	'description',
	'attribute'
] as const;
export type ClaimField = (typeof claimFields)[number];
export type End = 'from' | 'to';

/** Where a column can go. */
export type Slot =
	| { of: 'thing'; id: string; field: 'name' | 'description' | 'attribute' }
	| { of: 'thing'; id: string; field: 'identifier'; scheme: IdentifierScheme }
	| { of: 'claim'; index: number; field: ClaimField | End };

/** The fields that claims of a type have. */
export const fieldsOf = (type: ClaimType): readonly ClaimField[] =>
	type === 'TRANSFERRED'
		? ['happenedAt', 'amount', 'currency', 'reference', 'description', 'attribute']
		: ['validFrom', 'validUntil', 'seconds', 'reference', 'description', 'attribute'];

/** A mapping that was suggested or saved, to go on with. How its file was written is the new file's own to tell. */
export const draftOf = (mapping: TableMapping): MappingDraft => ({
	delimiter: '',
	encoding: '',
	sheet: '',
	header: mapping.header,
	order: '',
	zone: mapping.dates.zone ?? '',
	decimal: '',
	phoneCountry: mapping.phoneCountry ?? '',
	things: mapping.things,
	claims: mapping.claims.map((claim) => ({
		...claim,
		amount: claim.amount ?? { negative: 'refuse' }
	}))
});

/** A saved mapping with the answers that were saved with it. */
export const answeredDraftOf = (mapping: TableMapping): MappingDraft => ({
	...draftOf(mapping),
	delimiter: mapping.delimiter ?? '',
	encoding: mapping.encoding,
	sheet: mapping.sheet ?? '',
	order: mapping.dates.order,
	decimal: mapping.decimal ?? ''
});

export const mostThings = 20;
export const mostClaims = 40;

const nextId = ({ things }: MappingDraft): string => {
	for (let n = 1; ; n++) if (!things.some(({ id }) => id === `thing-${n}`)) return `thing-${n}`;
};

const bareThing = (id: string, kind: Kind): MappedThing => ({
	id,
	kind,
	names: [],
	identifiers: [],
	attributes: []
});

export function addThing(draft: MappingDraft, kind: Kind): MappingDraft {
	if (draft.things.length >= mostThings) return draft;
	return { ...draft, things: [...draft.things, bareThing(nextId(draft), kind)] };
}

/** The claims stay, and miss an end. */
export const removeThing = (draft: MappingDraft, id: string): MappingDraft => ({
	...draft,
	things: draft.things.filter((thing) => thing.id !== id),
	claims: draft.claims.map((claim) => ({
		...claim,
		from: claim.from === id ? '' : claim.from,
		to: claim.to === id ? '' : claim.to
	}))
});

const changeThing = (
	draft: MappingDraft,
	id: string,
	change: (thing: MappedThing) => MappedThing
): MappingDraft => ({
	...draft,
	things: draft.things.map((thing) => (thing.id === id ? change(thing) : thing))
});

const changeClaim = (
	draft: MappingDraft,
	index: number,
	change: (claim: DraftClaim) => DraftClaim
): MappingDraft => ({
	...draft,
	claims: draft.claims.map((claim, i) => (i === index ? change(claim) : claim))
});

export const setKind = (draft: MappingDraft, id: string, kind: Kind): MappingDraft =>
	changeThing(draft, id, (thing) => ({ ...thing, kind }));

/** Between the first two things, where there are two. */
export function addClaim(draft: MappingDraft, type: ClaimType): MappingDraft {
	if (draft.claims.length >= mostClaims) return draft;
	const [from, to] = draft.things;
	const claim: DraftClaim = {
		type,
		from: from?.id ?? '',
		to: to?.id ?? '',
		reference: [],
		attributes: [],
		amount: { negative: 'refuse' }
	};
	return { ...draft, claims: [...draft.claims, claim] };
}

export const removeClaim = (draft: MappingDraft, index: number): MappingDraft => ({
	...draft,
	claims: draft.claims.filter((_, i) => i !== index)
});

export const setEnd = (
	draft: MappingDraft,
	{ index, end }: { index: number; end: End },
	id: string
): MappingDraft => changeClaim(draft, index, (claim) => ({ ...claim, [end]: id }));

export const swapEnds = (draft: MappingDraft, index: number): MappingDraft =>
	changeClaim(draft, index, (claim) => ({ ...claim, from: claim.to, to: claim.from }));

/** What the new type has no place for is let go of, and its columns stand among those not read. */
export const setType = (draft: MappingDraft, index: number, type: ClaimType): MappingDraft =>
	changeClaim(draft, index, (claim) => {
		const { validFrom, validUntil, seconds, happenedAt, ...rest } = claim;
		const moment = happenedAt ?? validFrom;
		if (type === 'TRANSFERRED') return { ...rest, type, ...(moment ? { happenedAt: moment } : {}) };
		return {
			...rest,
			type,
			amount: { negative: 'refuse' },
			...(moment ? { validFrom: moment } : {}),
			...(validUntil ? { validUntil } : {}),
			...(seconds ? { seconds } : {})
		};
	});

export const setNegative = (
	draft: MappingDraft,
	index: number,
	negative: 'refuse' | 'reverse'
): MappingDraft =>
	changeClaim(draft, index, (claim) => ({ ...claim, amount: { ...claim.amount, negative } }));

/** The same currency in every row, in place of a column. */
export const setCurrency = (draft: MappingDraft, index: number, text: string): MappingDraft =>
	changeClaim(draft, index, ({ amount: { currency: _, ...amount }, ...claim }) => ({
		...claim,
		amount: text === '' ? amount : { ...amount, currency: { text } }
	}));

const isColumn = (value: Value | undefined, column: string): boolean =>
	value !== undefined && 'column' in value && value.column === column;
const withValue = (values: readonly Value[], column: string): Value[] =>
	values.some((value) => isColumn(value, column)) ? [...values] : [...values, { column }];

const attributed = <T extends { attributes: MappedThing['attributes'] }>(
	of: T,
	column: string
): T =>
	of.attributes.some(({ value }) => isColumn(value, column))
		? of
		: { ...of, attributes: [...of.attributes, { name: column, value: { column } }] };

function toThing(draft: MappingDraft, slot: Extract<Slot, { of: 'thing' }>, column: string) {
	return changeThing(draft, slot.id, (thing) => {
		if (slot.field === 'name') return { ...thing, names: withValue(thing.names, column) };
		if (slot.field === 'description') return { ...thing, description: { column } };
		if (slot.field !== 'identifier') return attributed(thing, column);
		const { scheme } = slot;
		const there = thing.identifiers.some(
			(each) => each.scheme === scheme && isColumn(each.value, column)
		);
		return there
			? thing
			: { ...thing, identifiers: [...thing.identifiers, { scheme, value: { column } }] };
	});
}

/** The thing that a column names or identifies already, or a new one of that name. */
function endOf(draft: MappingDraft, column: string): { draft: MappingDraft; id: string } {
	const known = draft.things.find(
		({ names, identifiers }) =>
			names.some((value) => isColumn(value, column)) ||
			identifiers.some(({ value }) => isColumn(value, column))
	);
	if (known) return { draft, id: known.id };
	const id = nextId(draft);
	const added = addThing(draft, 'concept');
	if (added === draft) return { draft, id: '' };
	return { draft: toThing(added, { of: 'thing', id, field: 'name' }, column), id };
}

function toClaim(draft: MappingDraft, slot: Extract<Slot, { of: 'claim' }>, column: string) {
	const { index, field } = slot;
	if (field === 'from' || field === 'to') {
		const end = endOf(draft, column);
		return setEnd(end.draft, { index, end: field }, end.id);
	}
	return changeClaim(draft, index, (claim) => {
		if (!fieldsOf(claim.type).includes(field)) return claim;
		switch (field) {
			case 'attribute':
				return attributed(claim, column);
			case 'reference':
				return { ...claim, reference: withValue(claim.reference, column) };
			case 'amount':
				return { ...claim, amount: { ...claim.amount, value: { column } } };
			case 'currency':
				return { ...claim, amount: { ...claim.amount, currency: { column } } };
			default:
				return { ...claim, [field]: { column } };
		}
	});
}

/** Puts a column where it is asked for; one that is there already stays once. */
export const assign = (draft: MappingDraft, slot: Slot, column: string): MappingDraft =>
	slot.of === 'thing' ? toThing(draft, slot, column) : toClaim(draft, slot, column);

const without = (values: readonly Value[], column: string) =>
	values.filter((value) => !isColumn(value, column));
const unattributed = (attributes: MappedThing['attributes'], column: string) =>
	attributes.filter(({ value }) => !isColumn(value, column));

function thingWithout(thing: MappedThing, slot: Extract<Slot, { of: 'thing' }>, column: string) {
	const { description, ...rest } = thing;
	switch (slot.field) {
		case 'name':
			return { ...thing, names: without(thing.names, column) };
		case 'attribute':
			return { ...thing, attributes: unattributed(thing.attributes, column) };
		case 'identifier':
			return {
				...thing,
				identifiers: thing.identifiers.filter(
					(each) => each.scheme !== slot.scheme || !isColumn(each.value, column)
				)
			};
		case 'description':
			return isColumn(description, column) ? rest : thing;
	}
}

function claimWithout(claim: DraftClaim, field: ClaimField, column: string): DraftClaim {
	const { amount } = claim;
	switch (field) {
		case 'attribute':
			return { ...claim, attributes: unattributed(claim.attributes, column) };
		case 'reference':
			return { ...claim, reference: without(claim.reference, column) };
		case 'amount': {
			const { value, ...rest } = amount;
			return isColumn(value, column) ? { ...claim, amount: rest } : claim;
		}
		case 'currency': {
			const { currency, ...rest } = amount;
			return isColumn(currency, column) ? { ...claim, amount: rest } : claim;
		}
		default: {
			const { [field]: value, ...rest } = claim;
			return isColumn(value, column) ? rest : claim;
		}
	}
}

/** Takes a column out of one place. */
export function unassign(draft: MappingDraft, slot: Slot, column: string): MappingDraft {
	if (slot.of === 'thing')
		return changeThing(draft, slot.id, (thing) => thingWithout(thing, slot, column));
	const { field } = slot;
	return field === 'from' || field === 'to'
		? setEnd(draft, { index: slot.index, end: field }, '')
		: changeClaim(draft, slot.index, (claim) => claimWithout(claim, field, column));
}

/** Columns kept by name: with the first claim, or with the first thing where there is none. */
export function keepAsAttributes(draft: MappingDraft, columns: readonly string[]): MappingDraft {
	const [thing] = draft.things;
	const slot: Slot | undefined =
		draft.claims.length > 0
			? { of: 'claim', index: 0, field: 'attribute' }
			: thing && { of: 'thing', id: thing.id, field: 'attribute' };
	return slot ? columns.reduce((kept, column) => assign(kept, slot, column), draft) : draft;
}

/** Two columns are linked, the third is how much: what an edge list says. */
export function edgeList(draft: MappingDraft, columns: readonly string[]): MappingDraft {
	const [from, to, weight] = columns;
	if (from === undefined || to === undefined) return draft;
	const node = (id: string, column: string): MappedThing => ({
		...bareThing(id, 'concept'),
		names: [{ column }]
	});
	const things = [node('thing-1', from), node('thing-2', to)];
	const linked = addClaim({ ...draft, things, claims: [] }, 'RELATED_TO');
	if (weight === undefined) return linked;
	return changeClaim(linked, 0, (claim) => ({
		...claim,
		attributes: [{ name: 'weight', value: { column: weight } }]
	}));
}
