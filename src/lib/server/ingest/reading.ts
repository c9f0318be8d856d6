/** The first half of an import: a whole file into the spool, so that a malformed one leaves nothing. */
import { createReadStream } from 'node:fs';
import type { TableMapping } from '#lib/domain/table-mapping.ts';
import { Malformed, type Draft, type Reader } from '#lib/domain/draft.ts';
import { headBytes, headOf } from './head.ts';
import { readerFor } from './readers.ts';
import { ImportRefused } from './refused.ts';
import { startSpool, type SpoolCounts } from './spool.ts';

const chunkBytes = 1 << 20;
/** Objects between two pauses in which the process answers others and notices a cancel. */
const pauseEvery = 500;

export type Input = { path: string } | { drafts: Iterable<Draft> };

export interface Reading {
	/** Spool folder; emptied first. */
	folder: string;
	input: Input;
	readers: readonly Reader[];
	/** Format the importer says it is, whatever it looks like. */
	format?: string;
	/** What the columns of a table are. */
	mapping?: TableMapping | undefined;
	/** Who the file comes from, as it is called. */
	source: string;
	/** The reference under which the graph knows a local one, for a format. */
	localRef: (format: string, ref: string) => string;
	signal: AbortSignal;
	/** Objects read and rejected so far. */
	progressed: (counts: { read: number; rejected: number; format: string }) => void;
}

export interface ReadResult extends SpoolCounts {
	read: number;
	format: string;
}

/** Who reads a file: the reader that is asked for, or the one that knows it by its beginning. */
async function chosen(
	file: string,
	{ readers, format }: Pick<Reading, 'readers' | 'format'>
): Promise<Reader> {
	if (format !== undefined) {
		const asked = readers.find(({ id }) => id === format);
		if (!asked) throw new ImportRefused(`there is no format '${format}'`);
		return asked;
	}
	const first: Buffer[] = [];
	for await (const chunk of createReadStream(file, { end: headBytes - 1 }))
		first.push(chunk as Buffer);
	// What no reader knows goes to the one for anything like JSON, whose error says what is wrong and where.
	const reader = readerFor(headOf(Buffer.concat(first)), readers) ?? readers.at(-1);
	if (!reader) throw new ImportRefused('no reader for this format');
	return reader;
}

/** A draft under references that mean something outside its file. */
const placed = (draft: Draft, to: (ref: string) => string): Draft =>
	draft.draft === 'marking'
		? draft
		: {
				...draft,
				ref: to(draft.ref),
				...(draft.source ? { source: { ...draft.source, ref: to(draft.source.ref) } } : {}),
				...(draft.draft === 'claim' ? { from: to(draft.from), to: to(draft.to) } : {})
			};

const isFileFault = (error: unknown): error is NodeJS.ErrnoException =>
	error instanceof Error && 'syscall' in error && 'code' in error;

/** Reads everything into the spool. Throws Malformed, or the signal's reason when cancelled. */
export async function readIntoSpool(reading: Reading): Promise<ReadResult> {
	try {
		return await spoolFrom(reading);
	} catch (error) {
		// A full disk while spooling is a fault of ours to log; a file that cannot be read is told.
		if (!isFileFault(error) || !['read', 'open'].includes(error.syscall ?? '')) throw error;
		throw new Malformed('file', `could not be read (${error.code})`);
	}
}

async function spoolFrom(reading: Reading): Promise<ReadResult> {
	const { input, signal } = reading;
	const spool = startSpool(reading.folder);
	try {
		let read = 0;
		if ('drafts' in input) {
			for (const draft of input.drafts) {
				spool.draft(draft);
				read++;
			}
			return { ...spool.counts(), read, format: 'drafts' };
		}
		const reader = await chosen(input.path, reading);
		const bytes = createReadStream(input.path, { highWaterMark: chunkBytes });
		const { id: format, references } = reader;
		const kept = ({ draft, global = [] }: { draft: Draft; global?: readonly string[] }) =>
			references === 'global'
				? draft
				: placed(draft, (ref) => (global.includes(ref) ? ref : reading.localRef(format, ref)));
		let pauseAt = pauseEvery;
		for await (const item of reader.read(bytes, {
			signal,
			mapping: reading.mapping,
			source: reading.source,
			file: input.path
		})) {
			if (item.kind === 'read') read += item.count;
			else if (item.kind === 'draft') spool.draft(kept(item));
			else spool.remark(item.kind, item.remark);
			if (read < pauseAt) continue;
			pauseAt = read + pauseEvery;
			signal.throwIfAborted();
			reading.progressed({ read, rejected: spool.counts().rejected, format: reader.id });
			await new Promise(setImmediate);
		}
		signal.throwIfAborted();
		return { ...spool.counts(), read, format: reader.id };
	} finally {
		spool.close();
	}
}
