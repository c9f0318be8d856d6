/**
 * Markings: who may see an item (TLP 2.0), what may be done with it (PAP) and what its provider
 * allows (Europol handling codes H0–H3). Sources: FIRST TLP 2.0 (2022), MISP taxonomy `PAP`,
 * Europol handling codes. TLP is not a handling code: the two are never mapped onto each other.
 */
import * as v from 'valibot';

/** Traffic Light Protocol 2.0, from the least to the most restrictive. */
export const tlpLevels = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const;
export type Tlp = (typeof tlpLevels)[number];

/** Permissible Actions Protocol, from the least to the most restrictive. */
export const papLevels = ['clear', 'green', 'amber', 'red'] as const;
export type Pap = (typeof papLevels)[number];

export const handlingCodes = ['H0', 'H1', 'H2', 'H3'] as const;
export type HandlingCode = (typeof handlingCodes)[number];

export const Marking = v.object({
	tlp: v.picklist(tlpLevels),
	pap: v.optional(v.picklist(papLevels)),
	handling: v.array(v.picklist(handlingCodes)),
	/** Free text that H3 makes mandatory. */
	handlingNote: v.optional(v.string()),
	/** Accounts named as recipients of a RED item. Nobody named: the importing account alone. */
	recipients: v.optional(v.array(v.string()))
});
export type Marking = v.InferOutput<typeof Marking>;

/** Reads a level as people write it: `TLP:AMBER+STRICT`, `amber`, `WHITE` (TLP 1, now CLEAR). */
export function parseTlp(text: string): Tlp | undefined {
	const level = text
		.trim()
		.toLowerCase()
		.replace(/^tlp[:\s-]*/, '')
		.replace(/[\s_-]+/g, '+');
	if (level === 'white') return 'clear';
	return tlpLevels.find((known) => known === level);
}

export function parsePap(text: string): Pap | undefined {
	const level = text
		.trim()
		.toLowerCase()
		.replace(/^pap[:\s-]*/, '');
	if (level === 'white') return 'clear';
	return papLevels.find((known) => known === level);
}

export const tlpName = (tlp: Tlp): string => `TLP:${tlp.toUpperCase()}`;

export const stricterTlp = (a: Tlp, b: Tlp): Tlp =>
	tlpLevels.indexOf(a) >= tlpLevels.indexOf(b) ? a : b;

/** The most restrictive of several levels, or undefined when there is none. */
export const strictestTlp = (levels: readonly Tlp[]): Tlp | undefined =>
	levels.length === 0 ? undefined : levels.reduce(stricterTlp);

export const strictestPap = (levels: readonly Pap[]): Pap | undefined =>
	levels.length === 0
		? undefined
		: levels.reduce((a, b) => (papLevels.indexOf(a) >= papLevels.indexOf(b) ? a : b));
