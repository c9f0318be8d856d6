/**
 * ZIP archives that a format is packed in (PKWARE APPNOTE 6.3), by `yauzl`. Nothing is ever unpacked to disk, and an
 * archive that is more than its format needs is refused before anything of it is read: entries without number,
 * sizes beyond reason, names that lead out, links, names that come twice, and what is encrypted.
 */
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { Malformed } from '#lib/domain/draft.ts';

export interface ArchiveLimits {
	entries: number;
	/** Bytes of all entries, unpacked. */
	total: number;
	/** Times its packed size that an entry may unpack to, beyond `from` bytes; deflate can reach 1 032. */
	ratio: number;
	from: number;
}

export const archiveLimits: Readonly<ArchiveLimits> = {
	entries: 10_000,
	total: 4 * 1024 ** 3,
	ratio: 250,
	from: 64 * 1024 * 1024
};

const isLink = ({ externalFileAttributes }: Entry) =>
	((externalFileAttributes >>> 16) & 0o170000) === 0o120000;
const shown = (name: string) => (name.length > 80 ? `${name.slice(0, 80)}…` : name);

function reasonAgainst(entry: Entry, { ratio, from }: ArchiveLimits): string | undefined {
	if (isLink(entry)) return 'it is a link to another file';
	if (entry.isEncrypted()) return 'it is encrypted';
	if (
		entry.uncompressedSize > from &&
		entry.uncompressedSize > Math.max(1, entry.compressedSize) * ratio
	)
		return `it unpacks to more than ${ratio} times its size`;
	return undefined;
}

/** What yauzl says is wrong, without the values it repeats of the file. */
const damaged = (error: unknown): Malformed =>
	error instanceof Malformed
		? error
		: new Malformed(
				'file',
				`the archive is damaged, cut, or made to mislead: ${error instanceof Error ? error.message.slice(0, 120) : 'it cannot be read'}`
			);

async function entriesOf(zip: ZipFile, limits: ArchiveLimits): Promise<Map<string, Entry>> {
	const entries = new Map<string, Entry>();
	let total = 0;
	if (zip.entryCount > limits.entries)
		throw new Malformed(
			'file',
			`the archive holds ${zip.entryCount} entries: more than ${limits.entries}`
		);
	for await (const entry of zip.eachEntry()) {
		const at = `entry ${shown(entry.fileName)}`;
		const reason = reasonAgainst(entry, limits);
		if (reason) throw new Malformed(at, reason);
		if (entries.has(entry.fileName.toLowerCase()))
			throw new Malformed(at, 'two entries have this name');
		total += entry.uncompressedSize;
		if (total > limits.total)
			throw new Malformed(at, `the archive unpacks to more than ${limits.total} bytes`);
		entries.set(entry.fileName.toLowerCase(), entry);
	}
	return entries;
}

export interface Archive {
	/** Names of all entries, in lower case. */
	names: readonly string[];
	has(name: string): boolean;
	/** The bytes of an entry as they are unpacked. */
	bytes(name: string): AsyncIterable<Uint8Array>;
	close(): void;
}

export async function openArchive(file: string, limits = archiveLimits): Promise<Archive> {
	let zip: ZipFile | undefined;
	try {
		zip = await openPromise(file, {
			autoClose: false,
			lazyEntries: true,
			strictFileNames: true,
			validateEntrySizes: true
		});
		const opened = zip;
		const entries = await entriesOf(opened, limits);
		return {
			names: [...entries.keys()],
			has: (name) => entries.has(name.toLowerCase()),
			async *bytes(name) {
				const entry = entries.get(name.toLowerCase());
				if (!entry) throw new Malformed('file', `the workbook has no part ${shown(name)}`);
				try {
					yield* (await opened.openReadStreamPromise(entry)) as AsyncIterable<Uint8Array>;
				} catch (error) {
					throw damaged(error);
				}
			},
			close: () => opened.close()
		};
	} catch (error) {
		zip?.close();
		throw damaged(error);
	}
}
