/** How often suggestions are right, and how many of the true pairs are among them. */
import type { Candidates } from '#lib/analytics/likeness/candidates.ts';
import type { Truth } from './truth.ts';

export interface Measured {
	precision: number;
	recall: number;
	/** Recall by slip, and false suggestions by what makes the two close. */
	slips: Record<string, { found: number; of: number }>;
	mistakes: Record<string, number>;
}

const count = (counts: Record<string, number>, key: string) =>
	(counts[key] = (counts[key] ?? 0) + 1);

function truePairs({ reals }: Truth): [string, string][] {
	const byReal = new Map<number, string[]>();
	for (const [id, { real }] of reals) byReal.set(real, [...(byReal.get(real) ?? []), id]);
	return [...byReal.values()].flatMap((one) =>
		one.flatMap((id, at) => one.slice(at + 1).map((other): [string, string] => [id, other]))
	);
}
export const keyOf = (a: string, b: string) => (a < b ? `${a} ${b}` : `${b} ${a}`);

export function measure(truth: Truth, { pairs }: Candidates, least: number): Measured {
	const suggested = new Set<string>();
	const mistakes: Record<string, number> = {};
	let right = 0;
	for (const { a, b, points } of pairs) {
		if (points < least) continue;
		suggested.add(keyOf(a, b));
		const [one, other] = [truth.reals.get(a), truth.reals.get(b)];
		if (one?.real === other?.real) right++;
		else
			count(mistakes, one?.hard !== undefined && one.hard === other?.hard ? one.hard : 'by chance');
	}
	const slips: Measured['slips'] = {};
	for (const [a, b] of truePairs(truth)) {
		const both = new Set([
			...(truth.reals.get(a)?.slips ?? []),
			...(truth.reals.get(b)?.slips ?? [])
		]);
		if (both.size > 1) both.delete('none');
		for (const slip of both) {
			const entry = (slips[slip] ??= { found: 0, of: 0 });
			entry.of++;
			if (suggested.has(keyOf(a, b))) entry.found++;
		}
	}
	return { precision: right / suggested.size, recall: right / truth.pairs, slips, mistakes };
}
