/** What is fetched from others: hardening.md 46, each case against a real server or a name that lies. */
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Fault } from '#lib/domain/feed.ts';
import { FeedFault } from '#lib/server/feeds/fault.ts';
import {
	fetchOutward,
	retryAfterMs,
	textOf,
	type Login,
	type Outward
} from '#lib/server/feeds/fetch.ts';
import { grantsOf, isReachable, permitted, type Grant } from '#lib/server/feeds/guard.ts';
import { foreignServer, type Foreign } from './server.ts';

let foreign: Foreign;
let other: Foreign;
let grants: Grant[];
beforeAll(async () => {
	foreign = await foreignServer();
	other = await foreignServer();
	grants = grantsOf(`inside+${foreign.origin}, inside+${other.origin}`);
});
afterAll(async () => {
	await foreign.close();
	await other.close();
});
beforeEach(() => {
	foreign.paths.clear();
	other.paths.clear();
	foreign.asked.length = 0;
	other.asked.length = 0;
});

const limits = { idleMs: 300, wholeMs: 1_500, bytes: 100_000 };
async function got(address: string, more: Partial<Outward> & { login?: Login } = {}) {
	const { login, ...outward } = more;
	const answer = await fetchOutward(
		new URL(address),
		{ grants, limits, ...outward },
		{ accept: '*/*', ...(login ? { login } : {}) }
	);
	return { status: answer.status, text: await textOf(answer.body) };
}
const faultOf = async (work: Promise<unknown>): Promise<[Fault, string] | 'none'> => {
	try {
		await work;
		return 'none';
	} catch (error) {
		if (!(error instanceof FeedFault)) throw error;
		return [error.fault, error.detail];
	}
};
const at = (path: string) => `${foreign.origin}${path}`;

describe('where it may go', () => {
	test('nowhere unless the operator lists it, and by the origin that is listed', async () => {
		expect((await faultOf(permitted(new URL('https://taxii.example.org/'), [])))[0]).toBe(
			'not-listed'
		);
		const listed = grantsOf('https://taxii.example.org');
		for (const address of [
			'https://taxii.example.org.evil.example/',
			'https://taxii.example.org:8443/',
			'http://taxii.example.org/',
			'https://user@taxii.example.org/',
			'https://evil.example/#https://taxii.example.org',
			'file:///etc/passwd',
			'ftp://taxii.example.org/',
			'data:text/plain,x'
		])
			expect(await faultOf(permitted(new URL(address), listed)), address).toEqual([
				'not-listed',
				new URL(address).host
			]);
	});

	test.each([
		'http://taxii.example.org',
		'taxii.example.org',
		'https://taxii.example.org/path',
		'inside+ftp://x',
		'https://*.example.org'
	])('a list that says %s is refused at the start', (word) => {
		expect(() => grantsOf(word)).toThrow(word);
	});

	// RFC 6890 and the addresses of metadata services.
	test.each([
		'127.0.0.1',
		'10.0.0.1',
		'172.16.0.1',
		'192.168.1.1',
		'169.254.169.254',
		'100.64.0.1',
		'0.0.0.0',
		'255.255.255.255',
		'224.0.0.1',
		'240.0.0.1',
		'::1',
		'::',
		'fe80::1',
		'fc00::1',
		'fd00:ec2::254',
		'ff02::1',
		'::ffff:127.0.0.1',
		'::ffff:169.254.169.254',
		'64:ff9b::7f00:1',
		'64:ff9b::a9fe:a9fe',
		'2002:7f00:1::',
		'not an address'
	])('%s is never reached under a public name', async (address) => {
		const listed = grantsOf('https://taxii.example.org');
		const resolve = async () => [{ address, family: address.includes(':') ? 6 : 4 }];
		expect(
			await faultOf(permitted(new URL('https://taxii.example.org/'), listed, resolve))
		).toEqual(['inside', 'taxii.example.org']);
	});

	test('one address inside among public ones is one too many; public ones alone are gone to', async () => {
		const listed = grantsOf('https://taxii.example.org');
		const url = new URL('https://taxii.example.org/');
		const mixed = async () => [
			{ address: '203.0.113.9', family: 4 },
			{ address: '10.0.0.1', family: 4 }
		];
		expect((await faultOf(permitted(url, listed, mixed)))[0]).toBe('inside');
		const open = async () => [{ address: '93.184.216.34', family: 4 }];
		expect(await permitted(url, listed, open)).toMatchObject({
			address: '93.184.216.34',
			family: 4
		});
	});

	test('inside what the operator listed as inside, but never a metadata service', () => {
		for (const address of ['127.0.0.1', '10.9.8.7', '::1', 'fd12::1', '::ffff:10.0.0.1'])
			expect(isReachable(address, true), address).toBe(true);
		for (const address of [
			'169.254.169.254',
			'fe80::1',
			'224.0.0.1',
			'0.0.0.0',
			'::ffff:169.254.169.254'
		])
			expect(isReachable(address, true), address).toBe(false);
	});

	test.each([
		'https://2130706433/',
		'https://0x7f000001/',
		'https://017700000001/',
		'https://127.1/'
	])('%s is read as the address it is', async (address) => {
		const url = new URL(address);
		expect(url.hostname).toBe('127.0.0.1');
		expect((await faultOf(permitted(url, grantsOf(url.origin))))[0]).toBe('inside');
	});

	test('a name that leads elsewhere the second time changes nothing: it is asked for once', async () => {
		foreign.paths.set('/x', (_, answer) => answer.end('here'));
		const { port } = new URL(foreign.origin);
		const rebound = `http://rebind.example:${port}`;
		let asked = 0;
		const resolve = async () => {
			asked += 1;
			return [{ address: asked === 1 ? '127.0.0.1' : '169.254.169.254', family: 4 }];
		};
		const found = await got(`${rebound}/x`, { grants: grantsOf(`inside+${rebound}`), resolve });
		expect([found.text, asked]).toEqual(['here', 1]);
	});
});

describe('redirects', () => {
	const leads = (to: string, status = 302) =>
		foreign.paths.set('/from', (_, answer) => {
			answer.writeHead(status, { location: to });
			answer.end();
		});

	test('to what is not listed, to another scheme, and to nowhere', async () => {
		for (const to of [
			'http://169.254.169.254/latest/meta-data/',
			'http://127.0.0.1:1/',
			'file:///etc/passwd',
			'https://evil.example/'
		]) {
			leads(to);
			expect((await faultOf(got(at('/from'))))[0], to).toBe('not-listed');
		}
		leads('http://[');
		expect((await faultOf(got(at('/from'))))[0]).toBe('redirects');
	});

	test('in a circle end', async () => {
		leads('/from');
		expect(await faultOf(got(at('/from')))).toEqual(['redirects', '5']);
		expect(foreign.asked).toHaveLength(6);
	});

	test('to another listed origin are followed without the password, to the same one with it', async () => {
		const login = { user: 'ana', password: 'p:w' };
		other.paths.set('/to', (_, answer) => answer.end('there'));
		foreign.paths.set('/to', (_, answer) => answer.end('same'));
		leads(`${other.origin}/to`, 307);
		expect((await got(at('/from'), { login })).text).toBe('there');
		expect(foreign.asked[0]?.headers.authorization).toBe(
			`Basic ${Buffer.from('ana:p:w').toString('base64')}`
		);
		expect(other.asked[0]?.headers.authorization).toBeUndefined();
		leads('/to');
		expect((await got(at('/from'), { login })).text).toBe('same');
		expect(foreign.asked.at(-1)?.headers.authorization).toMatch(/^Basic /);
	});
});

describe('what comes', () => {
	test('is given up when it never begins, stops, or never ends', async () => {
		foreign.paths.set('/silent', () => undefined);
		foreign.paths.set('/stops', (_, answer) => {
			answer.write('a beginning');
		});
		foreign.paths.set('/drips', (_, answer) => {
			const drip = setInterval(() => answer.write('.'), 50);
			answer.once('close', () => clearInterval(drip));
		});
		for (const path of ['/silent', '/stops', '/drips'])
			expect((await faultOf(got(at(path))))[0], path).toBe('slow');
	});

	test('is cut at its limit, unpacked bytes counted', async () => {
		const large = Buffer.alloc(limits.bytes + 1, 'a');
		foreign.paths.set('/large', (_, answer) => answer.end(large));
		foreign.paths.set('/bomb', (_, answer) => {
			answer.writeHead(200, { 'content-encoding': 'gzip' });
			answer.end(gzipSync(Buffer.alloc(20_000_000)));
		});
		foreign.paths.set('/right', (_, answer) => {
			answer.writeHead(200, { 'content-encoding': 'gzip' });
			answer.end(gzipSync('zipped'));
		});
		foreign.paths.set('/fits', (_, answer) => answer.end(large.subarray(1)));
		expect(await faultOf(got(at('/large')))).toEqual(['too-large', '0.1']);
		expect((await faultOf(got(at('/bomb'))))[0]).toBe('too-large');
		expect((await got(at('/right'))).text).toBe('zipped');
		expect((await got(at('/fits'))).text).toHaveLength(limits.bytes);
	});

	test('is refused packed in a way nobody asked for, torn, with endless headers, or from nobody', async () => {
		foreign.paths.set('/br', (_, answer) => {
			answer.writeHead(200, { 'content-encoding': 'br' });
			answer.end('x');
		});
		foreign.paths.set('/torn', (_, answer) => {
			answer.writeHead(200, { 'content-encoding': 'gzip' });
			answer.end(gzipSync(Buffer.alloc(5_000, 'ab')).subarray(0, 20));
		});
		foreign.paths.set('/headers', (_, answer) => {
			answer.writeHead(200, { 'x-long': 'a'.repeat(20_000) });
			answer.end('x');
		});
		foreign.paths.set('/cut', (_, answer) => {
			answer.writeHead(200, { 'content-length': '100' });
			answer.write('a');
			answer.destroy();
		});
		expect(await faultOf(got(at('/br')))).toEqual(['answer', 'content-encoding']);
		expect(await faultOf(got(at('/torn')))).toEqual(['answer', 'gzip']);
		expect((await faultOf(got(at('/headers'))))[0]).toBe('too-large');
		expect((await faultOf(got(at('/cut'))))[0]).toBe('unreachable');
		const nobody = 'http://127.0.0.1:9';
		expect((await faultOf(got(`${nobody}/`, { grants: grantsOf(`inside+${nobody}`) })))[0]).toBe(
			'unreachable'
		);
		const name = 'https://nobody.invalid';
		expect((await faultOf(got(`${name}/`, { grants: grantsOf(name) })))[0]).toBe('unknown-host');
	});

	test('ends with whoever asked', async () => {
		foreign.paths.set('/silent', () => undefined);
		const controller = new AbortController();
		const work = faultOf(got(at('/silent'), { signal: controller.signal }));
		setTimeout(() => controller.abort(), 50);
		expect((await work)[0]).toBe('slow');
	});
});

test('Retry-After in seconds, as a date, and as nonsense', () => {
	const now = new Date('2026-01-01T00:00:00Z');
	expect(retryAfterMs('120', now)).toBe(120_000);
	expect(retryAfterMs('Thu, 01 Jan 2026 00:01:00 GMT', now)).toBe(60_000);
	expect(retryAfterMs('Thu, 01 Jan 2020 00:01:00 GMT', now)).toBe(0);
	expect(retryAfterMs('soon', now)).toBe(0);
	expect(retryAfterMs(undefined, now)).toBe(0);
});
