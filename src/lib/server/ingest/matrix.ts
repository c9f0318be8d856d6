/** Adjacency matrices, in text or in a workbook; a file is one only where the importer says so. */
import type { Reader, ReadOptions } from '#lib/domain/draft.ts';
import { readRows, rowsAsked } from './table.ts';
import { matrixMapping, unrolled } from './table/matrix.ts';

async function* read(bytes: AsyncIterable<Uint8Array>, options: ReadOptions) {
	const mapping = options.mapping ?? matrixMapping;
	const opened = await rowsAsked(bytes, { ...options, mapping });
	yield* readRows(unrolled(opened, mapping.header), { ...options, mapping });
}

export const matrix: Reader = {
	id: 'matrix',
	references: 'local',
	// Any table of numbers could be one.
	recognises: () => false,
	read
};
