import fc from 'fast-check';
import { expect, test } from 'vitest';
import { headOf, jsonPaths } from '#lib/server/ingest/head.ts';

test.each([
	['an object', '{"a":1,"b":{"c":[{"d":2}]}}', ['a', 'b', 'b.c', 'b.c.*.d']],
	['a list', ' [{"a":1},{"b":{"c":2}}]', ['*.a', '*.b', '*.b.c']],
	['lines', '{"a":1}\n{"b":2}\n', ['a', 'b']],
	['cut inside a text', '{"a":{"b":"never en', ['a', 'a.b']],
	['keys written with escapes', String.raw`{"a\"b":1,"\u0063":2}`, ['a"b', 'c']],
	['a text that looks like a key', String.raw`{"a":"\"b\": {"}`, ['a']],
	['no JSON', 'a;b\n"c":1', []],
	['nothing', '', []]
])('keys of %s', (_name, text, expected) => {
	expect([...jsonPaths(text)]).toEqual(expected);
});

test('every key of any JSON is found where it stands', () => {
	const keysOf = (value: unknown, path: string[], depth: number): string[] =>
		depth > 5 || typeof value !== 'object' || value === null
			? []
			: Array.isArray(value)
				? value.flatMap((item) => keysOf(item, [...path, '*'], depth + 1))
				: Object.entries(value).flatMap(([key, item]) => [
						[...path, key].join('.'),
						...keysOf(item, [...path, key], depth + 1)
					]);
	fc.assert(
		fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 2), (value, indent) => {
			if (typeof value !== 'object' || value === null) return;
			const found = jsonPaths(JSON.stringify(value, null, indent));
			expect(found).toEqual(new Set(keysOf(value, [], 1)));
		})
	);
});

test('64 KiB of one text, of brackets, or of quotes end in time and with no error', () => {
	for (const text of [`{"a":"${'x'.repeat(65_536)}`, '['.repeat(65_536), `{${'"'.repeat(65_536)}`])
		expect(jsonPaths(text).size).toBeLessThan(3);
});

test('bytes that are no UTF-8 and a byte-order mark', () => {
	expect(headOf(Buffer.from('\ufeff{"a":1}')).paths).toEqual(new Set(['a']));
	expect(headOf(Uint8Array.of(0xff, 0x41)).text).toBe('\ufffdA');
});
