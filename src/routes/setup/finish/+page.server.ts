/** The last step of the set-up: the language, and whether the demonstration stays. */
import { redirect } from '@sveltejs/kit';
import { cookieMaxAge, cookieName, getLocale, isLocale } from '#lib/paraglide/runtime.js';
import { demand } from '#lib/server/access/decide.ts';
import { fieldsOf } from '#lib/server/access/request.ts';
import { app } from '#lib/server/app.ts';

export async function load({ locals }) {
	demand(locals.viewer, 'graph.seed');
	return { language: getLocale(), demonstration: await app().access.showsDemonstration() };
}

export const actions = {
	async default({ request, cookies, locals }) {
		const { access, demonstration } = app();
		demand(locals.viewer, 'graph.seed');
		const { language, demonstration: wish } = await fieldsOf(request);
		if (typeof language === 'string' && isLocale(language))
			cookies.set(cookieName, language, {
				path: '/',
				httpOnly: false,
				maxAge: cookieMaxAge,
				sameSite: 'lax',
				secure: access.origin.startsWith('https:')
			});
		if (wish === 'clear') await demonstration.remove(await access.localOperator());
		redirect(303, '/');
	}
};
