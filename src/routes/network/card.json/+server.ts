import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { app } from '#lib/server/app.ts';
import { fromQuery, Id, known, whole } from '../asked.ts';

const Query = v.object({
	entity: Id,
	offset: v.optional(whole(0, 100_000_000)),
	limit: v.optional(whole(1, 500))
});

export async function GET({ locals, url }) {
	const { entity, ...page } = fromQuery(Query, url);
	return json(known(await app().network.card(locals.viewer, entity, page)));
}
