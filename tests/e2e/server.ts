/** A real server for one browser story: the built program, its own data folder, its own port. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const program = path.resolve('build/bin/faisceau.js');

export const freePort = () =>
	new Promise<number>((resolve, reject) => {
		const probe = createServer();
		probe.once('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() =>
				address !== null && typeof address === 'object'
					? resolve(address.port)
					: reject(new Error('no port was given'))
			);
		});
	});

export interface Said {
	status: number | null;
	stdout: string;
	stderr: string;
}

export interface Server {
	origin: string;
	data: string;
	/** The one-time link the server printed at its first start. */
	setUpLink: string | undefined;
	/** Runs the command line on the same data folder, through the running server. */
	command(...args: string[]): Said;
	/** The same, with something piped in. */
	told(input: string, ...args: string[]): Said;
	/** Kills the process at once, as a power cut would. */
	kill(): Promise<void>;
	stop(): Promise<void>;
}

/** Starts a server; resolves when it answers. `data` given: an earlier server's folder. */
export async function startServer(
	options: { data?: string; args?: string[]; env?: Record<string, string>; port?: number } = {}
): Promise<Server> {
	const data = options.data ?? mkdtempSync(path.join(tmpdir(), 'faisceau-story-'));
	const port = options.port ?? (await freePort());
	const origin = `http://localhost:${port}`;
	const env = { ...process.env, ...options.env, PORT: String(port), FAISCEAU_DATA: data };
	const child = spawn(process.execPath, [program, 'serve', ...(options.args ?? [])], {
		env,
		stdio: ['ignore', 'pipe', 'pipe']
	});
	const setUpLink = await listening(child);
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
		if (child.exitCode === null) child.kill(signal);
		await ended;
	};
	const run = (input: string, args: string[]): Said => {
		const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
			env,
			input,
			encoding: 'utf8'
		});
		return { status, stdout, stderr };
	};
	return {
		origin,
		data,
		setUpLink,
		command: (...args) => run('', args),
		told: (input, ...args) => run(input, args),
		kill: () => end('SIGKILL'),
		async stop() {
			await end('SIGTERM');
			if (!options.data) rmSync(data, { recursive: true, force: true });
		}
	};
}

function listening(child: ChildProcess): Promise<string | undefined> {
	return new Promise((resolve, reject) => {
		let output = '';
		let errors = '';
		child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
		child.stdout?.on('data', (chunk: Buffer) => {
			output += chunk.toString();
			if (/Listening on/.test(output)) resolve(/http:\/\/\S+\/setup\?token=\S+/.exec(output)?.[0]);
		});
		child.once('exit', (code) =>
			reject(new Error(`the server ended with ${code}:\n${output}\n${errors}`))
		);
	});
}
