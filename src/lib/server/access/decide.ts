/** Decides whether a viewer may perform an action, and names the rule that decided. */
import type { Viewer } from '#lib/domain/viewer.ts';
import { actions, type Action, type ActionName } from './actions.ts';

export interface Decision {
	allowed: boolean;
	action: ActionName;
	/** In words a person can check against the table, for the log and the administrator. */
	rule: string;
}

export function decide(viewer: Viewer | null, name: ActionName): Decision {
	const action: Action = actions[name];
	const decision = (allowed: boolean, rule: string): Decision => ({ allowed, action: name, rule });
	if (action.roles === 'public') return decision(true, `${name} is open to everyone`);
	if (!viewer) return decision(false, `${name} needs an account`);
	if (viewer.operator) return decision(true, `the local operator may perform every action`);
	if (action.roles === 'signed-in') return decision(true, `${name} is open to every account`);
	const { roles } = action;
	const role = viewer.roles.find((held) => roles.includes(held));
	return role
		? decision(true, `${name} is allowed to ${role}`)
		: decision(false, `${name} is allowed to ${roles.join(', ')} only`);
}

export class Refused extends Error {
	override name = 'Refused';
	constructor(readonly decision: Decision) {
		super(decision.rule);
	}
}

/** Throws Refused unless the viewer may; hands the viewer back so that a call reads as one line. */
export function demand(viewer: Viewer | null, name: ActionName): Viewer {
	const decision = decide(viewer, name);
	if (!decision.allowed || !viewer) throw new Refused(decision);
	return viewer;
}
