/**
 * How common each thing is among the profiles at hand: what is shared by thousands says nothing
 * (Winkler's adjustment for frequency, 2000). Counted once for all comparisons; small graphs are helped
 * by what is usual elsewhere, since a name is not rare for being one of twenty.
 */
import { preparing, type Prepared, type World } from './prepare.ts';
import type { Profile } from './profile.ts';
import { bornApart } from './slips.ts';

type Counts = Map<string, number>;

/** The profiles that could be one another, and in how many of them each word, sound and whole name stands. */
export interface Census {
	profiles: number;
	words: Counts;
	sounds: Counts;
	names: Counts;
	/** Of names that people of different birth dates bear: how many such people. */
	namesakes: Counts;
}
export interface Rarity {
	profiles: number;
	worlds: Map<World, Census>;
	identifiers: Counts;
	births: Counts;
	countries: Counts;
	addresses: Counts;
	neighbours: Counts;
}

const add = (counts: Counts, keys: Iterable<string>) => {
	for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
};

const empty = (): Census => ({
	profiles: 0,
	words: new Map(),
	sounds: new Map(),
	names: new Map(),
	namesakes: new Map()
});

export function censusOf(rarity: Rarity, world: World): Census {
	const known = rarity.worlds.get(world);
	if (known) return known;
	const census = empty();
	rarity.worlds.set(world, census);
	return census;
}

/** Names that several people are known to bear, told by full dates of birth. */
function countNamesakes(rarity: Rarity, all: readonly Prepared[]) {
	const born = new Map<World, Map<string, Set<string>>>();
	for (const { world, names, births } of all)
		for (const birth of births)
			for (const { heard } of birth.length === 10 ? names : []) {
				const ofWorld = born.get(world) ?? new Map<string, Set<string>>();
				born.set(world, ofWorld.set(heard, (ofWorld.get(heard) ?? new Set()).add(birth)));
			}
	for (const [world, names] of born)
		for (const [name, dates] of names) {
			const people = dates.size < 2 ? dates.size : bornApart(dates);
			if (people > 1) censusOf(rarity, world).namesakes.set(name, people);
		}
}

export function rarityOfPrepared(all: readonly Prepared[]): Rarity {
	const rarity: Rarity = {
		profiles: all.length,
		worlds: new Map(),
		identifiers: new Map(),
		births: new Map(),
		countries: new Map(),
		addresses: new Map(),
		neighbours: new Map()
	};
	for (const one of all) {
		const census = censusOf(rarity, one.world);
		const words = new Set(one.names.flatMap((name) => name.words));
		census.profiles++;
		add(census.words, new Set([...words].map(({ text }) => text)));
		add(census.sounds, new Set([...words].map(({ sound }) => sound)));
		add(census.names, new Set(one.names.map(({ bag }) => bag)));
		add(
			rarity.identifiers,
			one.identifiers.map(({ key }) => key)
		);
		add(rarity.births, one.births);
		add(rarity.countries, one.countries);
		add(rarity.addresses, new Set(one.addresses.map(({ key }) => key)));
		add(rarity.neighbours, one.neighbours);
	}
	countNamesakes(rarity, all);
	return rarity;
}

export function rarityOf(profiles: readonly Profile[]): Rarity {
	return rarityOfPrepared(profiles.map(preparing()));
}

/** What the counts are helped by, as if so many more profiles had been seen. */
const seenElsewhere = 1_000;

/** Bits that agreement by chance on something borne by `count` of `all` is worth; `usual` is its share elsewhere. */
export const bits = (count: number, all: number, usual: number): number =>
	-Math.log2(Math.min(1, (Math.max(0, count) + seenElsewhere * usual) / (all + seenElsewhere)));
