/** Entries that hold every word typed, in name, other name or meaning; those whose name begins so come first. */
import { fold } from '#lib/domain/fold.ts';
import type { Entry } from './glossary.ts';

export function fitting<E extends Pick<Entry, 'name' | 'other' | 'also' | 'meaning'>>(
	entries: readonly E[],
	query: string
): E[] {
	const typed = fold(query).split(' ').filter(Boolean);
	if (typed.length === 0) return [...entries];
	const text = ({ name, other, also, meaning }: E) =>
		fold([name, other, ...also, meaning].join(' '));
	const begins = ({ name, other }: E) =>
		[name, other].some((one) => fold(one).startsWith(typed[0] ?? ''));
	return entries
		.filter((entry) => typed.every((word) => text(entry).includes(word)))
		.toSorted((a, b) => Number(begins(b)) - Number(begins(a)));
}
