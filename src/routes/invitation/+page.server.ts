/** Whoever was invited makes their account: name and password, then a second factor on its own page. */
import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { fieldsOf } from '#lib/server/access/request.ts';
import { app } from '#lib/server/app.ts';

const typed = v.optional(v.pipe(v.string(), v.maxLength(1_000)), '');
const Given = v.object({ name: typed, password: typed });
const tokenOf = (url: URL) => url.searchParams.get('token') ?? '';

export async function load({ url }) {
	const invited = await app().access.invitations.open(tokenOf(url));
	// Used, taken back, outdated or never made: an unknown page.
	if (!invited) error(404, '');
	return { invited };
}

export const actions = {
	async default({ request, url, locals }) {
		const { invitations, signIn } = app().access;
		const given = v.safeParse(Given, await fieldsOf(request));
		if (!given.success) return fail(400, { name: '', problems: { name: 'invalid' as const } });
		const { name, password } = given.output;
		const invited = await invitations.open(tokenOf(url));
		const made = await invitations.accept(tokenOf(url), { name, password }, locals.client);
		if (made === 'throttled') return fail(429, { name, throttled: true });
		if (!made || !invited) error(404, '');
		if ('problems' in made) return fail(400, { name, problems: made.problems });
		const from = { headers: request.headers, client: locals.client };
		const { cookies } = await signIn.password({ email: invited.email, password }, from);
		locals.setCookies.push(...cookies);
		redirect(303, '/second-factor');
	}
};
