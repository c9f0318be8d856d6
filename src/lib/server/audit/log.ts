/**
 * The audit log: numbered entries in the graph, without a gap, each with its hash. A change and its
 * entry are one transaction. Consultations are collected while a commit runs and kept together in
 * the next one; each answer waits for its own. No entry, no answer.
 */
import { createHmac } from 'node:crypto';
import * as v from 'valibot';
import { StoredEntry } from '#lib/domain/audit-entry.ts';
import type { Finding } from '#lib/domain/audit-finding.ts';
import type { Noted } from '#lib/domain/audit-view.ts';
import type { AuditProof } from '#lib/domain/audit-proof.ts';
import type { SignedCheckpoint } from '#lib/domain/checkpoint.ts';
import type { Hash } from '#lib/domain/merkle.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { actions } from '#lib/server/access/actions.ts';
import type { GraphStore, Runner } from '#lib/server/graph/store.ts';
import { ensureKeys } from '#lib/server/graph/schema.ts';
import { noteFacts, openAcknowledged } from './acknowledged.ts';
import { append, type Grown } from './append.ts';
import { checkLog, type AuditCheck, type CheckParts } from './check.ts';
import { notesIn, openCheckpoints } from './checkpoints.ts';
import { describeFinding } from './finding.ts';
import { draftsOf, type Draft } from './entry.ts';
import { by, type Audit, type AuditEvent } from './event.ts';
import { openHeads } from './heads.ts';
import { readEntry, readHead, readNumbered, readPeople } from './queries.ts';
import { openSigner } from './signer.ts';
import { StoredTree, type TileCache } from './tree.ts';
import { replant, upgrade } from './upgrade.ts';

export interface AuditLog extends Audit {
	/** What start-up and the last check found wrong; pages show it until it is taken note of. */
	findings(): readonly Finding[];
	/**
	 * Reads the whole log again: numbers, order, hashes, the tree, the file beside the store and every
	 * signed checkpoint, those of a file given among them.
	 */
	check(options?: CheckOptions): Promise<AuditCheck>;
	/** The public key of the signed checkpoints. */
	readonly key: string;
	/** Signed checkpoints, the smallest first. */
	checkpoints(): readonly SignedCheckpoint[];
	/** Why the second place did not get the last checkpoint. */
	mirrorFault(): string | undefined;
	/** Signs the log as it is now. */
	checkpoint(): Promise<SignedCheckpoint>;
	/** An entry, with what shows that it is in the log; undefined when there is no such number. */
	prove(seq: number): Promise<AuditProof | undefined>;
	/** Several at once, all against the log as it is now; what cannot be read is left out. */
	proveAll(seqs: readonly number[]): Promise<AuditProof[]>;
	/** Keeps an entry that says what was lost, for every organisation that holds accounts, and goes on from there. */
	acknowledge(viewer: Viewer): Promise<void>;
	/** What was taken note of, the latest first: it stays to be read. */
	noted(): readonly Noted[];
	close(): Promise<void>;
}

export interface AuditSettings {
	store: GraphStore;
	/** Where `audit.heads` lies: the data folder, beside the store. */
	folder: string;
	/** The instance's secret: seals the heads and keys the commitments. */
	key: string;
	now: () => Date;
	newId: () => string;
	/** A second file for signed checkpoints, better on another machine. */
	mirror?: string;
	/** How often a log that grew is signed. */
	signEveryMs?: number;
	/** Told when the schedule could not sign. */
	warn?: (error: unknown) => void;
}

export type CheckOptions = Pick<CheckParts, 'progress' | 'signal'> & {
	/** The text of a file of checkpoints that was kept elsewhere. */
	checkpointFile?: string;
};

const groupLimit = 500;
const hour = 60 * 60 * 1000;
/** Logs up to this size are read whole at start, longer ones by their end; `check` reads all. */
const startLimit = 5_000;

/** What was changed beside the log leaves its entries, its tree and its heads as they were. */
const besides: readonly Finding['what'][] = [
	'reasons',
	'recipients',
	'acknowledged-file',
	'put-aside'
];
/** The log itself. */
const isSound = ({ findings }: AuditCheck) => findings.every(({ what }) => besides.includes(what));

interface Waiting {
	event: AuditEvent;
	drafts: readonly Draft[];
	resolve: () => void;
	reject: (reason: unknown) => void;
}

export async function auditOf(settings: AuditSettings): Promise<AuditLog> {
	const { store, folder, key, now, newId, mirror, signEveryMs = hour, warn } = settings;
	await ensureKeys(store, 'AuditHead', ['id'], []);
	await ensureKeys(store, 'AuditEntry', ['id', 'seq'], []);
	await ensureKeys(store, 'AuditTile', ['id'], []);
	await ensureKeys(store, 'Justification', ['id'], ['scope']);
	await upgrade(store);
	const heads = await openHeads(folder, key);
	const signer = openSigner(folder);
	const acknowledged = await openAcknowledged(folder, { store, signer });
	const checkpoints = openCheckpoints(folder, signer, mirror, acknowledged.aside);
	const [there] = await store.read(readHead, {});
	// A log that has entries was never without these two: each is written before an act is answered.
	if (there && there.size > 0)
		heads.miss([
			...(heads.remembered.length + heads.broken.length ? [] : (['heads'] as const)),
			...(signer.made ? (['key'] as const) : [])
		]);
	const commit = (text: string) =>
		createHmac('sha256', key).update(`commitment\n${text}`).digest('base64url');
	const parts = { store, heads, checkpoints, acknowledged, commit };
	const started = await checkLog({ ...parts, last: startLimit });
	let { findings } = started;
	if (isSound(started)) await heads.settle();

	const draftsBy = (event: AuditEvent, id: string) =>
		draftsOf(event, { id, at: now().toISOString(), commit });

	/**
	 * A transaction is run again when its commit was not acknowledged, and may yet have been kept:
	 * then its last entry is there, and what the kept try gave is the answer.
	 */
	async function once<T>(lastId: string, work: (run: Runner) => Promise<T>): Promise<T> {
		let reached: { value: T } | undefined;
		return store.transaction(async (runner) => {
			if (reached) {
				const [kept] = await runner.run(readEntry, { id: lastId });
				if (kept) return reached.value;
			}
			const value = await work(runner);
			reached = { value };
			return value;
		});
	}

	const runner: Runner = { run: (query, params) => store.read(query, params) };
	const cache: TileCache = new Map();
	/** What may be signed: a head this process made, or found to be sound. Never what the graph merely says. */
	let trusted: { size: number; root: Hash } | undefined;
	const trust = (head: { size: number; root: Hash }) => {
		if (head.size >= (trusted?.size ?? 0)) trusted = head;
	};
	const trustChecked = (checked: AuditCheck) => {
		const { size, root } = checked;
		if (root !== undefined && isSound(checked)) trust({ size, root });
	};
	trustChecked(started);
	/** Resolves when the head is on the disk. */
	async function record(head: Grown) {
		await heads.record(head);
		trust(head);
	}
	async function checkpoint(): Promise<SignedCheckpoint> {
		if (!trusted)
			throw new Error('the audit log is damaged and was not signed: run faisceau verify');
		return checkpoints.add({ size: trusted.size, root: trusted.root, at: now().toISOString() });
	}
	async function proofs(seqs: readonly number[], { size, note }: SignedCheckpoint) {
		const tree = new StoredTree(runner, size, cache);
		const made: AuditProof[] = [];
		for (const { seq, entry } of await store.read(readNumbered, { seqs: [...seqs] })) {
			const parsed = v.safeParse(StoredEntry, entry);
			if (!parsed.success || seq > size) continue;
			const proof = await tree.inclusion(seq);
			made.push({ entry: parsed.output, proof, checkpoint: note, key: signer.vkey });
		}
		return made;
	}
	const signed = () => checkpoint().catch((error: unknown) => warn?.(error));
	const timer = setInterval(() => void signed(), signEveryMs);
	timer.unref();
	/** What left the house is bound at once: its entry cannot be taken back unseen. */
	const isBound = ({ action, outcome, leaves = true }: AuditEvent) =>
		actions[action].operation === 'disclosure' && outcome === 'done' && leaves;

	let waiting: Waiting[] = [];
	let running: Promise<void> | undefined;
	async function keepGroup(group: readonly Waiting[]) {
		try {
			const drafts = group.flatMap((each) => each.drafts);
			const { id: lastId } = drafts.reduce((_, each) => each);
			await record(await once(lastId, (runner) => append(runner, cache, drafts)));
			if (group.some(({ event }) => isBound(event))) await checkpoint();
			for (const { resolve } of group) resolve();
		} catch (error) {
			for (const { reject } of group) reject(error);
		}
	}
	async function drain() {
		while (waiting.length) {
			const group = waiting.slice(0, groupLimit);
			waiting = waiting.slice(groupLimit);
			await keepGroup(group);
		}
		running = undefined;
	}

	const log: AuditLog = {
		commit,
		async consult(event) {
			const drafts = draftsBy(event, newId());
			await new Promise<void>((resolve, reject) => {
				waiting.push({ event, drafts, resolve, reject });
				running ??= drain();
			});
		},
		async write(event, work) {
			const id = newId();
			const { value, head, events } = await once(id, async (runner) => {
				const value = await work(runner);
				const events = [typeof event === 'function' ? event(value) : event].flat();
				const drafts = events.flatMap((each, i) => draftsBy(each, i === 0 ? id : newId()));
				const head = drafts.length ? await append(runner, cache, drafts) : undefined;
				return { value, head, events };
			});
			if (head) await record(head);
			if (events.some(isBound)) await checkpoint();
			return value;
		},
		findings: () => findings,
		async check({ checkpointFile = '', ...watch } = {}) {
			const given = notesIn(checkpointFile, 'given', signer);
			const kept = [...checkpoints.kept, ...given.kept].sort((a, b) => a.size - b.size);
			const unsigned = [...checkpoints.unsigned, ...given.unsigned];
			const { displaced } = checkpoints;
			const witnesses = { kept, unsigned, displaced };
			const result = await checkLog({ ...parts, checkpoints: witnesses, ...watch });
			findings = result.findings;
			trustChecked(result);
			return result;
		},
		key: signer.vkey,
		checkpoints: () => checkpoints.kept,
		mirrorFault: () => checkpoints.mirrorFault,
		checkpoint,
		async prove(seq) {
			const signed = checkpoints.kept.find(({ size }) => size >= seq) ?? (await checkpoint());
			const [proof] = await proofs([seq], signed);
			return proof;
		},
		proveAll: async (seqs) => (seqs.length ? proofs(seqs, await checkpoint()) : []),
		async acknowledge(viewer) {
			const found = (await checkLog(parts)).findings.map(describeFinding);
			// Where there is no second place now, what was put aside in one stays so.
			const aside = checkpoints.mirrored ?? acknowledged.aside;
			const event: AuditEvent = {
				...by(viewer),
				action: 'audit.acknowledge',
				outcome: 'done',
				subjects: [],
				detail: noteFacts(found, aside)
			};
			// The log is everybody's: the auditors of each organisation find the act among their own entries.
			const others = new Set((await store.read(readPeople, {})).map((one) => one.organisation));
			others.delete(event.organisation);
			const forOthers = [...others].sort().map((organisation) => ({
				...event,
				organisation,
				detail: { ...event.detail, by: event.organisation }
			}));
			const id = newId();
			const at = now().toISOString();
			const drafts = [event, ...forOthers].flatMap((each, i) =>
				draftsBy(each, i === 0 ? id : newId())
			);
			const head = await once(id, async (runner) => {
				await replant(runner);
				return append(runner, cache, drafts);
			});
			await heads.reset(head);
			cache.clear();
			acknowledged.note({
				at,
				by: viewer.account,
				organisation: viewer.organisation.id,
				found,
				aside,
				entry: head.size - drafts.length + 1
			});
			checkpoints.retire(at);
			trusted = head;
			await checkpoint();
			findings = (await checkLog(parts)).findings;
		},
		noted: () => acknowledged.noted,
		async close() {
			clearInterval(timer);
			await running;
			await signed();
			await heads.close();
		}
	};
	return log;
}
