/** The statements of the start page, each a file under cypher/home. */
import * as v from 'valibot';
import { kindNames } from '#lib/domain/kinds.ts';
import { handlingCodes, tlpLevels } from '#lib/domain/marking.ts';
import { audience, query } from '#lib/server/graph/query.ts';

const text = v.string();
const count = v.number();
/** A list property that may be missing, because nothing was kept yet. */
const lists = v.pipe(
	v.nullable(v.array(text)),
	v.transform((value) => value ?? [])
);
const limit = v.pipe(v.number(), v.integer(), v.minValue(0));

export const readDesk = query('home/desk', {
	params: v.object({ id: text }),
	row: v.object({ visits: lists, tours: lists, acknowledged: lists })
});
export const keepVisits = query('home/keep-visits', {
	params: v.object({ id: text, visits: v.array(text) }),
	row: v.object({ visits: lists })
});
export const keepTours = query('home/keep-tours', {
	params: v.object({ id: text, tours: v.array(text) }),
	row: v.object({ tours: lists })
});

export const keepAcknowledged = query('home/keep-acknowledged', {
	params: v.object({ id: text, acknowledged: v.array(text) }),
	row: v.object({ acknowledged: lists })
});

const NewsRow = v.object({
	import: text,
	file: text,
	endedAt: text,
	provenance: text,
	owner: text,
	tlp: v.picklist(tlpLevels),
	handling: v.pipe(
		v.nullable(v.array(v.picklist(handlingCodes))),
		v.transform((codes) => codes ?? [])
	),
	demonstration: v.boolean(),
	source: text,
	sourceRef: text,
	sourceName: text,
	sourceEntity: v.nullable(text)
});
export type NewsRow = v.InferOutput<typeof NewsRow>;
export const news = query('home/news', {
	params: v.object({ since: text, limit, audience }),
	row: NewsRow
});
export const newsKinds = query('home/news-kinds', {
	params: v.object({
		rows: v.array(v.object({ provenance: text, group: text })),
		limit,
		audience
	}),
	row: v.object({
		group: text,
		kind: v.picklist(kindNames),
		entities: count,
		records: count,
		sample: text
	})
});

export const reviews = query('home/reviews', {
	params: v.object({ owner: text, before: text, limit, audience }),
	row: v.object({ records: count, oldest: v.nullable(text) })
});
export const held = query('home/held', {
	params: v.object({ owner: text, audience }),
	row: v.object({ import: text, total: count })
});
