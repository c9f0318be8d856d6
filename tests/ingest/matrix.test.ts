/** Adjacency matrices and edge lists: what is linked, how much, and nobody lost. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { Draft, Reader, Reading } from '#lib/domain/draft.ts';
import { edgeList, emptyDraft } from '#lib/domain/mapping-draft.ts';
import { checked } from '#lib/domain/mapping-check.ts';
import { columnNames, TableMapping } from '#lib/domain/table-mapping.ts';
import { headOf } from '#lib/server/ingest/head.ts';
import { matrix } from '#lib/server/ingest/matrix.ts';
import { readerFor } from '#lib/server/ingest/readers.ts';
import { table } from '#lib/server/ingest/table.ts';

const shared = process.env.FAISCEAU_SHARED_DATA ?? path.resolve('../shared/data');
const networks = [path.join(shared, 'networks')].find((folder) => existsSync(folder));

async function read(reader: Reader, bytes: Buffer | string, mapping?: TableMapping) {
	const readings: Reading[] = [];
	const pieces = async function* () {
		yield Buffer.from(bytes as string);
	};
	for await (const each of reader.read(pieces(), { mapping, source: 'Study' })) readings.push(each);
	const drafts = readings.flatMap((each): Draft[] => (each.kind === 'draft' ? [each.draft] : []));
	const names = new Map(
		drafts.flatMap((draft) => (draft.draft === 'record' ? [[draft.ref, draft.names[0]]] : []))
	);
	return {
		names: [...names.values()],
		links: drafts.flatMap((draft) =>
			draft.draft === 'claim'
				? [[names.get(draft.from), draft.type, names.get(draft.to), draft.attributes.weight]]
				: []
		),
		read: readings.filter(({ kind }) => kind === 'read').length,
		rejected: readings.flatMap((each) =>
			each.kind === 'rejected' ? [`${each.remark.at}: ${each.remark.reason}`] : []
		)
	};
}

describe('a matrix', () => {
	const text =
		'\ufeff"",Ana,Bob,Cyd,Dan\r\nAna,0,2,,0\r\nBob,0.5,0,0,0\r\nCyd,x,0,0,0\r\nDan,0,0,0,0\r\n';

	test('is read only where it is said to be one, and each cell that is not zero is a link', async () => {
		expect(readerFor(headOf(Buffer.from(text)))?.id).toBe('table');
		expect(await read(matrix, text)).toEqual({
			names: ['Ana', 'Bob', 'Cyd', 'Dan'],
			links: [
				['Ana', 'RELATED_TO', 'Bob', '2'],
				['Bob', 'RELATED_TO', 'Ana', '0.5']
			],
			read: 5,
			rejected: ["line 4, column Ana: weight: 'x' is no number"]
		});
	});

	test('of persons that communicated, where the mapping says so', async () => {
		const person = (column: string) => ({
			id: column,
			kind: 'person' as const,
			names: [{ column }]
		});
		const mapping = v.parse(TableMapping, {
			things: [person('from'), person('to')],
			claims: [
				{
					type: 'COMMUNICATED_WITH',
					from: 'from',
					to: 'to',
					attributes: [{ name: 'calls', value: { column: 'weight' } }]
				}
			]
		});
		expect((await read(matrix, text, mapping)).links.map(([, type]) => type)).toEqual([
			'COMMUNICATED_WITH',
			'COMMUNICATED_WITH'
		]);
	});

	test.each([
		['a;b\n', 0, 'line 1: a matrix begins with a line of names'],
		['"";"";b\nx;1;1\n', 1, 'line 1: column 2 has no name'],
		['"";b;b\nx;1;1\n', 1, 'line 1: two columns have the same name: b (2)']
	])('%j with headers in line %s is refused', async (bad, header, message) => {
		const mapping = v.parse(TableMapping, {
			delimiter: ';',
			header,
			things: [{ id: 'a', kind: 'person', names: [{ column: 'from' }] }]
		});
		await expect(read(matrix, bad, mapping)).rejects.toThrow(message);
	});

	test('a row of another length is refused, the others stay', async () => {
		expect(await read(matrix, ';a;b\na;0;1\nb;1\n')).toMatchObject({
			links: [['a', 'RELATED_TO', 'b', '1']],
			rejected: ['line 3: it has 2 cells where the matrix has 3']
		});
	});
});

const edges = (columns: readonly string[], more: Partial<ReturnType<typeof emptyDraft>>) => {
	const told = { columns, profiles: {}, delimiter: null, encoding: 'utf-8', sheets: [] } as const;
	const { mapping } = checked(edgeList({ ...emptyDraft(), ...more }, columns), told);
	if (!mapping) throw new Error('an edge list is a whole mapping');
	return mapping;
};

describe('an edge list', () => {
	test('of blanks and tabs without headers', async () => {
		const mapping = edges(['column 1', 'column 2'], { delimiter: ' ', header: 0 });
		const text = '  a   b\n"the  c"\td  \na b\n';
		expect((await read(table, text, mapping)).links.map(([from, , to]) => [from, to])).toEqual([
			['a', 'b'],
			['the  c', 'd'],
			['a', 'b']
		]);
	});

	test('with a weight, under its headers', async () => {
		const columns = columnNames(['x', 'y', 'n']);
		const mapping = edges(columns, { delimiter: ',' });
		expect((await read(table, 'x,y,n\na,b,3\n', mapping)).links).toEqual([
			['a', 'RELATED_TO', 'b', '3']
		]);
	});
});

const real = networks ? test : test.skip;
if (!networks) console.log('There is no networks/ folder: the real networks are not read.');

real('the CAVIAR network: 110 names, 295 arcs, weight 3 546', async () => {
	const { names, links, rejected } = await read(
		matrix,
		readFileSync(path.join(networks ?? '', 'caviar.csv'))
	);
	expect(rejected).toEqual([]);
	expect([names.length, links.length]).toEqual([110, 295]);
	expect(links.reduce((sum, [, , , weight]) => sum + Number(weight), 0)).toBe(3546);
});

real('the Montagna meetings: each of 289 rows is a claim of its own', async () => {
	const { links, rejected } = await read(
		table,
		readFileSync(path.join(networks ?? '', 'montagna-meetings.csv')),
		edges(['column 1', 'column 2', 'column 3'], { delimiter: '\t', header: 0 })
	);
	expect(rejected).toEqual([]);
	expect(links).toHaveLength(289);
});
