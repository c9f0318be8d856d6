/**
 * Workbooks (.xlsx, ECMA-376 and ISO/IEC 29500), values only: one sheet as rows, streamed, in memory bounded by one
 * row and by the texts that its cells refer to. Formulas, macros, links and connections are told and never followed.
 */
import { Malformed, type Remark } from '#lib/domain/draft.ts';
import { attributeOf, elementAt, type XmlElement } from '../xml/elements.ts';
import type { Row, RowSource } from '../table/source.ts';
import { openArchive, type Archive } from './archive.ts';
import { momentOfSerial, plainNumber, type Meaning } from './number-format.ts';
import {
	elementsIn,
	partsOf,
	plainText,
	stringsIn,
	stylesIn,
	textOf,
	type Parts
} from './parts.ts';

/** Columns and rows of a sheet (the last is XFD1048576). */
const mostColumns = 16_384;
const mostRows = 1_048_576;

/** Something said of many cells: how many, and the first. */
class Counted {
	count = 0;
	first = '';
	note(cell: string) {
		if (this.count++ === 0) this.first = cell;
	}
}

interface Sheet {
	name: string;
	part: string;
	strings: readonly string[];
	styles: readonly Meaning[];
	from1904: boolean;
	/** True where the workbook has others, which a place must tell it from. */
	isOneOfSeveral: boolean;
}

interface Noted {
	formulas: Counted;
	empty: Counted;
	errors: Counted;
}

/** Position of a column by its letters: A is 0. */
function columnOf(letters: string): number {
	let at = 0;
	for (const letter of letters) at = at * 26 + (letter.charCodeAt(0) - 64);
	return at - 1;
}

interface Cell {
	text: string;
	isNumber: boolean;
}

function numberCell(written: string, style: number, sheet: Sheet): Cell {
	const value = Number(written);
	if (written === '' || !Number.isFinite(value)) return { text: written, isNumber: false };
	const meaning = sheet.styles[style] ?? 'number';
	const moment = meaning === 'number' ? undefined : momentOfSerial(value, meaning, sheet.from1904);
	return moment === undefined
		? { text: plainNumber(value), isNumber: true }
		: { text: moment, isNumber: false };
}

function cellOf(
	element: XmlElement,
	at: string,
	{ sheet, noted }: { sheet: Sheet; noted: Noted }
): Cell {
	const value = elementAt(element, 'v')?.text;
	const text = (text: string): Cell => ({ text, isNumber: false });
	if (elementAt(element, 'f')) {
		noted.formulas.note(at);
		if (value === undefined) noted.empty.note(at);
	}
	switch (attributeOf(element, 't') ?? 'n') {
		case 's': {
			const shared = sheet.strings[Number(value)];
			if (shared === undefined)
				throw new Malformed(at, 'it refers to a text that the workbook does not hold');
			return text(shared);
		}
		case 'inlineStr': {
			const inline = elementAt(element, 'is');
			return text(inline ? textOf(inline) : '');
		}
		case 'b':
			return text(value === '1' ? 'TRUE' : value === '0' ? 'FALSE' : (value ?? ''));
		case 'e':
			noted.errors.note(at);
			return text(value ?? '');
		case 'n':
			return numberCell((value ?? '').trim(), Number(attributeOf(element, 's') ?? 0), sheet);
		default:
			return text(plainText(value ?? ''));
	}
}

function rowOf(element: XmlElement, line: number, read: { sheet: Sheet; noted: Noted }): Row {
	const cells: string[] = [];
	const numbers = new Set<number>();
	for (const each of element.children) {
		if (each.local !== 'c') continue;
		const [, letters = ''] = /^([A-Z]{1,3})\d+$/.exec(attributeOf(each, 'r') ?? '') ?? [];
		const at = letters ? columnOf(letters) : cells.length;
		if (at < cells.length || at >= mostColumns)
			throw new Malformed(`row ${line}`, 'its cells do not stand in the order of their columns');
		while (cells.length < at) cells.push('');
		const cell = cellOf(each, attributeOf(each, 'r') ?? `row ${line}`, read);
		if (cell.isNumber) numbers.add(cells.length);
		cells.push(cell.text);
	}
	const { name, isOneOfSeveral } = read.sheet;
	return { line, cells, numbers, ...(isOneOfSeveral ? { at: `${name}, row ${line}` } : {}) };
}

async function* rowsOf(
	archive: Archive,
	read: { sheet: Sheet; noted: Noted },
	signal: AbortSignal | undefined
): AsyncGenerator<Row, void, undefined> {
	let line = 0;
	try {
		const rows = elementsIn(archive, read.sheet.part, new Set(['row']), { signal });
		for await (const element of rows) {
			const said = Number(attributeOf(element, 'r') ?? line + 1);
			if (!Number.isSafeInteger(said) || said <= line || said > mostRows)
				throw new Malformed(`row ${line + 1} or after it`, 'its rows are not numbered in order');
			line = said;
			yield rowOf(element, line, read);
		}
	} finally {
		archive.close();
	}
}

const said = (at: string, reason: string): Remark => ({ at, id: null, reason });
const cells = ({ count, first }: Counted, what: string): Remark[] =>
	count === 0 ? [] : [said(first, `${count} ${count === 1 ? 'cell' : 'cells'} ${what}`)];

const remarksOf = ({ flags }: Parts, { formulas, empty, errors }: Noted): Remark[] => [
	...flags.map((flag) => said('workbook', flag)),
	...cells(formulas, 'from here on are formulas: the value that was last calculated is read'),
	...cells(empty, 'from here on are formulas whose value is not kept: they are read as empty'),
	...cells(errors, 'from here on hold an error, such as #N/A: it is read as its text')
];

function chosen({ sheets }: Parts, asked: string | undefined) {
	const [only, other] = sheets;
	if (!only) throw new Malformed('file', 'the workbook has no sheet with rows');
	if (asked === undefined) return other === undefined ? only : undefined;
	const found = sheets.find(({ name }) => name === asked);
	if (!found) throw new Malformed('file', `the workbook has no sheet '${asked.slice(0, 60)}'`);
	return found;
}

/** The workbook has several sheets, and which is read was not said. */
export class SheetUnsaid extends Malformed {
	constructor(readonly sheets: string[]) {
		super(
			'file',
			`the workbook has ${sheets.length} sheets (${sheets.join(', ').slice(0, 200)}): say which is read`
		);
	}
}

export async function openWorkbook(
	file: string,
	{ sheet: asked, signal }: { sheet: string | undefined; signal: AbortSignal | undefined }
): Promise<RowSource> {
	const archive = await openArchive(file);
	try {
		const parts = await partsOf(archive, { signal });
		const sheets = parts.sheets.map(({ name }) => name);
		const found = chosen(parts, asked);
		if (!found) throw new SheetUnsaid(sheets);
		const noted = { formulas: new Counted(), empty: new Counted(), errors: new Counted() };
		const sheet: Sheet = {
			...found,
			strings: await stringsIn(archive, parts, { signal }),
			styles: await stylesIn(archive, parts, { signal }),
			from1904: parts.from1904,
			isOneOfSeveral: sheets.length > 1
		};
		return {
			rows: rowsOf(archive, { sheet, noted }, signal),
			unit: 'row',
			pads: true,
			sheets,
			sheet: found.name,
			remarks: () => remarksOf(parts, noted)
		};
	} catch (error) {
		archive.close();
		throw error;
	}
}
