/**
 * Branches of what decides and what remembers: access, the audience rule and the audit log, covered by
 * their own tests. Each file is one test: it passes when every branch of it was taken. Nothing is left out
 * of the count. `node scripts/coverage.js` ends with "N passed, N failed".
 *
 * The matrix of routes and the suites of a real Neo4j are left to `npm test`: they ask the same code the same
 * questions some thousand times more, and what they alone take would not be held by a test of its own.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

const files = ['src/lib/domain/audience.ts', 'src/lib/server/access/**', 'src/lib/server/audit/**'];
const tests = ['tests/access', 'tests/audit'];
const apart = ['tests/access/matrix.test.ts', 'tests/access/neo4j.test.ts'];
const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-coverage-'));

const { status } = spawnSync(
	process.execPath,
	[
		'node_modules/vitest/vitest.mjs',
		'run',
		...tests,
		...apart.map((file) => `--exclude=${file}`),
		'--reporter=dot',
		'--coverage.enabled',
		// A failing test must not hide what was measured; it fails the run all the same.
		'--coverage.reportOnFailure',
		'--coverage.provider=v8',
		...files.map((file) => `--coverage.include=${file}`),
		'--coverage.reporter=text',
		'--coverage.reporter=json-summary',
		`--coverage.reportsDirectory=${folder}`
	],
	{ stdio: 'inherit' }
);

/** @type {Record<string, { branches: { total: number, covered: number, pct: number } }>} */
let summary = {};
try {
	summary = JSON.parse(readFileSync(path.join(folder, 'coverage-summary.json'), 'utf8'));
} catch (error) {
	console.error(`there is no report: ${error}`);
}
rmSync(folder, { recursive: true, force: true });

let passed = 0;
let failed = status === 0 ? 0 : 1;
if (failed) console.log('failed: the tests of access and audit, as named above');
let [taken, all] = [0, 0];
for (const [file, { branches }] of Object.entries(summary)) {
	if (file === 'total') continue;
	taken += branches.covered;
	all += branches.total;
	if (branches.covered === branches.total) passed++;
	else {
		failed++;
		console.log(
			`failed: ${path.relative(process.cwd(), file)}: ${branches.covered} of ${branches.total} branches`
		);
	}
}
// A run that measured nothing is a failure too.
if (passed + failed === 0) failed = 1;
console.log(`${taken} of ${all} branches taken`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
