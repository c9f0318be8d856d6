/**
 * One row as drafts. A record's reference is all that it says, so a row that says the same again meets
 * itself, and one that says something else stands beside it: nothing is overwritten. What joins them to
 * one thing is the identifier they share; a thing known only by its name has that name, in its source's
 * books, for an identifier.
 */
import { external } from '#lib/domain/identifiers.ts';
import type { ClaimDraft, DraftIdentifier, JsonObject, RecordDraft } from '#lib/domain/draft.ts';
import { fold } from '#lib/domain/fold.ts';
import type { MappedClaim, MappedThing, TableMapping, Value } from '#lib/domain/table-mapping.ts';
import { amount, CellFault, identifier, moment } from './cells.ts';

/** Words that stand in the place of a name: two of them are not one thing. */
const nobody: ReadonlySet<string> = new Set(
	[
		['unknown', 'unk', 'n a', 'na', 'none', 'null', 'nil', 'undefined', 'anonymous', 'no name'],
		[
			'inconnu',
			'inconnue',
			'anonyme',
			'neant',
			'sans nom',
			'unbekannt',
			'desconocido',
			'sconosciuto'
		]
	].flat()
);
const namesNobody = (name: string): boolean => {
	const bare = fold(name)
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
	return bare === '' || nobody.has(bare);
};

export interface Sheet {
	mapping: TableMapping;
	/** Position of each column by its name. */
	columns: ReadonlyMap<string, number>;
	/** Columns that the mapping does not read: each row keeps them. */
	rest: readonly string[];
	/** Who the table comes from, as it is called. */
	source: string;
}

export interface Numbered {
	at: string;
	line: number;
	cells: readonly string[];
	/** Positions of cells that are numbers in their file. */
	numbers?: ReadonlySet<number>;
	/** It names a thing that nothing is linked to. */
	alone?: boolean;
}

const cell = (value: Value | undefined, { cells }: Numbered, { columns }: Sheet): string =>
	value === undefined
		? ''
		: 'text' in value
			? value.text.trim()
			: (cells[columns.get(value.column) ?? -1] ?? '').trim();

function attributesOf(named: MappedThing['attributes'], row: Numbered, sheet: Sheet): JsonObject {
	return Object.fromEntries(
		named.flatMap(({ name, value }) => {
			const text = cell(value, row, sheet);
			return text === '' ? [] : [[name, text]];
		})
	);
}

const restOf = (row: Numbered, sheet: Sheet): JsonObject =>
	attributesOf(
		sheet.rest.map((column) => ({ name: column, value: { column } })),
		row,
		sheet
	);

function identifiersOf(thing: MappedThing, row: Numbered, sheet: Sheet) {
	const identifiers: DraftIdentifier[] = [];
	const called: string[] = [];
	for (const { scheme, value } of thing.identifiers) {
		const text = cell(value, row, sheet);
		if (text === '') continue;
		const found = identifier(text, { scheme, value }, sheet.mapping);
		if (found) identifiers.push(found);
		else called.push(text);
	}
	return { identifiers, called };
}

/** The record of a row's thing; undefined when the row says nothing of it. */
function recordOf(
	thing: MappedThing,
	row: Numbered,
	{ sheet, rest }: { sheet: Sheet; rest: JsonObject }
): RecordDraft | undefined {
	const { identifiers, called } = identifiersOf(thing, row, sheet);
	const names = [
		...new Set([...thing.names.map((value) => cell(value, row, sheet)), ...called])
	].filter((name) => name !== '');
	if (names.length + identifiers.length === 0) return undefined;
	const [name = ''] = names;
	const isNobody = identifiers.length === 0 && namesNobody(name);
	const own =
		identifiers.length === 0 && !isNobody
			? external(sheet.source, name.normalize('NFC'))
			: undefined;
	const description = cell(thing.description, row, sheet);
	const content = {
		kind: thing.kind,
		names,
		identifiers: [
			...identifiers,
			...(own === undefined ? [] : [{ scheme: 'external' as const, value: own }])
		],
		...(description === '' ? {} : { description }),
		attributes: { ...attributesOf(thing.attributes, row, sheet), ...rest }
	};
	return {
		draft: 'record',
		at: row.at,
		ref: JSON.stringify(['record', content, ...(isNobody ? [row.cells, row.line] : [])]),
		originalType: thing.kind,
		markingRefs: [],
		granularMarkings: [],
		...content
	};
}

function momentsOf(claim: MappedClaim, row: Numbered, sheet: Sheet) {
	const read = (value: Value | undefined) => {
		const text = cell(value, row, sheet);
		return value && text !== '' ? moment(text, value, sheet.mapping) : undefined;
	};
	const validFrom = read(claim.validFrom);
	let validUntil = read(claim.validUntil);
	const seconds = cell(claim.seconds, row, sheet);
	if (claim.seconds && seconds !== '') {
		if (!/^\d{1,9}$/.test(seconds))
			throw new CellFault(claim.seconds, `'${seconds.slice(0, 60)}' is no number of seconds`);
		if (validFrom && !validUntil)
			validUntil = new Date(Date.parse(validFrom) + Number(seconds) * 1000).toISOString();
	}
	if (validFrom && validUntil && validUntil < validFrom)
		throw new CellFault(null, `it ends (${validUntil}) before it begins (${validFrom})`);
	return { validFrom, validUntil, happenedAt: read(claim.happenedAt) };
}

function moneyOf(claim: MappedClaim, row: Numbered, sheet: Sheet) {
	if (!claim.amount) return undefined;
	const text = cell(claim.amount.value, row, sheet);
	const currency = cell(claim.amount.currency, row, sheet).toUpperCase();
	const { value } = claim.amount;
	if (text === '') throw new CellFault(value, 'there is no amount');
	if (currency === '') throw new CellFault(claim.amount.currency, 'there is no currency');
	const isNumber = 'column' in value && row.numbers?.has(sheet.columns.get(value.column) ?? -1);
	const decimal = isNumber ? '.' : sheet.mapping.decimal;
	const found = amount(text, currency, { value, decimal });
	if (found.negative && claim.amount.negative === 'refuse')
		throw new CellFault(
			value,
			`'${text.slice(0, 60)}' is below zero, and the mapping does not say that this turns the transfer round`
		);
	return { amountMinor: found.minor, currency, reversed: found.negative };
}

function claimOf(
	claim: MappedClaim,
	{
		row,
		index,
		ends,
		rest
	}: { row: Numbered; index: number; ends: { from: string; to: string }; rest: JsonObject },
	sheet: Sheet
): Omit<ClaimDraft, 'ref'> & { said: { numbered: unknown } | { told: unknown } } {
	const money = moneyOf(claim, row, sheet);
	const { from, to } = money?.reversed ? { from: ends.to, to: ends.from } : ends;
	const description = cell(claim.description, row, sheet);
	const reference = claim.reference.map((value) => cell(value, row, sheet)).filter(Boolean);
	const content = {
		type: claim.type,
		from,
		to,
		...momentsOf(claim, row, sheet),
		amountMinor: money?.amountMinor,
		currency: money?.currency,
		...(description === '' ? {} : { description }),
		attributes: {
			...attributesOf(claim.attributes, row, sheet),
			...(reference.length ? { reference: reference.join(' ') } : {}),
			...rest
		}
	};
	// What its source numbers is the same wherever it stands again; else what is said twice is said of two.
	const numbered = [reference, from, to, content.amountMinor ?? '', content.currency ?? ''];
	return {
		draft: 'claim',
		at: row.at,
		originalType: claim.type.toLowerCase().replaceAll('_', '-'),
		markingRefs: [],
		...content,
		said: reference.length
			? { numbered: ['claim', index, claim.type, numbered] }
			: { told: ['claim', index, content] }
	};
}

/**
 * Everything a row says. Throws `CellFault` when a cell is not what the mapping says it is: then
 * nothing of the row is taken. `times` tells how often the same was said before in this table.
 */
export function draftsOf(
	row: Numbered,
	sheet: Sheet,
	times: (said: string) => number
): (RecordDraft | ClaimDraft)[] {
	const { things } = sheet.mapping;
	const claims = row.alone ? [] : sheet.mapping.claims;
	const rest = restOf(row, sheet);
	const records = new Map<string, RecordDraft>();
	for (const [i, thing] of things.entries()) {
		const record = recordOf(thing, row, {
			sheet,
			rest: claims.length === 0 && i === 0 ? rest : {}
		});
		if (record) records.set(thing.id, record);
	}
	const drafted = claims.map((claim, index) => {
		const end = (id: string) => {
			const record = records.get(id);
			if (!record)
				throw new CellFault(null, `${claim.type}: the row does not say who or what '${id}' is`);
			return record.ref;
		};
		const ends = { from: end(claim.from), to: end(claim.to) };
		return claimOf(claim, { row, index, ends, rest: index === 0 ? rest : {} }, sheet);
	});
	if (records.size === 0)
		throw new CellFault(null, 'it says nothing: each column that the mapping reads is empty');
	return [
		...records.values(),
		...drafted.map(({ said, ...draft }): ClaimDraft => {
			const key = JSON.stringify(said);
			return { ...draft, ref: 'told' in said ? JSON.stringify([key, times(key)]) : key };
		})
	];
}
