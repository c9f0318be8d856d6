/**
 * Finds where each object of a JSON input begins and ends, byte by byte, holding no more than the value
 * being read. See json-objects.ts for what it is for.
 */
import { Malformed, type Place } from '#lib/domain/draft.ts';
import { parse } from './json-syntax.ts';
import { decode, shown } from './utf8.ts';

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

export interface Part {
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

export class Splitter {
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

	/**
	 * Reads a piece of input and yields the elements that ended in it; what came before a fault is
	 * yielded before the fault is thrown, so the first fault of a file is the one that is named.
	 */
	*feed(chunk: Uint8Array): Generator<JsonElement, void, undefined> {
		try {
			this.#read(chunk);
		} finally {
			yield* this.#found.splice(0);
		}
	}

	#read(chunk: Uint8Array): void {
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
	}

	/** Says whether the input may end here. */
	*end(): Generator<JsonElement, void, undefined> {
		if (this.#capture && this.#scalar) this.#finish(this.#capture);
		if (!this.#sawJson) throw this.#malformed('the file is empty');
		if (this.#state !== 'root' && this.#state !== 'done')
			throw this.#malformed('the file ends in the middle of its JSON: it is truncated');
		yield* this.#found.splice(0);
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
		const scalar = byte !== quote && byte !== openBrace && byte !== openBracket;
		if (scalar && !startsScalar(byte))
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
		this.#scalar = scalar;
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
		if (this.#scalar && !capture.problem) parse(decode(capture), capture);
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

const keyText = (text: string, from: { line: number; offset: number }): string => {
	const parsed = parse(text, from);
	return typeof parsed === 'string' ? parsed : '';
};
