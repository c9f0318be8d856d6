/** A real OpenID provider for tests: `oidc-provider` on a port of its own, with a sign-in of one step. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider as OpenId } from 'oidc-provider';

export interface Provider {
	issuer: string;
	/** Follows an authorisation as a browser would, as this subject; what the browser brings back. */
	signIn(address: string, subject: string): Promise<URLSearchParams>;
	close(): Promise<void>;
}

/** Where somebody says who they are, as the institution knows them. */
const page =
	'<!doctype html><title>Institution</title><form><label>Subject <input name="subject"></label><button>Enter</button></form>';

export async function provider(home: string, id = 'justice'): Promise<Provider> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
	const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
	const openId = new OpenId(issuer, {
		clients: [
			{
				client_id: 'faisceau',
				client_secret: 'a secret between two',
				redirect_uris: [`${home}/sign-in/institution/${id}`],
				response_types: ['code'],
				grant_types: ['authorization_code']
			}
		],
		pkce: { required: () => true },
		claims: { openid: ['sub', 'email'] },
		findAccount: (_, sub) => ({
			accountId: sub,
			// Everybody there says they have the same address: it must decide nothing.
			claims: () => ({ sub, email: 'ada@belmark.example', email_verified: true })
		}),
		features: { devInteractions: { enabled: false } },
		interactions: { url: (_, interaction) => `/enter/${interaction.uid}` },
		cookies: { keys: ['of this test'] }
	});
	const callback = openId.callback();
	server.on('request', async (request, response) => {
		if (!request.url?.startsWith('/enter/')) return callback(request, response);
		const { prompt, params, session } = await openId.interactionDetails(request, response);
		// In a browser a page asks who; a test without one says it in a cookie.
		const asked =
			/subject=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ??
			new URL(request.url, issuer).searchParams.get('subject');
		if (prompt.name === 'login' && asked === null) {
			response.setHeader('content-type', 'text/html; charset=utf-8');
			return response.end(page);
		}
		if (prompt.name === 'login' && asked !== null)
			return openId.interactionFinished(request, response, { login: { accountId: asked } });
		const grant = new openId.Grant({
			accountId: session?.accountId,
			clientId: String(params.client_id)
		});
		grant.addOIDCScope('openid');
		const grantId = await grant.save();
		return openId.interactionFinished(request, response, { consent: { grantId } });
	});

	return {
		issuer,
		async signIn(address, subject) {
			const jar = new Map([['subject', subject]]);
			let at = address;
			for (let hop = 0; hop < 12; hop++) {
				if (at.startsWith(home)) return new URL(at).searchParams;
				const answer = await fetch(at, {
					redirect: 'manual',
					headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') }
				});
				for (const line of answer.headers.getSetCookie()) {
					const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
					if (value === '') jar.delete(name);
					else jar.set(name, value);
				}
				const location = answer.headers.get('location');
				if (!location) throw new Error(`the provider answered ${answer.status} at ${at}`);
				at = new URL(location, at).href;
			}
			throw new Error('the provider led nowhere');
		},
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			})
	};
}
