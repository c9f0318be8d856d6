/** Everything about access in one place, for the composition root: accounts, sessions, viewers, set-up. */
import type { Viewer } from '#lib/domain/viewer.ts';
import { StoreUnavailable } from '#lib/server/graph/store.ts';
import { accountsOf, type Accounts } from './accounts.ts';
import { listAgencies } from './agencies.ts';
import type { Agency } from './agency.ts';
import { authOf, authPath, clientHeader, type AuthSettings } from './auth.ts';
import { sessionsOf, type Sessions } from './sessions.ts';
import { setUpOf, type SetUp } from './set-up.ts';
import { throttleOf } from './throttle.ts';
import { localOperator, showsDemonstration, signedInOf, type SignedIn } from './viewer.ts';

export interface AccessSettings extends AuthSettings {
	/** A new unguessable text, such as 32 random bytes in base64url. */
	newToken: () => string;
}

export type SignInResult = { outcome: 'done' | 'wrong' | 'throttled'; cookies: string[] };

export interface Access {
	readonly origin: string;
	accounts: Accounts;
	sessions: Sessions;
	setUp: SetUp;
	agencies(): Promise<Agency[]>;
	localOperator(): Promise<Viewer>;
	/** Whether the demonstration is loaded, so that its viewers see it. */
	showsDemonstration(): Promise<boolean>;
	/** Who the cookies of a request stand for; `cookies` are raw lines to send back. */
	signedIn(headers: Headers): Promise<{ signedIn?: SignedIn; cookies: string[] }>;
	/** better-auth's own routes, told from which address the request really came. */
	handle(request: Request, client: string): Promise<Response>;
	/** Signing in from a form, through the same limits as the browser's own call. */
	signIn(
		credentials: { email: string; password: string },
		from: { headers: Headers; client: string }
	): Promise<SignInResult>;
	signOut(from: { headers: Headers; client: string }): Promise<string[]>;
}

/** The headers of a request as better-auth may see them: the address is ours, not the client's. */
function trusted(headers: Headers, client: string): Headers {
	const kept = new Headers(headers);
	for (const name of [clientHeader, 'x-forwarded-for', 'x-real-ip', 'forwarded']) kept.delete(name);
	if (client) kept.set(clientHeader, client);
	return kept;
}

export async function accessOf(settings: AccessSettings): Promise<Access> {
	const { store, audit, secret, origin, now } = settings;
	const auth = await authOf(settings);

	const post = (path: string, body: object, from: { headers: Headers; client: string }) => {
		const headers = new Headers({ 'content-type': 'application/json', origin });
		for (const name of ['cookie', 'user-agent']) {
			const value = from.headers.get(name);
			if (value !== null) headers.set(name, value);
		}
		return auth.handler(
			new Request(origin + authPath + path, {
				method: 'POST',
				headers: trusted(headers, from.client),
				body: JSON.stringify(body)
			})
		);
	};

	const fault = (act: string, status: number) =>
		store.health().up
			? new Error(`${act} answered ${status}`)
			: new StoreUnavailable(`${act}: the graph store does not answer`);

	return {
		origin,
		accounts: accountsOf({ audit, auth, now }),
		sessions: sessionsOf({ audit, auth, throttle: throttleOf(store, secret, now), now }),
		setUp: setUpOf({ ...settings, auth }),
		agencies: () => listAgencies(store),
		localOperator: () => localOperator(store),
		showsDemonstration: () => showsDemonstration(store),
		signedIn: (headers) => signedInOf(auth, store, headers),
		handle: (request, client) =>
			auth.handler(new Request(request, { headers: trusted(request.headers, client) })),
		async signIn(credentials, from) {
			const answer = await post('/sign-in/email', credentials, from);
			// A fault of ours is no wrong password: the page says so and the log has it.
			if (answer.status >= 500) throw fault('sign-in', answer.status);
			const outcome = answer.ok ? 'done' : answer.status === 429 ? 'throttled' : 'wrong';
			return { outcome, cookies: answer.ok ? answer.headers.getSetCookie() : [] };
		},
		async signOut(from) {
			const answer = await post('/sign-out', {}, from);
			if (!answer.ok) throw fault('sign-out', answer.status);
			return answer.headers.getSetCookie();
		}
	};
}
