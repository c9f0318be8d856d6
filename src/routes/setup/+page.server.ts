import { error, fail, redirect } from '@sveltejs/kit';
import { fieldsOf } from '#lib/server/access/request.ts';
import { app } from '#lib/server/app.ts';

const tokenOf = (url: URL) => url.searchParams.get('token') ?? '';

export async function load({ url }) {
	const { access } = app();
	// A used, outdated or wrong link is an unknown page.
	if (!(await access.setUp.opens(tokenOf(url)))) error(404, '');
}

export const actions = {
	async default({ request, url, locals }) {
		const { access } = app();
		const given = await fieldsOf(request);
		const text = (name: string) => {
			const value = given[name];
			return typeof value === 'string' ? value : '';
		};
		const [name, email, password] = ['name', 'email', 'password'].map(text) as [
			string,
			string,
			string
		];
		const made = await access.setUp.finish(tokenOf(url), { name, email, password });
		if (!made) error(404, '');
		if ('problems' in made) return fail(400, { problems: made.problems, values: { name, email } });
		const { cookies } = await access.signIn.password(
			{ email, password },
			{ headers: request.headers, client: locals.client }
		);
		locals.setCookies.push(...cookies);
		redirect(303, `/second-factor?next=${encodeURIComponent('/setup/finish')}`);
	}
};
