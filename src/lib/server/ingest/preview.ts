/**
 * The beginning of a table as an import would read it: the same rows, the same judge, no more of the file than is
 * shown and what tells its dates and decimal signs. Nothing is kept of it.
 */
import { createReadStream } from 'node:fs';
import { isUtf8 } from 'node:buffer';
import { profileOf, type ColumnProfile } from '#lib/domain/column-profile.ts';
import { Malformed, type ClaimDraft, type RecordDraft } from '#lib/domain/draft.ts';
import type { Delimiter, Encoding } from '#lib/domain/table-mapping.ts';
import { suggestionFor } from '#lib/domain/table-suggestions.ts';
import {
	previewedRows,
	type PreviewRequest,
	type PreviewRow,
	type PreviewVerdict,
	type TableFormat,
	type TablePreview
} from '#lib/domain/table-preview.ts';
import { headBytes, headOf } from './head.ts';
import { unrolled, matrixMapping } from './table/matrix.ts';
import { readerFor } from './readers.ts';
import { delimiterOf } from './table/rows.ts';
import { Seen } from './table/seen.ts';
import { isWorkbook, openFile, type Row, type RowSource } from './table/source.ts';
import { isBlank, namesOf, padded, placeOf, sheetOf, verdictOf } from './table/verdict.ts';
import { SheetUnsaid } from './workbook/workbook.ts';

/** Rows that tell what the cells of a column are. */
const sampledRows = 1000;
/** Characters of one cell that are shown. */
const longestCell = 300;

async function firstBytes(file: string): Promise<Buffer> {
	const pieces: Buffer[] = [];
	for await (const piece of createReadStream(file, { end: headBytes - 1 }))
		pieces.push(piece as Buffer);
	return Buffer.concat(pieces);
}

/** By its byte-order mark, or because its beginning is whole UTF-8; null where it must be said. */
function encodingOf(head: Uint8Array): Encoding | null {
	if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
	if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
	// What is cut may end inside a character of up to four bytes.
	for (let cut = 0; cut < 4; cut++)
		if (isUtf8(head.subarray(0, Math.max(0, head.length - cut)))) return 'utf-8';
	return null;
}

interface Told {
	encoding: Encoding | null;
	delimiter: Delimiter | null;
	isWorkbook: boolean;
}

function told(first: Buffer): Told {
	const { bytes } = headOf(first);
	if (isWorkbook(bytes)) return { encoding: null, delimiter: null, isWorkbook: true };
	const encoding = encodingOf(bytes);
	const text = new TextDecoder(encoding ?? 'windows-1252').decode(bytes);
	return { encoding, delimiter: delimiterOf(text) ?? null, isWorkbook: false };
}

const labelOf = ({ names, identifiers }: RecordDraft): string =>
	(names[0] ?? identifiers[0]?.value ?? '').slice(0, longestCell);

function shownOf(drafts: readonly (RecordDraft | ClaimDraft)[]): PreviewVerdict {
	const records = drafts.filter((draft): draft is RecordDraft => draft.draft === 'record');
	const position = (ref: string) => records.findIndex((record) => record.ref === ref);
	return {
		things: records.map((record) => ({ kind: record.kind, label: labelOf(record) })),
		claims: drafts.flatMap((draft) =>
			draft.draft === 'claim'
				? [
						{
							type: draft.type,
							from: position(draft.from),
							to: position(draft.to),
							amountMinor: draft.amountMinor ?? null,
							currency: draft.currency ?? null,
							begins: draft.happenedAt ?? draft.validFrom ?? null,
							ends: draft.validUntil ?? null
						}
					]
				: []
		)
	};
}

interface Sampled {
	columns: string[];
	rows: (Row & { at: string })[];
	more: boolean;
}

async function sampled(opened: RowSource, header: number): Promise<Sampled> {
	const rows: Sampled['rows'] = [];
	let columns: string[] | undefined;
	for await (const row of opened.rows) {
		if (row.line < header || isBlank(row)) continue;
		if (!columns) {
			columns = namesOf(row, header, opened);
			if (header > 0) continue;
		}
		rows.push({ ...padded(row, columns.length, opened), at: placeOf(row, opened) });
		if (rows.length > sampledRows) break;
	}
	if (!columns) throw new Malformed(`${opened.unit} ${header || 1}`, 'there are no columns');
	return { columns, rows: rows.slice(0, sampledRows), more: rows.length > previewedRows };
}

function profilesOf({ columns, rows }: Sampled): Record<string, ColumnProfile> {
	return Object.fromEntries(
		columns.map((column, i) => [column, profileOf(rows.map(({ cells }) => cells[i] ?? ''))])
	);
}

function judged({ columns, rows }: Sampled, { mapping, source }: PreviewRequest): PreviewRow[] {
	const sheet = mapping && sheetOf(columns, mapping, { at: 'mapping', source });
	const seen = new Seen();
	return rows.slice(0, previewedRows).map((row) => {
		const verdict = sheet && verdictOf(row, sheet, seen);
		return {
			at: row.at,
			cells: row.cells.map((cell) => cell.slice(0, longestCell)),
			verdict: !verdict ? null : 'fault' in verdict ? verdict : shownOf(verdict.drafts)
		};
	});
}

const asks = (error: Malformed, { encoding, delimiter }: Told, request: PreviewRequest) =>
	error instanceof SheetUnsaid
		? 'sheet'
		: !encoding && !request.encoding && /is not UTF-8/.test(error.reason)
			? 'encoding'
			: !delimiter && !request.delimiter && /cannot be told apart/.test(error.reason)
				? 'delimiter'
				: null;

/** A table of one of two formats by its beginning, or undefined where the file is something else. */
async function formatOf(
	file: string,
	asked: PreviewRequest['format']
): Promise<TableFormat | null> {
	if (asked !== '') return asked;
	return readerFor(headOf(await firstBytes(file)))?.id === 'table' ? 'table' : null;
}

export async function previewOf(
	file: string,
	request: PreviewRequest
): Promise<TablePreview | null> {
	const format = await formatOf(file, request.format);
	if (!format) return null;
	const known = told(await firstBytes(file));
	const nothing: TablePreview = {
		format,
		columns: [],
		profiles: {},
		delimiter: known.delimiter,
		encoding: known.encoding,
		sheets: [],
		rows: [],
		more: false,
		suggestion: null,
		remarks: [],
		problem: null
	};
	try {
		const opened = await openFile(file, {
			encoding: request.encoding ?? known.encoding ?? 'utf-8',
			delimiter: request.delimiter ?? known.delimiter ?? undefined,
			sheet: request.sheet || undefined
		});
		const source = format === 'matrix' ? unrolled(opened, request.header) : opened;
		const sample = await sampled(source, request.header);
		return {
			...nothing,
			columns: sample.columns,
			profiles: profilesOf(sample),
			sheets: opened.sheets ?? [],
			rows: judged(sample, request),
			more: sample.more,
			suggestion:
				format === 'matrix' ? matrixMapping : (suggestionFor(sample.columns)?.mapping ?? null),
			remarks: source.remarks()
		};
	} catch (error) {
		if (!(error instanceof Malformed)) throw error;
		const { at, reason } = error;
		const sheets = error instanceof SheetUnsaid ? error.sheets : [];
		return { ...nothing, sheets, problem: { at, reason, asks: asks(error, known, request) } };
	}
}
