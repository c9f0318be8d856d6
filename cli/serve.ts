/** `faisceau serve`: sets what the built server reads from its environment, and becomes it. */
import { existsSync } from 'node:fs';
import net from 'node:net';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { flag, only, text, whole, type LocalCommand } from '../src/lib/server/operator/command.ts';
import { OperationRefused } from '../src/lib/server/operations/manifest.ts';

/** Beside this file: build/bin/faisceau.js starts build/index.js. */
const server = new URL('../index.js', import.meta.url);

const isFree = (host: string, port: number) =>
	new Promise<boolean>((resolve) => {
		const probe = net.createServer();
		probe.once('error', () => resolve(false));
		probe.listen(port, host, () => probe.close(() => resolve(true)));
	});

export const serve: LocalCommand = {
	name: 'serve',
	summary: 'Start the server',
	usage: 'serve [--port N] [--host ADDRESS] [--empty]',
	options: { port: { type: 'string' }, host: { type: 'string' }, empty: { type: 'boolean' } },
	help: [
		{ flag: '--port N', text: 'where to listen (PORT, else 3000)' },
		{ flag: '--host ADDRESS', text: 'the address to listen on (HOST, else 127.0.0.1)' },
		{ flag: '--empty', text: 'a first start without the demonstration' }
	],
	async runHere(args, _output, place) {
		only(args, []);
		const { env } = process;
		const host = text(args, 'host') ?? env.HOST ?? '127.0.0.1';
		const port = whole(args, 'port', Number(env.PORT ?? 3000));
		if (!existsSync(fileURLToPath(server)))
			throw new OperationRefused('the server is not built: run `npm run build` first');
		if (!place.graph && (await place.served()))
			throw new OperationRefused(
				`a server runs with ${place.data} already: stop it, or name another folder with --data`
			);
		if (!(await isFree(host, port)))
			throw new OperationRefused(`port ${port} is in use: name another with --port`);
		Object.assign(env, {
			HOST: host,
			PORT: String(port),
			ORIGIN: env.ORIGIN ?? `http://localhost:${port}`,
			BODY_SIZE_LIMIT: 'Infinity',
			SHUTDOWN_TIMEOUT: env.SHUTDOWN_TIMEOUT ?? '5',
			FAISCEAU_DATA: place.data,
			...(flag(args, 'empty') ? { FAISCEAU_EMPTY: '1' } : {})
		});
		// The server stops on these signals itself, after its last answer.
		for (const signal of ['SIGINT', 'SIGTERM']) process.removeAllListeners(signal);
		await import(/* @vite-ignore */ server.href);
		return { exit: running, result: {}, lines: [] };
	}
};

/** No exit yet. */
const running = -1;
