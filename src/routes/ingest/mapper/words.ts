/** What things, places and questions of a mapping are called. */
import type { IdentifierScheme } from '#lib/domain/draft.ts';
import type { Kind } from '#lib/domain/kinds.ts';
import type { Problem, Question } from '#lib/domain/mapping-check.ts';
import type { ClaimField, MappingDraft, Slot } from '#lib/domain/mapping-draft.ts';
import type { DateOrder, Delimiter, Encoding } from '#lib/domain/table-mapping.ts';
import { schemeName } from '#lib/explorer/terms.ts';
import { m } from '#lib/paraglide/messages.js';
import { claimVerb, kindName } from '#lib/ui/words.ts';

/** Schemes that things of a kind usually have; the others stand in the card of the thing. */
const usual: Partial<Record<Kind, readonly IdentifierScheme[]>> = {
	person: ['phone', 'email', 'document-number', 'handle', 'external'],
	organisation: ['domain', 'email', 'phone', 'external'],
	persona: ['handle', 'email', 'external'],
	phone: ['phone', 'external'],
	account: ['iban', 'account', 'external'],
	wallet: ['wallet', 'external'],
	email: ['email'],
	domain: ['domain'],
	ip: ['ip'],
	url: ['url'],
	network: ['network', 'asn'],
	device: ['mac', 'external'],
	file: ['sha256', 'sha1', 'md5', 'sha512']
};
export const usualSchemes = (kind: Kind): readonly IdentifierScheme[] =>
	usual[kind] ?? ['external'];

const fieldWords: Record<ClaimField, () => string> = {
	validFrom: m.map_field_from,
	validUntil: m.map_field_until,
	happenedAt: m.map_field_happened,
	seconds: m.map_field_seconds,
	amount: m.map_field_amount,
	currency: m.map_field_currency,
	reference: m.map_field_reference,
	description: m.map_field_description,
	attribute: m.map_field_attribute
};
export const fieldName = (field: ClaimField): string => fieldWords[field]();

/** Things of one kind are counted, so that each has a name of its own. */
export function thingName({ things }: MappingDraft, id: string): string {
	const thing = things.find((each) => each.id === id);
	if (!thing) return m.map_nobody();
	const alike = things.filter(({ kind }) => kind === thing.kind);
	const name = kindName(thing.kind);
	return alike.length === 1 ? name : `${name} ${alike.indexOf(thing) + 1}`;
}

export function claimName(draft: MappingDraft, index: number): string {
	const claim = draft.claims[index];
	if (!claim) return '';
	return `${thingName(draft, claim.from)} ${claimVerb(claim.type)} ${thingName(draft, claim.to)}`;
}

export function slotName(draft: MappingDraft, slot: Slot): string {
	if (slot.of === 'claim') {
		if (slot.field === 'from') return m.map_end_from();
		return slot.field === 'to' ? m.map_end_to() : fieldName(slot.field);
	}
	const field =
		slot.field === 'identifier'
			? schemeName(slot.scheme)
			: slot.field === 'name'
				? m.map_field_name()
				: fieldName(slot.field);
	return `${thingName(draft, slot.id)} · ${field}`;
}

/** As above, where an identifier that a thing of its kind has anyway need not be told twice. */
export function useName(draft: MappingDraft, slot: Slot): string {
	const thing = draft.things.find(({ id }) => slot.of === 'thing' && id === slot.id);
	const isOwn =
		thing &&
		slot.field === 'identifier' &&
		(slot.scheme === thing.kind || schemeName(slot.scheme) === kindName(thing.kind));
	return isOwn ? thingName(draft, thing.id) : slotName(draft, slot);
}

export const orderName: Record<DateOrder, () => string> = {
	iso: m.map_order_iso,
	dmy: m.map_order_dmy,
	mdy: m.map_order_mdy,
	seconds: m.map_order_seconds,
	milliseconds: m.map_order_milliseconds
};
export const delimiterName: Record<Delimiter, () => string> = {
	',': m.map_delimiter_comma,
	';': m.map_delimiter_semicolon,
	'\t': m.map_delimiter_tab,
	'|': m.map_delimiter_bar,
	' ': m.map_delimiter_blank
};
export const encodingName: Record<Encoding, string> = {
	'utf-8': 'UTF-8',
	'utf-16le': 'UTF-16 LE',
	'utf-16be': 'UTF-16 BE',
	'windows-1252': 'Windows-1252',
	'iso-8859-15': 'ISO-8859-15'
};

const questionWords: Record<Question, () => string> = {
	sheet: m.map_ask_sheet,
	delimiter: m.map_ask_delimiter,
	encoding: m.map_ask_encoding,
	order: m.map_ask_order,
	zone: m.map_ask_zone,
	decimal: m.map_ask_decimal,
	'phone-country': m.map_ask_phone
};

export function problemWords(draft: MappingDraft, problem: Problem): string {
	switch (problem.why) {
		case 'no-thing':
			return m.map_problem_no_thing();
		case 'unnamed-thing':
			return m.map_problem_unnamed({ thing: thingName(draft, problem.thing) });
		case 'no-end':
			return m.map_problem_no_end({ claim: claimName(draft, problem.claim) });
		case 'no-amount':
			return m.map_problem_no_amount({ claim: claimName(draft, problem.claim) });
		case 'no-currency':
			return m.map_problem_no_currency({ claim: claimName(draft, problem.claim) });
		case 'missing-columns':
			return m.map_problem_missing({ columns: problem.columns.join(', ') });
		case 'question':
			return problem.how === 'unknown' ? m.map_zone_unknown() : questionWords[problem.question]();
		case 'not-a-mapping':
			return m.map_problem_other({ reason: problem.reason });
	}
}
