/** The statements of the register of sources, each a file under cypher/sources. */
import * as v from 'valibot';
import { audience, query } from '#lib/server/graph/query.ts';

const text = v.string();

export const statements = query('sources/statements', {
	params: v.object({ limit: v.number(), audience }),
	row: v.object({
		source: text,
		ref: text,
		owner: text,
		name: text,
		grade: text,
		import: text,
		reviewBy: v.nullable(text),
		latest: text,
		statements: v.number()
	})
});
export type StatementRow = v.InferOutput<(typeof statements)['row']>;

export const entries = query('sources/entries', {
	params: v.object({ owner: text }),
	row: v.object({ id: text, source: text, props: v.record(text, v.unknown()) })
});

export const putEntry = query('sources/put-entry', {
	params: v.object({ id: text, props: v.record(text, v.unknown()) }),
	row: v.object({ id: text })
});
