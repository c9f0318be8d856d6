import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { fieldsOf, safeNext } from '#lib/server/access/request.ts';
import { app } from '#lib/server/app.ts';

const Credentials = v.object({
	email: v.pipe(v.string(), v.trim(), v.maxLength(254)),
	password: v.pipe(v.string(), v.maxLength(1_000))
});

/** How coming back from an institution may end, other than well. */
const returns = ['wrong', 'unknown', 'throttled', 'silent'] as const;

export async function load({ locals: { viewer }, url }) {
	const { access, store } = app();
	const next = safeNext(url.searchParams.get('next'), access.origin);
	if (viewer) redirect(303, next);
	// The page opens without the store too; what is said of accounts waits for it.
	const said = url.searchParams.get('institution');
	return {
		next,
		institutions: access.institutions.list(),
		returned: returns.find((each) => each === said),
		awaited: store.health().up && (await access.setUp.awaited())
	};
}

export const actions = {
	async default({ request, locals, url }) {
		const { access } = app();
		const asked = v.safeParse(Credentials, await fieldsOf(request));
		if (!asked.success) return fail(400, { email: '', problem: 'wrong' as const });
		const { outcome, cookies } = await access.signIn.password(asked.output, {
			headers: request.headers,
			client: locals.client
		});
		const { email } = asked.output;
		if (outcome === 'wrong' || outcome === 'throttled')
			return fail(outcome === 'wrong' ? 401 : 429, { email, problem: outcome });
		locals.setCookies.push(...cookies);
		const next = safeNext(url.searchParams.get('next'), access.origin);
		redirect(303, outcome === 'done' ? next : `/second-factor?next=${encodeURIComponent(next)}`);
	}
};
