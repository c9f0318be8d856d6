/** Sends the browser to its institution, which sends it back to the address below this one. */
import { error, redirect } from '@sveltejs/kit';
import { safeNext } from '#lib/server/access/request.ts';
import { app } from '#lib/server/app.ts';

export async function GET({ url, locals }) {
	const { access, log } = app();
	const id = url.searchParams.get('id') ?? '';
	const next = safeNext(url.searchParams.get('next'), access.origin);
	const begun = await access.institutions.begin(id, next).catch((fault: unknown) => {
		log.warn({ err: fault, institution: id }, 'an institution does not answer');
		redirect(303, '/sign-in?institution=silent');
	});
	if (!begun) error(404, '');
	locals.setCookies.push(...begun.cookies);
	redirect(303, begun.address);
}
