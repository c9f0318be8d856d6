import { error, fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { roles } from '#lib/domain/audience.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { decide, demand } from '#lib/server/access/decide.ts';
import type { ActionName } from '#lib/server/access/actions.ts';
import type { Changed } from '#lib/server/access/change.ts';
import { formOf } from '#lib/server/access/request.ts';
import { app } from '#lib/server/app.ts';

export async function load({ locals, params }) {
	const viewer = demand(locals.viewer, 'access.manage');
	const person = await app().access.people.read(viewer, params.id);
	// Of another organisation and of nobody: the same answer.
	if (!person) error(404, '');
	return {
		person,
		roles,
		charges: decide(viewer, 'access.charge').allowed
			? await app().access.charges.list(viewer, params.id)
			: []
	};
}

type Act = 'roles' | 'disable' | 'enable' | 'endSessions' | 'charge' | 'discharge';
interface Deed {
	locals: { viewer: Viewer | null };
	params: { id: string };
	request: Request;
}

/** Nothing of the form but roles and cases is read: an id or organisation in it changes nothing. */
const Wanted = v.array(v.picklist(roles));

const text = (form: FormData, name: string): string => {
	const value = form.get(name);
	return typeof value === 'string' ? value : '';
};

const doing =
	(
		act: Act,
		deed: (viewer: Viewer, id: string, form: FormData) => Promise<Changed>,
		action: ActionName = 'access.manage'
	) =>
	async ({ locals, params, request }: Deed) => {
		const viewer = demand(locals.viewer, action);
		const changed = await deed(viewer, params.id, await formOf(request));
		if ('done' in changed) return { act, obstacle: null };
		if (changed.obstacle === 'unknown') error(404, '');
		return fail(
			changed.obstacle === 'not-given' ||
				changed.obstacle === 'more-privileged' ||
				changed.obstacle === 'oneself'
				? 403
				: 409,
			{ act, obstacle: changed.obstacle }
		);
	};

export const actions = {
	roles: doing('roles', async (viewer, id, form) => {
		const wanted = v.safeParse(Wanted, form.getAll('role'));
		return wanted.success
			? app().access.people.setRoles(viewer, id, wanted.output)
			: { obstacle: 'no-role' };
	}),
	disable: doing('disable', (viewer, id) => app().access.people.setDisabled(viewer, id, true)),
	enable: doing('enable', (viewer, id) => app().access.people.setDisabled(viewer, id, false)),
	endSessions: doing('endSessions', (viewer, id) => app().access.people.endSessions(viewer, id)),
	charge: doing(
		'charge',
		(viewer, id, form) => app().access.charges.give(viewer, id, text(form, 'number')),
		'access.charge'
	),
	discharge: doing(
		'discharge',
		(viewer, id, form) => app().access.charges.take(viewer, id, text(form, 'case')),
		'access.charge'
	)
};
