/**
 * How a program says who it is: a key in the `Authorization` header, by itself (RFC 6750) or as the password
 * of its name (RFC 7617). A cookie opens nothing here, and a key never stands in an address, where every
 * proxy and history on the way would keep it.
 */
import type { Viewer } from '#lib/domain/viewer.ts';
import { decide, demand, Refused } from './decide.ts';
import type { Program } from '#lib/domain/program.ts';
import { keyPrefix, type Keys } from './keys.ts';

/** Addresses that answer programs only. */
export const isForPrograms = (pathname: string): boolean => /^\/taxii2(\/|$)/.test(pathname);

const bearer = 'Bearer realm="Faisceau"';
/** What a program may show. A browser would ask its reader for a password at the word Basic, and they have none for this. */
export const challengeFor = (headers: Headers): string =>
	headers.has('sec-fetch-mode') ? bearer : `Basic realm="Faisceau", charset="UTF-8", ${bearer}`;

/** Whether somebody wrote a key into the address. */
export const isInAddress = (url: URL): boolean =>
	url.href.includes(keyPrefix) ||
	['key', 'api_key', 'apikey', 'access_token', 'token'].some((name) => url.searchParams.has(name));

interface Credentials {
	key: string;
	name?: string;
}

const longest = 1_000;

/** Undefined for none and for what cannot be read alike. */
export function credentialsOf(headers: Headers): Credentials | undefined {
	const given = headers.get('authorization') ?? '';
	if (given.length > longest) return undefined;
	const [, bearer] = /^bearer ([\w-]+)$/i.exec(given) ?? [];
	if (bearer) return { key: bearer };
	const [, basic] = /^basic ([A-Za-z0-9+/]+={0,2})$/i.exec(given) ?? [];
	if (!basic) return undefined;
	const text = Buffer.from(basic, 'base64').toString('utf8');
	const colon = text.indexOf(':');
	return colon < 0 ? undefined : { name: text.slice(0, colon), key: text.slice(colon + 1) };
}

export type Admission = Program | 400 | 401 | 429;

export async function admitted(
	keys: Pick<Keys, 'recognise'>,
	{ headers, url, client }: { headers: Headers; url: URL; client: string }
): Promise<Admission> {
	if (isInAddress(url)) return 400;
	const given = credentialsOf(headers);
	if (!given) return 401;
	const found = await keys.recognise({ ...given, client });
	if (typeof found === 'object') return found;
	return found === 'wrong' ? 401 : 429;
}

/** For a route: the program that asks. Throws Refused where it is none, or may not. */
export function programOf({
	viewer,
	program
}: {
	viewer: Viewer | null;
	program: Program | null;
}): Program {
	demand(viewer, 'api.pull');
	if (!program) throw new Refused(decide(null, 'api.pull'));
	return program;
}
