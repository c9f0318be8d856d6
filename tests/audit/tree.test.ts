/** The tree over the log as the graph keeps it: the same roots and proofs whatever path led there. */
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hashed, provesConsistency, provesInclusion, type Hash } from '#lib/domain/merkle.ts';
import { describeFinding } from '#lib/server/audit/finding.ts';
import { readHead } from '#lib/server/audit/queries.ts';
import {
	absent,
	Growing,
	parentOf,
	rootOver,
	StoredTree,
	unpacked,
	type TileCache
} from '#lib/server/audit/tree.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { entriesOf, openLog, type OpenedLog } from './opened.ts';

const leaf = (i: number): Hash => createHash('sha256').update(`leaf ${i}`).digest('hex');
const largestBelow = (n: number): number => 2 ** Math.ceil(Math.log2(n) - 1);
/** RFC 6962, 2.1, word for word. */
const mth = (leaves: readonly Hash[]): Hash => {
	if (leaves.length <= 1) return leaves[0] ?? rootOver([]);
	const k = largestBelow(leaves.length);
	return parentOf(mth(leaves.slice(0, k)), mth(leaves.slice(k)));
};

let opened: OpenedLog;
beforeEach(async () => {
	opened = await openLog();
});
afterEach(() => opened.end());

const leavesNow = async () => (await entriesOf(opened.store)).map((entry) => entry.leaf);
const headNow = async () => {
	const [head] = await opened.store.read(readHead, {});
	if (!head) throw new Error('no head');
	return head;
};
const treeOf = (size: number, cache?: TileCache) =>
	new StoredTree({ run: (query, params) => opened.store.read(query, params) }, size, cache);
const tilesNow = async () =>
	opened.store.read(
		builtStatement(
			'tests/tiles',
			'read',
			'MATCH (t:AuditTile) RETURN t.id AS id, t.hashes AS hashes, t.root AS root ORDER BY id'
		),
		{}
	);

describe('growing', () => {
	test('root and peaks are those of the definition at every size up to past 256 × 2', () => {
		const growing = new Growing();
		const leaves: Hash[] = [];
		for (let i = 0; i < 600; i++) {
			leaves.push(leaf(i));
			growing.add(leaf(i));
			if (i % 37 === 0 || (i > 250 && i < 260)) expect(growing.root()).toBe(mth(leaves));
		}
	});

	test('a tile of level 1 fills with the 65 536th leaf and holds the roots of 256 tiles', () => {
		const growing = new Growing();
		let tiles: ReturnType<Growing['add']> = [];
		for (let i = 0; i < 65_536; i++) tiles = growing.add(leaf(i));
		expect(tiles.map(({ id }) => id)).toEqual(['0/255', '1/0']);
		expect(unpacked(tiles[1]?.hashes ?? '').at(-1)).toBe(tiles[0]?.root);
		expect(growing.peaks()).toEqual([tiles[1]?.root]);
		expect(growing.add(leaf(65_536))).toEqual([]);
		expect(growing.peaks()).toEqual([tiles[1]?.root, leaf(65_536)]);
	});
});

describe('the tree in the graph', () => {
	test('is the same whether entries come alone, in groups or with changes', async () => {
		await opened.fill(300);
		for (let i = 0; i < 5; i++) await opened.fill(1);
		await opened.log.write(
			{ action: 'network.card', actor: 'a', organisation: 'b', outcome: 'done', subjects: [] },
			() => Promise.resolve()
		);
		await opened.fill(700);
		const leaves = await leavesNow();
		const { size, peaks } = await headNow();
		expect(size).toBe(1006);
		expect(rootOver(peaks)).toBe(mth(leaves));
		expect((await tilesNow()).map(({ id }) => id)).toEqual(['0/0', '0/1', '0/2']);
		expect((await opened.log.check()).findings).toEqual([]);
		expect((await opened.log.check()).root).toBe(mth(leaves));
	});

	test('proves every entry it was asked for, and every growth', async () => {
		await opened.fill(600);
		const leaves = await leavesNow();
		const cache: TileCache = new Map();
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: 600 }), fc.nat(600), async (size, other) => {
				const tree = treeOf(size, cache);
				const root = mth(leaves.slice(0, size));
				expect(await tree.root()).toBe(root);
				const index = other % size;
				const claim = {
					leaf: leaves[index] ?? '',
					index,
					size,
					root,
					proof: await tree.inclusion(index + 1)
				};
				expect(hashed(provesInclusion(claim), parentOf)).toBe(true);
				const smaller = other % (size + 1);
				expect(
					hashed(
						provesConsistency({
							smaller,
							smallerRoot: mth(leaves.slice(0, smaller)),
							size,
							root,
							proof: await tree.consistency(smaller)
						}),
						parentOf
					)
				).toBe(true);
			}),
			{ numRuns: 200 }
		);
	});

	test('reads level 1 where 256 tiles are full, and their roots before that', async () => {
		const growing = new Growing();
		const tiles = Array.from({ length: 65_536 + 600 }, (_, i) => growing.add(leaf(i))).flat();
		await opened.tamper('UNWIND $tiles AS tile CREATE (t:AuditTile) SET t = tile', { tiles });
		await opened.tamper('UNWIND $rows AS row CREATE (e:AuditEntry) SET e = row', {
			rows: Array.from({ length: 88 }, (_, i) => ({
				id: `e${i}`,
				seq: 66_049 + i,
				leaf: leaf(66_048 + i)
			}))
		});
		const all = Array.from({ length: 66_136 }, (_, i) => leaf(i));
		const cache: TileCache = new Map();
		for (const size of [65_535, 65_536, 66_000, 66_136]) {
			const tree = treeOf(size, cache);
			const root = mth(all.slice(0, size));
			// 65 535 leaves end in 255 loose ones, which this graph holds only in their full tile.
			if (size % 256 === 0 || size > 66_048) {
				expect(await tree.root()).toBe(root);
				expect((await tree.growing()).root()).toBe(root);
				const claim = { leaf: leaf(300), index: 300, size, root, proof: await tree.inclusion(301) };
				expect(hashed(provesInclusion(claim), parentOf)).toBe(true);
			}
		}
		// What is kept at hand has an end.
		for (let tile = 0; tile < 200; tile++) await treeOf(66_136, cache).inclusion(tile * 256 + 1);
		expect(cache.size).toBeLessThanOrEqual(128);
	});

	test('what is missing from it proves nothing', async () => {
		await opened.fill(300);
		const root = await treeOf(300).root();
		await opened.tamper("MATCH (t:AuditTile {id: '0/0'}) DELETE t");
		await opened.tamper('MATCH (e:AuditEntry {seq: 299}) REMOVE e.leaf');
		// From inside the tile that is gone, and from beside it.
		expect(await treeOf(300).inclusion(5)).toContain(absent);
		const proof = await treeOf(300).inclusion(300);
		expect(proof).toContain(absent);
		expect(
			hashed(provesInclusion({ leaf: absent, index: 299, size: 300, root, proof }), parentOf)
		).toBe(false);
	});
});

describe('a log from before the tree', () => {
	const before = async () => {
		await opened.tamper('MATCH (t:AuditTile) DELETE t');
		await opened.tamper('MATCH (h:AuditHead) REMOVE h.peaks, h.tree');
	};

	test('gets the same tree at the next start, and goes on growing', async () => {
		await opened.fill(700);
		const [{ peaks }, tiles] = [await headNow(), await tilesNow()];
		await before();
		expect(await opened.restart()).toEqual([]);
		expect((await headNow()).peaks).toEqual(peaks);
		expect(await tilesNow()).toEqual(tiles);
		await opened.fill(100);
		expect((await opened.log.check()).findings).toEqual([]);
	});

	test('the step may be taken again', async () => {
		await opened.fill(300);
		const tiles = await tilesNow();
		await opened.tamper('MATCH (h:AuditHead) SET h.tree = 0');
		await opened.restart();
		expect(await tilesNow()).toEqual(tiles);
	});

	test('a missing entry is named as before', async () => {
		await opened.fill(300);
		await before();
		await opened.tamper('MATCH (e:AuditEntry {seq: 7}) DELETE e');
		await opened.restart();
		expect((await opened.log.check()).findings.map(describeFinding)).toEqual([
			'audit entry 7: it is missing'
		]);
	});
});

describe('a rewritten entry with the hash that fits', () => {
	test('is named where its tile is full', async () => {
		await opened.fill(700);
		await opened.forge(300);
		expect((await opened.log.check()).findings.map(describeFinding)).toEqual([
			'audit entry 300: it was rewritten together with its hash, or the tree was'
		]);
	});

	test('is noticed at the growing end', async () => {
		await opened.fill(300);
		await opened.forge(290);
		expect((await opened.log.check()).findings.map(describeFinding)).toContain(
			'the head of the audit log: its tree is not the one over the entries'
		);
	});

	test('is noticed by audit.heads when the whole tree was made anew', async () => {
		await opened.fill(300);
		await opened.forge(20);
		await opened.tamper('MATCH (h:AuditHead) SET h.tree = 0');
		expect(await opened.restart()).toEqual([
			'audit entry 2 or a later one up to 300 was rewritten: audit.heads remembers another tree'
		]);
	});
});

describe('a tree that was changed', () => {
	test.each([
		[
			"MATCH (t:AuditTile {id: '0/0'}) SET t.root = 'x'",
			'the tree of the audit log: tile 0/0 is not the one over its entries'
		],
		[
			"MATCH (t:AuditTile {id: '0/0'}) DELETE t",
			'the tree of the audit log: tile 0/0 is not the one over its entries'
		],
		[
			"MATCH (h:AuditHead) SET h.peaks = ['x']",
			'the head of the audit log: its tree is not the one over the entries'
		]
	])('%s', async (change, finding) => {
		await opened.fill(300);
		await opened.tamper(change);
		expect((await opened.log.check()).findings.map(describeFinding)).toEqual([finding]);
	});
});
