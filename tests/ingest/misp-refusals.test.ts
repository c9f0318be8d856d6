import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Malformed, type Json, type JsonObject } from '#lib/domain/draft.ts';
import { misp } from '#lib/server/ingest/misp.ts';
import { Frames, mispShape } from '#lib/server/ingest/misp/frames.ts';
import { walkJson } from '#lib/server/ingest/json-walk.ts';
import {
	attribute,
	event,
	everything,
	organisation,
	outcome,
	outcomeOf,
	readings,
	recordOf,
	ref,
	tag,
	uuid,
	wrapped
} from './misp-fixtures.ts';

async function refusal(input: string | Uint8Array): Promise<string> {
	try {
		const { rejected } = await outcome(input, 7);
		return rejected.map(({ at, reason }) => `${at}: ${reason}`).join('\n') || 'accepted';
	} catch (error) {
		if (error instanceof Malformed) return `file: ${error.message}`;
		throw error;
	}
}

const id = uuid('event');
const text = JSON.stringify(wrapped(event()));

describe('a broken file is refused whole, with place and reason', () => {
	test.each<[string, string | Uint8Array, RegExp]>([
		['empty', '', /^file: line 1, byte 0: the file is empty/],
		['truncated in the event', text.slice(0, -2), /^file: line 1, byte \d+: .*truncated/],
		['truncated in a text', '{"Event":{"info":"abc', /^file: line 1, byte 21: .*truncated/],
		['truncated in a list', '{"Event":{"Attribute":[{}', /^file: line 1, byte 25: .*truncated/],
		['NaN', '{"Event":\n{"uuid":NaN}}', /^file: line 2, byte 18: expected a value, got 'N'/],
		['a comma too many', '{"response":[{},]}', /^file: line 1, byte 16: expected a value/],
		['a comma missing', '{"a":1 "b":2}', /^file: line 1, byte 7: expected ',' or '}'/],
		['a key without quotes', '{"Event":{a:1}}', /^file: line 1, byte 10: expected a key/],
		['a colon missing', '{"Event" {}}', /^file: line 1, byte 9: expected ':' after a key/],
		['garbage after a list', '[{}] x', /^file: line 1, byte 5: nothing may follow/],
		['garbage after an event', '{}\n x', /^file: line 2, byte 4: nothing but another object/],
		['two events on one line', '{}{}', /^file: line 1, byte 2: .*line break/],
		['two events under one name', '{"Event":{},\n"Event":{}}', /^file: line 2: a key stands twice/],
		[
			'a fault inside a value',
			'{"Event":{"info":{"a":\ntru}}}',
			/^file: line 2, byte 23: expected a value/
		],
		['no JSON', 'a;b', /^file: line 1, byte 0: expected JSON/],
		['UTF-16', Buffer.from(text, 'utf16le'), /UTF-16 \(little-endian\)/],
		['Latin-1', Buffer.from('{"info":"caf\u00e9"}', 'latin1'), /byte 12: byte 0xe9 is not UTF-8/]
	])('%s', async (_name, input, message) => expect(await refusal(input)).toMatch(message));
});

describe('what cannot be stored is refused alone', () => {
	test.each<[string, string, string]>([
		['no UUID', '{"Event":{"info":"x"}}', 'Event[0], line 1: uuid: expected a UUID, got nothing'],
		[
			'a key twice',
			`{"Event":{"uuid":"${id}","uuid":"${id}"}}`,
			'Event[0], line 1: a key stands twice in the same object'
		],
		[
			'a key twice deeper',
			`{"Event":{"uuid":"${id}","Org":{"a":1,"a":2}}}`,
			'Event[0], line 1: a key stands twice in the same object'
		],
		[
			'a list twice',
			`{"uuid":"${id}","Attribute":[],"Attribute":[]}`,
			'Event[0], line 1: a key stands twice in the same object'
		],
		[
			'1e999',
			`{"uuid":"${id}","x":1e999}`,
			'Event[0], line 1: x: a number beyond what can be held'
		],
		[
			'__proto__',
			`{"uuid":"${id}","__proto__":{"x":1}}`,
			'Event[0], line 1: __proto__: this key is not accepted'
		],
		[
			'no object',
			'[7,\n"x"]',
			'Event[0], line 1: expected an object, got a number\nEvent[1], line 2: expected an object, got a string'
		],
		[
			'100 000 levels',
			`{"uuid":"${id}","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
			'Event[0], line 1: x: nested deeper than 256 levels'
		],
		[
			'too many keys',
			`{${Array.from({ length: 10_001 }, (_, i) => `"k${i}":1`).join(',')}}`,
			'Event[0], line 1: more than 10000 keys in one object'
		],
		[
			'with its parts',
			'{"Event":{"Attribute":[{},{}]}}',
			'Event[0], line 1: uuid: expected a UUID, got nothing; none of its 2 parts is stored'
		]
	])('an event: %s', async (_name, input, message) => {
		expect(await refusal(input)).toBe(message);
		expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
	});

	test.each<[string, Json, string]>([
		['no object', 'x', 'expected an object, got a string'],
		[
			'no UUID',
			{ ...attribute('domain', 'a.example'), uuid: 'x' },
			'uuid: expected a UUID, got a text of length 1'
		],
		['no type', { ...attribute('domain', 'a.example'), type: 1 }, 'type: expected text, got 1'],
		['no value', attribute('domain', ''), 'value: expected text, got an empty text'],
		[
			'a value that is none',
			{ ...attribute('domain', 'x'), value: { a: 1 } },
			'value: expected text, got an object'
		]
	])('an attribute: %s', async (_name, bad, message) => {
		const good = attribute('domain', 'good.example');
		const found = await outcome(wrapped(event({ Attribute: [bad, good] })));
		expect(found.rejected).toMatchObject([
			{ at: 'Event[0].Attribute[0], line 1', reason: message }
		]);
		expect(recordOf(found, 'domain good.example').kind).toBe('domain');
		expect(found.read).toBe(3);
	});

	test('a list that is null or missing holds nothing, and one thing in its place is read', async () => {
		const found = await outcome(
			wrapped(event({ Object: null, EventReport: '', Attribute: attribute('domain', 'a.example') }))
		);
		expect(found).toMatchObject({ read: 2, rejected: [], warnings: [] });
		expect(recordOf(found, 'domain a.example')).toBeDefined();
	});
});

test('what stands beside an event in its wrapper is said not to be stored', async () => {
	const { warnings, rejected } = await outcome({ Event: event(), errors: [], Attribute: [{}] });
	expect(rejected).toEqual([]);
	expect(warnings.map(({ reason }) => reason)).toEqual([
		'errors: stands beside the event and is not stored',
		'Attribute: stands beside the event and is not stored'
	]);
});

test('dates that are none, and a missing author, are remarked and stay as they are', async () => {
	const found = await outcome(
		wrapped(
			event({
				Orgc: null,
				timestamp: 'yesterday',
				Attribute: [
					attribute('domain', 'a.example', {
						timestamp: '99999999999',
						first_seen: '2026-02-31T00:00:00Z',
						last_seen: '2026-02-01'
					})
				]
			})
		)
	);
	expect(found.warnings.map(({ reason }) => reason)).toEqual([
		'Orgc: not named; the source of the import stands for it',
		'timestamp: expected seconds since 1970, got a text of length 9',
		'timestamp: expected seconds since 1970, got a text of length 11',
		'first_seen: no such date or time; it stays as text',
		'last_seen: expected a date like 2024-05-01T10:00:00Z; it stays as text'
	]);
	expect(recordOf(found, 'domain a.example').attributes).toMatchObject({
		timestamp: '99999999999',
		first_seen: '2026-02-31T00:00:00Z',
		last_seen: '2026-02-01'
	});
	expect(recordOf(found, 'event').source).toBeUndefined();
});

test('gzip, a byte-order mark and pieces of any size are read alike', async () => {
	const expected = await readings(wrapped(everything));
	expect(await readings(gzipSync(JSON.stringify(wrapped(everything))))).toEqual(expected);
	expect(await readings(`\ufeff${JSON.stringify(wrapped(everything))}`, 3)).toEqual(expected);
});

test('each event of many says which and where it is', async () => {
	const lines = [event(), event({ uuid: 'x' }), event({}, 'third')]
		.map((each) => JSON.stringify(wrapped(each)))
		.join('\n');
	const found = await outcome(lines);
	expect(found.records.map(({ at }) => at)).toEqual(['Event[0], line 1', 'Event[2], line 3']);
	expect(found.rejected.map(({ at }) => at)).toEqual(['Event[1], line 2']);
});

test('reading stops when it is cancelled', async () => {
	const stop = new AbortController();
	const chunks = (async function* () {
		yield Buffer.from('[');
		stop.abort(new Error('enough'));
		yield Buffer.from('{}]');
	})();
	const all = (async () => {
		for await (const reading of misp.read(chunks, { signal: stop.signal })) void reading;
	})();
	await expect(all).rejects.toThrow('enough');
});

describe('an event larger than what is held', () => {
	const read = async (value: JsonObject, mostHeld = 2_000) => {
		const frames = new Frames({ mostHeld });
		const all = [];
		const bytes = Readable.from([Buffer.from(JSON.stringify(value))]);
		for await (const step of walkJson(bytes, mispShape)) all.push(...frames.take(step));
		return outcomeOf(all);
	};
	const many = Array.from({ length: 20 }, (_, i) => attribute('domain', `d${i}.example`));
	const large = (more: JsonObject = {}) => wrapped({ ...event(), Attribute: many, ...more });

	test('is handed on while it is read; what its tags demand comes at its end', async () => {
		const found = await read(large({ Tag: [tag('tlp:red'), tag('PAP:RED')] }));
		const whole = await outcome(large({ Tag: [tag('tlp:red'), tag('PAP:RED')] }));
		expect(found.read).toBe(whole.read);
		expect(found.rejected).toEqual([]);
		const first = recordOf(found, 'domain d0.example');
		const marking = `${ref('event')}/marking`;
		expect(first).toEqual({
			...recordOf(whole, 'domain d0.example'),
			tlp: 'green',
			pap: undefined,
			markingRefs: [marking]
		});
		expect(found.drafts.find(({ draft }) => draft === 'marking')).toEqual({
			draft: 'marking',
			at: 'Event[0], line 1',
			ref: marking,
			tlp: 'red',
			pap: 'red'
		});
		expect(found.records).toHaveLength(whole.records.length);
	});

	test('is refused where what its parts depend on stands after them', async () => {
		const found = await read(wrapped({ Attribute: many, ...event() }));
		expect(found.drafts).toEqual([]);
		expect(found.rejected).toEqual([
			{
				at: 'Event[0], line 1',
				id: ref('event'),
				reason:
					'larger than 2000 bytes, and its uuid, timestamp, distribution and Orgc do not all stand before its lists; none of its 20 parts is stored'
			}
		]);
	});

	test('waits for the name of its sharing group', async () => {
		const group = { SharingGroup: { name: 'Banks' } };
		const after = await read(
			wrapped({ ...event({ distribution: '4' }), Attribute: many, ...group })
		);
		expect(after.rejected).toHaveLength(1);
		const before = await read(
			wrapped({ ...event({ distribution: '4', ...group }), Attribute: many })
		);
		expect(recordOf(before, 'domain d0.example').handlingNote).toBe('sharing group: Banks');
	});

	test('refuses the file where a tag says too late that it is about child sexual abuse', async () => {
		await expect(read(large({ Tag: [tag('custom:CSAM')] }))).rejects.toThrow(
			/Event\[0\], line 1: Tag: child sexual abuse, said after parts of the event were read/
		);
	});

	test('200 000 attributes are read in bounded memory', async () => {
		const { Orgc, ...rest } = event();
		const head = JSON.stringify({ ...rest, Orgc: Orgc ?? organisation('A') }).slice(0, -1);
		const item = JSON.stringify({ uuid: uuid('same'), type: 'text', value: 'x' });
		const bytes = Readable.from(
			(function* () {
				yield Buffer.from(`{"Event":${head},"Attribute":[`);
				const block = Array<string>(1_000).fill(item).join(',');
				for (let i = 0; i < 200; i++) yield Buffer.from(`${i ? ',' : ''}${block}`);
				yield Buffer.from(']}}');
			})()
		);
		const before = process.memoryUsage().rss;
		let count = 0;
		for await (const reading of misp.read(bytes, {})) if (reading.kind === 'read') count++;
		expect(count).toBe(200_001);
		expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
	}, 60_000);
});

test('a text of 100 MB in an attribute is skipped, not held', async () => {
	const block = Buffer.alloc(1024 * 1024, 0x61);
	const bytes = Readable.from(
		(function* () {
			yield Buffer.from(`{"Event":{"uuid":"${id}","Attribute":[{"data":"`);
			for (let i = 0; i < 100; i++) yield block;
			yield Buffer.from('"}]}}');
		})()
	);
	const found = [];
	for await (const reading of misp.read(bytes, {})) found.push(reading);
	expect(outcomeOf(found).rejected).toMatchObject([
		{ at: 'Event[0].Attribute[0], line 1', reason: 'larger than 16777216 bytes' }
	]);
});

/** The event with one of its values replaced by something else. */
function damaged(value: Json, at: number, by: Json): Json {
	let left = at;
	const walk = (here: Json): Json => {
		if (left-- === 0) return by;
		if (Array.isArray(here)) return here.map(walk);
		if (typeof here !== 'object' || here === null) return here;
		return Object.fromEntries(Object.entries(here).map(([key, item]) => [key, walk(item)]));
	};
	return walk(value);
}

test('any nearly valid event is stored or refused with a reason, and nothing else is thrown', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.integer({ min: 1, max: 520 }),
			fc.oneof(
				fc.jsonValue({ maxDepth: 2 }),
				fc.constantFrom('', '5', '|', 'tlp:', uuid('event'), 'x'.repeat(3_000), -1)
			),
			async (at, by) => {
				const found = await outcome(JSON.stringify(damaged(wrapped(everything), at, by as Json)));
				expect(found.read).toBeGreaterThanOrEqual(found.rejected.length);
				for (const { at: place, reason } of [...found.rejected, ...found.warnings]) {
					expect(place).toMatch(/^Event\[0\]/);
					expect(reason).not.toBe('');
				}
				for (const draft of found.drafts)
					if (draft.draft !== 'marking') {
						expect(draft.ref).toMatch(/^x-misp--[0-9a-f-]{36}/);
						expect(draft.originalType).not.toBe('');
					}
			}
		),
		{ numRuns: 300 }
	);
}, 30_000);
