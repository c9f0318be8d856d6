/**
 * Audit entries a second on the embedded engine, each on the disk before it is answered:
 * `node scripts/bench.js audit`. The bar is 500 a second with proofs: the entry kept, its path to the
 * root read and checked. The peer is the same append without a tree, in the same run, one after the
 * other and in turns, so that what else the machine does weighs on both alike. What no log could be faster
 * than stands beside them: one node written durably by the engine alone, and one line flushed to a file.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import { hashed, provesInclusion } from '#lib/domain/merkle.ts';
import { draftsOf, numbered } from '#lib/server/audit/entry.ts';
import type { AuditEvent } from '#lib/server/audit/event.ts';
import { openHeads } from '#lib/server/audit/heads.ts';
import { auditOf } from '#lib/server/audit/log.ts';
import { readHead, readNumbered } from '#lib/server/audit/queries.ts';
import { parentOf, rootOver, StoredTree, type TileCache } from '#lib/server/audit/tree.ts';
import { openStore } from '#lib/server/graph/open.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import type { Runner } from '#lib/server/graph/store.ts';

const now = () => new Date();
let made = 0;
const newId = () => `entry-${made++}`;
const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-bench-'));
const store = await openStore({ folder, now });
const log = await auditOf({ store, folder, key: 'bench', now, newId });
const event: AuditEvent = {
	action: 'network.card',
	actor: 'ada',
	organisation: 'belmark',
	outcome: 'done',
	subjects: ['entity-1', 'record-1'],
	detail: { claims: 7 }
};

/** The peer: numbered entries with their hash, one transaction and one flush each, no tree. */
async function plainLog() {
	const place = mkdtempSync(path.join(tmpdir(), 'faisceau-bench-plain-'));
	const plain = await openStore({ folder: place, now });
	const heads = await openHeads(place, 'bench');
	const take = builtStatement(
		'bench/take',
		'write',
		"MERGE (h:PlainHead {id: 'head'}) ON CREATE SET h.size = 0 WITH h SET h.size = h.size + $count RETURN h.size AS size"
	);
	const keep = builtStatement(
		'bench/keep',
		'write',
		"UNWIND $entries AS entry CREATE (e:PlainEntry) SET e = entry WITH count(e) AS kept MATCH (h:PlainHead {id: 'head'}) SET h.leaf = $leaf RETURN kept"
	);
	return {
		async append(count: number) {
			const head = await plain.transaction(async ({ run }) => {
				const [taken] = await run(take, { count });
				const size = v.parse(v.number(), taken?.size);
				const entries = Array.from({ length: count }, (_, i) =>
					numbered(
						draftsOf(event, { id: newId(), at: now().toISOString(), commit: (text) => text })[0],
						size - count + 1 + i
					)
				);
				const { leaf = '', at = '' } = entries[count - 1] ?? {};
				await run(keep, { entries, leaf });
				return { size, leaf, at };
			});
			await heads.record(head);
		},
		async close() {
			await heads.close();
			await plain.close();
			rmSync(place, { recursive: true });
		}
	};
}

/** What the engine and the disk take for the least there is: a node, a line. */
async function bare() {
	const place = mkdtempSync(path.join(tmpdir(), 'faisceau-bench-bare-'));
	const engine = await openStore({ folder: place, now });
	const file = await open(path.join(place, 'lines'), 'a');
	const create = builtStatement(
		'bench/bare',
		'write',
		'CREATE (n:Bare {id: $id}) RETURN n.id AS id'
	);
	return {
		node: () => engine.transaction(({ run }) => run(create, { id: newId() })),
		async line() {
			await file.appendFile(`${'x'.repeat(200)}\n`);
			await file.datasync();
		},
		async close() {
			await file.close();
			await engine.close();
			rmSync(place, { recursive: true });
		}
	};
}

const rates = new Map<string, number[]>();
async function measure(what: string, count: number, act: () => Promise<unknown>) {
	const start = performance.now();
	await act();
	const rate = (count / (performance.now() - start)) * 1000;
	rates.set(what, [...(rates.get(what) ?? []), rate]);
}
const median = (what: string) => {
	const sorted = (rates.get(what) ?? []).toSorted((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

const runner: Runner = { run: (query, params) => store.read(query, params) };
const cache: TileCache = new Map();
/** Reads the paths of the last entries and checks each, as an auditor would. */
async function prove(count: number) {
	const [head] = await store.read(readHead, {});
	const size = head?.size ?? 0;
	const root = rootOver(head?.peaks ?? []);
	const seqs = Array.from({ length: count }, (_, i) => size - i);
	const rows = await store.read(readNumbered, { seqs });
	const tree = new StoredTree(runner, size, cache);
	for (const { seq, entry } of rows) {
		const { leaf } = v.parse(v.object({ leaf: v.string() }), entry);
		const proof = await tree.inclusion(seq);
		if (!hashed(provesInclusion({ leaf, index: seq - 1, size, root, proof }), parentOf))
			throw new Error(`entry ${seq} was not proven`);
	}
}

const consult = () => log.consult(event);
const times = async (count: number, act: () => Promise<unknown>) => {
	for (let i = 0; i < count; i++) await act();
};
const together = (count: number, act: () => Promise<unknown>) =>
	Promise.all(Array.from({ length: count }, act));

const plain = await plainLog();
const least = await bare();
const rounds = 7;
for (let round = 0; round < rounds; round++) {
	await measure('one after another, bare node', 200, () => times(200, least.node));
	await measure('one after another, bare line', 200, () => times(200, least.line));
	await measure('one after another, plain', 200, () => times(200, () => plain.append(1)));
	await measure('one after another, with tree', 200, () => times(200, consult));
	await measure('one after another, each proven', 200, () =>
		times(200, async () => {
			await consult();
			await prove(1);
		})
	);
	await measure('100 at once, plain', 1_000, () => times(10, () => plain.append(100)));
	await measure('100 at once, with tree', 1_000, () => times(10, () => together(100, consult)));
	await measure('100 at once, each proven', 1_000, () =>
		times(10, async () => {
			await together(100, consult);
			await prove(100);
		})
	);
}
for (const what of rates.keys()) console.log(`${what}: ${Math.round(median(what))} entries/s`);
for (const how of ['one after another', '100 at once'])
	console.log(
		`${how}, with tree against plain: ${(median(`${how}, with tree`) / median(`${how}, plain`)).toFixed(2)}`
	);
console.log(
	`one after another, with tree against a bare node: ${(median('one after another, with tree') / median('one after another, bare node')).toFixed(2)}`
);

const write = () => log.write(event, () => Promise.resolve(undefined));
await measure('changes, one after another', 500, () => times(500, write));
await measure('changes, 100 at once', 1_000, () => times(10, () => together(100, write)));
for (const what of ['changes, one after another', 'changes, 100 at once'])
	console.log(`${what}: ${Math.round(median(what))} entries/s`);

const start = performance.now();
const { size, findings } = await log.check();
const seconds = (performance.now() - start) / 1000;
console.log(
	`check of the whole log: ${size} entries, ${Math.round(size / seconds)}/s, ${findings.length} findings`
);

await plain.close();
await least.close();
await log.close();
await store.close();
rmSync(folder, { recursive: true });
