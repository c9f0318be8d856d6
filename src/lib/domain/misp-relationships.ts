/**
 * The words of MISP's object relationships as claims: data only. A word that is not here is `RELATED_TO`; the
 * word is always kept. Source: the MISP project's list of relationships of objects.
 */
import type { ClaimType } from './claim-types.ts';
import { familyOf, type Kind } from './kinds.ts';

interface Direction {
	type: ClaimType;
	/** The claim starts at the target of the statement. */
	reversed?: true;
}

const words = (text: string): string[] => text.split(',').map((word) => word.trim());

const forward: readonly (readonly [ClaimType, string])[] = [
	['ATTRIBUTED_TO', 'attributed-to, authored-by, claimed-by, created-by, developed-by'],
	[
		'COMMUNICATED_WITH',
		`communicates-with, beacons-to, beacon-to, exfiltrates-to, connected-to, connects-to, connects, sends-to,
		sends-as-bcc-to, sends-as-cc-to`
	],
	['CONTROLS', 'controls, owner-of, owns, operator-of, operates, administrator-of, registered'],
	['DELIVERS', 'drops, dropped, downloads, downloaded, delivers, distributes, sends'],
	['EXPLOITS', 'exploits'],
	['HARMED', 'compromised, compromises, harms'],
	['HOSTED_ON', 'hosted-on, hosted-at'],
	['INDICATES', 'indicates, identifies'],
	['KNOWS', 'knows, friend-of, acquainted-with'],
	['LOCATED_IN', 'located, located-at, located-in, resides-in, lives-at, originates-from'],
	[
		'MEMBER_OF',
		`member-of, primary-member-of, has-joined, works-for, employed-by, employee-of, subgroup,
		regional-branch`
	],
	['MET', 'met, met-with'],
	['MITIGATES', 'mitigates, remediates, blocks'],
	['DETECTS', 'detects'],
	[
		'PART_OF',
		`part-of, included-in, contained-by, contained-within, belongs-to, child-of, subdomain-of, sub-domain-of,
		extracted-from, subtechnique-of`
	],
	['REPLACED_BY', 'superseded-by, replaced-by, revoked-by'],
	['RESOLVES_TO', 'resolves-to, resolved-to, query-returned'],
	['TARGETED', 'targets, attacking-other-group, attacks'],
	['USES', 'uses, user-of, uses-for-recon, executes, analysed-with'],
	['VARIANT_OF', 'variant-of, instance-of, version-of']
];

const backward: readonly (readonly [ClaimType, string])[] = [
	['ATTRIBUTED_TO', 'is-author-of, author-of, creator-of, developer-of, responsible-for'],
	['COMMUNICATED_WITH', 'connected-from'],
	['CONTROLS', 'owned-by, controlled-by, operated-by, registered-to, administered-by'],
	[
		'DELIVERS',
		'dropped-by, downloaded-from, downloads-from, delivered-by, retrieved-from, distributed-by'
	],
	['EXPLOITS', 'exploited-by'],
	['HARMED', 'compromised-by'],
	['HOSTED_ON', 'hosts'],
	['MEMBER_OF', 'has-member'],
	['PART_OF', 'contains, includes, supra-domain-of, parent-of, consists-of'],
	['REPLACED_BY', 'supersedes, successor-of'],
	['TARGETED', 'targeted-by'],
	['USES', 'used-by, executed-by']
];

const readings: ReadonlyMap<string, Direction> = new Map<string, Direction>([
	...forward.flatMap(([type, list]) =>
		words(list).map((word): [string, Direction] => [word, { type }])
	),
	...backward.flatMap(([type, list]) =>
		words(list).map((word): [string, Direction] => [word, { type, reversed: true }])
	)
]);

/** Words that say two names stand for one: an alias where both are people or groups, else only a relation. */
const same: ReadonlySet<string> = new Set(
	words('same-as, duplicate-of, alias-of, cover-term-for, known-as')
);

/** The claim that a word makes of a thing of this kind, where the kind of the source is known. */
export function claimOfWord(word: string, source?: Kind): Direction {
	const plain = word.trim().toLowerCase();
	if (same.has(plain))
		return { type: source && familyOf(source) === 'actor' ? 'ALIAS_OF' : 'RELATED_TO' };
	return readings.get(plain) ?? { type: 'RELATED_TO' };
}

/** Every word that has a claim type of its own. */
export const knownWords: readonly string[] = [...readings.keys(), ...same];
