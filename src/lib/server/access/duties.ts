/**
 * Duties kept apart: which roles one account may hold, who may give which role, and whose account
 * who may change. Every way to make, invite or change an account asks here.
 */
import { isConfined, type Role } from '#lib/domain/audience.ts';
import type { Viewer } from '#lib/domain/viewer.ts';

/** These check what administrators do, so no administrator makes or changes them. */
const checksAdministrators: readonly Role[] = ['auditor', 'data-protection-officer'];
/** Two confined roles that one person may hold: a judge who issues orders also reads cases. */
const judges: readonly Role[] = ['issuing-judge', 'magistrate'];

/** Why one account may not hold these roles together. */
export type Clash = 'confined-alone' | 'checks-administrators';

export function clashOf(roles: readonly Role[]): Clash | undefined {
	const other = roles.some((role) => !judges.includes(role));
	if (roles.some(isConfined) && new Set(roles).size > 1 && other) return 'confined-alone';
	if (roles.includes('administrator') && roles.some((role) => checksAdministrators.includes(role)))
		return 'checks-administrators';
	return undefined;
}

/** Whether the viewer may give this role, or take it away, in their own organisation. */
export const mayGive = (viewer: Pick<Viewer, 'operator' | 'roles'>, role: Role): boolean =>
	viewer.operator ||
	(viewer.roles.includes('administrator') && !checksAdministrators.includes(role));

export interface Managed {
	id: string;
	organisation: string;
	roles: readonly Role[];
	/** What reaches beyond their organisation, which only the local operator gives. */
	clientOf: readonly string[];
	groups: readonly string[];
}

/** What stands between a viewer and a change to an account. */
export type Bar = 'elsewhere' | 'oneself' | 'more-privileged';

/**
 * Why the viewer may not change this account. `takes` is true for acts that hand over or widen what the
 * account may do, such as a new password or role; ending sessions and disabling do not.
 */
export function barTo(viewer: Viewer, target: Managed, takes: boolean): Bar | undefined {
	if (viewer.operator) return undefined;
	if (viewer.organisation.id !== target.organisation) return 'elsewhere';
	if (viewer.account === target.id) return 'oneself';
	if (!target.roles.every((role) => mayGive(viewer, role))) return 'more-privileged';
	if (takes && (target.clientOf.length > 0 || target.groups.length > 0)) return 'more-privileged';
	return undefined;
}
