/**
 * One look at a feed: what is new there goes to the importer as an upload of whoever set the feed up. How far it has come is
 * told back and kept by the caller once the import has ended well, so that a look cut off repeats and loses nothing.
 */
import { constants } from 'node:fs';
import { lstat, open, readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import type { ImportDetail } from '#lib/domain/import-state.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { FeedFault } from './fault.ts';
import { faultOfStatus, fetchOutward, type Login, type Outward } from './fetch.ts';
import type { FeedNode } from './node.ts';
import { objectsOf, type Page } from './taxii-client.ts';

/** What of the importer a feed needs. */
export interface Importing {
	receive(
		viewer: Viewer,
		file: { name: string; body: ReadableStream<Uint8Array> | null; length: number }
	): Promise<{ upload: string; sha256: string }>;
	start(
		viewer: Viewer,
		request: {
			file: string;
			tlp: FeedNode['tlp'];
			hold: FeedNode['hold'];
			source: { ref: string; name: string };
			input: { upload: string };
		}
	): Promise<{ id: string; finished: Promise<ImportDetail> }>;
	/** Drops an upload nothing is started from. */
	discard(viewer: Viewer, upload: string): void;
}

export interface LookParts {
	ingest: Importing;
	outward: Outward;
	now: () => Date;
	newId: () => string;
	/** A keyed digest: what is remembered of a content says nothing of it. */
	digest: (...parts: string[]) => string;
	/** The folder that the operator lets be watched; a folder for each organisation is in it. */
	folder: string | undefined;
}

export interface Looked {
	/** The last import it started; '' where nothing was new. */
	import: string;
	/** What of the feed's node is so from now on. */
	props: Partial<FeedNode>;
	fault?: FeedFault;
}

/** A file that was written to less than this ago may not be whole yet. */
const restMs = 10_000;
const mostFiles = 1_000;

/** Folders of organisations and feeds are single names. */
const isOneName = (name: string) => name === path.basename(name) && !name.startsWith('.');

const webStream = (body: Readable) => Readable.toWeb(body) as NodeReadableStream<Uint8Array>;

export async function look(
	node: FeedNode,
	viewer: Viewer,
	login: Login | undefined,
	parts: LookParts
): Promise<Looked> {
	const { ingest, outward, now, digest } = parts;

	async function received(name: string, body: Readable, length = 0) {
		return ingest.receive(viewer, {
			name,
			body: webStream(body) as ReadableStream<Uint8Array>,
			length
		});
	}

	async function imported(
		file: string,
		upload: string
	): Promise<{ id: string; fault?: FeedFault }> {
		// Nothing is begun that the end of this process would only cut off.
		if (outward.signal?.aborted) {
			ingest.discard(viewer, upload);
			throw new FeedFault('slow');
		}
		const { id, finished } = await ingest.start(viewer, {
			file,
			tlp: node.tlp,
			hold: node.hold,
			source: { ref: `named:${node.source}`, name: node.source },
			input: { upload }
		});
		const { state } = await finished;
		return state === 'done' || state === 'held'
			? { id }
			: { id, fault: new FeedFault('import', state) };
	}

	async function fromTaxii(): Promise<Looked> {
		const pages = objectsOf(
			{
				root: new URL(node.address),
				collection: node.collection,
				...(node.addedAfter ? { addedAfter: node.addedAfter } : {})
			},
			{ ...outward, now, ...(login ? { login } : {}) }
		);
		let addedAfter = node.addedAfter;
		const seen = ({ addedLast }: Page) => {
			if (addedLast !== undefined && addedLast > addedAfter) addedAfter = addedLast;
		};
		const first = await pages.next();
		if (first.done || first.value.objects.length === 0) return { import: '', props: {} };
		const opening = first.value;
		async function* bundle() {
			yield `{"type":"bundle","id":"bundle--${crypto.randomUUID()}","objects":[\n`;
			let between = '';
			for (let page: Page | undefined = opening; page;) {
				seen(page);
				for (const object of page.objects) {
					yield between + JSON.stringify(object);
					between = ',\n';
				}
				const following: IteratorResult<Page> = await pages.next();
				page = following.done ? undefined : following.value;
			}
			yield '\n]}\n';
		}
		const name = `${node.name}.json`;
		const { upload } = await received(name, Readable.from(bundle(), { objectMode: false }));
		const { id, fault } = await imported(name, upload);
		return fault ? { import: id, props: {}, fault } : { import: id, props: { addedAfter } };
	}

	async function fromAddress(): Promise<Looked> {
		const url = new URL(node.address);
		const answer = await fetchOutward(url, outward, {
			accept: '*/*',
			...(login ? { login } : {}),
			headers: {
				...(node.etag ? { 'if-none-match': node.etag } : {}),
				...(node.modified ? { 'if-modified-since': node.modified } : {})
			}
		});
		const fault = answer.status === 304 ? undefined : faultOfStatus(answer, now());
		if (answer.status === 304 || fault) {
			answer.body.destroy();
			if (fault) throw fault;
			return { import: '', props: {} };
		}
		const name = path.basename(decodeURIComponent(url.pathname)).slice(0, 200) || node.name;
		const { upload, sha256 } = await received(name, answer.body);
		const content = digest(node.id, sha256);
		const props = {
			content,
			etag: answer.headers.etag ?? '',
			modified: answer.headers['last-modified'] ?? ''
		};
		if (content === node.content) {
			ingest.discard(viewer, upload);
			return { import: '', props };
		}
		const { id, fault: failed } = await imported(name, upload);
		return failed ? { import: id, props: {}, fault: failed } : { import: id, props };
	}

	/** The folder of this feed, nowhere outside the one that the operator named. */
	async function watched(): Promise<string> {
		const { folder } = parts;
		if (folder === undefined || !isOneName(node.owner) || !isOneName(node.address))
			throw new FeedFault('no-folder');
		try {
			const root = await realpath(folder);
			const wanted = path.join(root, node.owner, node.address);
			if ((await realpath(wanted)) !== wanted) throw new FeedFault('no-folder');
			return wanted;
		} catch {
			throw new FeedFault('no-folder');
		}
	}

	async function fromFolder(): Promise<Looked> {
		const at = await watched();
		const names = (await readdir(at)).filter(isOneName).sort().slice(0, mostFiles);
		const before = new Set(node.taken);
		const taken: string[] = [];
		let last: { id: string; fault?: FeedFault } | undefined;
		let failed: FeedFault | undefined;
		for (const name of names) {
			const found = await lstat(path.join(at, name));
			const age = now().getTime() - found.mtimeMs;
			if (!found.isFile() || age < restMs) continue;
			const key = digest(node.id, name, String(found.size), String(found.mtimeMs));
			taken.push(key);
			if (before.has(key)) continue;
			// Opened so that a link put in its place meanwhile is not followed.
			const file = await open(path.join(at, name), constants.O_RDONLY | constants.O_NOFOLLOW);
			const { upload } = await received(name, file.createReadStream(), found.size);
			last = await imported(name, upload);
			failed ??= last.fault;
		}
		return { import: last?.id ?? '', props: { taken }, ...(failed ? { fault: failed } : {}) };
	}

	if (node.way === 'taxii') return fromTaxii();
	return node.way === 'address' ? fromAddress() : fromFolder();
}
