import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { app } from '#lib/server/app.ts';
import { fromBody, Ids } from '../asked.ts';

const Body = v.object({ ids: Ids });

export async function POST({ locals, request }) {
	const { ids } = await fromBody(Body, request);
	return json(await app().network.nodes(locals.viewer, ids));
}
