/**
 * The tree over the audit log as the graph keeps it: full tiles of 256 hashes, written once in the
 * transaction that fills them and never again, and the peaks at the head of the log. A tile of level 0
 * holds the leaves of 256 entries, one of level 1 the roots of 256 such tiles, and so on: of ten
 * million entries a proof reads three tiles or what stands for them at the growing end.
 */
import { createHash } from 'node:crypto';
import {
	consistencyPath,
	hashed,
	inclusionPath,
	rootOf,
	subtrees,
	type Hash,
	type Range,
	type Subtree
} from '#lib/domain/merkle.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import { readLeaves, readTileRoots, readTiles } from './queries.ts';

export const tileWidth = 256;
const tileHeight = 8;

/** Stands for a hash that should be there and is not; nothing hashes to it. */
export const absent: Hash = '0'.repeat(64);

/** RFC 6962: SHA-256 over 0x01 and the two hashes below. */
export const parentOf = (left: Hash, right: Hash): Hash =>
	createHash('sha256').update(`01${left}${right}`, 'hex').digest('hex');

export const rootOver = (peaks: readonly Hash[]): Hash => hashed(rootOf(peaks), parentOf);

/** The root over the hashes of a perfect subtree, side by side. */
function over(hashes: readonly Hash[]): Hash {
	let level = hashes;
	while (level.length > 1) {
		const above: Hash[] = [];
		for (let i = 0; i < level.length; i += 2)
			above.push(parentOf(level[i] as Hash, level[i + 1] as Hash));
		level = above;
	}
	return level[0] as Hash;
}

export interface Tile {
	id: string;
	/** The 256 hashes, one after another, in base64. */
	hashes: string;
	root: Hash;
}

export const tileId = (level: number, index: number) => `${level}/${index}`;

const packed = (hashes: readonly Hash[]) => Buffer.from(hashes.join(''), 'hex').toString('base64');

export function unpacked(hashes: string): Hash[] {
	const digits = Buffer.from(hashes, 'base64').toString('hex');
	return Array.from({ length: Math.floor(digits.length / 64) }, (_, i) =>
		digits.slice(i * 64, i * 64 + 64)
	);
}

/** Hashes of each level that no full tile holds yet, and how far the tree has come. */
export class Growing {
	readonly #open: Hash[][];
	size: number;

	constructor(size = 0, open: readonly (readonly Hash[])[] = [[]]) {
		this.size = size;
		this.#open = open.map((hashes) => [...hashes]);
	}

	/** Adds a leaf and gives the tiles that it filled, lowest first. */
	add(leaf: Hash): Tile[] {
		const filled: Tile[] = [];
		let hash = leaf;
		let index = this.size++;
		for (let level = 0; ; level++) {
			const open = (this.#open[level] ??= []);
			open.push(hash);
			if (open.length < tileWidth) return filled;
			index = Math.floor(index / tileWidth);
			hash = over(open);
			filled.push({ id: tileId(level, index), hashes: packed(open), root: hash });
			this.#open[level] = [];
		}
	}

	/** Roots of its perfect subtrees, the largest first. */
	peaks(): Hash[] {
		return this.#open.toReversed().flatMap((hashes) =>
			subtrees({ from: 0, to: hashes.length }).map(({ level, index }) => {
				const width = 2 ** level;
				return over(hashes.slice(index * width, (index + 1) * width));
			})
		);
	}

	root(): Hash {
		return rootOver(this.peaks());
	}
}

/** The leaves of some entries, as the entries themselves say. */
export async function leavesOf({ run }: Runner, { from, to }: Range): Promise<Hash[]> {
	const rows = await run(readLeaves, { from: from + 1, to: to + 1 });
	const leaves = new Map(rows.map(({ seq, leaf }) => [seq, leaf]));
	return Array.from({ length: to - from }, (_, i) => leaves.get(from + i + 1) ?? absent);
}

/** What a tile holds does not change, it only fills: some are kept at hand, and read on from there. */
export type TileCache = Map<string, readonly Hash[]>;
const keptTiles = 128;

/** Which tile a subtree lies in, and where. */
function placeOf({ level, index }: Subtree) {
	const tileLevel = Math.floor(level / tileHeight);
	const width = 2 ** (level % tileHeight);
	const tile = Math.floor((index * width) / tileWidth);
	return { tileLevel, tile, width, from: index * width - tile * tileWidth };
}

/** The tree of one size, read from the graph. */
export class StoredTree {
	readonly #pending = new Map<string, Promise<readonly Hash[]>>();
	readonly #known = new Map<string, Promise<Hash>>();

	constructor(
		readonly runner: Runner,
		readonly size: number,
		readonly cache: TileCache = new Map()
	) {}

	/** Hashes of a tile as far as this size fills it. */
	hashes(level: number, index: number): Promise<readonly Hash[]> {
		const id = tileId(level, index);
		const pending = this.#pending.get(id) ?? this.#read(level, index);
		this.#pending.set(id, pending);
		return pending;
	}

	async #read(level: number, index: number): Promise<readonly Hash[]> {
		const id = tileId(level, index);
		const first = index * tileWidth;
		const count = Math.min(tileWidth, Math.floor(this.size / tileWidth ** level) - first);
		if (count < 1) return [];
		const kept = this.cache.get(id) ?? [];
		if (kept.length >= count) return kept.slice(0, count);
		const hashes =
			count === tileWidth
				? await this.#full(id)
				: [...kept, ...(await this.#loose(level, first + kept.length, first + count))];
		if (hashes.length === count && !hashes.includes(absent)) this.#keep(id, hashes);
		return hashes;
	}

	#keep(id: string, hashes: readonly Hash[]) {
		for (const oldest of this.cache.keys())
			if (this.cache.size >= keptTiles) this.cache.delete(oldest);
		this.cache.set(id, hashes);
	}

	async #full(id: string): Promise<Hash[]> {
		const [tile] = await this.runner.run(readTiles, { ids: [id] });
		return unpacked(tile?.hashes ?? '');
	}

	/** Hashes that no full tile holds yet: of entries, or the roots of the tiles below. */
	async #loose(level: number, from: number, to: number): Promise<Hash[]> {
		if (level === 0) return leavesOf(this.runner, { from, to });
		const ids = Array.from({ length: to - from }, (_, i) => tileId(level - 1, from + i));
		const rows = await this.runner.run(readTileRoots, { ids });
		const roots = new Map(rows.map(({ id, root }) => [id, root]));
		return ids.map((id) => roots.get(id) ?? absent);
	}

	/** Proofs of neighbours have most of their way in common. */
	#subtree(subtree: Subtree): Promise<Hash> {
		const key = `${subtree.level}:${subtree.index}`;
		const known = this.#known.get(key) ?? this.#over(subtree);
		this.#known.set(key, known);
		return known;
	}

	async #over(subtree: Subtree): Promise<Hash> {
		const { tileLevel, tile, width, from } = placeOf(subtree);
		const hashes = (await this.hashes(tileLevel, tile)).slice(from, from + width);
		return hashes.length === width ? over(hashes) : absent;
	}

	async #root(range: Range): Promise<Hash> {
		return rootOver(await Promise.all(subtrees(range).map((each) => this.#subtree(each))));
	}

	root = (): Promise<Hash> => this.#root({ from: 0, to: this.size });

	/** The hashes that prove the entry with this number to be in the tree. */
	inclusion = (seq: number): Promise<Hash[]> =>
		Promise.all(inclusionPath(seq - 1, this.size).map((range) => this.#root(range)));

	/** The hashes that prove the tree to have grown out of its smaller self. */
	consistency = (smaller: number): Promise<Hash[]> =>
		Promise.all(consistencyPath(smaller, this.size).map((range) => this.#root(range)));

	/** The tree as it goes on growing from here. */
	async growing(): Promise<Growing> {
		const open: (readonly Hash[])[] = [];
		for (let level = 0; level === 0 || tileWidth ** level <= this.size; level++)
			open.push(await this.hashes(level, Math.floor(this.size / tileWidth ** (level + 1))));
		return new Growing(this.size, open);
	}
}
