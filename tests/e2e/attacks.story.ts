/** The real server under requests no browser makes: raw bytes, odd methods and paths, cut and endless bodies. */
import { expect, test } from '@playwright/test';
import { readdirSync, statSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setUp, visit } from './analyst.ts';
import { startServer, type Server } from './server.ts';

/** One request as it is written, and everything that comes back. */
function raw(server: Server, text: string, waitMs = 5_000): Promise<string> {
	return new Promise((resolve, reject) => {
		const socket = net.connect(Number(new URL(server.origin).port), '127.0.0.1');
		let answer = '';
		const timer = setTimeout(() => socket.destroy(), waitMs);
		socket.on('data', (part: Buffer) => (answer += part.toString('latin1')));
		socket.on('error', reject);
		socket.on('close', () => {
			clearTimeout(timer);
			resolve(answer);
		});
		socket.write(text);
	});
}
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);

/** The addresses of all pages without parameters, as the tree has them. */
function pages(folder = 'src/routes'): string[] {
	return readdirSync(folder).flatMap((name) => {
		const file = path.posix.join(folder, name);
		if (statSync(file).isDirectory()) return name.includes('[') ? [] : pages(file);
		return name === '+page.svelte' ? [folder.slice('src/routes'.length) || '/'] : [];
	});
}

const open = /^\/(sign-in|setup|refused|invitation)(\/|$)/;
const headers = {
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
	'referrer-policy': 'same-origin',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'cache-control': 'no-store'
};

test('raw requests are refused cleanly, signed in or not', async ({ browser }) => {
	const server = await startServer();
	try {
		const { page } = await visit(browser, server, 'en');
		await setUp(page, server, 'en');
		const cookie = (await page.context().cookies())
			.map(({ name, value }) => `${name}=${value}`)
			.join('; ');
		const { host } = new URL(server.origin);
		const own = `Host: ${host}\r\nCookie: ${cookie}\r\nConnection: close\r\n`;
		const ours = `${own}Origin: ${server.origin}\r\n`;
		const json = 'Content-Type: application/json\r\n';
		const nodes = 'POST /network/nodes.json HTTP/1.1\r\n';
		const body = '{"ids":[]}';

		await test.step('the sound request is answered', async () => {
			const answer = await raw(server, `${nodes}${ours}${json}Content-Length: 10\r\n\r\n${body}`);
			expect(statusOf(answer)).toBe(200);
		});

		const cases: [string, string, number[]][] = [
			['TRACE', `TRACE / HTTP/1.1\r\n${own}\r\n`, [400, 405, 501]],
			['CONNECT', `CONNECT / HTTP/1.1\r\n${own}\r\n`, [0, 400, 405]],
			[
				'two lengths',
				`${nodes}${ours}${json}Content-Length: 10\r\nContent-Length: 11\r\n\r\n${body}`,
				[400]
			],
			[
				'length and pieces',
				`${nodes}${ours}${json}Content-Length: 10\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
				[400]
			],
			[
				'pieces',
				`${nodes}${ours}${json}Transfer-Encoding: chunked\r\n\r\na\r\n${body}\r\n0\r\n\r\n`,
				[411]
			],
			[
				'two origins',
				`${nodes}${ours}Origin: https://evil.example\r\n${json}Content-Length: 10\r\n\r\n${body}`,
				[403]
			],
			['no origin', `${nodes}${own}${json}Content-Length: 10\r\n\r\n${body}`, [403]],
			[
				'null origin',
				`${nodes}${own}Origin: null\r\n${json}Content-Length: 10\r\n\r\n${body}`,
				[403]
			],
			[
				'a form',
				`${nodes}${ours}Content-Type: text/plain\r\nContent-Length: 10\r\n\r\n${body}`,
				[415]
			],
			['no host', 'GET /network HTTP/1.1\r\nConnection: close\r\n\r\n', [400]],
			['a whole address', `GET http://evil.example/network HTTP/1.1\r\n${own}\r\n`, [303, 404]],
			['20 kB of header', `GET / HTTP/1.1\r\n${own}X-A: ${'a'.repeat(20_000)}\r\n\r\n`, [431]],
			['600 kB of body', `${nodes}${ours}${json}Content-Length: 600000\r\n\r\n`, [413]],
			[
				'an endless upload',
				`PUT /ingest/upload?name=x HTTP/1.1\r\n${ours}Content-Type: application/octet-stream\r\nContent-Length: 5368709120\r\n\r\nabc`,
				[413, 507]
			],
			[
				'an upload in pieces',
				`PUT /ingest/upload?name=x HTTP/1.1\r\n${ours}Content-Type: application/octet-stream\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n`,
				[411]
			]
		];
		for (const [name, text, expected] of cases)
			await test.step(name, async () => {
				const answer = await raw(server, text);
				expect(expected, answer.slice(0, 300)).toContain(statusOf(answer));
				expect(answer).not.toMatch(/\bat \S+ \(|node_modules|\.ts:\d/);
			});

		await test.step('a forged host leads nowhere', async () => {
			for (const forged of [
				'Host: evil.example',
				`Host: ${host}\r\nX-Forwarded-Host: evil.example`
			]) {
				const answer = await raw(
					server,
					`GET /network HTTP/1.1\r\n${forged}\r\nAccept: text/html\r\nConnection: close\r\n\r\n`
				);
				expect(statusOf(answer)).toBe(303);
				expect(answer).not.toContain('evil.example');
			}
		});

		await test.step('an upload that is cut off leaves nothing', async () => {
			const uploads = path.join(server.data, 'imports/uploads');
			await raw(
				server,
				`PUT /ingest/upload?name=..%2f..%2fx HTTP/1.1\r\n${ours}Content-Type: application/octet-stream\r\nContent-Length: 1000\r\n\r\nabc`,
				500
			);
			await expect.poll(() => readdirSync(uploads)).toEqual([]);
		});

		await test.step('no file of the server has an address', async () => {
			const upload = await page.request.put('/ingest/upload?name=x.json', {
				data: Buffer.from('<script>alert(1)</script>'),
				headers: { origin: server.origin, 'content-type': 'application/octet-stream' }
			});
			const { upload: name } = (await upload.json()) as { upload: string };
			for (const address of [
				`/ingest/upload/${name}`,
				`/imports/uploads/${name}`,
				`/ingest/${name}`,
				'/graph.grafeo',
				'/../package.json',
				'/%2e%2e/package.json',
				'/_app/%2e%2e/%2e%2e/package.json',
				'/_app/..%2f..%2fpackage.json',
				'/%5c..%5cpackage.json',
				'/.env',
				'/secret'
			]) {
				const answer = await raw(server, `GET ${address} HTTP/1.1\r\n${own}\r\n`);
				expect([400, 403, 404], address).toContain(statusOf(answer));
				expect(answer).not.toMatch(/alert\(1\)|"devDependencies"/);
			}
		});

		await test.step('no file without a session', async () => {
			const nobody = `Host: ${host}\r\nAccept: */*\r\nConnection: close\r\n`;
			for (const address of ['/ingest/x/remarks.csv', '/ingest/x.json'])
				expect(
					statusOf(await raw(server, `GET ${address} HTTP/1.1\r\n${nobody}\r\n`)),
					address
				).toBe(401);
		});

		await test.step('every page and its data: nothing signed out, no-store and headers signed in', async () => {
			const stranger = await browser.newContext({ baseURL: server.origin });
			for (const address of pages()) {
				const data = `${address === '/' ? '' : address}/__data.json`;
				for (const one of [address, data]) {
					const answer = await page.request.get(one, { maxRedirects: 0 });
					for (const [name, value] of Object.entries(headers))
						expect(answer.headers()[name], `${one} ${name}`).toBe(value);
					if (open.test(address)) continue;
					const refused = await stranger.request.get(one, {
						maxRedirects: 0,
						headers: { accept: 'text/html' }
					});
					const said = `${refused.status()} ${(await refused.text()).slice(0, 80)}`;
					expect(said, one).toMatch(/^(303|401|403|404) |"type":"redirect","location":"\/sign-in/);
				}
			}
			await stranger.close();
		});
	} finally {
		await server.stop();
	}
});
