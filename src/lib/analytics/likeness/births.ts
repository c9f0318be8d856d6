/** Dates of birth: the same, slips of the pen, or another person. A day that many are said to be born on (1 January) says little. */
import { feature, type Feature, type Level } from './features.ts';
import type { Prepared } from './prepare.ts';
import { bits, type Rarity } from './rarity.ts';
import { digitsApart, isSwapped } from './slips.ts';
import { weights } from './weights.ts';

/** One day of some fifty years. */
const usualDay = 1 / 18_000;

function compareTwo(
	a: string,
	b: string,
	rarity: Rarity
): { level: Level<'birth'>; points: number } {
	const { same, most, swapped, digit, known, year, other } = weights.birth;
	if (a.length === 10 && b.length === 10) {
		if (a === b)
			return {
				level: 'same',
				points: Math.min(
					most,
					same + bits((rarity.births.get(a) ?? 2) - 2, rarity.profiles, usualDay)
				)
			};
		if (isSwapped(a, b)) return { level: 'day and month swapped', points: swapped };
		if (digitsApart(a, b) === 1) return { level: 'one digit off', points: digit };
		return a.slice(0, 4) === b.slice(0, 4)
			? { level: 'same year', points: year }
			: { level: 'other', points: other };
	}
	const shorter = Math.min(a.length, b.length);
	if (a.slice(0, shorter) === b.slice(0, shorter))
		return { level: 'as far as known', points: known + (shorter > 4 ? 2 : 0) };
	return a.slice(0, 4) === b.slice(0, 4)
		? { level: 'same year', points: year }
		: { level: 'other', points: other };
}

/** The likeliest of the dates given; `kin` where the names clash, as those of twins do. */
export function compareBirths(
	a: Prepared,
	b: Prepared,
	rarity: Rarity,
	kin: boolean
): Feature | undefined {
	let best: Feature | undefined;
	for (const one of a.births)
		for (const other of b.births) {
			const { level, points } = compareTwo(one, other, rarity);
			const counted = kin ? Math.min(points, weights.birth.mostOfKin) : points;
			if (
				best &&
				(counted < best.points ||
					(counted === best.points && `${best.a[0]} ${best.b[0]}` <= `${one} ${other}`))
			)
				continue;
			best = feature('birth', level, counted, [one], [other]);
		}
	return best;
}
