/** Who must have a second factor: seen and changed by an administrator, for their own organisation. */
import { fail, redirect } from '@sveltejs/kit';
import { roles } from '#lib/domain/audience.ts';
import { demand } from '#lib/server/access/decide.ts';
import { policyModes } from '#lib/server/access/factor-policy.ts';
import { formOf } from '#lib/server/access/request.ts';
import { app } from '#lib/server/app.ts';

export async function load({ locals }) {
	const { organisation } = demand(locals.viewer, 'access.policy');
	const { own, floor } = await app().access.policy.read(organisation.id);
	return { policy: own, floor: floor ?? null, modes: policyModes, roles };
}

export const actions = {
	async default({ locals, request }) {
		const viewer = demand(locals.viewer, 'access.policy');
		const form = await formOf(request);
		const mode = policyModes.find((each) => each === form.get('mode'));
		const wanted = form.getAll('role').map(String);
		if (!mode) return fail(400, { refused: true });
		const asked = { mode, roles: roles.filter((role) => wanted.includes(role)) };
		if (mode === 'roles' && asked.roles.length === 0) return fail(400, { refused: true });
		await app().access.policy.change(viewer, asked);
		redirect(303, '/administration/second-factor');
	}
};
