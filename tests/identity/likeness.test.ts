/**
 * How good suggestions are, on seeds that nothing was chosen on: weights on seed 1, `first` on seeds 1 to 8. Seeds 11
 * to 14 were looked at while the counting of namesakes was thought of, so they measure nothing any more. One truth
 * set of 5 000 varies by half a point either way; the target is held on four of them together.
 */
import { expect, test } from 'vitest';
import { candidates, first } from '#lib/analytics/likeness/candidates.ts';
import { measure } from './measure.ts';
import { truthFrom } from './truth.ts';

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const seeds = [21, 22, 23, 24];

test('of suggestions ranked first 98 in 100 are right and 85 of 100 true pairs are among them', () => {
	const sum = { right: 0, suggested: 0, pairs: 0 };
	for (const seed of seeds) {
		const truth = truthFrom(seed);
		expect(truth.profiles.length).toBeGreaterThanOrEqual(5_000);
		const found = candidates(truth.profiles);
		const { precision, recall, slips, mistakes } = measure(truth, found, first);
		const right = recall * truth.pairs;
		sum.right += right;
		sum.suggested += right / precision;
		sum.pairs += truth.pairs;
		console.log(
			[
				`seed ${seed}: ${truth.profiles.length} profiles, ${truth.pairs} true pairs, ${found.considered} pairs scored, ${found.crowded.length} blocks crowded`,
				`  ranked first: precision ${percent(precision)}, recall ${percent(recall)}`,
				...Object.entries(slips).map(
					([slip, { found, of }]) => `  ${slip}: ${found} of ${of} (${percent(found / of)})`
				),
				`  mistaken: ${Object.entries(mistakes)
					.map(([why, count]) => `${why} ${count}`)
					.join(', ')}`
			].join('\n')
		);
		for (const near of ['father and son', 'partners'])
			expect(mistakes[near] ?? 0, near).toBeLessThan(5);
	}
	const [precision, recall] = [sum.right / sum.suggested, sum.right / sum.pairs];
	console.log(`all: precision ${percent(precision)}, recall ${percent(recall)}`);
	expect(precision).toBeGreaterThanOrEqual(0.98);
	expect(recall).toBeGreaterThanOrEqual(0.85);
});

test('the same seed makes the same truth, another makes another', () => {
	expect(truthFrom(2, 100)).toEqual(truthFrom(2, 100));
	expect(truthFrom(2, 100).profiles).not.toEqual(truthFrom(3, 100).profiles);
});
