/** Adds entries to the log inside a transaction: their numbers, their hashes, the tree over them. */
import { grown, hashed, type Hash } from '#lib/domain/merkle.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import { numbered, type Draft } from './entry.ts';
import type { Head } from './heads.ts';
import { appendEntries, keepTiles, takeNumbers } from './queries.ts';
import { parentOf, rootOver, StoredTree, tileWidth, type Tile, type TileCache } from './tree.ts';

/** The peaks after some leaves, and the tiles that they filled. */
async function grow(
	runner: Runner,
	cache: TileCache,
	before: { size: number; peaks: Hash[] },
	leaves: Hash[]
) {
	let { peaks } = before;
	for (const [i, leaf] of leaves.entries())
		peaks = hashed(grown(peaks, before.size + i, leaf), parentOf);
	const tiles: Tile[] = [];
	const after = before.size + leaves.length;
	if (Math.floor(before.size / tileWidth) < Math.floor(after / tileWidth)) {
		const growing = await new StoredTree(runner, before.size, cache).growing();
		for (const leaf of leaves) tiles.push(...growing.add(leaf));
	}
	return { peaks, tiles };
}

/** A head with its root, as every append gives. */
export type Grown = Head & { root: Hash };

export async function append(
	runner: Runner,
	cache: TileCache,
	drafts: readonly Draft[]
): Promise<Grown> {
	const [taken] = await runner.run(takeNumbers, { count: drafts.length });
	if (!taken) throw new Error('the head of the audit log is missing: run faisceau verify');
	const before = { size: taken.size - drafts.length, peaks: taken.peaks };
	const entries = drafts.map((draft, i) => numbered(draft, before.size + 1 + i));
	const { leaf, at } = entries.reduce((_, entry) => entry);
	const leaves = entries.map((entry) => entry.leaf);
	const { peaks, tiles } = await grow(runner, cache, before, leaves);
	await runner.run(appendEntries, {
		entries: entries.map((props) => ({ props })),
		leaf,
		at,
		peaks
	});
	if (tiles.length) await runner.run(keepTiles, { tiles });
	return { size: taken.size, leaf, at, root: rootOver(peaks) };
}
