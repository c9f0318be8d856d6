import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { app } from '#lib/server/app.ts';
import { hopLimit } from '#lib/server/network/path.ts';
import { fromQuery, Id, whole } from '../asked.ts';

const Query = v.object({ from: Id, to: Id, maxHops: v.optional(whole(1, hopLimit)) });

export async function GET({ locals, url }) {
	return json(await app().network.ways(locals.viewer, fromQuery(Query, url)));
}
