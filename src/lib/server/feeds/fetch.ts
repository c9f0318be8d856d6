/**
 * Fetches from others, within the guard: each redirect is checked anew, a password goes to the origin it was given for
 * and nowhere else, and what comes is bounded in time and in bytes, unpacked ones included.
 */
import http from 'node:http';
import https from 'node:https';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { FeedFault } from './fault.ts';
import { permitted, type Grant, type Resolve, type Way } from './guard.ts';

export interface Limits {
	/** Without a byte for so long, it is given up. */
	idleMs: number;
	/** From the first step to the last byte of one answer. */
	wholeMs: number;
	/** Of one answer, unpacked. */
	bytes: number;
}
export const usualLimits: Limits = { idleMs: 10_000, wholeMs: 120_000, bytes: 50_000_000 };
const mostRedirects = 5;
const headerBytes = 16 * 1024;

export interface Outward {
	grants: readonly Grant[];
	limits?: Limits;
	resolve?: Resolve;
	signal?: AbortSignal;
}

export interface Login {
	user: string;
	password: string;
}

export interface Fetched {
	/** Where it came from in the end. */
	url: URL;
	status: number;
	headers: http.IncomingHttpHeaders;
	/** Read to its end or destroyed by whoever asked. Fails with FeedFault. */
	body: Readable;
}

const certificateCodes = /^(CERT_|ERR_TLS_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH)/;

function faultOf(error: unknown): FeedFault {
	if (error instanceof FeedFault) return error;
	const { name, code } = error as { name?: string; code?: string };
	if (name === 'TimeoutError' || code === 'ABORT_ERR') return new FeedFault('slow');
	if (code === 'HPE_HEADER_OVERFLOW') return new FeedFault('too-large');
	if (code !== undefined && certificateCodes.test(code)) return new FeedFault('certificate', code);
	if (code?.startsWith('Z_')) return new FeedFault('answer', 'gzip');
	return new FeedFault('unreachable', code ?? '');
}

const authorization = ({ user, password }: Login): string =>
	`Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

function answered(
	{ url, address, family }: Way,
	{
		headers,
		signal,
		limits
	}: { headers: Record<string, string>; signal: AbortSignal; limits: Limits }
): Promise<http.IncomingMessage> {
	return new Promise((resolve, reject) => {
		const { request } = url.protocol === 'https:' ? https : http;
		const asking = request(
			url,
			{
				headers: { ...headers, 'accept-encoding': 'gzip', 'user-agent': 'Faisceau' },
				// A connection of its own: none is shared with what another name led to.
				agent: false,
				maxHeaderSize: headerBytes,
				signal,
				lookup: (_host, options, done) =>
					options.all
						? done(null, [{ address, family }])
						: (done as (e: null, address: string, family: number) => void)(null, address, family)
			},
			resolve
		);
		asking.setTimeout(limits.idleMs, () => asking.destroy(new FeedFault('slow')));
		asking.once('error', (error) => reject(faultOf(error)));
		asking.end();
	});
}

/** What is read of an answer, unpacked and counted. */
function bounded(
	answer: http.IncomingMessage,
	{ bytes, idleMs }: Limits,
	signal: AbortSignal
): Readable {
	const encoding = answer.headers['content-encoding'] ?? 'identity';
	if (encoding !== 'identity' && encoding !== 'gzip') {
		answer.destroy();
		throw new FeedFault('answer', 'content-encoding');
	}
	answer.setTimeout(idleMs, () => answer.destroy(new FeedFault('slow')));
	const unpacked = encoding === 'gzip' ? pipeline(answer, createGunzip(), () => undefined) : answer;
	return Readable.from(counted(unpacked, bytes, signal), { objectMode: false });
}

async function* counted(
	parts: Readable,
	bytes: number,
	signal: AbortSignal
): AsyncGenerator<Buffer> {
	let read = 0;
	try {
		for await (const part of parts as AsyncIterable<Buffer>) {
			read += part.length;
			if (read > bytes) throw new FeedFault('too-large', String(bytes / 1_000_000));
			yield part;
		}
	} catch (error) {
		// A connection that we end ourselves looks like one that broke.
		throw signal.aborted ? new FeedFault('slow') : faultOf(error);
	}
}

/** Asks for an address. Throws FeedFault where it may not, where nothing answers, and after too many redirects. */
export async function fetchOutward(
	asked: URL,
	outward: Outward,
	{
		accept,
		login,
		headers = {}
	}: { accept: string; login?: Login; headers?: Record<string, string> }
): Promise<Fetched> {
	const limits = outward.limits ?? usualLimits;
	const stops = [AbortSignal.timeout(limits.wholeMs), ...(outward.signal ? [outward.signal] : [])];
	const signal = AbortSignal.any(stops);
	let url = asked;
	for (let redirects = 0; redirects <= mostRedirects; redirects++) {
		const way = await permitted(url, outward.grants, outward.resolve);
		const answer = await answered(way, {
			headers: {
				accept,
				...headers,
				...(login && url.origin === asked.origin ? { authorization: authorization(login) } : {})
			},
			signal,
			limits
		});
		const status = answer.statusCode ?? 0;
		const { location } = answer.headers;
		if (![301, 302, 303, 307, 308].includes(status) || location === undefined)
			return { url, status, headers: answer.headers, body: bounded(answer, limits, signal) };
		answer.destroy();
		if (!URL.canParse(location, url)) throw new FeedFault('redirects');
		url = new URL(location, url);
	}
	throw new FeedFault('redirects', String(mostRedirects));
}

/** Seconds or a date (RFC 9110 §10.2.3). */
export function retryAfterMs(header: string | undefined, now: Date): number {
	if (header === undefined) return 0;
	if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
	const at = Date.parse(header);
	return Number.isNaN(at) ? 0 : Math.max(0, at - now.getTime());
}

/** What an answer that is none means; nothing for one that is. */
export function faultOfStatus({ status, headers }: Fetched, now: Date): FeedFault | undefined {
	if (status === 200) return undefined;
	if (status === 401 || status === 403) return new FeedFault('not-let-in', String(status));
	if (status === 404 || status === 410) return new FeedFault('missing', String(status));
	if (status === 429 || status === 503)
		return new FeedFault('busy', String(status), retryAfterMs(headers['retry-after'], now));
	return new FeedFault('answer', String(status));
}

/** A whole answer as text. */
export async function textOf(body: Readable): Promise<string> {
	const parts: Buffer[] = [];
	for await (const part of body) parts.push(part as Buffer);
	return Buffer.concat(parts).toString('utf8');
}
