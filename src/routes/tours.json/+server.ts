import { error } from '@sveltejs/kit';
import * as v from 'valibot';
import { tours } from '#lib/domain/tours.ts';
import { app } from '#lib/server/app.ts';

const Ended = v.object({ ended: v.picklist(tours) });

/** Keeps that a tour was ended. */
export async function PUT({ locals, request }) {
	const asked = v.safeParse(Ended, await request.json().catch(() => undefined));
	if (!asked.success) error(400, 'No such tour');
	await app().home.endTour(locals.viewer, asked.output.ended);
	return new Response(null, { status: 204 });
}
