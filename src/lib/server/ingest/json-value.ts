/**
 * Reads one JSON value byte by byte: to its end, whatever it holds, keeping its bytes unless it is too large
 * or too deep. Which values there are, and where, is for those who use this (`json-splitter.ts`, `json-walk.ts`).
 */
import { Malformed, type Place } from '#lib/domain/draft.ts';
import { parse } from './json-syntax.ts';
import { decode, shown } from './utf8.ts';

export interface Limits {
	/** Bytes of one value. */
	size: number;
	/** Nesting inside one value. */
	depth: number;
}

export const limits: Readonly<Limits> = { size: 16 * 1024 * 1024, depth: 256 };

/** Where the reading stands: line from 1, offset in the unpacked input from 0. */
export class Cursor {
	line = 1;
	offset = 0;

	malformed(reason: string, line = this.line, offset = this.offset): Malformed {
		return new Malformed(`line ${line}, byte ${offset}`, reason);
	}
}

export type Content = { text: string; members: number } | { problem: string };

export interface JsonElement {
	/** Position among the objects of the input, from 0. */
	index: number;
	/** Line of the first byte, from 1, and its offset in the unpacked input, from 0. */
	line: number;
	offset: number;
	at: Place;
	/** The element's own text, or why it was skipped. */
	content: Content;
	/** The key it stands under, for top-level members of a bundle other than `objects`. */
	member?: string;
	/** The members of an object that stands alone, for the exact place of a fault. */
	parts?: readonly Part[];
}

export interface Part {
	key: string;
	line: number;
	offset: number;
	text: string;
}

/** A value that was read to its end. */
export interface ReadValue {
	line: number;
	offset: number;
	size: number;
	/** Keys inside it. */
	members: number;
	content: Content;
}

export const marks = {
	quote: 0x22,
	backslash: 0x5c,
	newline: 0x0a,
	comma: 0x2c,
	colon: 0x3a,
	openBracket: 0x5b,
	closeBracket: 0x5d,
	openBrace: 0x7b,
	closeBrace: 0x7d
} as const;
const { quote, backslash, newline, comma, colon } = marks;
const { openBracket, closeBracket, openBrace, closeBrace } = marks;

export const isSpace = (byte: number) =>
	byte === 0x20 || byte === newline || byte === 0x0d || byte === 9;
/** A number, true, false or null begins here. */
const startsScalar = (byte: number) =>
	byte === 0x2d ||
	(byte >= 0x30 && byte <= 0x39) ||
	byte === 0x74 ||
	byte === 0x66 ||
	byte === 0x6e;
/** A number or literal ends here. */
const isDelimiter = (byte: number) =>
	isSpace(byte) || byte === comma || byte === closeBracket || byte === closeBrace;

export class ValueReader {
	readonly #limits: Limits;
	readonly #cursor: Cursor;
	#pieces: Uint8Array[] = [];
	#line = 1;
	#offset = 0;
	#size = 0;
	#members = 0;
	#problem: string | undefined;
	/** Inside the value: nesting, text, and whether the next byte is escaped. */
	#depth = 0;
	#inText = false;
	#escaped = false;
	#scalar = false;
	/** True while a value is being read. */
	isReading = false;

	constructor(bounds: Limits, cursor: Cursor) {
		this.#limits = bounds;
		this.#cursor = cursor;
	}

	/** True in a number or literal, which the end of the input may end. */
	get isScalar(): boolean {
		return this.isReading && this.#scalar;
	}

	/** A value begins with this byte, at the cursor. */
	begin(byte: number): void {
		const scalar = byte !== quote && byte !== openBrace && byte !== openBracket;
		if (scalar && !startsScalar(byte))
			throw this.#cursor.malformed(`expected a value, got ${shown(byte)}`);
		this.#line = this.#cursor.line;
		this.#offset = this.#cursor.offset;
		this.#pieces = [];
		this.#size = 0;
		this.#members = 0;
		this.#problem = undefined;
		this.#depth = 0;
		this.#inText = false;
		this.#escaped = false;
		this.#scalar = scalar;
		this.isReading = true;
	}

	/**
	 * Reads on from `first`: to the end of the value, and then it is no longer reading, or to the end of the
	 * piece, which stands at `start` in the input. Returns where it stopped.
	 */
	read(chunk: Uint8Array, first: number, start: number): number {
		const { length } = chunk;
		const cursor = this.#cursor;
		let at = first;
		let depth = this.#depth;
		let inText = this.#inText;
		let escaped = this.#escaped;
		let ended = false;
		const wrong = (reason: string) => cursor.malformed(reason, cursor.line, start + at);
		while (at < length && !ended) {
			if (inText) {
				if (escaped) {
					escaped = false;
					at++;
					continue;
				}
				let byte = 0;
				for (; at < length; at++) {
					byte = chunk[at] ?? 0;
					if (byte === quote || byte === backslash || byte < 0x20) break;
				}
				if (at === length) break;
				if (byte === quote) {
					inText = false;
					ended = depth === 0;
				} else if (byte === backslash) escaped = true;
				else throw wrong(`${shown(byte)} inside a text must be written as an escape`);
				at++;
				continue;
			}
			const byte = chunk[at] ?? 0;
			if (this.#scalar) {
				if (isDelimiter(byte)) {
					ended = true;
					break;
				}
				at++;
				continue;
			}
			switch (byte) {
				case quote:
					inText = true;
					break;
				case newline:
					cursor.line++;
					break;
				case colon:
					this.#members++;
					break;
				case openBrace:
				case openBracket:
					depth++;
					if (depth > this.#limits.depth)
						this.#refuse(`nested deeper than ${this.#limits.depth} levels`);
					break;
				case closeBrace:
				case closeBracket:
					depth--;
					ended = depth === 0;
					break;
				default:
					if (byte < 0x20 && !isSpace(byte)) throw wrong(`${shown(byte)} is not JSON`);
			}
			at++;
		}
		this.#depth = depth;
		this.#inText = inText;
		this.#escaped = escaped;
		this.#size += at - first;
		if (this.#size > this.#limits.size) this.#refuse(`larger than ${this.#limits.size} bytes`);
		// A copy: the piece may be a buffer its stream uses again.
		if (!this.#problem && at > first)
			this.#pieces.push(ended ? chunk.subarray(first, at) : chunk.slice(first, at));
		cursor.offset = start + at;
		this.isReading = !ended;
		return at;
	}

	#refuse(problem: string) {
		this.#problem ??= problem;
		this.#pieces = [];
	}

	/** The value that was read last. A number or literal that is none refuses the file. */
	finish(): ReadValue {
		this.isReading = false;
		const from = { line: this.#line, offset: this.#offset };
		const bytes = { pieces: this.#pieces, ...from };
		if (this.#scalar && !this.#problem) parse(decode(bytes), from);
		const content: Content = this.#problem
			? { problem: this.#problem }
			: { text: decode(bytes), members: this.#members };
		this.#pieces = [];
		return { ...from, size: this.#size, members: this.#members, content };
	}
}

/** A key as it is meant, from its text in quotes. */
export function keyOf({ content, line, offset }: ReadValue, cursor: Cursor): string {
	if ('problem' in content) throw cursor.malformed(`a key is ${content.problem}`);
	const parsed = parse(content.text, { line, offset });
	return typeof parsed === 'string' ? parsed : '';
}
