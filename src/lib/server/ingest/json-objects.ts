/**
 * Splits JSON of any size into its objects without holding the whole: the elements of a bundle's
 * `objects` array (wherever the key stands), of a top-level array, of a sequence of objects (NDJSON),
 * or a single object. Written here and not taken from a library because a refusal must name the exact
 * line and byte, memory must stay bounded by one object whatever the input (a 500 MB string, 100 000
 * nested arrays), and nothing may recurse. Each object found is parsed by JSON.parse.
 */
import type { Json, JsonObject } from '#lib/domain/draft.ts';
import { Splitter, limits, type JsonElement, type Limits } from './json-splitter.ts';
import { parse } from './json-syntax.ts';
import { checkEncoding } from './utf8.ts';

export type { JsonElement } from './json-splitter.ts';

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
