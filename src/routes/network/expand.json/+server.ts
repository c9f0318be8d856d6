import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { claimTypeNames } from '#lib/domain/claim-types.ts';
import { app } from '#lib/server/app.ts';
import { fromBody, fromQuery, Id, Ids, known, whole } from '../asked.ts';

const most = 5_000;
const what = {
	entity: Id,
	type: v.optional(v.picklist(claimTypeNames)),
	direction: v.optional(v.picklist(['out', 'in']))
};
const Query = v.object({ ...what, limit: v.optional(whole(1, most)) });
/** The same with the neighbours already shown, so that the next ones come. */
const Body = v.object({
	...what,
	limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most))),
	shown: v.optional(Ids)
});

export async function GET({ locals, url }) {
	return json(known(await app().network.expand(locals.viewer, fromQuery(Query, url))));
}

export async function POST({ locals, request }) {
	return json(known(await app().network.expand(locals.viewer, await fromBody(Body, request))));
}
