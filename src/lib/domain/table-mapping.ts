/**
 * How the rows of a table become things and claims. A mapping is plain data: written by hand, suggested from
 * the headers, saved and used again. What it does not say is never guessed: a day that may be read two
 * ways, a decimal comma or a local time is refused until the mapping says which it is.
 */
import * as v from 'valibot';
import { claimTypeNames } from './claim-types.ts';
import { identifierSchemes } from './draft.ts';
import { kindNames } from './kinds.ts';

/** Those that a file's own lines may tell. */
export const tellingDelimiters = [',', ';', '\t', '|'] as const;
/** The last is any run of blanks and tabs; it is never told, as it stands in names too. */
export const delimiters = [...tellingDelimiters, ' '] as const;
export type Delimiter = (typeof delimiters)[number];

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-15'] as const;
export type Encoding = (typeof encodings)[number];

/** `iso` is `2026-11-23`, `dmy` `23/11/2026`, `mdy` `11/23/2026`; `seconds` and `milliseconds` count from 1970. */
export const dateOrders = ['iso', 'dmy', 'mdy', 'seconds', 'milliseconds'] as const;
export type DateOrder = (typeof dateOrders)[number];

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
/** A column by its header; the second of two alike is `header (2)`, and one without is `column 3`. */
const Column = v.strictObject({ column: name });
const Value = v.union([Column, v.strictObject({ text: v.pipe(v.string(), v.maxLength(1000)) })]);
export type Value = v.InferOutput<typeof Value>;

const named = v.optional(v.array(v.strictObject({ name, value: Value })), []);

const Thing = v.strictObject({
	/** What the claims call it. */
	id: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,30}$/)),
	kind: v.picklist(kindNames),
	/** Preferred name first. */
	names: v.optional(v.array(Value), []),
	/** The first that a row gives tells the thing. */
	identifiers: v.optional(
		v.array(v.strictObject({ scheme: v.picklist(identifierSchemes), value: Value })),
		[]
	),
	description: v.optional(Value),
	attributes: named
});

const Claim = v.strictObject({
	type: v.picklist(claimTypeNames),
	from: v.string(),
	to: v.string(),
	/** Columns that number the row in its source's own books: a transaction id. Else its content does. */
	reference: v.optional(v.array(Value), []),
	validFrom: v.optional(Value),
	validUntil: v.optional(Value),
	/** Seconds after `validFrom` at which it ended, where the table gives no end. */
	seconds: v.optional(Value),
	description: v.optional(Value),
	/** `TRANSFERRED` only. */
	happenedAt: v.optional(Value),
	amount: v.optional(
		v.strictObject({
			value: Value,
			currency: Value,
			/** An amount below zero is refused, or turns the transfer round. */
			negative: v.optional(v.picklist(['refuse', 'reverse']), 'refuse')
		})
	),
	attributes: named
});

export const TableMapping = v.pipe(
	v.strictObject({
		delimiter: v.optional(v.picklist(delimiters)),
		encoding: v.optional(v.picklist(encodings), 'utf-8'),
		/** Of a workbook with several: the sheet that is read. */
		sheet: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
		/** Line of the headers, from 1; 0 when there are none. What stands above is not read. */
		header: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000)), 1),
		dates: v.optional(
			v.strictObject({
				order: v.picklist(dateOrders),
				/** IANA name of the zone of local times. */
				zone: v.optional(v.pipe(v.string(), v.maxLength(60)))
			}),
			{ order: 'iso' }
		),
		decimal: v.optional(v.picklist(['.', ','])),
		/** ISO 3166-1 alpha-2: whose national numbers those without a country code are. */
		phoneCountry: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/))),
		things: v.pipe(v.array(Thing), v.minLength(1), v.maxLength(20)),
		claims: v.optional(v.pipe(v.array(Claim), v.maxLength(40)), [])
	}),
	v.check(
		({ things }) => new Set(things.map(({ id }) => id)).size === things.length,
		'things: each has an id of its own'
	),
	v.check(
		({ things, claims }) =>
			claims.every(({ from, to }) =>
				[from, to].every((end) => things.some(({ id }) => id === end))
			),
		'claims: from and to are ids of things'
	),
	v.check(
		({ things }) => things.every((thing) => thing.names.length + thing.identifiers.length > 0),
		'things: each has a name or an identifier'
	),
	v.check(
		({ claims }) =>
			claims.every(({ type, amount, happenedAt }) =>
				type === 'TRANSFERRED' ? true : amount === undefined && happenedAt === undefined
			),
		'claims: only TRANSFERRED has an amount and a moment'
	)
);
export type TableMapping = v.InferOutput<typeof TableMapping>;
/** A mapping as it was kept. */
export const parseMapping = (text: string): TableMapping => v.parse(TableMapping, JSON.parse(text));

export type MappedThing = TableMapping['things'][number];
export type MappedClaim = TableMapping['claims'][number];

/** Every column that a mapping reads. */
export function columnsOf({ things, claims }: TableMapping): Set<string> {
	const values: (Value | undefined)[] = [
		...things.flatMap(({ names, identifiers, description, attributes }) => [
			...names,
			...identifiers.map(({ value }) => value),
			description,
			...attributes.map(({ value }) => value)
		]),
		...claims.flatMap((claim) => [
			...claim.reference,
			claim.validFrom,
			claim.validUntil,
			claim.seconds,
			claim.description,
			claim.happenedAt,
			claim.amount?.value,
			claim.amount?.currency,
			...claim.attributes.map(({ value }) => value)
		])
	];
	return new Set(values.flatMap((value) => (value && 'column' in value ? [value.column] : [])));
}

/** Headers as columns are called: the second of two alike and those without any words get their own. */
export function columnNames(headers: readonly string[]): string[] {
	const seen = new Map<string, number>();
	return headers.map((header, i) => {
		const plain = header.trim() || `column ${i + 1}`;
		const times = (seen.get(plain) ?? 0) + 1;
		seen.set(plain, times);
		return times === 1 ? plain : `${plain} (${times})`;
	});
}
