/**
 * `audit.heads`: the size, last leaf and root of the audit log, kept beside the store and on the disk
 * before an act is answered. A store that loses its tail loses the log's tail with it and says
 * nothing; this file remembers. One JSON object a line, each sealed with the instance's key.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import {
	closeSync,
	existsSync,
	fsyncSync,
	openSync,
	readFileSync,
	renameSync,
	writeSync
} from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';

export const headsName = 'audit.heads';

const Head = v.object({
	size: v.pipe(v.number(), v.integer(), v.minValue(0)),
	leaf: v.string(),
	at: v.string(),
	/** Of the tree over all entries up to here; absent on lines from before the tree. */
	root: v.optional(v.string()),
	/** What was missing beside the store when this was written, and nobody has taken note of. */
	gone: v.optional(v.string())
});
export type Head = v.InferOutput<typeof Head>;
const Line = v.object({ ...Head.entries, mac: v.string() });

export const witnesses = ['heads', 'key'] as const;
export type Gone = (typeof witnesses)[number];

export interface Heads {
	/** What was missing at this start or an earlier one; each line since then says it, under its seal. */
	readonly gone: readonly Gone[];
	/** Says of every line from now on that these were missing. */
	miss(gone: readonly Gone[]): void;
	/**
	 * Every head on record, oldest first: the store must still have each of them. Kept whole until
	 * `settle`, so that a loss is not forgotten when the store grows past it again.
	 */
	readonly remembered: readonly Head[];
	/** Lines that do not bear the seal, by number from 1; a cut last line is no fault. */
	readonly broken: readonly number[];
	/** Resolves when this head, or a later one, is on the disk. */
	record(head: Head): Promise<void>;
	/** The store was found to have them all: from now on the highest stands for the others. */
	settle(): Promise<void>;
	/** Forgets all but `head`; after a loss was taken note of. */
	reset(head: Head): Promise<void>;
	close(): Promise<void>;
}

/** A settled file past this size is cut back to its highest head. */
const longFile = 1024 * 1024;

const sealOf = ({ size, leaf, at, root, gone }: Head, key: string) =>
	createHmac('sha256', key)
		.update(
			[
				'audit head',
				size,
				leaf,
				at,
				...(root === undefined ? [] : [root]),
				...(gone === undefined ? [] : [`gone ${gone}`])
			].join('\n')
		)
		.digest('base64url');

const lineOf = (head: Head, key: string) =>
	`${JSON.stringify({ ...head, mac: sealOf(head, key) })}\n`;

function headOf(line: string, key: string): Head | undefined {
	let value: unknown;
	try {
		value = JSON.parse(line);
	} catch {
		// Not JSON: the caller reports the line by its number.
		return undefined;
	}
	const parsed = v.safeParse(Line, value);
	if (!parsed.success) return undefined;
	const { mac, ...head } = parsed.output;
	const seal = Buffer.from(sealOf(head, key));
	const given = Buffer.from(mac);
	return seal.length === given.length && timingSafeEqual(seal, given) ? head : undefined;
}

function read(file: string, key: string) {
	const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
	// What follows the last line break was cut while being written: nothing was answered on it.
	const cut = lines.pop();
	const heads = lines.map((line) => headOf(line, key));
	return {
		remembered: heads.filter((head) => head !== undefined),
		broken: heads.flatMap((head, i) => (head ? [] : [i + 1])),
		cut: Boolean(cut)
	};
}

/** Replaces the file by the lines given, whole or not at all. */
function rewrite(file: string, text: string) {
	const part = `${file}.part`;
	const handle = openSync(part, 'w', 0o600);
	try {
		writeSync(handle, text);
		fsyncSync(handle);
	} finally {
		closeSync(handle);
	}
	renameSync(part, file);
	const folder = openSync(path.dirname(file), 'r');
	try {
		fsyncSync(folder);
	} finally {
		closeSync(folder);
	}
}

export async function openHeads(
	folder: string,
	key: string,
	longestFile = longFile
): Promise<Heads> {
	const file = path.join(folder, headsName);
	const found = read(file, key);
	let { remembered, broken } = found;
	let handle: FileHandle = await open(file, 'a', 0o600);
	if (found.cut) await handle.appendFile('\n');
	let length = (await handle.stat()).size;
	let settled = false;
	/** Highest size recorded by this process: a lower one that comes late is covered by it. */
	let recorded = 0;

	let gone = witnesses.filter((each) =>
		remembered.some((head) => head.gone?.split(' ').includes(each))
	);
	let pending: Head | undefined;
	let waiting: { resolve: () => void; reject: (reason: unknown) => void }[] = [];
	let running: Promise<void> | undefined;

	async function replace(heads: Head[]) {
		await handle.close();
		rewrite(file, heads.map((head) => lineOf(head, key)).join(''));
		handle = await open(file, 'a', 0o600);
		length = (await handle.stat()).size;
		remembered = heads;
	}
	async function keep(plain: Head) {
		const head = gone.length ? { ...plain, gone: gone.join(' ') } : plain;
		const line = lineOf(head, key);
		try {
			await handle.appendFile(line);
			await handle.datasync();
		} catch (error) {
			// Half a line, on a full disk: if it cannot be taken off, the next start reports it.
			await handle.truncate(length).catch(() => undefined);
			throw error;
		}
		length += line.length;
		recorded = head.size;
		remembered = settled ? [head] : [...remembered, head];
		if (settled && length > longestFile) await replace([head]);
	}
	/** One write and one flush for everyone who waits: the highest head covers the others. */
	async function drain() {
		while (pending) {
			const head = pending;
			const answered = waiting;
			pending = undefined;
			waiting = [];
			await keep(head).then(
				() => answered.forEach(({ resolve }) => resolve()),
				(error: unknown) => answered.forEach(({ reject }) => reject(error))
			);
		}
		running = undefined;
	}

	return {
		get remembered() {
			return remembered;
		},
		get gone() {
			return gone;
		},
		miss(more) {
			gone = witnesses.filter((each) => gone.includes(each) || more.includes(each));
		},
		get broken() {
			return broken;
		},
		record: (head) =>
			new Promise((resolve, reject) => {
				if (head.size <= recorded) return resolve();
				if (!pending || head.size > pending.size) pending = head;
				waiting.push({ resolve, reject });
				running ??= drain();
			}),
		async settle() {
			await running;
			settled = true;
			if (remembered.length > 1) await replace(remembered.slice(-1));
		},
		async reset(head) {
			await running;
			settled = true;
			gone = [];
			await replace([head]);
			broken = [];
		},
		async close() {
			await running;
			await handle.close();
		}
	};
}
