/** Builds the application, then the command line beside it (the first build empties build/). */
import { spawnSync } from 'node:child_process';
import process from 'node:process';

const vite = 'node_modules/vite/bin/vite.js';
for (const args of [['build'], ['build', '-c', 'vite.cli.config.ts']]) {
	const { status } = spawnSync(process.execPath, [vite, ...args], { stdio: 'inherit' });
	if (status !== 0) process.exit(status ?? 1);
}
