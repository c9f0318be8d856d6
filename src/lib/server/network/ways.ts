/**
 * Every shortest path between two entities, up to a bound, in the order `path` chooses by: fewest
 * things that many share first, then by ids, step by step. All of them are counted, the first are shown.
 */
import type { WaysResult } from '#lib/domain/subgraph.ts';
import { claimsBetween } from './between.ts';
import { nodesOf } from './nodes.ts';
import { sharedIn, pathPairs, search, widest, type PathRequest, type Steps } from './path.ts';
import type { Reading } from './reading.ts';
import { ascending } from './records.ts';

export const waysShown = 12;

interface Onward {
	/** Equally short paths from here to the end. */
	ways: number;
	/** Costs a path from here can have: bit n for n things that many share still to come. */
	costs: number;
}

/** What lies beyond each entity of each hop. */
function onwardOf(steps: Steps, costOf: (id: string) => number): ReadonlyMap<string, Onward>[] {
	const hops: ReadonlyMap<string, Onward>[] = [];
	let after: ReadonlyMap<string, Onward> = new Map();
	const end: Onward = { ways: 1, costs: 1 };
	for (const step of steps.toReversed()) {
		const here = new Map<string, Onward>();
		for (const [id, others] of step) {
			const onward: Onward = { ways: 0, costs: 0 };
			for (const other of others) {
				const beyond = after.get(other) ?? end;
				onward.ways += beyond.ways;
				onward.costs |= beyond.costs << costOf(other);
			}
			here.set(id, onward);
		}
		hops.unshift(here);
		after = here;
	}
	return hops;
}

export interface Way {
	ids: string[];
	/** Things that many share (case files, documents, places, techniques) between the ends. */
	shared: number;
}

/** The first ways and how many there are. No dead end is walked, so the bound bounds the work. */
export function firstWays(
	steps: Steps,
	start: string,
	end: string,
	isShared: (id: string) => boolean,
	most: number
): { ways: number; shown: Way[] } {
	const costOf = (id: string) => (id !== end && isShared(id) ? 1 : 0);
	const onward = onwardOf(steps, costOf);
	const shown: Way[] = [];
	const walk = (ids: string[], left: number, shared: number) => {
		if (shown.length >= most) return;
		const here = ids.at(-1) ?? start;
		const hop = ids.length - 1;
		if (hop === steps.length) {
			shown.push({ ids, shared });
			return;
		}
		for (const other of [...(steps[hop]?.get(here) ?? [])].sort(ascending)) {
			const after = left - costOf(other);
			const costs = hop + 1 === steps.length ? 1 : (onward[hop + 1]?.get(other)?.costs ?? 0);
			if (after >= 0 && (costs >> after) & 1) walk([...ids, other], after, shared);
		}
	};
	for (let shared = 0; shared <= steps.length && shown.length < most; shared++)
		walk([start], shared, shared);
	return { ways: steps.length === 0 ? 1 : (onward[0]?.get(start)?.ways ?? 0), shown };
}

export async function ways(
	reading: Reading,
	request: PathRequest,
	most = waysShown,
	width = widest
): Promise<WaysResult> {
	const { from, to } = request;
	const ends = await nodesOf(reading, [from, to]);
	if (ends.length < new Set([from, to]).size)
		return { found: false, reason: 'unconnected', hopsSearched: 0 };
	const result = await search(reading, request, width);
	if (!result.found) return result;
	const shared = await sharedIn(reading, result.steps);
	const found = firstWays(result.steps, from, to, (id) => shared.has(id), most);
	const [nodes, claims] = await Promise.all([
		nodesOf(
			reading,
			found.shown.flatMap(({ ids }) => ids)
		),
		claimsBetween(reading, pathPairs(found.shown.map(({ ids }) => ids)))
	]);
	return { found: true, hops: result.steps.length, ...found, nodes, claims };
}
