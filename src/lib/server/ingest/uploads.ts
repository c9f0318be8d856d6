/** Uploads: a body streamed to disk, kept until its import is done or undone. */
import { createHash } from 'node:crypto';
import {
	createWriteStream,
	existsSync,
	mkdirSync,
	readdirSync,
	renameSync,
	rmSync,
	statSync,
	statfsSync
} from 'node:fs';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { pipeline } from 'node:stream/promises';
import type { KeyedId } from './ids.ts';
import { ImportRefused, NoRoom } from './refused.ts';

const maximumUpload = 4 * 1024 ** 3;

export interface Received {
	/** The name to start an import from. */
	upload: string;
	bytes: number;
	sha256: string;
}

/** An upload nobody started an import from goes after a day. */
const keptMs = 24 * 3_600_000;
const startedPrefix = 'started-';

/** The browser went away, or the connection did. */
const isCutOff = (error: unknown): boolean =>
	error instanceof Error &&
	(error.message === 'aborted' ||
		('code' in error &&
			['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR'].includes(String(error.code))));

interface UploadSettings {
	newId: () => string;
	idOf: KeyedId;
	now: () => Date;
	/** Bytes of room on the disk of a folder. */
	free?: (folder: string) => number;
}

function freeOn(folder: string): number {
	const { bavail, bsize } = statfsSync(folder);
	return bavail * bsize;
}

export function uploadsIn(folder: string, { newId, idOf, now, free = freeOn }: UploadSettings) {
	/** Only the last part of a name counts: no name leads out of the folder. */
	const fileOf = (upload: string) => path.join(folder, path.basename(upload));

	/** The name of an upload says whose it is, so that nobody starts another's. */
	const nameFor = (account: string, random: string) =>
		`${random}.${idOf('upload', account, random)}`;

	const isLeft = (name: string, age: number) => !name.startsWith(startedPrefix) && age > keptMs;
	function removeWhere(goes: (name: string, age: number) => boolean): void {
		if (!existsSync(folder)) return;
		for (const name of readdirSync(folder)) {
			const file = path.join(folder, name);
			const found = statSync(file, { throwIfNoEntry: false });
			if (found && goes(name, now().getTime() - found.mtimeMs)) rmSync(file, { force: true });
		}
	}

	const isOf = (account: string, upload: string): boolean => {
		const [random = ''] = upload.split('.');
		return upload === nameFor(account, random) && existsSync(fileOf(upload));
	};
	const gone = () => new ImportRefused('the upload is not here any more: choose the file again');

	return {
		fileOf,
		exists: (upload: string) => existsSync(fileOf(upload)),
		drop: (upload: string) => rmSync(fileOf(upload), { force: true }),

		/** An account's own upload, to look at before an import starts from it. */
		look(account: string, upload: string): string {
			if (!isOf(account, upload)) throw gone();
			return fileOf(upload);
		},

		/** Gives an upload to an import that starts, once; refuses another account's alike. */
		take(account: string, upload: string): string {
			if (!isOf(account, upload)) throw gone();
			const file = fileOf(upload);
			const started = `${startedPrefix}${path.basename(file)}`;
			renameSync(file, fileOf(started));
			return started;
		},

		/** At the start of the process: removes what the one before left half sent, and what was never started. */
		sweep(): void {
			removeWhere((name, age) => name.endsWith('.part') || isLeft(name, age));
		},

		/** Streams a body to disk. Leaves nothing when it fails or grows too large. */
		async receive(
			account: string,
			body: ReadableStream<Uint8Array>,
			length: number
		): Promise<Received> {
			const tooLarge = () => new ImportRefused('the file is larger than 4 GiB');
			if (length > maximumUpload) throw tooLarge();
			mkdirSync(folder, { recursive: true, mode: 0o700 });
			removeWhere(isLeft);
			// The audit log and the graph live on the same disk and stop everybody when it is full.
			if (length > free(folder) / 2) throw new NoRoom('there is no room for the file on the disk');
			const upload = nameFor(account, newId());
			const part = `${fileOf(upload)}.part`;
			const hash = createHash('sha256');
			let bytes = 0;
			const measure = new Transform({
				transform(chunk: Buffer, _encoding, done) {
					bytes += chunk.length;
					hash.update(chunk);
					done(bytes > maximumUpload ? tooLarge() : null, chunk);
				}
			});
			try {
				await pipeline(
					Readable.fromWeb(body as NodeReadableStream<Uint8Array>),
					measure,
					createWriteStream(part, { mode: 0o600 })
				);
			} catch (error) {
				rmSync(part, { force: true });
				if (isCutOff(error))
					throw new ImportRefused(`the upload was cut off after ${bytes} of ${length} bytes`);
				throw error;
			}
			renameSync(part, fileOf(upload));
			return { upload, bytes, sha256: hash.digest('hex') };
		}
	};
}

export type Uploads = ReturnType<typeof uploadsIn>;
