/** Workbooks by their values, and what an archive may not be (hardening 42 to 45). */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createReadStream } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { Malformed, type Reading } from '#lib/domain/draft.ts';
import { TableMapping } from '#lib/domain/table-mapping.ts';
import { headOf } from '#lib/server/ingest/head.ts';
import { readerFor } from '#lib/server/ingest/readers.ts';
import { table } from '#lib/server/ingest/table.ts';
import { openArchive } from '#lib/server/ingest/workbook/archive.ts';
import {
	meaningOf,
	momentOfSerial,
	plainNumber
} from '#lib/server/ingest/workbook/number-format.ts';
import { workbook, zip, type Book, type Packed } from './zip.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-workbook-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = path.join(folder, 'book.xlsx');

type Asked = v.InferInput<typeof TableMapping>;
const paid: Asked = {
	things: ['From', 'To'].map((column) => ({
		id: column.toLowerCase(),
		kind: 'person' as const,
		names: [{ column }]
	})),
	claims: [
		{
			type: 'TRANSFERRED',
			from: 'from',
			to: 'to',
			happenedAt: { column: 'Day' },
			amount: { value: { column: 'Sum' }, currency: { text: 'EUR' } }
		}
	]
};
const titles =
	'<row r="1"><c r="A1" t="inlineStr"><is><t>From</t></is></c><c r="B1" t="inlineStr"><is><t>To</t></is></c><c r="C1" t="inlineStr"><is><t>Sum</t></is></c><c r="D1" t="inlineStr"><is><t>Day</t></is></c></row>';
const row = (n: number, sum: string, day: string) =>
	`<row r="${n}"><c r="A${n}" t="s"><v>0</v></c><c r="B${n}" t="s"><v>1</v></c>${sum}${day}</row>`;
const people = ['<t>Ana</t>', '<r><t>B</t></r><r><t>o_x000A_b</t></r><rPh><t>no</t></rPh>'];

async function read(bytes: Buffer, asked: Partial<Asked> = {}) {
	writeFileSync(file, bytes);
	const readings: Reading[] = [];
	const mapping = v.parse(TableMapping, { ...paid, ...asked });
	for await (const each of table.read(createReadStream(file), { mapping, file, source: 'Bank' }))
		readings.push(each);
	return {
		drafts: readings.flatMap((each) => (each.kind === 'draft' ? [each.draft] : [])),
		rejected: readings.flatMap((each) =>
			each.kind === 'rejected' ? [`${each.remark.at}: ${each.remark.reason}`] : []
		),
		warnings: readings.flatMap((each) =>
			each.kind === 'warning' ? [`${each.remark.at}: ${each.remark.reason}`] : []
		)
	};
}
const book = (rows: string, more: Partial<Book> = {}) =>
	workbook({
		sheets: { Payments: titles + rows },
		strings: people,
		formats: [14, 'dd/mm/yyyy hh:mm', '0.00'],
		...more
	});
const transfers = async (bytes: Buffer, asked?: Partial<Asked>) =>
	(await read(bytes, asked)).drafts.flatMap((draft) =>
		draft.draft === 'claim' ? [[draft.amountMinor, draft.happenedAt]] : []
	);
const refusal = (bytes: Buffer, asked?: Partial<Asked>) =>
	read(bytes, asked).then(
		() => 'read',
		(error: unknown) => (error instanceof Malformed ? error.message : String(error))
	);

describe('the values of a sheet', () => {
	test('are rows of a table, told by the first bytes', async () => {
		const bytes = book(
			row(2, '<c r="C2"><v>12.5</v></c>', '<c r="D2" s="1"><v>46082</v></c>') +
				row(4, '<c r="C4"><v>1234.5</v></c>', '<c r="D4" s="2"><v>46082.416666666664</v></c>')
		);
		expect(readerFor(headOf(bytes))?.id).toBe('table');
		const { drafts, rejected, warnings } = await read(bytes, {
			dates: { order: 'iso', zone: 'UTC' }
		});
		expect([rejected, warnings]).toEqual([[], []]);
		expect(
			drafts.map((draft) =>
				'names' in draft ? draft.names : 'type' in draft ? draft.type : draft.draft
			)
		).toEqual([['Ana'], ['Bo\nb'], 'TRANSFERRED', 'TRANSFERRED']);
		expect(
			drafts.flatMap((draft) =>
				draft.draft === 'claim' ? [[draft.at, draft.amountMinor, draft.happenedAt]] : []
			)
		).toEqual([
			['row 2', 1250, '2026-03-01T00:00:00.000Z'],
			['row 4', 123450, '2026-03-01T10:00:00.000Z']
		]);
	});

	test('a number needs no decimal sign, a text still does', async () => {
		const rows =
			row(2, '<c r="C2"><v>1234.5</v></c>', '<c r="D2" s="1"><v>46082</v></c>') +
			row(
				3,
				'<c r="C3" t="inlineStr"><is><t>1.234</t></is></c>',
				'<c r="D3" s="1"><v>46082</v></c>'
			);
		expect(await transfers(book(rows), { decimal: ',' })).toEqual([
			[123450, '2026-03-01T00:00:00.000Z'],
			[123400, '2026-03-01T00:00:00.000Z']
		]);
		expect((await read(book(rows))).rejected).toEqual([
			"row 3: Sum: '1.234' may be read two ways: the mapping must say which sign is the decimal one"
		]);
	});

	test('a number whose format shows no day is no day', async () => {
		const rows = row(2, '<c r="C2"><v>1</v></c>', '<c r="D2" s="3"><v>46082</v></c>');
		expect((await read(book(rows))).rejected).toEqual([
			"row 2: Day: '46082' is no date of the order that the mapping gives"
		]);
	});

	test('days from 1904 are counted from 1904', async () => {
		const rows = row(2, '<c r="C2"><v>1</v></c>', '<c r="D2" s="1"><v>44620</v></c>');
		expect(await transfers(book(rows, { date1904: true }))).toEqual([
			[100, '2026-03-01T00:00:00.000Z']
		]);
	});

	test('formulas, errors, macros and links are told, and their kept values read', async () => {
		const rows = row(
			2,
			'<c r="C2"><f>1+1</f><v>2</v></c>',
			'<c r="D2" s="1"><f>TODAY()</f><v>46082</v></c>'
		);
		const bytes = book(
			rows + '<row r="3"><c r="A3" t="e"><v>#N/A</v></c><c r="B3"><f>X</f></c></row>',
			{
				more: [
					{ name: 'xl/vbaProject.bin', content: 'macro' },
					{ name: 'xl/externalLinks/externalLink1.xml', content: '<x/>' },
					{ name: 'xl/embeddings/inner.zip', content: 'PK' }
				]
			}
		);
		const { warnings, drafts, rejected } = await read(bytes);
		expect(drafts.find((draft) => draft.draft === 'claim')).toMatchObject({ amountMinor: 200 });
		expect(rejected).toHaveLength(1);
		expect(warnings).toEqual([
			'workbook: it holds macros: they are not read',
			'workbook: it refers to other workbooks: the values kept from them are read as they stand',
			'workbook: other files are packed in it: they are not read',
			'C2: 3 cells from here on are formulas: the value that was last calculated is read',
			'B3: 1 cell from here on are formulas whose value is not kept: they are read as empty',
			'A3: 1 cell from here on hold an error, such as #N/A: it is read as its text'
		]);
	});

	test('of several sheets one is chosen, and its places name it', async () => {
		const sheets = {
			Empty: '',
			Payments: titles + row(2, '<c r="C2"><v>x</v></c>', '<c r="D2" s="1"><v>46082</v></c>')
		};
		expect(await refusal(book('', { sheets }))).toBe(
			'file: the workbook has 2 sheets (Empty, Payments): say which is read'
		);
		expect(await refusal(book('', { sheets }), { sheet: 'Other' })).toBe(
			"file: the workbook has no sheet 'Other'"
		);
		expect((await read(book('', { sheets }), { sheet: 'Payments' })).rejected).toEqual([
			"Payments, row 2: Sum: 'x' is no amount"
		]);
	});
});

describe('days and numbers', () => {
	test.each([
		[1, false, '1900-01-01'],
		[59, false, '1900-02-28'],
		[60, false, '1900-02-29'],
		[61, false, '1900-03-01'],
		[46082, false, '2026-03-01'],
		[0, true, '1904-01-01'],
		[60, true, '1904-03-01'],
		[0, false, undefined],
		[-1, false, undefined],
		[2958466, false, undefined]
	])('%s (from 1904: %s) is %s', (serial, from1904, expected) => {
		expect(momentOfSerial(serial, 'day', from1904)).toBe(expected);
	});

	test('hours are rounded to the millisecond, over midnight too', () => {
		expect(momentOfSerial(46082.75, 'moment', false)).toBe('2026-03-01 18:00:00');
		expect(momentOfSerial(46082.99999999999, 'moment', false)).toBe('2026-03-02 00:00:00');
		expect(momentOfSerial(0.5, 'time', false)).toBe('12:00:00');
	});

	test('the 29 February 1900 that never was is refused as such', async () => {
		const rows = row(2, '<c r="C2"><v>1</v></c>', '<c r="D2" s="1"><v>60</v></c>');
		expect((await read(book(rows))).rejected).toEqual([
			"row 2: Day: '1900-02-29' is a day or time that does not exist"
		]);
	});

	test.each([
		[14, undefined, 'day'],
		[22, undefined, 'moment'],
		[2, undefined, 'number'],
		[170, 'yyyy-mm-dd', 'day'],
		[170, '[$-409]d mmm yy;@', 'day'],
		[170, 'dd/mm/yyyy hh:mm', 'moment'],
		[170, '[h]:mm:ss', 'number'],
		[170, 'hh:mm', 'time'],
		[170, '#,##0.00 "days"', 'number'],
		[170, '0.00\\d', 'number'],
		[170, '[Red]0.00', 'number']
	] as const)('format %s %s shows a %s', (id, code, meaning) => {
		expect(meaningOf(id, code)).toBe(meaning);
	});

	test.each([
		[0.1 + 0.2, '0.3'],
		[1e21, '1000000000000000000000'],
		[1.5e-7, '0.00000015'],
		[-12.5, '-12.5'],
		[33612345678, '33612345678']
	])('%s is written %s', (value, text) => {
		expect(plainNumber(value)).toBe(text);
	});
});

describe('an archive that is more than a workbook', () => {
	const before = () => readdirSync(folder).sort();
	const with_ = (more: Packed[]) => book('', { more });
	test.each<[string, () => Buffer, string | RegExp]>([
		[
			'an entry that unpacks to 10 GB',
			() => with_([{ name: 'xl/bomb.xml', content: Buffer.alloc(1024 * 1024), says: 3.9e9 }]),
			'entry xl/bomb.xml: it unpacks to more than 250 times its size'
		],
		[
			'more entries than a workbook has',
			() => with_(Array.from({ length: 10_001 }, (_, i) => ({ name: `x/${i}`, content: '' }))),
			/^file: the archive holds 1000\d entries: more than 10000/
		],
		[
			'a name that leads out',
			() => with_([{ name: '../../out.xml', content: 'x' }]),
			/relative path|invalid/
		],
		['an absolute name', () => with_([{ name: '/etc/out', content: 'x' }]), /absolute path/],
		[
			'a name with a back-slash',
			() => with_([{ name: 'xl\\..\\out', content: 'x' }]),
			/invalid characters/
		],
		[
			'a link',
			() => with_([{ name: 'xl/link', content: '/etc/passwd', mode: 0o120777 }]),
			'entry xl/link: it is a link to another file'
		],
		[
			'two entries of one name',
			() => with_([{ name: 'XL/workbook.xml', content: '<other/>' }]),
			'entry XL/workbook.xml: two entries have this name'
		],
		[
			'an encrypted entry',
			() => with_([{ name: 'xl/x', content: 'x', flags: 1 }]),
			/it is encrypted/
		],
		[
			'an archive without a workbook',
			() => zip([{ name: 'a.txt', content: 'x' }]),
			/holds no workbook/
		],
		[
			'an archive in an archive',
			() => zip([{ name: 'b.xlsx', content: book('') }]),
			/holds no workbook/
		],
		['an archive that is cut', () => book('').subarray(0, 900), /damaged, cut/],
		[
			'an entry longer than it says',
			() => {
				const bytes = with_([]);
				const at = bytes.lastIndexOf('xl/worksheets/sheet1.xml') - 46;
				bytes.writeUInt32LE(7, at + 24);
				return bytes;
			},
			/damaged, cut/
		],
		[
			'an encrypted workbook',
			() => Buffer.from('d0cf11e0a1b11ae1', 'hex'),
			'file: it is an encrypted workbook, or one of Excel before 2007: save it as .xlsx without a password'
		],
		[
			'billion laughs',
			() => book('', { prologue: '<!DOCTYPE x [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]>' }),
			/^xl\/worksheets\/sheet1\.xml, line 1, column \d+: DOCTYPE: a document type declaration is not accepted/
		],
		[
			'an entity of a file',
			() => book('', { prologue: '<!DOCTYPE x SYSTEM "file:///etc/passwd">' }),
			/DOCTYPE: a document type declaration is not accepted/
		],
		[
			'a cell with a million attributes',
			() =>
				book(
					`<row r="2"><c ${Array.from({ length: 1000 }, (_, i) => `a${i}="1"`).join(' ')}/></row>`
				),
			/more than 256 attributes/
		]
	])('%s is refused, and nothing is written', async (_title, make, reason) => {
		const bytes = make();
		writeFileSync(file, bytes);
		const there = before();
		const said = await refusal(bytes);
		if (typeof reason === 'string') expect(said).toBe(reason);
		else expect(said).toMatch(reason);
		expect(before()).toEqual(there);
	});

	test('entries that unpack to more than all of them may are refused together', async () => {
		writeFileSync(
			file,
			zip(['a', 'b', 'c'].map((name) => ({ name, content: Buffer.alloc(1000), says: 1000 })))
		);
		const limits = { entries: 10, total: 2500, ratio: 250, from: 1e9 };
		await expect(openArchive(file, limits)).rejects.toThrow(
			'entry c: the archive unpacks to more than 2500 bytes'
		);
	});

	test('any damage to a workbook: it is read or refused with its place, and nothing else is thrown', async () => {
		const whole = book(row(2, '<c r="C2"><v>12.5</v></c>', '<c r="D2" s="1"><v>46082</v></c>'));
		await fc.assert(
			fc.asyncProperty(
				fc.nat(whole.length - 1),
				fc.integer({ min: 0, max: 255 }),
				async (at, byte) => {
					const bytes = Buffer.from(whole);
					bytes[at] = byte;
					const said = await refusal(bytes);
					expect(said).not.toMatch(/^(TypeError|RangeError|Error|ReferenceError)/);
				}
			),
			{ numRuns: 150 }
		);
	});
});
