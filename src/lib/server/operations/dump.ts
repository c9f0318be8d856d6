/**
 * Backup: a neutral logical dump, the same for both engines and restored into either. Packed lines of
 * JSON, nodes by label and relationships by type, and a manifest written last. On the embedded engine
 * it is of one moment and writing goes on; on Neo4j the numbers are compared before and after, and a
 * graph that changed meanwhile is refused. Sessions and other passing things stay out, and so do the
 * secret and the key that signs the audit log.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { isClaimType } from '#lib/domain/claim-types.ts';
import { kindNames, kinds } from '#lib/domain/kinds.ts';
import { checkpointsName } from '#lib/server/audit/checkpoints.ts';
import { readEntries, readHead } from '#lib/server/audit/queries.ts';
import { schemaFiles } from '#lib/server/graph/schema.ts';
import type { GraphStore, Runner } from '#lib/server/graph/store.ts';
import { labelsById, linkTypes, passingLabels, storedLabels } from '#lib/server/graph/stored.ts';
import { flush, PackedLines } from './dump-file.ts';
import {
	fingerprintOf,
	formatVersion,
	headsName,
	manifestName,
	OperationRefused,
	sealed,
	type DumpFile,
	type Manifest
} from './manifest.ts';
import * as queries from './queries.ts';
import {
	identifierKeysOf,
	idsOf,
	sizesOf,
	slices,
	sum,
	type Sizes,
	type Watch
} from './reading.ts';

export interface DumpParts extends Watch {
	store: GraphStore;
	/** The data folder: the heads of the audit log and what imports left there are kept too. */
	data: string;
	/** Made if it is not there; otherwise it must be empty. */
	target: string;
	secret: Uint8Array;
	now: () => Date;
	/** Adds the engine's own copy, where it has one. */
	native?: boolean;
}

/** Claims are more than the entities they start at. */
const startsAtOnce = 250;
const auditChunk = 1000;
/** Read by their own queries, with what they lead to. */
const special = ['AuditEntry', 'Entity', 'Provenance', 'Record'] as const;
const plain = labelsById.filter((label) => !(special as readonly string[]).includes(label));

class Dump {
	#files = new Map<string, PackedLines>();
	#done = 0;
	readonly #total: number;
	readonly nodes = new Map<string, number>();
	readonly relationships = new Map<string, number>();

	constructor(
		readonly runner: Runner,
		readonly parts: DumpParts,
		readonly sizes: Sizes
	) {
		this.#total =
			sum(storedLabels.map((label) => sizes.nodes.get(label) ?? 0)) +
			sum(sizes.relationships.values());
	}

	async #add(kind: 'nodes' | 'relationships', name: string, rows: readonly object[]) {
		const counts = this[kind];
		counts.set(name, (counts.get(name) ?? 0) + rows.length);
		const place = `${kind}/${name}.ndjson.gz`;
		const file = this.#files.get(place) ?? new PackedLines(this.parts.target, place);
		this.#files.set(place, file);
		await file.add(rows);
		this.#done += rows.length;
		this.parts.progress?.(this.#done, this.#total);
		await new Promise(setImmediate);
		this.parts.signal?.throwIfAborted();
	}

	async plainNodes() {
		for (const label of plain)
			for await (const ids of idsOf(this.runner, label, this.sizes)) {
				const rows = await this.runner.run(queries.nodes[label], { ids });
				await this.#add(
					'nodes',
					label,
					rows.map(({ props }) => ({ props }))
				);
			}
		const tokens = await this.runner.run(queries.tokens, {});
		for (const part of slices(tokens))
			await this.#add(
				'nodes',
				'AudienceToken',
				part.map((props) => ({ props }))
			);
		for await (const keys of identifierKeysOf(this.runner, this.sizes))
			await this.#add(
				'nodes',
				'Identifier',
				keys.map((key) => ({ props: { key } }))
			);
	}

	/** In the order of their numbers, up to the head that was read at the start. */
	async auditEntries(size: number) {
		for (let from = 1; from <= size; from += auditChunk) {
			const to = Math.min(from + auditChunk, size + 1);
			const rows = await this.runner.run(readEntries, { from, to });
			await this.#add(
				'nodes',
				'AuditEntry',
				rows.map(({ entry }) => ({ props: entry }))
			);
		}
	}

	async provenances() {
		for await (const ids of idsOf(this.runner, 'Provenance', this.sizes)) {
			const rows = await this.runner.run(queries.provenances, { ids });
			await this.#add(
				'nodes',
				'Provenance',
				rows.map(({ props }) => ({ props }))
			);
			await this.#add(
				'relationships',
				'FROM',
				rows.flatMap(({ id, sources }) => sources.map((to) => ({ from: id, to })))
			);
		}
	}

	async records() {
		for await (const ids of idsOf(this.runner, 'Record', this.sizes)) {
			const rows = await this.runner.run(queries.records, { ids });
			await this.#add(
				'nodes',
				'Record',
				rows.map(({ props }) => ({ props }))
			);
			await this.#add(
				'relationships',
				'DESCRIBES',
				rows.flatMap(({ id, entities }) => entities.map((to) => ({ from: id, to })))
			);
			await this.#add(
				'relationships',
				'IDENTIFIED_BY',
				rows.flatMap(({ id, keys }) => keys.map((to) => ({ from: id, to })))
			);
		}
	}

	async entitiesAndClaims() {
		for await (const ids of idsOf(this.runner, 'Entity', this.sizes)) {
			const rows = await this.runner.run(queries.nodes.Entity, { ids });
			await this.#add(
				'nodes',
				'Entity',
				rows.map(({ props }) => ({ props }))
			);
			for (const starts of slices(ids, startsAtOnce)) {
				const byType = new Map<string, object[]>();
				for (const { type, ...claim } of await this.runner.run(queries.claims, { ids: starts }))
					byType.set(type, [...(byType.get(type) ?? []), claim]);
				for (const [type, claims] of byType) await this.#add('relationships', type, claims);
			}
		}
	}

	async close(): Promise<DumpFile[]> {
		const files: DumpFile[] = [];
		for (const file of this.#files.values()) files.push(await file.close());
		return files;
	}

	abandon() {
		for (const file of this.#files.values()) file.abandon();
	}
}

/** Refuses to leave out what this program does not know, such as the work of a newer one. */
function refuseUnknown({ nodes, relationships }: Sizes) {
	const known = new Set<string>([
		...storedLabels,
		...passingLabels,
		...kindNames.map((kind) => kinds[kind].label)
	]);
	const labels = [...nodes.keys()].filter((label) => !known.has(label));
	const types = [...relationships.keys()].filter(
		(type) => !isClaimType(type) && !(linkTypes as readonly string[]).includes(type)
	);
	const unknown = [...labels, ...types];
	if (unknown.length)
		throw new OperationRefused(
			`the graph holds ${unknown.join(', ')}, which this program does not know and would leave out: use the program that wrote it`
		);
}

/** What was written must be what is there, or the backup would be restored short. */
function holdAgainst(dump: Dump, { nodes, relationships }: Sizes, auditSize: number) {
	const faults = [
		...storedLabels.flatMap((label) => {
			const there = label === 'AuditEntry' ? auditSize : (nodes.get(label) ?? 0);
			const kept = dump.nodes.get(label) ?? 0;
			return there === kept ? [] : [`${label}: ${there} there, ${kept} read`];
		}),
		...[...relationships].flatMap(([type, there]) => {
			const kept = dump.relationships.get(type) ?? 0;
			return there === kept ? [] : [`${type}: ${there} there, ${kept} read`];
		})
	];
	if (faults.length)
		throw new OperationRefused(
			dump.parts.store.engine === 'neo4j'
				? `the graph changed during the backup (${faults.join('; ')}): stop imports and try again`
				: `not everything can be read by its key (${faults.join('; ')}): run faisceau verify`
		);
}

/** What imports left in the data folder: their remarks and, of unfinished ones, what is still to be written. */
function importFiles(data: string): string[] {
	const root = path.join(data, 'imports');
	if (!existsSync(root)) return [];
	return readdirSync(root, { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && entry.name !== 'uploads')
		.flatMap((entry) =>
			readdirSync(path.join(root, entry.name), { withFileTypes: true })
				.filter((file) => file.isFile())
				.map((file) => `imports/${entry.name}/${file.name}`)
		);
}

async function keep(from: string, target: string, place: string): Promise<DumpFile> {
	const to = path.join(target, place);
	mkdirSync(path.dirname(to), { recursive: true, mode: 0o700 });
	copyFileSync(from, to);
	await flush(to);
	const content = await readFile(to);
	return {
		path: place,
		bytes: content.length,
		sha256: createHash('sha256').update(content).digest('hex')
	};
}

function prepare(target: string): boolean {
	if (existsSync(target)) {
		if (!statSync(target).isDirectory()) throw new OperationRefused(`${target} is not a folder`);
		if (readdirSync(target).length)
			throw new OperationRefused(`${target} is not empty: name a new folder for the backup`);
		return false;
	}
	mkdirSync(target, { recursive: true, mode: 0o700 });
	return true;
}

async function write(parts: DumpParts): Promise<Manifest> {
	const { store, data, target, now } = parts;
	const createdAt = now().toISOString();
	// Before the graph is read: the heads on file must never be ahead of the entries that are kept.
	const beside: DumpFile[] = [];
	for (const name of [headsName, checkpointsName])
		if (existsSync(path.join(data, name)))
			beside.push(await keep(path.join(data, name), target, name));
	const content = await store.snapshot(async (runner) => {
		const sizes = await sizesOf(runner);
		refuseUnknown(sizes);
		const [head = { size: 0, leaf: '' }] = await runner.run(readHead, {});
		const dump = new Dump(runner, parts, sizes);
		try {
			await dump.plainNodes();
			await dump.auditEntries(head.size);
			await dump.provenances();
			await dump.records();
			await dump.entitiesAndClaims();
			holdAgainst(dump, await sizesOf(runner), head.size);
			const files = await dump.close();
			return {
				files,
				audit: { size: head.size, leaf: head.leaf },
				nodes: Object.fromEntries(dump.nodes),
				relationships: Object.fromEntries(dump.relationships)
			};
		} catch (error) {
			dump.abandon();
			throw error;
		}
	});
	for (const place of importFiles(data))
		beside.push(await keep(path.join(data, place), target, place));
	if (parts.native) await store.backup?.(target);
	const manifest = sealed({
		format: 'faisceau-backup',
		version: formatVersion,
		createdAt,
		engine: store.engine,
		schema: Math.max(0, ...schemaFiles().map(({ version }) => version)),
		secret: fingerprintOf(parts.secret),
		...content,
		files: [...content.files, ...beside]
	});
	const file = path.join(target, manifestName);
	await writeFile(file, `${JSON.stringify(manifest, null, '\t')}\n`, { mode: 0o600 });
	await flush(file);
	await flush(target);
	return manifest;
}

/** Writes the backup; when it fails or is stopped, nothing of it is left. */
export async function dump(parts: DumpParts): Promise<Manifest> {
	if (parts.native && !parts.store.backup)
		throw new OperationRefused('this engine has no copy of its own here: use its own tools');
	const made = prepare(parts.target);
	try {
		return await write(parts);
	} catch (error) {
		for (const name of readdirSync(parts.target))
			rmSync(path.join(parts.target, name), { recursive: true, force: true });
		if (made) rmSync(parts.target, { recursive: true, force: true });
		throw error;
	}
}
