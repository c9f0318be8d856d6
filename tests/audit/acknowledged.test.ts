/** The file of losses that were taken note of: what is not a note there puts nothing aside. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acknowledgedName, openAcknowledged } from '#lib/server/audit/acknowledged.ts';

const note = {
	at: '2026-11-22T10:00:00.000Z',
	by: 'vera',
	organisation: 'belmark',
	found: ['audit entry 4 was changed'],
	mirrored: 3
};
const { at, by, organisation, found } = note;
const told = { at, by, organisation, found };

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'faisceau-noted-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a line that is cut, or no note, is as if it were not there', () => {
	const lines = [
		'{"at":"2026',
		'{}',
		JSON.stringify({ ...note, mirrored: -1 }),
		JSON.stringify(note)
	];
	writeFileSync(path.join(folder, acknowledgedName), lines.join('\n'));
	const { noted, mirrored } = openAcknowledged(folder);
	expect(noted).toEqual([told]);
	expect(mirrored).toBe(3);
});

test('what is noted is read again after a restart', () => {
	const first = openAcknowledged(folder);
	expect([first.noted, first.mirrored]).toEqual([[], 0]);
	first.note(note);
	expect(openAcknowledged(folder).noted).toEqual([told]);
});
