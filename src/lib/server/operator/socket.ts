/**
 * The socket in the data folder: while a server has the embedded file open, the command line works
 * through it, so that there are never two writers. Only the user who runs the server reaches it: the
 * socket has mode 0600, in a folder of mode 0700.
 */
import { closeSync, existsSync, lstatSync, openSync, rmSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import process from 'node:process';
import * as v from 'valibot';
import type { App } from '#lib/server/app.ts';
import { exits, type Outcome, type Output } from './command.ts';
import { commands } from './commands.ts';
import { Answer, Cancel, lineReader, protocol, Request, socketName } from './protocol.ts';
import { failure, perform } from './run.ts';

/** Addresses of sockets are cut at about 100 bytes; the open folder's own name under /proc is short. */
const longestAddress = 100;

function addressOf(folder: string): { address: string; release: () => void } {
	const address = path.join(path.resolve(folder), socketName);
	if (Buffer.byteLength(address) <= longestAddress || process.platform !== 'linux')
		return { address, release: () => undefined };
	const descriptor = openSync(folder, 'r');
	return {
		address: `/proc/self/fd/${descriptor}/${socketName}`,
		release: () => closeSync(descriptor)
	};
}

function connect(folder: string): Promise<net.Socket | undefined> {
	if (!existsSync(path.join(folder, socketName))) return Promise.resolve(undefined);
	const { address, release } = addressOf(folder);
	return new Promise((resolve) => {
		const connection = net.connect(address);
		connection.once('connect', () => {
			release();
			resolve(connection);
		});
		// Nobody listens (any more), or not for us: there is no server to work through.
		connection.once('error', () => {
			release();
			resolve(undefined);
		});
	});
}

/** True while a server listens in this data folder. */
export async function isServed(folder: string): Promise<boolean> {
	const connection = await connect(folder);
	connection?.destroy();
	return connection !== undefined;
}

/** Runs what one connection asks for; a connection that ends stops it. */
function serve(
	app: App,
	connection: net.Socket,
	{ stop, running }: { stop: AbortController; running: Set<Promise<unknown>> }
) {
	let asked = false;
	const send = (answer: Answer) => {
		if (!connection.destroyed) connection.write(`${JSON.stringify(answer)}\n`);
	};
	const end = ({ exit, result, lines }: Outcome) => {
		send({ exit, result: { ...result }, lines });
		connection.end();
	};
	const refuse = (reason: string) =>
		end({ exit: exits.refused, result: { error: { reason } }, lines: [] });

	async function work(request: Request) {
		const output: Output = {
			progress: (line) => send({ progress: line }),
			say: (line) => send({ stderr: line }),
			signal: stop.signal,
			folder: request.cwd,
			answer: request.answer
		};
		const command = commands.find(({ name }) => name === request.command);
		if (!command)
			return end(failure(new Error(`the server knows no command ${request.command}`), output));
		end(await perform(app, command, request.args, output));
	}

	function receive(line: string) {
		let value: unknown;
		try {
			value = JSON.parse(line);
		} catch {
			return refuse('not a line of JSON');
		}
		if (v.is(Cancel, value)) return stop.abort();
		const request = v.safeParse(Request, value);
		if (asked || !request.success) return refuse('not a request this server understands');
		if (request.output.protocol !== protocol)
			return refuse('the running server is of another version: stop it, then try again');
		asked = true;
		const job = work(request.output).catch((error: unknown) =>
			app.log.error({ err: error }, 'the socket could not be answered')
		);
		running.add(job);
		void job.finally(() => running.delete(job));
	}

	connection.setEncoding('utf8');
	connection.on(
		'data',
		lineReader(receive, () => connection.destroy())
	);
	connection.on('error', () => stop.abort());
	connection.on('close', () => stop.abort());
}

export interface Listening {
	/** Stops what is being done for others, waits for its end and removes the socket. */
	close(): Promise<void>;
}

/**
 * Listens in the data folder. The embedded file is ours by then, so a socket found there is one that
 * a killed server left; on Neo4j several servers may share a folder, and the first one keeps it.
 */
export async function listen(app: App, folder: string): Promise<Listening | undefined> {
	const place = path.join(folder, socketName);
	const other = await connect(folder);
	if (other) {
		other.destroy();
		app.log.warn(`another server listens at ${place}`);
		return undefined;
	}
	if (existsSync(place)) {
		if (!lstatSync(place).isSocket()) throw new Error(`${place} is not a socket: move it away`);
		rmSync(place);
	}
	const connections = new Map<net.Socket, AbortController>();
	const running = new Set<Promise<unknown>>();
	const server = net.createServer((connection) => {
		const stop = new AbortController();
		connections.set(connection, stop);
		connection.once('close', () => connections.delete(connection));
		serve(app, connection, { stop, running });
	});
	const { address, release } = addressOf(folder);
	// From its first moment the socket is the owner's alone: it is made while nobody else may.
	const before = process.umask(0o177);
	try {
		await new Promise<void>((resolve, reject) => {
			server.once('error', reject);
			server.listen(address, resolve);
		});
	} finally {
		process.umask(before);
	}
	server.unref();
	return {
		async close() {
			// Node removes the socket by the address it was given, so the folder is let go of after.
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			for (const stop of connections.values()) stop.abort();
			await Promise.all(running);
			for (const connection of connections.keys()) connection.destroy();
			await closed;
			release();
			rmSync(place, { force: true });
		}
	};
}

export interface Asking {
	command: string;
	args: readonly string[];
	output: Output;
}

/** Asks the server of a data folder to run a command; undefined when none listens there. */
export async function request(
	folder: string,
	{ command, args, output }: Asking
): Promise<Outcome | undefined> {
	const connection = await connect(folder);
	if (!connection) return undefined;
	return new Promise((resolve, reject) => {
		const cancel = () => connection.write(`${JSON.stringify({ cancel: true })}\n`);
		let outcome: Outcome | undefined;
		const receive = (line: string) => {
			const answer = v.parse(Answer, JSON.parse(line));
			if ('progress' in answer) output.progress(answer.progress);
			else if ('stderr' in answer) output.say(answer.stderr);
			else outcome = answer;
		};
		connection.setEncoding('utf8');
		connection.on(
			'data',
			lineReader(receive, () => undefined)
		);
		connection.on('error', () => connection.destroy());
		connection.on('close', () => {
			output.signal.removeEventListener('abort', cancel);
			if (outcome) resolve(outcome);
			else
				reject(
					new Error('the server went away before it answered: what it had written whole is kept')
				);
		});
		output.signal.addEventListener('abort', cancel);
		connection.write(
			`${JSON.stringify({ protocol, command, args, cwd: output.folder, answer: output.answer })}\n`
		);
	});
}
