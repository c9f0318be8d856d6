/** The values of claims that lists are ticked and selections made by: kind of claim, grade, owner, statement. */
import type { ClaimType } from '#lib/domain/claim-types.ts';
import { parseGradeKey } from '#lib/domain/grading.ts';
import type { NetworkClaim } from '#lib/domain/subgraph.ts';
import { m } from '#lib/paraglide/messages.js';
import { shortGrade } from '#lib/ui/grades.ts';
import { claimVerb } from '#lib/ui/words.ts';
import { countsOfClaims, type ClaimFacet } from './filter.ts';
import { isUngraded } from './lines.ts';

export interface Choice {
	value: string;
	label: string;
	count: number;
}

function gradeLabel(value: string): string {
	const evaluation = parseGradeKey(value);
	const short = shortGrade(evaluation);
	return isUngraded(evaluation) ? m.network_filter_ungraded({ grade: short }) : short;
}

/**
 * Each value there is among some claims, the most frequent first; grades in their own order. `now`: those
 * of the claims that are counted.
 */
export function choicesOf(
	claims: readonly NetworkClaim[],
	facet: ClaimFacet,
	now = claims
): Choice[] {
	const owners = new Map(claims.map(({ owner }) => [owner.id, owner.name]));
	const labels: Record<ClaimFacet, (value: string) => string> = {
		types: (value) => claimVerb(value as ClaimType),
		grades: gradeLabel,
		owners: (value) => owners.get(value) || m.network_filter_owner_unknown(),
		statements: (value) => (value === 'fact' ? m.network_fact() : m.network_assessment())
	};
	const found = countsOfClaims(claims, facet, now).map(({ value, count }) => ({
		value,
		label: labels[facet](value),
		count
	}));
	return facet === 'grades' ? found.sort((a, b) => a.value.localeCompare(b.value)) : found;
}
