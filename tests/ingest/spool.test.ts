/** Remarks beside the store: a small file that causes millions of them fills neither disk nor answer. */
import { mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
	appendWarnings,
	firstRemarks,
	remarks,
	remarksKept,
	startSpool
} from '#lib/server/ingest/spool.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'faisceau-spool-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const remark = (i: number) => ({ at: `line ${i}`, id: null, reason: 'é'.repeat(i % 300) });
function write(count: number) {
	const spool = startSpool(folder);
	for (let i = 0; i < count; i++) spool.remark('rejected', remark(i));
	spool.close();
	return spool.counts();
}

test.each([0, 1, 999, 1000, 1001, 5000])('of %i the first thousand are read', (count) => {
	write(count);
	const first = firstRemarks(folder, 'rejected', 1000);
	expect(first).toEqual(remarks(folder, 'rejected').slice(0, 1000));
	expect(first).toHaveLength(Math.min(count, 1000));
});

test('where none were made there are none', () => {
	expect(firstRemarks(folder, 'warning', 10)).toEqual([]);
});

test('beyond a hundred thousand they are counted and not kept', () => {
	expect(write(remarksKept + 50).rejected).toBe(remarksKept + 50);
	expect(remarks(folder, 'rejected')).toHaveLength(remarksKept);
});

test('warnings of the writing keep to the same bound', () => {
	write(0);
	appendWarnings(folder, [remark(1), remark(2)], remarksKept - 1);
	expect(remarks(folder, 'warning')).toEqual([remark(1)]);
	const before = statSync(path.join(folder, 'warnings.ndjson')).size;
	appendWarnings(folder, [remark(3)], remarksKept + 1);
	expect(statSync(path.join(folder, 'warnings.ndjson')).size).toBe(before);
});

test('what a stopped process left of a line is none, and the next warning stands alone', () => {
	write(0);
	appendWarnings(folder, [remark(1), remark(2)], 0);
	const file = path.join(folder, 'warnings.ndjson');
	truncateSync(file, statSync(file).size - 4);
	expect(remarks(folder, 'warning')).toEqual([remark(1)]);
	expect(firstRemarks(folder, 'warning', 10)).toEqual([remark(1)]);
	appendWarnings(folder, [remark(3)], 2);
	expect(remarks(folder, 'warning')).toEqual([remark(1), remark(3)]);
	expect(firstRemarks(folder, 'warning', 10)).toEqual([remark(1), remark(3)]);
});
