/**
 * The algebra of selections: which entities, by what they are tied to, and how a find joins what is
 * selected already. Pure, over what is drawn; sets keep the order in which things were chosen.
 */

export const joinings = ['replace', 'add', 'intersect', 'remove'] as const;
/** What becomes of the selection when something more is found. */
export type Joining = (typeof joinings)[number];

type Ids = ReadonlySet<string>;
export interface Ends {
	from: string;
	to: string;
}

export function joined(now: Ids, found: Iterable<string>, how: Joining): Set<string> {
	const these = new Set(found);
	switch (how) {
		case 'replace':
			return these;
		case 'add':
			return new Set([...now, ...these]);
		case 'intersect':
			return new Set([...now].filter((id) => these.has(id)));
		case 'remove':
			return new Set([...now].filter((id) => !these.has(id)));
	}
}

/** Everything that is not selected. */
export const inverted = (now: Ids, all: Iterable<string>): Set<string> =>
	new Set([...all].filter((id) => !now.has(id)));

/** What is one line away from the selection and not in it. */
export function neighboursOf(now: Ids, lines: Iterable<Ends>): Set<string> {
	const found = new Set<string>();
	for (const { from, to } of lines) {
		if (now.has(from) && !now.has(to)) found.add(to);
		if (now.has(to) && !now.has(from)) found.add(from);
	}
	return found;
}

/** Everything that lines connect to the selection, itself among it. O(lines). */
export function componentOf(now: Ids, lines: Iterable<Ends>): Set<string> {
	const beside = new Map<string, string[]>();
	const join = (id: string, other: string) => {
		const others = beside.get(id);
		if (others) others.push(other);
		else beside.set(id, [other]);
	};
	for (const { from, to } of lines) {
		join(from, to);
		join(to, from);
	}
	const found = new Set(now);
	const queue = [...now];
	for (const id of queue)
		for (const other of beside.get(id) ?? [])
			if (!found.has(other)) {
				found.add(other);
				queue.push(other);
			}
	return found;
}

export const sides = ['both', 'from', 'to'] as const;
/** Which end of a claim is meant: where it starts, where it ends, or either. */
export type Side = (typeof sides)[number];

/** The entities at the ends of some claims. */
export const endsOf = (claims: Iterable<Ends>, side: Side): Set<string> =>
	new Set(
		[...claims].flatMap(({ from, to }) => (side === 'both' ? [from, to] : [{ from, to }[side]]))
	);

/** Entities of at least so many lines or claims, as `degreeOf` counts them. */
export const byDegree = <T extends { id: string }>(
	nodes: Iterable<T>,
	degreeOf: (node: T) => number,
	least: number
): Set<string> => new Set([...nodes].filter((node) => degreeOf(node) >= least).map(({ id }) => id));
