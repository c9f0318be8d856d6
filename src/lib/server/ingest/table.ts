/**
 * Tables: CSV, TSV and the like, and the sheets of workbooks, by a mapping of their columns, or by one that their
 * headers suggest (`domain/table-suggestions.ts`). Every row gets a verdict of its own; no column is lost: what the
 * mapping does not read is kept with the row's first claim, or with its first thing.
 */
import {
	Malformed,
	type Head,
	type Reader,
	type Reading,
	type ReadOptions
} from '#lib/domain/draft.ts';
import type { Sheet } from './table/drafts.ts';
import { delimiterOf } from './table/rows.ts';
import { Seen } from './table/seen.ts';
import { isWorkbook, openRows, type RowSource } from './table/source.ts';
import { isBlank, namesOf, padded, placeOf, sheetOf, verdictOf } from './table/verdict.ts';

/** Records that were handed on and need not be again: some 100 bytes each. Beyond, a few are handed on twice. */
const mostKnown = 100_000;

/** Hands each record on once. */
class Known {
	readonly #refs = new Set<string>();
	isNew(ref: string): boolean {
		if (this.#refs.has(ref)) return false;
		if (this.#refs.size >= mostKnown) this.#refs.clear();
		this.#refs.add(ref);
		return true;
	}
}

/** The readings of the rows of a table, from its first row on. */
export async function* readRows(
	opened: RowSource,
	{ mapping, source = '' }: Pick<ReadOptions, 'mapping' | 'source'>
): AsyncGenerator<Reading, void, undefined> {
	const headerLine = mapping?.header ?? 1;
	const [known, seen] = [new Known(), new Seen()];
	let sheet: Sheet | undefined;
	for await (const row of opened.rows) {
		if (row.line < headerLine || isBlank(row)) continue;
		const at = placeOf(row, opened);
		if (!sheet) {
			sheet = sheetOf(namesOf(row, headerLine, opened), mapping, { at, source });
			if (headerLine > 0) continue;
		}
		yield { kind: 'read', count: 1 };
		const verdict = verdictOf({ ...padded(row, sheet.columns.size, opened), at }, sheet, seen);
		if ('fault' in verdict)
			yield { kind: 'rejected', remark: { at, id: null, reason: verdict.fault } };
		else
			for (const draft of verdict.drafts)
				if (draft.draft === 'claim' || known.isNew(draft.ref)) yield { kind: 'draft', draft };
	}
	if (!sheet) throw new Malformed(`${opened.unit} ${headerLine || 1}`, 'there are no columns');
	for (const remark of opened.remarks()) yield { kind: 'warning', remark };
}

/** The rows of a file as its mapping says that they are written. */
export const rowsAsked = (
	bytes: AsyncIterable<Uint8Array>,
	{ signal, mapping, file }: ReadOptions
): Promise<RowSource> =>
	openRows(bytes, {
		file,
		encoding: mapping?.encoding ?? 'utf-8',
		delimiter: mapping?.delimiter,
		sheet: mapping?.sheet,
		signal
	});

async function* read(bytes: AsyncIterable<Uint8Array>, options: ReadOptions) {
	yield* readRows(await rowsAsked(bytes, options), options);
}

/** Text whose first lines fall into columns, and what is packed as workbooks are; XML and JSON are tried before. */
const recognises = ({ bytes, text, paths }: Head): boolean =>
	isWorkbook(bytes) ||
	(paths.size === 0 &&
		!/^\s*[<[{]/.test(text) &&
		!text.slice(0, 4096).includes('\0') &&
		delimiterOf(text) !== undefined);

export const table: Reader = { id: 'table', references: 'local', recognises, read };
