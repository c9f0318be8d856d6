import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { app } from '#lib/server/app.ts';
import { fromQuery, whole } from '../asked.ts';

const Query = v.object({
	q: v.pipe(v.string(), v.maxLength(2_000)),
	limit: v.optional(whole(1, 200)),
	/** `1` for a search that was sent, which is audited; otherwise someone is typing. */
	submitted: v.optional(v.picklist(['0', '1']))
});

export async function GET({ locals, url }) {
	const { q, limit, submitted } = fromQuery(Query, url);
	const { network } = app();
	return json(
		submitted === '1'
			? await network.search(locals.viewer, q, limit)
			: await network.suggest(locals.viewer, q, limit)
	);
}
