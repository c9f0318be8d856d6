import { isConfined, roles } from '#lib/domain/audience.ts';
import { actions, type ActionName } from '#lib/server/access/actions.ts';
import { decide, demand } from '#lib/server/access/decide.ts';
import { actionSaid, operationSaid } from '../words.server.ts';

/** The very table that decides: each cell is the answer of the function that every request goes through. */
export function load({ locals }) {
	demand(locals.viewer, 'access.roles');
	const names = Object.keys(actions) as ActionName[];
	return {
		roles: roles.map((role) => ({ role, confined: isConfined(role) })),
		actions: names.map((name) => ({
			name,
			description: actionSaid(name),
			operation: operationSaid(actions[name].operation),
			open: actions[name].roles === 'public',
			cells: roles.map((role) => {
				const { allowed, rule } = decide({ roles: [role], operator: false }, name);
				return allowed ? (rule === 'exception' ? ('exception' as const) : ('yes' as const)) : null;
			})
		}))
	};
}
