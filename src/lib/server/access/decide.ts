/** Decides whether a viewer may perform an action, and names the rule that decided. */
import { isConfined, type Role } from '#lib/domain/audience.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { actions, type Action, type ActionName } from './actions.ts';

/** The rules in the order they are asked; the first that fits decides. These names last. */
export const ruleIds = [
	'public',
	'no-account',
	'operator',
	'exception',
	'confined',
	'every-account',
	'role',
	'no-role'
] as const;
export type RuleId = (typeof ruleIds)[number];

export interface Decision {
	allowed: boolean;
	action: ActionName;
	rule: RuleId;
	/** The role of the viewer that the rule speaks of. */
	role?: Role;
	/** In words a person can check against the table, for the log and the administrator. */
	words: string;
}

export function decide(
	viewer: Pick<Viewer, 'roles' | 'operator'> | null,
	name: ActionName
): Decision {
	const action: Action = actions[name];
	const decision = (allowed: boolean, rule: RuleId, words: string, role?: Role): Decision => ({
		allowed,
		action: name,
		rule,
		words,
		...(role ? { role } : {})
	});
	if (action.roles === 'public') return decision(true, 'public', `${name} is open to everyone`);
	if (!viewer) return decision(false, 'no-account', `${name} needs an account`);
	if (viewer.operator)
		return decision(
			true,
			'operator',
			`${name} is allowed to the local operator, as every action is`
		);
	const confined = viewer.roles.filter(isConfined);
	if (confined[0]) {
		const { exceptions = [] } = action;
		const excepted = confined.find((role) => exceptions.includes(role));
		return excepted
			? decision(true, 'exception', `${name} is an exception for ${excepted}`, excepted)
			: decision(
					false,
					'confined',
					`${name} is not among the exceptions for ${confined[0]}`,
					confined[0]
				);
	}
	if (action.roles === 'signed-in')
		return decision(true, 'every-account', `${name} is open to every account`);
	const { roles } = action;
	const role = viewer.roles.find((held) => roles.includes(held));
	return role
		? decision(true, 'role', `${name} is allowed to ${role}`, role)
		: decision(false, 'no-role', `${name} is allowed to ${roles.join(', ')} only`);
}

export class Refused extends Error {
	override name = 'Refused';
	constructor(readonly decision: Decision) {
		super(decision.words);
	}
}

/** Throws Refused unless the viewer may; hands the viewer back so that a call reads as one line. */
export function demand(viewer: Viewer | null, name: ActionName): Viewer {
	const decision = decide(viewer, name);
	if (!decision.allowed || !viewer) throw new Refused(decision);
	return viewer;
}
