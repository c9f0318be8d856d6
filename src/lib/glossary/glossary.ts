/**
 * The glossary: one source of words for its page, for the "?" beside a term and for the palette. Read on
 * the server and handed out in one language, so that no page carries all of it.
 */
import { audit } from './audit.ts';
import { evaluation } from './evaluation.ts';
import { graph } from './graph.ts';
import { marking } from './marking.ts';
import { orders } from './orders.ts';
import { people } from './people.ts';
import { sources } from './sources.ts';
import type { Term } from './term.ts';

export const groups = { graph, evaluation, marking, people, orders, audit } as const;
export type GroupId = keyof typeof groups;
export const groupIds = Object.keys(groups) as GroupId[];

export const terms: readonly Term[] = groupIds.flatMap((group) => groups[group]);
const byId = new Map(terms.map((term) => [term.id, term]));

export type Language = 'en' | 'fr';

/** An entry as one reader sees it; the other language's name stands beside it. */
export interface Entry {
	id: string;
	name: string;
	other: string;
	also: readonly string[];
	meaning: string;
	sources: { text: string; verified: boolean }[];
	see: { id: string; name: string }[];
}

export function entryOf(term: Term, language: Language): Entry {
	const words = term[language];
	return {
		id: term.id,
		name: words.name,
		other: term[language === 'en' ? 'fr' : 'en'].name,
		also: words.also ?? [],
		meaning: words.meaning,
		sources: term.cites.map(({ source, place, verified }) => ({
			text: [sources[source][language], place].filter(Boolean).join(', '),
			verified
		})),
		see: (term.see ?? []).flatMap((id) => {
			const other = byId.get(id);
			return other ? [{ id, name: other[language].name }] : [];
		})
	};
}

export const entry = (id: string, language: Language): Entry | undefined => {
	const term = byId.get(id);
	return term && entryOf(term, language);
};
