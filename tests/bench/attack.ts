/**
 * ATT&CK enterprise through the built command line, into a new data folder each time: 24 771 objects,
 * 33 MB. Budgets: 10 s embedded, 40 s Neo4j (FAISCEAU_GRAPH, an empty graph), 640 MiB for the process.
 * Peer in the same run: the same file parsed whole and its nodes and relationships written bare to the
 * embedded engine, without provenance, audiences, search words, spool, journal or audit.
 */
import grafeo from '@grafeo-db/js';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

const shared = process.env.FAISCEAU_SHARED_DATA ?? path.resolve('../shared/data');
const file = path.join(shared, 'attack/enterprise-attack.json.gz');
const program = path.resolve('build/bin/faisceau.js');
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);

interface Result {
	read: number;
	entities: number;
	claims: number;
	seconds: number;
	peakMiB: number;
}

function ours(): Result & { wholeSeconds: number } {
	const data = mkdtempSync(path.join(tmpdir(), 'faisceau-bench-'));
	try {
		const start = performance.now();
		const { status, stdout, stderr } = spawnSync(
			process.execPath,
			[program, 'import', file, '--data', data, '--json'],
			{ encoding: 'utf8', maxBuffer: 1 << 28 }
		);
		if (status !== 0) throw new Error(`import ended with ${status}: ${stderr.slice(-2000)}`);
		const last = stdout.trim().split('\n').at(-1) ?? '';
		return { ...(JSON.parse(last) as Result), wholeSeconds: (performance.now() - start) / 1000 };
	} finally {
		rmSync(data, { recursive: true, force: true });
	}
}

interface StixObject {
	id: string;
	type: string;
	source_ref?: string;
	target_ref?: string;
	name?: string;
}

async function bare(): Promise<number> {
	const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-bare-'));
	const start = performance.now();
	const { objects } = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as {
		objects: StixObject[];
	};
	const database = grafeo.GrafeoDB.create(path.join(folder, 'bare.grafeo'));
	await database.executeCypher(
		'CREATE CONSTRAINT e IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE'
	);
	await database.executeCypher('CREATE INDEX i IF NOT EXISTS FOR (n:Entity) ON (n.id)');
	const inBatches = async (rows: object[], cypher: string) => {
		for (let at = 0; at < rows.length; at += 5000)
			await database.executeCypher(cypher, { rows: rows.slice(at, at + 5000) });
	};
	await inBatches(
		objects
			.filter(({ type }) => type !== 'relationship')
			.map(({ id, type, name }) => ({ id, kind: type, name: name ?? id })),
		'UNWIND $rows AS row CREATE (n:Entity) SET n = row'
	);
	await inBatches(
		objects
			.filter(({ type }) => type === 'relationship')
			.map(({ id, source_ref, target_ref }) => ({ id, from: source_ref, to: target_ref })),
		'UNWIND $rows AS row MATCH (a:Entity {id: row.from}) MATCH (b:Entity {id: row.to}) CREATE (a)-[r:USES {id: row.id}]->(b)'
	);
	database.close();
	rmSync(folder, { recursive: true, force: true });
	return (performance.now() - start) / 1000;
}

const median = (values: number[]) =>
	values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

if (!existsSync(file)) console.log(`Not measured: there is no ${file}.`);
else if (!existsSync(program)) console.log('Not measured: build first (npm run build).');
else {
	const graph = process.env.FAISCEAU_GRAPH;
	const results = Array.from({ length: graph ? 1 : rounds }, ours);
	const peers: number[] = [];
	for (let i = 0; i < rounds; i++) peers.push(await bare());
	for (const { read, entities, claims, seconds, peakMiB, wholeSeconds } of results)
		console.log(
			`${graph ? 'neo4j' : 'embedded'}: ${read} objects read, ${entities} entities and ${claims} claims made in ${seconds.toFixed(1)} s (whole command ${wholeSeconds.toFixed(1)} s), peak ${peakMiB} MiB`
		);
	const seconds = median(results.map((result) => result.seconds));
	console.log(`median ${seconds.toFixed(1)} s, budget ${graph ? 40 : 10} s; peak budget 640 MiB`);
	console.log(
		`peer (bare engine, embedded): median ${median(peers).toFixed(1)} s; ratio ${(seconds / median(peers)).toFixed(1)}`
	);
}
