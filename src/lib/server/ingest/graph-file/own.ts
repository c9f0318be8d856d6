/**
 * What our own exports write of an entity or a claim (`export/columns.ts`), back in its place. A file is ours by
 * its columns, not by its author: Gephi writes them anew under its own name. Several values stand in one text
 * there, with ` | ` between them.
 */
import type {
	ClaimDraft,
	DraftIdentifier,
	IdentifierScheme,
	RecordDraft
} from '#lib/domain/draft.ts';
import { identifierSchemes } from '#lib/domain/draft.ts';
import { ownEdgeColumns, ownNodeColumns } from '#lib/domain/graph-file-mapping.ts';
import { gradeKey, parseGradeKey } from '#lib/domain/grading.ts';
import * as identifiers from '#lib/domain/identifiers.ts';
import { minorDigits } from '#lib/domain/money.ts';
import { roles } from '#lib/domain/contribution.ts';
import type { Remarks } from '../stix/object.ts';
import { instant } from '../stix/timestamps.ts';
import { taken, type Said } from './thing.ts';

/** Whether all the columns that tell a file of ours are declared. */
export const isOwn = (columns: Iterable<string>, of: 'node' | 'edge'): boolean => {
	const declared = new Set([...columns].map((column) => column.toLowerCase()));
	return (of === 'node' ? ownNodeColumns : ownEdgeColumns).every((column) => declared.has(column));
};

const split = (text: string | undefined): string[] => text?.split(' | ').filter(Boolean) ?? [];

const isScheme = (scheme: string): scheme is IdentifierScheme =>
	(identifierSchemes as readonly string[]).includes(scheme);

/** Where a value of a scheme has one spelling, the spelling; other schemes are kept as they are. */
function spelling(scheme: IdentifierScheme, value: string): string | undefined {
	switch (scheme) {
		case 'domain':
		case 'ip':
		case 'network':
		case 'url':
		case 'email':
		case 'mac':
		case 'asn':
		case 'cve':
			return identifiers[scheme](value);
		case 'md5':
		case 'sha1':
		case 'sha256':
		case 'sha512':
			return identifiers.hash(scheme, value);
		default:
			return value;
	}
}

function identifierOf(text: string): DraftIdentifier | undefined {
	const [, scheme = '', value = ''] = /^([a-z0-9-]{1,20}):([\s\S]{1,1000})$/.exec(text) ?? [];
	return isScheme(scheme) && spelling(scheme, value) === value ? { scheme, value } : undefined;
}

function ownIdentifiers(said: Said[], remarks: Remarks): DraftIdentifier[] {
	const texts = split(taken(said, 'identifiers'));
	return texts.flatMap((text) => {
		const found = identifierOf(text);
		if (found) return [found];
		remarks.add('identifiers: one of them is none that this program writes; it is kept as text');
		said.push({ id: 'identifiers', name: 'identifiers', value: text });
		return [];
	});
}

/** Puts back what was taken and has no place in a draft. */
const keep = (said: Said[], id: string, text: string | undefined) => {
	if (text !== undefined) said.push({ id, name: id, value: text });
};

const isRole = (text: string): text is (typeof roles)[number] =>
	(roles as readonly string[]).includes(text);

/** A source that stands alone; several behind one entity stay in the attributes. */
function sourceOf(said: Said[], column: string): { source?: { ref: string; name: string } } {
	const name = taken(said, column);
	if (name === undefined || name.trim() === '') return {};
	if (name.includes(' | ')) {
		keep(said, column, name);
		return {};
	}
	return { source: { ref: `named:${name}`, name } };
}

const revokedOf = (said: Said[], column: string) =>
	taken(said, column) === 'true' ? { revoked: true } : {};

export function ownRecord(
	said: Said[],
	kind: RecordDraft['kind'],
	remarks: Remarks
): Partial<RecordDraft> {
	const name = taken(said, 'name');
	const aliases = split(taken(said, 'aliases'));
	const originalTypes = taken(said, 'originalTypes');
	const role = taken(said, 'dataSubject');
	const isOne = role !== undefined && isRole(role) && kind === 'person';
	if (!isOne) keep(said, 'dataSubject', role);
	return {
		names: [...new Set([...(name === undefined ? [] : [name]), ...aliases])],
		identifiers: ownIdentifiers(said, remarks),
		...(originalTypes ? { originalType: originalTypes } : {}),
		...sourceOf(said, 'sources'),
		...(isOne ? { dataSubject: role } : {}),
		...revokedOf(said, 'revoked')
	};
}

/** A date of one of our columns; what is none is remarked and kept as text. */
function dateOf(said: Said[], column: string, remarks: Remarks): string | undefined {
	const text = taken(said, column);
	if (text === undefined || text === '') return undefined;
	const read = instant(text);
	if ('iso' in read) return read.iso;
	remarks.add(`${column}: ${read.problem}; it is kept as text`);
	keep(said, column, text);
	return undefined;
}

function amountOf(said: Said[], remarks: Remarks): { amountMinor?: number; currency?: string } {
	const minor = taken(said, 'amountMinor');
	const currency = taken(said, 'currency');
	if (minor === undefined && currency === undefined) return {};
	const amount = Number(minor);
	const isExact = /^\d{1,16}$/.test(minor ?? '') && Number.isSafeInteger(amount);
	if (isExact && currency !== undefined && minorDigits(currency) !== undefined)
		return { amountMinor: amount, currency };
	remarks.add('amountMinor, currency: expected a whole number and a known currency; kept as text');
	keep(said, 'amountMinor', minor);
	keep(said, 'currency', currency);
	return {};
}

function gradeOf(said: Said[], remarks: Remarks): Pick<ClaimDraft, 'evaluation'> {
	const text = taken(said, 'grade');
	if (text === undefined) return {};
	const evaluation = parseGradeKey(text);
	if (gradeKey(evaluation) === text) return { evaluation };
	remarks.add('grade: expected a scheme and a grade of it; kept as text');
	keep(said, 'grade', text);
	return {};
}

function confidenceOf(said: Said[], remarks: Remarks): { confidence?: number } {
	const text = taken(said, 'confidence');
	if (text === undefined || text === '') return {};
	if (/^\d{1,3}(?:\.\d{1,15})?$/.test(text) && Number(text) <= 100)
		return { confidence: Number(text) };
	remarks.add('confidence: expected a number from 0 to 100; kept as text');
	keep(said, 'confidence', text);
	return {};
}

export function ownClaim(
	said: Said[],
	type: ClaimDraft['type'],
	remarks: Remarks
): Partial<ClaimDraft> {
	const originalType = taken(said, 'originalType');
	const statement = taken(said, 'statement');
	const handlingNote = taken(said, 'handlingNote');
	const role = taken(said, 'role');
	const hasRole = type === 'INVOLVED_IN' && role !== undefined && isRole(role);
	if (!hasRole) keep(said, 'role', role);
	if (statement !== 'assessment' && statement !== 'fact') keep(said, 'statement', statement);
	return {
		...(originalType ? { originalType } : {}),
		...(statement === 'assessment' ? { statement } : {}),
		...(handlingNote ? { handlingNote } : {}),
		...(hasRole ? { role } : {}),
		...sourceOf(said, 'source'),
		...gradeOf(said, remarks),
		...confidenceOf(said, remarks),
		...present({
			validFrom: dateOf(said, 'validFrom', remarks),
			validUntil: dateOf(said, 'validUntil', remarks),
			happenedAt: dateOf(said, 'happenedAt', remarks)
		}),
		...amountOf(said, remarks),
		...revokedOf(said, 'claimRevoked')
	};
}

const present = <T extends object>(values: T): Partial<T> =>
	Object.fromEntries(
		Object.entries(values).filter(([, value]) => value !== undefined)
	) as Partial<T>;
