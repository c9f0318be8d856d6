/** What breaks, or was never there, while somebody signs in or out: nothing opens, and nothing is passed over. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { authOf } from '#lib/server/access/auth.ts';
import { base32 } from '#lib/server/access/base32.ts';
import { isForm } from '#lib/server/access/request.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { StoreUnavailable } from '#lib/server/graph/store.ts';
import { codeAt } from './authenticator.ts';
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
beforeAll(async () => {
	opened = await openAccess();
	await account(opened, 'ada@belmark.example');
});
afterAll(() => opened.close());

const ada = { email: 'ada@belmark.example', password };
const run = (text: string, params: Record<string, unknown> = {}) =>
	opened.store.write(builtStatement('tests/faults', 'write', text), params);
const sessionsNow = async () =>
	(await run('MATCH (s:Auth_session) RETURN count(s) AS total'))[0]?.total;
const post = (path: string, body: string, client = from().client) =>
	opened.access.handle(
		new Request(`${origin}/api/auth${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', origin },
			body
		}),
		client
	);

describe('a log that cannot be written', () => {
	test('opens no session, and is no wrong password either', async () => {
		const before = await sessionsNow();
		const full = vi.spyOn(opened.audit, 'consult').mockRejectedValue(new Error('disk full'));
		for (const typed of [password, 'wrong wrong wrong'])
			await expect(
				opened.access.signIn.password({ ...ada, password: typed }, from())
			).rejects.toThrow('answered 500');
		full.mockRestore();
		expect(await sessionsNow()).toBe(before);
		expect(opened.errors.length).toBeGreaterThan(0);
		expect((await opened.access.signIn.password(ada, from())).outcome).toBe('done');
	});

	test('leaves the set-up link as it was', async () => {
		const fresh = await openAccess();
		const link = (await fresh.access.setUp.link()) ?? '';
		const token = new URL(link).searchParams.get('token') ?? '';
		const first = { name: 'First', email: 'first@belmark.example', password };
		const full = vi.spyOn(fresh.audit, 'write').mockRejectedValueOnce(new Error('disk full'));
		await expect(fresh.access.setUp.finish(token, first)).rejects.toThrow('disk full');
		full.mockRestore();
		expect(await fresh.access.setUp.finish(token, first)).toHaveProperty('account');
		await fresh.close();
	});
});

test('a store that does not answer is said to be one, not a wrong password', async () => {
	const gone = new StoreUnavailable('the graph store does not answer');
	const down = [
		vi.spyOn(opened.store, 'read').mockRejectedValue(gone),
		vi.spyOn(opened.store, 'transaction').mockRejectedValue(gone),
		vi.spyOn(opened.store, 'health').mockReturnValue({
			up: false,
			since: new Date().toISOString(),
			reason: 'the graph store does not answer'
		})
	];
	await expect(opened.access.signIn.password(ada, from())).rejects.toThrow(StoreUnavailable);
	for (const each of down) each.mockRestore();
});

test('what is no sign-in is counted and refused as any other', async () => {
	for (const body of ['{}', '{"email":5}'])
		expect((await post('/sign-in/email', body)).status).toBe(400);
});

describe('an account that went away', () => {
	test('while its code was awaited is refused, and the refusal is kept', async () => {
		const { id, email } = await account(opened, 'left@belmark.example');
		const { secret } = await enrolled(opened, email);
		const half = await opened.access.signIn.password({ email, password }, from());
		await run('MATCH (u:Auth_user {id: $id}) DETACH DELETE u', { id });
		const code = codeAt(secret, Date.now() + 30_000);
		expect((await opened.access.signIn.code(code, from(cookieOf(half.cookies)))).outcome).not.toBe(
			'done'
		);
		expect((await opened.entries()).at(-1)).toMatchObject({
			outcome: 'refused',
			actor: id,
			organisation: 'none'
		});
	});

	test('gets no session from an institution', async () => {
		const quiet = () => undefined;
		const { api } = await authOf({
			store: opened.store,
			audit: opened.audit,
			secret: 'a secret of this test, long enough for better-auth',
			origin,
			now: () => new Date(),
			log: { info: quiet, warn: quiet, error: quiet }
		});
		await expect(
			api.openSession({ body: { account: 'nobody', factor: 'institution' } })
		).rejects.toThrow('no such account');
	});

	test('or whose organisation did, is named after its id', async () => {
		await account(opened, 'alone@vanished.example', { organisation: 'vanished' });
		const cookie = await signedIn(opened, 'alone@vanished.example');
		await run("MATCH (a:Agency {id: 'vanished'}) DETACH DELETE a");
		expect((await viewerOf(opened, cookie))?.viewer.organisation).toEqual({
			id: 'vanished',
			name: 'vanished'
		});
	});
});

describe('signing out', () => {
	test('of nobody leaves no entry', async () => {
		const before = (await opened.entries()).length;
		await opened.access.signIn.signOut(from());
		expect((await opened.entries()).length).toBe(before);
	});

	test('that was not done is not said to be', async () => {
		const asking = { headers: new Headers(), client: '198.51.100.200' };
		const all = Array.from({ length: 110 }, () => asking);
		await expect(
			(async () => {
				for (const each of all) await opened.access.signIn.signOut(each);
			})()
		).rejects.toThrow('sign-out answered 429');
	});
});

test('a session of no known address shows none', async () => {
	await account(opened, 'hidden@belmark.example');
	const { outcome, cookies } = await opened.access.signIn.password(
		{ email: 'hidden@belmark.example', password },
		from(undefined, '')
	);
	expect(outcome).toBe('done');
	const { viewer, session } = await own(opened, cookieOf(cookies));
	await run("MATCH (s:Auth_session {id: $session}) SET s.ipAddress = 'unknown'", { session });
	expect(await opened.access.sessions.list(viewer, session)).toMatchObject([{ address: '' }]);
});

test('a form that is nothing at all has one problem, of no field', async () => {
	const operator = await opened.access.localOperator();
	expect(await opened.access.accounts.create(operator, null as never)).toEqual({
		problems: { '': 'invalid' }
	});
});

test('a request that does not say what it brings, brings no form', () => {
	expect(isForm(new Request(origin, { method: 'POST' }))).toBe(false);
});

test.each([
	['', ''],
	['f', 'MY'],
	['fo', 'MZXQ'],
	['foo', 'MZXW6'],
	['foob', 'MZXW6YQ'],
	['fooba', 'MZXW6YTB'],
	['foobar', 'MZXW6YTBOI']
])('%j is %j in base 32 (RFC 4648, 10)', (text, written) => {
	expect(base32(new TextEncoder().encode(text))).toBe(written);
});
