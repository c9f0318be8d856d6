/**
 * The rows of a CSV or TSV file (RFC 4180, with any of four delimiters), one at a time, each with the
 * line it begins on. Text is decoded strictly: a byte that is not of the encoding refuses the file.
 */
import { CsvError, parse } from 'csv-parse';
import { Readable } from 'node:stream';
import { Malformed } from '#lib/domain/draft.ts';
import { tellingDelimiters, type Delimiter, type Encoding } from '#lib/domain/table-mapping.ts';
import { checkEncoding, decode } from '../utf8.ts';
import { blanksAsOne } from './blanks.ts';
import type { Row } from './source.ts';

/** Characters of one row, and columns of a table. */
const longestRow = 1024 * 1024;
export const mostColumns = 2000;

const label: Readonly<Record<Exclude<Encoding, 'utf-8'>, string>> = {
	'utf-16le': 'utf-16le',
	'utf-16be': 'utf-16be',
	'windows-1252': 'windows-1252',
	'iso-8859-15': 'iso-8859-15'
};

/** Whole lines of UTF-8, so that a wrong byte can be named with its line and place. */
async function* utf8(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
	let rest: Uint8Array = new Uint8Array();
	let [line, offset] = [1, 0];
	let isFirst = true;
	const taken = (piece: Uint8Array) => {
		const text = decode({ pieces: [piece], line, offset });
		offset += piece.length;
		for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) line++;
		return text;
	};
	for await (const chunk of bytes) {
		rest = rest.length ? Buffer.concat([rest, chunk]) : chunk;
		if (isFirst) {
			if (rest.length < 4) continue;
			isFirst = false;
			offset = checkEncoding(rest);
			rest = rest.subarray(offset);
		}
		const end = rest.lastIndexOf(0x0a) + 1;
		if (end === 0 && rest.length > longestRow * 4)
			throw new Malformed(`line ${line}`, `it is longer than ${longestRow} characters`);
		if (end === 0) continue;
		yield taken(rest.subarray(0, end));
		rest = rest.subarray(end);
	}
	if (isFirst) rest = rest.subarray(checkEncoding(rest));
	if (rest.length) yield taken(rest);
}

async function* decoded(
	bytes: AsyncIterable<Uint8Array>,
	encoding: Exclude<Encoding, 'utf-8'>
): AsyncGenerator<string> {
	const decoder = new TextDecoder(label[encoding], { fatal: true });
	let line = 1;
	const wrong = () => new Malformed(`line ${line} or after it`, `the file is not ${encoding}`);
	const text = (chunk?: Uint8Array) => {
		try {
			return decoder.decode(chunk, { stream: chunk !== undefined });
		} catch {
			throw wrong();
		}
	};
	for await (const chunk of bytes) {
		const piece = text(chunk);
		for (const character of piece) if (character === '\n') line++;
		yield piece;
	}
	const last = text();
	if (last) yield last;
}

/** Refuses what no text of a table holds. */
async function* checked(texts: AsyncIterable<string>, signal?: AbortSignal) {
	let line = 1;
	for await (const text of texts) {
		signal?.throwIfAborted();
		const nul = text.indexOf('\0');
		const lines = (until: number) => text.slice(0, until).split('\n').length - 1;
		if (nul >= 0) throw new Malformed(`line ${line + lines(nul)}`, 'a NUL byte: it is no text');
		line += lines(text.length);
		yield text;
	}
}

/** Delimiters outside quotes in each of the first whole lines. */
function counts(text: string, delimiter: string): number[] {
	const found: number[] = [];
	let [count, quoted] = [0, false];
	for (const character of text) {
		if (character === '"') quoted = !quoted;
		else if (quoted) continue;
		else if (character === delimiter) count++;
		else if (character === '\n') {
			found.push(count);
			count = 0;
		}
	}
	return found.length ? found : [count];
}

/**
 * The delimiter by which most of the first lines fall into as many columns as the headers, or undefined when
 * none or more than one does: `1,5;2,5` is a table either way, and is asked about.
 */
export function delimiterOf(text: string): Delimiter | undefined {
	const fits = tellingDelimiters.filter((delimiter) => {
		const [first = 0, ...others] = counts(text, delimiter).slice(0, 50);
		const alike = others.filter((count) => count === first).length;
		return first > 0 && alike * 2 >= others.filter((count) => count > 0).length;
	});
	const [only, other] = fits;
	return other === undefined ? only : undefined;
}

const headLength = 64 * 1024;

export interface Table {
	delimiter: Delimiter;
	rows: AsyncIterable<Row>;
}

/** Opens a table. Throws `Malformed` where it has no certain delimiter, and while it is read. */
export async function openTable(
	bytes: AsyncIterable<Uint8Array>,
	settings: { encoding: Encoding; delimiter: Delimiter | undefined; signal?: AbortSignal }
): Promise<Table> {
	const { encoding, signal } = settings;
	const texts = checked(encoding === 'utf-8' ? utf8(bytes) : decoded(bytes, encoding), signal);
	let head = '';
	while (head.length < headLength) {
		const next = await texts.next();
		if (next.done) break;
		head += next.value;
	}
	if (head.replace(/^\ufeff/, '').trim() === '') throw new Malformed('line 1', 'the file is empty');
	const delimiter = settings.delimiter ?? delimiterOf(head);
	if (!delimiter)
		throw new Malformed(
			'line 1',
			'its columns cannot be told apart for certain: say which of , ; tab and | is between them'
		);
	const all = async function* () {
		yield head;
		yield* texts;
	};
	return {
		delimiter,
		rows: rowsIn(delimiter === ' ' ? blanksAsOne(all()) : all(), delimiter)
	};
}

const breaks = /\r\n|\r|\n/g;
const linesIn = (cells: readonly string[]): number =>
	cells.reduce((sum, cell) => sum + (cell.match(breaks)?.length ?? 0), 0);

interface Parsed {
	record: string[];
	/** `lines`: the line that the record ends on. */
	info: { lines: number };
}

async function* rowsIn(texts: AsyncIterable<string>, delimiter: Delimiter): AsyncGenerator<Row> {
	let ended = 0;
	const parser = parse({
		info: true,
		bom: true,
		delimiter,
		relax_column_count: true,
		skip_empty_lines: true,
		max_record_size: longestRow,
		// Rows that wait to be read are dropped where a later one is at fault: its place is known here.
		on_record: (cells: string[], { lines }) => {
			ended = lines;
			return cells;
		}
	});
	const source = Readable.from(texts);
	// The loop below meets the error of either: this only hands it on.
	source.on('error', (error) => parser.destroy(error));
	try {
		for await (const { record, info } of source.pipe(parser) as AsyncIterable<Parsed>)
			yield { line: info.lines - linesIn(record), cells: record };
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		throw new Malformed(`line ${ended + 1}`, reasonOf(error));
	} finally {
		source.destroy();
	}
}

const reasons: Readonly<Record<string, string>> = {
	CSV_QUOTE_NOT_CLOSED: 'a quoted cell begins here or below and is never closed',
	CSV_INVALID_CLOSING_QUOTE:
		'after the closing quote of a cell stands something else than a delimiter',
	INVALID_OPENING_QUOTE: 'a quote inside a cell that does not begin with one',
	CSV_MAX_RECORD_SIZE: `it is longer than ${longestRow} characters`
};

const reasonOf = ({ code }: CsvError): string => reasons[code] ?? 'it is not a row of a table';
