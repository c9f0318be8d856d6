/**
 * Walks JSON of any size, opening the lists and objects that a format names and handing on every other value
 * whole: for formats whose long lists stand deeper than a bundle's. Memory is bounded by one value, whatever
 * the input, and nothing recurses. Objects may follow each other in lines (NDJSON).
 */
import { Cursor, isSpace, keyOf, limits, marks, ValueReader } from './json-value.ts';
import type { JsonElement, Limits } from './json-value.ts';
import { checkEncoding, shown } from './utf8.ts';

const { quote, newline, comma, colon, openBracket, closeBracket, openBrace, closeBrace } = marks;

/** A list or object that is opened, and what is opened inside it; what is not named is a value. */
export interface Shape {
	/** What each element of a list is; `{}` where elements are values. */
	list?: Shape;
	/** What the members of an object are, by their keys. */
	members?: Readonly<Record<string, Shape>>;
}

interface Placed {
	/** Of a member of an object; none of an element. */
	key?: string;
	line: number;
	offset: number;
	/** Why the object around cannot be read as one: this key stands in it twice, or it has too many. */
	problem?: string;
}

export type Step =
	| ({ step: 'list' | 'object' } & Placed)
	| ({ step: 'value'; element: JsonElement; size: number } & Placed)
	| { step: 'end' };

interface Open {
	shape: Shape;
	/** Undefined in a list. */
	keys: Set<string> | undefined;
	key: string;
}

/** Keys of one opened object: no format has as many. */
const mostKeys = 10_000;

type State = 'root' | 'key-or-end' | 'key' | 'colon' | 'value-or-end' | 'value' | 'comma' | 'done';

class Walk {
	readonly #shape: Shape;
	readonly #cursor = new Cursor();
	readonly #reader: ValueReader;
	readonly #open: Open[] = [];
	#state: State = 'root';
	#isKey = false;
	#hadNewline = true;
	#isSequence = false;
	#sawJson = false;
	#found: Step[] = [];

	constructor(shape: Shape, bounds: Limits, skipped: number) {
		this.#shape = shape;
		this.#cursor.offset = skipped;
		this.#reader = new ValueReader(bounds, this.#cursor);
	}

	/** Reads a piece of input; what came before a fault is yielded before the fault is thrown. */
	*feed(chunk: Uint8Array): Generator<Step, void, undefined> {
		const cursor = this.#cursor;
		const start = cursor.offset;
		let at = 0;
		try {
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
					if (this.#structure(byte)) at++;
				}
			}
			cursor.offset = start + chunk.length;
		} finally {
			yield* this.#found.splice(0);
		}
	}

	/** Says whether the input may end here. */
	*end(): Generator<Step, void, undefined> {
		if (!this.#sawJson) throw this.#cursor.malformed('the file is empty');
		if (this.#state !== 'root' && this.#state !== 'done')
			throw this.#cursor.malformed('the file ends in the middle of its JSON: it is truncated');
		yield* this.#found.splice(0);
	}

	/** True when the byte is done with; false when a value begins with it. */
	#structure(byte: number): boolean {
		const top = this.#open.at(-1);
		if (!top) return this.#root(byte);
		const closes = top.keys ? closeBrace : closeBracket;
		switch (this.#state) {
			case 'key-or-end':
			case 'key':
				if (byte === closes && this.#state === 'key-or-end') return this.#close();
				if (byte !== quote) throw this.#wrong('a key in double quotes', byte);
				this.#isKey = true;
				this.#reader.begin(byte);
				return false;
			case 'colon':
				if (byte !== colon) throw this.#wrong("':' after a key", byte);
				this.#state = 'value';
				return true;
			case 'value-or-end':
				if (byte === closes) return this.#close();
				return this.#value(byte, top);
			case 'value':
				return this.#value(byte, top);
			default:
				if (byte === closes) return this.#close();
				if (byte !== comma) throw this.#wrong(`',' or '${top.keys ? '}' : ']'}'`, byte);
				this.#state = top.keys ? 'key' : 'value';
				return true;
		}
	}

	#wrong(expected: string, byte: number) {
		return this.#cursor.malformed(`expected ${expected}, got ${shown(byte)}`);
	}

	#root(byte: number): boolean {
		if (this.#state === 'done')
			throw this.#cursor.malformed(`nothing may follow the end of the list, got ${shown(byte)}`);
		const isList = byte === openBracket && !this.#isSequence;
		if (!isList && byte !== openBrace)
			throw this.#cursor.malformed(
				this.#isSequence
					? `nothing but another object may follow the end of an object, got ${shown(byte)}`
					: `expected JSON to begin with '{' or '[', got ${shown(byte)}`
			);
		if (!this.#hadNewline)
			throw this.#cursor.malformed('objects that follow each other need a line break between them');
		this.#isSequence = !isList;
		this.#enter(isList, this.#shape, {});
		return true;
	}

	#value(byte: number, top: Open): boolean {
		const { members } = top.shape;
		const inner = top.keys
			? members && Object.hasOwn(members, top.key)
				? members[top.key]
				: undefined
			: top.shape.list;
		const isOpened =
			(byte === openBracket && inner?.list !== undefined) ||
			(byte === openBrace && inner?.members !== undefined);
		if (inner && isOpened) {
			this.#enter(byte === openBracket, inner, this.#keyed(top));
			return true;
		}
		this.#isKey = false;
		this.#reader.begin(byte);
		return false;
	}

	/** The key a value stands under, taken note of. */
	#keyed({ keys, key }: Open): Pick<Placed, 'key' | 'problem'> {
		if (!keys) return {};
		if (keys.has(key)) return { key, problem: 'a key stands twice in the same object' };
		if (keys.size === mostKeys) return { key, problem: `more than ${mostKeys} keys in one object` };
		keys.add(key);
		return { key };
	}

	#enter(isList: boolean, shape: Shape, keyed: Pick<Placed, 'key' | 'problem'>): void {
		const { line, offset } = this.#cursor;
		this.#found.push({ step: isList ? 'list' : 'object', ...keyed, line, offset });
		this.#open.push({ shape, keys: isList ? undefined : new Set(), key: '' });
		this.#state = isList ? 'value-or-end' : 'key-or-end';
	}

	#close(): true {
		this.#open.pop();
		this.#found.push({ step: 'end' });
		this.#hadNewline = false;
		this.#state = this.#open.length ? 'comma' : this.#isSequence ? 'root' : 'done';
		return true;
	}

	#finish(): void {
		const value = this.#reader.finish();
		const top = this.#open.at(-1);
		if (this.#isKey) {
			if (top) top.key = keyOf(value, this.#cursor);
			this.#isKey = false;
			this.#state = 'colon';
			return;
		}
		const { line, offset, size, content } = value;
		const element = { index: -1, line, offset, at: `line ${line}`, content };
		const keyed = top ? this.#keyed(top) : {};
		this.#found.push({ step: 'value', ...keyed, line, offset, element, size });
		this.#state = 'comma';
	}
}

/** The steps through the input, in its order. Throws `Malformed` where the input as a whole is not JSON. */
export async function* walkJson(
	bytes: AsyncIterable<Uint8Array>,
	shape: Shape,
	{ signal, ...bounds }: Partial<Limits> & { signal?: AbortSignal } = {}
): AsyncGenerator<Step, void, undefined> {
	let walk: Walk | undefined;
	let head: Uint8Array = new Uint8Array();
	const begin = () => {
		const skipped = checkEncoding(head);
		walk = new Walk(shape, { ...limits, ...bounds }, skipped);
		return walk.feed(head.subarray(skipped));
	};
	for await (const chunk of bytes) {
		signal?.throwIfAborted();
		if (walk) {
			yield* walk.feed(chunk);
			continue;
		}
		head = head.length ? Buffer.concat([head, chunk]) : chunk;
		if (head.length >= 4) yield* begin();
	}
	if (!walk) yield* begin();
	if (walk) yield* walk.end();
}
