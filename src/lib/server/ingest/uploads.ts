/** Uploads: a body streamed to disk, kept until its import is done or undone. */
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { pipeline } from 'node:stream/promises';
import { ImportRefused } from './refused.ts';

const maximumUpload = 4 * 1024 ** 3;

export interface Received {
	/** The name to start an import from. */
	upload: string;
	bytes: number;
	sha256: string;
}

export function uploadsIn(folder: string, newId: () => string) {
	/** Only the last part of a name counts: no name leads out of the folder. */
	const fileOf = (upload: string) => path.join(folder, path.basename(upload));

	return {
		fileOf,
		exists: (upload: string) => existsSync(fileOf(upload)),
		drop: (upload: string) => rmSync(fileOf(upload), { force: true }),

		/** Streams a body to disk. Leaves nothing when it fails or grows too large. */
		async receive(body: ReadableStream<Uint8Array>, length: number): Promise<Received> {
			const tooLarge = () => new ImportRefused('the file is larger than 4 GiB');
			if (length > maximumUpload) throw tooLarge();
			mkdirSync(folder, { recursive: true, mode: 0o700 });
			const upload = newId();
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
				throw error;
			}
			renameSync(part, fileOf(upload));
			return { upload, bytes, sha256: hash.digest('hex') };
		}
	};
}

export type Uploads = ReturnType<typeof uploadsIn>;
