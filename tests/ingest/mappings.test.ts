/** What is shown before an import is what the import reads; mappings are kept for one organisation alone. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TableMapping } from '#lib/domain/table-mapping.ts';
import { PreviewRequest } from '#lib/domain/table-preview.ts';
import { MappingThere } from '#lib/server/ingest/mappings.ts';
import { previewOf } from '#lib/server/ingest/preview.ts';
import { readers } from '#lib/server/ingest/readers.ts';
import { analyst, openWorld, type World } from './world.ts';
import { workbook } from './zip.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-mappings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let world: World;
beforeEach(async () => {
	world = await openWorld({ readers: [...readers] });
});
afterEach(() => world.close());

const mapping = v.parse(TableMapping, {
	delimiter: ';',
	phoneCountry: 'FR',
	things: ['X', 'Y'].map((column) => ({
		id: column.toLowerCase(),
		kind: 'phone' as const,
		identifiers: [{ scheme: 'phone' as const, value: { column } }]
	})),
	claims: [{ type: 'COMMUNICATED_WITH', from: 'x', to: 'y', validFrom: { column: 'Day' } }]
});
const text = [
	'X;Y;Day',
	'0612345678;+32470123456;2026-03-01',
	'0612345678;?;2026-03-01',
	'a;b'
].join('\n');
const asked = (more: object) =>
	v.parse(PreviewRequest, { upload: 'x', format: '', header: 1, source: 'Bank', ...more });
const preview = (bytes: Buffer | string, more: object = {}) => {
	const file = path.join(folder, 'table');
	writeFileSync(file, bytes);
	return previewOf(file, asked(more));
};

describe('the beginning of a table', () => {
	test('says what it tells of itself, and nothing of rows that no mapping reads', async () => {
		expect(await preview(text)).toMatchObject({
			format: 'table',
			columns: ['X', 'Y', 'Day'],
			delimiter: ';',
			encoding: 'utf-8',
			more: false,
			suggestion: null,
			problem: null,
			profiles: { X: { national: 2 }, Day: { orders: ['iso'] } },
			rows: [{ at: 'line 2', verdict: null }, {}, {}]
		});
	});

	test('read by a mapping, each row is what it becomes or why not, with the cell', async () => {
		const shown = await preview(text, { mapping });
		expect(shown?.rows.map(({ verdict }) => verdict)).toEqual([
			{
				things: [
					{ kind: 'phone', label: '+33612345678' },
					{ kind: 'phone', label: '+32470123456' }
				],
				claims: [
					{
						type: 'COMMUNICATED_WITH',
						from: 0,
						to: 1,
						amountMinor: null,
						currency: null,
						begins: '2026-03-01T00:00:00.000Z',
						ends: null
					}
				]
			},
			{ fault: "Y: '?' is no telephone number", column: 'Y' },
			{ fault: 'it has 2 cells where the table has 3 columns', column: null }
		]);
	});

	test('shows fifty rows and says that there are more', async () => {
		const rows = Array.from({ length: 51 }, (_, i) => `${i};b;c`);
		expect(await preview(['X;Y;Day', ...rows].join('\n'))).toMatchObject({
			more: true,
			rows: { length: 50 }
		});
	});

	test('asks for what it cannot tell', async () => {
		const latin = Buffer.from('X;Y\nÉ;1\n', 'latin1');
		expect(await preview(latin, { format: 'table' })).toMatchObject({
			encoding: null,
			problem: { asks: 'encoding' }
		});
		expect(await preview(latin, { format: 'table', encoding: 'windows-1252' })).toMatchObject({
			rows: [{ cells: ['É', '1'] }],
			problem: null
		});
		expect(await preview('A;B,C\n1;2,3\n', { format: 'table' })).toMatchObject({
			problem: { at: 'line 1', asks: 'delimiter' }
		});
		const sheet = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>';
		const book = workbook({ sheets: { One: sheet, Two: sheet } });
		expect(await preview(book)).toMatchObject({
			sheets: ['One', 'Two'],
			problem: { asks: 'sheet' }
		});
		expect(await preview(book, { sheet: 'Two' })).toMatchObject({
			columns: ['1', '2'],
			sheets: ['One', 'Two'],
			problem: null
		});
	});

	test('a matrix is three columns; what is no table is none', async () => {
		expect(await preview(';a\nb;2\n', { format: 'matrix', delimiter: ';' })).toMatchObject({
			columns: ['from', 'to', 'weight'],
			rows: [{ at: 'line 2, column a', cells: ['b', 'a', '2'] }]
		});
		expect(await preview('{"type":"bundle"}')).toBeNull();
	});

	test('of another account’s upload nothing is shown', async () => {
		const body = new Blob([text]).stream();
		const { upload } = await world.ingest.receive(analyst('alpha'), {
			name: 'x',
			body,
			length: text.length
		});
		expect(await world.ingest.preview(analyst('alpha'), asked({ upload }))).toMatchObject({
			columns: ['X', 'Y', 'Day']
		});
		for (const viewer of [analyst('alpha', 'another'), analyst('beta')])
			await expect(world.ingest.preview(viewer, asked({ upload }))).rejects.toThrow(
				'the upload is not here any more'
			);
	});
});

test('what the preview refuses the import refuses, and what it shows the import writes', async () => {
	const file = path.join(folder, 'calls.csv');
	writeFileSync(file, text);
	const { finished } = await world.ingest.start(analyst('alpha'), {
		file: 'calls.csv',
		tlp: 'amber',
		mapping,
		input: { path: file }
	});
	const shown = await preview(text, { mapping });
	const faults = (shown?.rows ?? []).flatMap(({ at, verdict }) =>
		verdict && 'fault' in verdict ? [{ at, id: null, reason: verdict.fault }] : []
	);
	expect(await finished).toMatchObject({ state: 'done', rejected: faults, claims: 1 });
});

test('a workbook is imported from its file', async () => {
	const cell = (at: string, words: string) =>
		`<c r="${at}" t="inlineStr"><is><t>${words}</t></is></c>`;
	const sheet = `<row r="1">${cell('A1', 'Source')}${cell('B1', 'Target')}</row><row r="2">${cell('A2', 'Ana')}${cell('B2', 'Bob')}</row>`;
	const file = path.join(folder, 'links.xlsx');
	writeFileSync(file, workbook({ sheets: { Links: sheet } }));
	const { finished } = await world.ingest.start(analyst('alpha'), {
		file: 'links.xlsx',
		tlp: 'amber',
		input: { path: file }
	});
	expect(await finished).toMatchObject({ state: 'done', format: 'table', claims: 1, records: 2 });
});

describe('saved mappings', () => {
	const save = (viewer = analyst('alpha'), more: object = {}) =>
		world.ingest.mappings.save(viewer, { name: 'Opérateur X', mapping, overwrite: false, ...more });

	test('are found by one’s own organisation alone', async () => {
		await save();
		expect(await world.ingest.mappings.list(analyst('alpha', 'colleague'))).toEqual([
			expect.objectContaining({ name: 'Opérateur X', mapping, savedBy: 'alpha-analyst' })
		]);
		expect(await world.ingest.mappings.list(analyst('beta'))).toEqual([]);
		await save(analyst('beta'));
		expect(await world.ingest.mappings.list(analyst('alpha'))).toHaveLength(1);
	});

	test('are replaced knowingly', async () => {
		const id = await save();
		await expect(save(undefined, { name: 'operateur x' })).rejects.toThrow(MappingThere);
		const { phoneCountry: _, ...other } = mapping;
		expect(await save(undefined, { mapping: other, overwrite: true })).toBe(id);
		expect((await world.ingest.mappings.list(analyst('alpha')))[0]?.mapping).toEqual(other);
	});

	test('two who save under one name at once are told of each other', async () => {
		const both = await Promise.allSettled([save(), save(analyst('alpha', 'colleague'))]);
		expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	});

	test('are deleted by their own organisation alone', async () => {
		const id = await save();
		expect(await world.ingest.mappings.forget(analyst('beta'), id)).toBe(false);
		expect(await world.ingest.mappings.forget(analyst('alpha'), id)).toBe(true);
		expect(await world.ingest.mappings.forget(analyst('alpha'), id)).toBe(false);
		expect(await world.ingest.mappings.list(analyst('alpha'))).toEqual([]);
	});

	test('are no business of whoever may not import', async () => {
		const auditor = { ...analyst('alpha'), roles: ['auditor' as const] };
		await expect(world.ingest.mappings.list(auditor)).rejects.toThrow();
		await expect(save(auditor)).rejects.toThrow();
	});
});
