import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { app } from '#lib/server/app.ts';
import { fromQuery, whole } from '../asked.ts';

const Query = v.object({
	q: v.pipe(v.string(), v.maxLength(2_000)),
	limit: v.optional(whole(1, 200))
});

export async function GET({ locals, url }) {
	const { q, limit } = fromQuery(Query, url);
	return json(await app().network.search(locals.viewer, q, limit));
}
