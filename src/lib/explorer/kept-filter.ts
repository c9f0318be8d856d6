/** The filter as a tab keeps it with its drawing: plain lists, checked when they come back. */
import * as v from 'valibot';
import { claimTypeNames } from '#lib/domain/claim-types.ts';
import { families, kindNames } from '#lib/domain/kinds.ts';
import { noFilter, type Filter } from './filter.ts';

const names = v.array(v.pipe(v.string(), v.maxLength(200)));
const day = v.nullable(v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/)));
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e6));

export const KeptFilter = v.object({
	families: v.array(v.picklist(families)),
	kinds: v.array(v.picklist(kindNames)),
	types: v.array(v.picklist(claimTypeNames)),
	statements: v.array(v.picklist(['fact', 'assessment'])),
	grades: names,
	owners: names,
	window: v.object({ from: day, until: day }),
	undated: v.boolean(),
	sources: count,
	alone: v.optional(v.boolean(), true),
	degree: count
});
export type KeptFilter = v.InferOutput<typeof KeptFilter>;

export const keptFilter = (filter: Filter): KeptFilter => ({
	families: [...filter.families],
	kinds: [...filter.kinds],
	types: [...filter.types],
	statements: [...filter.statements],
	grades: [...filter.grades],
	owners: [...filter.owners],
	window: { ...filter.window },
	undated: filter.undated,
	sources: filter.sources,
	alone: filter.alone,
	degree: filter.degree
});

/** Nothing kept is no filter. */
export const filterIn = (kept: KeptFilter | undefined): Filter =>
	kept
		? {
				families: new Set(kept.families),
				kinds: new Set(kept.kinds),
				types: new Set(kept.types),
				statements: new Set(kept.statements),
				grades: new Set(kept.grades),
				owners: new Set(kept.owners),
				window: kept.window,
				undated: kept.undated,
				sources: Math.max(1, kept.sources),
				alone: kept.alone,
				degree: kept.degree
			}
		: noFilter;
