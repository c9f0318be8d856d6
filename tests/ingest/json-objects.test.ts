import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Malformed } from '#lib/domain/draft.ts';
import { jsonObjects, parseObject, type JsonElement } from '#lib/server/ingest/json-objects.ts';

async function* pieces(bytes: Uint8Array, size: number) {
	for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function split(
	input: string | Uint8Array,
	{ size = 7, ...bounds }: { size?: number; depth?: number } = {}
): Promise<JsonElement[]> {
	const bytes = typeof input === 'string' ? Buffer.from(input) : input;
	const found: JsonElement[] = [];
	for await (const element of jsonObjects(pieces(bytes, size), bounds))
		if (element.member === undefined) found.push(element);
	return found;
}

const textOf = ({ content }: JsonElement) => ('text' in content ? content.text : content.problem);
const objectOf = (element: JsonElement) => {
	const parsed = parseObject(element);
	return 'object' in parsed ? parsed.object : parsed;
};

async function refusal(input: string | Uint8Array): Promise<string> {
	try {
		for (const element of await split(input)) parseObject(element);
	} catch (error) {
		if (error instanceof Malformed) return error.message;
		throw error;
	}
	return 'accepted';
}

describe('what is split', () => {
	test('the objects of a bundle, wherever the key stands', async () => {
		const found = await split('{"objects":[{"a":1},{"b":[2,{"c":"]"}]}],"type":"bundle"}');
		expect(found.map(objectOf)).toEqual([{ a: 1 }, { b: [2, { c: ']' }] }]);
		expect(found.map(({ at }) => at)).toEqual(['objects[0], line 1', 'objects[1], line 1']);
		const late = await split('{"type":"bundle","x":{"objects":[1]},"objects":[{"a":1}]}');
		expect(late.map(objectOf)).toEqual([{ a: 1 }]);
	});

	test('a list of objects, one object, and objects on lines of their own', async () => {
		expect((await split('[{"a":1},\n{"b":2}]')).map(({ line }) => line)).toEqual([1, 2]);
		expect((await split('{"a":{"b":1}, "c":"d"}')).map(objectOf)).toEqual([
			{ a: { b: 1 }, c: 'd' }
		]);
		const lines = await split('{"a":1}\n{"b":2}\r\n\n{"objects":[{"c":3}]}\n');
		expect(lines.map(objectOf)).toEqual([{ a: 1 }, { b: 2 }, { c: 3 }]);
		expect(lines.map(({ line }) => line)).toEqual([1, 2, 4]);
	});

	test('an object whose own "objects" is no list is that object', async () => {
		const found = await split('{"type":"observed-data","objects":{"0":{"type":"file"}}}');
		expect(found.map(objectOf)).toEqual([
			{ type: 'observed-data', objects: { '0': { type: 'file' } } }
		]);
	});

	test('each element says its line and its byte', async () => {
		const input = '{\n "objects": [\n  {"é": 1},\n  {"b": 2}\n ]\n}';
		const found = await split(input);
		const bytes = Buffer.from(input);
		expect(found.map(({ line }) => line)).toEqual([3, 4]);
		for (const element of found)
			expect(
				bytes
					.subarray(element.offset, element.offset + Buffer.byteLength(textOf(element)))
					.toString()
			).toBe(textOf(element));
	});

	test('a byte-order mark is skipped, and places still count it', async () => {
		const [first] = await split('\ufeff[{"a":1}]');
		expect(first && objectOf(first)).toEqual({ a: 1 });
		expect(first?.offset).toBe(4);
	});

	test('empty lists and bundles hold nothing', async () => {
		expect(await split('[]')).toEqual([]);
		expect(await split('{"objects": [ ]}')).toEqual([]);
	});
});

describe('a broken file is refused whole, with place and reason', () => {
	test.each([
		['empty', '', /line 1, byte 0: the file is empty/],
		['only white space', ' \n\t ', /line 2, byte 4: the file is empty/],
		['truncated between objects', '{"objects":[{"a":1},', /line 1, byte 20: .*truncated/],
		['truncated in an object', '{"objects":[{"a":1', /byte 18: .*truncated/],
		['truncated in a text', '[{"a":"b', /byte 8: .*truncated/],
		['trailing garbage', '{"objects":[]} x', /byte 15: .*got 'x'/],
		['garbage after a list', '[{"a":1}]]', /byte 9: nothing may follow/],
		['two objects on one line', '{"a":1}{"b":2}', /byte 7: .*line break/],
		['no JSON', 'name,alias\n', /byte 0: expected JSON to begin/],
		['XML', '<?xml version="1.0"?>', /byte 0: .*got '<'/],
		['two lists of objects', '{"objects":[],"objects":[{"a":1}]}', /"objects" stands twice/],
		['a second "objects" of another kind', '{"objects":[],"objects":{}}', /"objects" stands twice/],
		['a comma too many', '{"objects":[{"a":1},]}', /byte 20: expected a value, got '\]'/],
		['a missing comma', '{"objects":[{"a":1} {"b":2}]}', /byte 20: expected ',' or '\]'/],
		['NaN', '[{"a":1},\n{"b":NaN}]', /line 2, byte 15: expected a value, got "N"/],
		['single quotes', "[{'a':1}]", /byte 2: expected a key in double quotes/],
		['mixed brackets', '[{"a":[1}]', /truncated|expected ','/],
		['a bad escape', String.raw`[{"a":"\x"}]`, /byte 7: unknown escape/],
		['a comment', '[{"a":1 /* one */}]', /byte 8: expected/],
		['a NUL byte between values', '[\0{"a":1}]', /byte 1: .*0x00/],
		['a NUL byte in a text', '[{"a":"b\0"}]', /byte 8: .*0x00.*escape/],
		['a line break in a text', '[{"a":"b\nc"}]', /byte 8: .*0x0a.*escape/],
		[
			'a fault in an object that stands alone',
			'{\n"a": 1,\n"b": nul}',
			/line 3, byte 15: expected a value/
		]
	])('%s', async (_name, input, message) => {
		expect(await refusal(input)).toMatch(message);
	});

	test.each([
		['UTF-16 with a mark', Buffer.from('\ufeff[{"a":1}]', 'utf16le'), /UTF-16 \(little-endian\)/],
		['UTF-16 without', Buffer.from('[{"a":1}]', 'utf16le'), /UTF-16 \(little-endian\)/],
		[
			'UTF-16 big-endian',
			Buffer.from('\ufeff[{"a":1}]', 'utf16le').swap16(),
			/UTF-16 \(big-endian\)/
		],
		[
			'Latin-1',
			Buffer.from('[{"a":1},\n{"n":"caf\u00e9"}]', 'latin1'),
			/line 2, byte 19: byte 0xe9 is not UTF-8/
		],
		[
			'half a surrogate pair',
			Buffer.from('5b7b2261223a22eda080227d5d', 'hex'),
			/byte 7: byte 0xed is not UTF-8/
		],
		[
			'an overlong form',
			Buffer.from('5b7b2261223a22c080227d5d', 'hex'),
			/byte 7: byte 0xc0 is not UTF-8/
		],
		[
			'a character cut short',
			Buffer.from('5b7b2261223a22e282227d5d', 'hex'),
			/byte 7: byte 0xe2 is not UTF-8/
		]
	])('%s', async (_name, input, message) => {
		expect(await refusal(input)).toMatch(message);
	});

	test('a bad byte is found wherever it stands', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.string({ unit: 'binary', maxLength: 60 }),
				fc.nat(),
				fc.constantFrom(0xff, 0xc0, 0x80, 0xf5),
				async (text, where, byte) => {
					const clean = Buffer.from(JSON.stringify([text.toWellFormed()]));
					const starts = [...clean.keys()].filter(
						(at) => at > 1 && at < clean.length - 1 && ((clean[at] ?? 0) & 0xc0) !== 0x80
					);
					const at = starts[where % starts.length] ?? 2;
					const bad = Buffer.concat([clean.subarray(0, at), Buffer.of(byte), clean.subarray(at)]);
					if (starts.length) expect(await refusal(bad)).toContain(`byte ${at}: byte 0x`);
				}
			),
			{ numRuns: 500 }
		);
	});
});

describe('a hostile object is refused alone, in bounded memory', () => {
	test('100 000 levels of nesting', async () => {
		const deep = '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000);
		const found = await split(`[${deep},{"b":1}]`, { size: 4096 });
		expect(found.map(textOf)).toEqual(['nested deeper than 256 levels', '{"b":1}']);
		const alone = await split(deep, { size: 4096 });
		expect(alone.map(textOf)).toEqual(['nested deeper than 256 levels']);
		const lists = await split('['.repeat(100_000) + ']'.repeat(100_000), { size: 4096 });
		expect(lists.map(textOf)).toEqual(['nested deeper than 256 levels']);
	});

	test('a text of 500 MB, without holding it', async () => {
		const block = Buffer.alloc(1024 * 1024, 0x61);
		function* endless() {
			yield Buffer.from('{"objects":[{"a":"');
			for (let i = 0; i < 500; i++) yield block;
			yield Buffer.from('"},{"b":1}]}');
		}
		const before = process.memoryUsage().rss;
		let peak = 0;
		const found: JsonElement[] = [];
		for await (const element of jsonObjects(
			(async function* () {
				for (const piece of endless()) {
					peak = Math.max(peak, process.memoryUsage().rss);
					yield piece;
				}
			})()
		))
			found.push(element);
		expect(found.map(textOf)).toEqual(['larger than 16777216 bytes', '{"b":1}']);
		expect(peak - before).toBeLessThan(128 * 1024 * 1024);
	});

	test('a million elements are split without holding them', async () => {
		let count = 0;
		const many = Readable.from(
			(function* () {
				yield Buffer.from('[');
				for (let i = 0; i < 1000; i++)
					yield Buffer.from(`${i ? ',' : ''}${Array<string>(1000).fill('{}').join(',')}`);
				yield Buffer.from(']');
			})()
		);
		for await (const element of jsonObjects(many)) if (element.index >= 0) count++;
		expect(count).toBe(1_000_000);
	});

	test.each([
		['{"a":1e999}', 'a: a number beyond what can be held'],
		['{"a":[{"b":-1e400}]}', 'a[0].b: a number beyond what can be held'],
		['{"a":1,"a":2}', 'a key stands twice in the same object'],
		['{"a":{"b":1,"b":1}}', 'a key stands twice in the same object'],
		['{"a":{"__proto__":{"x":1}}}', 'a.__proto__: this key is not accepted'],
		['7', 'expected an object, got a number'],
		['[1]', 'expected an object, got a list'],
		['null', 'expected an object, got null'],
		['"text"', 'expected an object, got a string']
	])('%s', async (text, problem) => {
		const [element] = await split(`[${text}]`);
		expect(element && parseObject(element)).toEqual({ problem });
		expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
	});

	test('an integer too long to be exact is accepted with a remark', async () => {
		const [element] = await split('[{"a":12345678901234567890}]');
		expect(element && parseObject(element)).toMatchObject({
			warnings: ['a: an integer beyond 2^53 is kept as 12345678901234567000']
		});
	});
});

const json = fc.json({ maxDepth: 3 });

test('the splitter finds exactly what JSON.parse finds, however the bytes are cut', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(
				fc.dictionary(fc.string({ maxLength: 6 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }),
				{ maxLength: 4 }
			),
			fc.constantFrom('bundle', 'list', 'lines'),
			fc.integer({ min: 1, max: 40 }),
			fc.constantFrom(0, 1, '\t'),
			async (objects, form, size, indent) => {
				const texts = objects.map((object) => JSON.stringify(object, null, indent));
				const input =
					form === 'bundle'
						? JSON.stringify({ type: 'bundle', objects, last: [1] }, null, indent)
						: form === 'list'
							? `[${texts.join(' ,\n')}]`
							: texts.join('\n');
				if (input === '' || objects.some((o) => Object.hasOwn(o, '__proto__'))) return;
				// An object of its own with a list named objects is a bundle.
				if (form === 'lines' && objects.some((o) => Array.isArray(o.objects))) return;
				const found = await split(input, { size });
				expect(
					found.map(({ content }) => ('text' in content ? JSON.parse(content.text) : content))
				).toEqual(objects.map((object) => JSON.parse(JSON.stringify(object))));
			}
		),
		{ numRuns: 10_000 }
	);
}, 120_000);

test('text that JSON.parse refuses is refused with a place inside it, and nothing else is', async () => {
	const damaged = fc
		.tuple(json, fc.nat(), fc.constantFrom('', ',', '"', '}', ']', '{', '\\', 'x', '\u0001', ':'))
		.map(([text, at, mark]) => {
			const where = at % (text.length + 1);
			return text.slice(0, where) + mark + text.slice(where + (mark ? 0 : 1));
		});
	await fc.assert(
		fc.asyncProperty(damaged, fc.integer({ min: 1, max: 9 }), async (text, size) => {
			const input = `[${text}]`;
			let valid = true;
			try {
				JSON.parse(input);
			} catch {
				valid = false;
			}
			let place: string | undefined;
			try {
				for (const element of await split(input, { size })) parseObject(element);
			} catch (error) {
				if (!(error instanceof Malformed)) throw error;
				place = error.at;
			}
			if (valid) expect(place).toBeUndefined();
			else {
				const byte = Number(/byte (\d+)/.exec(place ?? '')?.[1]);
				expect(byte).toBeGreaterThanOrEqual(0);
				expect(byte).toBeLessThanOrEqual(Buffer.byteLength(input));
			}
		}),
		{ numRuns: 10_000 }
	);
}, 120_000);
