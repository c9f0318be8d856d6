import { error, fail, redirect } from '@sveltejs/kit';
import { cookieMaxAge, cookieName, getLocale, isLocale } from '#lib/paraglide/runtime.js';
import { fieldsOf } from '#lib/server/access/request.ts';
import { app } from '#lib/server/app.ts';

const tokenOf = (url: URL) => url.searchParams.get('token') ?? '';

export async function load({ url }) {
	const { access } = app();
	// A used, outdated or wrong link is an unknown page.
	if (!(await access.setUp.opens(tokenOf(url)))) error(404, '');
	return { language: getLocale(), demonstration: await access.showsDemonstration() };
}

export const actions = {
	async default({ request, url, cookies, locals }) {
		const { access, demonstration } = app();
		const given = await fieldsOf(request);
		const text = (name: string) => {
			const value = given[name];
			return typeof value === 'string' ? value : '';
		};
		const [name, email, password, language] = ['name', 'email', 'password', 'language'].map(
			text
		) as [string, string, string, string];
		const keep = text('demonstration') !== 'clear';
		const made = await access.setUp.finish(tokenOf(url), { name, email, password });
		if (!made) error(404, '');
		if ('problems' in made)
			return fail(400, { problems: made.problems, values: { name, email, language, keep } });

		if (isLocale(language))
			cookies.set(cookieName, language, {
				path: '/',
				httpOnly: false,
				maxAge: cookieMaxAge,
				sameSite: 'lax',
				secure: access.origin.startsWith('https:')
			});
		const { cookies: session } = await access.signIn(
			{ email, password },
			{ headers: request.headers, client: locals.client }
		);
		locals.setCookies.push(...session);
		if (!keep) await demonstration.remove(await access.localOperator());
		redirect(303, '/');
	}
};
