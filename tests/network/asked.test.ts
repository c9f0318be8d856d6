import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { fromBody, fromQuery, Id, Ids, known, whole } from '../../src/routes/network/asked.ts';

const Query = v.object({ entity: Id, limit: v.optional(whole(1, 500)) });
const ask = (query: string) => fromQuery(Query, new URL(`http://localhost/x?${query}`));
const refusal = (work: () => unknown): unknown => {
	try {
		work();
	} catch (error) {
		return error;
	}
	throw new Error('nothing was refused');
};
const post = (body: BodyInit) =>
	fromBody(
		v.object({ ids: Ids }),
		new Request('http://localhost/x', {
			method: 'POST',
			body,
			headers: { 'content-type': 'application/json' }
		})
	);

test('a query string gives numbers and leaves out what was not asked', () => {
	expect(ask('entity=a&limit=20&unknown=1')).toEqual({ entity: 'a', limit: 20 });
	expect(ask('entity=a')).toEqual({ entity: 'a' });
});

test.each([
	['', 'entity: '],
	['entity=', 'entity: '],
	[`entity=${'x'.repeat(201)}`, 'entity: '],
	['entity=a&limit=0', 'limit: '],
	['entity=a&limit=501', 'limit: '],
	['entity=a&limit=-1', 'limit: expected a whole number'],
	['entity=a&limit=1.5', 'limit: expected a whole number'],
	['entity=a&limit=1e3', 'limit: expected a whole number']
])('?%s is refused with the field and the reason', (query, reason) => {
	expect(refusal(() => ask(query))).toMatchObject({
		status: 400,
		body: { message: expect.stringContaining(reason) }
	});
});

test('a body that is no JSON, or of another shape, is refused alike', async () => {
	await expect(post('{')).rejects.toMatchObject({
		status: 400,
		body: { message: 'request: expected JSON' }
	});
	await expect(post('{"ids":[1]}')).rejects.toMatchObject({
		status: 400,
		body: { message: expect.stringContaining('ids.0: ') }
	});
	const many = JSON.stringify({ ids: Array.from({ length: 10_001 }, () => 'x') });
	await expect(post(many)).rejects.toMatchObject({ status: 400 });
	expect(await post('{"ids":["a"]}')).toEqual({ ids: ['a'] });
});

const posted = (text: string, type = 'application/json') =>
	fromBody(
		v.object({ ids: v.optional(Ids) }),
		new Request('http://localhost/x', {
			method: 'POST',
			body: text,
			headers: { 'content-type': type }
		})
	);

test.each([
	['another name', '{"idz":["a"]}'],
	['one more', '{"ids":["a"],"role":"administrator"}'],
	['no object', '[]'],
	['__proto__', '{"ids":["a"],"__proto__":{"operator":true}}'],
	['constructor', '{"ids":["a"],"constructor":{"prototype":{"operator":true}}}'],
	['__proto__ alone', '{"__proto__":{"ids":["a"]}}'],
	['100 000 levels', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
	['100 000 levels below a name', `{"ids":${'['.repeat(100_000)}${']'.repeat(100_000)}}`]
])('a body with %s is refused, not read as asking for everything', async (_, text) => {
	await expect(posted(text)).rejects.toMatchObject({ status: 400 });
	expect(Object.keys(Object.prototype)).toEqual([]);
	expect(({} as { operator?: boolean }).operator).toBeUndefined();
});

test.each([
	'text/plain',
	'TEXT/PLAIN',
	'application/x-www-form-urlencoded',
	'application/jsonx',
	''
])('a body in the shape of "%s" is refused', async (type) => {
	await expect(posted('{}', type)).rejects.toMatchObject({ status: 415 });
});

test.each(['application/json', 'Application/JSON; charset=utf-8'])('%s is JSON', async (type) => {
	expect(await posted('{"ids":["a"]}', type)).toEqual({ ids: ['a'] });
});

test.each(['__proto__=x', 'constructor=x', 'prototype=x', '__proto__[operator]=1'])(
	'?%s changes nothing',
	(pair) => {
		expect(ask(`entity=a&${pair}`)).toEqual({ entity: 'a' });
		expect(Object.keys(Object.prototype)).toEqual([]);
	}
);

test('a refusal repeats no more than a line of what was sent', async () => {
	const refused = await posted(JSON.stringify({ ids: 'x'.repeat(200_000) })).catch(
		(refusal: unknown) => refusal
	);
	expect(JSON.stringify(refused).length).toBeLessThan(500);
});

test('whatever is sent, the answer is what was asked for or a 400 or 415', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.oneof(
				fc.json(),
				fc.string({ unit: 'binary' }),
				fc.json().map((text) => `{"ids":${text}}`)
			),
			fc.constantFrom('application/json', 'text/plain'),
			async (text, type) => {
				const answer: unknown = await posted(text, type).catch((refusal: unknown) => refusal);
				if (answer instanceof Error) throw answer;
				if (v.is(v.object({ status: v.picklist([400, 415]) }), answer)) return;
				expect(v.is(v.strictObject({ ids: v.optional(Ids) }), answer)).toBe(true);
			}
		),
		{ numRuns: 10_000 }
	);
});

const field = fc.oneof(fc.constantFrom('entity', 'limit', '__proto__', 'constructor'), fc.string());

test('whatever stands in a query string, the answer is what was asked for or a 400', () => {
	fc.assert(
		fc.property(fc.dictionary(field, fc.string({ unit: 'binary' })), (pairs) => {
			const url = new URL('http://localhost/x');
			for (const [name, value] of Object.entries(pairs)) url.searchParams.append(name, value);
			let answer: { entity: string; limit?: number };
			try {
				answer = fromQuery(Query, url);
			} catch (refusal) {
				expect(refusal).toMatchObject({ status: 400 });
				return;
			}
			expect(v.is(v.strictObject({ entity: Id, limit: v.optional(v.number()) }), answer)).toBe(
				true
			);
			expect(answer.limit ?? 1).toSatisfy((limit: number) => limit >= 1 && limit <= 500);
		}),
		{ numRuns: 10_000 }
	);
});

test('nothing known is answered as not found', () => {
	expect(refusal(() => known(undefined))).toMatchObject({ status: 404 });
	expect(known(0)).toBe(0);
});
