/** Rules by which many pairs are decided at once: each says what must hold, and that nothing speaks against it. */
import type { Feature } from '#lib/analytics/likeness/features.ts';

export const ruleNames = ['identifier', 'name-birth'] as const;
export type RuleName = (typeof ruleNames)[number];
export const isRule = (word: string | null): word is RuleName =>
	ruleNames.some((name) => name === word);

interface Compared {
	first: boolean;
	features: readonly Feature[];
}

const has = (
	features: readonly Feature[],
	feature: Feature['feature'],
	levels: readonly string[]
) => features.some((each) => each.feature === feature && levels.includes(each.level));

const holds: Record<RuleName, (features: readonly Feature[]) => boolean> = {
	identifier: (features) =>
		has(features, 'identifier', ['own', 'shared']) &&
		has(features, 'name', ['same', 'other order', 'spelt otherwise', 'close', 'shortened']),
	'name-birth': (features) =>
		has(features, 'name', ['same', 'other order', 'spelt otherwise']) &&
		has(features, 'birth', ['same'])
};

/** Whether a pair falls under a rule: ranked first, what the rule asks for, and nothing against. */
export const fallsUnder = ({ first, features }: Compared, rule: RuleName): boolean =>
	first &&
	holds[rule](features) &&
	features.every(
		({ feature, points }) => feature === 'chance' || feature === 'kind' || points >= 0
	);
