import { gzipSync } from 'node:zlib';
import * as v from 'valibot';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Malformed, type ClaimDraft, type RecordDraft, type Reading } from '#lib/domain/draft.ts';
import { columnNames, TableMapping } from '#lib/domain/table-mapping.ts';
import { headOf } from '#lib/server/ingest/head.ts';
import { readerFor } from '#lib/server/ingest/readers.ts';
import { table } from '#lib/server/ingest/table.ts';

type Asked = v.InferInput<typeof TableMapping>;

async function readAll(bytes: Uint8Array | string, asked?: Asked, source = 'Operator') {
	const readings: Reading[] = [];
	const chunks = async function* () {
		const all = Buffer.from(bytes as string);
		for (let at = 0; at < all.length; at += 7) yield all.subarray(at, at + 7);
	};
	const mapping = asked && v.parse(TableMapping, asked);
	for await (const reading of table.read(chunks(), { mapping, source })) readings.push(reading);
	const drafts = readings.flatMap((each) => (each.kind === 'draft' ? [each.draft] : []));
	return {
		read: readings.filter(({ kind }) => kind === 'read').length,
		records: drafts.filter((draft): draft is RecordDraft => draft.draft === 'record'),
		claims: drafts.filter((draft): draft is ClaimDraft => draft.draft === 'claim'),
		rejected: readings.flatMap((each) =>
			each.kind === 'rejected' ? [`${each.remark.at}: ${each.remark.reason}`] : []
		)
	};
}

const phones: Asked['things'] = [
	{ id: 'a', kind: 'phone', identifiers: [{ scheme: 'phone', value: { column: 'A' } }] },
	{ id: 'b', kind: 'phone', identifiers: [{ scheme: 'phone', value: { column: 'B' } }] }
];
const called: NonNullable<Asked['claims']>[number] = {
	type: 'COMMUNICATED_WITH',
	from: 'a',
	to: 'b'
};
const accounts = (extra: Partial<Asked> = {}): Asked => ({
	things: ['from', 'to'].map((id) => ({
		id,
		kind: 'account',
		identifiers: [{ scheme: 'account', value: { column: id } }]
	})),
	claims: [
		{
			type: 'TRANSFERRED',
			from: 'from',
			to: 'to',
			happenedAt: { column: 'day' },
			amount: { value: { column: 'sum' }, currency: { text: 'EUR' } }
		}
	],
	...extra
});
const paid = (sum: string, day = '2026-03-01', extra?: Partial<Asked>) =>
	readAll(`from;to;sum;day\nX1;Y2;"${sum}";${day}\n`, accounts(extra));

describe('a table of calls that its headers tell', () => {
	const csv = [
		'Calling number,Called number,Start time,Duration (s),Cell',
		'+33 6 12 34 56 78,0044 20 7946 0123,2026-03-01T10:00:00+01:00,61,"Paris, 12"',
		'+33612345678,VOICEMAIL,2026-03-01T11:00:00Z,,',
		'+33612345678,3030,2026-03-01T12:00:00Z,5,x'
	].join('\r\n');

	test('is recognised, and each row is a call with all its columns', async () => {
		expect(readerFor(headOf(Buffer.from(csv)))?.id).toBe('table');
		const { read, records, claims, rejected } = await readAll(csv);
		expect({ read, rejected }).toEqual({ read: 3, rejected: [] });
		expect(
			records.map(({ names, identifiers }) => [names, identifiers.map((i) => i.value)])
		).toEqual([
			[[], ['+33612345678']],
			[[], ['+442079460123']],
			[['VOICEMAIL'], ['Operator:VOICEMAIL']],
			[['3030'], ['Operator:3030']]
		]);
		expect(claims[0]).toMatchObject({
			type: 'COMMUNICATED_WITH',
			from: records[0]?.ref,
			to: records[1]?.ref,
			validFrom: '2026-03-01T09:00:00.000Z',
			validUntil: '2026-03-01T09:01:01.000Z',
			attributes: { Cell: 'Paris, 12' }
		});
		expect(claims[1]?.validUntil).toBeUndefined();
	});

	test('packed, it is the same', async () => {
		expect(await readAll(gzipSync(csv))).toEqual(await readAll(csv));
	});
});

test('a thing that is said the same is one record, one that is said otherwise stands beside it', async () => {
	const { records } = await readAll('IBAN;Holder\nX1;Ana\nX1;Anna\nX1;Ana\n', {
		things: [
			{
				id: 'account',
				kind: 'account',
				names: [{ column: 'Holder' }],
				identifiers: [{ scheme: 'account', value: { column: 'IBAN' } }]
			}
		]
	});
	expect(new Set(records.map(({ ref }) => ref)).size).toBe(2);
	expect(new Set(records.flatMap(({ identifiers }) => identifiers.map((i) => i.value)))).toEqual(
		new Set(['X1'])
	);
});

test('two rows alike are two claims, in any order of the rows the same two', async () => {
	const rows = ['X1;Y2;5,00;2026-03-01', 'X1;Y2;5,00;2026-03-01', 'X1;Y2;6,00;2026-03-01'];
	const refs = async (lines: string[]) =>
		(
			await readAll(['from;to;sum;day', ...lines].join('\n'), accounts({ decimal: ',' }))
		).claims.map(({ ref }) => ref);
	const there = await refs(rows);
	expect(new Set(there).size).toBe(3);
	expect(new Set(await refs(rows.toReversed()))).toEqual(new Set(there));
});

test('what its source numbers is one claim wherever it stands again', async () => {
	const mapping = accounts();
	const [claim] = mapping.claims ?? [];
	const { claims } = await readAll(
		'from;to;sum;day;no\nX1;Y2;5;2026-03-01;17\nX1;Y2;5;2026-03-01;17\nX1;Y2;5;2026-03-01;18\n',
		{ ...mapping, claims: claim ? [{ ...claim, reference: [{ column: 'no' }] }] : [] }
	);
	expect(new Set(claims.map(({ ref }) => ref)).size).toBe(2);
	expect(claims.map(({ attributes }) => attributes.reference)).toEqual(['17', '17', '18']);
});

test('two of whom nothing is known are not one', async () => {
	const { records } = await readAll('who;whom\nunknown;Ana\nUnknown;Ana\n-;Ana\nN/A;Ana\n', {
		things: [
			{ id: 'who', kind: 'person', names: [{ column: 'who' }] },
			{ id: 'whom', kind: 'person', names: [{ column: 'whom' }] }
		],
		claims: [{ type: 'KNOWS', from: 'who', to: 'whom' }]
	});
	expect(new Set(records.map(({ ref }) => ref)).size).toBe(5);
	expect(records.filter(({ identifiers }) => identifiers.length === 0)).toHaveLength(4);
});

describe('amounts are exact', () => {
	test.each([
		['12.5', '.', 1250],
		['12,5', ',', 1250],
		['1.234,56', ',', 123456],
		['1,234.56', '.', 123456],
		['1 234,56', ',', 123456],
		['0,01', ',', 1],
		['90071992547409,91', ',', 9007199254740991],
		['12,34', undefined, 1234]
	] as const)('%s with %s', async (sum, decimal, minor) => {
		const { claims, rejected } = await paid(sum, undefined, decimal ? { decimal } : {});
		expect(rejected).toEqual([]);
		expect(claims[0]).toMatchObject({ amountMinor: minor, currency: 'EUR' });
	});

	test.each([
		['1,234', {}, 'may be read two ways'],
		['1.234,56', { decimal: '.' }, 'is no amount'],
		['1,23,456', { decimal: '.' }, 'is no amount'],
		['12,345', { decimal: ',' }, 'more digits than its currency'],
		['1000000000000000,01', { decimal: ',' }, 'larger than can be counted'],
		['NaN', {}, 'is no amount'],
		['1e3', {}, 'is no amount'],
		['', {}, 'there is no amount'],
		['-5', {}, 'is below zero']
	] as const)('%s is refused with its reason', async (sum, extra, reason) => {
		const { claims, rejected, records } = await paid(sum, undefined, extra);
		expect([claims, records]).toEqual([[], []]);
		expect(rejected).toEqual([expect.stringMatching(/^line 2: sum: /)]);
		expect(rejected[0]).toContain(reason);
	});

	test.each(['-5', '5-', '(5)', '−5'])(
		'%s turns the transfer round where the mapping says so',
		async (sum) => {
			const mapping = accounts();
			const [claim] = mapping.claims ?? [];
			if (!claim?.amount) throw new Error('the mapping has an amount');
			const turned = { ...claim, amount: { ...claim.amount, negative: 'reverse' as const } };
			const { claims, records } = await readAll(`from;to;sum;day\nX1;Y2;${sum};2026-03-01\n`, {
				...mapping,
				claims: [turned]
			});
			expect(claims[0]).toMatchObject({
				from: records[1]?.ref,
				to: records[0]?.ref,
				amountMinor: 500
			});
		}
	);
});

describe('moments are said or asked', () => {
	const at = async (day: string, dates?: Asked['dates']) => {
		const { claims, rejected } = await paid('5', `"${day}"`, dates ? { dates } : {});
		return claims[0]?.happenedAt ?? rejected[0];
	};
	test.each([
		['2026-03-01', undefined, '2026-03-01T00:00:00.000Z'],
		['2026-03-01 10:00Z', undefined, '2026-03-01T10:00:00.000Z'],
		['2026-03-01T10:00:30.5+0130', undefined, '2026-03-01T08:30:30.500Z'],
		['02/03/2026', { order: 'dmy' }, '2026-03-02T00:00:00.000Z'],
		['02/03/2026', { order: 'mdy' }, '2026-02-03T00:00:00.000Z'],
		['2.3.2026 10:00', { order: 'dmy', zone: 'Europe/Paris' }, '2026-03-02T09:00:00.000Z'],
		['2026-07-01 10:00', { order: 'dmy', zone: 'Europe/Paris' }, '2026-07-01T08:00:00.000Z'],
		['1772359200', { order: 'seconds' }, '2026-03-01T10:00:00.000Z'],
		['1772359200123', { order: 'milliseconds' }, '2026-03-01T10:00:00.123Z']
	] as const)('%s', async (day, dates, expected) => {
		expect(await at(day, dates)).toBe(expected);
	});

	test.each([
		['02/03/2026', undefined, 'is no date of the order that the mapping gives'],
		['31/02/2026', { order: 'dmy' }, 'does not exist'],
		['2026-02-29', undefined, 'does not exist'],
		['2026-03-01 25:00Z', undefined, 'does not exist'],
		['2026-03-01 10:00', undefined, 'must name its time zone'],
		['2026-03-01 10:00', { order: 'iso', zone: 'Europe/Atlantis' }, 'time zone is not known'],
		['2026-10-25 02:30', { order: 'iso', zone: 'Europe/Paris' }, 'came twice'],
		['2026-03-29 02:30', { order: 'iso', zone: 'Europe/Paris' }, 'never came'],
		['45352', undefined, 'is no date'],
		['1772359200123', { order: 'seconds' }, 'does not exist'],
		['0000-01-01', undefined, 'does not exist']
	] as const)('%s is refused with its reason', async (day, dates, reason) => {
		expect(await at(day, dates)).toMatch(new RegExp(`^line 2: day: '.*${reason}`));
	});
});

describe('telephone numbers', () => {
	const call = async (a: string, phoneCountry?: string) => {
		const { records, rejected } = await readAll(`A;B\n${a};+4915112345678\n`, {
			things: phones,
			claims: [called],
			...(phoneCountry ? { phoneCountry } : {})
		});
		return rejected[0] ?? records[0]?.identifiers.map(({ value }) => value).join() ?? '';
	};
	test.each([
		['06 12 34 56 78', 'FR', '+33612345678'],
		['0033612345678', undefined, '+33612345678'],
		['+33 (6) 12-34-56-78', undefined, '+33612345678']
	])('%s of %s', async (a, country, expected) => {
		expect(await call(a, country)).toBe(expected);
	});
	test('without a country it is asked about', async () => {
		expect(await call('0612345678')).toMatch(/^line 2: A: '0612345678' has no country code/);
	});
});

describe('a row that is not what the table says', () => {
	test('is refused with its line, and the others stay', async () => {
		const { read, rejected, claims } = await readAll(
			'A;B\n+33612345678;+4915112345678\n\n+33612345678\n"+33612345678";"";x\n+33612345678;\n"+33612\n3";+4915112345678\n +33612345678 ; +4915112345678 \n',
			{ things: phones, claims: [called] }
		);
		expect(read).toBe(6);
		expect(rejected).toEqual([
			'line 4: it has 1 cells where the table has 2 columns',
			'line 5: it has 3 cells where the table has 2 columns',
			"line 6: COMMUNICATED_WITH: the row does not say who or what 'b' is",
			expect.stringMatching(/^line 7: A: /)
		]);
		expect(claims).toHaveLength(2);
	});

	test('an identifier that is none is refused, not kept as another', async () => {
		const { rejected } = await readAll('ip\n203.0.113.7\n203.0.113.777\n', {
			delimiter: ',',
			things: [{ id: 'ip', kind: 'ip', identifiers: [{ scheme: 'ip', value: { column: 'ip' } }] }]
		});
		expect(rejected).toEqual(["line 3: ip: '203.0.113.777' is no ip"]);
	});
});

test('an IBAN with a slip in it is refused, not kept as another account', async () => {
	const { rejected, records } = await readAll(
		'IBAN;x\nDE89 3704 0044 0532 0130 00;\nDE89370400440532013001;\n',
		{
			things: [
				{ id: 'a', kind: 'account', identifiers: [{ scheme: 'iban', value: { column: 'IBAN' } }] }
			]
		}
	);
	expect(records[0]?.identifiers).toEqual([{ scheme: 'iban', value: 'DE89370400440532013000' }]);
	expect(rejected).toEqual(["line 3: IBAN: 'DE89370400440532013001' is no iban"]);
});

describe('a file that is no table', () => {
	const refusal = (bytes: Uint8Array | string, asked: Partial<Asked> = {}) =>
		readAll(bytes, { things: phones, claims: [called], ...asked }).then(
			() => 'read',
			(error: unknown) => (error instanceof Malformed ? error.message : String(error))
		);
	test.each([
		['nothing', '', 'line 1: the file is empty'],
		['blanks', ' \n\n', 'line 1: the file is empty'],
		['one column', 'abc\ndef\n', 'line 1: its columns cannot be told apart'],
		['two delimiters that fit', 'A;B,C\n1;2,3\n', 'line 1: its columns cannot be told apart'],
		['an open quote', 'A;B\n1;2\n"3;4\n', 'line 3: a quoted cell begins here'],
		['text after a quote', 'A;B\n1;2\n"3"x;4\n', 'line 3: after the closing quote'],
		['other columns', 'C;D\n1;2\n', 'line 1: the mapping reads columns that are not there: A, B'],
		['NUL', 'A;B\n1;\u00002\n', 'line 2: a NUL byte'],
		['UTF-16', Buffer.from('\ufeffA;B\n', 'utf16le'), 'line 1, byte 0: the file is UTF-16'],
		['Latin-1', Buffer.from('A;B\nÉ;2\n', 'latin1'), 'line 2, byte 4: byte 0xc9 is not UTF-8']
	])('%s', async (_name, bytes, message) => {
		expect(await refusal(bytes)).toContain(message);
	});

	test('10 000 columns are refused before a row is read', async () => {
		const names = Array.from({ length: 10_000 }, (_, i) => `c${i}`).join(';');
		expect(await refusal(`${names}\n`)).toBe('line 1: 10000 columns: more than 2000');
	});

	test('columns that nothing tells need a mapping', async () => {
		await expect(readAll('x;y\n1;2\n')).rejects.toThrow(
			'line 1: what its columns are is not known (x, y): give a mapping'
		);
	});

	test('in another encoding, it is read where that is said', async () => {
		const bytes = Buffer.from('A;B;Ort\n+33612345678;+4915112345678;Köln\n', 'latin1');
		const { claims } = await readAll(bytes, {
			encoding: 'windows-1252',
			things: phones,
			claims: [called]
		});
		expect(claims[0]?.attributes).toEqual({ Ort: 'Köln' });
	});
});

test('columns of one name, or of none, have names of their own', () => {
	expect(columnNames(['A', ' A ', '', 'A'])).toEqual(['A', 'A (2)', 'column 3', 'A (3)']);
});

test('any table at all: each row is taken or refused with its line, and nothing else is thrown', async () => {
	const cell = fc.oneof(
		fc.constantFrom('', '+33612345678', '2026-03-01', '5,00', '-1', 'unknown', '=1+1'),
		fc.string({ unit: 'binary', maxLength: 12 })
	);
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 8 }),
			async (rows) => {
				const quoted = rows.map((cells) =>
					cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(';')
				);
				const text = ['from;to;sum;day', ...quoted].join('\n').replaceAll('\0', '');
				const { read, claims, rejected } = await readAll(text, accounts({ delimiter: ';' }));
				expect(claims.length + rejected.length).toBe(read);
				for (const reason of rejected) expect(reason).toMatch(/^line \d+: ./);
			}
		),
		{ numRuns: 200 }
	);
});
