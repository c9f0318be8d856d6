/**
 * The work on one import, from its bytes to its end: read whole into the spool, held where somebody must
 * approve it, written, closed with what came of it.
 */
import type { Token } from '#lib/domain/audience.ts';
import { caseIdOf } from '#lib/domain/case-number.ts';
import { Malformed, type Reader } from '#lib/domain/draft.ts';
import { parseGradeKey } from '#lib/domain/grading.ts';
import { accountFault, type ImportState } from '#lib/domain/import-state.ts';
import type { Kind } from '#lib/domain/kinds.ts';
import { parseMapping } from '#lib/domain/table-mapping.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { decide } from '#lib/server/access/decide.ts';
import type { Audit, AuditEvent } from '#lib/server/audit/event.ts';
import { StoreUnavailable, type GraphStore } from '#lib/server/graph/store.ts';
import type { KeyedId } from './ids.ts';
import * as queries from './queries.ts';
import { readIntoSpool, type Input } from './reading.ts';
import type { ImportRequest } from './request.ts';
import { dropDrafts, isFull, leftOutOf } from './spool.ts';
import { importProperties, type ImportNode } from './state.ts';
import type { Uploads } from './uploads.ts';
import { writeSpool, type StandingContext } from './writing.ts';

export interface Job {
	controller: AbortController;
	node: ImportNode;
	done: Promise<void>;
}

export interface WorkOptions {
	store: GraphStore;
	audit: Audit;
	idOf: KeyedId;
	now: () => Date;
	readers: readonly Reader[];
	kindOfRef: (ref: string) => Kind;
	/** Tokens of an analyst of this organisation: what an import on its behalf may join. */
	tokensFor: (owner: string, account: string, demonstration: boolean) => readonly Token[];
	/** An account as it is now; null when it was stopped. */
	viewerOf: (account: string) => Promise<Viewer | null>;
	log: (message: string, detail: object) => void;
}

interface Around {
	folderOf: (id: string) => string;
	uploads: Uploads;
	/** Saves the row with the entry that says which step this is. */
	save: (
		viewer: Viewer,
		node: ImportNode,
		outcome: AuditEvent['outcome'],
		phase: string
	) => Promise<unknown>;
	/** Counts what it would change, where it is to wait. */
	compare: (node: ImportNode, signal: AbortSignal) => Promise<void>;
}

export const standingContext = (
	node: ImportNode,
	{ idOf, kindOfRef }: Pick<WorkOptions, 'idOf' | 'kindOfRef'>
): StandingContext => ({
	id: node.id,
	owner: node.owner,
	account: node.account,
	source: { ref: node.sourceRef, name: node.sourceName },
	tlp: node.tlp,
	evaluation: node.grade === undefined ? undefined : parseGradeKey(node.grade),
	purpose: node.purpose,
	demonstration: node.demonstration,
	...(node.caseNumber === undefined ? {} : { caseId: caseIdOf(node.caseNumber) }),
	obtainedAt: node.obtainedAt,
	reviewBy: node.reviewBy,
	sources: new Map(),
	idOf,
	kindOfRef
});

export function workOn(options: WorkOptions, { folderOf, uploads, save, compare }: Around) {
	const { store, audit, idOf, now, log } = options;

	/** Where the bytes of a request are. */
	const inputOf = (input: ImportRequest['input']): Input =>
		'upload' in input ? { path: uploads.fileOf(input.upload) } : input;

	async function read(job: Job, input: ImportRequest['input']): Promise<void> {
		const result = await readIntoSpool({
			folder: folderOf(job.node.id),
			input: inputOf(input),
			readers: options.readers,
			...(job.node.saidFormat === undefined ? {} : { format: job.node.saidFormat }),
			mapping: job.node.mapping === undefined ? undefined : parseMapping(job.node.mapping),
			source: job.node.sourceName,
			// Keyed, as it may say who or what: a reference leaves with the record it names.
			localRef: (format, ref) =>
				`local:${idOf('reference', job.node.owner, job.node.sourceRef, format, ref)}`,
			signal: job.controller.signal,
			progressed: ({ read, rejected, format }) =>
				Object.assign(job.node, {
					read,
					format,
					rejectedCount: rejected,
					accepted: read - rejected
				})
		});
		Object.assign(job.node, {
			state: 'writing',
			spooled: true,
			format: result.format,
			read: result.read,
			accepted: result.read - result.rejected,
			recordsTotal: result.records,
			claimsTotal: result.claims,
			rejectedCount: result.rejected,
			warningCount: result.warnings,
			seenAt: now().toISOString()
		});
		await store.write(queries.updateImport, { id: job.node.id, props: importProperties(job.node) });
	}

	/**
	 * The account as it is now. An import waits its turn and writes for a long time: whoever was stopped
	 * meanwhile, or lost the role or the organisation, writes nothing more.
	 */
	async function still(viewer: Viewer, { owner }: ImportNode): Promise<Viewer> {
		if (viewer.operator) return viewer;
		const found = await options.viewerOf(viewer.account);
		if (!found || found.organisation.id !== owner || !decide(found, 'ingest.import').allowed)
			throw new Malformed(accountFault, 'the account that began it may not import any more');
		return found;
	}

	async function write(job: Job, viewer: Viewer): Promise<void> {
		const { node } = job;
		/** What it may join: for a colleague what they see at the time of each batch. */
		const audienceNow = async () => {
			const { audience } = await still(viewer, node);
			return viewer.operator || node.demonstration
				? options.tokensFor(node.owner, node.account, node.demonstration)
				: audience;
		};
		job.node = await writeSpool({
			store,
			write: audit.write,
			viewer,
			folder: folderOf(node.id),
			node,
			now,
			signal: job.controller.signal,
			audienceNow,
			progressed: (after) => (job.node = after),
			context: standingContext(node, options),
			leftOut: leftOutOf(folderOf(node.id))
		});
	}

	async function end(
		job: Job,
		viewer: Viewer,
		state: ImportState,
		error?: { at: string; reason: string }
	) {
		const endedAt = now().toISOString();
		job.node = {
			...job.node,
			state,
			endedAt,
			seconds: (Date.parse(endedAt) - Date.parse(job.node.startedAt)) / 1000,
			...(error ? { errorAt: error.at, errorReason: error.reason } : {})
		};
		const isWhole = state === 'done' || state === 'held';
		await save(viewer, job.node, isWhole ? 'done' : 'failed', state);
		if (state === 'done' || error) dropDrafts(folderOf(job.node.id));
		if ((isWhole || error) && job.node.upload) uploads.drop(job.node.upload);
	}

	async function work(
		job: Job,
		viewer: Viewer,
		input: ImportRequest['input'] | null
	): Promise<void> {
		try {
			if (!job.node.spooled) {
				if (!input)
					throw new Malformed(
						'file',
						'it was not read to its end and is not here any more: import it again'
					);
				await still(viewer, job.node);
				await read(job, input);
			}
			// Where nothing of it could be read there is nothing to approve, and it ends saying so.
			const isEmpty = job.node.recordsTotal + job.node.claimsTotal === 0;
			if (job.node.hold !== 'none' && job.node.decidedBy === undefined && !isEmpty) {
				await compare(job.node, job.controller.signal);
				return await end(job, viewer, 'held');
			}
			await write(job, viewer);
			await end(job, viewer, 'done');
		} catch (error) {
			await stopped(job, viewer, error);
		}
	}

	async function stopped(job: Job, viewer: Viewer, error: unknown): Promise<void> {
		if (job.controller.signal.aborted) return end(job, viewer, 'cancelled');
		if (error instanceof Malformed)
			return end(job, viewer, 'failed', { at: error.at, reason: error.reason });
		log('import stopped', { import: job.node.id, error });
		if (error instanceof StoreUnavailable) return;
		job.node = {
			...job.node,
			state: 'failed',
			errorAt: 'writing',
			errorReason: isFull(error)
				? 'the disk is full: make room, then resume it or undo it'
				: 'an unexpected fault; see the log. It can be resumed or undone'
		};
		await save(viewer, job.node, 'failed', 'failed');
	}

	return work;
}
