/** Invitations of one's organisation: made, with a link shown once; seen; taken back. */
import { error, fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { roles } from '#lib/domain/audience.ts';
import { demand } from '#lib/server/access/decide.ts';
import { mayGive } from '#lib/server/access/duties.ts';
import { formOf } from '#lib/server/access/request.ts';
import { app } from '#lib/server/app.ts';

const Id = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/));

export async function load({ locals }) {
	const viewer = demand(locals.viewer, 'access.invite');
	return {
		pending: await app().access.invitations.pending(viewer),
		may: roles.filter((role) => mayGive(viewer, role))
	};
}

export const actions = {
	async invite({ locals, request }) {
		const viewer = demand(locals.viewer, 'access.invite');
		const form = await formOf(request);
		const email = String(form.get('email') ?? '').slice(0, 300);
		const wanted = form.getAll('role').map(String);
		const made = await app().access.invitations.invite(viewer, {
			email,
			organisation: viewer.organisation.id,
			roles: roles.filter((role) => wanted.includes(role))
		});
		if ('problems' in made) return fail(400, { email, wanted, problems: made.problems });
		return { ...made, email };
	},
	async revoke({ locals, request }) {
		const viewer = demand(locals.viewer, 'access.invite');
		const id = v.safeParse(Id, (await formOf(request)).get('invitation'));
		// Another organisation's and one that never was answer alike.
		if (!id.success || !(await app().access.invitations.revoke(viewer, id.output))) error(404, '');
		return { takenBack: true as const };
	}
};
