import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { app } from '#lib/server/app.ts';
import { fromBody, Id, Ids } from '../asked.ts';

/** Claims that start at one entity. */
const Body = v.object({ from: Id, ids: Ids });

export async function POST({ locals, request }) {
	const { from, ids } = await fromBody(Body, request);
	return json(await app().network.statements(locals.viewer, from, ids));
}
