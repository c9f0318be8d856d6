/** An authenticator and its recovery codes: added, asked for, used once, taken away. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recoveryCount } from '#lib/server/access/recovery-codes.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { codeAt } from './authenticator.ts';
import { account, cookieOf, from, openAccess, password, signedIn, viewerOf } from './opened.ts';
import { enrolled, own, type Opened } from './second.ts';

let opened: Opened;
let made = 0;
beforeAll(async () => {
	opened = await openAccess();
});
afterAll(() => opened.close());

const someone = async () => {
	const email = `person${made++}@belmark.example`;
	await account(opened, email);
	return email;
};
/** Right password; the cookie of the half signed-in browser. */
async function half(email: string) {
	const { outcome, cookies } = await opened.access.signIn.password({ email, password }, from());
	expect(outcome).toBe('factor');
	return cookieOf(cookies);
}
const lastEntry = async () => (await opened.entries()).at(-1);
/** Codes of one step are spent: the next test of the same account uses the step after. */
const later = (steps: number) => Date.now() + steps * 30_000;

describe('adding an authenticator', () => {
	test('asks for nothing but its first code right after signing in, and gives ten recovery codes once', async () => {
		const email = await someone();
		const cookie = await signedIn(opened, email);
		const asking = await own(opened, cookie);
		expect((await opened.access.factors.state(asking)).asks).toEqual({
			password: false,
			code: false
		});
		expect(await opened.access.factors.begin(asking, { password: '', code: '' })).toBe('done');
		const { pending } = await opened.access.factors.state(asking);
		expect(pending?.secret).toMatch(/^[A-Z2-7]{32}$/);
		expect(pending?.address).toBe(
			`otpauth://totp/Faisceau%3A${encodeURIComponent(email)}?secret=${pending?.secret}&issuer=Faisceau`
		);
		const wrong = await opened.access.factors.confirm(asking, '000000');
		expect(wrong).toEqual({ outcome: 'wrong', codes: [], cookies: [] });
		const right = await opened.access.factors.confirm(
			asking,
			codeAt(pending?.secret ?? '', later(0))
		);
		expect(right.outcome).toBe('done');
		expect(new Set(right.codes).size).toBe(recoveryCount);
		const now = await own(opened, cookieOf(right.cookies));
		const state = await opened.access.factors.state(now);
		expect(state).toMatchObject({ authenticator: true, codesLeft: recoveryCount, passkeys: [] });
		expect(state.pending).toBeUndefined();
		expect(await lastEntry()).toMatchObject({
			action: 'access.factor',
			outcome: 'done',
			detail: JSON.stringify({ act: 'add-authenticator', held: 'analyst', rule: 'every-account' })
		});
	});

	test('keeps neither the secret nor a recovery code in the graph', async () => {
		const { secret, codes } = await enrolled(opened, await someone());
		const rows = await opened.store.read(
			builtStatement('tests/all', 'read', 'MATCH (n) RETURN properties(n) AS p'),
			{}
		);
		const everything = JSON.stringify(rows);
		expect(everything).toContain('begunIn');
		expect(everything).not.toContain(secret);
		for (const code of codes) {
			expect(everything).not.toContain(code);
			expect(everything).not.toContain(code.replaceAll('-', ''));
		}
	});

	test('shows the secret to the session that began it alone, for ten minutes', async () => {
		const email = await someone();
		const asking = await own(opened, await signedIn(opened, email));
		const other = await own(opened, await signedIn(opened, email));
		await opened.access.factors.begin(asking, { password: '', code: '' });
		const { pending } = await opened.access.factors.state(asking);
		expect((await opened.access.factors.state(other)).pending).toBeUndefined();
		const code = codeAt(pending?.secret ?? '', later(0));
		expect((await opened.access.factors.confirm(other, code)).outcome).toBe('wrong');
		opened.shift(11 * 60_000);
		expect((await opened.access.factors.state(asking)).pending).toBeUndefined();
		expect((await opened.access.factors.confirm(asking, code)).outcome).toBe('wrong');
		opened.shift(-11 * 60_000);
		await opened.access.factors.abandon(asking.viewer);
		expect((await opened.access.factors.state(asking)).pending).toBeUndefined();
	});

	test('asks for the password when the session is older than ten minutes, ten times at most', async () => {
		const asking = await own(opened, await signedIn(opened, await someone()));
		opened.shift(11 * 60_000);
		const begin = (typed: string) =>
			opened.access.factors.begin(asking, { password: typed, code: '' });
		expect(await begin('')).toBe('wrong');
		expect(await begin(password)).toBe('done');
		const outcomes: string[] = [];
		for (let i = 0; i < 12; i++) outcomes.push(await begin('guess guess guess'));
		expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(8);
		expect(await begin(password)).toBe('throttled');
		opened.shift(-11 * 60_000);
	});
});

describe('signing in with a second factor', () => {
	test('a right password opens nothing; a code opens the account', async () => {
		const email = await someone();
		const { secret } = await enrolled(opened, email);
		const waiting = await half(email);
		expect(waiting).not.toContain('session_token=ey');
		expect(await viewerOf(opened, waiting)).toBeUndefined();
		expect(await opened.access.signIn.waits(from(waiting))).toBe(true);
		const wrong = await opened.access.signIn.code('123 456', from(waiting));
		expect(wrong).toEqual({ outcome: 'wrong', cookies: [] });
		const right = await opened.access.signIn.code(codeAt(secret, later(1)), from(waiting));
		expect(right.outcome).toBe('done');
		expect((await viewerOf(opened, cookieOf(right.cookies)))?.viewer.name).toBe(email);
		expect(await lastEntry()).toMatchObject({
			action: 'access.sign-in',
			outcome: 'done',
			detail: JSON.stringify({ factor: 'totp', rule: 'public' })
		});
		expect(await opened.access.signIn.waits(from(waiting))).toBe(false);
	});

	test('one code opens once: not a second time, not twice at once', async () => {
		const email = await someone();
		const { secret } = await enrolled(opened, email);
		const code = codeAt(secret, later(1));
		const waiting = await Promise.all(Array.from({ length: 5 }, () => half(email)));
		const outcomes = await Promise.all(
			waiting.map((cookie) => opened.access.signIn.code(code, from(cookie)))
		);
		expect(outcomes.filter(({ outcome }) => outcome === 'done')).toHaveLength(1);
		expect((await opened.access.signIn.code(code, from(await half(email)))).outcome).toBe('wrong');
	});

	test('the code that confirmed the authenticator does not sign in', async () => {
		const email = await someone();
		const { confirmedWith } = await enrolled(opened, email);
		expect((await opened.access.signIn.code(confirmedWith, from(await half(email)))).outcome).toBe(
			'wrong'
		);
	});

	test('the half signed-in state opens nothing else, and waits ten minutes', async () => {
		const email = await someone();
		const { secret } = await enrolled(opened, email);
		const waiting = await half(email);
		const [, value = ''] = /faisceau\.two_factor=([^;]+)/.exec(waiting) ?? [];
		expect(value).not.toBe('');
		expect(await viewerOf(opened, `faisceau.session_token=${value}`)).toBeUndefined();
		expect((await opened.access.signIn.code('1', from('faisceau.two_factor=x.y'))).outcome).toBe(
			'expired'
		);
		expect((await opened.access.signIn.code('1', from())).outcome).toBe('expired');
		expect(await opened.access.signIn.waits(from())).toBe(false);
		await opened.store.write(
			builtStatement(
				'tests/expire',
				'write',
				`MATCH (n:Auth_verification) WHERE n.identifier STARTS WITH '2fa-' SET n.expiresAt = '2020-01-01T00:00:00.000Z' RETURN count(n) AS total`
			),
			{}
		);
		expect((await opened.access.signIn.code(codeAt(secret, later(1)), from(waiting))).outcome).toBe(
			'expired'
		);
	});

	test.each([
		['its owner changed the password', 'changePassword'],
		['its owner ended every session', 'endAll'],
		['its owner ended every other session', 'endOthers'],
		['the operator gave a new password', 'setPassword'],
		['the operator stopped the account and let it in again', 'setDisabled'],
		['an administrator stopped the account and let it in again', 'people.setDisabled'],
		['an administrator ended its sessions', 'people.endSessions']
	])('a right password waits no longer once %s', async (_, act) => {
		const email = await someone();
		const { secret, asking } = await enrolled(opened, email);
		const bystander = await someone();
		await enrolled(opened, bystander);
		const [waiting, untouched] = [await half(email), await half(bystander)];
		const { sessions, accounts, people } = opened.access;
		const operator = await opened.access.localOperator();
		const { viewer, session } = asking;
		const to = 'another long pass phrase';
		const acts: Record<string, () => Promise<unknown>> = {
			changePassword: () => sessions.changePassword(viewer, session, { from: password, to }),
			endAll: () => sessions.endAll(viewer),
			endOthers: () => sessions.endAll(viewer, session),
			setPassword: () => accounts.setPassword(operator, email, to),
			setDisabled: async () => {
				await accounts.setDisabled(operator, email, true);
				await accounts.setDisabled(operator, email, false);
			},
			'people.setDisabled': async () => {
				await people.setDisabled(operator, viewer.account, true);
				await people.setDisabled(operator, viewer.account, false);
			},
			'people.endSessions': () => people.endSessions(operator, viewer.account)
		};
		await acts[act]?.();
		expect(await opened.access.signIn.waits(from(waiting))).toBe(false);
		const late = await opened.access.signIn.code(codeAt(secret, later(1)), from(waiting));
		expect(late).toEqual({ outcome: 'expired', cookies: [] });
		expect(await opened.access.signIn.waits(from(untouched))).toBe(true);
	});

	test('a disabled account gets no further with a right code', async () => {
		const email = await someone();
		const { secret } = await enrolled(opened, email);
		const waiting = await half(email);
		// Past every rule, which would end its half sign-in too: a session is refused by itself.
		await opened.store.write(
			builtStatement(
				'tests/disable',
				'write',
				'MATCH (u:Auth_user {email: $email}) SET u.disabled = true RETURN u.id AS id'
			),
			{ email }
		);
		const { outcome, cookies } = await opened.access.signIn.code(
			codeAt(secret, later(1)),
			from(waiting)
		);
		expect([outcome, cookies]).toEqual(['wrong', []]);
	});
});

describe('a recovery code', () => {
	test('opens the account once, however it is typed, and is counted off', async () => {
		const email = await someone();
		const { codes } = await enrolled(opened, email);
		const typed = ` ${(codes[0] ?? '').toUpperCase().replaceAll('-', ' ')} `;
		const first = await opened.access.signIn.code(typed, from(await half(email)));
		expect(first.outcome).toBe('done');
		expect((await opened.access.signIn.code(typed, from(await half(email)))).outcome).toBe('wrong');
		const asking = await own(opened, cookieOf(first.cookies));
		expect((await opened.access.factors.state(asking)).codesLeft).toBe(recoveryCount - 1);
		const second = await opened.access.signIn.code(codes[1] ?? '', from(await half(email)));
		expect(second.outcome).toBe('done');
	});

	test('of one account is worth nothing for another', async () => {
		const [mine, theirs] = [await someone(), await someone()];
		const { codes } = await enrolled(opened, mine);
		await enrolled(opened, theirs);
		expect(
			(await opened.access.signIn.code(codes[0] ?? '', from(await half(theirs)))).outcome
		).toBe('wrong');
	});

	test('is worth nothing after the codes were renewed', async () => {
		const email = await someone();
		const { codes, asking, secret } = await enrolled(opened, email);
		const shown = { password, code: codeAt(secret, later(1)) };
		const renewed = await opened.access.factors.renewCodes(asking, shown);
		expect(renewed.outcome).toBe('done');
		expect(renewed.codes).toHaveLength(recoveryCount);
		expect((await opened.access.signIn.code(codes[0] ?? '', from(await half(email)))).outcome).toBe(
			'wrong'
		);
	});
});

describe('a session with one factor', () => {
	test('shows the second by a recovery code too', async () => {
		const email = await someone();
		const old = await signedIn(opened, email);
		const { codes } = await enrolled(opened, email);
		expect((await viewerOf(opened, old))?.held).toBe('present');
		expect((await opened.access.signIn.code(codes[0] ?? '', from(old))).outcome).toBe('done');
		expect((await viewerOf(opened, old))?.held).toBeUndefined();
	});

	test('proves nothing by an authenticator that was never confirmed', async () => {
		const email = await someone();
		const asking = await own(opened, await signedIn(opened, email));
		await opened.access.factors.begin(asking, { password: '', code: '' });
		const { pending } = await opened.access.factors.state(asking);
		const code = codeAt(pending?.secret ?? '', later(0));
		expect((await opened.access.signIn.code(code, asking.from)).outcome).toBe('wrong');
		expect(await lastEntry()).toMatchObject({ action: 'access.sign-in', outcome: 'refused' });
	});
});

describe('guessing codes', () => {
	test('of one account, from many places and in many challenges, stops at ten', async () => {
		const email = await someone();
		const other = await someone();
		const { secret } = await enrolled(opened, email);
		const others = await enrolled(opened, other);
		const outcomes: string[] = [];
		// A thousand guesses; the first thirty suffice to show that nothing more is looked at.
		for (let i = 0; i < 30; i++) {
			const waiting = await half(email);
			const place = ['2001:db8:1:2::1', '2001:DB8:0001:2:0::2', '::ffff:192.0.2.7', '192.0.2.8'][
				i % 4
			];
			const guess = i % 2 ? String(100_000 + i) : `aaaa-bbbb-${1000 + i}`;
			outcomes.push((await opened.access.signIn.code(guess, from(waiting, place))).outcome);
		}
		expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(10);
		expect(outcomes.slice(10).every((outcome) => outcome === 'throttled')).toBe(true);
		const right = await opened.access.signIn.code(
			codeAt(secret, later(1)),
			from(await half(email))
		);
		expect(right.outcome).toBe('throttled');
		const unharmed = await opened.access.signIn.code(
			codeAt(others.secret, later(1)),
			from(await half(other), '2001:db8:1:2::9')
		);
		expect(unharmed.outcome).toBe('done');
	});

	test('leaves an entry for each that is looked at, and one for all that come after', async () => {
		const email = await someone();
		await enrolled(opened, email);
		const reasons = async (from: number) =>
			(await opened.entries())
				.slice(from)
				.filter(({ outcome }) => outcome === 'refused')
				.map(({ detail }) => (JSON.parse(detail) as { reason?: string }).reason);
		const before = (await opened.entries()).length;
		for (let i = 0; i < 20; i++)
			await opened.access.signIn.code(String(300_000 + i), from(await half(email)));
		const looked = Array.from({ length: 10 }, () => undefined);
		expect(await reasons(before)).toEqual([...looked, 'throttled']);
	});

	test('stops at ten when they are made at once', async () => {
		const email = await someone();
		await enrolled(opened, email);
		const waiting: string[] = [];
		for (let i = 0; i < 4; i++) waiting.push(await half(email));
		const outcomes = await Promise.all(
			Array.from({ length: 24 }, (_, i) =>
				opened.access.signIn.code(String(200_000 + i), from(waiting[i % 4]))
			)
		);
		expect(outcomes.filter(({ outcome }) => outcome !== 'throttled').length).toBeLessThanOrEqual(
			10
		);
	});

	test('right codes do not count', async () => {
		const email = await someone();
		const { codes } = await enrolled(opened, email);
		for (const code of codes)
			expect((await opened.access.signIn.code(code, from(await half(email)))).outcome).toBe('done');
	});
});

describe('taking the authenticator away', () => {
	test('needs the password and a code, and leaves its entry', async () => {
		const email = await someone();
		const { asking, secret } = await enrolled(opened, email);
		const remove = (typed: string, code: string) =>
			opened.access.factors.removeAuthenticator(asking, { password: typed, code });
		expect((await opened.access.factors.state(asking)).asks).toEqual({
			password: true,
			code: true
		});
		expect(await remove('', codeAt(secret, later(1)))).toBe('wrong');
		expect(await remove(password, '')).toBe('wrong');
		expect(await remove(password, '000000')).toBe('wrong');
		expect(await lastEntry()).toMatchObject({ action: 'access.factor', outcome: 'refused' });
		expect(await remove(password, codeAt(secret, later(1)))).toBe('done');
		expect(await lastEntry()).toMatchObject({
			action: 'access.factor',
			outcome: 'done',
			detail: JSON.stringify({
				act: 'remove-authenticator',
				held: 'analyst',
				rule: 'every-account'
			})
		});
		const { outcome } = await opened.access.signIn.password({ email, password }, from());
		expect(outcome).toBe('done');
	});

	test('counts for nothing without the cookies of the session it is asked with', async () => {
		const email = await someone();
		const { asking, secret } = await enrolled(opened, email);
		const bare = { ...asking, from: from() };
		const shown = { password, code: codeAt(secret, later(1)) };
		expect(await opened.access.factors.removeAuthenticator(bare, shown)).toBe('wrong');
		expect(await opened.access.factors.renewCodes(asking, { password: '', code: '' })).toEqual({
			outcome: 'wrong',
			codes: []
		});
		const fresh = await own(opened, await signedIn(opened, await someone()));
		const away = { ...fresh, from: from() };
		await opened.access.factors.begin(fresh, { password: '', code: '' });
		const { pending } = await opened.access.factors.state(fresh);
		const first = codeAt(pending?.secret ?? '', later(0));
		expect((await opened.access.factors.confirm(away, first)).outcome).toBe('wrong');
		expect(
			await opened.access.factors.passkeyOptions(away, { password: '', code: '' })
		).toMatchObject({ outcome: 'wrong', cookies: [] });
		expect((await opened.access.factors.state(fresh)).authenticator).toBe(false);
	});

	test('is not possible with another person’s session, nor twice begun', async () => {
		const { asking, secret } = await enrolled(opened, await someone());
		const mallory = await own(opened, await signedIn(opened, await someone()));
		const shown = { password, code: codeAt(secret, later(1)) };
		expect(
			await opened.access.factors.removeAuthenticator(
				{ ...mallory, session: asking.session },
				shown
			)
		).toBe('wrong');
		expect(await opened.access.factors.begin(asking, shown)).toBe('has');
		const taken = { ...mallory, session: asking.session };
		expect((await opened.access.factors.state(taken)).asks).toEqual({ password: true, code: true });
		const renewed = await opened.access.factors.renewCodes(mallory, { password, code: '' });
		expect(renewed).toEqual({ outcome: 'wrong', codes: [] });
		await expect(
			opened.access.factors.state({ ...asking, viewer: null as never })
		).rejects.toThrow();
	});
});
