/** The organisations and what may pass to them; an administrator binds one and invites who begins there. */
import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { organisationKinds } from '#lib/domain/organisation.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { decide, demand } from '#lib/server/access/decide.ts';
import { fieldsOf } from '#lib/server/access/request.ts';
import { app } from '#lib/server/app.ts';

export async function load({ locals }) {
	const viewer = demand(locals.viewer, 'access.organisations');
	const { access } = app();
	const mayBind = decide(viewer, 'access.bind').allowed;
	return {
		mayBind,
		organisations: await access.directory(viewer),
		awaited: mayBind ? await access.organisations.awaited(viewer) : []
	};
}

const text = v.optional(v.pipe(v.string(), v.maxLength(300)), '');
const Fields = v.object({
	id: text,
	name: text,
	nameFr: text,
	kind: text,
	country: text,
	email: text
});

const asked = async (request: Request) => v.parse(Fields, await fieldsOf(request));
const named = async (id: string) => (await app().access.namesOf(id))[getLocale()];

export const actions = {
	async bind({ locals, request }) {
		const viewer = demand(locals.viewer, 'access.bind');
		const { id } = await asked(request);
		const made = await app().access.organisations.bind(viewer, id);
		if ('problems' in made) return fail(409, { act: 'bind' as const, problems: made.problems });
		return { act: 'bound' as const, name: await named(made.id) };
	},
	async create({ locals, request }) {
		const viewer = demand(locals.viewer, 'access.bind');
		const { name, nameFr, kind, country } = await asked(request);
		const values = { name, nameFr, kind, country };
		const known = organisationKinds.find((each) => each === kind);
		const made = known
			? await app().access.organisations.create(viewer, { ...values, kind: known })
			: { problems: { kind: 'invalid' as const } };
		if ('problems' in made)
			return fail(400, { act: 'create' as const, problems: made.problems, values });
		return { act: 'bound' as const, name: await named(made.id) };
	},
	async invite({ locals, request }) {
		const viewer = demand(locals.viewer, 'access.invite');
		const { id, email } = await asked(request);
		const made = await app().access.invitations.invite(viewer, {
			email,
			organisation: id,
			roles: ['administrator']
		});
		if ('problems' in made) return fail(400, { act: 'invite' as const, problems: made.problems });
		return { act: 'invited' as const, ...made, email };
	}
};
