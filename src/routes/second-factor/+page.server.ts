/**
 * The second factor: asked for after a right password, or set up by whoever has none. A page alone, for
 * people who are not wholly signed in; what it says of an account, whoever sees it has proven to know.
 */
import { fail, redirect } from '@sveltejs/kit';
import { demand } from '#lib/server/access/decide.ts';
import { fieldsOf, safeNext } from '#lib/server/access/request.ts';
import { app } from '#lib/server/app.ts';

const text = (value: FormDataEntryValue | undefined) =>
	typeof value === 'string' ? value.slice(0, 1_000) : '';

const here = (url: URL) => {
	const next = safeNext(url.searchParams.get('next'), app().access.origin);
	return {
		next,
		again: next === '/' ? '/second-factor' : `/second-factor?next=${encodeURIComponent(next)}`
	};
};
const ownOf = ({ locals, request }: { locals: App.Locals; request: Request }) => ({
	viewer: demand(locals.viewer, 'access.factor'),
	session: locals.session ?? '',
	from: { headers: request.headers, client: locals.client }
});

export async function load({ locals, request, url }) {
	const { access } = app();
	const { next } = here(url);
	const from = { headers: request.headers, client: locals.client };
	if (!locals.viewer && !(await access.signIn.waits(from))) redirect(303, '/sign-in');
	if (!locals.viewer || locals.held === 'present') return { next, step: 'code' as const };
	const state = await access.factors.state(ownOf({ locals, request }));
	return { next, step: state.pending ? ('confirm' as const) : ('begin' as const), state };
}

export const actions = {
	async code({ locals, request, url }) {
		const { code } = await fieldsOf(request);
		const from = { headers: request.headers, client: locals.client };
		const { outcome, cookies } = await app().access.signIn.code(text(code), from);
		if (outcome === 'expired') redirect(303, '/sign-in');
		if (outcome !== 'done') return fail(outcome === 'wrong' ? 400 : 429, { problem: outcome });
		locals.setCookies.push(...cookies);
		redirect(303, here(url).next);
	},
	async begin({ locals, request, url }) {
		const { password, code } = await fieldsOf(request);
		const shown = { password: text(password), code: text(code) };
		const outcome = await app().access.factors.begin(ownOf({ locals, request }), shown);
		if (outcome === 'has') redirect(303, '/account');
		if (outcome !== 'done') return fail(outcome === 'wrong' ? 400 : 429, { problem: outcome });
		redirect(303, here(url).again);
	},
	async confirm({ locals, request }) {
		const { code } = await fieldsOf(request);
		const { outcome, codes, cookies } = await app().access.factors.confirm(
			ownOf({ locals, request }),
			text(code)
		);
		if (outcome !== 'done') return fail(outcome === 'wrong' ? 400 : 429, { problem: outcome });
		locals.setCookies.push(...cookies);
		return { codes };
	},
	async abandon({ locals, request, url }) {
		await app().access.factors.abandon(ownOf({ locals, request }).viewer);
		redirect(303, here(url).again);
	}
};
