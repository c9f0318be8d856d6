/** A mapping that an organisation keeps under a name, for tables of the same columns. */
import * as v from 'valibot';
import { isOneLine, oneLine } from './one-line.ts';
import { columnsOf, TableMapping } from './table-mapping.ts';

export interface SavedMapping {
	id: string;
	name: string;
	mapping: TableMapping;
	/** Account id. */
	savedBy: string;
	/** ISO 8601 UTC. */
	savedAt: string;
}

/** Mappings that one organisation keeps at most. */
export const mostMappings = 500;

export const MappingForm = v.object({
	name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100), v.check(isOneLine, oneLine)),
	mapping: TableMapping,
	/** Takes the place of the one of this name, knowingly. */
	overwrite: v.optional(v.boolean(), false)
});
export type MappingForm = v.InferOutput<typeof MappingForm>;

/** True where a table has each column that the mapping reads. */
export const fitsColumns = (mapping: TableMapping, columns: readonly string[]): boolean => {
	const read = columnsOf(mapping);
	return read.size > 0 && [...read].every((column) => columns.includes(column));
};
