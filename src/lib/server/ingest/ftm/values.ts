/** Dates, amounts and names of an entity. What is not certain stays a text in the attributes. */
import { aliases, excerpts } from '#lib/domain/ftm-mapping.ts';
import { minorOf, type Unread } from '#lib/domain/money.ts';
import { clean } from '../stix/names.ts';
import { Remarks } from '../stix/object.ts';
import { instant } from '../stix/timestamps.ts';
import { oneOf, textsOf, type Entity } from './entity.ts';

const day = /^\d{4}-\d\d-\d\d$/;
const minute = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d$/;
const second = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?$/;
const zoned = /(?:Z|[+-]\d\d:\d\d)$/i;
const prefix = /^\d{4}(?:-\d\d?)?$|^\d{4}-\d\d-\d\d[T ]\d\d$/;

/**
 * A date of FollowTheMoney, which is in UTC always (`types/date.py`: "The timezone is always expected to be UTC"); a
 * day is its midnight, as everywhere here. A year, a month or an hour alone is no moment: it stays text.
 */
export function momentOf(text: string): { iso: string } | { problem: string } {
	const spaced = text.trim().replace(' ', 'T');
	if (day.test(spaced)) return instant(`${spaced}T00:00:00Z`);
	if (minute.test(spaced)) return instant(`${spaced}:00Z`);
	if (second.test(spaced)) return instant(`${spaced}Z`);
	if (zoned.test(spaced)) return instant(spaced);
	if (prefix.test(spaced))
		return { problem: 'less exact than a day or a minute; it is kept as text' };
	return { problem: 'expected a date like 2026-02-16; it is kept as text' };
}

/** The moment that a property says, where it says one and one only. */
export function dateIn(
	entity: Entity,
	property: string,
	remarks: Remarks = entity.remarks
): string | undefined {
	const texts = textsOf(entity, property);
	if (texts.length > 1) remarks.add(`${property}: ${texts.length} dates; they are kept as texts`);
	const text = oneOf(entity, property);
	if (text === undefined) return undefined;
	const read = momentOf(text);
	if ('iso' in read) return read.iso;
	remarks.add(`${property}: ${read.problem}`);
	return undefined;
}

export function interval(entity: Entity): { validFrom?: string; validUntil?: string } {
	const { remarks, schema } = entity;
	if (!schema.is.has('Interval')) return {};
	const validFrom = dateIn(entity, 'startDate');
	const validUntil = dateIn(entity, 'endDate');
	if (validFrom !== undefined && validUntil !== undefined && validUntil < validFrom)
		remarks.add(`endDate: the end ${validUntil} is before the start ${validFrom}`);
	return {
		...(validFrom === undefined ? {} : { validFrom }),
		...(validUntil === undefined ? {} : { validUntil })
	};
}

/** When it happened: its date, else the day on which it began. */
export function happened(entity: Entity): string | undefined {
	const known = ['date', 'authoredAt', 'startDate'].find((key) => textsOf(entity, key).length > 0);
	return known === undefined
		? undefined
		: dateIn(
				entity,
				known,
				known === 'startDate' ? new Remarks(entity.at, entity.id) : entity.remarks
			);
}

const unread: Readonly<Record<Unread, string>> = {
	'not-an-amount': 'expected an amount',
	ambiguous: 'it may be read two ways',
	'too-exact': 'it has more digits than its currency',
	'too-large': 'larger than can be counted exactly',
	'unknown-currency': 'the digits of its currency are not known'
};

/**
 * The amount of a payment. Numbers of FollowTheMoney have no one spelling (`types/number.py`), so one that may be
 * read two ways stays text. `amountUsd` and `amountEur` are conversions, and never stand for the amount.
 */
export function amountOf(entity: Entity): { amountMinor?: number; currency?: string } {
	const { remarks } = entity;
	if (textsOf(entity, 'amount').length === 0) return {};
	const amount = oneOf(entity, 'amount');
	const currency = oneOf(entity, 'currency')?.trim().toUpperCase();
	const kept = (problem: string) => {
		remarks.add(`amount: ${problem}; it is kept as text`);
		return {};
	};
	if (amount === undefined) return kept(`${textsOf(entity, 'amount').length} amounts`);
	if (currency === undefined) return kept('not in one currency');
	const minor = minorOf(amount, currency);
	return typeof minor === 'number' ? { amountMinor: minor, currency } : kept(unread[minor.problem]);
}

const longestName = 1_000;
const longestExcerpt = 120;
const mostNames = 1_000;

/** First and last name, where there is one of each and no name. */
function composed(entity: Entity): string[] {
	const parts = ['firstName', 'middleName', 'lastName'].map((key) => oneOf(entity, key));
	return parts[0] === undefined && parts[2] === undefined
		? []
		: [parts.filter((part) => part !== undefined).join(' ')];
}

function preferred(entity: Entity): { key: string; texts: readonly string[] } {
	const { schema } = entity;
	if (schema.is.has('Person') && textsOf(entity, 'name').length === 0) {
		const texts = composed(entity);
		if (texts.length) return { key: 'name', texts };
	}
	const key = schema.names.find((name) => textsOf(entity, name).length > 0) ?? 'name';
	return { key, texts: textsOf(entity, key) };
}

/** The name the file gives by itself, then the others of the same property, then aliases and former names. */
export function namesOf(entity: Entity): string[] {
	const { context, remarks, schema } = entity;
	const { key, texts } = preferred(entity);
	const caption = typeof context.caption === 'string' ? context.caption : undefined;
	const first = caption !== undefined && texts.includes(caption) ? [caption] : [];
	const others = schema.is.has('Thing') || schema.is.size === 0 ? aliases : [];
	const written = [
		...[...first, ...texts].map((text) => ({ key, text })),
		...others.flatMap((of) => textsOf(entity, of).map((text) => ({ key: of, text })))
	];
	const names = new Set<string>();
	for (const { key: of, text } of written.slice(0, mostNames)) {
		const name = clean(text, of, excerpts.has(of) ? longestExcerpt : longestName, remarks);
		if (name !== '') names.add(name);
	}
	if (written.length > mostNames)
		remarks.add(`${key}: ${written.length} names, the first ${mostNames} are shown`);
	return [...names];
}
