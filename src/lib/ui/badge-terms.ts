/** The glossary entries behind badges. A test asks that each is there. */
import type { Scheme } from '#lib/domain/grading.ts';
import type { HandlingCode, Tlp } from '#lib/domain/marking.ts';

const schemes: Record<Scheme, string> = {
	'europol-4x4': 'europol-4x4',
	admiralty: 'admiralty',
	'uk-5x5x5': 'uk-5x5x5',
	'uk-3x5x2': 'grade'
};

export const tlpTerm = (tlp: Tlp): string => `tlp-${tlp.replace('+', '-')}`;
export const handlingTerm = (code: HandlingCode): string => `handling-${code.toLowerCase()}`;
export const gradeTerm = (scheme: Scheme): string => schemes[scheme];
