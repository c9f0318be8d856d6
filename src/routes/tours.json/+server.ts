import * as v from 'valibot';
import { tours } from '#lib/domain/tours.ts';
import { app } from '#lib/server/app.ts';
import { fromBody } from '../network/asked.ts';

const Ended = v.object({ ended: v.picklist(tours) });

/** Keeps that a tour was ended. */
export async function PUT({ locals, request }) {
	const { ended } = await fromBody(Ended, request);
	await app().home.endTour(locals.viewer, ended);
	return new Response(null, { status: 204 });
}
