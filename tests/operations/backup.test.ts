import {
	appendFileSync,
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditOf } from '#lib/server/audit/log.ts';
import { openSigner } from '#lib/server/audit/signer.ts';
import { openEmbedded } from '#lib/server/graph/embedded.ts';
import { openStore } from '#lib/server/graph/open.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { applySchema } from '#lib/server/graph/schema.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import { dump, type DumpParts } from '#lib/server/operations/dump.ts';
import { checkDump, fingerprintOf } from '#lib/server/operations/manifest.ts';
import { restore } from '#lib/server/operations/restore.ts';
import { verify } from '#lib/server/operations/verify.ts';
import {
	neo4jForTest,
	neo4jReady,
	neo4jStartMs,
	sayWhetherNeo4jRuns,
	type TestStore
} from '../contract/engines.ts';
import { claim, marking, openWorld, record, type World } from '../ingest/world.ts';

sayWhetherNeo4jRuns();

const secret = Buffer.from('a secret of thirty-two bytes, or so it is said');
const now = () => new Date('2026-11-22T12:00:00.000Z');
const read = (text: string) => builtStatement('test/read', 'read', text);
const write = (text: string) => builtStatement('test/write', 'write', text);

let world: World;
let scratch: string;
let target: string;
beforeEach(async () => {
	world = await openWorld();
	scratch = mkdtempSync(path.join(tmpdir(), 'faisceau-backup-'));
	target = path.join(scratch, 'dump');
	await world.bring([
		record('malware--a', { tlp: 'green', names: ['Čapek — «x»', '👮', '<img onerror>'] }),
		record('malware--b', { markingRefs: ['marking-definition--late'] }),
		marking('marking-definition--known', 'amber'),
		record('tool--c', { tlp: 'clear', latitude: 51.05, longitude: 3, sectors: ['energy'] }),
		claim('relationship--1', 'malware--a', 'malware--b', { description: 'two\nlines' }),
		claim('relationship--2', 'tool--c', 'tool--gone', { amountMinor: 4_500_000_000_000 }),
		claim('relationship--3', 'malware--a', 'malware--a')
	]);
	await world.bring([
		record('malware--a', { names: ['newer'], modified: '2026-02-01T00:00:00.000Z' })
	]);
	await world.store.write(
		write(
			`CREATE (:Auth_user {id: 'u1', email: 'a@b.example', name: 'A'}) CREATE (:Auth_account {id: 'p1', userId: 'u1', password: 'hash'}) CREATE (:Auth_session {id: 's1', token: 'no'}) CREATE (:SetUpLink {id: 'set-up', hash: 'no'})`
		),
		{}
	);
});
afterEach(async () => {
	await world.close();
	rmSync(scratch, { recursive: true, force: true });
});

const dumped = (more: Partial<DumpParts> = {}) =>
	dump({ store: world.store, data: world.folder, target, secret, now, ...more });

/** Everything in a graph but the schema and what a backup leaves out, as sorted lines. */
async function linesOf(store: GraphStore): Promise<string[]> {
	const text = (value: unknown) =>
		JSON.stringify(value, (_, item: unknown) =>
			item !== null && typeof item === 'object' && !Array.isArray(item)
				? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
				: item
		);
	const nodes = await store.read(
		read('MATCH (n) RETURN labels(n) AS labels, properties(n) AS props'),
		{}
	);
	const links = await store.read(
		read(
			'MATCH (a)-[l]->(b) RETURN type(l) AS type, properties(l) AS props, properties(a) AS a, properties(b) AS b'
		),
		{}
	);
	return [
		...nodes
			.map(({ labels, props }) => ({ labels: (labels as string[]).sort(), props }))
			.filter(({ labels: [label] }) => !/^(Schema|Auth_session|SetUpLink)$/.test(label ?? '')),
		...links
	]
		.map(text)
		.sort();
}

async function restored<T>(work: (store: GraphStore, folder: string) => Promise<T>): Promise<T> {
	const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-restored-'));
	const store = await openStore({ folder, now });
	try {
		return await work(store, folder);
	} finally {
		await store.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

describe('a backup', () => {
	test('restores to the same graph, node for node and claim for claim', async () => {
		await dumped();
		const before = await linesOf(world.store);
		expect(before.length).toBeGreaterThan(40);
		await restored(async (store, folder) => {
			const manifest = await checkDump(target);
			await restore({ store, folder: target, manifest });
			expect(await linesOf(store)).toEqual(before);
			writeFileSync(
				path.join(folder, 'audit.heads'),
				readFileSync(path.join(target, 'audit.heads'))
			);
			// No backup holds the key: the command that restores makes a new one, and says so.
			openSigner(folder);
			const audit = await auditOf({ store, folder, key: 'test', now, newId: () => 'x' });
			const result = await verify({ store, audit });
			expect(result.problems).toEqual([]);
			expect(result.audit.findings).toEqual([]);
			expect(result.graphDigest).toBe(
				(await verify({ store: world.store, audit: world.audit })).graphDigest
			);
			await audit.close();
		});
	});

	test('keeps accounts, leaves out sessions and set-up links, and never holds the secret', async () => {
		const manifest = await dumped();
		expect(manifest.nodes).toMatchObject({ Auth_user: 1, Auth_account: 1, Record: 4, Change: 1 });
		expect(manifest.nodes).not.toHaveProperty('Auth_session');
		expect(manifest.nodes).not.toHaveProperty('SetUpLink');
		expect(manifest.secret).toBe(fingerprintOf(secret));
		const everything = readdirSync(target, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => readFileSync(path.join(entry.parentPath, entry.name)))
			.map((bytes) => (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('latin1'))
			.join('\n');
		expect(everything).toContain('newer');
		for (const form of ['utf8', 'hex', 'base64', 'base64url'] as const)
			expect(everything).not.toContain(secret.toString(form).slice(0, 40));
	});

	test('is readable by its owner alone', async () => {
		await dumped();
		for (const entry of readdirSync(target, { recursive: true, withFileTypes: true }))
			expect(statSync(path.join(entry.parentPath, entry.name)).mode & 0o077).toBe(0);
	});

	test('is of one moment while others go on writing', async () => {
		const before = await linesOf(world.store);
		let written: Promise<unknown> | undefined;
		const manifest = await dumped({
			progress: () => {
				written ??= world.bring([
					record('malware--later'),
					claim('relationship--later', 'malware--later', 'malware--a')
				]);
			}
		});
		await written;
		expect(written).toBeDefined();
		expect((await linesOf(world.store)).length).toBeGreaterThan(before.length);
		await restored(async (store) => {
			await restore({ store, folder: target, manifest: await checkDump(target) });
			expect(await linesOf(store)).toEqual(before);
		});
		expect(manifest.nodes.Record).toBe(4);
	});

	test('goes into an empty folder only, and leaves nothing when it is stopped', async () => {
		await dumped();
		await expect(dumped()).rejects.toThrow(/is not empty/);
		expect((await checkDump(target)).nodes.Record).toBe(4);
		const stop = new AbortController();
		const other = path.join(scratch, 'stopped');
		await expect(
			dumped({ target: other, signal: stop.signal, progress: () => stop.abort() })
		).rejects.toThrow(/abort/i);
		expect(existsSync(other)).toBe(false);
	});

	test('refuses to leave out what it does not know', async () => {
		await world.store.write(write(`CREATE (:Newcomer {id: 'x'})`), {});
		await expect(dumped()).rejects.toThrow(/Newcomer/);
		expect(existsSync(target)).toBe(false);
	});

	test('refuses a graph of which a part cannot be read by its key', async () => {
		await world.store.write(write(`CREATE (:Source {name: 'no id'})`), {});
		await expect(dumped()).rejects.toThrow(/Source: 2 there, 1 read|Source: 3 there, 2 read/);
	});

	test('holds the engine’s own copy on request, which opens by itself', async () => {
		await dumped({ native: true });
		const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-native-'));
		writeFileSync(
			path.join(folder, 'graph.grafeo'),
			readFileSync(path.join(target, 'graph.grafeo'))
		);
		const copy = await openEmbedded(folder);
		expect(await linesOf(copy)).toEqual(await linesOf(world.store));
		await copy.close();
		rmSync(folder, { recursive: true, force: true });
	});
});

describe('a damaged backup is refused before anything is written', () => {
	const spoil = (name: string, change: (bytes: Buffer) => Buffer) => {
		const file = path.join(target, name);
		writeFileSync(file, change(readFileSync(file)));
	};
	const flip = (bytes: Buffer) => {
		const copy = Buffer.from(bytes);
		const middle = Math.floor(copy.length / 2);
		copy[middle] = (copy[middle] ?? 0) ^ 1;
		return copy;
	};
	const damages: [string, () => void, RegExp][] = [
		['one bit of a file', () => spoil('nodes/Record.ndjson.gz', flip), /Record.*hash does not fit/],
		[
			'a file cut short',
			() => spoil('relationships/USES.ndjson.gz', (bytes) => bytes.subarray(0, 20)),
			/USES.*has 20 bytes/
		],
		[
			'a file grown longer',
			() => appendFileSync(path.join(target, 'nodes/Entity.ndjson.gz'), 'x'),
			/Entity.*bytes/
		],
		[
			'a file missing',
			() => rmSync(path.join(target, 'nodes/Source.ndjson.gz')),
			/Source.*missing/
		],
		[
			'a changed count',
			() =>
				spoil('manifest.json', (bytes) =>
					Buffer.from(bytes.toString().replace(/"Record": 4/, '"Record": 3'))
				),
			/digest does not fit/
		],
		['no manifest', () => rmSync(path.join(target, 'manifest.json')), /no finished backup/],
		[
			'a manifest that is no JSON',
			() => spoil('manifest.json', () => Buffer.from('{')),
			/not JSON/
		],
		[
			'a manifest of something else',
			() => spoil('manifest.json', () => Buffer.from('{"format":"other"}')),
			/manifest\.json: /
		],
		[
			'a path that leads out of it',
			() =>
				spoil('manifest.json', (bytes) =>
					Buffer.from(bytes.toString().replace('nodes/Record', '../../Record'))
				),
			/path inside the backup/
		]
	];
	test.each(damages)('%s', async (_, damage, message) => {
		await dumped();
		damage();
		await expect(checkDump(target)).rejects.toThrow(message);
	});
});

describe('a restore', () => {
	test('goes into an empty graph only', async () => {
		const manifest = await dumped();
		const before = await linesOf(world.store);
		await expect(restore({ store: world.store, folder: target, manifest })).rejects.toThrow(
			/empty graph only/
		);
		expect(await linesOf(world.store)).toEqual(before);
	});

	test('refuses the schema of a newer program', async () => {
		const manifest = await dumped();
		await restored(async (store) => {
			await expect(
				restore({ store, folder: target, manifest: { ...manifest, schema: 900 } })
			).rejects.toThrow(/schema 900/);
		});
	});

	test('says so when lines do not find what they refer to', async () => {
		const manifest = await dumped();
		const files = manifest.files.filter((file) => !file.path.includes('Identifier'));
		await restored(async (store) => {
			await expect(
				restore({ store, folder: target, manifest: { ...manifest, files } })
			).rejects.toThrow(/IDENTIFIED_BY.*0 found what they refer to/);
		});
	});
});

describe.skipIf(!neo4jReady)('across engines', () => {
	let neo4j: TestStore;
	beforeAll(async () => {
		neo4j = await neo4jForTest();
		await applySchema(neo4j.store);
	}, neo4jStartMs);
	afterAll(() => neo4j.end());

	test('a backup of the embedded engine restores into Neo4j, and one of Neo4j into the embedded engine', async () => {
		await dumped();
		const before = await linesOf(world.store);
		await restore({ store: neo4j.store, folder: target, manifest: await checkDump(target) });
		expect(await linesOf(neo4j.store)).toEqual(before);

		const back = path.join(scratch, 'back');
		await dumped({ store: neo4j.store, target: back });
		await restored(async (store) => {
			await restore({ store, folder: back, manifest: await checkDump(back) });
			expect(await linesOf(store)).toEqual(before);
		});

		// Neo4j reads what is committed at each statement: a change half-way must not pass unsaid.
		let changed = false;
		const busy: GraphStore = {
			...neo4j.store,
			snapshot: (work) =>
				neo4j.store.snapshot(({ run }) =>
					work({
						run: async (query, params) => {
							const rows = await run(query, params);
							if (query.name.startsWith('operations/') && /claims/.test(query.name) && !changed) {
								changed = true;
								await neo4j.store.write(write(`CREATE (:Source {id: 'meanwhile'})`), {});
							}
							return rows;
						}
					})
				)
		};
		const torn = path.join(scratch, 'torn');
		await expect(dumped({ store: busy, target: torn })).rejects.toThrow(
			/changed during the backup \(Source: \d+ there, \d+ read\)/
		);
		expect(changed).toBe(true);
		expect(existsSync(torn)).toBe(false);
	}, 120_000);
});
