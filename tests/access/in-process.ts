/**
 * The real application asked as a browser would ask it, without a network: the real hook decides, and
 * what kit does after it (finding the file of the route, calling its function, saying what it threw)
 * is done here in little. Nothing of access is replaced.
 */
import { isActionFailure, isHttpError, isRedirect, type RequestEvent } from '@sveltejs/kit';
import { Refused } from '#lib/server/access/decide.ts';
import { takesForms } from '#lib/server/access/routes.ts';
import { handle, handleError } from '../../src/hooks.server.ts';

export const origin = 'http://localhost:3102';

type Handler = (event: RequestEvent) => unknown;
interface Module {
	load?: Handler;
	actions?: Record<string, Handler>;
	[method: string]: unknown;
}
const modules = import.meta.glob<Module>('/src/routes/**/+{page.server,server}.ts');

const fileOf = (route: string, file: string) =>
	modules[`/src/routes${route === '/' ? '' : route}/+${file}.ts`];
const isHandler = (value: unknown): value is Handler => typeof value === 'function';

/** The function of the file system that answers this, or undefined when there is none. */
export async function handlerOf(
	route: string,
	method: string,
	url: URL
): Promise<Handler | undefined> {
	const endpoint = await fileOf(route, 'server')?.();
	const own = endpoint?.[method];
	if (isHandler(own)) return own;
	const page = await fileOf(route, 'page.server')?.();
	if (method === 'GET') return page ? (page.load ?? (() => ({}))) : undefined;
	const name =
		[...url.searchParams.keys()].find((key) => key.startsWith('/'))?.slice(1) ?? 'default';
	return page?.actions && Object.hasOwn(page.actions, name) ? page.actions[name] : undefined;
}

const asResponse = (value: unknown): Response =>
	value instanceof Response
		? value
		: isActionFailure(value)
			? Response.json(value.data ?? null, { status: value.status })
			: Response.json(value ?? null);

/** What kit answers for what a function gave or threw. */
export async function answered(event: RequestEvent, work: () => unknown): Promise<Response> {
	try {
		return asResponse(await work());
	} catch (thrown) {
		if (isHttpError(thrown)) return Response.json(thrown.body, { status: thrown.status });
		if (isRedirect(thrown))
			return new Response(null, { status: thrown.status, headers: { location: thrown.location } });
		const said = await handleError({
			error: thrown,
			event,
			status: 500,
			message: 'Internal Error'
		});
		return Response.json(said ?? null, { status: 500 });
	}
}

export interface Asked {
	cookie?: string;
	/** A JSON body, or fields of a form where the route takes forms. */
	body?: Record<string, unknown>;
	/** A file that a form asks for: its body is fields, although the route has no form actions. */
	form?: true;
	params?: Record<string, string>;
	search?: string;
}
export interface Answer {
	status: number;
	location: string | null;
	text: string;
	/** Whether the hook let it through to the function of the route. */
	reached: boolean;
}

let hops = 0;
const pathOf = (route: string, params: Record<string, string>) =>
	route.replace(/\[(\w+)\]/g, (_, name: string) => encodeURIComponent(params[name] ?? 'unknown'));

function eventOf(
	route: string,
	verb: string,
	{ cookie, body = {}, form, params = {}, search = '' }: Asked
) {
	const method = verb.startsWith('?') ? 'POST' : verb;
	const action = verb === '?/default' ? '' : verb.startsWith('?') ? verb : '';
	const url = new URL(
		pathOf(route, params) + (action || '?') + (search ? `&${search}` : ''),
		origin
	);
	const isForm = (form ?? takesForms(route)) && method === 'POST';
	const sent =
		method === 'GET'
			? undefined
			: isForm
				? new URLSearchParams(
						Object.entries(body).map(([name, value]) => [name, String(value)])
					).toString()
				: JSON.stringify(body);
	const request = new Request(url, {
		method,
		body: sent,
		headers: {
			accept: isForm || method === 'GET' ? 'text/html' : 'application/json',
			...(cookie ? { cookie } : {}),
			...(method === 'GET' ? {} : { origin, 'content-length': String(sent?.length ?? 0) }),
			...(method === 'GET'
				? {}
				: { 'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json' })
		}
	});
	const all = Object.fromEntries(
		[...route.matchAll(/\[(\w+)\]/g)].map(([, name = '']) => [name, params[name] ?? 'unknown'])
	);
	return {
		request,
		url,
		route: { id: route },
		params: all,
		locals: {},
		isDataRequest: false,
		isSubRequest: false,
		// Another address each time, so that the limit of one is not met.
		getClientAddress: () => `192.0.2.${hops++ % 250}`,
		cookies: {
			get: () => undefined,
			getAll: () => [],
			set: () => undefined,
			delete: () => undefined
		},
		setHeaders: () => undefined,
		depends: () => undefined,
		parent: () => Promise.resolve({}),
		untrack: <T>(work: () => T) => work(),
		fetch: (address: string) => {
			const status = Number(new URL(address, origin).searchParams.get('status'));
			return Promise.resolve(new Response('refused', { status }));
		}
	} as unknown as RequestEvent;
}

/** One request through the hook and the route. */
export async function ask(route: string, verb: string, asked: Asked = {}): Promise<Answer> {
	const event = eventOf(route, verb, asked);
	let reached = false;
	try {
		const response = await handle({
			event,
			resolve: async (given) => {
				reached = true;
				const handler = await handlerOf(route, given.request.method, given.url);
				return handler
					? answered(given, () => handler(given))
					: new Response('no such method', { status: 405 });
			}
		});
		return {
			status: response.status,
			location: response.headers.get('location'),
			text: await response.text(),
			reached
		};
	} catch (thrown) {
		if (!isRedirect(thrown)) throw thrown;
		return { status: thrown.status, location: thrown.location, text: '', reached };
	}
}

/** The route’s own function, as if the hook had let everybody through; true when it refuses by itself. */
export async function refusesAlone(
	route: string,
	verb: string,
	locals: App.Locals,
	asked: Asked = {}
): Promise<boolean> {
	const event = eventOf(route, verb, asked);
	Object.assign(event.locals, locals);
	const handler = await handlerOf(route, event.request.method, event.url);
	try {
		await handler?.(event);
		return false;
	} catch (thrown) {
		return thrown instanceof Refused;
	}
}
