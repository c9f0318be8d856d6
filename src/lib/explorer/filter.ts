/**
 * What of the drawing is shown. One plain value says what is left out and why; nothing is ever left
 * out silently: every criterion says how many entities and claims it hides, in the order they apply.
 */
import type { ClaimType } from '#lib/domain/claim-types.ts';
import { gradeKey } from '#lib/domain/grading.ts';
import { families, familyOf, type Family, type Kind } from '#lib/domain/kinds.ts';
import type { NetworkClaim, NetworkNode } from '#lib/domain/subgraph.ts';
import { lineCounts, lineId, sourcesBehind } from './lines.ts';
import { inWindow, type Window } from './moments.ts';
import type { Drawn } from './scene.ts';

type Off<T> = ReadonlySet<T>;

export interface Filter {
	/** What is left out, each by its own name: ticked off one by one. */
	families: Off<Family>;
	kinds: Off<Kind>;
	types: Off<ClaimType>;
	statements: Off<NetworkClaim['statement']>;
	/** Grades as `gradeKey` writes them, so that no letter is taken for another scheme's. */
	grades: Off<string>;
	owners: Off<string>;
	/** Days, both included. */
	window: Window;
	/** Claims without any date are left out as soon as a window is set. */
	undated: boolean;
	/** Independent sources a line has at least. */
	sources: number;
	/** Entities that what is above left without any line are shown. */
	alone: boolean;
	/** Lines an entity has at least, counted after everything above. */
	degree: number;
}

export const facets = ['families', 'kinds', 'types', 'statements', 'grades', 'owners'] as const;
export type Facet = (typeof facets)[number];
export const criteria = [...facets, 'time', 'sources', 'alone', 'degree'] as const;
export type Criterion = (typeof criteria)[number];

export const noFilter: Filter = {
	families: new Set(),
	kinds: new Set(),
	types: new Set(),
	statements: new Set(),
	grades: new Set(),
	owners: new Set(),
	window: { from: null, until: null },
	undated: true,
	sources: 1,
	alone: true,
	degree: 0
};

/** The filter without one criterion. */
export function without(filter: Filter, criterion: Criterion): Filter {
	if (criterion === 'time')
		return { ...filter, window: noFilter.window, undated: noFilter.undated };
	return { ...filter, [criterion]: noFilter[criterion] };
}

export const isActive = (filter: Filter, criterion: Criterion): boolean => {
	switch (criterion) {
		case 'time':
			return filter.window.from !== null || filter.window.until !== null || !filter.undated;
		case 'sources':
			return filter.sources > 1;
		case 'alone':
			return !filter.alone;
		case 'degree':
			return filter.degree > 0;
		default:
			return filter[criterion].size > 0;
	}
};

/** A list with one value ticked off, or on again. */
export const ticked = <T>(off: Off<T>, value: T): Set<T> =>
	off.has(value) ? new Set([...off].filter((other) => other !== value)) : new Set([...off, value]);

/** Everything ticked off but one. */
export const allBut = <T>(all: readonly T[], value: T): Set<T> =>
	new Set(all.filter((other) => other !== value));

/** Nothing that would hide an entity of this kind: not its family, its kind, nor its few lines. */
export function admitting(filter: Filter, kind: Kind): Filter {
	const family = familyOf(kind);
	const { families: offFamilies, kinds: offKinds } = filter;
	if (!offFamilies.has(family) && !offKinds.has(kind) && filter.degree === 0) return filter;
	return {
		...filter,
		families: allBut([...offFamilies], family),
		kinds: allBut([...offKinds], kind),
		degree: noFilter.degree
	};
}

/** How much one criterion hides that those before it had left. */
export interface Hidden {
	criterion: Criterion;
	entities: number;
	claims: number;
}

export interface Shown extends Drawn {
	byId: ReadonlyMap<string, NetworkNode>;
	/** Every criterion in force, also one that happens to hide nothing. */
	hidden: readonly Hidden[];
	/** Entities shown that have no line because the filter took them all. */
	alone: number;
}

/** The value of a claim each list of claims is ticked by. */
const valueOf = {
	types: (claim: NetworkClaim) => claim.type,
	statements: (claim: NetworkClaim) => claim.statement,
	grades: (claim: NetworkClaim) => gradeKey(claim.evaluation),
	owners: (claim: NetworkClaim) => claim.owner.id
};
const claimFacets = ['types', 'statements', 'grades', 'owners'] as const;
export type ClaimFacet = (typeof claimFacets)[number];

/** The claims that have one value in a list of claims. */
export const claimsWith = (
	claims: readonly NetworkClaim[],
	facet: ClaimFacet,
	value: string
): NetworkClaim[] => claims.filter((claim) => valueOf[facet](claim) === value);

const joining = (claims: readonly NetworkClaim[], byId: ReadonlyMap<string, NetworkNode>) =>
	claims.filter(({ from, to }) => byId.has(from) && byId.has(to));

const indexed = (nodes: readonly NetworkNode[]) => new Map(nodes.map((node) => [node.id, node]));

function withSources(claims: readonly NetworkClaim[], least: number): NetworkClaim[] {
	const sources = new Map<string, string[]>();
	for (const claim of claims) {
		const id = lineId(claim);
		const known = sources.get(id);
		if (known) known.push(claim.source);
		else sources.set(id, [claim.source]);
	}
	return claims.filter((claim) => sourcesBehind(sources.get(lineId(claim)) ?? []) >= least);
}

function linesAt(claims: readonly NetworkClaim[]): ReadonlyMap<string, number> {
	const lines = new Map(claims.map((claim) => [lineId(claim), claim]));
	return lineCounts([...lines.values()]);
}

/** Entities that had lines before the filter and have none after it; what stood alone before is not meant. */
function leftAlone(before: readonly NetworkClaim[], now: Drawn): ReadonlySet<string> {
	const ends = (claims: readonly NetworkClaim[]) => {
		const found = new Set<string>();
		for (const { from, to } of claims) found.add(from).add(to);
		return found;
	};
	const [had, has] = [ends(before), ends(now.claims)];
	return new Set(now.nodes.flatMap(({ id }) => (had.has(id) && !has.has(id) ? [id] : [])));
}

/**
 * Claims go with their ends; those that go so are counted where the ends went. `counting`: whether it is
 * asked who was left without a line, which costs as much as all the rest.
 */
export function shown(
	{ nodes, claims }: Drawn,
	filter: Filter,
	{ counting = true }: { counting?: boolean } = {}
): Shown {
	const now = { nodes, claims, byId: indexed(nodes) };
	const hidden: Hidden[] = [];
	const keep = (
		criterion: Criterion,
		left: readonly NetworkNode[] | null,
		ties: () => readonly NetworkClaim[]
	) => {
		const before = { entities: now.nodes.length, claims: now.claims.length };
		if (left) {
			now.nodes = left;
			now.byId = indexed(left);
		}
		now.claims = ties();
		hidden.push({
			criterion,
			entities: before.entities - now.nodes.length,
			claims: before.claims - now.claims.length
		});
	};
	const keepNodes = (criterion: Criterion, test: (node: NetworkNode) => boolean) =>
		keep(criterion, now.nodes.filter(test), () => joining(now.claims, now.byId));
	const keepClaims = (criterion: Criterion, left: readonly NetworkClaim[]) =>
		keep(criterion, null, () => left);

	if (filter.families.size > 0)
		keepNodes('families', ({ kind }) => !filter.families.has(familyOf(kind)));
	if (filter.kinds.size > 0) keepNodes('kinds', ({ kind }) => !filter.kinds.has(kind));
	for (const facet of claimFacets) {
		const off: ReadonlySet<string> = filter[facet];
		if (off.size > 0)
			keepClaims(
				facet,
				now.claims.filter((claim) => !off.has(valueOf[facet](claim)))
			);
	}
	if (isActive(filter, 'time'))
		keepClaims(
			'time',
			now.claims.filter((claim) => inWindow(claim, filter.window) ?? filter.undated)
		);
	if (filter.sources > 1) keepClaims('sources', withSources(now.claims, filter.sources));
	const asked = (counting || !filter.alone) && now.claims.length < claims.length;
	const alone = asked ? leftAlone(claims, now) : new Set<string>();
	if (!filter.alone) keepNodes('alone', ({ id }) => !alone.has(id));
	if (filter.degree > 0) {
		const counts = linesAt(now.claims);
		keepNodes('degree', ({ id }) => (counts.get(id) ?? 0) >= filter.degree);
	}
	return { ...now, hidden, alone: now.nodes.filter(({ id }) => alone.has(id)).length };
}

/**
 * What a criterion is chosen from: what all the others leave. Where it leaves nothing out itself, that is
 * what is shown, and nothing is worked out again.
 */
export const under = (
	everything: Drawn,
	filter: Filter,
	criterion: Criterion,
	now: Drawn
): Drawn =>
	isActive(filter, criterion)
		? shown(everything, without(filter, criterion), { counting: false })
		: now;

export interface Count<T> {
	value: T;
	count: number;
}

/** How many of each value there are, in the order they first occur. */
export function counted<I, T>(items: Iterable<I>, value: (item: I) => T): Count<T>[] {
	const found = new Map<T, number>();
	for (const item of items) {
		const one = value(item);
		found.set(one, (found.get(one) ?? 0) + 1);
	}
	return [...found].map(([one, count]) => ({ value: one, count }));
}

/** The same values in the same order, with how many of each there are among fewer items. */
export function recounted<I, T>(
	all: readonly Count<T>[],
	items: Iterable<I>,
	value: (item: I) => T
): Count<T>[] {
	const now = new Map(counted(items, value).map((one) => [one.value, one.count]));
	return all.map((one) => ({ value: one.value, count: now.get(one.value) ?? 0 }));
}

/** Counted once for each drawing: its list of claims is a value that never changes. */
const counts = new WeakMap<readonly NetworkClaim[], Map<ClaimFacet, Count<string>[]>>();

/**
 * How many claims of each value a list is ticked by; `now`: those of them that are counted. The values and
 * their order, the most frequent first, are those of all, so that no list jumps under the hand.
 */
export function countsOfClaims(
	claims: readonly NetworkClaim[],
	facet: ClaimFacet,
	now = claims
): Count<string>[] {
	const value = (claim: NetworkClaim): string => valueOf[facet](claim);
	const known = counts.get(claims) ?? new Map<ClaimFacet, Count<string>[]>();
	const all =
		known.get(facet) ??
		counted(claims, value).sort((a, b) => b.count - a.count || a.value.localeCompare(b.value));
	counts.set(claims, known.set(facet, all));
	return now === claims ? all : recounted(all, now, value);
}

export interface FamilyCount {
	family: Family;
	count: number;
}

/** How many entities of each family, families that have none left out. */
export function familyCounts(nodes: readonly NetworkNode[]): FamilyCount[] {
	const found = new Map(
		counted(nodes, ({ kind }) => familyOf(kind)).map(({ value, count }) => [value, count])
	);
	return families.flatMap((family) => {
		const count = found.get(family);
		return count ? [{ family, count }] : [];
	});
}
