import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { decide, demand } from '#lib/server/access/decide.ts';
import { fieldsOf } from '#lib/server/access/request.ts';
import { app } from '#lib/server/app.ts';

const Ended = v.object({ session: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)) });
const Change = v.object({
	current: v.pipe(v.string(), v.maxLength(1_000)),
	password: v.pipe(v.string(), v.maxLength(1_000))
});

const typed = v.optional(v.pipe(v.string(), v.maxLength(1_000)), '');
const Shown = v.object({ password: typed, code: typed });
const Removed = v.object({
	...Shown.entries,
	passkey: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/))
});

/** The viewer and their session; the route's action lets nobody else this far. */
function own({ viewer, session }: App.Locals) {
	return { viewer: demand(viewer, 'access.session'), session: session ?? '' };
}
const asking = ({ locals, request }: { locals: App.Locals; request: Request }) => ({
	...own(locals),
	from: { headers: request.headers, client: locals.client }
});

export async function load({ locals, request }) {
	const { access } = app();
	const { viewer, session } = own(locals);
	const [sessions, factors, institutions] = await Promise.all([
		access.sessions.list(viewer, session),
		access.factors.state(asking({ locals, request })),
		access.institutions.bound(viewer)
	]);
	const mayMakeKeys = decide(viewer, 'access.key').allowed;
	return { sessions, factors, institutions, mayMakeKeys };
}

/** What a form about a factor answers when it was refused. */
const refused = (outcome: 'wrong' | 'throttled') =>
	fail(outcome === 'wrong' ? 400 : 429, { factor: outcome });

export const actions = {
	async signOut({ locals, request }) {
		const from = { headers: request.headers, client: locals.client };
		locals.setCookies.push(...(await app().access.signIn.signOut(from)));
		redirect(303, '/sign-in');
	},
	async signOutEverywhere({ locals, request }) {
		const { viewer } = own(locals);
		const from = { headers: request.headers, client: locals.client };
		await app().access.sessions.endAll(viewer);
		locals.setCookies.push(...(await app().access.signIn.signOut(from)));
		redirect(303, '/sign-in');
	},
	async endOthers({ locals }) {
		const { viewer, session } = own(locals);
		await app().access.sessions.endAll(viewer, session);
		redirect(303, '/account');
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
	},
	async removeAuthenticator({ locals, request }) {
		const shown = v.safeParse(Shown, await fieldsOf(request));
		if (!shown.success) return refused('wrong');
		const own = asking({ locals, request });
		const outcome = await app().access.factors.removeAuthenticator(own, shown.output);
		if (outcome !== 'done') return refused(outcome);
		redirect(303, '/account');
	},
	async renewCodes({ locals, request }) {
		const shown = v.safeParse(Shown, await fieldsOf(request));
		if (!shown.success) return refused('wrong');
		const own = asking({ locals, request });
		const { outcome, codes } = await app().access.factors.renewCodes(own, shown.output);
		if (outcome !== 'done') return refused(outcome);
		return { codes };
	},
	async removePasskey({ locals, request }) {
		const asked = v.safeParse(Removed, await fieldsOf(request));
		if (!asked.success) error(404, '');
		const own = asking({ locals, request });
		const { passkey, ...shown } = asked.output;
		const outcome = await app().access.factors.removePasskey(own, passkey, shown);
		// Another person's passkey and one that never was answer alike.
		if (outcome === 'unknown') error(404, '');
		if (outcome !== 'done') return refused(outcome);
		redirect(303, '/account');
	}
};
