import { expect, test } from 'vitest';
import { csv } from '#lib/ui/csv.ts';
import { matching, nextOrder, ordered, type Column } from '#lib/ui/table.ts';

interface Row {
	name: string;
	claims: number | null;
}
const rows: Row[] = [
	{ name: 'Éric', claims: 12 },
	{ name: 'node 10', claims: null },
	{ name: 'node 9', claims: 3 },
	{ name: 'eric', claims: 12 }
];
const columns: Column<Row>[] = [
	{ id: 'name', label: 'Name', value: ({ name }) => name },
	{ id: 'claims', label: 'Claims', value: ({ claims }) => claims, numeric: true }
];
const names = (list: readonly Row[]) => list.map(({ name }) => name);

test('a filter ignores case and diacritics and needs every word, in any column', () => {
	expect(names(matching(rows, columns, 'ERIC'))).toEqual(['Éric', 'eric']);
	expect(names(matching(rows, columns, 'node 3'))).toEqual(['node 9']);
	expect(matching(rows, columns, '   ')).toBe(rows);
});

test('numbers inside names count as numbers', () => {
	expect(names(ordered(rows, columns, { column: 'name', descending: false }, 'en'))).toEqual([
		'Éric',
		'eric',
		'node 9',
		'node 10'
	]);
});

test('rows without a value come last, whichever way the column is ordered', () => {
	for (const descending of [false, true])
		expect(names(ordered(rows, columns, { column: 'claims', descending }, 'en')).at(-1)).toBe(
			'node 10'
		);
});

test('equals keep the order they came in', () => {
	const list = ordered(rows, columns, { column: 'claims', descending: true }, 'en');
	expect(names(list).slice(0, 2)).toEqual(['Éric', 'eric']);
});

test('a heading goes from ascending to descending to the order of arrival', () => {
	const first = nextOrder(null, 'name');
	expect(first).toEqual({ column: 'name', descending: false });
	expect(nextOrder(first, 'name')).toEqual({ column: 'name', descending: true });
	expect(nextOrder({ column: 'name', descending: true }, 'name')).toBeNull();
	expect(nextOrder({ column: 'name', descending: true }, 'claims')).toEqual({
		column: 'claims',
		descending: false
	});
});

test('a cell that a spreadsheet would run as a formula is made text', () => {
	expect(csv(['at', 'reason'], [['objects[1]', '=HYPERLINK("http://evil.example")']])).toBe(
		'at,reason\r\nobjects[1],"\'=HYPERLINK(""http://evil.example"")"\r\n'
	);
	for (const start of [
		'+1',
		'-1',
		'@SUM',
		'\tx',
		' =1',
		'\u200b=1',
		'\uff1d1',
		'\uff0b1',
		'\u2212 1',
		'\n=1'
	])
		expect(csv(['a'], [[start]])).toContain(`'${start}`);
});

test('numbers stay numbers, nothing stays empty, line breaks are quoted', () => {
	expect(csv(['a', 'b', 'c'], [[-4, null, 'one\ntwo']])).toBe('a,b,c\r\n-4,,"one\ntwo"\r\n');
});
