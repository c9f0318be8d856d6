/** The real thing: MITRE ATT&CK, as MITRE publishes it, through the reader and the writer. */
import { gunzipSync } from 'node:zlib';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readers } from '#lib/server/ingest/readers.ts';
import { startNeo4j } from '../../scripts/neo4j.js';
import { neo4jReady, sayWhetherNeo4jRuns } from '../contract/engines.ts';
import { analyst, openWorld, type World } from '../ingest/world.ts';

const data = process.env.FAISCEAU_REAL_DATA ?? '';
const enterprise = path.join(data, 'attack/enterprise-attack.json.gz');
const ics = path.join(data, 'attack/ics-attack.json.gz');

interface Bundle {
	type: string;
	id: string;
	objects: { id: string; type: string }[];
}
const bundleOf = (file: string) =>
	JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as Bundle;

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'faisceau-attack-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = (graph?: string) => openWorld({ readers: [...readers], graph });
const bring = async (world: World, file: string) =>
	(await world.ingest.start(analyst('alpha'), { file, tlp: 'green', input: { path: file } }))
		.finished;

/** Deterministic shuffle (xorshift32), so that a failure can be repeated. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
	let state = seed;
	const next = (below: number) => {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		return (state >>> 0) % below;
	};
	const result = [...items];
	for (let i = result.length - 1; i > 0; i--) {
		const j = next(i + 1);
		[result[i], result[j]] = [result[j] as T, result[i] as T];
	}
	return result;
}

function writeBundle(name: string, bundle: Bundle, objects: Bundle['objects']): string {
	const file = path.join(folder, name);
	writeFileSync(file, JSON.stringify({ ...bundle, objects }));
	return file;
}

describe('ATT&CK on the embedded engine', () => {
	test('enterprise: every object is read and accepted, and a second import creates nothing', async () => {
		const world = await open();
		try {
			const first = await bring(world, enterprise);
			expect(first).toMatchObject({
				state: 'done',
				read: 24_771,
				accepted: 24_771,
				rejectedCount: 0,
				entities: 4_723,
				records: 4_723
			});
			expect(first.claims).toBeGreaterThanOrEqual(20_048);
			const second = await bring(world, enterprise);
			expect(second).toMatchObject({ read: 24_771, entities: 0, records: 0, claims: 0 });
		} finally {
			await world.close();
		}
	}, 300_000);

	test('ICS: whole, twice, shuffled and split in a hundred parts give the identical graph', async () => {
		const bundle = bundleOf(ics);
		const whole = await open();
		const parts = await open();
		const mixed = await open();
		try {
			await bring(whole, ics);
			await bring(whole, ics);
			const expected = await whole.picture();
			await bring(mixed, writeBundle('shuffled.json', bundle, shuffled(bundle.objects, 7)));
			expect(await mixed.picture()).toBe(expected);
			const objects = shuffled(bundle.objects, 11);
			for (let i = 0; i < 100; i++)
				await bring(
					parts,
					writeBundle(
						`part-${i}.json`,
						bundle,
						objects.filter((_, at) => at % 100 === i)
					)
				);
			expect(await parts.picture()).toBe(expected);
		} finally {
			for (const world of [whole, parts, mixed]) await world.close();
		}
	}, 600_000);

	test('undoing ATT&CK leaves an empty graph', async () => {
		const world = await open();
		try {
			const empty = await world.picture();
			const { id } = await bring(world, ics);
			await world.ingest.undo(analyst('alpha'), id);
			expect(await world.picture()).toBe(empty);
		} finally {
			await world.close();
		}
	}, 300_000);
});

describe('ATT&CK on a real Neo4j', () => {
	sayWhetherNeo4jRuns();
	test.skipIf(!neo4jReady)(
		'both engines hold the same graph',
		async () => {
			const server = await startNeo4j({ home: path.join(folder, 'neo4j') });
			const embedded = await open();
			const neo4j = await open(server.url);
			try {
				await bring(embedded, ics);
				await bring(neo4j, ics);
				expect(await neo4j.picture()).toBe(await embedded.picture());
			} finally {
				await embedded.close();
				await neo4j.close();
				await server.stop();
			}
		},
		600_000
	);
});
