/** Columns of DataTable.svelte, and the order and filter of its rows (pure, so that tests reach them). */
import { fold } from '#lib/domain/fold.ts';
import type { Snippet } from 'svelte';

export type Cell = string | number | null;

export interface Column<Row> {
	id: string;
	label: string;
	/** What is sorted, filtered and, without a `cell`, shown. Numbers are right-aligned. */
	value: (row: Row) => Cell;
	cell?: Snippet<[Row]>;
	numeric?: boolean;
	/** False for columns that have no order. */
	sortable?: boolean;
	/** Takes the space that is left; the others keep to one line up to 40 characters. */
	grow?: boolean;
	/** Left out on narrow screens. */
	minor?: boolean;
}

export interface Order {
	column: string;
	descending: boolean;
}

/** Rows in which every word of the filter occurs somewhere. */
export function matching<Row>(
	rows: readonly Row[],
	columns: readonly Column<Row>[],
	filter: string
): readonly Row[] {
	const words = fold(filter).split(' ').filter(Boolean);
	if (words.length === 0) return rows;
	return rows.filter((row) => {
		const text = fold(columns.map((column) => column.value(row) ?? '').join(' '));
		return words.every((word) => text.includes(word));
	});
}

/** Rows in order; what has no value comes last either way, equals keep their place. */
export function ordered<Row>(
	rows: readonly Row[],
	columns: readonly Column<Row>[],
	order: Order | null,
	locale: string
): readonly Row[] {
	const column = order && columns.find(({ id }) => id === order.column);
	if (!order || !column) return rows;
	const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });
	const sign = order.descending ? -1 : 1;
	const empty = (value: Cell) => value === null || value === '';
	return rows
		.map((row) => ({ row, value: column.value(row) }))
		.sort(({ value: a }, { value: b }) => {
			if (empty(a) || empty(b)) return Number(empty(a)) - Number(empty(b));
			return (
				sign *
				(typeof a === 'number' && typeof b === 'number'
					? a - b
					: collator.compare(String(a), String(b)))
			);
		})
		.map(({ row }) => row);
}

/** A click on a heading: ascending, then descending, then the order the rows came in. */
export function nextOrder(order: Order | null, column: string): Order | null {
	if (order?.column !== column) return { column, descending: false };
	return order.descending ? null : { column, descending: true };
}
