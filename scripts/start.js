/**
 * `npm start`: builds when there is no build or the sources are newer, then starts the server with
 * the embedded engine. Everything after `--` goes to `faisceau serve`, e.g. `npm start -- --empty`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const built = 'build/bin/faisceau.js';
const sources = [
	'src',
	'cypher',
	'messages',
	'seed',
	'cli',
	'static',
	'package-lock.json',
	'svelte.config.js',
	'vite.config.ts',
	'vite.cli.config.ts'
];

/** @param {string} entry @returns {number} */
function newest(entry) {
	if (!existsSync(entry)) return 0;
	const stat = statSync(entry);
	if (!stat.isDirectory()) return stat.mtimeMs;
	if (entry === path.join('src', 'lib', 'paraglide')) return 0;
	return Math.max(0, ...readdirSync(entry).map((name) => newest(path.join(entry, name))));
}

if (!existsSync('node_modules')) {
	console.error('The packages are not installed yet: run `npm ci` first.');
	process.exit(1);
}
if (!existsSync(built) || Math.max(...sources.map(newest)) > statSync(built).mtimeMs) {
	console.error('Building (about half a minute, once) …');
	const build = spawnSync(process.execPath, ['scripts/build.js'], {
		stdio: ['ignore', 'pipe', 'pipe'],
		encoding: 'utf8'
	});
	if (build.status !== 0) {
		console.error(build.stdout + build.stderr);
		console.error('The build failed; what it printed stands above.');
		process.exit(build.status ?? 1);
	}
}

const server = spawn(process.execPath, [built, 'serve', ...process.argv.slice(2)], {
	stdio: 'inherit'
});
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
	process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
