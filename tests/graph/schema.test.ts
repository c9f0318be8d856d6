import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEmbedded } from '#lib/server/graph/embedded.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { applySchema, ensureKeys, schemaFiles, statementsOf } from '#lib/server/graph/schema.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';

let folder: string;
let store: GraphStore;

beforeEach(async () => {
	folder = mkdtempSync(path.join(tmpdir(), 'faisceau-schema-'));
	store = await openEmbedded(folder);
});

afterEach(async () => {
	await store.close();
	rmSync(folder, { recursive: true, force: true });
});

const run = (text: string, params: Record<string, unknown> = {}) =>
	store.write(builtStatement('test', 'write', text), params);
const versions = async () =>
	(await run('MATCH (s:Schema) RETURN s.version AS version ORDER BY version')).map(
		(row) => row.version
	);

const uniqueKeys = schemaFiles().flatMap((file) =>
	file.statements.flatMap((statement) => {
		const [, label, property] = /FOR \(n:(\w+)\) REQUIRE n\.(\w+) IS UNIQUE/.exec(statement) ?? [];
		return label && property ? [{ label, property }] : [];
	})
);

test('every key of the data model refuses a second node', async () => {
	await applySchema(store);
	expect(uniqueKeys.map((key) => key.label)).toEqual(
		expect.arrayContaining(['Entity', 'Record', 'Identifier', 'Provenance', 'Source', 'Import'])
	);
	for (const { label, property } of uniqueKeys) {
		await run(`CREATE (n:${label} {${property}: $key})`, { key: 'twice' });
		await expect(run(`CREATE (n:${label} {${property}: $key})`, { key: 'twice' })).rejects.toThrow(
			/constraint|unique/i
		);
	}
});

test('a key is an index as well: finding one node reads one node', async () => {
	await applySchema(store);
	const rows = Array.from({ length: 2000 }, (_, i) => ({ id: `e${i}` }));
	await run('UNWIND $rows AS row MERGE (n:Entity {id: row.id})', { rows });
	const [plan] = await run("EXPLAIN MATCH (n:Entity {id: 'e7'}) RETURN n.id AS id");
	expect(JSON.stringify(plan)).toContain('[index: id]');
});

test('applying the schema again changes nothing', async () => {
	await applySchema(store);
	const before = await versions();
	await applySchema(store);
	expect(await versions()).toEqual(before);
	expect(before.length).toBeGreaterThan(0);
});

test('a start interrupted after any statement is completed by the next one', async () => {
	const versions = new Set(schemaFiles().map((file) => file.version));
	const statements = schemaFiles()
		.filter((file) => file.engine !== 'neo4j')
		.flatMap((file) => file.statements);
	for (let stop = 0; stop < statements.length; stop += 7) {
		const fresh = mkdtempSync(path.join(tmpdir(), 'faisceau-schema-'));
		const interrupted = await openEmbedded(fresh);
		for (const statement of statements.slice(0, stop))
			await interrupted.write(builtStatement('test', 'write', statement), {});
		await interrupted.close();
		const next = await openEmbedded(fresh);
		await applySchema(next);
		const recorded = builtStatement('test', 'read', 'MATCH (s:Schema) RETURN count(s) AS n');
		expect(await next.read(recorded, {})).toEqual([{ n: versions.size }]);
		await next.close();
		rmSync(fresh, { recursive: true });
	}
});

test('a graph changed by a newer program is refused, not rewritten', async () => {
	await applySchema(store);
	await run("CREATE (:Schema {version: 999, name: 'later'})");
	await expect(applySchema(store)).rejects.toThrow(
		/schema 999 \(later\), this program knows \d+: start the newer program/
	);
});

test('a file is split where a line ends with a semicolon', () => {
	expect(statementsOf("// a; b\nCREATE (n {x: 'a;b'});\n\nMATCH (n)\nRETURN n;\n")).toEqual([
		"CREATE (n {x: 'a;b'})",
		'MATCH (n)\nRETURN n'
	]);
});

test('schema files are numbered without a gap or a repeat', () => {
	for (const engine of ['embedded', 'neo4j'] as const) {
		const files = schemaFiles().filter((file) => file.engine === 'both' || file.engine === engine);
		const numbers = files.map((file) => file.version);
		expect(new Set(numbers).size).toBe(numbers.length);
	}
	const all = [...new Set(schemaFiles().map((file) => file.version))];
	expect(all).toEqual(all.map((_, index) => index + 1));
});

test('keys of a label given by code are unique and found again', async () => {
	await ensureKeys(store, 'Auth_user', ['email'], ['name']);
	await ensureKeys(store, 'Auth_user', ['email'], ['name']);
	await run("CREATE (:Auth_user {email: 'a', name: 'x'})");
	await run("CREATE (:Auth_user {email: 'b', name: 'x'})");
	await expect(run("CREATE (:Auth_user {email: 'a'})")).rejects.toThrow(/constraint|unique/i);
	for (const name of ['', '1a', 'a b', 'a`', 'x'.repeat(65), 'a) DETACH DELETE n //'])
		await expect(ensureKeys(store, 'Auth_user', [name], [])).rejects.toThrow(
			'not a label or property'
		);
});
