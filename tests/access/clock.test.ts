/**
 * Clocks that are wrong, set, or changed for summer: sessions, codes and limits go by the time of the
 * server in UTC, nothing lasts longer because a clock was set back, and the log keeps its order.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { tryLimit } from '#lib/server/access/throttle.ts';
import { codeAt } from './authenticator.ts';
import { account, cookieOf, from, openAccess, password, signedIn, viewerOf } from './opened.ts';
import { enrolled, type Opened } from './second.ts';

const hour = 3_600_000;
const day = 24 * hour;
const email = 'ada@belmark.example';
const zone = process.env.TZ;

let opened: Opened;
beforeEach(async () => {
	vi.useFakeTimers({ toFake: ['Date'] });
	opened = await openAccess();
	await account(opened, email);
});
afterEach(async () => {
	await opened.close();
	vi.useRealTimers();
	process.env.TZ = zone ?? '';
	if (zone === undefined) delete process.env.TZ;
});

const move = (ms: number) => vi.setSystemTime(Date.now() + ms);
const enter = async (secret = password) =>
	opened.access.signIn.password({ email, password: secret }, from());
const half = async () => cookieOf((await enter()).cookies);
const holds = async (cookie: string) => (await viewerOf(opened, cookie)) !== undefined;
/** In order, without a gap, and sound, whatever the clock said. */
async function logIsSound() {
	const entries = await opened.entries();
	expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, i) => i + 1));
	expect((await opened.audit.check()).findings).toEqual([]);
}

describe('an authenticator whose clock is a day off', () => {
	test.each([
		['ahead', day],
		['behind', -day],
		['two minutes ahead', 120_000],
		['two minutes behind', -120_000]
	])('%s: its code is refused, the right one is taken', async (_, off) => {
		const { secret } = await enrolled(opened, email);
		move(60_000);
		const waiting = await half();
		const { code } = opened.access.signIn;
		expect((await code(codeAt(secret, Date.now() + off), from(waiting))).outcome).toBe('wrong');
		expect((await code(codeAt(secret, Date.now()), from(waiting))).outcome).toBe('done');
	});
});

describe('the clock of the server, set a day', () => {
	test('ahead: sessions and half sign-ins are over, codes of the new time are taken', async () => {
		const { secret, asking } = await enrolled(opened, email);
		const cookie = asking.from.headers.get('cookie') ?? '';
		expect(await holds(cookie)).toBe(true);
		const waiting = await half();
		move(day);
		expect(await holds(cookie)).toBe(false);
		expect(
			(await opened.access.signIn.code(codeAt(secret, Date.now()), from(waiting))).outcome
		).toBe('expired');
		const right = await opened.access.signIn.code(codeAt(secret, Date.now()), from(await half()));
		expect(right.outcome).toBe('done');
		expect(await holds(cookieOf(right.cookies))).toBe(true);
		await logIsSound();
	});

	test('back: a session lives no longer for it, and neither does a half sign-in', async () => {
		const { secret, asking } = await enrolled(opened, email);
		const cookie = asking.from.headers.get('cookie') ?? '';
		const waiting = await half();
		move(-day);
		expect(await holds(cookie)).toBe(false);
		const code = codeAt(secret, Date.now());
		expect(await opened.access.signIn.waits(from(waiting))).toBe(false);
		expect((await opened.access.signIn.code(code, from(waiting))).outcome).toBe('expired');
		const right = await opened.access.signIn.code(code, from(await half()));
		expect(right.outcome).toBe('done');
		expect(await holds(cookieOf(right.cookies))).toBe(true);
		await logIsSound();
		const at = (await opened.entries()).map((entry) => entry.at);
		expect(at).not.toEqual(at.toSorted());
	});

	test('back: who was locked out for a quarter of an hour is not for a day', async () => {
		for (let i = 0; i < tryLimit; i++) await enter(`guess guess ${i}`);
		expect((await enter()).outcome).toBe('throttled');
		move(-day);
		expect((await enter()).outcome).toBe('done');
		await logIsSound();
	});
});

describe('a clock that changes for summer or winter', () => {
	test.each([
		['winter', '2026-10-25T00:30:00.000Z', -120, -60],
		['summer', '2026-03-29T00:30:00.000Z', -60, -120]
	])('%s: the hour more or less is none', async (_, at, before, after) => {
		process.env.TZ = 'Europe/Paris';
		vi.setSystemTime(new Date(at));
		expect(new Date().getTimezoneOffset()).toBe(before);
		const cookie = await signedIn(opened, email);
		const other = 'ben@belmark.example';
		await account(opened, other);
		const { secret } = await enrolled(opened, other);
		move(hour);
		expect(new Date().getTimezoneOffset()).toBe(after);
		expect(await holds(cookie)).toBe(true);
		const waiting = await opened.access.signIn.password({ email: other, password }, from());
		const code = codeAt(secret, Date.now());
		expect((await opened.access.signIn.code(code, from(cookieOf(waiting.cookies)))).outcome).toBe(
			'done'
		);
		await logIsSound();
		const all = (await opened.entries()).map((entry) => entry.at);
		expect(all.slice(2)).toEqual(all.slice(2).toSorted());
		expect(all.at(-1)).toMatch(/Z$/);
		// Twelve hours by the clock of the world, not by the one on the wall.
		const over = new Date(at).getTime() + 12 * hour;
		vi.setSystemTime(over + 60_000);
		const idle = await signedIn(opened, email);
		expect(await holds(idle)).toBe(true);
		vi.setSystemTime(over + 60_000 + 12 * hour + 60_000);
		expect(await holds(idle)).toBe(false);
	});
});
