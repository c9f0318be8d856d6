/** Starred entities: those the reader still sees. */
import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { app } from '#lib/server/app.ts';
import { fromBody, Id, known } from '../../network/asked.ts';

const Body = v.object({ entity: Id, on: v.boolean() });

export async function GET({ locals }) {
	const { views, network } = app();
	const ids = await views.starred(locals.viewer);
	return json(ids.length ? await network.nodes(locals.viewer, ids) : []);
}

export async function PUT({ locals, request }) {
	const { entity, on } = await fromBody(Body, request);
	const { views, network } = app();
	// A star can be taken off what went out of sight, and put on nothing that is.
	if (on) known((await network.nodes(locals.viewer, [entity]))[0]);
	await views.star(locals.viewer, entity, on);
	return json({ entity, on });
}
