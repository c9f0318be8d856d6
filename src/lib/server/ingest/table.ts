/**
 * Tables of text: CSV, TSV and the like, by a mapping of their columns, or by one that their headers
 * suggest (`domain/table-suggestions.ts`). Every row gets a verdict of its own; no column is lost: what the mapping
 * does not read is kept with the row's first claim, or with its first thing.
 */
import { Malformed, type Head, type Reader, type Reading } from '#lib/domain/draft.ts';
import { columnNames, columnsOf, type TableMapping } from '#lib/domain/table-mapping.ts';
import { suggestionFor } from '#lib/domain/table-suggestions.ts';
import { unpacked } from './gunzip.ts';
import { CellFault } from './table/cells.ts';
import { draftsOf, type Sheet } from './table/drafts.ts';
import { delimiterOf, mostColumns, openTable, type Row } from './table/rows.ts';
import { Seen, TooManyRows } from './table/seen.ts';

function sheetOf(header: Row | number, given: TableMapping | undefined, source: string): Sheet {
	const names =
		typeof header === 'number'
			? Array.from({ length: header }, (_, i) => `column ${i + 1}`)
			: columnNames(header.cells);
	const at = `line ${typeof header === 'number' ? 1 : header.line}`;
	if (names.length > mostColumns)
		throw new Malformed(at, `${names.length} columns: more than ${mostColumns}`);
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

/** Records that were handed on and need not be again: some 100 bytes each. Beyond, a few are handed on twice. */
const mostKnown = 100_000;

const blank = ({ cells }: Row) => cells.every((cell) => cell.trim() === '');

async function* read(
	bytes: AsyncIterable<Uint8Array>,
	{ signal, mapping, source = '' }: Parameters<Reader['read']>[1]
): AsyncGenerator<Reading, void, undefined> {
	const table = await openTable(unpacked(bytes, { signal }), {
		encoding: mapping?.encoding ?? 'utf-8',
		delimiter: mapping?.delimiter,
		...(signal ? { signal } : {})
	});
	const headerLine = mapping?.header ?? 1;
	const seen = new Seen();
	const known = new Set<string>();
	let sheet: Sheet | undefined;
	for await (const row of table.rows) {
		if (row.line < headerLine || blank(row)) continue;
		if (!sheet) {
			sheet = sheetOf(headerLine === 0 ? row.cells.length : row, mapping, source);
			if (headerLine > 0) continue;
		}
		yield { kind: 'read', count: 1 };
		for (const reading of verdict(row, sheet, seen)) {
			if (reading.kind === 'draft' && reading.draft.draft === 'record') {
				if (known.has(reading.draft.ref)) continue;
				if (known.size >= mostKnown) known.clear();
				known.add(reading.draft.ref);
			}
			yield reading;
		}
	}
	if (!sheet) throw new Malformed(`line ${headerLine || 1}`, 'there are no columns');
}

function* verdict(row: Row, sheet: Sheet, seen: Seen): Generator<Reading> {
	const at = `line ${row.line}`;
	const rejected = (reason: string): Reading => ({
		kind: 'rejected',
		remark: { at, id: null, reason }
	});
	if (row.cells.length !== sheet.columns.size) {
		yield rejected(
			`it has ${row.cells.length} cells where the table has ${sheet.columns.size} columns`
		);
		return;
	}
	try {
		for (const draft of draftsOf({ ...row, at }, sheet, (said) => seen.count(said)))
			yield { kind: 'draft', draft };
	} catch (error) {
		if (error instanceof TooManyRows)
			throw new Malformed(
				at,
				'too many rows without a number of their own: map the column that numbers them'
			);
		if (!(error instanceof CellFault)) throw error;
		yield rejected(error.message);
	}
}

/** Text whose first lines fall into columns; XML and JSON are tried before. */
const recognises = ({ text, paths }: Head): boolean =>
	paths.size === 0 &&
	!/^\s*[<[{]/.test(text) &&
	!text.slice(0, 4096).includes('\0') &&
	delimiterOf(text) !== undefined;

export const table: Reader = { id: 'table', references: 'local', recognises, read };
