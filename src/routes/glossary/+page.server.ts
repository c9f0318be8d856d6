import { getLocale } from '#lib/paraglide/runtime.js';
import { demand } from '#lib/server/access/decide.ts';
import { entryOf, groupIds, groups } from '#lib/glossary/glossary.ts';

export function load({ locals, url }) {
	demand(locals.viewer, 'glossary.read');
	const locale = getLocale();
	return {
		asked: url.searchParams.get('q')?.slice(0, 100) ?? '',
		groups: groupIds.map((id) => ({
			id,
			entries: groups[id].map((term) => entryOf(term, locale))
		}))
	};
}
