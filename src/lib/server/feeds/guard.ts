/**
 * Where the server may go. Denied by default: the operator lists origins, and whatever a name leads to is
 * checked before anything is sent, then connected to by that very address, so that a name that leads elsewhere a
 * moment later (DNS rebinding) changes nothing. Shared design hardening.md 46; OWASP SSRF Prevention Cheat Sheet.
 */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { FeedFault } from './fault.ts';

export interface Grant {
	/** `https://taxii.example.org`, `https://10.0.0.5:8443`. */
	origin: string;
	/** Whether it may stand inside a private network. */
	isInside: boolean;
}

const insidePrefix = 'inside+';

/** The operator's list: origins apart by blanks or commas, `inside+` before one in a private network. Throws where one is none. */
export function grantsOf(setting: string): Grant[] {
	return setting
		.split(/[\s,]+/)
		.filter(Boolean)
		.map((word) => {
			const isInside = word.startsWith(insidePrefix);
			const text = isInside ? word.slice(insidePrefix.length) : word;
			const url = URL.canParse(text) ? new URL(text) : null;
			const isOrigin =
				url !== null && !text.includes('*') && [url.origin, `${url.origin}/`].includes(text);
			if (!isOrigin || (url.protocol !== 'https:' && !(isInside && url.protocol === 'http:')))
				throw new Error(
					`FAISCEAU_FEED_ORIGINS: '${word}' is no origin such as https://taxii.example.org (http only after ${insidePrefix})`
				);
			return { origin: url.origin, isInside };
		});
}

/** What a private network is made of; anything else that is not public is nobody's to reach. */
const inside = new Set(['private', 'uniqueLocal', 'loopback', 'carrierGradeNat']);

/** What an IPv6 address that carries an IPv4 one leads to (RFC 4291 §2.5.5.2, RFC 6052 §2.1). */
function carried(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
	if (!(address instanceof ipaddr.IPv6)) return address;
	if (address.isIPv4MappedAddress()) return address.toIPv4Address();
	return address.range() === 'rfc6052' ? new ipaddr.IPv4(address.toByteArray().slice(12)) : address;
}

/** Whether an address may be connected to. */
export function isReachable(text: string, isInside: boolean): boolean {
	if (!ipaddr.isValid(text)) return false;
	const range = carried(ipaddr.parse(text)).range();
	return range === 'unicast' || (isInside && inside.has(range));
}

export type Resolve = (host: string) => Promise<{ address: string; family: number }[]>;
export const resolveName: Resolve = (host) => lookup(host, { all: true, verbatim: true });

export interface Way {
	url: URL;
	/** The address to connect to. */
	address: string;
	family: 4 | 6;
}

/** Where an address leads, once it may be gone to. Throws FeedFault. */
export async function permitted(
	url: URL,
	grants: readonly Grant[],
	resolve: Resolve = resolveName
): Promise<Way> {
	const grant = grants.find(({ origin }) => origin === url.origin);
	if (!grant || url.username !== '' || url.password !== '')
		throw new FeedFault('not-listed', url.host);
	const host = url.hostname.replace(/^\[|\]$/g, '');
	const found = isIP(host)
		? [{ address: host, family: isIP(host) }]
		: await resolve(host).catch(() => {
				throw new FeedFault('unknown-host', url.host);
			});
	const [first] = found;
	if (!first) throw new FeedFault('unknown-host', url.host);
	// One that leads inside among several is one too many: which is taken would be for the network to say.
	if (!found.every(({ address }) => isReachable(address, grant.isInside)))
		throw new FeedFault('inside', url.host);
	return { url, address: first.address, family: first.family === 6 ? 6 : 4 };
}
