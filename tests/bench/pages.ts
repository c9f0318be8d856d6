/**
 * Pages under 50 people who each think 2 s: home, search, neighbourhood of nodes drawn by degree, card.
 * Warm, on the demonstration and ATT&CK where it is here. Budget: p95 100 ms for each. The server is held
 * to one core and this generator to the other, where `taskset` exists. Peer in the same run: a bare Node
 * server that answers the same requests with a fixed text. Bounded: one minute, this machine only.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, request as send } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';

const users = 50;
const thinkMs = 2000;
const warmMs = 10_000;
const runMs = Number(process.env.BENCH_SECONDS ?? 60) * 1000;
const port = 3190;
const peerPort = 3191;
const program = path.resolve('build/bin/faisceau.js');
const shared = process.env.FAISCEAU_SHARED_DATA ?? path.resolve('../shared/data');
const attack = path.join(shared, 'attack/enterprise-attack.json.gz');
const password = 'a long sentence for a bench';

const agent = new Agent({ keepAlive: true, maxSockets: users });
interface Answer {
	status: number;
	text: string;
	headers: Record<string, string | string[] | undefined>;
}

function call(
	at: number,
	target: string,
	options: { method?: string; body?: string; headers?: Record<string, string> } = {}
): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const req = send(
			{
				host: '127.0.0.1',
				port: at,
				path: target,
				agent,
				method: options.method ?? 'GET',
				headers: { host: `localhost:${at}`, ...options.headers }
			},
			(res) => {
				let text = '';
				res.setEncoding('utf8');
				res.on('data', (chunk: string) => (text += chunk));
				res.on('end', () => resolve({ status: res.statusCode ?? 0, text, headers: res.headers }));
			}
		);
		req.once('error', reject);
		req.end(options.body);
	});
}

const pinned = spawnSync('taskset', ['--version']).status === 0;
const onCore = (core: number, args: string[]): [string, string[]] =>
	pinned ? ['taskset', ['-c', String(core), process.execPath, ...args]] : [process.execPath, args];

/** Deterministic choice (xorshift32): two runs ask the same questions. */
let state = 2463534242;
function chance(): number {
	state ^= state << 13;
	state ^= state >>> 17;
	state ^= state << 5;
	return (state >>> 0) / 2 ** 32;
}

function started(child: ChildProcess, word: RegExp): Promise<string> {
	return new Promise((resolve, reject) => {
		let output = '';
		child.stdout?.on('data', (chunk: Buffer) => {
			output += chunk.toString();
			if (word.test(output)) resolve(output);
		});
		child.once('exit', (code) => reject(new Error(`ended with ${code}: ${output}`)));
	});
}

interface Hit {
	id: string;
}
async function draw(cookie: string): Promise<string[]> {
	const ids: string[] = [];
	for (const word of ['ke', 'sa', 'wi', 'po', 'co', 'te', 'ma', 'he', 'tr', 're']) {
		const { text } = await call(port, `/network/search.json?q=${word}&limit=100`, {
			headers: { cookie }
		});
		const { hits } = JSON.parse(text) as { hits: Hit[] };
		for (const { id } of hits.slice(0, 20)) {
			const counts = JSON.parse(
				(await call(port, `/network/expansions.json?entity=${id}`, { headers: { cookie } })).text
			) as { claims: number }[];
			const degree = counts.reduce((sum, { claims }) => sum + claims, 0);
			// Once per claim, so that a draw is by degree; bounded, so that one hub is not all.
			for (let i = 0; i < Math.min(degree, 200); i++) ids.push(id);
		}
	}
	return ids;
}

async function measure(at: number, cookie: string, ids: string[]): Promise<Map<string, number[]>> {
	const times = new Map<string, number[]>();
	const words = [
		'kestrel',
		'sand',
		'window',
		'power',
		'helix',
		'credential',
		'mal',
		'invoice',
		'te',
		'203.0.113'
	];
	const begin = performance.now();
	let faults = 0;
	const questions: [string, () => string][] = [
		['home', () => '/'],
		[
			'search',
			() => `/network/search.json?q=${words[Math.floor(chance() * words.length)] ?? ''}&limit=20`
		],
		[
			'network',
			() => `/network/expand.json?entity=${ids[Math.floor(chance() * ids.length)] ?? ''}`
		],
		['card', () => `/network/card.json?entity=${ids[Math.floor(chance() * ids.length)] ?? ''}`]
	];
	await Promise.all(
		Array.from({ length: users }, async (_, user) => {
			await new Promise((resolve) => setTimeout(resolve, (user / users) * thinkMs));
			for (let turn = user; performance.now() - begin < warmMs + runMs; turn++) {
				const [name, target] = questions[turn % questions.length] ??
					questions[0] ?? ['home', () => '/'];
				const start = performance.now();
				const { status } = await call(at, target(), {
					headers: { cookie, accept: name === 'home' ? 'text/html' : 'application/json' }
				});
				const took = performance.now() - start;
				if (status !== 200) faults++;
				else if (start - begin > warmMs) times.set(name, [...(times.get(name) ?? []), took]);
				await new Promise((resolve) => setTimeout(resolve, thinkMs));
			}
		})
	);
	if (faults) throw new Error(`${faults} answers were not 200`);
	return times;
}

const share = (values: number[], part: number) =>
	values.toSorted((a, b) => a - b)[
		Math.min(values.length - 1, Math.ceil(values.length * part) - 1)
	] ?? Number.NaN;

if (!existsSync(program)) console.log('Not measured: build first (npm run build).');
else {
	const data = mkdtempSync(path.join(tmpdir(), 'faisceau-pages-'));
	if (pinned) spawnSync('taskset', ['-cp', '1', String(process.pid)]);
	const [command, args] = onCore(0, [program, 'serve']);
	const server = spawn(command, args, {
		env: { ...process.env, PORT: String(port), FAISCEAU_DATA: data },
		stdio: ['ignore', 'pipe', 'inherit']
	});
	const [peerCommand, peerArgs] = onCore(0, [
		'-e',
		`require('node:http').createServer((q,s)=>s.end('x'.repeat(20000))).listen(${peerPort},'127.0.0.1',()=>console.log('ready'))`
	]);
	const peer = spawn(peerCommand, peerArgs, { stdio: ['ignore', 'pipe', 'inherit'] });
	try {
		const link = /setup\?token=(\S+)/.exec(await started(server, /Listening/))?.[1] ?? '';
		await started(peer, /ready/);
		if (existsSync(attack))
			spawnSync(
				process.execPath,
				[program, 'import', attack, '--as', 'belmark', '--data', data, '--json'],
				{ stdio: 'ignore' }
			);
		const form = new URLSearchParams({
			name: 'Bench',
			email: 'bench@belmark.example',
			password,
			language: 'en',
			demonstration: 'keep'
		});
		const made = await call(port, `/setup?token=${link}`, {
			method: 'POST',
			body: form.toString(),
			headers: {
				'content-type': 'application/x-www-form-urlencoded',
				origin: `http://localhost:${port}`,
				'content-length': String(form.toString().length)
			}
		});
		const cookie = [made.headers['set-cookie'] ?? []]
			.flat()
			.map((line) => line.split(';')[0])
			.join('; ');
		const ids = await draw(cookie);
		const ours = await measure(port, cookie, ids);
		const theirs = share([...(await measure(peerPort, '', ['x'])).values()].flat(), 0.95);
		console.log(
			`${users} users who think ${thinkMs / 1000} s, ${runMs / 1000} s warm, ${pinned ? 'server and generator on a core each' : 'cores not pinned'}`
		);
		for (const [name, values] of ours)
			console.log(
				`${name}: ${values.length} answers, p50 ${share(values, 0.5).toFixed(1)} ms, p95 ${share(values, 0.95).toFixed(1)} ms (budget 100 ms), ${(share(values, 0.95) / theirs).toFixed(1)} × the bare server's p95`
			);
		console.log(`peer (bare server): p95 ${theirs.toFixed(1)} ms`);
	} finally {
		server.kill('SIGTERM');
		peer.kill('SIGTERM');
		agent.destroy();
		await new Promise((resolve) => server.once('exit', resolve));
		rmSync(data, { recursive: true, force: true });
	}
}
