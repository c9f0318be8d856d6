import { demand } from '#lib/server/access/decide.ts';
import { app } from '#lib/server/app.ts';

export async function load({ locals }) {
	const viewer = demand(locals.viewer, 'access.manage');
	return { people: await app().access.people.list(viewer) };
}
