/** What becomes of a row: the drafts that it says, or why nothing of it is taken. One judge for imports and previews. */
import { Malformed, type ClaimDraft, type RecordDraft } from '#lib/domain/draft.ts';
import { columnNames, columnsOf, type TableMapping } from '#lib/domain/table-mapping.ts';
import { suggestionFor } from '#lib/domain/table-suggestions.ts';
import { CellFault } from './cells.ts';
import { draftsOf, type Sheet } from './drafts.ts';
import { mostColumns } from './rows.ts';
import { TooManyRows, type Seen } from './seen.ts';
import type { Row, RowSource } from './source.ts';

export type Verdict =
	| { drafts: (RecordDraft | ClaimDraft)[] }
	/** `column`: the cell that is at fault, where one is. */
	| { fault: string; column: string | null };

export const isBlank = ({ cells }: Row): boolean => cells.every((cell) => cell.trim() === '');

export const placeOf = (row: Row, { unit }: Pick<RowSource, 'unit'>): string =>
	row.at ?? `${unit} ${row.line}`;

/** What columns are called; of a table without headers, by their numbers. */
export function namesOf(header: Row, headerLine: number, source: RowSource): string[] {
	const names =
		headerLine === 0 ? header.cells.map((_, i) => `column ${i + 1}`) : columnNames(header.cells);
	if (names.length > mostColumns)
		throw new Malformed(
			placeOf(header, source),
			`${names.length} columns: more than ${mostColumns}`
		);
	return names;
}

/** A table as it is read: its mapping, or the one that its headers suggest. */
export function sheetOf(
	names: readonly string[],
	given: TableMapping | undefined,
	{ at, source }: { at: string; source: string }
): Sheet {
	const mapping = given ?? suggestionFor(names)?.mapping;
	if (!mapping)
		throw new Malformed(
			at,
			`what its columns are is not known (${names.slice(0, 8).join(', ').slice(0, 200)}): give a mapping`
		);
	const columns = new Map(names.map((name, i) => [name, i]));
	const read = columnsOf(mapping);
	const missing = [...read].filter((column) => !columns.has(column));
	if (missing.length)
		throw new Malformed(at, `the mapping reads columns that are not there: ${missing.join(', ')}`);
	return { mapping, columns, rest: names.filter((name) => !read.has(name)), source };
}

/** A row with as many cells as there are columns, where its file does not write the empty ones at its end. */
export function padded(row: Row, width: number, { pads }: Pick<RowSource, 'pads'>): Row {
	if (!pads || row.cells.length === width) return row;
	const { cells } = row;
	if (cells.length < width)
		return { ...row, cells: [...cells, ...Array<string>(width - cells.length).fill('')] };
	return cells.slice(width).every((cell) => cell === '')
		? { ...row, cells: cells.slice(0, width) }
		: row;
}

export function verdictOf(row: Row & { at: string }, sheet: Sheet, seen: Seen): Verdict {
	if (row.fault !== undefined) return { fault: row.fault, column: null };
	if (row.cells.length !== sheet.columns.size)
		return {
			fault: `it has ${row.cells.length} cells where the table has ${sheet.columns.size} columns`,
			column: null
		};
	try {
		return { drafts: draftsOf(row, sheet, (said) => seen.count(said)) };
	} catch (error) {
		if (error instanceof TooManyRows)
			throw new Malformed(
				row.at,
				'too many rows without a number of their own: map the column that numbers them'
			);
		if (!(error instanceof CellFault)) throw error;
		return { fault: error.message, column: error.column };
	}
}
