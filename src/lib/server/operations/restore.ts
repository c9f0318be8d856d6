/**
 * Restore: a backup into an empty graph, of either engine. The whole backup is checked before the
 * first write, and what was written is counted after the last.
 */
import * as v from 'valibot';
import { isClaimType, type ClaimType } from '#lib/domain/claim-types.ts';
import { isKind } from '#lib/domain/kinds.ts';
import { ensureKeys, schemaFiles } from '#lib/server/graph/schema.ts';
import type { GraphStore, Runner } from '#lib/server/graph/store.ts';
import {
	linkTypes,
	storedLabels,
	type LinkType,
	type StoredLabel
} from '#lib/server/graph/stored.ts';
import {
	DumpDamaged,
	linesOf,
	OperationRefused,
	type DumpFile,
	type Manifest
} from './manifest.ts';
import * as queries from './queries.ts';
import { sizesOf, sum, type Watch } from './reading.ts';

const batchSize = 2000;

const NodeLine = v.object({ props: v.record(v.string(), v.unknown()) });
const LinkLine = v.object({ from: v.string(), to: v.string() });
const ClaimLine = v.object({ ...LinkLine.entries, ...NodeLine.entries });
const EntityProps = v.object({ id: v.string(), kind: v.pipe(v.string(), v.check(isKind)) });

const isLink = (type: string): type is LinkType => (linkTypes as readonly string[]).includes(type);
const isStored = (label: string): label is StoredLabel =>
	(storedLabels as readonly string[]).includes(label);

/** Unique keys that no schema file names, made before the data: on the embedded engine later is too late. */
const furtherKeys = [
	['AuditEntry', ['id', 'seq']],
	['AuditHead', ['id']],
	['AuditTile', ['id']],
	['Justification', ['id']],
	['Auth_account', ['id']],
	['Auth_user', ['id', 'email']],
	['Agency', ['id']]
] as const;

export interface RestoreParts extends Watch {
	store: GraphStore;
	/** The folder of a backup that `checkDump` found whole. */
	folder: string;
	manifest: Manifest;
}

export async function refuseFull(store: GraphStore): Promise<void> {
	const { nodes } = await sizesOf({ run: store.read });
	const held = [...nodes].filter(([label, count]) => label !== 'Schema' && count > 0);
	if (held.length)
		throw new OperationRefused(
			`a backup is restored into an empty graph only; this one holds ${held.map(([label, count]) => `${count} ${label}`).join(', ')}`
		);
}

/** The rows of one file in batches, each held to its shape. */
async function* batchesOf<T>(
	folder: string,
	file: DumpFile,
	schema: v.GenericSchema<unknown, T>
): AsyncGenerator<T[]> {
	let batch: T[] = [];
	let number = 0;
	for await (const line of linesOf(folder, file)) {
		number++;
		const parsed = v.safeParse(schema, JSON.parse(line));
		if (!parsed.success)
			throw new DumpDamaged(`${file.path}, line ${number}: ${parsed.issues[0].message}`);
		if (batch.push(parsed.output) < batchSize) continue;
		yield batch;
		batch = [];
	}
	if (batch.length) yield batch;
}

type Write = (run: Runner) => Promise<{ created: number }[]>;

async function created(store: GraphStore, file: DumpFile, count: number, write: Write) {
	const rows = await store.transaction(write);
	const done = sum(rows.map((row) => row.created));
	if (done !== count)
		throw new DumpDamaged(`${file.path}: of ${count} lines ${done} found what they refer to`);
}

async function restoreEntities(
	{ store, folder }: RestoreParts,
	file: DumpFile,
	step: (count: number) => Promise<void>
) {
	const schema = v.object({ props: EntityProps });
	for await (const batch of batchesOf(folder, file, schema)) {
		const byKind = new Map<string, string[]>();
		for (const { props } of batch)
			byKind.set(props.kind, [...(byKind.get(props.kind) ?? []), props.id]);
		await created(store, file, batch.length, async ({ run }) => {
			const rows: { created: number }[] = [];
			for (const [kind, ids] of byKind)
				if (isKind(kind)) rows.push(...(await run(queries.createEntities(kind), { ids, kind })));
			return rows;
		});
		await step(batch.length);
	}
}

async function restoreNodes(
	parts: RestoreParts,
	file: DumpFile,
	label: StoredLabel,
	step: (count: number) => Promise<void>
) {
	if (label === 'Entity') return restoreEntities(parts, file, step);
	for await (const batch of batchesOf(parts.folder, file, NodeLine)) {
		await created(parts.store, file, batch.length, ({ run }) =>
			run(queries.createNodes[label], { rows: batch })
		);
		await step(batch.length);
	}
}

async function restoreLinks(
	{ store, folder }: RestoreParts,
	file: DumpFile,
	type: LinkType | ClaimType,
	step: (count: number) => Promise<void>
) {
	const query = isLink(type) ? queries.createLinks[type] : queries.createClaims[type];
	for await (const batch of batchesOf<object & Record<string, unknown>>(
		folder,
		file,
		isLink(type) ? LinkLine : ClaimLine
	)) {
		await created(store, file, batch.length, ({ run }) => run(query, { rows: batch }));
		await step(batch.length);
	}
}

/** The files of one kind, each with the label or type that its name is made of. */
const filesOf = (manifest: Manifest, kind: 'nodes' | 'relationships') =>
	manifest.files.flatMap((file) => {
		const [, name] = new RegExp(`^${kind}/(\\w+)\\.ndjson\\.gz$`).exec(file.path) ?? [];
		return name === undefined ? [] : [{ file, name }];
	});

async function holdAgainst(store: GraphStore, manifest: Manifest) {
	const { nodes, relationships } = await sizesOf({ run: store.read });
	const faults = [
		...Object.entries(manifest.nodes).map(([label, count]) => [label, count, nodes.get(label)]),
		...Object.entries(manifest.relationships).map(([type, count]) => [
			type,
			count,
			relationships.get(type)
		])
	].filter(([, kept, there]) => kept !== (there ?? 0));
	if (faults.length)
		throw new DumpDamaged(
			`the graph does not hold what the backup does: ${faults.map(([name, kept, there]) => `${String(name)}: ${String(kept)} kept, ${String(there ?? 0)} restored`).join('; ')}`
		);
}

export async function restore(parts: RestoreParts): Promise<void> {
	const { store, manifest } = parts;
	const known = Math.max(0, ...schemaFiles().map(({ version }) => version));
	if (manifest.schema > known)
		throw new OperationRefused(
			`this backup has schema ${manifest.schema}, this program knows ${known}: use the newer program`
		);
	await refuseFull(store);
	for (const [label, fields] of furtherKeys) await ensureKeys(store, label, fields, []);
	const total = sum(Object.values(manifest.nodes)) + sum(Object.values(manifest.relationships));
	let done = 0;
	const step = async (count: number) => {
		parts.progress?.((done += count), total);
		await new Promise(setImmediate);
		parts.signal?.throwIfAborted();
	};
	for (const { file, name } of filesOf(manifest, 'nodes')) {
		if (!isStored(name)) throw new DumpDamaged(`${file.path}: nodes of an unknown label`);
		await restoreNodes(parts, file, name, step);
	}
	for (const { file, name } of filesOf(manifest, 'relationships')) {
		if (!isLink(name) && !isClaimType(name))
			throw new DumpDamaged(`${file.path}: relationships of an unknown type`);
		await restoreLinks(parts, file, name, step);
	}
	await holdAgainst(store, manifest);
}
