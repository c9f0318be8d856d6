/**
 * Imports: receive a file, read it whole into a spool, write it in batches, and undo it by its id.
 * One import is written at a time; the others wait their turn.
 */
import path from 'node:path';
import {
	isResumable,
	isRunning,
	isUndoable,
	type ImportDetail,
	type ImportState,
	type ImportSummary,
	type Review
} from '#lib/domain/import-state.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { PreviewRequest, TablePreview } from '#lib/domain/table-preview.ts';
import { demand } from '#lib/server/access/decide.ts';
import type { AuditEvent } from '#lib/server/audit/event.ts';
import { latelyOf } from '#lib/server/audit/lately.ts';
import { holdingOf } from './holding.ts';
import { importEvent, readEvent } from './named.ts';
import { mappingsOf } from './mappings.ts';
import { previewOf } from './preview.ts';
import * as queries from './queries.ts';
import { retentionOf } from './retention.ts';
import { ImportRefused } from './refused.ts';
import { newImport, type ImportRequest, type Standards } from './request.ts';
import { dropAll, dropDrafts, firstRemarks, hasSpool, leaveOut, remarks } from './spool.ts';
import { importProperties, parseImport, summaryOf, type ImportNode } from './state.ts';
import { takingOut } from './taking-out.ts';
import { uploadsIn, type Received } from './uploads.ts';
import { standingContext, workOn, type Job, type WorkOptions } from './working.ts';

/** A Neo4j import whose process gave no sign of life for this long may be taken over. */
const silentMs = 120_000;
/** Remarks sent to a page at once; the counts always say how many there are. */
const remarksShown = 1000;

export interface IngestOptions extends WorkOptions {
	/** The data folder; uploads and spools go to `imports/` in it. */
	folder: string;
	newId: () => string;
	nameOfAgency: (id: string) => Promise<string>;
	/** What an organisation wrote down of one of its sources. */
	standardsOf: (owner: string, ref: string) => Promise<Standards | undefined>;
}

export function ingestOf(options: IngestOptions) {
	const { store, audit, idOf, now, newId, log } = options;
	const root = path.join(options.folder, 'imports');
	const jobs = new Map<string, Job>();
	let queue: Promise<void> = Promise.resolve();
	/** Imports whose row is being written and whose work begins next. */
	const starting = new Set<string>();
	/** Imports an undo is at work on: nothing else may touch them. */
	const undoing = new Set<string>();
	let gate: Promise<unknown> = Promise.resolve();
	/** One decision about the state of imports at a time: two requests at once never both find it free. */
	const inTurn = <T>(decide: () => Promise<T>): Promise<T> => {
		const mineNow = gate.then(decide, decide);
		gate = mineNow.catch(() => undefined);
		return mineNow;
	};
	const free = (id: string) => {
		if (undoing.has(id)) throw new ImportRefused('this import is being undone');
	};

	const uploads = uploadsIn(path.join(root, 'uploads'), { newId, idOf, now });
	uploads.sweep();
	const folderOf = (id: string) => path.join(root, id);

	const lately = latelyOf(now);
	/** Names what of the imports is shown; a page that asks again while one runs leaves one entry an hour. */
	const consulted = (viewer: Viewer, act: string, ids: readonly string[]) =>
		lately.once(viewer.account, act, ids, (anew) => audit.consult(readEvent(viewer, anew, act)));

	const load = async (id: string): Promise<ImportNode | undefined> => {
		const [row] = await store.read(queries.importById, { id });
		return row && parseImport(row.props);
	};
	/** Who may know of an import: its organisation, and of a RED one the account that made it. */
	const mine = (viewer: Viewer, node: ImportNode) =>
		viewer.operator ||
		(node.owner === viewer.organisation.id &&
			(node.tlp !== 'red' || node.account === viewer.account));

	const isOurs = (id: string) => jobs.has(id) || starting.has(id);
	/** Only this process knows what it is at work on; a running state nobody works on is interrupted. */
	function stateOf(node: ImportNode): ImportState {
		if (!isRunning(node.state) || isOurs(node.id)) return node.state;
		const silent = now().getTime() - Date.parse(node.seenAt) > silentMs;
		return store.engine === 'embedded' || silent ? 'interrupted' : node.state;
	}
	/** An import as it is now: where its work ended while the row was on the way, the row is read again. */
	async function current(node: ImportNode): Promise<ImportNode> {
		const job = jobs.get(node.id);
		if (job) return job.node;
		return isRunning(node.state) && !isOurs(node.id) ? ((await load(node.id)) ?? node) : node;
	}
	const summarise = async (node: ImportNode): Promise<ImportSummary> =>
		summaryOf(node, stateOf(node), await options.nameOfAgency(node.owner));

	async function find(viewer: Viewer, id: string): Promise<ImportNode> {
		const node = await load(id);
		if (!node || !mine(viewer, node)) throw new ImportRefused('there is no such import');
		return current(node);
	}

	const save = (viewer: Viewer, node: ImportNode, outcome: AuditEvent['outcome'], phase: string) =>
		audit.write(importEvent(viewer, node, outcome, phase), (run) =>
			run.run(queries.updateImport, { id: node.id, props: importProperties(node) })
		);

	const saveDecision = (viewer: Viewer, node: ImportNode, phase: 'approved' | 'declined') =>
		audit.write({ ...importEvent(viewer, node, 'done', phase), action: 'ingest.approve' }, (run) =>
			run.run(queries.updateImport, { id: node.id, props: importProperties(node) })
		);

	const begin = (viewer: Viewer, request: ImportRequest): Promise<ImportNode> =>
		newImport(request, {
			viewer,
			id: newId(),
			at: now(),
			nameOfAgency: options.nameOfAgency,
			standardsOf: options.standardsOf,
			take: (upload) => uploads.take(viewer.account, upload)
		});

	/** Writes the row of an import whose work begins next, then has it begin. */
	async function launch(
		viewer: Viewer,
		node: ImportNode,
		input: ImportRequest['input'] | null,
		row: () => Promise<unknown>
	): Promise<{ id: string; finished: Promise<ImportDetail> }> {
		starting.add(node.id);
		try {
			await row();
			const job = enqueue(viewer, node, input);
			return { id: node.id, finished: job.done.then(() => detail(job.node)) };
		} finally {
			starting.delete(node.id);
		}
	}

	const contextOf = (node: ImportNode) => standingContext(node, options);
	const holding = holdingOf({ store, folderOf, contextOf, tokensFor: options.tokensFor, now });
	const work = workOn(options, { folderOf, uploads, save, compare: holding.compare });

	function enqueue(viewer: Viewer, node: ImportNode, input: ImportRequest['input'] | null): Job {
		const job: Job = { controller: new AbortController(), node, done: Promise.resolve() };
		jobs.set(node.id, job);
		job.done = queue
			.then(() => work(job, viewer, input))
			.catch((error: unknown) => log('import could not be closed', { import: node.id, error }))
			.finally(() => jobs.delete(node.id));
		queue = job.done;
		return job;
	}

	/** Runs work when no import is written, and nothing is written until it has ended. */
	function alone(work: () => Promise<void>): Promise<void> {
		const done = queue.then(work);
		queue = done.catch(() => undefined);
		return done;
	}

	const { refuseUnseen, takeOut } = takingOut({
		store,
		audit,
		now,
		idOf,
		drop({ id, upload }) {
			dropDrafts(folderOf(id));
			if (upload) uploads.drop(upload);
		},
		alone
	});
	const retention = retentionOf({
		store,
		audit,
		idOf,
		newId,
		now,
		alone,
		async fileOf(viewer, id) {
			const node = await load(id);
			return node && mine(viewer, node) ? node.file : '';
		},
		drop: (id) => dropAll(folderOf(id))
	});

	async function detail(node: ImportNode): Promise<ImportDetail> {
		const folder = folderOf(node.id);
		return {
			...(await summarise(node)),
			rejected: firstRemarks(folder, 'rejected', remarksShown),
			warnings: firstRemarks(folder, 'warning', remarksShown),
			entities: node.entities,
			records: node.records,
			claims: node.claims,
			seconds: node.seconds
		};
	}

	return {
		/** The imports of the viewer's organisation, newest first. */
		async list(viewer: Viewer, limit = 100): Promise<ImportSummary[]> {
			demand(viewer, 'ingest.read');
			const rows = viewer.operator
				? await store.read(queries.allImports, { limit })
				: await store.read(queries.imports, {
						owners: [viewer.organisation.id],
						account: viewer.account,
						limit
					});
			const nodes = rows.map((row) => parseImport(row.props)).filter((node) => mine(viewer, node));
			await consulted(
				viewer,
				'list',
				nodes.map(({ id }) => id)
			);
			return Promise.all(nodes.map(async (node) => summarise(await current(node))));
		},

		async read(viewer: Viewer, id: string): Promise<ImportDetail | undefined> {
			demand(viewer, 'ingest.read');
			const node = await load(id);
			if (!node || !mine(viewer, node)) return undefined;
			await consulted(viewer, 'page', [id]);
			return detail(await current(node));
		},

		/** Every remark of an import, for a download or the terminal. */
		async remarks(viewer: Viewer, id: string, kind: 'rejected' | 'warning') {
			demand(viewer, 'ingest.read');
			const found = await find(viewer, id);
			await audit.consult(readEvent(viewer, [found.id], kind));
			const kept = remarks(folderOf(found.id), kind);
			const { rejectedCount, warningCount } = found;
			const more = (kind === 'rejected' ? rejectedCount : warningCount) - kept.length;
			const reason = `${more} more are counted and were not kept`;
			return more > 0 ? [...kept, { at: 'the rest', id: null, reason }] : kept;
		},

		/** Streams a body to disk; resolves with the name to start from. Leaves nothing when it fails. */
		async receive(
			viewer: Viewer,
			file: { name: string; body: ReadableStream<Uint8Array> | null; length: number }
		): Promise<Received> {
			demand(viewer, 'ingest.import');
			if (!file.body) throw new ImportRefused('the upload has no content');
			return uploads.receive(viewer.account, file.body, file.length);
		},

		/** Drops one's own upload that no import is started from. */
		discard(viewer: Viewer, upload: string): void {
			demand(viewer, 'ingest.import');
			uploads.look(viewer.account, upload);
			uploads.drop(upload);
		},

		/** The beginning of one's own upload as an import would read it; null where it is no table. */
		async preview(viewer: Viewer, request: PreviewRequest): Promise<TablePreview | null> {
			demand(viewer, 'ingest.import');
			const source = request.source || (await options.nameOfAgency(viewer.organisation.id));
			return previewOf(uploads.look(viewer.account, request.upload), { ...request, source });
		},

		retention,

		mappings: mappingsOf({ store, audit, idOf, now, inTurn }),

		/** Starts an import; `finished` resolves with what came of it. */
		async start(
			viewer: Viewer,
			request: ImportRequest
		): Promise<{ id: string; finished: Promise<ImportDetail> }> {
			demand(viewer, 'ingest.import');
			const { input, format } = request;
			if (format !== undefined && !options.readers.some(({ id }) => id === format))
				throw new ImportRefused(`there is no format '${format}'`);
			const node = await begin(viewer, request);
			return launch(viewer, node, node.upload ? { upload: node.upload } : input, () =>
				audit.write(importEvent(viewer, node, 'done', 'started'), (run) =>
					run.run(queries.createImport, { props: importProperties(node) })
				)
			);
		},

		/** Live counts of a running import. */
		progress: (id: string): ImportNode | undefined => jobs.get(id)?.node,

		async cancel(viewer: Viewer, id: string): Promise<void> {
			demand(viewer, 'ingest.import');
			await find(viewer, id);
			const job = jobs.get(id);
			if (!job) throw new ImportRefused('this import is not running');
			job.controller.abort();
			await job.done;
		},

		/** Goes on where a cancelled, failed or interrupted import stopped. */
		async resume(
			viewer: Viewer,
			id: string
		): Promise<{ id: string; finished: Promise<ImportDetail> }> {
			demand(viewer, 'ingest.import');
			return inTurn(async () => {
				const node = await find(viewer, id);
				free(id);
				if (!isResumable(stateOf(node)))
					throw new ImportRefused(`this import cannot be resumed: it is ${stateOf(node)}`);
				const spooled = node.spooled && hasSpool(folderOf(id));
				const upload = node.upload && uploads.exists(node.upload) ? node.upload : undefined;
				if (!spooled && !upload)
					throw new ImportRefused(
						'it cannot go on: its drafts and its file are not kept. Undo it, or import the file again'
					);
				const again: ImportNode = {
					...node,
					state: spooled ? 'writing' : 'reading',
					spooled,
					endedAt: undefined,
					seenAt: now().toISOString(),
					...(spooled ? {} : { read: 0, accepted: 0 })
				};
				return launch(viewer, again, upload ? { upload } : null, () =>
					save(viewer, again, 'done', 'resumed')
				);
			});
		},

		/** What a held import would change, and what of it can be left out; null when it does not wait. */
		async review(viewer: Viewer, id: string): Promise<Review | null> {
			demand(viewer, 'ingest.read');
			const node = await find(viewer, id);
			return holding.review(viewer, node);
		},

		/** Has a held import written, without the things that are left out and what is said of them. */
		async approve(
			viewer: Viewer,
			id: string,
			leftOut: readonly string[] = []
		): Promise<{ id: string; finished: Promise<ImportDetail> }> {
			demand(viewer, 'ingest.approve');
			return inTurn(async () => {
				const node = await find(viewer, id);
				free(id);
				holding.demandDecision(viewer, node, 'approve');
				leaveOut(folderOf(id), leftOut);
				const decided: ImportNode = {
					...node,
					state: 'writing',
					decidedBy: viewer.account,
					endedAt: undefined,
					seenAt: now().toISOString()
				};
				return launch(viewer, decided, null, () => saveDecision(viewer, decided, 'approved'));
			});
		},

		/** Has nothing of a held import written, and keeps why. */
		async decline(viewer: Viewer, id: string, reason: string): Promise<void> {
			demand(viewer, 'ingest.approve');
			await inTurn(async () => {
				const node = await find(viewer, id);
				free(id);
				holding.demandDecision(viewer, node, 'decline');
				const decided: ImportNode = {
					...node,
					state: 'declined',
					decidedBy: viewer.account,
					declinedFor: reason,
					endedAt: now().toISOString()
				};
				await saveDecision(viewer, decided, 'declined');
				dropDrafts(folderOf(id));
			});
		},

		/** Takes everything an import wrote out again and puts back what it replaced. */
		async undo(viewer: Viewer, id: string): Promise<void> {
			demand(viewer, 'ingest.undo');
			const node = await inTurn(async () => {
				const found = await find(viewer, id);
				free(id);
				if (!isUndoable(stateOf(found)))
					throw new ImportRefused(`this import cannot be undone: it is ${stateOf(found)}`);
				await refuseUnseen(viewer, found);
				undoing.add(id);
				return found;
			});
			try {
				await takeOut(viewer, node);
			} finally {
				undoing.delete(id);
			}
		},

		/** Waits for running imports to reach the end of their batch, then stops them; for shutdown. */
		async close(): Promise<void> {
			for (const job of jobs.values()) job.controller.abort();
			await queue;
		}
	};
}

export type Ingest = ReturnType<typeof ingestOf>;
