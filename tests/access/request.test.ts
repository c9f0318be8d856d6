import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	bodyLimit,
	bodyProblem,
	clientOf,
	fieldsOf,
	formOf,
	namedAddress,
	safeNext,
	secure,
	secureFromTheStart
} from '#lib/server/access/request.ts';

const origin = 'http://localhost:3102';

describe('where to go after signing in', () => {
	test.each(['/', '/network', '/network?q=a%20b#x', '/ingest/1', '/signal', '/apiary'])(
		'%s is a page of ours',
		(next) => {
			expect(safeNext(next, origin)).toBe(next);
		}
	);

	test.each([
		'//evil.example',
		'///evil.example',
		'/\\evil.example',
		'\\evil.example',
		'\\\\evil.example',
		'/\t/evil.example',
		'/\n/evil.example',
		'/\r\n/evil.example',
		'/.//evil.example',
		'/..//evil.example',
		'/x/..//evil.example',
		'/%2e//evil.example',
		'https://evil.example',
		'http:evil.example',
		'javascript:alert(1)',
		'data:text/html,x',
		'evil.example',
		' //evil.example',
		'/\u0000/evil.example',
		'',
		null,
		undefined,
		'/sign-in?next=/sign-in',
		'/setup',
		'/api/auth/sign-out'
	])('%j leads to the start page', (next) => {
		expect(safeNext(next, origin)).toBe('/');
	});

	test('a percent-encoded slash stays a character of the path', () => {
		expect(safeNext('/%2f%2fevil.example', origin)).toBe('/%2f%2fevil.example');
	});

	test('whatever is asked for, a browser stays here', () => {
		const piece = fc.constantFrom(
			'/',
			'\\',
			'.',
			'..',
			'%2e',
			'%2f',
			'%5c',
			'@',
			':',
			'?',
			'#',
			'\t',
			' ',
			'evil.example',
			'https:',
			'localhost'
		);
		fc.assert(
			fc.property(
				fc.oneof(
					fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
					fc.webUrl(),
					fc.string()
				),
				(next) => {
					const target = safeNext(next, origin);
					expect(target.startsWith('/')).toBe(true);
					expect(new URL(target, origin).origin).toBe(origin);
				}
			),
			{ numRuns: 10_000 }
		);
	});
});

describe('a body', () => {
	const put = (headers: Record<string, string>, body: string | null = 'x', method = 'POST') =>
		new Request(`${origin}/x`, { method, headers, body });

	test('of a known and small length is taken', () => {
		expect(bodyProblem(put({ 'content-length': '1' }), '/x')).toBeUndefined();
		expect(bodyProblem(put({ 'content-length': String(bodyLimit) }), '/x')).toBeUndefined();
		expect(bodyProblem(put({}, null), '/x')).toBeUndefined();
		expect(bodyProblem(put({}, null, 'GET'), '/x')).toBeUndefined();
	});

	test.each(['', 'x', '-1', '1e9', '0x10', '1, 1'])(
		'of length %j is refused: the length must be told',
		(length) => {
			expect(bodyProblem(put({ 'content-length': length }), '/x')).toBe(411);
		}
	);

	test('without a length, or in pieces, is refused', () => {
		expect(bodyProblem(put({}), '/x')).toBe(411);
		expect(
			bodyProblem(
				{
					...put({}, null),
					body: null,
					method: 'POST',
					headers: new Headers({ 'transfer-encoding': 'chunked' })
				} as Request,
				'/x'
			)
		).toBe(411);
	});

	test('that is too large is refused before it is read', () => {
		expect(bodyProblem(put({ 'content-length': String(bodyLimit + 1) }), '/x')).toBe(413);
	});

	test('of an upload is the upload’s own matter, and of nothing else there', () => {
		const large = { 'content-length': String(10 ** 9) };
		expect(bodyProblem(put(large, 'x', 'PUT'), '/ingest/upload')).toBeUndefined();
		expect(bodyProblem(put(large, 'x', 'POST'), '/ingest/upload')).toBe(413);
		expect(bodyProblem(put(large, 'x', 'PUT'), '/ingest/upload/')).toBe(413);
	});
});

describe('a bare address', () => {
	const url = new URL(`${origin}/network?q=1`);
	test.each(['127.0.0.1:3102', '[::1]:3102', '127.0.0.1', '0x7f.1:3102'])(
		'%s leads to the name',
		(host) => {
			expect(namedAddress(host, url, origin)).toBe(`${origin}/network?q=1`);
		}
	);
	test.each(['localhost:3102', 'faisceau.example', null, '', 'not a host'])('%j stays', (host) => {
		expect(namedAddress(host, url, origin)).toBeUndefined();
	});
	test('stays behind a proxy that speaks for another name', () => {
		expect(namedAddress('127.0.0.1:3102', url, 'https://faisceau.example')).toBeUndefined();
	});
});

describe('the headers of an answer', () => {
	test('forbid sniffing, framing and leaking; a signed-in page is never cached', () => {
		const headers = new Headers({ 'cache-control': 'public, max-age=600' });
		secure(headers, { signedIn: true, https: false });
		expect(headers.get('cache-control')).toBe('no-store');
		expect(headers.get('x-content-type-options')).toBe('nosniff');
		expect(headers.get('x-frame-options')).toBe('DENY');
		expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
		expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
		expect(headers.has('strict-transport-security')).toBe(false);
	});

	test('keep the page’s own policy and a public answer’s own cache time', () => {
		const headers = new Headers({
			'content-security-policy': "script-src 'nonce-x'",
			'cache-control': 'public'
		});
		secure(headers, { signedIn: false, https: true });
		expect(headers.get('content-security-policy')).toBe("script-src 'nonce-x'");
		expect(headers.get('cache-control')).toBe('public');
		expect(headers.has('strict-transport-security')).toBe(true);
		const bare = new Headers();
		secure(bare, { signedIn: false, https: false });
		expect(bare.get('cache-control')).toBe('no-store');
	});

	test('stand on what is answered before any hook, unless that says otherwise', async () => {
		const server = createServer((asked, answer) => {
			if (asked.url === '/kept') answer.setHeader('cache-control', 'public,immutable');
			answer.writeHead(308, { location: '/network' }).end();
		});
		await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
		const { port } = server.address() as AddressInfo;
		const ask = async (path: string) =>
			(await fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual' })).headers;
		secureFromTheStart(true);
		const headers = await ask('/network/');
		const promised = new Headers();
		secure(promised, { signedIn: false, https: true });
		promised.delete('content-security-policy');
		for (const [name, value] of promised) expect(headers.get(name), name).toBe(value);
		expect((await ask('/kept')).get('cache-control')).toBe('public,immutable');
		await new Promise((closed) => server.close(closed));
	});
});

test('an address that cannot be told is empty, not a fault', () => {
	expect(clientOf({ getClientAddress: () => '192.0.2.1' })).toBe('192.0.2.1');
	expect(
		clientOf({
			getClientAddress: () => {
				throw new Error('ADDRESS_HEADER');
			}
		})
	).toBe('');
});

describe('the fields of a form', () => {
	const post = (body: BodyInit, type: string) =>
		new Request(origin, { method: 'POST', body, headers: { 'content-type': type } });

	test('are what was filled in', async () => {
		const type = 'application/x-www-form-urlencoded';
		expect(await fieldsOf(post('a=1&b=x%20y', type))).toEqual({ a: '1', b: 'x y' });
	});

	test.each(['multipart/form-data', 'multipart/form-data; boundary=x'])(
		'are none when a body calls itself %s and is not',
		async (type) => {
			expect(await fieldsOf(post('garbage', type))).toEqual({});
			expect((await formOf(post('garbage', type))).getAll('role')).toEqual([]);
		}
	);

	test('no page reads a form in a way that garbage makes a fault', () => {
		const pages = readdirSync('src/routes', { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('.server.ts'))
			.map((file) => `src/routes/${file}`);
		expect(pages.length).toBeGreaterThan(8);
		expect(pages.filter((file) => readFileSync(file, 'utf8').includes('.formData('))).toEqual([]);
	});

	test('are none when the body ends too early', async () => {
		const cut = new ReadableStream({ start: (controller) => controller.error(new Error('cut')) });
		const request = new Request(origin, {
			method: 'POST',
			body: cut,
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
			duplex: 'half'
		} as RequestInit);
		expect(await fieldsOf(request)).toEqual({});
	});
});
