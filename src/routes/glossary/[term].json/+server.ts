import { error, json } from '@sveltejs/kit';
import { entry } from '#lib/glossary/glossary.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { demand } from '#lib/server/access/decide.ts';

/** One entry, for the "?" beside a term. */
export function GET({ locals, params }) {
	demand(locals.viewer, 'glossary.read');
	const found = entry(params.term, getLocale());
	if (!found) error(404, 'No such term');
	return json(found);
}
