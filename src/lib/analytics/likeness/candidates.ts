/**
 * Pairs of entities that may be one, best first. Compares within blocks (blocks.ts), the smallest first, up to
 * a bound; blocks too large to compare are named. The answer is the same for the same profiles in any order.
 *
 * Time: keys and their sorting, n log n, plus the pairs of all blocks, at most `mostPairs`. Memory: eight bytes
 * a key and a pair. A suggestion for a person to decide on, never a decision.
 */
import { hashOf, keysOf, labelOf } from './blocks.ts';
import { comparePrepared, type Likeness } from './compare.ts';
import { preparing, type Prepared } from './prepare.ts';
import type { Profile } from './profile.ts';
import { rarityOfPrepared, type Rarity } from './rarity.ts';

/** From so many points a suggestion is ranked first: tests/identity/likeness.test.ts measures how many of these are right. */
export const first: number = 2.1;
const defaults = { least: -4, mostPerBlock: 60, mostPairs: 5_000_000 };

export interface Options {
	/** Points below which a pair is not told. */
	least?: number;
	/** A block of more profiles is not compared but named. */
	mostPerBlock?: number;
	mostPairs?: number;
	/** Id: the pairs of this entity alone. */
	only?: string;
}
export interface Candidates {
	pairs: Likeness[];
	/** Profiles that were looked at. */
	compared: number;
	/** Pairs that were scored. */
	considered: number;
	/** Blocks that were not compared, the largest first. */
	crowded: { key: string; profiles: number }[];
}

interface Block {
	hash: number;
	/** Places in the list of profiles. */
	members: Float64Array;
}

const before = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** In the order of their ids; of two with one id the first in the order of its content. */
function inOrder(profiles: readonly Profile[]): Profile[] {
	const sorted = profiles.toSorted(
		(a, b) => before(a.id, b.id) || before(JSON.stringify(a), JSON.stringify(b))
	);
	return sorted.filter((profile, at) => profile.id !== sorted[at - 1]?.id);
}

/** Numbers in a list that grows, eight bytes each. */
class Numbers {
	#values = new Float64Array(1024);
	length = 0;
	push(value: number) {
		if (this.length === this.#values.length) {
			const larger = new Float64Array(2 * this.length);
			larger.set(this.#values);
			this.#values = larger;
		}
		this.#values[this.length++] = value;
	}
	sorted(): Float64Array {
		return this.#values.subarray(0, this.length).sort();
	}
}

/** Profiles with the same key, as hash and place in one number: 32 bits and 21 are what a double holds exactly. */
const places = 2 ** 21;

function blocksOf(all: readonly Prepared[], rarity: Rarity, only: number | undefined): Block[] {
	if (all.length > places) throw new RangeError(`at most ${places} profiles, got ${all.length}`);
	const wanted = new Set<number>();
	const self = only === undefined ? undefined : all[only];
	if (self) keysOf(self, rarity, (type, alike) => wanted.add(hashOf(type, alike)));
	const numbers = new Numbers();
	all.forEach((one, at) =>
		keysOf(one, rarity, (type, alike) => {
			const hash = hashOf(type, alike);
			if (!self || wanted.has(hash)) numbers.push(hash * places + at);
		})
	);
	return runs(numbers.sorted());
}

/** Runs of one hash in sorted numbers, each place once, two at least. */
function runs(sorted: Float64Array): Block[] {
	const blocks: Block[] = [];
	for (let from = 0; from < sorted.length;) {
		const hash = Math.floor((sorted[from] ?? 0) / places);
		let to = from;
		let kept = from;
		for (; to < sorted.length && Math.floor((sorted[to] ?? 0) / places) === hash; to++) {
			const place = (sorted[to] ?? 0) - hash * places;
			// Places are written over the numbers already read.
			if (kept === from || sorted[kept - 1] !== place) sorted[kept++] = place;
		}
		if (kept - from > 1) blocks.push({ hash, members: sorted.subarray(from, kept) });
		from = to;
	}
	return blocks;
}

/** Pairs of all blocks that are not crowded, each once, as one number; and the crowded ones. */
function pairsOf(
	blocks: readonly Block[],
	profiles: number,
	{ mostPerBlock, mostPairs }: { mostPerBlock: number; mostPairs: number },
	only: number | undefined
): { pairs: Float64Array; crowded: Block[] } {
	const pairs = new Numbers();
	const crowded: Block[] = [];
	const costOf = ({ members: { length } }: Block) =>
		only === undefined ? (length * (length - 1)) / 2 : length - 1;
	const most = (mostPerBlock * (mostPerBlock - 1)) / 2;
	const bySize = blocks.toSorted((a, b) => a.members.length - b.members.length || a.hash - b.hash);
	for (const block of bySize) {
		const { members } = block;
		if (costOf(block) > most || pairs.length + costOf(block) > mostPairs) {
			crowded.push(block);
			continue;
		}
		if (only === undefined)
			members.forEach((a, at) => {
				for (let other = at + 1; other < members.length; other++)
					pairs.push(a * profiles + (members[other] ?? 0));
			});
		else
			for (const other of members)
				if (other !== only) pairs.push(Math.min(other, only) * profiles + Math.max(other, only));
	}
	return { pairs: pairs.sorted(), crowded };
}

const byPoints = (x: Likeness, y: Likeness) =>
	y.points - x.points || before(x.a, y.a) || before(x.b, y.b);

export function candidates(profiles: readonly Profile[], options: Options = {}): Candidates {
	const { least, mostPerBlock, mostPairs } = { ...defaults, ...options };
	const ordered = inOrder(profiles);
	const all = ordered.map(preparing());
	const rarity = rarityOfPrepared(all);
	const at = ordered.findIndex(({ id }) => id === options.only);
	const only = options.only === undefined ? undefined : at;
	if (only === -1) return { pairs: [], compared: all.length, considered: 0, crowded: [] };

	const blocks = blocksOf(all, rarity, only);
	const { pairs, crowded } = pairsOf(blocks, all.length, { mostPerBlock, mostPairs }, only);
	const found: Likeness[] = [];
	let considered = 0;
	pairs.forEach((pair, place) => {
		if (pair === pairs[place - 1]) return;
		const a = all[Math.floor(pair / all.length)];
		const b = all[pair % all.length];
		if (!a || !b) return;
		considered++;
		const likeness = comparePrepared(a, b, rarity, least);
		if (likeness) found.push(likeness);
	});
	return {
		pairs: found.sort(byPoints),
		compared: all.length,
		considered,
		crowded: named(crowded, all, rarity)
	};
}

const named = (crowded: readonly Block[], all: readonly Prepared[], rarity: Rarity) =>
	crowded
		.map(({ hash, members }) => {
			const one = all[members[0] ?? 0];
			return { key: one ? labelOf(one, rarity, hash) : '', profiles: members.length };
		})
		.sort((x, y) => y.profiles - x.profiles || before(x.key, y.key));
