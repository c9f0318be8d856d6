/** What ends while somebody is signing in: a session that said who is asking, or every way into the account. */
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { builtStatement } from '#lib/server/graph/query.ts';
import { codeAt } from './authenticator.ts';
import { deviceOf } from './device.ts';
import { onceCounted, onceMade } from './interrupted.ts';
import {
	account,
	cookieOf,
	from,
	openAccess,
	origin,
	password,
	signedIn,
	viewerOf
} from './opened.ts';
import { enrolled, own, type Opened } from './second.ts';

let opened: Opened;
let made = 0;
beforeAll(async () => {
	opened = await openAccess();
});
afterAll(() => opened.close());
afterEach(() => vi.restoreAllMocks());

const someone = () => account(opened, `between${made++}@belmark.example`);
const half = async (email: string) =>
	cookieOf((await opened.access.signIn.password({ email, password }, from())).cookies);
const nextCode = (secret: string) => codeAt(secret, Date.now() + 30_000);
const run = (text: string, params: Record<string, unknown> = {}) =>
	opened.store.write(builtStatement('tests/in-between', 'write', text), params);
const sessionsOf = async (id: string) =>
	(await run('MATCH (s:Auth_session {userId: $id}) RETURN count(s) AS total', { id }))[0]?.total;
const lastEntry = async () => (await opened.entries()).at(-1);

describe('a session that ends while a code is looked at', () => {
	test('does not hand the code on to whoever is half signed in beside it', async () => {
		const [thief, victim] = [await someone(), await someone()];
		const session = await signedIn(opened, thief.email);
		await enrolled(opened, thief.email);
		const { secret } = await enrolled(opened, victim.email);
		const waiting = await half(victim.email);
		const code = nextCode(secret);
		const before = await sessionsOf(victim.id);
		onceCounted(opened.store, () => opened.access.signIn.signOut(from(session)));
		const answer = await opened.access.signIn.code(code, from(`${session}; ${waiting}`));
		expect(answer).toEqual({ outcome: 'wrong', cookies: [] });
		expect(await sessionsOf(victim.id)).toBe(before);
		expect(await lastEntry()).toMatchObject({ outcome: 'refused', actor: thief.id });
		// The code of the other was neither spent nor looked at.
		const own = await opened.access.signIn.code(code, from(waiting));
		expect((await viewerOf(opened, cookieOf(own.cookies)))?.viewer.account).toBe(victim.id);
	});

	test('leaves the one that waits alone in charge where there is no session', async () => {
		const [other, owner] = [await someone(), await someone()];
		const ended = await signedIn(opened, other.email);
		await opened.access.signIn.signOut(from(ended));
		const { secret } = await enrolled(opened, owner.email);
		const both = `${ended}; ${await half(owner.email)}`;
		const answer = await opened.access.signIn.code(nextCode(secret), from(both));
		expect((await viewerOf(opened, cookieOf(answer.cookies)))?.viewer.account).toBe(owner.id);
	});
});

test('a code that was counted for one account opens no other, whoever it is right for', async () => {
	const [counted, answered] = [await someone(), await someone()];
	await enrolled(opened, counted.email);
	const { secret } = await enrolled(opened, answered.email);
	const waiting = await half(counted.email);
	const before = await sessionsOf(answered.id);
	onceCounted(opened.store, () =>
		run('MATCH (w:Auth_verification {value: $from}) SET w.value = $to', {
			from: counted.id,
			to: answered.id
		})
	);
	const answer = await opened.access.signIn.code(nextCode(secret), from(waiting));
	expect(answer).toEqual({ outcome: 'wrong', cookies: [] });
	expect(await sessionsOf(answered.id)).toBe(before);
	expect(await lastEntry()).toMatchObject({ outcome: 'refused', actor: counted.id });
});

describe('what began before every way in was ended', () => {
	const changed = 'another horse battery';
	const ended = { outcome: 'refused', detail: expect.stringContaining('"reason":"ended"') };
	const newPassword = async (email: string) =>
		opened.access.accounts.setPassword(await opened.access.localOperator(), email, changed);

	test.each(['changed by its owner', 'set by the operator'])(
		'opens no session with the password that was right until it was %s',
		async (how) => {
			const { id, email } = await someone();
			const owner = await viewerOf(opened, await signedIn(opened, email));
			onceMade(opened.store, 'session', () =>
				how.endsWith('owner')
					? opened.access.sessions.changePassword(owner?.viewer as never, owner?.session as never, {
							from: password,
							to: changed
						})
					: newPassword(email)
			);
			const late = await opened.access.signIn.password({ email, password }, from());
			expect(late).toEqual({ outcome: 'wrong', cookies: [] });
			expect(await sessionsOf(id)).toBe(how.endsWith('owner') ? 1 : 0);
			expect(await lastEntry()).toMatchObject({ ...ended, subjects: [id] });
			// A second ending is told from the first, and what begins after it gets in.
			onceMade(opened.store, 'session', () => newPassword(email));
			const again = await opened.access.signIn.password({ email, password: changed }, from());
			expect(again.outcome).toBe('wrong');
			expect((await viewerOf(opened, await signedIn(opened, email, changed)))?.viewer.account).toBe(
				id
			);
		}
	);

	test('does not wait for its code', async () => {
		const { id, email } = await someone();
		await enrolled(opened, email);
		onceMade(opened.store, 'verification', () => newPassword(email));
		const late = await opened.access.signIn.password({ email, password }, from());
		expect(late).toEqual({ outcome: 'wrong', cookies: [] });
		expect(await lastEntry()).toMatchObject({ ...ended, subjects: [id] });
	});

	test('opens nothing with a code that was being looked at', async () => {
		const { id, email } = await someone();
		const { secret } = await enrolled(opened, email);
		const waiting = await half(email);
		onceMade(opened.store, 'session', () => newPassword(email));
		const late = await opened.access.signIn.code(nextCode(secret), from(waiting));
		expect(late).toEqual({ outcome: 'wrong', cookies: [] });
		expect(await sessionsOf(id)).toBe(0);
		expect(await lastEntry()).toMatchObject({ ...ended, subjects: [id] });
	});

	test('opens nothing with a passkey', async () => {
		const { id, email } = await someone();
		const device = deviceOf(origin);
		const cookie = await signedIn(opened, email);
		const asking = await own(opened, cookie);
		const begun = await opened.access.factors.passkeyOptions(asking, { password: '', code: '' });
		const there = { ...asking, from: from(`${cookie}; ${cookieOf(begun.cookies)}`) };
		const answer = device.register(begun.options as { challenge: string });
		await opened.access.factors.addPasskey(there, 'laptop', answer);
		const { options, cookies } = await opened.access.signIn.passkeyOptions(from());
		const shown = device.assert(options as { challenge: string });
		onceMade(opened.store, 'session', () => newPassword(email));
		const late = await opened.access.signIn.passkey(shown, from(cookieOf(cookies)));
		expect(late).toEqual({ outcome: 'wrong', cookies: [] });
		expect(await sessionsOf(id)).toBe(0);
		expect(await lastEntry()).toMatchObject({ outcome: 'refused', subjects: [id] });
	});
});
