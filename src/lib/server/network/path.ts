/**
 * The shortest path between two entities over visible claims, searched hop by hop from both ends: an
 * engine's own shortestPath filters after it searches, or differs between engines. Among equally
 * short paths the one through the fewest things that many share is taken (case files, documents, places,
 * techniques): that two stand in one report or one town says less than a claim between them. Then the
 * one whose ids come first, step by step, so that the answer is always the same.
 */
import { familyOf, type Kind } from '#lib/domain/kinds.ts';
import type { PathResult } from '#lib/domain/subgraph.ts';
import { claimsBetween } from './between.ts';
import { nodesOf } from './nodes.ts';
import * as queries from './queries.ts';
import { inBatches, type Reading } from './reading.ts';
import { ascending, recordsOf } from './records.ts';

export interface PathRequest {
	from: string;
	to: string;
	maxHops?: number;
}

export const hopLimit = 6;
/** Entities one hop may start from. Beyond it the search says so instead of running on. */
export const widest = 20_000;

/** What has been reached from one end: the entities of each hop, and who is next to whom. */
class Reach {
	readonly hops: string[][];
	readonly near = new Map<string, readonly string[]>();
	readonly #seen: Set<string>;

	constructor(readonly start: string) {
		this.hops = [[start]];
		this.#seen = new Set([start]);
	}

	get depth(): number {
		return this.hops.length - 1;
	}

	get frontier(): readonly string[] {
		return this.hops[this.depth] ?? [];
	}

	async grow(reading: Reading): Promise<void> {
		const rows = await inBatches(this.frontier, (ids) =>
			reading.read(queries.neighbours, { ids, audience: reading.audience })
		);
		const next: string[] = [];
		for (const { id, others } of rows) {
			this.near.set(id, others);
			for (const other of others) {
				if (this.#seen.has(other)) continue;
				this.#seen.add(other);
				next.push(other);
			}
		}
		this.hops.push(next);
	}
}

/** For each hop, the entities from which the last hop's `goals` can be reached hop by hop. */
function leadingTo(reach: Reach, goals: readonly string[]): Set<string>[] {
	let good = new Set(goals);
	const levels = [good];
	for (let hop = reach.depth - 1; hop >= 0; hop--) {
		const after = good;
		good = new Set(
			(reach.hops[hop] ?? []).filter((id) =>
				(reach.near.get(id) ?? []).some((other) => after.has(other))
			)
		);
		levels.unshift(good);
	}
	return levels;
}

/** For each entity of a hop, those of the next hop it is joined to. */
export type Steps = ReadonlyMap<string, readonly string[]>[];

/** Every shortest path at once, as the steps from one hop to the next. */
function stepsOf(from: Reach, to: Reach, meeting: readonly string[]): Steps {
	const there = leadingTo(from, meeting);
	const back = leadingTo(to, meeting);
	const steps: Map<string, string[]>[] = there.slice(1).map((after, hop) => {
		const here = [...(there[hop] ?? [])];
		return new Map(
			here.map((id) => [id, (from.near.get(id) ?? []).filter((other) => after.has(other))])
		);
	});
	for (let hop = to.depth - 1; hop >= 0; hop--) {
		const before = back[hop + 1] ?? new Set<string>();
		const step = new Map<string, string[]>([...before].map((id) => [id, []]));
		for (const id of back[hop] ?? [])
			for (const other of to.near.get(id) ?? []) step.get(other)?.push(id);
		steps.push(step);
	}
	return steps;
}

interface Way {
	cost: number;
	/** Equally short paths from here on. */
	ways: number;
	next: string | null;
}

/** The cheapest of the shortest paths, and how many there are. */
function cheapest(
	steps: Steps,
	start: string,
	costOf: (id: string) => number
): { ids: string[]; ways: number } {
	const hops: Map<string, Way>[] = [];
	let after = new Map<string, Way>();
	for (const step of steps.toReversed()) {
		const here = new Map<string, Way>();
		for (const [id, others] of step) {
			const way: Way = { cost: Infinity, ways: 0, next: null };
			for (const other of [...others].sort(ascending)) {
				const beyond = after.get(other) ?? { cost: 0, ways: 1 };
				way.ways += beyond.ways;
				if (beyond.cost + costOf(other) >= way.cost) continue;
				way.cost = beyond.cost + costOf(other);
				way.next = other;
			}
			here.set(id, way);
		}
		hops.unshift(here);
		after = here;
	}
	const ids = [start];
	for (const hop of hops) {
		const next = hop.get(ids.at(-1) ?? '')?.next;
		if (!next) throw new Error('a path was found and lost: two reads disagree');
		ids.push(next);
	}
	return { ids, ways: steps.length === 0 ? 1 : (after.get(start)?.ways ?? 0) };
}

/** More entities in between than this, and the ids alone decide. */
const mostWeighed = 2_000;
const many: ReadonlySet<Kind> = new Set(['document', 'location', 'technique', 'concept']);
/** Kinds that many share without having more to do with each other. */
const isShared = (kind: Kind) => familyOf(kind) === 'file' || many.has(kind);

/** What many share, between the ends; none is named where there are too many to weigh. */
export async function sharedIn(reading: Reading, steps: Steps): Promise<ReadonlySet<string>> {
	const between = [...new Set(steps.slice(1).flatMap((step) => [...step.keys()]))];
	const shared = new Set<string>();
	if (between.length <= mostWeighed)
		for (const [id, [first]] of await recordsOf(reading, between))
			if (first && isShared(first.kind)) shared.add(id);
	return shared;
}

type Search =
	| { found: true; steps: Steps }
	| { found: false; reason: 'unconnected' | 'too-far' | 'too-wide'; hopsSearched: number };

/** The steps of every shortest path at once, or why there is none. */
export async function search(
	reading: Reading,
	{ from, to, maxHops = hopLimit }: PathRequest,
	width: number
): Promise<Search> {
	const left = new Reach(from);
	const right = new Reach(to);
	if (from === to) return { found: true, steps: [] };
	for (let hops = 0; hops < maxHops; hops++) {
		const side = left.frontier.length <= right.frontier.length ? left : right;
		if (side.frontier.length > width)
			return { found: false, reason: 'too-wide', hopsSearched: hops };
		await side.grow(reading);
		if (side.frontier.length === 0)
			return { found: false, reason: 'unconnected', hopsSearched: hops + 1 };
		const opposite = new Set((side === left ? right : left).frontier);
		const meeting = side.frontier.filter((id) => opposite.has(id));
		if (meeting.length) return { found: true, steps: stepsOf(left, right, meeting) };
	}
	return { found: false, reason: 'too-far', hopsSearched: maxHops };
}

/** Each step of some paths in both directions, as `claimsBetween` wants them. */
export function pathPairs(paths: readonly (readonly string[])[]): Map<string, string[]> {
	const pairs = new Map<string, Set<string>>();
	const pair = (a: string, b: string) => pairs.set(a, (pairs.get(a) ?? new Set()).add(b));
	for (const ids of paths)
		ids.slice(1).forEach((id, place) => {
			const before = ids[place] ?? id;
			pair(before, id);
			pair(id, before);
		});
	return new Map([...pairs].map(([id, others]) => [id, [...others]]));
}

export async function path(
	reading: Reading,
	request: PathRequest,
	width = widest
): Promise<PathResult> {
	const ends = await nodesOf(reading, [request.from, request.to]);
	if (ends.length < new Set([request.from, request.to]).size)
		return { found: false, reason: 'unconnected', hopsSearched: 0 };
	const result = await search(reading, request, width);
	if (!result.found) return result;
	const shared = await sharedIn(reading, result.steps);
	const { ids, ways } = cheapest(result.steps, request.from, (id) => (shared.has(id) ? 1 : 0));
	const [nodes, claims] = await Promise.all([
		nodesOf(reading, ids),
		claimsBetween(reading, pathPairs([ids]))
	]);
	return { found: true, hops: ids.length - 1, ways, nodes, claims };
}
