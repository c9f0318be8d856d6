/** What is visible of one entity, prepared by the server: the only thing likeness is told. */
import type { Kind } from '#lib/domain/kinds.ts';

export interface Profile {
	id: string;
	kind: Kind;
	/** Of all its records, each in lower-case Latin letters and digits, words separated by one space. */
	names: string[];
	identifiers: { scheme: string; value: string }[];
	/** ISO dates, year-months or years; what is none of these is left out. */
	birthDates: string[];
	/** ISO 3166-1 alpha-2, lower case. */
	countries: string[];
	/** In the same letters as names. */
	addresses: string[];
	/** Ids of entities a visible claim ties it to. */
	neighbours: string[];
	/** Ids of entities it knows, met, talked to or paid: nobody does that with themselves. */
	related: string[];
}
