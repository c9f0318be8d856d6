/**
 * Audit entries a second on the embedded engine, each on the disk before it is answered:
 * `node scripts/bench.js audit`. The bar is 500 a second with many people at once.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AuditEvent } from '#lib/server/audit/event.ts';
import { auditOf } from '#lib/server/audit/log.ts';
import { openStore } from '#lib/server/graph/open.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-bench-'));
const now = () => new Date();
const store = await openStore({ folder, now });
let made = 0;
const log = await auditOf({ store, folder, key: 'bench', now, newId: () => `entry-${made++}` });
const event: AuditEvent = {
	action: 'network.card',
	actor: 'ada',
	organisation: 'belmark',
	outcome: 'done',
	subjects: ['entity-1', 'record-1'],
	detail: { claims: 7 }
};

async function measure(what: string, writers: number, each: number, act: () => Promise<unknown>) {
	const start = performance.now();
	const one = async () => {
		for (let i = 0; i < each; i++) await act();
	};
	await Promise.all(Array.from({ length: writers }, one));
	const seconds = (performance.now() - start) / 1000;
	console.log(`${what}: ${Math.round((writers * each) / seconds)} entries/s`);
}

const consult = () => log.consult(event);
const write = () => log.write(event, () => Promise.resolve(undefined));
await measure('consultations, one after another', 1, 1_000, consult);
await measure('consultations, 100 at once', 100, 100, consult);
await measure('changes, one after another', 1, 1_000, write);
await measure('changes, 100 at once', 100, 20, write);

const start = performance.now();
const { size, findings } = await log.check();
const seconds = (performance.now() - start) / 1000;
console.log(
	`check of the whole log: ${size} entries, ${Math.round(size / seconds)}/s, ${findings.length} findings`
);

await log.close();
await store.close();
rmSync(folder, { recursive: true });
