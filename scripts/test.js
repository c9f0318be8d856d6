/**
 * `npm test`: types, lint, format, unit, component and contract tests, then the browser stories
 * against the real build. Ends with one line, `N passed, N failed`. Nothing is skipped silently.
 *
 * `--only=check,lint,format,unit,e2e` runs a part; the closing line then counts that part alone.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { findChromium } from './chromium.js';
import { failedStories, failedTests, inALine } from './failures.js';

const only = process.argv
	.find((each) => each.startsWith('--only='))
	?.slice(7)
	.split(',');
const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-test-'));
let passed = 0;
let failed = 0;
/** @type {string[]} */
const failures = [];

/** @param {string} command @param {string[]} args @param {Record<string, string>} [env] */
const run = (command, args, env = {}) =>
	spawnSync(process.execPath, [command, ...args], {
		stdio: 'inherit',
		env: { ...process.env, ...env }
	}).status === 0;

/** @param {string} name @param {() => boolean} step */
function one(name, step) {
	if (only && !only.includes(name)) return;
	console.error(`\n── ${name}`);
	if (step()) passed++;
	else {
		failed++;
		failures.push(`failed: ${name}`);
	}
}

/**
 * @param {string} name @param {(report: string) => boolean} step @param {(report: any) => [number, number]} count
 * @param {(report: any) => import('./failures.js').Failure[]} which
 */
function many(name, step, count, which) {
	if (only && !only.includes(name)) return;
	console.error(`\n── ${name}`);
	const report = path.join(folder, `${name}.json`);
	const ok = step(report);
	let counts = /** @type {[number, number]} */ ([0, 0]);
	try {
		const said = JSON.parse(readFileSync(report, 'utf8'));
		counts = count(said);
		failures.push(...which(said).map(inALine));
	} catch (error) {
		failures.push(`failed: ${name} left no report: ${error}`);
	}
	passed += counts[0];
	// A runner that fails outside any test, or runs none, is a failure too.
	failed += Math.max(counts[1], !ok || counts[0] === 0 ? 1 : 0);
}

one(
	'check',
	() =>
		run('scripts/messages.js', []) &&
		run('node_modules/@sveltejs/kit/svelte-kit.js', ['sync']) &&
		run('node_modules/svelte-check/bin/svelte-check', [
			'--tsconfig',
			'./tsconfig.json',
			'--fail-on-warnings'
		])
);
one('lint', () => run('node_modules/eslint/bin/eslint.js', ['.', '--max-warnings=0']));
one('format', () =>
	run('node_modules/prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.'])
);
one('build', () => run('scripts/build.js', []));
many(
	'unit',
	(report) =>
		run('node_modules/vitest/vitest.mjs', [
			'run',
			'--reporter=default',
			'--reporter=json',
			`--outputFile.json=${report}`
		]),
	(report) => [report.numPassedTests, report.numFailedTests],
	failedTests
);
many(
	'e2e',
	(report) =>
		run('node_modules/@playwright/test/cli.js', ['test'], {
			CHROMIUM: findChromium(),
			PLAYWRIGHT_JSON_OUTPUT_NAME: report
		}),
	(report) => [report.stats.expected, report.stats.unexpected + report.stats.flaky],
	failedStories
);

rmSync(folder, { recursive: true, force: true });
console.log(`\n${failures.join('\n')}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
