/** What every request is held to before anything else looks at it. */
import { subscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';

/** kit's own limit, for everything but uploads. */
export const bodyLimit = 512 * 1024;
const uploads = new Set(['PUT /ingest/upload']);

/** Why the body of a request is not taken, or undefined when it is. */
export function bodyProblem(request: Request, pathname: string): 411 | 413 | undefined {
	const length = request.headers.get('content-length');
	const hasBody =
		request.body !== null || request.headers.has('transfer-encoding') || Number(length) > 0;
	if (!hasBody || uploads.has(`${request.method} ${pathname}`)) return undefined;
	if (length === null || !/^\d+$/.test(length)) return 411;
	return Number(length) > bodyLimit ? 413 : undefined;
}

const formTypes = new Set(['application/x-www-form-urlencoded', 'multipart/form-data']);

/** Whether a request brings what a form sends. */
export const isForm = (request: Request): boolean => {
	const [type = ''] = (request.headers.get('content-type') ?? '').split(';');
	return formTypes.has(type.trim().toLowerCase());
};

const isJson = (request: Request): boolean =>
	/^application\/json *(;|$)/i.test(request.headers.get('content-type') ?? '');

/** Where an address or a body names things: of one its id, of a question what it is about. */
export const naming = ['entity', 'id', 'from', 'to', 'view'];
const namingMany = ['ids', 'entities'];
const mostNamed = 100;
const isId = (value: unknown): value is string =>
	typeof value === 'string' && value !== '' && value.length <= 200;

/** What a body of JSON that is not read any more asks about, for the entry of its refusal. */
export async function idsInBody(request: Request): Promise<string[]> {
	const length = Number(request.headers.get('content-length') ?? Infinity);
	// An upload may be of any length, and has no ids.
	if (request.bodyUsed || !isJson(request) || length > bodyLimit) return [];
	const body: unknown = await request
		.clone()
		.json()
		.catch(() => null);
	const fields = Object(body) as Record<string, unknown>;
	const named = [...naming, ...namingMany].flatMap((name) => fields[name]);
	return [...new Set(named.filter(isId))].slice(0, mostNamed);
}

/** A form; an empty one when what came is no form in truth, or was cut off. */
export async function formOf(request: Request): Promise<FormData> {
	try {
		return await request.formData();
	} catch {
		return new FormData();
	}
}

/** The fields of a form, the last where a name comes twice. */
export const fieldsOf = async (request: Request): Promise<Record<string, FormDataEntryValue>> =>
	Object.fromEntries(await formOf(request));

/** What a page sent as JSON; nothing when it is none in truth, or was cut off. */
export async function jsonOf(request: Request): Promise<unknown> {
	try {
		return await request.json();
	} catch {
		return undefined;
	}
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that changes something comes from a page of ours. Browsers say where from with
 * every such request; kit's own check looks at forms only, better-auth's at requests with cookies.
 */
export const isOurs = (request: Request, origin: string): boolean =>
	safeMethods.has(request.method) || request.headers.get('origin') === origin;

/**
 * Where to go after signing in: a path of this server, whatever was asked for. Browsers read `//x`,
 * `/\x` and paths with tabs in them as other servers.
 */
export function safeNext(next: string | null | undefined, origin: string): string {
	if (!next?.startsWith('/') || /[\\\p{Cc}]/u.test(next)) return '/';
	if (!URL.canParse(next, origin)) return '/';
	const url = new URL(next, origin);
	if (url.origin !== new URL(origin).origin) return '/';
	const target = url.pathname + url.search + url.hash;
	// `/.//x` and `/%2e//x` become `//x` only now.
	if (
		target.startsWith('//') ||
		/^\/((api|sign-in|second-factor)(\/|\?|$)|setup(\?|$))/.test(target)
	)
		return '/';
	return target;
}

/** Passkeys refuse bare addresses: the same server under its name, or undefined when that is how it was asked. */
export function namedAddress(host: string | null, url: URL, origin: string): string | undefined {
	const named = new URL(origin);
	if (named.hostname !== 'localhost' || !host) return undefined;
	const asked = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : undefined;
	return asked === '127.0.0.1' || asked === '[::1]'
		? named.origin + url.pathname + url.search
		: undefined;
}

const everywhere = {
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'same-origin',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'x-frame-options': 'DENY',
	'permissions-policy':
		'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()'
};
const underHttps = { 'strict-transport-security': 'max-age=31536000' };
const headersOf = (https: boolean) =>
	Object.entries({ ...everywhere, ...(https ? underHttps : {}) });

/** Security headers that CSP does not cover, on every answer. */
export function secure(
	headers: Headers,
	{ signedIn, https }: { signedIn: boolean; https: boolean }
): void {
	for (const [name, value] of headersOf(https)) headers.set(name, value);
	// Nothing a person saw may come back from a cache after they left.
	if (signedIn || !headers.has('cache-control')) headers.set('cache-control', 'no-store');
	if (!headers.has('content-security-policy'))
		headers.set(
			'content-security-policy',
			"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
		);
}

/**
 * The same on what is answered before any hook is asked: files of the build, the redirect of a trailing slash. What
 * is not said to be kept is not kept. A policy for contents is left to whoever answers: workers run under their file's.
 */
export function secureFromTheStart(https: boolean): void {
	subscribe('http.server.request.start', (message) => {
		const { response } = message as { response: ServerResponse };
		for (const [name, value] of headersOf(https)) response.setHeader(name, value);
		response.setHeader('cache-control', 'no-store');
	});
}

/** The address a request came from; '' when a proxy was promised and did not say, which limits all such alike. */
export function clientOf(event: { getClientAddress(): string }): string {
	try {
		return event.getClientAddress();
	} catch {
		// adapter-node throws when ADDRESS_HEADER is set and the header is absent.
		return '';
	}
}
