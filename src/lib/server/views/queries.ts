/** The queries of saved views and starred entities. */
import * as v from 'valibot';
import { query } from '#lib/server/graph/query.ts';

const text = v.string();

export const save = query('views/save', {
	params: v.object({ id: text, props: v.record(text, v.unknown()) }),
	row: v.object({ id: text })
});
export const saved = query('views/saved', {
	params: v.object({ account: text }),
	row: v.object({ id: text, name: text, savedAt: text })
});
export const savedView = query('views/saved-view', {
	params: v.object({ id: text }),
	row: v.object({
		id: text,
		name: text,
		account: text,
		outline: text,
		tokens: text,
		savedAt: text
	})
});
export const forget = query('views/forget', {
	params: v.object({ id: text, account: text }),
	row: v.object({ forgotten: v.number() })
});
export const star = query('views/star', {
	params: v.object({ id: text, account: text, entity: text, at: text }),
	row: v.object({ id: text })
});
export const unstar = query('views/unstar', {
	params: v.object({ id: text }),
	row: v.object({ removed: v.number() })
});
export const stars = query('views/stars', {
	params: v.object({ account: text }),
	row: v.object({ entity: text, at: text })
});
