/** How a name may be written on a drawing: cut, whole in one line, or wrapped into two. */
import { shortName, visible } from '#lib/explorer/deeds.ts';
import type { Wording } from './labels.ts';

/** Letters a name has at most where everything is named at once. */
export const usual = 28;
/** Letters of one line where there is room. */
const longest = 44;
export const lineHeight = 15;

/** A name in two lines about as long as each other, broken between words; undefined where no word ends. */
export function inTwoLines(name: string): [string, string] | undefined {
	const gaps = [...name.matchAll(/\s+/gu)].filter(({ index }) => index > 0);
	const middle = name.length / 2;
	const nearest = gaps.reduce<RegExpExecArray | undefined>(
		(best, gap) =>
			best && Math.abs(best.index - middle) <= Math.abs(gap.index - middle) ? best : gap,
		undefined
	);
	if (!nearest) return undefined;
	const lines = [name.slice(0, nearest.index), name.slice(nearest.index + nearest[0].length)];
	const [first = '', second = ''] = lines.map((line) => shortName(line, longest));
	return second === '' ? undefined : [first, second];
}

/** What is tried in place of the cut name: nothing where the name is not cut. */
export function longerWordings(
	name: string,
	widthOf: (text: string) => number
): readonly Wording[] | undefined {
	const whole = visible(name).trim();
	if ([...whole].length <= usual) return undefined;
	const wording = (...lines: string[]): Wording => ({
		lines,
		width: Math.max(...lines.map(widthOf)),
		height: lines.length * lineHeight
	});
	const two = inTwoLines(whole);
	const one = wording(shortName(whole, longest));
	if (!two) return [one];
	return [...whole].length <= longest ? [one, wording(...two)] : [wording(...two), one];
}
