import { describe, expect, test } from 'vitest';
import { forOwn } from '#lib/domain/recipient.ts';
import { networkApi, Refusal } from '#lib/explorer/api.ts';
import { Search } from '#lib/explorer/search.svelte.ts';
import { card, star } from './builders.ts';

/** A fetch that answers with one response and remembers the requests. */
function answering(body: unknown, init: ResponseInit = {}) {
	const requests: { url: string; init: RequestInit | undefined }[] = [];
	const ask: typeof fetch = (url, options) => {
		requests.push({ url: String(url), init: options });
		const text = typeof body === 'string' ? body : JSON.stringify(body);
		return Promise.resolve(new Response(text, init));
	};
	return { ask, requests };
}

test('asks the addresses the server offers, with ids and texts escaped', async () => {
	const { ask, requests } = answering({ hits: [], total: 0 });
	await networkApi(ask).search('a&b=c #d', { limit: 5 });
	expect(requests[0]?.url).toBe('/network/search.json?q=a%26b%3Dc+%23d&limit=5');
});

test('leaves out what was not chosen', async () => {
	const { ask, requests } = answering(star('a', 'b'));
	await networkApi(ask).expand('a', { type: null, direction: null, limit: 50 });
	expect(requests[0]?.url).toBe('/network/expand.json?entity=a&limit=50');
});

describe('failures become one kind of refusal', () => {
	test('with the words and the number the server gave', async () => {
		const { ask } = answering({ message: 'No such entity', errorId: 'E7' }, { status: 404 });
		await expect(networkApi(ask).card('x', {})).rejects.toMatchObject({
			status: 404,
			message: 'No such entity',
			errorId: 'E7'
		});
	});

	test('when the answer is not what it should be', async () => {
		for (const answer of ['<html>', '[]', '{"nodes":[{"id":1}],"claims":[]}', 'null']) {
			const { ask } = answering(answer);
			await expect(
				networkApi(ask).expand('a', { type: null, direction: null, limit: 1 })
			).rejects.toBeInstanceOf(Refusal);
		}
	});

	test('when no answer came', async () => {
		const ask: typeof fetch = () => Promise.reject(new TypeError('failed to fetch'));
		await expect(networkApi(ask).card('a', {})).rejects.toMatchObject({ status: 0 });
	});

	test('but a question that was dropped is not a failure of the server', async () => {
		const dropped = new AbortController();
		const ask: typeof fetch = () => {
			dropped.abort();
			return Promise.reject(new DOMException('dropped', 'AbortError'));
		};
		await expect(networkApi(ask).card('a', { signal: dropped.signal })).rejects.toMatchObject({
			name: 'AbortError'
		});
	});
});

test('a well-formed card passes the check', async () => {
	const { ask } = answering(card('a'));
	expect((await networkApi(ask).card('a', {})).node.id).toBe('a');
});

test('an exported file keeps the name the server gave, without folders', async () => {
	const { ask } = answering('x', {
		headers: { 'content-disposition': 'attachment; filename="../a/b.json"' }
	});
	expect(
		(await networkApi(ask).exportFile('json', ['a'], { without: [], places: [], ...forOwn() })).name
	).toBe('.._a_b.json');
});

describe('search as you type', () => {
	const justify = () => Promise.resolve();

	test('a reason is given for the very text, and the text asked again', async () => {
		const asked: string[] = [];
		const people = { about: 'search abc', included: false };
		const search = new Search({
			search: (query) => {
				asked.push(query);
				const included = asked.includes('search abc: Case 7, her interview');
				return Promise.resolve({ hits: [], total: 0, people: { ...people, included } });
			},
			justify: (about, { text }) => Promise.resolve(void asked.push(`${about}: ${text}`))
		});
		search.query = 'vandrel';
		await search.submit();
		expect(search.people).toEqual(people);
		await search.justify({ purpose: 'investigation', text: 'Case 7, her interview' });
		expect(asked).toEqual(['vandrel', 'search abc: Case 7, her interview', 'vandrel']);
		expect(search.people?.included).toBe(true);
	});

	test('asks once after a pause, for the last letters', async () => {
		const asked: string[] = [];
		const search = new Search({
			justify,
			search: (query) => {
				asked.push(query);
				return Promise.resolve({ hits: [], total: 0 });
			}
		});
		for (const text of ['k', 'ke', 'kes']) search.type(text);
		await new Promise((resolve) => setTimeout(resolve, 200));
		expect(asked).toEqual(['kes']);
		expect(search.answered).toBe('kes');
	});

	test('an answer that comes late never replaces a newer one', async () => {
		const waiting: (() => void)[] = [];
		const search = new Search({
			justify,
			search: (query) =>
				new Promise((resolve) =>
					waiting.push(() => resolve({ hits: [], total: query === 'old' ? 1 : 2 }))
				)
		});
		search.query = 'old';
		const first = search.submit();
		search.query = 'new';
		const second = search.submit();
		waiting[1]?.();
		await second;
		waiting[0]?.();
		await first;
		expect(search.total).toBe(2);
	});

	test('a refusal is shown, and the next answer clears it', async () => {
		let refuse = true;
		const search = new Search({
			justify,
			search: () =>
				refuse ? Promise.reject(new Refusal(503, 'away')) : Promise.resolve({ hits: [], total: 0 })
		});
		search.query = 'x';
		await search.submit();
		expect(search.problem?.status).toBe(503);
		refuse = false;
		await search.submit();
		expect(search.problem).toBeNull();
	});
});
