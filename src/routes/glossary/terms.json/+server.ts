import { json } from '@sveltejs/kit';
import { terms } from '#lib/glossary/glossary.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { demand } from '#lib/server/access/decide.ts';

/** The names of all entries, for the palette: what each goes by in both languages. */
export function GET({ locals }) {
	demand(locals.viewer, 'glossary.read');
	const locale = getLocale();
	return json(
		terms.map(({ id, en, fr }) => ({
			id,
			name: (locale === 'fr' ? fr : en).name,
			also: [en.name, fr.name, ...(en.also ?? []), ...(fr.also ?? [])].join(' ')
		}))
	);
}
