/** The highest marking of what is shown, and how many items carry a restriction of their provider. */
import { strictestTlp, type HandlingCode, type Tlp } from '#lib/domain/marking.ts';

/** Anything that is shown and marked: a node, a claim, a record, an import. */
export interface Marked {
	tlp: Tlp;
	handling?: readonly HandlingCode[];
	demonstration?: boolean;
}

export interface MarkingSummary {
	tlp: Tlp | null;
	/** How many items shown carry H1, H2 or H3. H0 restricts nothing and is not counted. */
	handling: { code: HandlingCode; count: number }[];
	/** How many items are shown, and how many of them are fictional demonstration data. */
	items: number;
	demonstration: number;
}

const restrictions = ['H1', 'H2', 'H3'] as const;

export function summarise(shown: readonly Marked[]): MarkingSummary {
	const tlps = new Set<Tlp>();
	const counts = new Map<HandlingCode, number>();
	let demonstration = 0;
	for (const item of shown) {
		tlps.add(item.tlp);
		if (item.demonstration) demonstration++;
		for (const code of item.handling ?? []) counts.set(code, (counts.get(code) ?? 0) + 1);
	}
	return {
		tlp: strictestTlp([...tlps]) ?? null,
		handling: restrictions.flatMap((code) => {
			const count = counts.get(code);
			return count ? [{ code, count }] : [];
		}),
		items: shown.length,
		demonstration
	};
}

/** Two parts of one screen together: the stricter marking, the sum of the counts. */
export function join(a: MarkingSummary, b: MarkingSummary): MarkingSummary {
	const counts = restrictions.map((code) => ({
		code,
		count: [...a.handling, ...b.handling]
			.filter((entry) => entry.code === code)
			.reduce((sum, { count }) => sum + count, 0)
	}));
	return {
		tlp: strictestTlp([a.tlp, b.tlp].filter((tlp) => tlp !== null)) ?? null,
		handling: counts.filter(({ count }) => count > 0),
		items: a.items + b.items,
		demonstration: a.demonstration + b.demonstration
	};
}
