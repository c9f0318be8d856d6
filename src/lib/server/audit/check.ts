/** Holds the audit log against itself, its tree, the file beside the store and signed checkpoints. */
import * as v from 'valibot';
import { StoredEntry } from '#lib/domain/audit-entry.ts';
import type { EntryFault, Finding } from '#lib/domain/audit-finding.ts';
import type { Hash } from '#lib/domain/merkle.ts';
import type { GraphStore, Runner } from '#lib/server/graph/store.ts';
import { faultOf } from './entry.ts';
import type { Acknowledged } from './acknowledged.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { Heads } from './heads.ts';
import { readEntries, readExtent, readHead, readTiles } from './queries.ts';
import { promisedWords, type WordsCount } from './promised-words.ts';
import {
	rootOver,
	StoredTree,
	tileWidth,
	unpacked,
	type Growing,
	type Tile,
	type TileCache
} from './tree.ts';

export interface AuditCheck {
	size: number;
	/** Over the entries as they were read; absent when a bad one ended the reading. */
	root?: Hash;
	findings: Finding[];
	/** Reasons that the entries read committed to, and recipients that they named in words. */
	reasons: WordsCount;
	recipients: WordsCount;
}

export interface CheckParts {
	store: GraphStore;
	heads: Pick<Heads, 'remembered' | 'broken' | 'gone'>;
	checkpoints: Pick<Checkpoints, 'kept' | 'unsigned' | 'displaced'>;
	acknowledged: Pick<Acknowledged, 'findings'>;
	commit: (text: string) => string;
	/** Limits the reading to the end of the log, as start-up does with a long one. */
	last?: number;
	progress?: (done: number, total: number) => void;
	signal?: AbortSignal;
}

/** What was once said of the log, here or elsewhere. */
interface Witness {
	size: number;
	leaf?: Hash;
	root?: Hash;
	by: 'heads' | 'checkpoint';
}

/** Entries read at once: whole tiles. */
const chunk = 8 * tileWidth;

interface Walk {
	size: number;
	growing: Growing;
	/** Sizes at which the root is wanted, and entries whose leaf is. */
	wanted: ReadonlySet<number>;
	roots: Map<number, Hash>;
	leaves: Map<number, Hash>;
	tiles: Tile[];
	words: ReturnType<typeof promisedWords>;
}

const bad = (seq: number, fault: EntryFault): Finding => ({ what: 'entry', seq, fault });

/** The entries from `from` up to, and without, `to`: the first bad one, or undefined. */
async function readOn(store: GraphStore, walk: Walk, from: number, to: number) {
	const rows = await store.read(readEntries, { from, to });
	for (let seq = from; seq < to; seq++) {
		const row = rows[seq - from];
		if (!row || row.seq > seq) return bad(seq, 'missing');
		if (row.seq < seq) return bad(row.seq, 'twice');
		const entry = v.safeParse(StoredEntry, row.entry);
		if (!entry.success) return bad(seq, 'unreadable');
		const fault = faultOf(entry.output);
		if (fault) return bad(seq, fault);
		walk.words.note(entry.output);
		walk.tiles.push(...walk.growing.add(entry.output.leaf));
		if (!walk.wanted.has(seq)) continue;
		walk.leaves.set(seq, entry.output.leaf);
		walk.roots.set(seq, walk.growing.root());
	}
	return undefined;
}

/** The tiles that were just filled, held against those that are kept: names what was rewritten. */
async function compareTiles(store: GraphStore, walk: Walk): Promise<Finding | undefined> {
	const filled = walk.tiles.splice(0);
	const kept = new Map(
		(await store.read(readTiles, { ids: filled.map(({ id }) => id) })).map((tile) => [
			tile.id,
			tile
		])
	);
	for (const { id, hashes, root } of filled) {
		const stored = kept.get(id);
		if (stored?.hashes === hashes && stored.root === root) continue;
		const [level, index] = id.split('/').map(Number) as [number, number];
		const before = unpacked(stored?.hashes ?? '');
		const differs = unpacked(hashes).findIndex((hash, i) => hash !== before[i]);
		if (level === 0 && before.length === tileWidth && differs >= 0)
			return bad(index * tileWidth + differs + 1, 'rewritten');
		return { what: 'tree', tile: id };
	}
	return undefined;
}

/** Reads on to the end; stops at the first that is bad. */
async function walkOn({ store, progress, signal }: CheckParts, walk: Walk) {
	let found: Finding | undefined;
	for (let from = walk.growing.size + 1; !found && from <= walk.size; from += chunk) {
		signal?.throwIfAborted();
		const to = Math.min(from + chunk, walk.size + 1);
		found = (await readOn(store, walk, from, to)) ?? (await compareTiles(store, walk));
		await walk.words.compare();
		progress?.(to - 1, walk.size);
	}
	return found;
}

/** What was remembered and does not fit: the first, with the last that did. */
function compareWitnesses(witnesses: readonly Witness[], walk: Walk): Finding[] {
	const bySize = witnesses.toSorted((a, b) => a.size - b.size);
	const replaced = bySize.find(
		({ leaf, size }) => leaf !== undefined && leaf !== walk.leaves.get(size)
	);
	if (replaced) return [{ what: 'replaced', seq: replaced.size }];
	let after = 0;
	for (const { size, root, by } of bySize) {
		if (root === undefined) continue;
		if (root !== walk.roots.get(size))
			return [{ what: 'rewritten', from: after + 1, to: size, by }];
		after = size;
	}
	return [];
}

/** How many entries the head counts now. */
const countedNow = async (store: GraphStore): Promise<number> =>
	Math.max(0, ...(await store.read(readHead, {})).map(({ size }) => size));

/** The end that was read, held against the head of then; others may have added entries since. */
async function compareEnd(
	{ store }: CheckParts,
	walk: Walk,
	head: { leaf: Hash; peaks: Hash[] }
): Promise<Finding[]> {
	const findings: Finding[] = [];
	const { size } = walk;
	// In a sound log each of the three is at least the one before it, however much is added meanwhile.
	const least = await countedNow(store);
	const total = Math.max(0, ...(await store.read(readExtent, {})).map((extent) => extent.total));
	const most = await countedNow(store);
	if (total > most) findings.push(bad(most + 1, 'uncounted'));
	if (total < least) findings.push({ what: 'count', counted: least, there: total });
	if (size > 0 && walk.leaves.get(size) !== head.leaf)
		findings.push({ what: 'head', fault: 'leaf' });
	else if (rootOver(head.peaks) !== walk.growing.root())
		findings.push({ what: 'head', fault: 'tree' });
	return findings;
}

/** Old checkpoints that a limited check holds against the tree as it is kept. */
const fewCheckpoints = 1_000;

export async function checkLog(parts: CheckParts): Promise<AuditCheck> {
	const { store, heads, checkpoints, last = Infinity } = parts;
	const findings: Finding[] = [
		...heads.gone.map((file): Finding => ({ what: 'gone', file })),
		...heads.broken.map((line): Finding => ({ what: 'heads-file', line })),
		...checkpoints.unsigned.map((each): Finding => ({ what: 'checkpoint-file', ...each })),
		...(checkpoints.displaced ? [{ what: 'put-aside' as const, ...checkpoints.displaced }] : []),
		...parts.acknowledged.findings
	];
	// Before the head is read: what is recorded while it is read would seem to be lost.
	const remembered = heads.remembered.map((each): Witness => ({ ...each, by: 'heads' }));
	const signed = checkpoints.kept.map(({ size, root }): Witness => ({
		size,
		root,
		by: 'checkpoint'
	}));
	const words = promisedWords(store, parts.commit);
	const [head] = await store.read(readHead, {});
	if (!head)
		return {
			size: 0,
			...words.counts,
			findings: [...findings, { what: 'head', fault: 'missing' }]
		};
	const { size } = head;
	const highest = Math.max(0, ...[...remembered, ...signed.slice(-1)].map((each) => each.size));
	if (highest > size) findings.push({ what: 'lost', count: highest - size, from: size + 1 });

	const isThere = (each: Witness) => each.size > 0 && each.size <= size;
	const kept = remembered.filter(isThere);
	const start = Math.max(1, Math.min(size - last + 1, ...kept.map((each) => each.size)));
	const before = Math.floor((start - 1) / tileWidth) * tileWidth;
	const witnesses = [
		...kept,
		...signed.slice(last === Infinity ? 0 : -fewCheckpoints).filter(isThere)
	];
	const runner: Runner = { run: (query, params) => store.read(query, params) };
	const walk: Walk = {
		size,
		growing: await new StoredTree(runner, before).growing(),
		wanted: new Set([size, ...witnesses.map((each) => each.size)]),
		roots: new Map(),
		leaves: new Map(),
		tiles: [],
		words
	};
	const cache: TileCache = new Map();
	for (const each of witnesses)
		if (each.size <= before)
			walk.roots.set(each.size, await new StoredTree(runner, each.size, cache).root());
	const found = await walkOn(parts, walk);
	if (found)
		return {
			size,
			...words.counts,
			findings: [...findings, found, ...words.findings()]
		};
	return {
		size,
		root: walk.growing.root(),
		...words.counts,
		findings: [
			...findings,
			...compareWitnesses(witnesses, walk),
			...(await compareEnd(parts, walk, head)),
			...words.findings()
		]
	};
}
