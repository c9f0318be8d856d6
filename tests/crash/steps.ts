/** What the killed process works through: the same list at every run, without an end. */
import type { Tlp } from '#lib/domain/marking.ts';
import { bundle, malware, relationship } from '../operator/bundles.ts';

export type Step =
	| { act: 'import'; at: number; size: number; tlp: Tlp }
	| { act: 'undo'; of: number }
	| { act: 'search'; text: string };

export const nameOf = (at: number): string => `bundle-${at}`;

/** Mostly small imports, now and then one of several batches, each tenth undone, searches between. */
export function stepAt(at: number): Step {
	const place = at % 10;
	if (place === 4 || place === 9) return { act: 'search', text: `Malware ${at % 40}` };
	if (place === 7) return { act: 'undo', of: at - 4 };
	return {
		act: 'import',
		at,
		size: at % 40 === 2 ? 1100 : 20,
		tlp: (['clear', 'green', 'amber', 'amber+strict'] as const)[at % 4] ?? 'green'
	};
}

/** Small imports stay among these, so that they keep replacing what others brought. */
const pool = 120;

/** Newer versions of things that other imports brought too, tied to one another and to what is not there. */
export function bundleOf({ at, size }: Extract<Step, { act: 'import' }>): string {
	const modified = new Date(Date.UTC(2026, 0, 1) + at * 60_000).toISOString();
	const numbers = Array.from({ length: size }, (_, i) => (size > pool ? i : (at * 17 + i) % pool));
	return bundle([
		...numbers.map((n) => malware(n, `Malware ${n} as of ${at}`, { modified })),
		...numbers.map((n) =>
			relationship(n, n, (n * 7 + at) % (size > pool ? size + 5 : pool + 5), { modified })
		)
	]);
}
