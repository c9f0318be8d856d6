/** The statements of feeds, each a file under cypher/feeds. */
import * as v from 'valibot';
import { query } from '#lib/server/graph/query.ts';

const text = v.string();
const one = v.object({ id: text });
const found = v.object({ id: text, props: v.record(text, v.unknown()) });
const props = v.record(text, v.unknown());

export const feeds = query('feeds/feeds', { params: v.object({ owner: text }), row: found });
export const feed = query('feeds/feed', { params: v.object({ id: text }), row: found });
export const due = query('feeds/due', {
	params: v.object({ at: text, limit: v.number() }),
	row: one
});
export const putFeed = query('feeds/put-feed', { params: v.object({ id: text, props }), row: one });
export const changeFeed = query('feeds/change-feed', {
	params: v.object({ id: text, props }),
	row: one
});
export const claimFeed = query('feeds/claim-feed', {
	params: v.object({ id: text, at: text, before: text }),
	row: one
});
export const deleteFeed = query('feeds/delete-feed', {
	params: v.object({ id: text }),
	row: v.object({ gone: v.number() })
});
