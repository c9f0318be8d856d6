/** Signing in through an institution: a real provider, and one that says what it should not. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Institutions, type Institution } from '#lib/server/access/institution.ts';
import { account, cookieOf, from, openAccess, viewerOf } from './opened.ts';
import { provider, type Provider } from './provider.ts';
import { enrolled, type Opened } from './second.ts';

const entry = (issuer: string, more: Partial<Institution> = {}): Institution => ({
	id: 'justice',
	name: 'Ministry of Justice',
	issuer,
	clientId: 'faisceau',
	clientSecret: 'a secret between two',
	secondFactor: true,
	...more
});
const lastEntry = async (opened: Opened) => (await opened.entries()).at(-1);

describe('with a real provider', () => {
	let opened: Opened;
	let there: Provider;
	beforeAll(async () => {
		there = await provider('http://localhost:3102');
		opened = await openAccess(undefined, undefined, [entry(there.issuer)]);
		await account(opened, 'ada@belmark.example');
		const operator = await opened.access.localOperator();
		expect(
			await opened.access.institutions.bind(operator, 'ada@belmark.example', {
				institution: 'justice',
				subject: 'subject-ada'
			})
		).toBe('done');
	});
	afterAll(async () => {
		await there.close();
		await opened.close();
	});

	async function through(subject: string) {
		const begun = await opened.access.institutions.begin('justice', '/network');
		const back = await there.signIn(begun?.address ?? '', subject);
		const asking = from(cookieOf(begun?.cookies ?? []));
		return { back, asking, ...(await opened.access.institutions.finish('justice', back, asking)) };
	}

	test('a bound subject signs in, with both factors where the institution asks for them', async () => {
		const { outcome, cookies, next } = await through('subject-ada');
		expect([outcome, next]).toEqual(['done', '/network']);
		const found = await viewerOf(opened, cookieOf(cookies));
		expect(found?.viewer.name).toBe('ada@belmark.example');
		expect(found?.held).toBeUndefined();
		expect(await lastEntry(opened)).toMatchObject({ action: 'access.sign-in', outcome: 'done' });
		expect(await opened.access.institutions.bound(found?.viewer as never)).toEqual([
			'Ministry of Justice'
		]);
	});

	test('a subject that nobody is bound to is seen once in a minute, each by itself', async () => {
		opened.shift(61_000);
		const before = (await opened.entries()).length;
		const refused = async () => (await opened.entries()).slice(before);
		await through('subject-eve');
		await through('subject-eve');
		await through('subject-mallet');
		expect(await refused()).toHaveLength(2);
		opened.shift(61_000);
		await through('subject-eve');
		expect(await refused()).toHaveLength(3);
		opened.shift(-122_000);
	});

	test('another subject with the same address does not', async () => {
		const { outcome, cookies } = await through('subject-mallory');
		expect(outcome).toBe('unknown');
		expect(await viewerOf(opened, cookieOf(cookies))).toBeUndefined();
		const refused = await lastEntry(opened);
		expect(refused).toMatchObject({ actor: 'nobody', outcome: 'refused' });
		expect(JSON.stringify(refused)).not.toContain('mallory');
	});

	test('an answer serves once, in the browser that asked', async () => {
		const { back, asking } = await through('subject-ada');
		const again = await opened.access.institutions.finish('justice', back, asking);
		expect(again.outcome).toBe('wrong');
		const begun = await opened.access.institutions.begin('justice', '/');
		const other = await there.signIn(begun?.address ?? '', 'subject-ada');
		expect((await opened.access.institutions.finish('justice', other, from())).outcome).toBe(
			'wrong'
		);
		const mine = from(
			cookieOf((await opened.access.institutions.begin('justice', '/'))?.cookies ?? [])
		);
		expect((await opened.access.institutions.finish('justice', other, mine)).outcome).toBe('wrong');
	});

	test('a disabled account does not', async () => {
		await account(opened, 'gone@belmark.example');
		const operator = await opened.access.localOperator();
		const to = { institution: 'justice', subject: 'subject-gone' };
		await opened.access.institutions.bind(operator, 'gone@belmark.example', to);
		await opened.access.accounts.setDisabled(operator, 'gone@belmark.example', true);
		expect((await through('subject-gone')).outcome).toBe('unknown');
	});

	test('one subject is one account; freed, it signs in no more', async () => {
		const operator = await opened.access.localOperator();
		const { institutions } = opened.access;
		const to = { institution: 'justice', subject: 'subject-ada' };
		await account(opened, 'second@belmark.example');
		expect(await institutions.bind(operator, 'second@belmark.example', to)).toBe('taken');
		expect(await institutions.bind(operator, 'nobody@belmark.example', to)).toBe('unknown');
		expect(
			await institutions.bind(operator, 'ada@belmark.example', {
				institution: 'none',
				subject: 'x'
			})
		).toBe('unknown');
		expect(
			await institutions.bind(operator, 'ada@belmark.example', { institution: 'justice' })
		).toBe('done');
		expect((await through('subject-ada')).outcome).toBe('unknown');
	});
});

describe('with a provider that lies', () => {
	let opened: Opened;
	let server: Server;
	let issuer: string;
	/** What this test bends. */
	let bent: {
		discovery?: object;
		claims?: object;
		header?: object;
		token?: (claims: Record<string, unknown>) => Promise<string>;
		status?: number;
		body?: string;
	};
	let nonce = '';
	let asked: string[] = [];
	beforeAll(async () => {
		const { privateKey, publicKey } = await generateKeyPair('RS256');
		const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
		server = createServer(async (request, response) => {
			asked.push(request.url ?? '');
			const say = (body: object) => {
				response.writeHead(200, { 'content-type': 'application/json' });
				response.end(JSON.stringify(body));
			};
			if (request.url?.includes('openid-configuration'))
				return say({
					issuer,
					authorization_endpoint: `${issuer}/auth`,
					token_endpoint: `${issuer}/token`,
					jwks_uri: `${issuer}/jwks`,
					...bent.discovery
				});
			if (request.url === '/jwks') return say({ keys: [jwk] });
			if (request.url === '/moved') {
				response.writeHead(302, { location: 'http://127.0.0.1:1/' });
				return response.end();
			}
			if (bent.status || bent.body) {
				response.writeHead(bent.status ?? 200);
				return response.end(bent.body);
			}
			const now = Math.floor(Date.now() / 1000);
			const claims = {
				iss: issuer,
				sub: 'subject-ada',
				aud: 'faisceau',
				iat: now,
				exp: now + 300,
				nonce,
				email: 'ada@belmark.example',
				...bent.claims
			};
			const signed =
				bent.token ??
				((payload: Record<string, unknown>) =>
					new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(privateKey));
			say({ access_token: 'x', token_type: 'Bearer', id_token: await signed(claims) });
		});
		await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
		issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
		opened = await openAccess(undefined, undefined, [entry(issuer, { secondFactor: false })]);
		await account(opened, 'ada@belmark.example');
		await opened.access.institutions.bind(
			await opened.access.localOperator(),
			'ada@belmark.example',
			{ institution: 'justice', subject: 'subject-ada' }
		);
	});
	afterAll(async () => {
		server.close();
		await opened.close();
	});
	beforeEach(() => {
		bent = {};
		asked = [];
	});
	afterEach(() => expect(asked.join()).not.toContain('127.0.0.1'));

	async function through(more: Record<string, string> = {}) {
		const begun = await opened.access.institutions.begin('justice', '/');
		const sent = new URL(begun?.address ?? '').searchParams;
		nonce = sent.get('nonce') ?? '';
		const back = new URLSearchParams({ code: 'c', state: sent.get('state') ?? '', ...more });
		return opened.access.institutions.finish('justice', back, from(cookieOf(begun?.cookies ?? [])));
	}

	test('says the truth once: signed in, and Faisceau asks for its own second factor', async () => {
		const { outcome, cookies } = await through();
		expect(outcome).toBe('done');
		expect((await viewerOf(opened, cookieOf(cookies)))?.held).toBeUndefined();
		await enrolled(opened, 'ada@belmark.example');
		const again = await through({ iss: issuer });
		expect((await viewerOf(opened, cookieOf(again.cookies)))?.held).toBe('present');
	});

	const seconds = () => Math.floor(Date.now() / 1000);
	test.each<[string, () => typeof bent]>([
		['another issuer', () => ({ claims: { iss: 'https://evil.example' } })],
		['another audience', () => ({ claims: { aud: 'another' } })],
		['several audiences and no party', () => ({ claims: { aud: ['faisceau', 'another'] } })],
		['another party', () => ({ claims: { azp: 'another' } })],
		['another nonce', () => ({ claims: { nonce: 'another' } })],
		['no nonce', () => ({ claims: { nonce: undefined } })],
		['an expired token', () => ({ claims: { iat: seconds() - 900, exp: seconds() - 300 } })],
		['no expiry', () => ({ claims: { exp: undefined } })],
		['a token of tomorrow', () => ({ claims: { nbf: seconds() + 86_400 } })],
		['no subject', () => ({ claims: { sub: undefined } })],
		['an empty subject', () => ({ claims: { sub: '' } })],
		['an address it has not verified', () => ({ claims: { email_verified: false } })],
		['the same, as text', () => ({ claims: { email_verified: 'false' } })],
		['alg none', () => ({ token: (claims) => Promise.resolve(new UnsecuredJWT(claims).encode()) })],
		[
			'a shared secret for a signature',
			() => ({
				token: (claims) =>
					new SignJWT(claims)
						.setProtectedHeader({ alg: 'HS256' })
						.sign(Buffer.from('a secret between two, long enough for it'))
			})
		],
		[
			'another key under the same name',
			() => ({
				token: async (claims) =>
					new SignJWT(claims)
						.setProtectedHeader({ alg: 'RS256', kid: 'one' })
						.sign((await generateKeyPair('RS256')).privateKey)
			})
		],
		['no token', () => ({ token: () => Promise.resolve('') })],
		['a refusal', () => ({ status: 400, body: '{}' })],
		['nothing at all', () => ({ status: 204 })],
		['what is no JSON', () => ({ body: '<html>' })],
		['two megabytes', () => ({ body: ' '.repeat(2_000_000) })],
		[
			'a token endpoint elsewhere',
			() => ({ discovery: { token_endpoint: 'http://127.0.0.1:1/t' } })
		],
		['keys elsewhere', () => ({ discovery: { jwks_uri: 'http://127.0.0.1:1/jwks' } })],
		['keys that moved elsewhere', () => ({ discovery: { jwks_uri: `${issuer}/moved` } })],
		['keys at no address', () => ({ discovery: { jwks_uri: 'file:///etc/passwd' } })]
	])('is not believed with %s', async (_, bend) => {
		const begun = await opened.access.institutions.begin('justice', '/');
		const sent = new URL(begun?.address ?? '').searchParams;
		nonce = sent.get('nonce') ?? '';
		bent = bend();
		const { outcome, cookies } = await opened.access.institutions.finish(
			'justice',
			new URLSearchParams({ code: 'c', state: sent.get('state') ?? '' }),
			from(cookieOf(begun?.cookies ?? []))
		);
		expect(outcome).toBe('wrong');
		expect(await viewerOf(opened, cookieOf(cookies))).toBeUndefined();
		expect(await lastEntry(opened)).toMatchObject({ actor: 'nobody', outcome: 'refused' });
	});

	test.each<[string, Record<string, string>]>([
		['another state', { state: 'another' }],
		['no code', { code: '' }],
		['another issuer in the address', { iss: 'https://evil.example' }]
	])('is not believed with %s', async (_, more) => {
		expect((await through(more)).outcome).toBe('wrong');
		expect(asked).not.toContain('/token');
	});

	test.each<[string, () => object]>([
		['another issuer', () => ({ issuer: 'https://evil.example' })],
		['a page to sign in elsewhere', () => ({ authorization_endpoint: 'https://evil.example/' })]
	])('sends nobody away with a discovery of %s', async (_, discovery) => {
		bent = { discovery: discovery() };
		await expect(opened.access.institutions.begin('justice', '/')).rejects.toThrow();
	});

	test('waits ten minutes, knows its own cookies, and no other institution', async () => {
		const begun = await opened.access.institutions.begin('justice', '/');
		const state = new URL(begun?.address ?? '').searchParams.get('state') ?? '';
		const back = new URLSearchParams({ code: 'c', state });
		const cookie = cookieOf(begun?.cookies ?? []);
		opened.shift(11 * 60_000);
		const late = await opened.access.institutions.finish('justice', back, from(cookie));
		opened.shift(-11 * 60_000);
		expect(late.outcome).toBe('wrong');
		const forged = from('faisceau.institution=00ff');
		expect((await opened.access.institutions.finish('justice', back, forged)).outcome).toBe(
			'wrong'
		);
		expect((await opened.access.institutions.finish('other', back, from(cookie))).outcome).toBe(
			'wrong'
		);
		expect(await opened.access.institutions.begin('other', '/')).toBeUndefined();
		expect(opened.access.institutions.list()).toEqual([
			{ id: 'justice', name: 'Ministry of Justice' }
		]);
	});

	test('is heard once: what came back is worth nothing a second time, as long as it could wait', async () => {
		const begun = await opened.access.institutions.begin('justice', '/');
		const sent = new URL(begun?.address ?? '').searchParams;
		nonce = sent.get('nonce') ?? '';
		const back = new URLSearchParams({ code: 'c', state: sent.get('state') ?? '' });
		const finish = () =>
			opened.access.institutions.finish('justice', back, from(cookieOf(begun?.cookies ?? [])));
		expect((await finish()).outcome).toBe('done');
		expect((await finish()).outcome).toBe('wrong');
		opened.shift(8 * 60_000);
		// This provider would give a token for the same code again.
		bent = {
			claims: { iat: Math.floor(Date.now() / 1000) + 480, exp: Math.floor(Date.now() / 1000) + 900 }
		};
		expect((await finish()).outcome).toBe('wrong');
		opened.shift(-8 * 60_000);
	});

	test('and refused, leaves one entry of each kind in a minute', async () => {
		opened.shift(61_000);
		const before = (await opened.entries()).length;
		const kept = async () =>
			(await opened.entries()).slice(before).map(({ organisation, detail }) => {
				const { institution, reason } = JSON.parse(detail) as Record<string, string>;
				return [organisation, institution, reason];
			});
		const guess = (id: string, client: string) =>
			opened.access.institutions.finish(id, new URLSearchParams({ code: 'c', state: 's' }), {
				headers: new Headers(),
				client
			});
		for (let i = 0; i < 5; i++) {
			await guess('justice', `198.51.104.${i}`);
			await guess(`made-up-${i}`, `198.51.105.${i}`);
		}
		for (let i = 0; i < 15; i++) await guess('justice', '198.51.106.1');
		expect(await kept()).toEqual([
			['none', 'justice', 'wrong'],
			['none', '', 'wrong'],
			['none', 'justice', 'throttled']
		]);
		opened.shift(61_000);
		await guess('justice', '198.51.107.1');
		expect(await kept()).toHaveLength(4);
		opened.shift(-122_000);
	});

	test('is throttled from one place', async () => {
		const outcomes: string[] = [];
		for (let i = 0; i < 12; i++) {
			const query = new URLSearchParams({ code: 'c', state: String(i) });
			const answer = await opened.access.institutions.finish('justice', query, {
				headers: new Headers(),
				client: '198.51.100.77'
			});
			outcomes.push(answer.outcome);
		}
		expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(10);
		expect(outcomes.at(-1)).toBe('throttled');
	});
});

test('what waits in the browser travels over https alone where the server does', async () => {
	const there = await provider('https://faisceau.example');
	const safe = await openAccess('https://faisceau.example', undefined, [entry(there.issuer)]);
	const begun = await safe.access.institutions.begin('justice', '/');
	expect(begun?.cookies[0]).toMatch(
		/^__Secure-faisceau\.institution=.*; HttpOnly; SameSite=Lax; Secure$/
	);
	await safe.close();
	await there.close();
});

test.each([
	['http elsewhere', { issuer: 'http://idp.example' }],
	['an address with a name in it', { issuer: 'https://x@idp.example' }],
	['a word that is no address', { issuer: 'idp' }],
	['an id for no address', { id: '../x' }],
	['a field of which nobody knows', { password: 'x' }]
])('settings with %s are refused at start', async (_, more) => {
	const { safeParse } = await import('valibot');
	expect(safeParse(Institutions, [{ ...entry('https://idp.example'), ...more }]).success).toBe(
		false
	);
	expect(safeParse(Institutions, [entry('https://idp.example')]).success).toBe(true);
	expect(
		safeParse(Institutions, [entry('https://a.example'), entry('https://b.example')]).success
	).toBe(false);
});
