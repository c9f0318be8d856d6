/**
 * The spool of one import: drafts and remarks in files beside the store, so that a whole file is
 * checked before anything is written, memory stays bounded, and a stopped import can go on.
 */
import {
	closeSync,
	existsSync,
	fstatSync,
	ftruncateSync,
	fsyncSync,
	mkdirSync,
	openSync,
	readFileSync,
	readSync,
	rmSync,
	writeFileSync,
	writeSync
} from 'node:fs';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { ClaimDraft, Draft, MarkingDraft, RecordDraft, Remark } from '#lib/domain/draft.ts';
import type { Difference } from '#lib/domain/import-state.ts';
import { StoreFull } from '#lib/server/graph/store.ts';

/** The store says so itself; the spool is written with plain files. */
export const isFull = (error: unknown): boolean =>
	error instanceof StoreFull ||
	(error instanceof Error && 'code' in error && error.code === 'ENOSPC');

const flushAt = 256 * 1024;

/** Remarks of one kind that are kept; beyond, they are counted: a small file may cause millions. */
export const remarksKept = 100_000;

/** Appends JSON lines to a file, a few hundred kilobytes at a time; counts those beyond `most` without keeping them. */
class Lines {
	#descriptor: number;
	#pending: string[] = [];
	#size = 0;
	count = 0;
	constructor(
		file: string,
		readonly most = Infinity
	) {
		this.#descriptor = openSync(file, 'a', 0o600);
	}
	add(value: unknown): void {
		if (this.count++ >= this.most) return;
		const line = JSON.stringify(value);
		this.#pending.push(line);
		this.#size += line.length;
		if (this.#size > flushAt) this.flush();
	}
	flush(): void {
		if (this.#pending.length) writeSync(this.#descriptor, this.#pending.join('\n') + '\n');
		this.#pending = [];
		this.#size = 0;
	}
	close(): void {
		this.flush();
		fsyncSync(this.#descriptor);
		closeSync(this.#descriptor);
	}
}

const files = {
	record: 'records.ndjson',
	claim: 'claims.ndjson',
	marking: 'markings.ndjson'
} as const;
const remarkFiles = { rejected: 'rejected.ndjson', warning: 'warnings.ndjson' } as const;

export interface SpoolCounts {
	records: number;
	claims: number;
	rejected: number;
	warnings: number;
}

/** Opens the spool of an import for writing, empty. */
export function startSpool(folder: string) {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const at = (name: string, most?: number) => new Lines(path.join(folder, name), most);
	const drafts = { record: at(files.record), claim: at(files.claim), marking: at(files.marking) };
	const remarks = {
		rejected: at(remarkFiles.rejected, remarksKept),
		warning: at(remarkFiles.warning, remarksKept)
	};
	return {
		draft: (draft: Draft) => drafts[draft.draft].add(draft),
		remark: (kind: 'rejected' | 'warning', remark: Remark) => remarks[kind].add(remark),
		counts: (): SpoolCounts => ({
			records: drafts.record.count,
			claims: drafts.claim.count,
			rejected: remarks.rejected.count,
			warnings: remarks.warning.count
		}),
		close: () => {
			for (const lines of [...Object.values(drafts), ...Object.values(remarks)]) lines.close();
		}
	};
}

/** The spooled drafts from the `skip`-th on, in batches. */
export async function* batches<D extends RecordDraft | ClaimDraft>(
	folder: string,
	what: D['draft'],
	size: number,
	skip: number
): AsyncGenerator<D[]> {
	const file = path.join(folder, files[what]);
	if (!existsSync(file)) return;
	const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
	let batch: D[] = [];
	let at = 0;
	for await (const line of lines) {
		if (at++ < skip || line === '') continue;
		batch.push(JSON.parse(line) as D);
		if (batch.length === size) {
			yield batch;
			batch = [];
		}
	}
	if (batch.length) yield batch;
}

const parsedLines = <T>(file: string): T[] =>
	existsSync(file)
		? readFileSync(file, 'utf8')
				.split('\n')
				// What a stopped process left of a line is none.
				.slice(0, -1)
				.filter(Boolean)
				.map((line) => JSON.parse(line) as T)
		: [];

export const spooledMarkings = (folder: string): MarkingDraft[] =>
	parsedLines<MarkingDraft>(path.join(folder, files.marking));

/** Remarks of an import, kept after it is done. */
export const remarks = (folder: string, kind: 'rejected' | 'warning'): Remark[] =>
	parsedLines<Remark>(path.join(folder, remarkFiles[kind]));

/** The first remarks of one kind: no more of the file is read than they take. */
export function firstRemarks(folder: string, kind: 'rejected' | 'warning', most: number): Remark[] {
	const file = path.join(folder, remarkFiles[kind]);
	if (!existsSync(file)) return [];
	const descriptor = openSync(file, 'r');
	try {
		const piece = Buffer.alloc(flushAt);
		const pieces: Buffer[] = [];
		let lines = 0;
		for (let read = 1; read > 0 && lines < most;) {
			read = readSync(descriptor, piece);
			pieces.push(Buffer.from(piece.subarray(0, read)));
			for (let at = piece.indexOf(10); at >= 0 && at < read; at = piece.indexOf(10, at + 1))
				lines++;
		}
		return Buffer.concat(pieces)
			.toString('utf8')
			.split('\n')
			.slice(0, Math.min(most, lines))
			.map((line) => JSON.parse(line) as Remark);
	} finally {
		closeSync(descriptor);
	}
}

/** Takes away what a stopped process left of a line, so that the next one stands alone. */
function mendEnd(file: string): void {
	if (!existsSync(file)) return;
	const descriptor = openSync(file, 'r+');
	try {
		let end = fstatSync(descriptor).size;
		const byte = Buffer.alloc(1);
		while (end > 0 && readSync(descriptor, byte, 0, 1, end - 1) === 1 && byte[0] !== 10) end--;
		ftruncateSync(descriptor, end);
	} finally {
		closeSync(descriptor);
	}
}

/** Adds the warnings that writing a batch brought up to the `before` that there are. */
export function appendWarnings(folder: string, warnings: readonly Remark[], before: number): void {
	const kept = warnings.slice(0, Math.max(0, remarksKept - before));
	if (kept.length === 0) return;
	const file = path.join(folder, remarkFiles.warning);
	mendEnd(file);
	writeFileSync(file, kept.map((remark) => JSON.stringify(remark) + '\n').join(''), {
		flag: 'a',
		mode: 0o600
	});
}

export const hasSpool = (folder: string): boolean => existsSync(path.join(folder, files.record));

const difference = 'difference.json';
const leftOut = 'left-out.json';

const parsed = <T>(file: string): T | undefined =>
	existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
const write = (file: string, value: unknown) =>
	writeFileSync(file, JSON.stringify(value), { mode: 0o600 });

/** What a held import would change, as it was counted. */
export const differenceKept = (folder: string): Difference | undefined =>
	parsed<Difference>(path.join(folder, difference));
export const keepDifference = (folder: string, counted: Difference): void =>
	write(path.join(folder, difference), counted);

/** References that whoever approved a held import left out of it. */
export const leftOutOf = (folder: string): ReadonlySet<string> =>
	new Set(parsed<string[]>(path.join(folder, leftOut)) ?? []);
export const leaveOut = (folder: string, refs: readonly string[]): void =>
	write(path.join(folder, leftOut), refs);

/** Drops the drafts once they are in the graph, or never will be; remarks stay. */
export function dropDrafts(folder: string): void {
	for (const name of [...Object.values(files), difference, leftOut])
		rmSync(path.join(folder, name), { force: true });
}

/** Drops all that is kept of an import: remarks quote what it said. */
export const dropAll = (folder: string): void => rmSync(folder, { recursive: true, force: true });
