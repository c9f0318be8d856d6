/**
 * One entry of a statement as claims: one for each transaction in it, or one for the entry that says nothing of its
 * transactions. The amount is what the transaction says in the currency of the entry, else the entry's own. What
 * several transactions leave open of their entry is a claim of its own, so that no amount is lost.
 */
import type { ClaimDraft, JsonObject, Place, RecordDraft, Remark } from '#lib/domain/draft.ts';
import { noReference } from '#lib/domain/camt-mapping.ts';
import { Remarks } from '../stix/object.ts';
import { childrenOf, elementAt, textAt, type XmlElement } from '../xml/elements.ts';
import { longestDescription } from '../xml/name.ts';
import { placeOf } from '../xml.ts';
import { recordOf, refOf, type Account } from './account.ts';
import { attributesOf } from './flat.ts';
import { counterpartyOf } from './parties.ts';
import { amountOf, dateTextOf, momentOf, signOf, type Amount } from './value.ts';

export interface EntryOf {
	own: Account;
	/** Id of the statement and what tells it from others of the account. */
	statement: string;
	/** Position of the entry in its statement, from 1. */
	number: number;
	modified?: string;
	/** How many claims of this statement have the reference already. */
	seen: Map<string, number>;
	/** Says once for a file that times have no zone. */
	localTime: () => string | undefined;
}

/** A claim with the record at its other end. */
export interface Transfer {
	claim: ClaimDraft;
	counterparty: RecordDraft;
}

export interface ReadEntry {
	transfers: Transfer[];
	warnings: Remark[];
	rejected: Remark[];
	/** Signed, of a booked entry; undefined where it could not be read. */
	booked?: { minor: bigint; currency: string };
}

/** What holds for the whole entry. */
interface Entry {
	element: XmlElement;
	at: Place;
	sign: 1 | -1;
	amount: Amount;
	status?: string;
	happenedAt?: string;
	/** Day it counts for, as written, for the reference of the claim. */
	day: string;
	attributes: JsonObject;
	remarks: Remarks;
	of: EntryOf;
}

const statusOf = (entry: XmlElement): string | undefined =>
	textAt(entry, 'Sts', 'Cd') ?? textAt(entry, 'Sts', 'Prtry') ?? textAt(entry, 'Sts');

function happenedAt(entry: XmlElement, remarks: Remarks, of: EntryOf): string | undefined {
	const text = dateTextOf(entry, 'BookgDt');
	if (text === undefined) return undefined;
	const { iso, problem, isLocal } = momentOf(text);
	if (problem) remarks.add(`BookgDt: ${problem}; it is kept as text`);
	const once = isLocal ? of.localTime() : undefined;
	if (once) remarks.add(`BookgDt: ${once}`);
	return iso;
}

const withoutDetails = new Set(['NtryDtls']);

function entryOf(element: XmlElement, of: EntryOf): Entry | { problem: string } {
	const remarks = new Remarks(placeOf(element), null);
	const amount = amountOf(elementAt(element, 'Amt'));
	if ('problem' in amount) return amount;
	const sign = signOf(element);
	if (!sign) return { problem: 'CdtDbtInd: expected CRDT or DBIT' };
	const status = statusOf(element);
	if (status === undefined) remarks.add('Sts: an entry without a status; it is read as booked');
	const happened = happenedAt(element, remarks, of);
	return {
		element,
		at: placeOf(element),
		sign,
		amount,
		...(status === undefined ? {} : { status }),
		...(happened === undefined ? {} : { happenedAt: happened }),
		day: dateTextOf(element, 'ValDt') ?? dateTextOf(element, 'BookgDt') ?? '',
		attributes: { ...attributesOf(element, withoutDetails), ...groupsOf(element) },
		remarks,
		of
	};
}

const transactions = new Set(['TxDtls']);

/** What stands around the transactions: the batch they came in. */
function groupsOf(element: XmlElement): JsonObject {
	const all: JsonObject = {};
	for (const details of childrenOf(element, 'NtryDtls'))
		for (const [name, value] of Object.entries(attributesOf(details, transactions)))
			if (!Object.hasOwn(all, name)) all[name] = value;
			else all[name] = [all[name] ?? '', value].flat();
	return all;
}

/** What a transaction says of its amount in the currency of its entry. */
function ownAmount(
	details: XmlElement,
	{ currency }: Amount
): Amount | { problem: string } | undefined {
	for (const element of [
		elementAt(details, 'Amt'),
		elementAt(details, 'AmtDtls', 'TxAmt', 'Amt')
	]) {
		if (!element) continue;
		const amount = amountOf(element);
		if ('problem' in amount || amount.currency === currency) return amount;
	}
	return undefined;
}

/** Domain, family and sub-family of the bank transaction code, else the bank's own word. */
function codeOf(element: XmlElement | undefined): string | undefined {
	const code = elementAt(element, 'BkTxCd');
	const parts = [
		textAt(code, 'Domn', 'Cd'),
		textAt(code, 'Domn', 'Fmly', 'Cd'),
		textAt(code, 'Domn', 'Fmly', 'SubFmlyCd')
	].filter((part) => part !== undefined);
	const word = parts.length ? parts.join('/') : textAt(code, 'Prtry', 'Cd');
	return word !== undefined && word.length <= 200 ? word : undefined;
}

function descriptionOf(
	entry: XmlElement,
	details: XmlElement | undefined
): { description?: string } {
	const lines = childrenOf(elementAt(details, 'RmtInf') ?? { ...entry, children: [] }, 'Ustrd')
		.map(({ text }) => text.trim())
		.filter(Boolean);
	const text =
		(lines.length ? lines.join('\n') : textAt(details, 'AddtlTxInf')) ??
		textAt(entry, 'AddtlNtryInf');
	return text === undefined || text.length > longestDescription ? {} : { description: text };
}

const referenceIn = (text: string | undefined): string | undefined =>
	text === undefined || noReference.has(text.toUpperCase()) ? undefined : text;

interface Part {
	details?: XmlElement;
	/** Position in the entry, from 1; 0 for the entry itself. */
	position: number;
	sign: 1 | -1;
	amount?: Amount;
}

/**
 * The bank's own reference names the entry wherever it is told of. Banks give one to a whole batch, or the same one
 * again, so account, direction, amount and day stand beside it; where there is none, the place in the statement does.
 */
function claimRef({ element, day, of }: Entry, { details, position, sign, amount }: Part): string {
	const ofDetails = referenceIn(textAt(details, 'Refs', 'AcctSvcrRef'));
	const reference = ofDetails ?? referenceIn(textAt(element, 'AcctSvcrRef'));
	const told = [of.own.key, sign, amount?.minor ?? null, amount?.currency ?? null, day];
	const ref =
		reference === undefined
			? ['entry', of.statement, of.number, position, ...told]
			: ['reference', reference, ofDetails === undefined ? position : 0, ...told];
	const key = JSON.stringify(ref);
	const times = (of.seen.get(key) ?? 0) + 1;
	of.seen.set(key, times);
	return times === 1 ? key : JSON.stringify([...ref, times]);
}

const noDetails: ReadonlySet<string> = new Set();

function transfer(entry: Entry, part: Part): Transfer {
	const { element, at, status, of, attributes } = entry;
	const { details, sign, amount } = part;
	const across = counterpartyOf({ entry: element, details, sign }, of.own, entry.remarks);
	const [from, to] = sign === 1 ? [across, of.own] : [of.own, across];
	return {
		counterparty: recordOf(across, at),
		claim: {
			draft: 'claim',
			at: details ? placeOf(details) : at,
			ref: claimRef(entry, part),
			originalType: codeOf(details) ?? codeOf(element) ?? 'Ntry',
			type: 'TRANSFERRED',
			from: refOf(from),
			to: refOf(to),
			markingRefs: [],
			// What is not booked is what the bank expects, or tells without any booking.
			...(status === undefined || status === 'BOOK' ? {} : { statement: 'assessment' as const }),
			...(of.modified === undefined ? {} : { modified: of.modified }),
			...(amount ? { amountMinor: amount.minor, currency: amount.currency } : {}),
			...(entry.happenedAt === undefined ? {} : { happenedAt: entry.happenedAt }),
			...descriptionOf(element, details),
			attributes: details
				? { ...attributesOf(details, noDetails), ...under('entry', attributes) }
				: { ...attributes }
		}
	};
}

const under = (name: string, attributes: JsonObject): JsonObject =>
	Object.fromEntries(Object.entries(attributes).map(([key, value]) => [`${name} / ${key}`, value]));

/** The transactions of an entry, each with its amount; those whose amount cannot be read are refused. */
function partsOf(entry: Entry, rejected: Remark[]): { parts: Part[]; isWhole: boolean } {
	const all = childrenOf(entry.element, 'NtryDtls').flatMap((details) =>
		childrenOf(details, 'TxDtls')
	);
	if (all.length === 0)
		return { parts: [{ position: 0, sign: entry.sign, amount: entry.amount }], isWhole: true };
	const parts = all.flatMap((details, index): Part[] => {
		const amount = ownAmount(details, entry.amount);
		const sign = signOf(details) ?? entry.sign;
		const position = index + 1;
		if (amount && 'problem' in amount) {
			rejected.push({ at: placeOf(details), id: null, reason: amount.problem });
			return [];
		}
		if (amount) return [{ details, position, sign, amount }];
		const only = all.length === 1 ? { amount: entry.amount } : {};
		return [{ details, position, sign: all.length === 1 ? entry.sign : sign, ...only }];
	});
	return { parts, isWhole: parts.length === all.length };
}

/** What the transactions of an entry leave open of its amount, or say beyond it. */
function restOf({ sign, amount, remarks }: Entry, parts: readonly Part[]): Part | undefined {
	const known = parts.reduce(
		(sum, part) => sum + BigInt(part.amount?.minor ?? 0) * BigInt(part.sign * sign),
		0n
	);
	const rest = BigInt(amount.minor) - known;
	if (rest === 0n) return undefined;
	const silent = parts.filter((part) => !part.amount).length;
	if (silent === 0 || rest < 0n) {
		remarks.add('TxDtls: the amounts of its transactions do not add up to the amount of the entry');
		return undefined;
	}
	remarks.add(
		`TxDtls: ${silent} of ${parts.length} transactions state no amount in the currency of the entry; what is left of it is a claim of its own`
	);
	return { position: 0, sign, amount: { minor: Number(rest), currency: amount.currency } };
}

export function readEntry(element: XmlElement, of: EntryOf): ReadEntry {
	const entry = entryOf(element, of);
	if ('problem' in entry)
		return {
			transfers: [],
			warnings: [],
			rejected: [{ at: placeOf(element), id: null, reason: entry.problem }]
		};
	const rejected: Remark[] = [];
	const { parts, isWhole } = partsOf(entry, rejected);
	const rest = isWhole ? restOf(entry, parts) : undefined;
	const transfers = [...parts, ...(rest ? [rest] : [])].map((part) => transfer(entry, part));
	const { minor, currency } = entry.amount;
	const isBooked = entry.status === undefined || entry.status === 'BOOK';
	return {
		transfers,
		warnings: entry.remarks.all(),
		rejected,
		booked: { minor: isBooked ? BigInt(minor) * BigInt(entry.sign) : 0n, currency }
	};
}
