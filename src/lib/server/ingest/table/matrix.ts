/**
 * An adjacency matrix as the rows of an edge list: its line of names and its column of names say who, each cell
 * that is not empty or zero says that the row's name is linked to the column's, and how much.
 */
import { Malformed } from '#lib/domain/draft.ts';
import { columnNames, type TableMapping } from '#lib/domain/table-mapping.ts';
import { mostColumns } from './rows.ts';
import type { Row, RowSource } from './source.ts';
import { isBlank, padded, placeOf } from './verdict.ts';

export const matrixColumns = ['from', 'to', 'weight'] as const;

const node = (column: 'from' | 'to') => ({
	id: column,
	kind: 'concept' as const,
	names: [{ column }],
	identifiers: [],
	attributes: []
});

/** What a matrix is unless something else is said: concepts that are related, with the weight kept. */
export const matrixMapping: TableMapping = {
	encoding: 'utf-8',
	header: 1,
	dates: { order: 'iso' },
	things: [node('from'), node('to')],
	claims: [
		{
			type: 'RELATED_TO',
			from: 'from',
			to: 'to',
			reference: [],
			attributes: [{ name: 'weight', value: { column: 'weight' } }]
		}
	]
};

const weight = /^[-−]?\d{1,30}(?:[.,]\d{1,30})?$/;
const zero = /^[-−]?0{1,30}(?:[.,]0{1,30})?$/;

function namesOf(header: Row, source: RowSource): string[] {
	const at = placeOf(header, source);
	const [, ...names] = header.cells.map((cell) => cell.trim());
	while (names.at(-1) === '') names.pop();
	if (names.length === 0) throw new Malformed(at, 'a matrix begins with a line of names');
	if (names.length >= mostColumns)
		throw new Malformed(at, `${names.length} names: more than ${mostColumns - 1}`);
	const empty = names.indexOf('');
	if (empty >= 0) throw new Malformed(at, `column ${empty + 2} has no name`);
	const twice = columnNames(names).find((name, i) => name !== names[i]);
	if (twice !== undefined)
		throw new Malformed(at, `two columns have the same name: ${twice.slice(0, 80)}`);
	return names;
}

/** The links of one row; a cell that is no number is at fault by itself. */
function* linksOf(row: Row, names: readonly string[], at: string): Generator<Row> {
	const { line } = row;
	const [from = '', ...weights] = row.cells.map((cell) => cell.trim());
	if (row.cells.length !== names.length + 1 || from === '') {
		const fault =
			from === ''
				? 'its first cell is empty: it says of nobody'
				: `it has ${row.cells.length} cells where the matrix has ${names.length + 1}`;
		yield { line, at, cells: [from, '', ''], fault };
		return;
	}
	for (const [i, text] of weights.entries()) {
		if (text === '' || zero.test(text)) continue;
		const to = names[i] ?? '';
		const cells = [from, to, text];
		const place = `${at}, column ${to.slice(0, 80)}`;
		yield weight.test(text)
			? { line, at: place, cells }
			: { line, at: place, cells, fault: `weight: '${text.slice(0, 60)}' is no number` };
	}
}

/**
 * The rows of a matrix: who, whom, how much. Whoever no cell links comes last, alone, so that nobody is lost. In
 * memory stand its names.
 */
export function unrolled(source: RowSource, header: number): RowSource {
	async function* rows(): AsyncGenerator<Row, void, undefined> {
		if (header === 0) throw new Malformed('line 1', 'a matrix begins with a line of names');
		let names: string[] | undefined;
		let last = header;
		const [said, linked] = [new Set<string>(), new Set<string>()];
		for await (const row of source.rows) {
			if (row.line < header || isBlank(row)) continue;
			if (!names) {
				names = namesOf(row, source);
				for (const name of names) said.add(name);
				yield { line: row.line, cells: [...matrixColumns], at: placeOf(row, source) };
				continue;
			}
			last = row.line;
			const whole = padded(row, names.length + 1, source);
			for (const link of linksOf(whole, names, placeOf(row, source))) {
				if (link.fault === undefined) for (const name of link.cells.slice(0, 2)) linked.add(name);
				yield link;
			}
			const [name = ''] = row.cells;
			if (name.trim() !== '') said.add(name.trim());
		}
		for (const name of said)
			if (!linked.has(name))
				yield { line: last, at: `name ${name.slice(0, 80)}`, cells: [name, '', ''], alone: true };
	}
	return { ...source, rows: rows(), pads: false };
}
