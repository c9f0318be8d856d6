/** The command line: a thin face on src/lib/server/operator. */
import process from 'node:process';
import { main } from '../src/lib/server/operator/main.ts';
import { version } from '../package.json';
import { serve } from './serve.ts';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
	process.on(signal, () => {
		// The second one does not wait for the batch at hand.
		if (stop.signal.aborted) process.exit(130);
		stop.abort();
	});

const exit = await main(process.argv.slice(2), {
	version,
	environment: process.env,
	streams: process,
	folder: process.cwd(),
	signal: stop.signal,
	now: () => new Date(),
	serve
});
// A server goes on; every other command has ended.
if (exit >= 0) process.exit(exit);
