/** How the server itself calls better-auth's endpoints, with a browser's cookies and its true address. */
import * as v from 'valibot';
import { StoreUnavailable, type GraphStore } from '#lib/server/graph/store.ts';
import { authPath, clientHeader, type Auth } from './auth.ts';

/** What better-auth calls a fault of the server, and is a wrong answer of a device. */
const Misnamed = v.object({ code: v.literal('FAILED_TO_VERIFY_REGISTRATION') });

/** Whom a call is made for: the headers of the request, and the address it really came from. */
export interface From {
	headers: Headers;
	client: string;
}

export interface Caller {
	post(path: string, body: object, from: From): Promise<Response>;
	get(path: string, from: From): Promise<Response>;
	/** The lines of a form or page, as better-auth may see them. */
	pass(request: Request, client: string): Promise<Response>;
}

/** The headers of a request as better-auth may see them: the address is ours, not the client's. */
export function trusted(headers: Headers, client: string): Headers {
	const kept = new Headers(headers);
	for (const name of [clientHeader, 'x-forwarded-for', 'x-real-ip', 'forwarded']) kept.delete(name);
	if (client) kept.set(clientHeader, client);
	return kept;
}

export function callerOf({
	auth,
	store,
	origin
}: {
	auth: Auth;
	store: GraphStore;
	origin: string;
}): Caller {
	async function call(path: string, from: From, init: RequestInit): Promise<Response> {
		const headers = new Headers({ 'content-type': 'application/json', origin });
		for (const name of ['cookie', 'user-agent']) {
			const value = from.headers.get(name);
			if (value !== null) headers.set(name, value);
		}
		const answer = await auth.handler(
			new Request(origin + authPath + path, { ...init, headers: trusted(headers, from.client) })
		);
		// A fault of ours is no wrong password: the page says so and the log has it.
		if (answer.status < 500) return answer;
		const said = v.safeParse(Misnamed, await answer.json().catch(() => undefined));
		if (said.success && store.health().up) return new Response(null, { status: 400 });
		throw store.health().up
			? new Error(`${path} answered ${answer.status}`)
			: new StoreUnavailable(`${path}: the graph store does not answer`);
	}
	return {
		post: (path, body, from) => call(path, from, { method: 'POST', body: JSON.stringify(body) }),
		get: (path, from) => call(path, from, { method: 'GET' }),
		pass: (request, client) =>
			auth.handler(new Request(request, { headers: trusted(request.headers, client) }))
	};
}

/** A browser without its cookies: what is answered depends on nobody's session. */
export const unknown = ({ headers, client }: From): From => {
	const kept = new Headers(headers);
	kept.delete('cookie');
	return { headers: kept, client };
};

/** A browser without one of its cookies. */
export const without = ({ headers, client }: From, cookie: string): From => {
	const kept = new Headers(headers);
	const others = String(headers.get('cookie'))
		.split(';')
		.filter((each) => each.replace(/=.*/s, '').trim() !== cookie);
	kept.set('cookie', others.join(';'));
	return { headers: kept, client };
};
