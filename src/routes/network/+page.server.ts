import { demand } from '#lib/server/access/decide.ts';

export function load({ locals, url }) {
	const { account } = demand(locals.viewer, 'network.search');
	return {
		account,
		entity: url.searchParams.get('entity'),
		view: url.searchParams.get('view'),
		/** The drawing begins anew, with the entity if one is named; what was drawn before comes back with undo. */
		fresh: url.searchParams.has('fresh')
	};
}
