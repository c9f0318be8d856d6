/** Keys are there whole or not at all. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeWhole } from '#lib/server/audit/new-file.ts';
import { openSecret } from '#lib/server/secret.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'faisceau-new-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a file is made once, for its owner alone, and nothing is left beside it', () => {
	const file = path.join(folder, 'key');
	makeWhole(file, 'first');
	expect(() => makeWhole(file, 'second')).toThrow('EEXIST');
	expect(readFileSync(file, 'utf8')).toBe('first');
	expect(statSync(file).mode & 0o777).toBe(0o600);
	expect(readdirSync(folder)).toEqual(['key']);
});

test('where it cannot be made nothing is there', () => {
	expect(() => makeWhole(path.join(folder, 'missing', 'key'), 'text')).toThrow('ENOENT');
	expect(readdirSync(folder)).toEqual([]);
});

test('what a process killed at the first start left in part is no secret, and the next start makes one', () => {
	// As `makeWhole` of another process leaves it: under its own name.
	makeWhole(path.join(folder, 'secret.1234.part'), '');
	const secret = openSecret(folder);
	expect(secret).toHaveLength(32);
	expect(openSecret(folder)).toEqual(secret);
});
