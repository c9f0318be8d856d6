import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { demand } from '#lib/server/access/decide.ts';
import { fieldsOf } from '#lib/server/access/request.ts';
import { app } from '#lib/server/app.ts';

const Ended = v.object({ session: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)) });
const Change = v.object({
	current: v.pipe(v.string(), v.maxLength(1_000)),
	password: v.pipe(v.string(), v.maxLength(1_000))
});

/** The viewer and their session; the route's action lets nobody else this far. */
function own({ viewer, session }: App.Locals) {
	return { viewer: demand(viewer, 'access.session'), session: session ?? '' };
}

export async function load({ locals }) {
	const { viewer, session } = own(locals);
	return { sessions: await app().access.sessions.list(viewer, session) };
}

export const actions = {
	async signOut({ locals, request }) {
		const from = { headers: request.headers, client: locals.client };
		locals.setCookies.push(...(await app().access.signOut(from)));
		redirect(303, '/sign-in');
	},
	async signOutEverywhere({ locals, request }) {
		const { viewer } = own(locals);
		const from = { headers: request.headers, client: locals.client };
		await app().access.sessions.endAll(viewer);
		locals.setCookies.push(...(await app().access.signOut(from)));
		redirect(303, '/sign-in');
	},
	async end({ locals, request }) {
		const { viewer, session } = own(locals);
		const asked = v.safeParse(Ended, await fieldsOf(request));
		// Another person's session and one that never was answer alike.
		if (!asked.success || !(await app().access.sessions.end(viewer, asked.output.session)))
			error(404, '');
		redirect(303, asked.output.session === session ? '/sign-in' : '/account');
	},
	async changePassword({ locals, request }) {
		const { viewer, session } = own(locals);
		const asked = v.safeParse(Change, await fieldsOf(request));
		if (!asked.success) return fail(400, { password: 'invalid' as const });
		const { current, password } = asked.output;
		const outcome = await app().access.sessions.changePassword(viewer, session, {
			from: current,
			to: password
		});
		if (outcome !== 'changed') return fail(400, { password: outcome });
		return { password: outcome };
	}
};
