/**
 * The audit log: numbered entries in the graph, without a gap, each with its hash. A change and its
 * entry are one transaction. Consultations are collected while a commit runs and kept together in
 * the next one; each answer waits for its own. No entry, no answer.
 */
import { createHmac } from 'node:crypto';
import * as v from 'valibot';
import { StoredEntry } from '#lib/domain/audit-entry.ts';
import type { AuditProof } from '#lib/domain/audit-proof.ts';
import type { SignedCheckpoint } from '#lib/domain/checkpoint.ts';
import { grown, hashed, type Hash } from '#lib/domain/merkle.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { GraphStore, Runner } from '#lib/server/graph/store.ts';
import { ensureKeys } from '#lib/server/graph/schema.ts';
import { checkLog, type AuditCheck, type CheckParts } from './check.ts';
import { notesIn, openCheckpoints } from './checkpoints.ts';
import { describeFinding, type Finding } from './finding.ts';
import { draftOf, numbered, type Draft } from './entry.ts';
import { by, type Audit, type AuditEvent } from './event.ts';
import { openHeads, type Head } from './heads.ts';
import {
	appendEntries,
	keepTiles,
	readEntries,
	readEntry,
	readHead,
	takeNumbers
} from './queries.ts';
import { openSigner } from './signer.ts';
import { parentOf, rootOver, StoredTree, tileWidth, type Tile, type TileCache } from './tree.ts';
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
	/** Signs the log as it is now. */
	checkpoint(): Promise<SignedCheckpoint>;
	/** An entry, with what shows that it is in the log; undefined when there is no such number. */
	prove(seq: number): Promise<AuditProof | undefined>;
	/** Keeps an entry that says what was lost, and goes on from there. */
	acknowledge(viewer: Viewer): Promise<void>;
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

interface Waiting {
	draft: Draft;
	resolve: () => void;
	reject: (reason: unknown) => void;
}

/** The peaks after some leaves, and the tiles that they filled. */
async function grow(runner: Runner, before: { size: number; peaks: Hash[] }, leaves: Hash[]) {
	let { peaks } = before;
	for (const [i, leaf] of leaves.entries())
		peaks = hashed(grown(peaks, before.size + i, leaf), parentOf);
	const tiles: Tile[] = [];
	const after = before.size + leaves.length;
	if (Math.floor(before.size / tileWidth) < Math.floor(after / tileWidth)) {
		const growing = await new StoredTree(runner, before.size).growing();
		for (const leaf of leaves) tiles.push(...growing.add(leaf));
	}
	return { peaks, tiles };
}

async function append(runner: Runner, drafts: readonly Draft[]): Promise<Head> {
	const [taken] = await runner.run(takeNumbers, { count: drafts.length });
	if (!taken) throw new Error('the head of the audit log is missing: run faisceau verify');
	const before = { size: taken.size - drafts.length, peaks: taken.peaks };
	const entries = drafts.map((draft, i) => numbered(draft, before.size + 1 + i));
	const { leaf, at } = entries[entries.length - 1] ?? { leaf: '', at: '' };
	const leaves = entries.map((entry) => entry.leaf);
	const { peaks, tiles } = await grow(runner, before, leaves);
	await runner.run(appendEntries, {
		entries: entries.map((props) => ({ props })),
		leaf,
		at,
		peaks
	});
	if (tiles.length) await runner.run(keepTiles, { tiles });
	return { size: taken.size, leaf, at, root: rootOver(peaks) };
}

export async function auditOf(settings: AuditSettings): Promise<AuditLog> {
	const { store, folder, key, now, newId, mirror, signEveryMs = hour, warn } = settings;
	await ensureKeys(store, 'AuditHead', ['id'], []);
	await ensureKeys(store, 'AuditEntry', ['id', 'seq'], []);
	await ensureKeys(store, 'AuditTile', ['id'], []);
	await upgrade(store);
	const heads = await openHeads(folder, key);
	const signer = openSigner(folder);
	const checkpoints = openCheckpoints(folder, signer, mirror);
	let { findings } = await checkLog({ store, heads, checkpoints, last: startLimit });
	if (!findings.length) await heads.settle();

	const commit = (text: string) =>
		createHmac('sha256', key).update(`commitment\n${text}`).digest('base64url');
	const draft = (event: AuditEvent, id: string) =>
		draftOf(event, { id, at: now().toISOString(), commit });

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
	async function checkpoint(): Promise<SignedCheckpoint> {
		const [head] = await store.read(readHead, {});
		if (!head) throw new Error('the head of the audit log is missing: run faisceau verify');
		return checkpoints.add({
			size: head.size,
			root: rootOver(head.peaks),
			at: now().toISOString()
		});
	}
	const timer = setInterval(() => void checkpoint().catch(warn), signEveryMs);
	timer.unref();
	/** What left the house is bound at once: its entry cannot be taken back unseen. */
	const bind = async (drafts: readonly Draft[]) => {
		if (drafts.some(({ operation, outcome }) => operation === 'disclosure' && outcome === 'done'))
			await checkpoint();
	};

	let waiting: Waiting[] = [];
	let running: Promise<void> | undefined;
	async function keepGroup(group: readonly Waiting[]) {
		try {
			const drafts = group.map(({ draft }) => draft);
			const lastId = drafts[drafts.length - 1]?.id ?? '';
			await heads.record(await once(lastId, (runner) => append(runner, drafts)));
			await bind(drafts);
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
			const entry = draft(event, newId());
			await new Promise<void>((resolve, reject) => {
				waiting.push({ draft: entry, resolve, reject });
				running ??= drain();
			});
		},
		async write(event, work) {
			const id = newId();
			const { value, head, drafts } = await once(id, async (runner) => {
				const value = await work(runner);
				const drafts = [draft(typeof event === 'function' ? event(value) : event, id)];
				return { value, head: await append(runner, drafts), drafts };
			});
			await heads.record(head);
			await bind(drafts);
			return value;
		},
		findings: () => findings,
		async check({ checkpointFile = '', ...watch } = {}) {
			const given = notesIn(checkpointFile, 'given', signer);
			const kept = [...checkpoints.kept, ...given.kept].sort((a, b) => a.size - b.size);
			const unsigned = [...checkpoints.unsigned, ...given.unsigned];
			const result = await checkLog({ store, heads, checkpoints: { kept, unsigned }, ...watch });
			findings = result.findings;
			return result;
		},
		key: signer.vkey,
		checkpoints: () => checkpoints.kept,
		checkpoint,
		async prove(seq) {
			const [row] = await store.read(readEntries, { from: seq, to: seq + 1 });
			if (!row) return undefined;
			const entry = v.parse(StoredEntry, row.entry);
			const signed = checkpoints.kept.find(({ size }) => size >= seq) ?? (await checkpoint());
			const proof = await new StoredTree(runner, signed.size, cache).inclusion(seq);
			return { entry, proof, checkpoint: signed.note, key: signer.vkey };
		},
		async acknowledge(viewer) {
			const { findings: found } = await checkLog({ store, heads, checkpoints });
			const event: AuditEvent = {
				...by(viewer),
				action: 'audit.acknowledge',
				outcome: 'done',
				subjects: [],
				detail: { found: found.map(describeFinding).join('; ') }
			};
			const id = newId();
			const head = await once(id, async (runner) => {
				await replant(runner);
				return append(runner, [draft(event, id)]);
			});
			await heads.reset(head);
			cache.clear();
			checkpoints.retire(now().toISOString());
			await checkpoint();
			findings = (await checkLog({ store, heads, checkpoints })).findings;
		},
		async close() {
			clearInterval(timer);
			await running;
			await checkpoint().catch(warn);
			await heads.close();
		}
	};
	return log;
}
