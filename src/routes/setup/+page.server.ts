import { error, fail, redirect } from '@sveltejs/kit';
import type { OrganisationKind } from '#lib/domain/organisation.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { known } from '#lib/server/access/directory.ts';
import { fieldsOf } from '#lib/server/access/request.ts';
import { app } from '#lib/server/app.ts';

const tokenOf = (url: URL) => url.searchParams.get('token') ?? '';

export async function load({ url }) {
	const { access } = app();
	// A used, outdated or wrong link is an unknown page.
	if (!(await access.setUp.opens(tokenOf(url)))) error(404, '');
	const locale = getLocale();
	return {
		organisations: known
			.filter(({ fictional }) => !fictional)
			.map(({ id, kind, name }) => ({ id, kind, name: name[locale] }))
			.sort((a, b) => a.name.localeCompare(b.name, locale))
	};
}

/** Nothing chosen is the demonstration’s. */
function organisationOf(text: (name: string) => string) {
	if (text('belongs') === 'listed') return { organisation: text('organisation') };
	if (text('belongs') !== 'other') return {};
	const [name, nameFr, country] = ['otherName', 'otherNameFr', 'country'].map(text) as [
		string,
		string,
		string
	];
	// What the list of kinds does not have is refused with the rest.
	const kind = text('kind') as OrganisationKind;
	return { organisation: { name, nameFr, kind, country } };
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
		const made = await access.setUp.finish(tokenOf(url), {
			name,
			email,
			password,
			...organisationOf(text)
		});
		if (!made) error(404, '');
		if ('problems' in made)
			return fail(400, {
				problems: made.problems,
				values: { name, email, belongs: text('belongs') }
			});
		const { cookies } = await access.signIn.password(
			{ email, password },
			{ headers: request.headers, client: locals.client }
		);
		locals.setCookies.push(...cookies);
		redirect(303, `/second-factor?next=${encodeURIComponent('/setup/finish')}`);
	}
};
