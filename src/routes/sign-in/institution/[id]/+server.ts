/** Where an institution sends the browser back to, with what it says of whoever sits at it. */
import { redirect } from '@sveltejs/kit';
import { app } from '#lib/server/app.ts';

export async function GET({ params, url, request, locals }) {
	const from = { headers: request.headers, client: locals.client };
	const { institutions } = app().access;
	const { outcome, next, cookies } = await institutions.finish(params.id, url.searchParams, from);
	locals.setCookies.push(...cookies);
	redirect(303, outcome === 'done' ? next : `/sign-in?institution=${outcome}`);
}
