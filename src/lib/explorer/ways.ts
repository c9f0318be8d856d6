/** One of several equally short ways: the claims along it, and how well its weakest step is graded. */
import type { Evaluation, Scheme } from '#lib/domain/grading.ts';
import type { NetworkClaim } from '#lib/domain/subgraph.ts';
import { byGrade } from './lines.ts';

const joins = ({ from, to }: NetworkClaim, a: string, b: string) =>
	(from === a && to === b) || (from === b && to === a);

/** The claims of each step, in walking order. */
export const stepsOf = (
	ids: readonly string[],
	claims: readonly NetworkClaim[]
): NetworkClaim[][] =>
	ids.slice(1).map((id, place) => claims.filter((claim) => joins(claim, ids[place] ?? id, id)));

export const claimsAlong = (
	ids: readonly string[],
	claims: readonly NetworkClaim[]
): NetworkClaim[] => [...new Set(stepsOf(ids, claims).flat())];

export interface Weakest {
	evaluation: Evaluation;
	/** Steps that have a grade of this scheme, of all steps. */
	steps: number;
	/** Where the weakest of them is, the first of several alike: 0 leads away from the start. */
	at: number;
}

/**
 * A way holds no better than its weakest step, and a step no worse than its best claim. Schemes are
 * never compared, so each has its own answer, and says over how many steps it speaks.
 */
export function weakestOf(steps: readonly (readonly NetworkClaim[])[]): Weakest[] {
	const found = new Map<Scheme, Weakest>();
	for (const [at, claims] of steps.entries()) {
		const best = new Map<Scheme, Evaluation>();
		for (const { evaluation } of claims) {
			const known = best.get(evaluation.scheme);
			if (!known || byGrade(evaluation, known) < 0) best.set(evaluation.scheme, evaluation);
		}
		for (const [scheme, evaluation] of best) {
			const known = found.get(scheme);
			if (!known) found.set(scheme, { evaluation, steps: 1, at });
			else {
				const weaker = byGrade(evaluation, known.evaluation) > 0 ? { evaluation, at } : known;
				found.set(scheme, { ...known, ...weaker, steps: known.steps + 1 });
			}
		}
	}
	return [...found.values()];
}
