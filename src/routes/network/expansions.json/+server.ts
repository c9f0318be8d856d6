import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { app } from '#lib/server/app.ts';
import { fromQuery, Id } from '../asked.ts';

const Query = v.object({ entity: Id });

export async function GET({ locals, url }) {
	return json(await app().network.expansions(locals.viewer, fromQuery(Query, url).entity));
}
