/** The beginning of a table as an import would read it, for whoever says what its columns are. */
import * as v from 'valibot';
import type { ClaimType } from './claim-types.ts';
import type { Remark } from './draft.ts';
import type { Kind } from './kinds.ts';
import type { Told } from './mapping-check.ts';
import { delimiters, encodings, TableMapping } from './table-mapping.ts';

/** Rows that are shown. */
export const previewedRows = 50;

export const tableFormats = ['table', 'matrix'] as const;
export type TableFormat = (typeof tableFormats)[number];
export const isTableFormat = (text: string): text is TableFormat =>
	tableFormats.some((format) => format === text);

/** What of a file is read and how, until its mapping says it. */
export const PreviewRequest = v.object({
	upload: v.pipe(v.string(), v.regex(/^[\w.-]{1,96}$/)),
	/** Empty: told from the content. */
	format: v.picklist(['', ...tableFormats]),
	delimiter: v.optional(v.picklist(delimiters)),
	encoding: v.optional(v.picklist(encodings)),
	sheet: v.optional(v.pipe(v.string(), v.maxLength(200))),
	header: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000)),
	/** Empty: the importer's own organisation. */
	source: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200)), ''),
	mapping: v.optional(TableMapping)
});
export type PreviewRequest = v.InferOutput<typeof PreviewRequest>;

export interface PreviewThing {
	kind: Kind;
	label: string;
}
export interface PreviewClaim {
	type: ClaimType;
	/** Positions among the things of the row. */
	from: number;
	to: number;
	amountMinor: number | null;
	currency: string | null;
	/** When it happened or began, and when it ended. */
	begins: string | null;
	ends: string | null;
}

export type PreviewVerdict =
	| { things: PreviewThing[]; claims: PreviewClaim[] }
	/** `column`: the cell at fault, where one is. */
	| { fault: string; column: string | null };

export interface PreviewRow {
	at: string;
	cells: string[];
	/** Null until a mapping is there. */
	verdict: PreviewVerdict | null;
}

export interface TablePreview extends Told {
	format: TableFormat;
	rows: PreviewRow[];
	/** True where the file has more rows than are shown. */
	more: boolean;
	/** What its headers say that it is. */
	suggestion: TableMapping | null;
	remarks: Remark[];
	/** Why it cannot be read as it is asked, and which answer is missing. */
	problem: { at: string; reason: string; asks: 'encoding' | 'delimiter' | 'sheet' | null } | null;
}

/** What a file is that was looked at before its import. */
export type Looked = { table: TablePreview } | { table: null };
