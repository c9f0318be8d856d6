/** The closed list of claim types and the ends each is meant for. */
import { familyOf, type Family, type Kind } from './kinds.ts';

type End = Kind | Family | 'any';

/**
 * Which kinds or families a claim of each type may join. A claim with other ends is accepted and
 * flagged (`unusualEnds`), because a source's words are kept even where they surprise.
 */
export const claimTypes = {
	MEMBER_OF: { from: ['actor'], to: ['actor'] },
	ALIAS_OF: { from: ['actor'], to: ['actor'] },
	KNOWS: { from: ['actor'], to: ['actor'] },
	MET: { from: ['actor'], to: ['actor'] },
	COMMUNICATED_WITH: {
		from: ['actor', 'infrastructure', 'means'],
		to: ['actor', 'infrastructure']
	},
	CONTROLS: {
		from: ['actor', 'means', 'infrastructure'],
		to: ['infrastructure', 'money', 'means']
	},
	USES: {
		from: ['actor', 'event', 'means', 'infrastructure'],
		to: ['means', 'infrastructure', 'money']
	},
	RESOLVES_TO: { from: ['domain', 'url', 'service'], to: ['ip', 'domain'] },
	HOSTED_ON: { from: ['infrastructure', 'means'], to: ['infrastructure', 'organisation'] },
	DELIVERS: { from: ['means', 'infrastructure', 'event', 'actor'], to: ['means'] },
	EXPLOITS: { from: ['actor', 'means', 'event'], to: ['vulnerability'] },
	TARGETED: { from: ['actor', 'means', 'event'], to: ['any'] },
	HARMED: { from: ['actor', 'means', 'event'], to: ['actor', 'infrastructure', 'money'] },
	TRANSFERRED: { from: ['money', 'actor'], to: ['money', 'actor'] },
	ATTRIBUTED_TO: { from: ['event', 'means', 'actor', 'infrastructure'], to: ['actor', 'event'] },
	PART_OF: { from: ['any'], to: ['any'] },
	LOCATED_IN: { from: ['any'], to: ['location'] },
	MITIGATES: { from: ['countermeasure', 'tool', 'software'], to: ['means', 'event'] },
	DETECTS: {
		from: ['knowledge', 'countermeasure', 'software', 'tool'],
		to: ['means', 'event', 'infrastructure']
	},
	INDICATES: { from: ['indicator', 'observation', 'concept'], to: ['any'] },
	VARIANT_OF: { from: ['means'], to: ['means'] },
	REPLACED_BY: { from: ['any'], to: ['any'] },
	RELATED_TO: { from: ['any'], to: ['any'] },
	INVOLVED_IN: { from: ['any'], to: ['case'] }
} as const satisfies Record<string, { from: readonly End[]; to: readonly End[] }>;

export type ClaimType = keyof typeof claimTypes;
export const claimTypeNames = Object.keys(claimTypes) as ClaimType[];

export const isClaimType = (value: string): value is ClaimType => Object.hasOwn(claimTypes, value);

const fits = (kind: Kind, ends: readonly End[]) =>
	ends.includes('any') || ends.includes(kind) || ends.includes(familyOf(kind));

/** True when a claim of this type is meant to join these kinds. */
export const usualEnds = (type: ClaimType, from: Kind, to: Kind): boolean =>
	fits(from, claimTypes[type].from) && fits(to, claimTypes[type].to);
