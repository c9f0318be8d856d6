/** The parts of the administration and what each asks for. */
import type { ActionName } from '#lib/server/access/actions.ts';

export const tabIds = [
	'people',
	'invitations',
	'second-factor',
	'organisations',
	'roles',
	'decisions'
] as const;
export type TabId = (typeof tabIds)[number];

export const tabActions: Record<TabId, ActionName> = {
	people: 'access.manage',
	invitations: 'access.invite',
	'second-factor': 'access.policy',
	organisations: 'access.organisations',
	roles: 'access.roles',
	decisions: 'access.explain'
};
