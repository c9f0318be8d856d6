import { redirect } from '@sveltejs/kit';
import { decide, demand } from '#lib/server/access/decide.ts';
import { tabActions, tabIds } from './tabs.server.ts';

/** The first part that this account may open. */
export function load({ locals }) {
	const viewer = demand(locals.viewer, 'access.roles');
	const first = tabIds.find((id) => decide(viewer, tabActions[id]).allowed) ?? 'roles';
	redirect(303, `/administration/${first}`);
}
