/**
 * Runs one bench script: `node scripts/bench.js network` bundles tests/bench/network.ts, because the
 * code under measure loads its queries through Vite, and runs it. What follows the name is handed on.
 * FAISCEAU_GRAPH=neo4j://… measures a server besides the embedded engine; its graph must be empty.
 */
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';

const root = path.resolve(import.meta.dirname, '..');
const [name = ''] = process.argv.slice(2);
const input = path.join(root, 'tests', 'bench', `${name}.ts`);
if (!/^[\w-]+$/.test(name) || !existsSync(input)) {
	console.error(`no bench called '${name}': tests/bench/<name>.ts`);
	process.exit(2);
}

// Inside node_modules, so that the bundle finds its packages.
const outDir = path.join(
	root,
	'node_modules',
	'.cache',
	'faisceau-bench',
	`${name}-${process.pid}`
);
try {
	await build({
		root,
		configFile: false,
		logLevel: 'warn',
		publicDir: false,
		build: { ssr: true, outDir, target: 'node20', rollupOptions: { input } }
	});
	await import(pathToFileURL(path.join(outDir, `${name}.js`)).href);
} finally {
	rmSync(outDir, { recursive: true, force: true });
}
