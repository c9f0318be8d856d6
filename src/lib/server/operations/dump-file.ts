/** One file of a backup while it is written: packed lines, hashed as they reach the disk. */
import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { once } from 'node:events';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { DumpFile } from './manifest.ts';

/** Waits until a file's content, or a folder's list of names, is on the disk. */
export async function flush(target: string): Promise<void> {
	const handle = await open(target, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/** A line every engine and every JSON reader takes the same way. */
function lineOf(value: object): string {
	const line = JSON.stringify(value, (key, item: unknown) => {
		if (typeof item === 'bigint')
			throw new RangeError(`${key}: ${item} is past what JSON numbers can say exactly`);
		return item;
	});
	return `${line}\n`;
}

export class PackedLines {
	#gzip = createGzip({ level: 6 });
	#hash = createHash('sha256');
	#bytes = 0;
	#written: Promise<void>;
	lines = 0;

	constructor(
		readonly folder: string,
		/** Inside the folder, with slashes. */
		readonly place: string
	) {
		const target = this.#target();
		mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 });
		const measure = new Transform({
			transform: (chunk: Buffer, _encoding, done) => {
				this.#bytes += chunk.length;
				this.#hash.update(chunk);
				done(null, chunk);
			}
		});
		this.#written = pipeline(
			this.#gzip,
			measure,
			createWriteStream(target, { flags: 'wx', mode: 0o600 })
		);
		// Told to whoever writes next or closes; never an unhandled rejection.
		this.#written.catch(() => undefined);
	}

	#target = () => path.join(this.folder, this.place);

	/** Resolves when there is room for more. */
	async add(values: readonly object[]): Promise<void> {
		if (values.length === 0) return;
		this.lines += values.length;
		if (this.#gzip.write(values.map(lineOf).join(''))) return;
		await Promise.race([once(this.#gzip, 'drain'), this.#written]);
	}

	async close(): Promise<DumpFile> {
		this.#gzip.end();
		await this.#written;
		await flush(this.#target());
		return {
			path: this.place,
			lines: this.lines,
			bytes: this.#bytes,
			sha256: this.#hash.digest('hex')
		};
	}

	/** After a failure: what was begun is removed with its folder. */
	abandon(): void {
		this.#gzip.destroy();
	}
}
