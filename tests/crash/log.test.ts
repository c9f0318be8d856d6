/** What a damaged or missing write-ahead log does: nothing is lost without a word. */
import {
	cpSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	truncateSync,
	writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp } from '#lib/server/app.ts';
import { describeFinding } from '#lib/server/audit/finding.ts';
import { StoreRefused } from '#lib/server/graph/store.ts';
import { verify } from '#lib/server/operations/verify.ts';
import { faisceau } from '../operator/terminals.ts';
import { buildChild, runChild } from './crashing.ts';

let folder: string;
/** A data folder whose process was killed after its steps were acknowledged; each test works on a copy. */
let killed: string;
let copies = 0;
beforeAll(async () => {
	folder = mkdtempSync(path.join(tmpdir(), 'faisceau-log-'));
	killed = path.join(folder, 'killed/data');
	const child = await buildChild();
	const told = await runChild({
		child,
		data: killed,
		from: 0,
		until: 10_000,
		acknowledgements: 6
	});
	expect(told.acknowledged.length, told.stderr).toBeGreaterThan(3);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function copy(): string {
	const data = path.join(folder, `copy-${copies++}/data`);
	cpSync(killed, data, { recursive: true });
	return data;
}
const logs = (data: string) => {
	const log = path.join(data, 'graph.grafeo.wal');
	return readdirSync(log)
		.map((name) => path.join(log, name))
		.filter((file) => statSync(file).isFile() && statSync(file).size > 0)
		.sort();
};
const open = (data: string) =>
	openApp({ data, origin: 'http://localhost:3108', logLevel: 'silent' });

test('a whole log opens with nothing to say', async () => {
	const app = await open(copy());
	expect(app.audit.findings()).toEqual([]);
	expect(app.store.warnings).toEqual([]);
	expect((await verify({ store: app.store, audit: app.audit })).ok).toBe(true);
	await app.close();
});

test.each([0.3, 0.6, 0.9])(
	'a log cut at %f of its length is noticed by the audit heads, and what is left is whole',
	async (share) => {
		const data = copy();
		const file = logs(data).at(-1) ?? '';
		truncateSync(file, Math.floor(statSync(file).size * share));
		const app = await open(data);
		const findings = app.audit.findings().map(describeFinding);
		expect(findings).toEqual([expect.stringMatching(/the store lost its last \d+ audit entries/)]);
		const result = await verify({ store: app.store, audit: app.audit });
		expect(result).toMatchObject({ ok: false, problems: [], audit: { findings } });
		await app.close();

		const said = await faisceau(['search', 'malware', '--data', data, '--json'], {});
		expect(said.exit).toBe(0);
		expect(said.stderr).toContain('warning: the store lost its last');
		const checked = await faisceau(['verify', '--data', data, '--json'], {});
		expect(checked.exit).toBe(1);
		expect(checked.stderr).toContain('audit: the store lost its last');
	}
);

test('a log that was taken away is refused with what to do, and taking the loss is said too', async () => {
	const data = copy();
	rmSync(path.join(data, 'graph.grafeo.wal'), { recursive: true });
	await expect(open(data)).rejects.toThrow(StoreRefused);
	const refused = await faisceau(['search', 'x', '--data', data], {});
	expect(refused.exit).toBe(3);
	expect(refused.stderr).toMatch(/graph\.grafeo\.wal is missing.*Put the log back or restore/);
	rmSync(path.join(data, 'graph.state.json'));
	const taken = await faisceau(['verify', '--data', data], {});
	expect(taken.exit).toBe(1);
	expect(taken.stderr).toContain('the store lost its last');
});

test('a flipped byte in the log is told: opened at the last whole commit, or refused', async () => {
	const data = copy();
	const file = logs(data).at(-1) ?? '';
	const bytes = readFileSync(file);
	const middle = Math.floor(bytes.length / 2);
	bytes[middle] = (bytes[middle] ?? 0) ^ 0xff;
	writeFileSync(file, bytes);
	const app = await open(data);
	const said = [...app.store.warnings, ...app.audit.findings().map(describeFinding)];
	expect(said.join('\n')).toMatch(/log was damaged|lost its last/);
	expect((await verify({ store: app.store, audit: app.audit })).problems).toEqual([]);
	await app.close();
});
