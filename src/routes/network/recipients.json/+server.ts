/** The organisations of the directory that an export may name as its recipient. */
import { json } from '@sveltejs/kit';
import { app } from '#lib/server/app.ts';

export async function GET({ locals }) {
	return json(await app().access.recipients(locals.viewer, 'network.export'));
}
