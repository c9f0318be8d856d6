/**
 * Where the rows of a table come from: text (CSV and the like) or a sheet of a workbook, told by the first
 * bytes. Whatever reads rows reads them from here, so that what is shown before an import is what it reads.
 */
import { createReadStream } from 'node:fs';
import { Malformed, type Remark } from '#lib/domain/draft.ts';
import type { Delimiter, Encoding } from '#lib/domain/table-mapping.ts';
import { unpacked } from '../gunzip.ts';
import { openWorkbook } from '../workbook/workbook.ts';
import { openTable } from './rows.ts';

export interface Row {
	/** From 1, in its file or sheet. */
	line: number;
	cells: string[];
	/** Positions of cells that are numbers in their file, written with a decimal point: nothing is asked about them. */
	numbers?: ReadonlySet<number>;
	/** Its place, where it is not its line alone. */
	at?: string;
	/** Why it can be no row, where its file says so. */
	fault?: string;
	/** It names a thing that nothing is linked to: no claim is made of it. */
	alone?: boolean;
}

export interface RowSource {
	rows: AsyncIterable<Row>;
	/** What a row is called by its number. */
	unit: 'line' | 'row';
	/** True where empty cells at the end of a row are not written. */
	pads: boolean;
	delimiter?: Delimiter;
	/** Sheets of a workbook, and the one that is read. */
	sheets?: string[];
	sheet?: string;
	/** What is to be said of the file; whole once its rows are read. */
	remarks: () => Remark[];
}

export interface SourceSettings {
	/** Where the file is on disk: a workbook is read from its end. */
	file?: string | undefined;
	encoding: Encoding;
	delimiter: Delimiter | undefined;
	sheet?: string | undefined;
	signal?: AbortSignal | undefined;
}

const isZip = ([p, k, a, b]: Uint8Array) =>
	p === 0x50 && k === 0x4b && ((a === 3 && b === 4) || (a === 5 && b === 6));
/** [MS-CFB] 2.2: what an encrypted workbook, and one of Excel before 2007, is packed in. */
const compound = [0xd0, 0xcf, 0x11, 0xe0];
const isCompound = (bytes: Uint8Array) => compound.every((byte, i) => bytes[i] === byte);
export const isWorkbook = (bytes: Uint8Array): boolean => isZip(bytes) || isCompound(bytes);

async function* joined(first: Uint8Array, rest: AsyncIterator<Uint8Array>) {
	yield first;
	for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** The first bytes, at least four where there are as many. */
async function beginning(input: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
	let head: Uint8Array = new Uint8Array();
	while (head.length < 4) {
		const next = await input.next();
		if (next.done) break;
		head = head.length ? Buffer.concat([head, next.value]) : next.value;
	}
	return head;
}

export async function openRows(
	bytes: AsyncIterable<Uint8Array>,
	settings: SourceSettings
): Promise<RowSource> {
	const { file, signal } = settings;
	const input = unpacked(bytes, { ...(signal ? { signal } : {}) });
	const head = await beginning(input);
	if (isCompound(head))
		throw new Malformed(
			'file',
			'it is an encrypted workbook, or one of Excel before 2007: save it as .xlsx without a password'
		);
	if (isZip(head)) {
		await input.return();
		if (file === undefined)
			throw new Malformed('file', 'a workbook is read from a file on disk alone, not packed again');
		return openWorkbook(file, { sheet: settings.sheet, signal });
	}
	const { delimiter, rows } = await openTable(joined(head, input), {
		encoding: settings.encoding,
		delimiter: settings.delimiter,
		...(signal ? { signal } : {})
	});
	return { rows, delimiter, unit: 'line', pads: false, remarks: () => [] };
}

/** The rows of a file on disk. */
export const openFile = (
	file: string,
	settings: Omit<SourceSettings, 'file'>
): Promise<RowSource> => openRows(createReadStream(file), { ...settings, file });
