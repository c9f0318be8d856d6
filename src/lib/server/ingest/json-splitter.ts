/**
 * Finds where each object of a JSON input begins and ends, byte by byte, holding no more than the value
 * being read. See json-objects.ts for what it is for.
 */
import {
	Cursor,
	isSpace,
	keyOf,
	limits,
	marks,
	ValueReader,
	type Content,
	type JsonElement,
	type Limits,
	type Part,
	type ReadValue
} from './json-value.ts';
import { shown } from './utf8.ts';

export { limits, type JsonElement, type Limits, type Part };

const { quote, newline, comma, colon, openBracket, closeBracket, openBrace, closeBrace } = marks;

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
	readonly #cursor = new Cursor();
	readonly #reader: ValueReader;
	#index = 0;
	/** What the value being read is. */
	#as: 'key' | 'member' | 'element' = 'element';
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
		this.#cursor.offset = skipped;
		this.#reader = new ValueReader(bounds, this.#cursor);
	}

	#malformed(reason: string, line?: number, offset?: number) {
		return this.#cursor.malformed(reason, line, offset);
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
		const cursor = this.#cursor;
		const start = cursor.offset;
		let at = 0;
		while (at < chunk.length) {
			if (this.#reader.isReading) {
				at = this.#reader.read(chunk, at, start);
				if (!this.#reader.isReading) this.#finish();
				continue;
			}
			const byte = chunk[at] ?? 0;
			cursor.offset = start + at;
			if (isSpace(byte)) {
				if (byte === newline) {
					cursor.line++;
					this.#hadNewline = true;
				}
				at++;
			} else {
				this.#sawJson = true;
				at = this.#readStructure(byte, at);
			}
		}
		cursor.offset = start + chunk.length;
	}

	/** Says whether the input may end here. */
	*end(): Generator<JsonElement, void, undefined> {
		if (this.#reader.isScalar) this.#finish();
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
			line: this.#cursor.line,
			offset: this.#cursor.offset,
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

	#begin(as: 'key' | 'member' | 'element', byte: number, at: number): number {
		if (as === 'key' && byte !== quote)
			throw this.#malformed(`expected a key in double quotes, got ${shown(byte)}`);
		this.#as = as;
		this.#reader.begin(byte);
		return at;
	}

	#finish() {
		const value = this.#reader.finish();
		if (this.#as === 'element') {
			this.#emit(value, value.content);
			this.#state = 'element-comma-or-end';
		} else if (this.#as === 'key') {
			this.#key = keyOf(value, this.#cursor);
			this.#state = 'colon';
		} else {
			this.#state = 'comma-or-end';
			this.#keepMember(value);
		}
	}

	#keepMember(value: ReadValue) {
		const root = this.#root;
		if (!root) return;
		const { line, offset, content } = value;
		if (root.isContainer) {
			if (this.#key === 'objects')
				throw this.#malformed('the key "objects" stands twice in the bundle', line, offset);
			this.#emitMember(this.#key, value, content);
			return;
		}
		root.colons += value.members + 1;
		root.size += value.size + this.#key.length + 4;
		if ('problem' in content) root.problem ??= content.problem;
		else if (root.size > this.#limits.size)
			root.problem ??= `larger than ${this.#limits.size} bytes`;
		if (root.problem) root.members = root.members.filter(({ key }) => key === 'type');
		else if ('text' in content)
			root.members.push({ key: this.#key, line, offset, text: content.text });
	}

	#emit(
		{ line, offset }: { line: number; offset: number },
		content: Content,
		parts?: readonly Part[]
	) {
		const index = this.#index++;
		const at = this.#root ? `objects[${index}], line ${line}` : `line ${line}`;
		this.#found.push({ index, line, offset, at, content, parts });
	}

	#emitMember(
		member: string,
		{ line, offset }: { line: number; offset: number },
		content: Content
	) {
		this.#found.push({ index: -1, line, offset, at: `line ${line}`, content, member });
	}
}
