/** What was shown a moment ago is told once an hour, and what is remembered of it stays bounded. */
import { expect, test } from 'vitest';
import { latelyOf, type Lately } from '#lib/server/audit/lately.ts';

/** What an entry is written of when these are shown. */
async function toldOf(lately: Lately, account: string, heading: string, ids: string[]) {
	const told: string[] = [];
	await lately.once(account, heading, ids, async (anew) => void told.push(...anew));
	return told;
}

test('what was kept is new again after an hour, for that account under that heading', async () => {
	let minutes = 0;
	const lately = latelyOf(() => new Date(minutes * 60_000));
	await toldOf(lately, 'ada', 'page', ['a', 'b']);
	expect(await toldOf(lately, 'ada', 'page', ['a', 'c', 'c'])).toEqual(['c']);
	expect(await toldOf(lately, 'ada', 'list', ['a'])).toEqual(['a']);
	expect(await toldOf(lately, 'ben', 'page', ['a'])).toEqual(['a']);
	minutes = 59;
	expect(await toldOf(lately, 'ada', 'page', ['a'])).toEqual([]);
	minutes = 60;
	expect(await toldOf(lately, 'ada', 'page', ['a'])).toEqual(['a']);
});

test('what was told by a clock that ran ahead is new again once it was set back', async () => {
	let minutes = 24 * 60;
	const lately = latelyOf(() => new Date(minutes * 60_000));
	await toldOf(lately, 'ada', 'page', ['a']);
	minutes = 1;
	expect(await toldOf(lately, 'ada', 'page', ['a'])).toEqual(['a']);
	expect(await toldOf(lately, 'ada', 'page', ['a'])).toEqual([]);
});

test('two at once leave one entry, and neither goes on before it is kept', async () => {
	const lately = latelyOf(() => new Date(0));
	let resolve = () => {};
	const promise = new Promise<void>((done) => (resolve = done));
	const order: string[] = [];
	const shown = ['first', 'second'].map((who) =>
		lately
			.once('ada', 'page', ['a'], () => (order.push(`${who} writes`), promise))
			.then(() => order.push(`${who} shown`))
	);
	await new Promise(setImmediate);
	expect(order).toEqual(['first writes']);
	resolve();
	await Promise.all(shown);
	expect(order).toEqual(['first writes', 'first shown', 'second shown']);
});

test('what could not be kept refuses both, and is told the next time', async () => {
	const lately = latelyOf(() => new Date(0));
	const full = () => Promise.reject(new Error('full'));
	const both = [1, 2].map(() => lately.once('ada', 'page', ['a'], full));
	expect(await Promise.allSettled(both)).toMatchObject([
		{ status: 'rejected' },
		{ status: 'rejected' }
	]);
	expect(await toldOf(lately, 'ada', 'page', ['a'])).toEqual(['a']);
});

test('beyond 100 000 the oldest goes first, and what is told again is not the oldest', async () => {
	let hours = 0;
	const lately = latelyOf(() => new Date(hours * 3_600_000));
	const many = Array.from({ length: 100_000 }, (_, number) => `e${number}`);
	await toldOf(lately, 'ada', 'page', many);
	hours = 1;
	await toldOf(lately, 'ada', 'page', many);
	await toldOf(lately, 'ada', 'page', ['one more']);
	expect(await toldOf(lately, 'ada', 'page', ['e1', 'e2', 'one more'])).toEqual([]);
	expect(await toldOf(lately, 'ada', 'page', ['e0'])).toEqual(['e0']);
});
