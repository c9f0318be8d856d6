import { decide } from '#lib/server/access/decide.ts';
import { tabActions, tabIds } from './tabs.server.ts';

export function load({ locals }) {
	return { tabs: tabIds.filter((id) => decide(locals.viewer, tabActions[id]).allowed) };
}
