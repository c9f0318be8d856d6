/**
 * Steps that bring an older log to this program's form. Each has a number that the head of the log
 * remembers; run again, or interrupted, it gives the same. 1: the tree over entries from before it.
 */
import type { GraphStore, Runner } from '#lib/server/graph/store.ts';
import { createHead, keepTiles, plantTree, takeNumbers } from './queries.ts';
import { Growing, leavesOf, tileWidth, type Tile } from './tree.ts';

const treeStep = 1;
/** Leaves read at once. */
const chunk = 16 * tileWidth;

/** Makes the whole tree anew from the entries that are there, holding the head meanwhile. */
export async function replant(runner: Runner): Promise<void> {
	const [{ size } = { size: 0 }] = await runner.run(takeNumbers, { count: 0 });
	const growing = new Growing();
	for (let from = 0; from < size; from += chunk) {
		const tiles: Tile[] = [];
		const range = { from, to: Math.min(from + chunk, size) };
		for (const leaf of await leavesOf(runner, range)) tiles.push(...growing.add(leaf));
		await runner.run(keepTiles, { tiles });
	}
	await runner.run(plantTree, { peaks: growing.peaks(), tree: treeStep });
}

export async function upgrade(store: GraphStore): Promise<void> {
	const [head] = await store.write(createHead, {});
	if (head?.tree !== treeStep) await store.transaction(replant);
}
