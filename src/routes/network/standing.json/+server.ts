import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { app } from '#lib/server/app.ts';
import { fromBody, Id, known } from '../asked.ts';

/** What a claim or note would be about. */
const Body = v.object({ ids: v.pipe(v.array(Id), v.minLength(1), v.maxLength(50)) });

export async function POST({ locals, request }) {
	const { ids } = await fromBody(Body, request);
	return json(known(await app().network.standing(locals.viewer, ids)));
}
