/** What of all there is is shown, and why not the rest, as sentences: on the page and on a picture. */
import { m } from '#lib/paraglide/messages.js';
import { day, number } from '#lib/ui/format.ts';
import { claimVerb, familyName } from '#lib/ui/words.ts';
import { shortName } from './deeds.ts';
import { criterionName, cutText } from './terms.ts';
import type { NetworkView } from './view.svelte.ts';

export const shownText = (view: Pick<NetworkView, 'nodes' | 'lines'>): string =>
	m.network_shown({
		entities: m.network_entities({ count: view.nodes.length, number: number(view.nodes.length) }),
		links: m.network_link_count({ count: view.lines.length, number: number(view.lines.length) })
	});

/** Never silent: every cut, filter and hidden entity has its sentence, but for cuts at what `names` keeps unnamed. */
export function shownFacts(view: NetworkView, names = (_entity: string) => true): string[] {
	const { families, window } = view.filters.now;
	const off = [...families].map(familyName);
	const { hidden } = view.scene;
	return [
		shownText(view),
		...view.cuts
			.filter(({ anchor }) => names(anchor))
			.map((cut) => {
				const what = cut.type ? claimVerb(cut.type, cut.direction ?? 'out') : m.network_all_types();
				return `${shortName(view.nameOf(cut.anchor), 40)} ${m.network_cut_of({ what })} ${cutText(cut.cut, cut.limit)}`;
			}),
		...view.hidden.map(({ criterion, entities, claims }) =>
			m.network_filter_reason({
				criterion: criterionName(criterion),
				entities: number(entities),
				claims: number(claims)
			})
		),
		...(window.from || window.until
			? [
					m.network_filter_window({
						from: window.from ? day(window.from) : '…',
						until: window.until ? day(window.until) : '…'
					})
				]
			: []),
		...(off.length > 0 ? [m.keep_filter_families({ families: off.join(', ') })] : []),
		...(hidden.size > 0 ? [m.network_hidden({ count: number(hidden.size) })] : [])
	];
}
