/**
 * Values of ISO 20022: amounts (ActiveOrHistoricCurrencyAndAmount, a decimal with a point and a currency), dates
 * (ISODate, ISODateTime) and the indicator of the direction.
 */
import { minorOfDecimal, type Unread } from '#lib/domain/money.ts';
import { instant } from '../stix/timestamps.ts';
import { attributeOf, textAt, type XmlElement } from '../xml/elements.ts';

export interface Amount {
	minor: number;
	currency: string;
}

const reasons: Readonly<Record<Unread, string>> = {
	'not-an-amount': 'expected an amount like 12.50, without a sign',
	ambiguous: 'expected an amount like 12.50',
	'too-exact': 'it has more digits after the point than its currency',
	'too-large': 'an amount beyond what can be held exactly',
	'unknown-currency': 'the digits of this currency are not known'
};

export function amountOf(element: XmlElement | undefined): Amount | { problem: string } {
	if (!element) return { problem: 'Amt: an entry without an amount' };
	const currency = attributeOf(element, 'Ccy')?.trim() ?? '';
	if (currency === '') return { problem: `${element.local}: expected the attribute Ccy` };
	const minor = minorOfDecimal(element.text, currency);
	return typeof minor === 'number'
		? { minor, currency }
		: { problem: `${element.local}: ${reasons[minor.problem]}` };
}

/** 1 for what comes to the account, -1 for what leaves it. */
export function signOf(element: XmlElement): 1 | -1 | undefined {
	const said = textAt(element, 'CdtDbtInd');
	return said === 'CRDT' ? 1 : said === 'DBIT' ? -1 : undefined;
}

/** `xs:boolean`. */
export const isTrue = (text: string | undefined): boolean => text === 'true' || text === '1';

const day = /^(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)?$/;
const local = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(?:\.\d{1,30})?$/;

export interface Moment {
	iso?: string;
	problem?: string;
	/** It has a time, and no zone for it: the day is the bank's, the time stays with the attributes. */
	isLocal?: true;
}

/** A day stays a day, at its midnight as elsewhere in this program; a moment with a zone is exact. */
export function momentOf(text: string): Moment {
	const [, date] = day.exec(text) ?? [];
	const [, localDate] = date === undefined ? (local.exec(text) ?? []) : [];
	const known = date ?? localDate;
	const read = instant(known === undefined ? text : `${known}T00:00:00Z`);
	if ('problem' in read) return { problem: read.problem };
	return localDate === undefined ? read : { ...read, isLocal: true };
}

/** The text of a choice of date and moment. */
export const dateTextOf = (element: XmlElement, local: string): string | undefined =>
	textAt(element, local, 'Dt') ?? textAt(element, local, 'DtTm');
