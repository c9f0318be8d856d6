/** The shape of a glossary entry: a term in both languages, what it means, and where that is written. */
import type { sources } from './sources.ts';

export interface Words {
	name: string;
	meaning: string;
	/** Other names it goes by, for the search. */
	also?: readonly string[];
}

export interface Citation {
	source: keyof typeof sources;
	/** The place in it, the same in every language: `art. 29`. */
	place?: string;
	/** False: not read in the official text yet. The reader is told. */
	verified: boolean;
}

export interface Term {
	id: string;
	en: Words;
	fr: Words;
	cites: readonly Citation[];
	see?: readonly string[];
}

/** Read in the official text. */
export const cite = (source: Citation['source'], place?: string): Citation => ({
	source,
	...(place ? { place } : {}),
	verified: true
});
/** Still to be checked in the official text. */
export const unread = (source: Citation['source'], place?: string): Citation => ({
	...cite(source, place),
	verified: false
});
