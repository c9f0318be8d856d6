/**
 * Words of probability for an assessment: the PHIA probability yardstick (UK Professional Head of
 * Intelligence Assessment, gov.uk, 24 March 2025). Its bands have gaps on purpose, so a word is never
 * turned into a number and back, nor into the words of another scheme (ICD 203, STIX). How sure the
 * analyst is of the basis is another axis: the grade.
 */

export const phia = {
	'remote-chance': { from: 0, to: 5 },
	'highly-unlikely': { from: 10, to: 20 },
	unlikely: { from: 25, to: 35 },
	'realistic-possibility': { from: 40, to: 50 },
	likely: { from: 55, to: 75 },
	'highly-likely': { from: 80, to: 90 },
	'almost-certain': { from: 95, to: 100 }
} as const satisfies Record<string, { from: number; to: number }>;

export type PhiaTerm = keyof typeof phia;
export const phiaTerms = Object.keys(phia) as PhiaTerm[];
export const isPhiaTerm = (value: string): value is PhiaTerm => Object.hasOwn(phia, value);

/** Attribute of a claim that holds its word, `phia/likely`: the scheme stands beside the word. */
export const probabilityAttribute = 'x_faisceau_probability';
export const probabilityKey = (term: PhiaTerm): string => `phia/${term}`;

export function parseProbability(value: unknown): PhiaTerm | undefined {
	if (typeof value !== 'string') return undefined;
	const [scheme, term = ''] = value.split('/');
	return scheme === 'phia' && isPhiaTerm(term) ? term : undefined;
}
