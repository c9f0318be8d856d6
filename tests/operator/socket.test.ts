import { existsSync, lstatSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openApp, type App } from '#lib/server/app.ts';
import { openEmbedded } from '#lib/server/graph/embedded.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { listen, type Listening } from '#lib/server/operator/socket.ts';
import { bundle, malware, ring } from './bundles.ts';
import { emptyFolder, faisceau, type Running } from './terminals.ts';

let folder: string;
let data: string;
let app: App | undefined;
let socket: Listening | undefined;
beforeEach(() => {
	folder = emptyFolder('socket');
	data = path.join(folder, 'data');
});
afterEach(async () => {
	await stop();
});

/** What a server does, without its pages. */
async function start(where = data): Promise<App> {
	const opened = await openApp({
		data: where,
		origin: 'http://localhost:3108',
		logLevel: 'silent'
	});
	app = opened;
	socket = await listen(opened, where);
	return opened;
}
async function stop() {
	await socket?.close();
	await app?.close();
	socket = app = undefined;
}
const run = (argv: string[], running: Running = {}) =>
	faisceau([...argv, '--data', data, '--json'], { folder, ...running });
const put = (name: string, objects: object[]) => {
	writeFileSync(path.join(folder, name), bundle(objects));
	return name;
};
const place = () => path.join(data, 'faisceau.sock');
const entries = (of: App) =>
	of.store.read(
		builtStatement(
			'test/entries',
			'read',
			'MATCH (a:AuditEntry) RETURN a.actor AS actor, a.action AS action ORDER BY a.seq'
		),
		{}
	);

describe('while a server runs', () => {
	test('the command line works through it, with the same answers, and each act is audited', async () => {
		const opened = await start();
		put('a.json', ring(4));
		const imported = await run(['import', 'a.json', '--as', 'belmark', '--tlp', 'green']);
		expect(imported).toMatchObject({ exit: 0, json: { read: 8, records: 4, claims: 4 } });
		// Written by the server's own process: it is there at once, without opening anything.
		const viewer = await opened.access.localOperator();
		expect((await opened.ingest.list(viewer))[0]).toMatchObject({ state: 'done', file: 'a.json' });
		expect((await run(['search', 'malware 2'])).json).toMatchObject({ total: 1 });
		expect((await run(['verify'])).json).toMatchObject({ ok: true });
		expect((await run(['backup', 'kept'])).exit).toBe(0);
		expect(existsSync(path.join(folder, 'kept/manifest.json'))).toBe(true);
		expect(
			(await entries(opened)).map(({ actor, action }) => `${String(actor)} ${String(action)}`)
		).toEqual([
			'local-operator ingest.import',
			'local-operator ingest.import',
			'local-operator ingest.import',
			'local-operator ingest.import',
			// What was rejected, what was warned of, and the list that this test asks for.
			'local-operator ingest.read',
			'local-operator ingest.read',
			'local-operator ingest.read',
			'local-operator network.search',
			'local-operator graph.verify',
			'local-operator graph.backup'
		]);
	});

	test('the socket is the owner’s alone, and gone when the server is', async () => {
		await start();
		expect(lstatSync(place()).isSocket()).toBe(true);
		expect(statSync(place()).mode & 0o777).toBe(0o600);
		expect(statSync(data).mode & 0o777).toBe(0o700);
		await stop();
		expect(existsSync(place())).toBe(false);
		expect((await run(['verify'])).exit).toBe(0);
	});

	test('mistakes, refusals and failures come back with their words and exit codes', async () => {
		await start();
		put('bad.json', [malware(1)]);
		writeFileSync(path.join(folder, 'bad.json'), '{"type": "bundle", "objects": [');
		expect(await run(['import', 'bad.json'])).toMatchObject({
			exit: 1,
			stderr: expect.stringContaining('bad.json: '),
			json: { records: 0, error: { file: 'bad.json' } }
		});
		expect((await run(['import', '--undo', 'none'])).exit).toBe(3);
		expect((await run(['import', '--nope'])).exit).toBe(2);
		expect(await run(['restore', 'kept'])).toMatchObject({
			exit: 3,
			stderr: expect.stringContaining('a server works in')
		});
	});

	test('a password goes over the socket and not into the arguments', async () => {
		await start();
		expect(
			await run(
				['user', 'add', 'ana@belmark.example', '--name', 'Ana', '--org', 'belmark', '--new-org'],
				{
					stdin: 'correct horse battery\n'
				}
			)
		).toMatchObject({ exit: 0, json: { account: { email: 'ana@belmark.example' } } });
	});

	test('progress is shown, and Ctrl-C cancels the import at the server', async () => {
		await start();
		put('a.json', ring(6000));
		const control = new AbortController();
		const stopped = await run(['import', 'a.json'], {
			isTerminal: true,
			signal: control.signal,
			heard: (text) => {
				if (/[1-9][\d ]* of 12 000 written/.test(text)) control.abort();
			}
		});
		expect(stopped).toMatchObject({ exit: 130, json: { imports: [{ state: 'cancelled' }] } });
		expect(stopped.stderr).toContain('--resume');
		expect((await run(['verify'])).json).toMatchObject({ ok: true });
	}, 60_000);

	test('a connection that is dropped cancels what it asked for', async () => {
		const opened = await start();
		put('a.json', ring(6000));
		const connection = net.connect(place());
		const told = new Promise<void>((resolve) =>
			connection.on('data', (chunk) => {
				if (/[1-9][\d ]* of 12 000 written/.test(chunk.toString())) resolve();
			})
		);
		connection.write(
			`${JSON.stringify({ protocol: 1, command: 'import', args: ['a.json'], cwd: folder })}\n`
		);
		await told;
		connection.destroy();
		const viewer = await opened.access.localOperator();
		await expect
			.poll(async () => (await opened.ingest.list(viewer))[0]?.state, { timeout: 20_000 })
			.toBe('cancelled');
	}, 60_000);

	test('a stopping server lets whoever is connected know, with whole batches kept', async () => {
		await start();
		put('a.json', ring(6000));
		const answer = run(['import', 'a.json'], {
			isTerminal: true,
			heard: (text) => {
				if (/[1-9][\d ]* of 12 000 written/.test(text)) void socket?.close();
			}
		});
		expect((await answer).exit).toBe(130);
		await stop();
		expect((await run(['verify'])).json).toMatchObject({ ok: true });
	}, 60_000);

	test.each([
		['what is no JSON', 'nonsense'],
		['what is no request', '{"command": 7}'],
		['another version', JSON.stringify({ protocol: 99, command: 'verify', args: [], cwd: '/' })],
		[
			'a command that is only run at home',
			JSON.stringify({ protocol: 1, command: 'serve', args: [], cwd: '/' })
		],
		['a request without end', 'x'.repeat(1_200_000)]
	])('%s is refused and changes nothing', async (_, line) => {
		const opened = await start();
		const connection = net.connect(place());
		let answer = '';
		connection.on('data', (chunk) => (answer += chunk.toString()));
		// The server hangs up on a line without end while it is still being sent.
		connection.on('error', () => undefined);
		connection.write(`${line}${line.length > 1_000_000 ? '' : '\n'}`);
		await new Promise((resolve) => connection.on('close', resolve));
		const exits = answer.split('\n').flatMap((each) => {
			const parsed = each.startsWith('{') ? (JSON.parse(each) as { exit?: number }) : {};
			return parsed.exit === undefined ? [] : [parsed.exit];
		});
		expect(exits).toEqual(line.length > 1_000_000 ? [] : [line.includes('serve') ? 1 : 3]);
		expect(await entries(opened)).toEqual([]);
		expect((await run(['verify'])).exit).toBe(0);
	});
});

describe('when no server answers', () => {
	test('a socket left by a killed server is replaced and does not stand in the way', async () => {
		mkdirSync(data, { mode: 0o700 });
		await abandonedSocket(place());
		expect(lstatSync(place()).isSocket()).toBe(true);
		expect((await run(['verify'])).exit).toBe(0);
		await start();
		expect(socket).toBeDefined();
		expect((await run(['verify'])).exit).toBe(0);
	});

	test('a file that is no socket is never removed', async () => {
		mkdirSync(data, { mode: 0o700 });
		writeFileSync(place(), 'mine');
		await expect(start()).rejects.toThrow(/is not a socket/);
		expect(existsSync(place())).toBe(true);
	});

	test('a store held by something else is said plainly, with 3', async () => {
		const other = await openEmbedded(data);
		try {
			const { exit, stderr, json } = await run(['search', 'x']);
			expect(exit).toBe(3);
			expect(stderr).toMatch(/is open in another process: stop it/);
			expect(json).toEqual({ error: { reason: expect.stringContaining('another process') } });
		} finally {
			await other.close();
		}
	}, 30_000);

	test('a folder whose name is longer than an address may be has its socket all the same', async () => {
		data = path.join(folder, 'a'.repeat(60), 'b'.repeat(60), 'data');
		await start();
		put('a.json', ring(2));
		expect((await run(['import', 'a.json'])).json).toMatchObject({ records: 2 });
		expect(lstatSync(place()).isSocket()).toBe(true);
		await stop();
		expect(existsSync(place())).toBe(false);
	});

	test('of two servers on one folder the first keeps the socket', async () => {
		const opened = await start();
		expect(await listen(opened, data)).toBeUndefined();
		expect((await run(['verify'])).exit).toBe(0);
	});
});

/** A socket nobody listens on, as `kill -9` leaves it: its name outlives the server. */
async function abandonedSocket(at: string) {
	const server = net.createServer();
	const kept = `${at}.kept`;
	await new Promise<void>((resolve) => server.listen(kept, resolve));
	const { renameSync } = await import('node:fs');
	renameSync(kept, at);
	await new Promise((resolve) => server.close(resolve));
}
