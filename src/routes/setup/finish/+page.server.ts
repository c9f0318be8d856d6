/**
 * The last step of the set-up: the language, and whether the demonstration stays. It is there for
 * whoever made the first account, until they end it or its day is over; for everyone else there is no such page.
 */
import { error, redirect } from '@sveltejs/kit';
import { cookieMaxAge, cookieName, getLocale, isLocale } from '#lib/paraglide/runtime.js';
import type { Viewer } from '#lib/domain/viewer.ts';
import { demand } from '#lib/server/access/decide.ts';
import { fieldsOf } from '#lib/server/access/request.ts';
import { app } from '#lib/server/app.ts';

async function whoEnds(asking: Viewer | null): Promise<Viewer> {
	const viewer = demand(asking, 'graph.unseed');
	if (!(await app().access.setUp.goesOn(viewer))) error(404, '');
	return viewer;
}

export async function load({ locals }) {
	await whoEnds(locals.viewer);
	return { language: getLocale(), demonstration: await app().access.showsDemonstration() };
}

export const actions = {
	async default({ request, cookies, locals }) {
		const { access, demonstration } = app();
		const viewer = await whoEnds(locals.viewer);
		const { language, demonstration: wish } = await fieldsOf(request);
		if (typeof language === 'string' && isLocale(language))
			cookies.set(cookieName, language, {
				path: '/',
				httpOnly: false,
				maxAge: cookieMaxAge,
				sameSite: 'lax',
				secure: access.origin.startsWith('https:')
			});
		const clears = wish === 'clear';
		if (clears) await demonstration.remove(await access.localOperator(), viewer);
		await access.setUp.end(viewer, clears ? 'cleared' : 'kept');
		redirect(303, '/');
	}
};
