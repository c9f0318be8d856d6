/** The manifest of a backup: what is in it, how to tell that it is whole, which instance it is of. */
import { createHash, createHmac } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import * as v from 'valibot';
import { canonical } from '#lib/domain/canonical.ts';
import { sum, type Watch } from './reading.ts';

export const manifestName = 'manifest.json';
export const headsName = 'audit.heads';
export const formatVersion = 1;

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
/** No path of a backup leads out of it. */
const place = v.pipe(
	v.string(),
	v.regex(/^[\w.-]+(\/[\w.-]+)*$/, 'a path inside the backup'),
	v.check((text) => !text.split('/').includes('..'), 'a path inside the backup')
);

const File = v.object({
	path: place,
	/** Lines of the unpacked file; absent for files kept as they are. */
	lines: v.optional(whole),
	bytes: whole,
	sha256: v.string()
});
export type DumpFile = v.InferOutput<typeof File>;

const Manifest = v.object({
	format: v.literal('faisceau-backup'),
	version: whole,
	createdAt: v.string(),
	engine: v.picklist(['embedded', 'neo4j']),
	/** Number of the last schema file the graph had. */
	schema: whole,
	/** Tells whether a data folder has the same secret, and nothing else about it. */
	secret: v.string(),
	nodes: v.record(v.string(), whole),
	relationships: v.record(v.string(), whole),
	audit: v.object({ size: whole, leaf: v.string() }),
	files: v.array(File),
	/** Over everything above. */
	digest: v.string()
});
export type Manifest = v.InferOutput<typeof Manifest>;

/** A backup that is cut, changed or of another kind: nothing of it is used. */
export class DumpDamaged extends Error {
	override name = 'DumpDamaged';
}
/** A backup or restore that would overwrite something, or does not fit here. */
export class OperationRefused extends Error {
	override name = 'OperationRefused';
}

/** One-way and of no use for anything but comparing. */
export const fingerprintOf = (secret: Uint8Array): string =>
	createHmac('sha256', secret).update('faisceau backup').digest('base64url').slice(0, 22);

export const sealed = (content: Omit<Manifest, 'digest'>): Manifest => ({
	...content,
	digest: createHash('sha256').update(canonical(content)).digest('hex')
});

export function readManifest(folder: string): Manifest {
	const file = path.join(folder, manifestName);
	if (!existsSync(file))
		throw new DumpDamaged(
			`${folder} is no finished backup: it has no ${manifestName}, which is written last`
		);
	let value: unknown;
	try {
		value = JSON.parse(readFileSync(file, 'utf8'));
	} catch (cause) {
		throw new DumpDamaged(`${manifestName} is not JSON`, { cause });
	}
	const parsed = v.safeParse(Manifest, value);
	if (!parsed.success) {
		const [issue] = parsed.issues;
		throw new DumpDamaged(
			`${manifestName}: ${(issue && v.getDotPath(issue)) ?? 'value'}: ${issue.message}`
		);
	}
	const { digest, ...content } = parsed.output;
	if (content.version > formatVersion)
		throw new OperationRefused(
			`this backup has format ${content.version}, this program reads up to ${formatVersion}: use the newer program`
		);
	if (sealed(content).digest !== digest)
		throw new DumpDamaged(`${manifestName} is not what was written: its digest does not fit`);
	return parsed.output;
}

async function hashOf(file: string, signal?: AbortSignal): Promise<string> {
	const hash = createHash('sha256');
	for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20, signal }))
		hash.update(chunk as Buffer);
	return hash.digest('hex');
}

/** The lines of one file of a backup, unpacked as they are read. */
export async function* linesOf(folder: string, file: DumpFile): AsyncGenerator<string> {
	const packed = createReadStream(path.join(folder, file.path));
	const unpacked = createGunzip();
	packed.on('error', (error) => unpacked.destroy(error));
	packed.pipe(unpacked);
	for await (const line of createInterface({ input: unpacked, crlfDelay: Infinity }))
		if (line !== '') yield line;
}

async function checkFile(folder: string, file: DumpFile, signal?: AbortSignal): Promise<void> {
	const target = path.join(folder, file.path);
	if (!existsSync(target)) throw new DumpDamaged(`${file.path} is missing`);
	const { size } = statSync(target);
	if (size !== file.bytes)
		throw new DumpDamaged(`${file.path} has ${size} bytes, ${file.bytes} were written`);
	if ((await hashOf(target, signal)) !== file.sha256)
		throw new DumpDamaged(`${file.path} is not what was written: its hash does not fit`);
}

/** Reads every byte of a backup and holds it against its manifest; throws with the first fault. */
export async function checkDump(folder: string, watch: Watch = {}): Promise<Manifest> {
	const manifest = readManifest(folder);
	const total = sum(manifest.files.map(({ bytes }) => bytes));
	let done = 0;
	for (const file of manifest.files) {
		await checkFile(folder, file, watch.signal);
		watch.progress?.((done += file.bytes), total);
		watch.signal?.throwIfAborted();
	}
	const lines = (kind: string) =>
		sum(
			manifest.files
				.filter(({ path }) => path.startsWith(`${kind}/`))
				.map((file) => file.lines ?? 0)
		);
	for (const kind of ['nodes', 'relationships'] as const)
		if (lines(kind) !== sum(Object.values(manifest[kind])))
			throw new DumpDamaged(
				`${manifestName}: ${kind}: the files have ${lines(kind)} lines, the counts say ${sum(Object.values(manifest[kind]))}`
			);
	return manifest;
}
