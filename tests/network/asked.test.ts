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
	fromBody(v.object({ ids: Ids }), new Request('http://localhost/x', { method: 'POST', body }));

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

test('nothing known is answered as not found', () => {
	expect(refusal(() => known(undefined))).toMatchObject({ status: 404 });
	expect(known(0)).toBe(0);
});
