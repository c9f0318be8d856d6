import { isRedirect, type RequestEvent } from '@sveltejs/kit';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Refused, decide } from '#lib/server/access/decide.ts';
import { actionOf } from '#lib/server/access/routes.ts';
import { howToNarrow } from '#lib/server/too-much.ts';
import { OverBudget, StoreFull, StoreUnavailable } from '#lib/server/graph/store.ts';
import { account, openAccess, origin, password, signedIn, type Opened } from './opened.ts';

const stage = vi.hoisted(() => ({
	app: {} as Record<string, unknown>,
	logged: [] as object[],
	watched: 0,
	link: ''
}));
vi.mock('#lib/server/app.ts', () => ({
	app: () => stage.app,
	start: () => Promise.resolve(stage.app),
	firstStart: () => Promise.resolve(stage.link || undefined)
}));
const { handle, handleError, init } = await import('../../src/hooks.server.ts');

let opened: Opened;
let cookie: string;
beforeAll(async () => {
	opened = await openAccess();
	const log = {
		info: () => undefined,
		warn: (o: object) => stage.logged.push(o),
		error: (o: object) => stage.logged.push(o)
	};
	Object.assign(stage.app, {
		data: opened.folder,
		store: opened.store,
		audit: opened.audit,
		access: opened.access,
		watchDates: () => (stage.watched += 1),
		log
	});
	await account(opened, 'ada@belmark.example');
	cookie = await signedIn(opened, 'ada@belmark.example');
});
afterAll(() => opened.close());

let hops = 0;
interface Asked {
	route?: string | null;
	method?: string;
	headers?: Record<string, string>;
	body?: string;
	data?: boolean;
	page?: (event: RequestEvent) => Response | Promise<Response>;
}

/** One request through the hook; `page` stands for everything kit does after it. */
async function ask(pathname: string, asked: Asked = {}) {
	const url = new URL(pathname, origin);
	const { method = 'GET', body, headers = {} } = asked;
	const request = new Request(url, {
		method,
		body,
		headers: {
			accept: 'text/html',
			...(body === undefined ? {} : { 'content-length': String(body.length) }),
			...(method === 'GET' ? {} : { origin }),
			...headers
		}
	});
	let reached = false;
	const event = {
		request,
		url,
		route: { id: asked.route === undefined ? url.pathname : asked.route },
		params: {},
		locals: {},
		isDataRequest: asked.data ?? false,
		isSubRequest: false,
		// Another address each time, so that the limit of one is not met.
		getClientAddress: () => `192.0.2.${hops++ % 250}`,
		fetch: (address: string) => {
			const status = Number(new URL(address, origin).searchParams.get('status'));
			return Promise.resolve(
				new Response(`<h1>${address}</h1>`, { status, headers: { 'content-type': 'text/html' } })
			);
		}
	} as unknown as RequestEvent;
	try {
		const response = await handle({
			event,
			resolve: async (given) => {
				reached = true;
				return asked.page ? asked.page(given) : new Response('the page');
			}
		});
		return {
			status: response.status,
			headers: response.headers,
			text: await response.text(),
			reached,
			event
		};
	} catch (thrown) {
		if (!isRedirect(thrown)) throw thrown;
		return {
			status: thrown.status,
			headers: new Headers({ location: thrown.location }),
			text: '',
			reached,
			event
		};
	}
}
const signed = (asked: Asked = {}): Asked => ({ ...asked, headers: { cookie, ...asked.headers } });
const lastEntry = async () => (await opened.entries()).at(-1);

describe('without an account', () => {
	test('a page leads to sign-in and back; its data too', async () => {
		const page = await ask('/network?q=a&b=c', { route: '/network' });
		expect(page.status).toBe(303);
		expect(page.headers.get('location')).toBe('/sign-in?next=%2Fnetwork%3Fq%3Da%26b%3Dc');
		expect(page.reached).toBe(false);
		const data = await ask('/', { data: true, headers: { accept: '*/*' } });
		expect([data.status, JSON.parse(data.text)]).toEqual([
			200,
			{ type: 'redirect', location: '/sign-in' }
		]);
		for (const { headers } of [page, data])
			expect(['x-content-type-options', 'cache-control'].map((name) => headers.get(name))).toEqual([
				'nosniff',
				'no-store'
			]);
	});

	test('what is no page answers 401 and does nothing', async () => {
		const answer = await ask('/ingest/1.json', {
			route: '/ingest/[id].json',
			headers: { accept: 'application/json' }
		});
		expect([answer.status, answer.reached]).toEqual([401, false]);
		expect(
			(await ask('/ingest?/start', { route: '/ingest', method: 'POST', body: 'x' })).status
		).toBe(401);
	});

	const files = Object.keys(import.meta.glob('../../src/routes/**/+server.ts'))
		.map((file) => file.replace(/^.*src\/routes|\/\+server\.ts$/g, ''))
		.filter((route) => actionOf(route, 'GET', new URL(origin)));
	test.each(files)(
		'%s as a page would be opened: 401 or its own answer, never a way',
		async (route) => {
			const action = actionOf(route, 'GET', new URL(origin));
			const isOpen = action !== undefined && decide(null, action).allowed;
			const answer = await ask(route, { route, headers: { accept: 'text/html,*/*' } });
			expect([answer.status, answer.reached]).toEqual(isOpen ? [200, true] : [401, false]);
		}
	);

	test.each(['/sign-in', '/setup', '/health.json'])('%s is reached', async (pathname) => {
		expect((await ask(pathname)).reached).toBe(true);
	});

	test('a page that does not exist is kit’s to say, and an undeclared one looks the same', async () => {
		expect(
			(await ask('/nowhere', { route: null, page: () => new Response('', { status: 404 }) })).status
		).toBe(404);
		const undeclared = await ask('/secret', { route: '/secret' });
		expect([undeclared.status, undeclared.reached]).toEqual([404, false]);
	});
});

describe('with an account', () => {
	test('a page is reached with its viewer, and never cached', async () => {
		const page = await ask('/network', signed());
		expect(page.reached).toBe(true);
		expect(page.event.locals.viewer).toMatchObject({ name: 'ada@belmark.example' });
		expect(page.headers.get('cache-control')).toBe('no-store');
	});

	test('impersonation by headers is ignored', async () => {
		const names = [
			'x-user',
			'x-forwarded-user',
			'applicant-id',
			'x-remote-user',
			'authorization',
			'x-app-client'
		];
		const page = await ask('/network', {
			headers: Object.fromEntries(names.map((name) => [name, 'ada@belmark.example']))
		});
		expect([page.status, page.reached]).toEqual([303, false]);
		expect(page.event.locals.viewer).toBeNull();
		// Nor does whoever is signed in become another by them.
		await account(opened, 'other@belmark.example');
		const own = await ask(
			'/network',
			signed({
				headers: Object.fromEntries(names.map((name) => [name, 'other@belmark.example']))
			})
		);
		expect([own.status, own.reached]).toEqual([200, true]);
		expect(own.event.locals.viewer).toMatchObject({ name: 'ada@belmark.example' });
	});

	test('an undeclared route, method or form action is refused', async () => {
		expect(await ask('/secret', signed({ route: '/secret' }))).toMatchObject({
			status: 403,
			reached: false
		});
		expect(await ask('/network', signed({ method: 'DELETE' }))).toMatchObject({
			status: 403,
			reached: false
		});
		expect(
			await ask('/ingest?/drop', signed({ route: '/ingest', method: 'POST', body: 'x' }))
		).toMatchObject({ status: 403, reached: false });
	});

	test('a post that another site made a browser send leaves one entry in a minute, under whoever was used', async () => {
		const before = (await opened.entries()).length;
		for (let i = 0; i < 4; i++)
			expect(
				await ask(
					'/ingest?/drop',
					signed({
						route: '/ingest',
						method: 'POST',
						body: 'x',
						headers: { origin: 'https://elsewhere.example' }
					})
				)
			).toMatchObject({ status: 403, reached: false });
		const kept = (await opened.entries()).slice(before);
		expect(kept).toHaveLength(1);
		expect(kept[0]).toMatchObject({ outcome: 'refused', organisation: 'belmark' });
		expect(kept[0]?.detail).toContain('another site');
	});

	test('an action of another role is refused, as a page or as JSON, and the refusal is kept', async () => {
		await account(opened, 'author@belmark.example', { roles: ['author'] });
		const author = await signedIn(opened, 'author@belmark.example');
		const page = await ask('/ingest', { headers: { cookie: author } });
		expect([page.status, page.reached]).toEqual([403, false]);
		expect(page.text).toContain('/refused?status=403');
		expect(await lastEntry()).toMatchObject({ action: 'ingest.read', outcome: 'refused' });
		const importId = 'a1'.repeat(16);
		await ask(`/ingest?id=${importId}&q=Jean%20Dupont&entity=Jean%20Dupont`, {
			headers: { cookie: author }
		});
		// What was asked for by its id is named; what somebody wrote is a commitment.
		expect((await lastEntry())?.subjects).toEqual([
			`~${opened.audit.commit('Jean Dupont')}`,
			importId
		]);
		const upload = await ask('/ingest/upload', {
			method: 'PUT',
			body: 'x',
			headers: { cookie: author, accept: '*/*' }
		});
		expect([upload.status, upload.reached]).toEqual([403, false]);
		expect(JSON.parse(upload.text)).toEqual({ message: 'Not allowed' });
	});

	test('an account that was disabled meanwhile is nobody', async () => {
		await account(opened, 'soon@belmark.example');
		const soon = await signedIn(opened, 'soon@belmark.example');
		await opened.access.accounts.setDisabled(
			await opened.access.localOperator(),
			'soon@belmark.example',
			true
		);
		expect((await ask('/network', { headers: { cookie: soon } })).status).toBe(303);
	});
});

describe('faults', () => {
	const failing = (error: Error, asked: Asked = {}) =>
		ask(
			'/network',
			signed({
				...asked,
				page: async (event) => {
					const said = await handleError({ error, event, status: 500, message: 'Internal Error' });
					return new Response(JSON.stringify(said), { status: 500 });
				}
			})
		);

	test('a refusal from within is 403, a store that does not answer 503, a full disk 507, anything else 500', async () => {
		const within = decide({ roles: ['analyst'], operator: false }, 'graph.seed');
		expect((await failing(new Refused(within))).status).toBe(403);
		// As one at the door is.
		expect(await lastEntry()).toMatchObject({
			action: 'graph.seed',
			outcome: 'refused',
			detail: '{"held":"analyst","rule":"no-role"}'
		});
		expect(
			(await failing(new StoreUnavailable('neo4j://user:pass@host did not answer'))).status
		).toBe(503);
		expect((await failing(new StoreFull('the disk is full'))).status).toBe(507);
		expect((await failing(new Error('secret detail'))).status).toBe(500);
	});

	test('a question that takes too much is 422, and says what to ask instead', async () => {
		const stopped = await failing(new OverBudget('rows', 'network/neighbours: too many'), {
			data: true
		});
		expect(stopped.status).toBe(422);
		expect(stopped.text).not.toContain('neighbours');
		const advice = (route: string) => howToNarrow(route);
		expect(advice('/network/path.json')).toContain('fewer steps');
		expect(advice('/network/expand.json')).toContain('one type of link');
		expect(advice('/network/search.json')).toContain('a second word');
		expect(advice('/network/export.[format]')).toContain('fewer entities');
		expect(JSON.parse(stopped.text)).toMatchObject({ message: advice('/network') });
	});

	test('the reader gets a number that the log has, and nothing else of the fault', async () => {
		const { text } = await failing(new Error('secret detail'));
		const { errorId } = JSON.parse(text) as { errorId: string };
		expect(text).not.toContain('secret detail');
		expect(stage.logged.at(-1)).toMatchObject({ errorId, route: '/network' });
		expect(JSON.stringify(stage.logged.at(-1))).not.toContain('q=');
	});

	test('data requests get the status and JSON', async () => {
		const { status, text } = await failing(new StoreUnavailable('gone'), { data: true });
		expect(status).toBe(503);
		expect(JSON.parse(text)).toEqual({
			message: 'The graph store does not answer',
			errorId: expect.stringMatching(/^[0-9a-f-]{36}$/)
		});
	});

	test('a store that does not answer while asking who it is gives 503, not an error page of kit', async () => {
		const broken = vi
			.spyOn(opened.access, 'signedIn')
			.mockRejectedValue(new StoreUnavailable('gone'));
		const page = await ask('/network', signed());
		expect([page.status, page.reached]).toEqual([503, false]);
		expect((await ask('/refused?status=503', signed())).reached).toBe(true);
		expect((await ask('/health.json', signed())).reached).toBe(true);
		broken.mockRestore();
	});

	test('an audit log that cannot keep the refusal fails the request', async () => {
		const broken = vi.spyOn(opened.audit, 'consult').mockRejectedValue(new Error('disk full'));
		await account(opened, 'judge@belmark.example', { roles: ['magistrate'] });
		broken.mockRestore();
		const judge = await signedIn(opened, 'judge@belmark.example');
		const again = vi.spyOn(opened.audit, 'consult').mockRejectedValue(new Error('disk full'));
		expect(await ask('/network', { headers: { cookie: judge } })).toMatchObject({
			status: 500,
			reached: false
		});
		again.mockRestore();
	});

	test('what is not found, and what a page refused, is said without a number', async () => {
		const { event } = await ask('/network', signed());
		expect(
			await handleError({ error: new Error('x'), event, status: 404, message: 'Not Found' })
		).toEqual({ message: 'No such page' });
		expect(
			await handleError({ error: new Error('x'), event, status: 405, message: 'no such method' })
		).toEqual({ message: 'no such method' });
	});

	test('what is thrown and is no error goes on to kit', async () => {
		await expect(
			ask('/network', signed({ page: () => Promise.reject({ not: 'an error' }) }))
		).rejects.toEqual({ not: 'an error' });
	});
});

describe('the shape of a request', () => {
	test('a body without a length is 411, one too large 413, before anyone is asked who they are', async () => {
		const asked = vi.spyOn(opened.access, 'signedIn');
		expect(
			(await ask('/sign-in', { method: 'POST', body: 'x', headers: { 'content-length': '' } }))
				.status
		).toBe(411);
		expect(
			(
				await ask('/sign-in', {
					method: 'POST',
					body: 'x',
					headers: { 'content-length': '524289' }
				})
			).status
		).toBe(413);
		expect(asked).not.toHaveBeenCalled();
		asked.mockRestore();
	});

	test('a bare address leads to localhost, health checks stay', async () => {
		const host = { host: '127.0.0.1:3102' };
		const page = await ask('/sign-in?x=1', { headers: host });
		expect([page.status, page.headers.get('location')]).toEqual([307, `${origin}/sign-in?x=1`]);
		expect((await ask('/health.json', { headers: host })).reached).toBe(true);
	});

	test('the language of the page is said', async () => {
		const page = async (event: RequestEvent) => {
			void event;
			return new Response('x');
		};
		expect((await ask('/sign-in', { headers: { 'accept-language': 'fr' }, page })).status).toBe(
			200
		);
	});
});

describe('a session that owes its second factor', () => {
	const owing = async (work: () => Promise<void>) => {
		const operator = await opened.access.localOperator();
		await opened.access.policy.change(operator, { mode: 'everyone', roles: [] });
		await work();
		await opened.access.policy.change(operator, { mode: 'nobody', roles: [] });
	};
	test('is led to it from every page, and back after', () =>
		owing(async () => {
			const page = await ask('/network?q=a', signed({ route: '/network' }));
			expect([page.status, page.reached]).toEqual([303, false]);
			expect(page.headers.get('location')).toBe('/second-factor?next=%2Fnetwork%3Fq%3Da');
			expect((await ask('/second-factor', signed())).reached).toBe(true);
		}));
	test('reaches no data and changes nothing but itself', () =>
		owing(async () => {
			const json = { accept: 'application/json', cookie };
			for (const asked of [
				{ route: '/network/card.json', headers: json },
				{ route: '/ingest/upload', method: 'PUT', body: 'x', headers: json },
				{ route: '/account', method: 'POST', body: 'x', headers: json }
			]) {
				const answer = await ask(asked.route, asked);
				expect([asked.route, answer.status, answer.reached]).toEqual([asked.route, 403, false]);
			}
		}));
});

describe('better-auth’s own routes', () => {
	const call = (pathname: string, body: object, headers: Record<string, string> = {}) =>
		ask(pathname, {
			route: null,
			method: 'POST',
			body: JSON.stringify(body),
			headers: { 'content-type': 'application/json', origin, ...headers }
		});

	test.each([
		// Their answers hold the session's token, for whatever runs in the page.
		'/api/auth/sign-in/email',
		'/api/auth/sign-out',
		'/api/auth/two-factor/verify-totp',
		'/api/auth/two-factor/verify-backup-code',
		'/api/auth/two-factor/enable',
		'/api/auth/two-factor/disable',
		'/api/auth/two-factor/get-totp-uri',
		'/api/auth/passkey/verify-authentication',
		'/api/auth/passkey/delete-passkey',
		'/api/auth/sign-up/email',
		'/api/auth/update-user',
		'/api/auth/delete-user',
		'/api/auth/change-email',
		'/api/auth/change-password',
		'/api/auth/list-sessions',
		'/api/auth/get-session',
		'/api/auth/request-password-reset',
		'/api/auth/ok',
		'/api/auth/error',
		'/api/auth/sign-in/email/',
		'/api/auth//sign-out',
		'/api/auth'
	])('%s is not there', async (pathname) => {
		expect(
			(await call(pathname, { name: 'x', email: 'new@belmark.example', password }, { cookie }))
				.status
		).toBe(404);
	});

	test.each([
		['another site', { origin: 'https://evil.example' }],
		['a site below ours', { origin: 'http://sub.localhost:3102' }],
		['nobody', { origin: 'null' }],
		['a place that does not say', { origin: '' }]
	])(
		'take no call from %s, nor does any route of ours',
		async (_, headers: Record<string, string>) => {
			const body = { email: 'ada@belmark.example', password };
			const answer = await call('/api/auth/sign-in/email', body, { cookie, ...headers });
			expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []]);
			for (const type of [
				'application/x-www-form-urlencoded',
				'text/plain',
				'TEXT/PLAIN',
				'Multipart/Form-Data; boundary=x',
				'application/json'
			]) {
				const form = await ask(
					'/ingest?/start',
					signed({
						route: '/ingest',
						method: 'POST',
						body: 'x',
						headers: { 'content-type': type, ...headers }
					})
				);
				expect([form.status, form.reached]).toEqual([403, false]);
			}
			const upload = await ask('/ingest/upload', signed({ method: 'PUT', body: 'x', headers }));
			expect([upload.status, upload.reached]).toEqual([403, false]);
		}
	);

	test.each(['text/plain', 'TEXT/PLAIN', 'application/json', 'multipart/form-datax', ''])(
		'a form in the shape of "%s" is refused before the page sees it',
		async (type) => {
			const form = await ask(
				'/ingest?/start',
				signed({
					route: '/ingest',
					method: 'POST',
					body: 'x',
					headers: { 'content-type': type, origin }
				})
			);
			expect([form.status, form.reached]).toEqual([415, false]);
		}
	);
});

describe('a start', () => {
	test('prints the set-up link when there is one', async () => {
		const written: string[] = [];
		const spy = vi
			.spyOn(process.stdout, 'write')
			.mockImplementation((text) => written.push(String(text)) > 0);
		await init();
		stage.link = `${origin}/setup?token=abc`;
		await init();
		stage.link = '';
		spy.mockRestore();
		expect(written.join('')).toContain(`${origin}/setup?token=abc`);
		expect(written).toHaveLength(1);
	});

	test('begins to look at the dates of review', async () => {
		const before = stage.watched;
		await init();
		expect(stage.watched).toBe(before + 1);
	});
});
