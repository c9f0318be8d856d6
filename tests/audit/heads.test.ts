/** The file of heads by itself: what it keeps of acts that end out of order or together, and its length. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { headsName, openHeads } from '#lib/server/audit/heads.ts';

const key = 'a secret of this test';
const head = (size: number) => ({ size, leaf: `leaf ${size}`, at: '2026-11-22T13:05:00.000Z' });

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'faisceau-heads-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const lines = () =>
	readFileSync(path.join(folder, headsName), 'utf8')
		.split('\n')
		.filter(Boolean)
		.map((line) => (JSON.parse(line) as { size: number }).size);

test('a head that comes after a higher one is covered by it', async () => {
	const heads = await openHeads(folder, key);
	await heads.record(head(5));
	await heads.record(head(3));
	expect(lines()).toEqual([5]);
	await heads.close();
});

test('of those that wait while one is written, the highest is written, in whatever order they came', async () => {
	const heads = await openHeads(folder, key);
	await Promise.all([1, 4, 3, 2].map((size) => heads.record(head(size))));
	expect(lines()).toEqual([1, 4]);
	await heads.close();
	const again = await openHeads(folder, key);
	expect(again.remembered.map(({ size }) => size)).toEqual([1, 4]);
	await again.close();
});

test('a settled file that grows past its length is cut back to its highest head; one that is not is kept whole', async () => {
	const limit = 1_000;
	const heads = await openHeads(folder, key, limit);
	for (let size = 1; size <= 20; size++) await heads.record(head(size));
	expect(lines()).toHaveLength(20);
	await heads.settle();
	expect(lines()).toEqual([20]);
	for (let size = 21; size <= 60; size++) {
		await heads.record(head(size));
		expect(lines().at(-1)).toBe(size);
		expect(statSync(path.join(folder, headsName)).size).toBeLessThanOrEqual(limit);
	}
	expect(heads.remembered).toEqual([head(60)]);
	await heads.close();
});
