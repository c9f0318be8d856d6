/**
 * What an institution's identity provider says, believed only when everything fits: discovery at its
 * issuer, the code exchanged with PKCE, an ID token with its signature, issuer, audience, times and nonce.
 * Nothing is asked of any other origin than the issuer's, no redirect is followed, and no answer is kept
 * from one sign-in to the next.
 */
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import * as v from 'valibot';

const httpsOrLocal = (text: string) => {
	if (!URL.canParse(text)) return false;
	const { protocol, hostname, search, hash, username } = new URL(text);
	const safe = protocol === 'https:' || (protocol === 'http:' && hostname === 'localhost');
	return safe && search === '' && hash === '' && username === '';
};

/** One entry of `institutions.json` in the data folder. */
export const Institution = v.strictObject({
	/** In addresses: `/sign-in/institution/<id>`. */
	id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/)),
	/** As the sign-in page calls it. */
	name: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
	issuer: v.pipe(v.string(), v.check(httpsOrLocal, 'https, or http on localhost')),
	clientId: v.pipe(v.string(), v.minLength(1)),
	clientSecret: v.pipe(v.string(), v.minLength(1)),
	/** Whether the institution itself asks everyone for two factors; otherwise Faisceau asks for its own. */
	secondFactor: v.optional(v.boolean(), false)
});
export type Institution = v.InferOutput<typeof Institution>;
export const Institutions = v.pipe(
	v.array(Institution),
	v.check(
		(list) => new Set(list.map(({ id }) => id)).size === list.length,
		'two institutions with one id'
	)
);

export class NotBelieved extends Error {
	override name = 'NotBelieved';
}

const Discovery = v.object({
	issuer: v.string(),
	authorization_endpoint: v.string(),
	token_endpoint: v.string(),
	jwks_uri: v.string()
});
export type Discovery = v.InferOutput<typeof Discovery>;
const Tokens = v.object({ id_token: v.pipe(v.string(), v.maxLength(64_000)) });
const Keys = v.object({ keys: v.array(v.looseObject({ kty: v.string() })) });
const Claims = v.object({
	sub: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
	nonce: v.string(),
	aud: v.union([v.string(), v.array(v.string())]),
	azp: v.optional(v.string()),
	email_verified: v.optional(v.unknown())
});

/** Only what is signed with a key pair: neither `none` nor a shared secret. */
const algorithms = [
	'RS256',
	'RS384',
	'RS512',
	'PS256',
	'PS384',
	'PS512',
	'ES256',
	'ES384',
	'EdDSA'
];
const timeoutMs = 10_000;
const answerBytes = 1_000_000;

/** A JSON answer of the issuer's own origin, within ten seconds and a megabyte. */
async function ask(institution: Institution, address: string, init: RequestInit = {}) {
	if (!URL.canParse(address) || new URL(address).origin !== new URL(institution.issuer).origin)
		throw new NotBelieved('an address outside the issuer');
	const answer = await fetch(address, {
		...init,
		redirect: 'error',
		signal: AbortSignal.timeout(timeoutMs)
	});
	if (!answer.ok) throw new NotBelieved(`answered ${answer.status}`);
	let size = 0;
	const parts: Uint8Array[] = [];
	for await (const part of answer.body ?? []) {
		size += (part as Uint8Array).byteLength;
		if (size > answerBytes) throw new NotBelieved('too long an answer');
		parts.push(part as Uint8Array);
	}
	return JSON.parse(Buffer.concat(parts).toString('utf8')) as unknown;
}

export async function discover(institution: Institution): Promise<Discovery> {
	const base = institution.issuer.replace(/\/$/, '');
	const found = v.parse(
		Discovery,
		await ask(institution, `${base}/.well-known/openid-configuration`)
	);
	if (found.issuer !== institution.issuer) throw new NotBelieved('another issuer');
	const { origin } = new URL(institution.issuer);
	if (new URL(found.authorization_endpoint).origin !== origin)
		throw new NotBelieved('signs in elsewhere');
	return found;
}

export interface Asked {
	code: string;
	verifier: string;
	nonce: string;
	redirect: string;
	now: Date;
}

/** The subject an authorization code stands for; throws when anything does not fit. */
export async function subjectOf(institution: Institution, asked: Asked): Promise<string> {
	const { token_endpoint, jwks_uri } = await discover(institution);
	const { clientId, clientSecret, issuer } = institution;
	const basic = [clientId, clientSecret].map(encodeURIComponent).join(':');
	const { id_token } = v.parse(
		Tokens,
		await ask(institution, token_endpoint, {
			method: 'POST',
			headers: {
				authorization: `Basic ${Buffer.from(basic).toString('base64')}`,
				accept: 'application/json'
			},
			body: new URLSearchParams({
				grant_type: 'authorization_code',
				code: asked.code,
				redirect_uri: asked.redirect,
				code_verifier: asked.verifier
			})
		})
	);
	const keys = v.parse(Keys, await ask(institution, jwks_uri)) as JSONWebKeySet;
	const { payload } = await jwtVerify(id_token, createLocalJWKSet(keys), {
		issuer,
		audience: clientId,
		algorithms,
		currentDate: asked.now,
		clockTolerance: 60,
		requiredClaims: ['sub', 'exp', 'iat', 'nonce']
	});
	const claims = v.parse(Claims, payload);
	if (claims.nonce !== asked.nonce) throw new NotBelieved('another nonce');
	const others = Array.isArray(claims.aud) && claims.aud.length > 1;
	if ((others || claims.azp !== undefined) && claims.azp !== clientId)
		throw new NotBelieved('meant for another party');
	if (claims.email_verified === false || claims.email_verified === 'false')
		throw new NotBelieved('the institution has not verified the address');
	return claims.sub;
}
