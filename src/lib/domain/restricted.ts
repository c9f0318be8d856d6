/**
 * What may be read only with a reason (law.md R7), and what is left of it before one is given.
 * Restricted is a statement under TLP:RED, under a handling code that limits its use (H1 not for court
 * without permission, H2 not to be passed on without permission, H3 as its note says), or a record of a
 * person who is a victim or a witness. Not restricted: AMBER, which is everyday work, and organisations
 * that are victims, which are no data subjects; asked too often, a reason is typed without a thought.
 */
import { fold } from './fold.ts';
import * as v from 'valibot';
import { hidesNothing } from './one-line.ts';
import type { Kind } from './kinds.ts';
import type { HandlingCode, Tlp } from './marking.ts';
import type { CardClaim, CardRecord, Provenance } from './subgraph.ts';

export const limiting: readonly HandlingCode[] = ['H1', 'H2', 'H3'];
export const shielded = ['victim', 'witness'] as const;

interface Marked {
	tlp: Tlp;
	handling: readonly HandlingCode[];
	dataSubject?: string | null;
}

export const isRestricted = ({ tlp, handling, dataSubject }: Marked, kind?: Kind): boolean =>
	tlp === 'red' ||
	handling.some((code) => limiting.includes(code)) ||
	(kind !== undefined && shieldedAs(kind, [{ dataSubject }]) !== undefined);

export type Shielded = 'victim' | 'witness';

/**
 * Whether a person is a victim or a witness by any of some records. All of their records are restricted
 * then, also those that do not say so: they name the same person.
 */
export function shieldedAs(
	kind: Kind,
	records: readonly { dataSubject?: string | null }[]
): Shielded | undefined {
	if (kind !== 'person') return undefined;
	const roles = new Set(records.map(({ dataSubject }) => dataSubject));
	return shielded.find((role) => roles.has(role));
}

/** That it is there, who owns it and under which marking; nothing of what it says or who said it. */
const bare = <T extends Provenance>(item: T): T => ({
	...item,
	source: { id: '', name: '' },
	handlingNote: null,
	confidence: null,
	validFrom: null,
	validUntil: null,
	withheld: true
});

export const withheldRecord = (record: CardRecord): CardRecord => ({
	...bare(record),
	names: [],
	identifiers: [],
	description: null,
	attributes: '{}',
	dataSubject: null,
	crimeArea: null,
	sectors: []
});

/** The dates of a claim that is held back, on its card and on a drawing alike. */
export const withheldDates = { validFrom: null, validUntil: null, happenedAt: null };
/** And its amount. */
export const withheldAmount = { amountMinor: null, currency: null };

export const withheldClaim = (claim: CardClaim): CardClaim => ({
	...bare(claim),
	...withheldDates,
	...withheldAmount,
	description: null,
	attributes: '{}',
	role: null
});

/** A claim about somebody whose name is held back: its words may name them, so they wait with it. */
export const wordlessClaim = (claim: CardClaim): CardClaim => ({
	...claim,
	description: null,
	attributes: '{}',
	wordsWithheld: true
});

/** Why somebody reads a restricted item: a purpose from this list, and their own words. */
export const purposes = [
	'investigation',
	'prevention',
	'cooperation',
	'data-subject-right',
	'supervision'
] as const;
export type Purpose = (typeof purposes)[number];

export const reasonLength = { least: 10, most: 1_000 } as const;

/** What a reason lacks, so that nonsense is noticed; whether a reason is a good one is not for a machine. */
export type ReasonFault = 'short' | 'hidden' | 'few-words' | 'repeats-purpose';

const fewestLetters = 5;

/** `purpose`: how the chosen purpose is called where the reason is typed. */
export function reasonFault(text: string, purpose = ''): ReasonFault | undefined {
	const said = fold(text);
	if (text.trim().length < reasonLength.least) return 'short';
	if (!hidesNothing(text)) return 'hidden';
	const words = new Set(said.split(' ').filter(Boolean));
	const letters = new Set(said.replace(/\P{L}/gu, ''));
	if (words.size < 2 || letters.size < fewestLetters) return 'few-words';
	return purpose !== '' && said === fold(purpose) ? 'repeats-purpose' : undefined;
}

export const Reason = v.object({
	purpose: v.picklist(purposes),
	text: v.pipe(
		v.string(),
		v.trim(),
		v.minLength(reasonLength.least),
		v.maxLength(reasonLength.most),
		v.check((text) => reasonFault(text) === undefined, 'a reason in words')
	)
});
export type Reason = v.InferOutput<typeof Reason>;

/** A reason holds for one person and one entity, this long. */
export const reasonMinutes = 30;
