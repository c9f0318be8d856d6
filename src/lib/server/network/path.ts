/**
 * The shortest path between two entities over visible claims, searched hop by hop from both ends: an
 * engine's own shortestPath filters after it searches, or differs between engines. Among equally
 * short paths the one whose ids come first, step by step, is taken, so the answer is always the same.
 */
import type { PathResult } from '#lib/domain/subgraph.ts';
import { claimsBetween } from './between.ts';
import { nodesOf } from './nodes.ts';
import * as queries from './queries.ts';
import { inBatches, type Reading } from './reading.ts';

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

const first = (ids: Iterable<string>): string => {
	let smallest: string | undefined;
	for (const id of ids) if (smallest === undefined || id < smallest) smallest = id;
	if (smallest === undefined) throw new Error('a path was found and lost: two reads disagree');
	return smallest;
};

/** The ids along the first of the shortest paths once both ends have met. */
function trace(from: Reach, to: Reach, meeting: readonly string[]): string[] {
	const path: string[] = [];
	for (const level of leadingTo(from, meeting)) {
		const last = path.at(-1);
		path.push(
			first(last === undefined ? level : (from.near.get(last) ?? []).filter((id) => level.has(id)))
		);
	}
	for (let hop = to.depth - 1; hop >= 0; hop--) {
		const last = path.at(-1) ?? '';
		path.push(first((to.hops[hop] ?? []).filter((id) => (to.near.get(id) ?? []).includes(last))));
	}
	return path;
}

type Search =
	| { found: true; ids: string[] }
	| { found: false; reason: 'unconnected' | 'too-far' | 'too-wide'; hopsSearched: number };

async function search(
	reading: Reading,
	{ from, to, maxHops = hopLimit }: PathRequest,
	width: number
): Promise<Search> {
	const left = new Reach(from);
	const right = new Reach(to);
	if (from === to) return { found: true, ids: [from] };
	for (let hops = 0; hops < maxHops; hops++) {
		const side = left.frontier.length <= right.frontier.length ? left : right;
		if (side.frontier.length > width)
			return { found: false, reason: 'too-wide', hopsSearched: hops };
		await side.grow(reading);
		if (side.frontier.length === 0)
			return { found: false, reason: 'unconnected', hopsSearched: hops + 1 };
		const opposite = new Set((side === left ? right : left).frontier);
		const meeting = side.frontier.filter((id) => opposite.has(id));
		if (meeting.length) return { found: true, ids: trace(left, right, meeting) };
	}
	return { found: false, reason: 'too-far', hopsSearched: maxHops };
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
	const pairs = new Map<string, string[]>();
	const pair = (a: string, b: string) => pairs.set(a, [...(pairs.get(a) ?? []), b]);
	result.ids.forEach((id, index) => {
		const next = result.ids[index + 1];
		if (next === undefined) return;
		pair(id, next);
		pair(next, id);
	});
	const [nodes, claims] = await Promise.all([
		nodesOf(reading, result.ids),
		claimsBetween(reading, pairs)
	]);
	return { found: true, hops: result.ids.length - 1, nodes, claims };
}
