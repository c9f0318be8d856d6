/**
 * Splits JSON of any size into its objects without holding the whole: the elements of a bundle's
 * `objects` array (wherever the key stands), of a top-level array, of a sequence of objects (NDJSON),
 * or a single object. Written here and not taken from a library because a refusal must name the exact
 * line and byte, memory must stay bounded by one object whatever the input (a 500 MB string, 100 000
 * nested arrays), and nothing may recurse. Each object found is parsed by JSON.parse.
 */
import { isUtf8 } from 'node:buffer';
import { Malformed, type Json, type JsonObject, type Place } from '#lib/domain/draft.ts';
import { syntaxFault } from './json-syntax.ts';

export interface Limits {
	/** Bytes of one object. */
	size: number;
	/** Nesting inside one object. */
	depth: number;
}

export const limits: Readonly<Limits> = { size: 16 * 1024 * 1024, depth: 256 };

export interface JsonElement {
	/** Position among the objects of the input, from 0. */
	index: number;
	/** Line of the first byte, from 1, and its offset in the unpacked input, from 0. */
	line: number;
	offset: number;
	at: Place;
	/** The element's own text, or why it was skipped. */
	content: { text: string; members: number } | { problem: string };
	/** The key it stands under, for top-level members of a bundle other than `objects`. */
	member?: string;
	/** The members of an object that stands alone, for the exact place of a fault. */
	parts?: readonly Part[];
}

interface Part {
	key: string;
	line: number;
	offset: number;
	text: string;
}

const quote = 0x22;
const backslash = 0x5c;
const newline = 0x0a;
const comma = 0x2c;
const colon = 0x3a;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

const isSpace = (byte: number) => byte === 0x20 || byte === newline || byte === 0x0d || byte === 9;
/** A number or literal ends here. */
const isDelimiter = (byte: number) =>
	isSpace(byte) || byte === comma || byte === closeBracket || byte === closeBrace;

const shown = (byte: number) =>
	byte > 0x20 && byte < 0x7f
		? `'${String.fromCharCode(byte)}'`
		: `byte 0x${byte.toString(16).padStart(2, '0')}`;

type State =
	| 'root'
	| 'key-or-end'
	| 'key'
	| 'colon'
	| 'value'
	| 'comma-or-end'
	| 'element-or-end'
	| 'element'
	| 'element-comma-or-end'
	| 'done';

/** A value being read: its bytes so far, and where it began. */
interface Capture {
	as: 'key' | 'member' | 'element';
	line: number;
	offset: number;
	pieces: Uint8Array[];
	size: number;
	members: number;
	problem?: string;
}

/** A top-level object whose `objects` array has not been met: it may be an object of its own. */
interface Root {
	line: number;
	offset: number;
	members: Part[];
	size: number;
	colons: number;
	problem?: string;
	isContainer: boolean;
}

class Splitter {
	#state: State = 'root';
	#line = 1;
	#offset = 0;
	#index = 0;
	#capture: Capture | undefined;
	/** Inside the value being read: nesting, text, and whether the next byte is escaped. */
	#depth = 0;
	#inText = false;
	#escaped = false;
	#scalar = false;
	#root: Root | undefined;
	#key = '';
	#hadNewline = true;
	#isSequence = false;
	#limits: Limits;
	#sawJson = false;
	readonly #found: JsonElement[] = [];

	/** `skipped` bytes of the input, a byte-order mark, were taken off before. */
	constructor(bounds: Limits, skipped: number) {
		this.#limits = bounds;
		this.#offset = skipped;
	}

	#malformed(reason: string, line = this.#line, offset = this.#offset): Malformed {
		return new Malformed(`line ${line}, byte ${offset}`, reason);
	}

	/** Reads a piece of input and returns the elements that ended in it. */
	feed(chunk: Uint8Array): JsonElement[] {
		const start = this.#offset;
		let at = 0;
		while (at < chunk.length) {
			if (this.#capture) {
				at = this.#readValue(chunk, at, start, this.#capture);
				continue;
			}
			const byte = chunk[at] ?? 0;
			this.#offset = start + at;
			if (isSpace(byte)) {
				if (byte === newline) {
					this.#line++;
					this.#hadNewline = true;
				}
				at++;
			} else {
				this.#sawJson = true;
				at = this.#readStructure(byte, at);
			}
		}
		this.#offset = start + chunk.length;
		return this.#found.splice(0);
	}

	/** Says whether the input may end here. */
	end(): JsonElement[] {
		if (this.#capture && this.#scalar) this.#finish(this.#capture);
		if (!this.#sawJson) throw this.#malformed('the file is empty');
		if (this.#state !== 'root' && this.#state !== 'done')
			throw this.#malformed('the file ends in the middle of its JSON: it is truncated');
		return this.#found.splice(0);
	}

	#readStructure(byte: number, at: number): number {
		switch (this.#state) {
			case 'root':
				return this.#readRoot(byte, at);
			case 'key-or-end':
				if (byte === closeBrace) return this.#closeRoot(at);
				return this.#begin('key', byte, at);
			case 'key':
				return this.#begin('key', byte, at);
			case 'colon':
				if (byte !== colon) throw this.#malformed(`expected ':' after a key, got ${shown(byte)}`);
				this.#state = 'value';
				return at + 1;
			case 'value':
				if (this.#key === 'objects' && byte === openBracket) return this.#openObjects(at);
				return this.#begin('member', byte, at);
			case 'comma-or-end':
				if (byte === closeBrace) return this.#closeRoot(at);
				if (byte !== comma) throw this.#malformed(`expected ',' or '}', got ${shown(byte)}`);
				this.#state = 'key';
				return at + 1;
			case 'element-or-end':
				if (byte === closeBracket) return this.#closeArray(at);
				return this.#begin('element', byte, at);
			case 'element':
				return this.#begin('element', byte, at);
			case 'element-comma-or-end':
				if (byte === closeBracket) return this.#closeArray(at);
				if (byte !== comma) throw this.#malformed(`expected ',' or ']', got ${shown(byte)}`);
				this.#state = 'element';
				return at + 1;
			case 'done':
				throw this.#malformed(`nothing may follow the end of the list, got ${shown(byte)}`);
		}
	}

	#readRoot(byte: number, at: number): number {
		if (byte === openBracket && !this.#isSequence) {
			this.#state = 'element-or-end';
			return at + 1;
		}
		if (byte !== openBrace)
			throw this.#malformed(
				this.#isSequence
					? `nothing but another object may follow the end of an object, got ${shown(byte)}`
					: `expected JSON to begin with '{' or '[', got ${shown(byte)}`
			);
		if (!this.#hadNewline)
			throw this.#malformed('objects that follow each other need a line break between them');
		this.#isSequence = true;
		this.#root = {
			line: this.#line,
			offset: this.#offset,
			members: [],
			size: 2,
			colons: 0,
			isContainer: false
		};
		this.#state = 'key-or-end';
		return at + 1;
	}

	#openObjects(at: number): number {
		if (this.#root?.isContainer)
			throw this.#malformed('the key "objects" stands twice in the bundle');
		if (this.#root) {
			this.#root.isContainer = true;
			for (const { key, line, offset, text } of this.#root.members)
				this.#emitMember(key, { line, offset }, { text, members: 0 });
			if (this.#root.problem)
				this.#emitMember('bundle', this.#root, { problem: this.#root.problem });
			this.#root.members = [];
		}
		this.#state = 'element-or-end';
		return at + 1;
	}

	#closeArray(at: number): number {
		this.#state = this.#root ? 'comma-or-end' : 'done';
		return at + 1;
	}

	#closeRoot(at: number): number {
		const root = this.#root;
		this.#root = undefined;
		this.#state = 'root';
		this.#hadNewline = false;
		if (root && !root.isContainer) {
			const text = `{${root.members.map(({ key, text }) => `${JSON.stringify(key)}:${text}`).join(',')}}`;
			this.#emit(
				root,
				root.problem ? { problem: root.problem } : { text, members: root.colons },
				root.members
			);
		}
		return at + 1;
	}

	#begin(as: Capture['as'], byte: number, at: number): number {
		if (as === 'key' && byte !== quote)
			throw this.#malformed(`expected a key in double quotes, got ${shown(byte)}`);
		if (byte === comma || byte === colon || byte === closeBrace || byte === closeBracket)
			throw this.#malformed(`expected a value, got ${shown(byte)}`);
		this.#capture = {
			as,
			line: this.#line,
			offset: this.#offset,
			pieces: [],
			size: 0,
			members: 0
		};
		this.#depth = 0;
		this.#inText = false;
		this.#escaped = false;
		this.#scalar = byte !== quote && byte !== openBrace && byte !== openBracket;
		return at;
	}

	/** Reads on in the current value: to its end, or to the end of the piece. */
	#readValue(chunk: Uint8Array, first: number, start: number, capture: Capture): number {
		const { length } = chunk;
		let at = first;
		let depth = this.#depth;
		let inText = this.#inText;
		let escaped = this.#escaped;
		let ended = false;
		const wrong = (reason: string) => this.#malformed(reason, this.#line, start + at);
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
					this.#line++;
					break;
				case colon:
					capture.members++;
					break;
				case openBrace:
				case openBracket:
					depth++;
					if (depth > this.#limits.depth && !capture.problem)
						this.#refuse(capture, `nested deeper than ${this.#limits.depth} levels`);
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
		capture.size += at - first;
		if (capture.size > this.#limits.size && !capture.problem)
			this.#refuse(capture, `larger than ${this.#limits.size} bytes`);
		// A copy: the piece may be a buffer its stream uses again.
		if (!capture.problem && at > first)
			capture.pieces.push(ended ? chunk.subarray(first, at) : chunk.slice(first, at));
		this.#offset = start + at;
		if (ended) this.#finish(capture);
		return at;
	}

	#refuse(capture: Capture, problem: string) {
		capture.problem = problem;
		capture.pieces = [];
	}

	#finish(capture: Capture) {
		this.#capture = undefined;
		const content: JsonElement['content'] = capture.problem
			? { problem: capture.problem }
			: { text: decode(capture), members: capture.members };
		if (capture.as === 'element') {
			this.#emit(capture, content);
			this.#state = 'element-comma-or-end';
		} else if (capture.as === 'key') {
			this.#key = 'text' in content ? keyText(content.text, capture) : '';
			if ('problem' in content) throw this.#malformed(`a key is ${content.problem}`);
			this.#state = 'colon';
		} else {
			this.#state = 'comma-or-end';
			this.#keepMember(capture, content);
		}
	}

	#keepMember(capture: Capture, content: JsonElement['content']) {
		const root = this.#root;
		if (!root) return;
		const { line, offset } = capture;
		if (root.isContainer) {
			if (this.#key === 'objects')
				throw this.#malformed('the key "objects" stands twice in the bundle', line, offset);
			this.#emitMember(this.#key, capture, content);
			return;
		}
		root.colons += capture.members + 1;
		root.size += capture.size + this.#key.length + 4;
		if ('problem' in content) root.problem ??= content.problem;
		else if (root.size > this.#limits.size)
			root.problem ??= `larger than ${this.#limits.size} bytes`;
		if (root.problem) root.members = root.members.filter(({ key }) => key === 'type');
		else if ('text' in content)
			root.members.push({ key: this.#key, line, offset, text: content.text });
	}

	#emit(
		{ line, offset }: { line: number; offset: number },
		content: JsonElement['content'],
		parts?: readonly Part[]
	) {
		const index = this.#index++;
		const at = this.#root ? `objects[${index}], line ${line}` : `line ${line}`;
		this.#found.push({ index, line, offset, at, content, parts });
	}

	#emitMember(
		member: string,
		{ line, offset }: { line: number; offset: number },
		content: JsonElement['content']
	) {
		this.#found.push({ index: -1, line, offset, at: `line ${line}`, content, member });
	}
}

/** The value's text; a byte that is not UTF-8 refuses the file and is named. */
function decode({ pieces, line, offset }: Capture): string {
	const [only] = pieces;
	const bytes =
		pieces.length === 1 && only
			? Buffer.from(only.buffer, only.byteOffset, only.length)
			: Buffer.concat(pieces);
	if (isUtf8(bytes)) return bytes.toString('utf8');
	// Bisection over prefixes: every prefix beyond the bad byte is bad too.
	let good = 0;
	let bad = bytes.length;
	while (bad - good > 4) {
		const middle = (good + bad) >> 1;
		if (startsAsUtf8(bytes, middle)) good = middle;
		else bad = middle;
	}
	let at = good;
	while (at < bad && startsAsUtf8(bytes, at + 1)) at++;
	const lines = bytes.subarray(0, at).filter((byte) => byte === newline).length;
	throw new Malformed(
		`line ${line + lines}, byte ${offset + at}`,
		`${shown(bytes[at] ?? 0)} is not UTF-8 (Latin-1 or another encoding, or half of a surrogate pair)`
	);
}

/** True when the first bytes are UTF-8 but for a character cut at their end. */
function startsAsUtf8(bytes: Buffer, length: number): boolean {
	for (let cut = 0; cut < 4 && cut <= length; cut++) {
		const head = bytes.subarray(0, length - cut);
		if (!isUtf8(head)) continue;
		if (cut === 0) return true;
		const lead = bytes[length - cut] ?? 0;
		const needed = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
		if (lead > 0xf4 || needed <= cut) return false;
		return couldContinue(lead, bytes.subarray(length - cut + 1, length));
	}
	return false;
}

/** The second byte decides what surrogates, overlong forms and values past U+10FFFF look like. */
function couldContinue(lead: number, rest: Uint8Array): boolean {
	const [second] = rest;
	if (!rest.every((byte) => byte >= 0x80 && byte < 0xc0)) return false;
	if (second === undefined) return true;
	if (lead === 0xe0) return second >= 0xa0;
	if (lead === 0xed) return second < 0xa0;
	if (lead === 0xf0) return second >= 0x90;
	return lead !== 0xf4 || second < 0x90;
}

const keyText = (text: string, from: { line: number; offset: number }): string => {
	const parsed = parse(text, from);
	return typeof parsed === 'string' ? parsed : '';
};

/** JSON.parse, whose refusal becomes a place in the file. */
function parse(
	text: string,
	from: { line: number; offset: number; parts?: readonly Part[] }
): Json {
	try {
		return JSON.parse(text) as Json;
	} catch (cause) {
		// The engine's own message names no certain place, so the fault is looked for again.
		for (const part of from.parts?.length ? from.parts : [{ ...from, text }]) {
			const fault = syntaxFault(part.text);
			if (!fault) continue;
			const before = part.text.slice(0, fault.at);
			throw new Malformed(
				`line ${part.line + before.split('\n').length - 1}, byte ${part.offset + Buffer.byteLength(before)}`,
				fault.reason
			);
		}
		throw new Malformed(`line ${from.line}, byte ${from.offset}`, `not JSON: ${String(cause)}`);
	}
}

/** Refuses UTF-16 and UTF-32 by name, and skips a UTF-8 byte-order mark. */
function checkEncoding(head: Uint8Array): number {
	const [a, b, c, d] = head;
	const name =
		(a === 0xff && b === 0xfe) || (a !== 0 && b === 0 && c !== undefined && c !== 0)
			? 'UTF-16 (little-endian)'
			: (a === 0xfe && b === 0xff) || (a === 0 && b !== undefined && b !== 0 && c === 0)
				? 'UTF-16 (big-endian)'
				: a === 0 && b === 0 && c === 0xfe && d === 0xff
					? 'UTF-32'
					: undefined;
	if (name) throw new Malformed('line 1, byte 0', `the file is ${name}; save it as UTF-8`);
	return a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0;
}

/** The objects of the input in order. Throws `Malformed` where the input as a whole is not JSON. */
export async function* jsonObjects(
	bytes: AsyncIterable<Uint8Array>,
	{ signal, ...bounds }: Partial<Limits> & { signal?: AbortSignal } = {}
): AsyncGenerator<JsonElement, void, undefined> {
	let splitter: Splitter | undefined;
	let head: Uint8Array = new Uint8Array();
	const begin = () => {
		const skipped = checkEncoding(head);
		splitter = new Splitter({ ...limits, ...bounds }, skipped);
		return splitter.feed(head.subarray(skipped));
	};
	for await (const chunk of bytes) {
		signal?.throwIfAborted();
		if (splitter) {
			yield* splitter.feed(chunk);
			continue;
		}
		head = head.length ? Buffer.concat([head, chunk]) : chunk;
		if (head.length >= 4) yield* begin();
	}
	if (!splitter) yield* begin();
	if (splitter) yield* splitter.end();
}

export type ParsedElement = { object: JsonObject; warnings: string[] } | { problem: string };

/**
 * The element as an object, or why it cannot be one. Refused: what is no object, a key written twice
 * (two readers would see two things), a number that is infinite, and the key `__proto__`.
 */
export function parseObject(element: JsonElement): ParsedElement {
	const { content } = element;
	if ('problem' in content) return content;
	const value = parse(content.text, element);
	if (typeof value !== 'object' || value === null || Array.isArray(value))
		return { problem: `expected an object, got ${nameOf(value)}` };
	return inspect(value, content.members);
}

const nameOf = (value: Json): string =>
	value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;

const isNested = (value: Json | undefined): value is Json[] | JsonObject | number =>
	typeof value === 'number' || (typeof value === 'object' && value !== null);

/** Walks the whole object with a list of its own, never with the call stack. */
function inspect(object: JsonObject, members: number): ParsedElement {
	const warnings: string[] = [];
	let keys = 0;
	const waiting: { value: Json[] | JsonObject | number; path: string }[] = [
		{ value: object, path: '' }
	];
	for (let next = waiting.pop(); next; next = waiting.pop()) {
		const { value, path } = next;
		if (typeof value === 'number') {
			if (!Number.isFinite(value)) return { problem: `${path}: a number beyond what can be held` };
			if (Number.isInteger(value) && !Number.isSafeInteger(value))
				warnings.push(`${path}: an integer beyond 2^53 is kept as ${value}`);
		} else if (Array.isArray(value)) {
			for (const [i, item] of value.entries())
				if (isNested(item)) waiting.push({ value: item, path: `${path}[${i}]` });
		} else {
			for (const key of Object.keys(value)) {
				keys++;
				const item = value[key];
				const here = path ? `${path}.${key}` : key;
				if (key === '__proto__') return { problem: `${here}: this key is not accepted` };
				if (isNested(item)) waiting.push({ value: item, path: here });
			}
		}
	}
	if (keys !== members) return { problem: 'a key stands twice in the same object' };
	return { object, warnings };
}
