/** The tests on real data, where ../shared/data exists; says plainly when it does not. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { failedTests, inALine } from './failures.js';

const data = process.env.FAISCEAU_SHARED_DATA ?? path.resolve('../shared/data');
if (!existsSync(data)) {
	console.log(`The tests on real data did not run: there is no ${data}.`);
	console.log('0 passed, 0 failed');
	process.exit(0);
}
const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-real-'));
const report = path.join(folder, 'report.json');
const { status } = spawnSync(
	process.execPath,
	[
		'node_modules/vitest/vitest.mjs',
		'run',
		'--reporter=default',
		'--reporter=json',
		`--outputFile.json=${report}`
	],
	{ stdio: 'inherit', env: { ...process.env, FAISCEAU_REAL_DATA: data } }
);
let counts = { numPassedTests: 0, numFailedTests: 1, testResults: [] };
try {
	counts = JSON.parse(readFileSync(report, 'utf8'));
	for (const failure of failedTests(counts)) console.log(inALine(failure));
} catch {
	console.error('The runner left no report.');
}
rmSync(folder, { recursive: true, force: true });
const failed = Math.max(counts.numFailedTests, status === 0 ? 0 : 1);
console.log(`${counts.numPassedTests} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
