/** Pages with a tour of their own; an account remembers which it has ended. */
export const tours = [
	'watch',
	'network',
	'ingest',
	'identity',
	'sources',
	'administration',
	'audit'
] as const;
export type Tour = (typeof tours)[number];

export const isTour = (word: string): word is Tour => tours.some((tour) => tour === word);
