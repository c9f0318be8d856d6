/** What ends while somebody is signing in: a session that said who is asking, or every way into the account. */
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { builtStatement } from '#lib/server/graph/query.ts';
import { codeAt } from './authenticator.ts';
import { account, cookieOf, from, openAccess, password, signedIn, viewerOf } from './opened.ts';
import { enrolled, type Opened } from './second.ts';

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

/** Does something once, as soon as a try is counted. */
function onceCounted(act: () => Promise<unknown>) {
	const { store } = opened;
	const transaction = store.transaction.bind(store);
	const spy = vi.spyOn(store, 'transaction').mockImplementation(async (work, ...more) => {
		spy.mockRestore();
		await act();
		return transaction(work, ...more);
	});
}

describe('a session that ends while a code is looked at', () => {
	test('does not hand the code on to whoever is half signed in beside it', async () => {
		const [thief, victim] = [await someone(), await someone()];
		const session = await signedIn(opened, thief.email);
		await enrolled(opened, thief.email);
		const { secret } = await enrolled(opened, victim.email);
		const waiting = await half(victim.email);
		const code = nextCode(secret);
		const before = await sessionsOf(victim.id);
		onceCounted(() => opened.access.signIn.signOut(from(session)));
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
	onceCounted(() =>
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
