import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { placeOf, placeWindowMs, tryLimit, tryWindowMs } from '#lib/server/access/throttle.ts';
import {
	account,
	cookieOf,
	from,
	openAccess,
	origin,
	password,
	signedIn,
	viewerOf,
	type Opened
} from './opened.ts';

let opened: Opened;
beforeAll(async () => {
	opened = await openAccess();
	await account(opened, 'ada@belmark.example');
});
afterAll(() => opened.close());

const tries = (email: string, secret: string, client?: string) =>
	opened.access.signIn.password({ email, password: secret }, from(undefined, client));

describe('signing in', () => {
	test('gives a session that stands for the account, its organisation and its tokens', async () => {
		const found = await viewerOf(opened, await signedIn(opened, 'ada@belmark.example'));
		expect(found?.viewer).toMatchObject({
			name: 'ada@belmark.example',
			organisation: { id: 'belmark', name: 'belmark' },
			roles: ['analyst'],
			operator: false
		});
		expect(found?.viewer.audience).toEqual(
			[
				'clients:belmark',
				'community',
				'everyone',
				'org:belmark',
				`person:${found?.viewer.account}`
			].sort()
		);
	});

	test('does not mind capitals and blanks around the address', async () => {
		expect((await tries('ADA@Belmark.example', password)).outcome).toBe('done');
	});

	test('leaves an entry for a right and for a wrong password, the latter without the address', async () => {
		await tries('ada@belmark.example', password);
		await tries('ada@belmark.example', 'wrong wrong wrong');
		const [right, wrong] = (await opened.entries()).slice(-2);
		expect(right).toMatchObject({ action: 'access.sign-in', outcome: 'done' });
		expect(wrong).toMatchObject({ action: 'access.sign-in', outcome: 'refused', actor: 'nobody' });
		expect(JSON.stringify(wrong)).not.toContain('ada@');
		expect(wrong?.detail).toContain(opened.audit.commit('ada@belmark.example'));
	});

	test('makes a cookie that scripts cannot read and other sites cannot send', async () => {
		const { cookies } = await tries('ada@belmark.example', password);
		expect(cookies).toHaveLength(1);
		expect(cookies[0]).toMatch(/^faisceau\.session_token=.*HttpOnly.*SameSite=Lax/);
		const safe = await openAccess('https://faisceau.example');
		await account(safe, 'ada@belmark.example');
		const { cookies: secure } = await safe.access.signIn.password(
			{ email: 'ada@belmark.example', password },
			from()
		);
		expect(secure[0]).toMatch(/^__Secure-faisceau\.session_token=.*; Secure/);
		await safe.close();
	});

	test('brings in no role, organisation or other field from what was sent', async () => {
		const answer = await opened.access.handle(
			new Request(`${origin}/api/auth/sign-in/email`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', origin },
				body: JSON.stringify({
					email: 'ada@belmark.example',
					password,
					roles: 'administrator',
					organisation: 'other'
				})
			}),
			'10.9.9.9'
		);
		expect(answer.status).toBe(200);
		const found = await viewerOf(opened, cookieOf(answer.headers.getSetCookie()));
		expect(found?.viewer).toMatchObject({ roles: ['analyst'], organisation: { id: 'belmark' } });
	});
});

describe('an account nobody has, a wrong password and a disabled account', () => {
	test('answer alike in words', async () => {
		await account(opened, 'gone@belmark.example');
		const operator = await opened.access.localOperator();
		await opened.access.accounts.setDisabled(operator, 'gone@belmark.example', true);
		const call = (email: string, secret: string) =>
			opened.access.handle(
				new Request(`${origin}/api/auth/sign-in/email`, {
					method: 'POST',
					headers: { 'content-type': 'application/json', origin },
					body: JSON.stringify({ email, password: secret })
				}),
				from().client
			);
		const answers = await Promise.all([
			call('nobody@belmark.example', password),
			call('ada@belmark.example', 'wrong wrong wrong'),
			call('gone@belmark.example', password)
		]);
		const said = await Promise.all(
			answers.map(async (answer) => [
				answer.status,
				await answer.text(),
				answer.headers.getSetCookie()
			])
		);
		expect(said[0]).toEqual([401, expect.stringContaining('INVALID_EMAIL_OR_PASSWORD'), []]);
		expect(said[1]).toEqual(said[0]);
		expect(said[2]).toEqual(said[0]);
	});

	test('take alike long: each hashes a password once', async () => {
		// Medians of interleaved runs, each with an address of its own so that no limit is met.
		const timed = async (email: string) => {
			const start = performance.now();
			await opened.access.signIn.password({ email, password: 'wrong wrong wrong' }, from());
			return performance.now() - start;
		};
		const known: number[] = [];
		const unknown: number[] = [];
		for (let i = 0; i < 9; i++) await account(opened, `known${i}@belmark.example`);
		for (let i = 0; i < 9; i++) {
			known.push(await timed(`known${i}@belmark.example`));
			unknown.push(await timed(`unknown${i}@belmark.example`));
		}
		const median = (list: number[]) => list.toSorted((a, b) => a - b)[4] ?? NaN;
		const ratio = median(known) / median(unknown);
		// Without the hash an unknown account answers twenty times faster; shared cores add noise.
		expect(ratio).toBeGreaterThan(0.5);
		expect(ratio).toBeLessThan(2);
	});
});

describe('guessing', () => {
	test('one account from a thousand addresses is tried ten times, then not at all', async () => {
		await account(opened, 'target@belmark.example');
		const outcomes: string[] = [];
		// A thousand addresses; the first thirty suffice to show that nothing more is evaluated.
		for (let i = 0; i < 30; i++)
			outcomes.push(
				(await tries('target@belmark.example', 'guess guess guess', `192.0.2.${i}`)).outcome
			);
		expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(tryLimit);
		expect(outcomes.slice(tryLimit).every((outcome) => outcome === 'throttled')).toBe(true);
		expect((await tries('target@belmark.example', password)).outcome).toBe('throttled');
	});

	test('never more than ten in any quarter of an hour, wherever it begins', async () => {
		await account(opened, 'edge@belmark.example');
		let evaluated = 0;
		const guess = async (times: number) => {
			for (let i = 0; i < times; i++)
				if ((await tries('edge@belmark.example', 'guess guess guess')).outcome === 'wrong')
					evaluated++;
		};
		await guess(1);
		opened.shift(tryWindowMs - 5_000);
		await guess(9);
		opened.shift(6_000);
		await guess(10);
		expect(evaluated).toBe(11);
	});

	test('goes on counting when the owner signs in, and when the guesser does', async () => {
		await account(opened, 'busy@belmark.example');
		await account(opened, 'mallory@belmark.example');
		const home = '203.0.113.30';
		const den = '203.0.113.31';
		await tries('busy@belmark.example', password, home);
		await tries('mallory@belmark.example', password, den);
		const outcomes: string[] = [];
		for (let i = 0; i < 20; i++) {
			outcomes.push((await tries('busy@belmark.example', 'guess guess guess', den)).outcome);
			await tries('mallory@belmark.example', password, den);
			await tries('busy@belmark.example', password, home);
		}
		expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(tryLimit);
		const sprayed: string[] = [];
		opened.shift(placeWindowMs + 1_000);
		for (let i = 0; i < 20; i++) {
			sprayed.push((await tries(`victim${i}@belmark.example`, 'guess', den)).outcome);
			await tries('mallory@belmark.example', password, den);
		}
		expect(sprayed.filter((outcome) => outcome === 'wrong')).toHaveLength(10);
	});

	test('elsewhere does not lock the owner out of where they work', async () => {
		await account(opened, 'owner@belmark.example');
		expect((await tries('owner@belmark.example', password, '203.0.113.9')).outcome).toBe('done');
		for (let i = 0; i < 15; i++)
			await tries('owner@belmark.example', 'guess guess guess', `192.0.2.${i}`);
		expect((await tries('owner@belmark.example', password, '192.0.2.77')).outcome).toBe(
			'throttled'
		);
		expect((await tries('owner@belmark.example', password, '203.0.113.9')).outcome).toBe('done');
	});

	test('from where the owner works is tried ten times, then not at all', async () => {
		await account(opened, 'inside@belmark.example');
		await tries('inside@belmark.example', password, '203.0.113.10');
		const outcomes: string[] = [];
		for (let i = 0; i < 15; i++)
			outcomes.push(
				(await tries('inside@belmark.example', 'guess guess guess', '203.0.113.10')).outcome
			);
		expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(tryLimit);
		expect(outcomes.at(-1)).toBe('throttled');
	});

	test('a room of people behind one address signs in at once', async () => {
		const people = Array.from({ length: 25 }, (_, i) => `room${i}@belmark.example`);
		for (const email of people) await account(opened, email);
		for (const email of people)
			expect((await tries(email, password, '203.0.113.11')).outcome).toBe('done');
	});

	test('one place may go on after a minute', async () => {
		for (let i = 0; i < 12; i++)
			await tries(`later${i}@belmark.example`, 'guess guess guess', '203.0.113.12');
		expect((await tries('later20@belmark.example', 'guess', '203.0.113.12')).outcome).toBe(
			'throttled'
		);
		opened.shift(placeWindowMs + 1_000);
		expect((await tries('later20@belmark.example', 'guess', '203.0.113.12')).outcome).toBe('wrong');
	});

	test.each([
		['192.0.2.7', '192.0.2.7'],
		['::ffff:192.0.2.7', '192.0.2.7'],
		['::FFFF:c000:207', '192.0.2.7'],
		['2001:db8:1:2::1', '2001:db8:1:2'],
		['2001:0DB8:0001:0002:ffff:0:0:3', '2001:db8:1:2'],
		['::1', '0:0:0:0'],
		['fe80::1%eth0', 'fe80:0:0:0'],
		['', '']
	])('%s is the place %s', (address, place) => expect(placeOf(address)).toBe(place));

	test('does not lock anyone else out', async () => {
		expect((await tries('ada@belmark.example', password)).outcome).toBe('done');
	});

	test('an account nobody has is throttled alike', async () => {
		const outcomes: string[] = [];
		for (let i = 0; i < 12; i++)
			outcomes.push((await tries('noone@belmark.example', 'guess guess guess')).outcome);
		expect(outcomes).toEqual([...Array<string>(tryLimit).fill('wrong'), 'throttled', 'throttled']);
	});

	test('may go on after a quarter of an hour', async () => {
		opened.shift(tryWindowMs + 1_000);
		expect((await tries('target@belmark.example', password)).outcome).toBe('done');
	});

	test('counts tries made at the same time', async () => {
		await account(opened, 'rush@belmark.example');
		const outcomes = await Promise.all(
			Array.from({ length: 40 }, () => tries('rush@belmark.example', 'guess guess guess'))
		);
		expect(outcomes.filter(({ outcome }) => outcome === 'wrong')).toHaveLength(tryLimit);
	});

	test('a right password starts the count again', async () => {
		await account(opened, 'slips@belmark.example');
		for (let round = 0; round < 3; round++) {
			for (let i = 0; i < 6; i++)
				await tries('slips@belmark.example', 'guess guess guess', '203.0.113.20');
			expect((await tries('slips@belmark.example', password, '203.0.113.20')).outcome).toBe('done');
		}
	});

	test.each([
		['one address', () => '198.51.100.7'],
		[
			'one /64, spelt in many ways',
			(i: number) =>
				['2001:db8:1:2::1', '2001:DB8:0001:2:0::2', '2001:db8:1:2:ffff::3'][i % 3] ?? ''
		]
	])('many accounts from %s are tried ten times at most', async (_, client) => {
		const outcomes: string[] = [];
		for (let i = 0; i < 30; i++)
			outcomes.push(
				(await tries(`spray${i}@belmark.example`, 'guess guess guess', client(i))).outcome
			);
		expect(outcomes.filter((outcome) => outcome === 'wrong').length).toBeLessThanOrEqual(10);
	});

	test('an address a client claims is not believed', async () => {
		const outcomes: number[] = [];
		for (let i = 0; i < 12; i++) {
			const answer = await opened.access.handle(
				new Request(`${origin}/api/auth/sign-in/email`, {
					method: 'POST',
					headers: {
						'content-type': 'application/json',
						origin,
						'x-forwarded-for': `203.0.113.${i}`,
						'x-app-client': `203.0.113.${i}`,
						'x-real-ip': `203.0.113.${i}`,
						forwarded: `for=203.0.113.${i}`
					},
					body: JSON.stringify({
						email: `claim${i}@belmark.example`,
						password: 'guess guess guess'
					})
				}),
				'198.51.100.99'
			);
			outcomes.push(answer.status);
		}
		expect(outcomes.filter((status) => status === 401).length).toBeLessThanOrEqual(10);
		expect(outcomes).toContain(429);
	});
});

describe('sessions', () => {
	test('a session offered before signing in is not taken over', async () => {
		const offered = 'faisceau.session_token=mine.mine';
		const { cookies } = await opened.access.signIn.password(
			{ email: 'ada@belmark.example', password },
			from(offered)
		);
		expect(cookieOf(cookies)).not.toContain('mine');
		expect(await viewerOf(opened, offered)).toBeUndefined();
	});

	test('a token without the server’s signature stands for nobody', async () => {
		const cookie = await signedIn(opened, 'ada@belmark.example');
		expect(await viewerOf(opened, cookie.replace(/\.[^.]*$/, '.x'))).toBeUndefined();
		expect(await viewerOf(opened, `${cookie}x`)).toBeUndefined();
	});

	test('a session ends with signing out, for whoever kept the cookie', async () => {
		const cookie = await signedIn(opened, 'ada@belmark.example');
		const cleared = await opened.access.signIn.signOut(from(cookie));
		expect(cleared.join()).toMatch(/Max-Age=0/);
		expect(await viewerOf(opened, cookie)).toBeUndefined();
		expect((await opened.entries()).at(-1)).toMatchObject({
			action: 'access.session',
			detail: '{"act":"sign-out","held":"analyst","rule":"every-account"}'
		});
	});

	test('a stolen session ends when the password changes; the one that changed it stays', async () => {
		await account(opened, 'changes@belmark.example');
		const stolen = await signedIn(opened, 'changes@belmark.example');
		const own = await signedIn(opened, 'changes@belmark.example');
		const here = await viewerOf(opened, own);
		if (!here) throw new Error('not signed in');
		const change = (was: string, to: string) =>
			opened.access.sessions.changePassword(here.viewer, here.session, { from: was, to });
		expect(await change('not the password', 'another long password')).toBe('wrong');
		expect(await change(password, 'short')).toBe('invalid');
		expect(await viewerOf(opened, stolen)).toBeDefined();
		expect(await change(password, 'another long password')).toBe('changed');
		expect(await viewerOf(opened, stolen)).toBeUndefined();
		expect(await viewerOf(opened, own)).toBeDefined();
		expect((await tries('changes@belmark.example', password)).outcome).toBe('wrong');
		expect((await tries('changes@belmark.example', 'another long password')).outcome).toBe('done');
	});

	test('a stolen session cannot guess the password behind it', async () => {
		await account(opened, 'guessed@belmark.example');
		const here = await viewerOf(opened, await signedIn(opened, 'guessed@belmark.example'));
		if (!here) throw new Error('not signed in');
		const change = (was: string) =>
			opened.access.sessions.changePassword(here.viewer, here.session, {
				from: was,
				to: 'another long password'
			});
		for (let i = 0; i < tryLimit; i++) expect(await change(`guess ${i}`)).toBe('wrong');
		expect(await change(password)).toBe('throttled');
		opened.shift(tryWindowMs + 1_000);
		expect(await change(password)).toBe('changed');
	});

	test('every session ends when an administrator sets the password or disables the account', async () => {
		await account(opened, 'leaves@belmark.example');
		const operator = await opened.access.localOperator();
		const first = await signedIn(opened, 'leaves@belmark.example');
		await opened.access.accounts.setPassword(
			operator,
			'leaves@belmark.example',
			'given by the administrator'
		);
		expect(await viewerOf(opened, first)).toBeUndefined();
		const second = await signedIn(opened, 'leaves@belmark.example', 'given by the administrator');
		await opened.access.accounts.setDisabled(operator, 'leaves@belmark.example', true);
		expect(await viewerOf(opened, second)).toBeUndefined();
		expect((await tries('leaves@belmark.example', 'given by the administrator')).outcome).toBe(
			'wrong'
		);
		await opened.access.accounts.setDisabled(operator, 'leaves@belmark.example', false);
		expect((await tries('leaves@belmark.example', 'given by the administrator')).outcome).toBe(
			'done'
		);
	});

	test('one sees and ends one’s own only, by a name that is no key', async () => {
		await account(opened, 'mine@belmark.example');
		await account(opened, 'other@belmark.example');
		const mine = await signedIn(opened, 'mine@belmark.example');
		const elsewhere = await signedIn(opened, 'mine@belmark.example');
		const other = await signedIn(opened, 'other@belmark.example');
		const me = await viewerOf(opened, mine);
		const them = await viewerOf(opened, other);
		if (!me || !them) throw new Error('not signed in');
		const { sessions } = opened.access;
		const list = await sessions.list(me.viewer, me.session);
		expect(list.map(({ current }) => current).toSorted()).toEqual([false, true]);
		expect(JSON.stringify(list)).not.toContain(mine.split('=')[1]?.split('.')[0]);
		expect(await sessions.end(me.viewer, them.session)).toBe(false);
		expect(await sessions.end(me.viewer, 'never-was')).toBe(false);
		expect(await viewerOf(opened, other)).toBeDefined();
		const there = await viewerOf(opened, elsewhere);
		expect(await sessions.end(me.viewer, there?.session ?? '')).toBe(true);
		expect(await viewerOf(opened, elsewhere)).toBeUndefined();
		await signedIn(opened, 'mine@belmark.example');
		expect(await sessions.endAll(me.viewer, me.session)).toBe(1);
		expect(await viewerOf(opened, mine)).toBeDefined();
		expect(await sessions.endAll(me.viewer)).toBe(1);
		expect(await viewerOf(opened, mine)).toBeUndefined();
	});
});

describe('guessing is seen by the auditors of whoever is guessed at', () => {
	const since = async (from: number) =>
		(await opened.entries()).slice(from).map(({ organisation, outcome, subjects, detail }) => ({
			organisation,
			outcome,
			subjects,
			detail: JSON.parse(detail) as { reason?: string }
		}));

	test('a refused password stands under the organisation of its account, one of nobody’s under none', async () => {
		const { id } = await account(opened, 'target@norland.example', { organisation: 'norland' });
		const before = (await opened.entries()).length;
		await tries('Target@norland.example', 'wrong wrong wrong', '198.51.100.61');
		await tries('nobody-there@norland.example', 'wrong wrong wrong', '198.51.100.61');
		expect(await since(before)).toMatchObject([
			{ organisation: 'norland', outcome: 'refused', subjects: [id] },
			{ organisation: 'none', outcome: 'refused', subjects: [] }
		]);
	});

	test('too many tries leave one entry for the account and window, and one for all names that nobody has', async () => {
		const { id } = await account(opened, 'flooded@norland.example', { organisation: 'norland' });
		for (let i = 0; i < tryLimit; i++)
			await tries('flooded@norland.example', 'wrong wrong wrong', `198.51.101.${i}`);
		const before = (await opened.entries()).length;
		for (let i = 0; i < 5; i++)
			expect((await tries('flooded@norland.example', password, `198.51.102.${i}`)).outcome).toBe(
				'throttled'
			);
		/** The answer does not wait for its entry, so the entries are waited for; none more may come after. */
		const throttled = async (count: number) => {
			const found = async () =>
				(await since(before)).filter(({ detail }) => detail.reason === 'throttled');
			await vi.waitFor(async () => expect(await found()).toHaveLength(count), { timeout: 10_000 });
			return found();
		};
		expect(await throttled(1)).toMatchObject([
			{ organisation: 'norland', outcome: 'refused', subjects: [id] }
		]);
		for (let i = 0; i < 3 * tryLimit; i++)
			await tries(`made-up-${i}@norland.example`, 'wrong wrong wrong', '198.51.100.62');
		expect((await throttled(2)).map(({ organisation }) => organisation)).toEqual([
			'norland',
			'none'
		]);
		opened.shift(tryWindowMs);
		for (let i = 0; i <= tryLimit; i++)
			await tries('flooded@norland.example', 'wrong wrong wrong', `198.51.103.${i}`);
		expect((await throttled(3)).at(-1)).toMatchObject({ organisation: 'norland', subjects: [id] });
		await tries('flooded@norland.example', 'wrong wrong wrong', '198.51.103.99');
		expect(await throttled(3)).toHaveLength(3);
	});

	test('guesses at links leave one entry of each kind in a minute', async () => {
		opened.shift(61_000);
		const before = (await opened.entries()).length;
		for (let i = 0; i < 5; i++) {
			await opened.access.invitations.open(`guess-${i}`);
			await opened.access.invitations.accept(
				`guess-${i}`,
				{ name: 'Eve', password } as never,
				'198.51.100.63'
			);
			await opened.access.setUp.opens(`guess-${i}`);
		}
		const kept = (await opened.entries()).slice(before);
		expect(kept.map(({ action, outcome }) => [action, outcome])).toEqual([
			['access.invitation', 'refused'],
			['access.set-up', 'refused']
		]);
		expect(JSON.stringify(kept)).not.toContain('guess-');
		opened.shift(61_000);
		await opened.access.invitations.open('guess');
		expect(await opened.entries()).toHaveLength(before + 3);
	});
});
