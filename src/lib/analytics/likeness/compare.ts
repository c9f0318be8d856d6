/**
 * How likely two entities are one: the sum, in log2 odds, of what each feature says for or against it
 * (Fellegi and Sunter, 1969, 10.1080/01621459.1969.10501049; frequencies of values after Winkler, 2000).
 * It begins with chance: among n entities one pair in about n is one, and evidence has to make up for it.
 *
 * Misleads where features hang together: names of one family, people of one address and one circle. Where a
 * word of the names clashes, what kin share anyway therefore counts little. No score is a proof of identity.
 */
import { compareBirths } from './births.ts';
import { feature, type Feature } from './features.ts';
import { compareIdentifiers } from './identifiers.ts';
import { compareNames, nameFeatures, type Named } from './names.ts';
import { preparing, type Prepared } from './prepare.ts';
import type { Profile } from './profile.ts';
import { censusOf, type Rarity } from './rarity.ts';
import {
	compareAddresses,
	compareCountries,
	compareNeighbours,
	compareRelated
} from './surroundings.ts';
import { weights } from './weights.ts';

export type { Feature, FeatureName, Level } from './features.ts';
export { levels } from './features.ts';
export { rarityOf, type Rarity } from './rarity.ts';

/** The points of all features add up to the pair's. */
export interface Likeness {
	a: string;
	b: string;
	points: number;
	features: Feature[];
}

const chance = (profiles: number): Feature =>
	feature('chance', 'any two', -Math.log2(Math.max(weights.leastProfiles, profiles)), [
		String(profiles)
	]);

function kindOf(
	{ profile: a, world }: Prepared,
	{ profile: b, world: other }: Prepared
): Feature | undefined {
	if (a.kind === b.kind) return;
	return world === other
		? feature('kind', 'kindred', weights.kindred, [a.kind], [b.kind])
		: feature('kind', 'other', weights.otherKind, [a.kind], [b.kind]);
}

/** The most that what is around two entities can add to their names. */
function mostAround(a: Prepared, b: Prepared, kin: boolean): number {
	if (a.identifiers.length > 0 && b.identifiers.length > 0) return Infinity;
	const { birth, country, address, neighbours } = weights;
	const both = (of: (one: Prepared) => readonly unknown[]) => of(a).length > 0 && of(b).length > 0;
	return (
		(both((one) => one.births) ? (kin ? birth.mostOfKin : birth.most) : 0) +
		(both((one) => one.countries) ? country.most : 0) +
		(both((one) => one.addresses) ? (kin ? address.mostOfKin : address.same) : 0) +
		(both((one) => one.neighbours) ? (kin ? neighbours.mostOfKin : neighbours.most) : 0) +
		weights.form.same
	);
}

/** What is its identifier has no name of its own: two hosts may be called alike. */
const namedOf = (a: Prepared, b: Prepared, rarity: Rarity) =>
	a.own ? undefined : compareNames(a, b, rarity);

function whole(a: Prepared, b: Prepared, rarity: Rarity, named: Named | undefined): Likeness {
	const kin = named?.clash ?? false;
	const features = [
		chance(censusOf(rarity, a.world).profiles),
		kindOf(a, b),
		...(named ? nameFeatures(named) : []),
		...compareIdentifiers(a, b, rarity),
		compareBirths(a, b, rarity, kin),
		compareCountries(a, b, rarity),
		compareAddresses(a, b, rarity, kin),
		compareNeighbours(a, b, rarity, kin),
		compareRelated(a, b)
	].filter((found) => found !== undefined);
	const points = features.reduce((sum, one) => sum + one.points, 0);
	return { a: a.profile.id, b: b.profile.id, points, features };
}

/** As `compare`, or undefined below `least` points: most pairs are known to be by their names. */
export function comparePrepared(
	a: Prepared,
	b: Prepared,
	rarity: Rarity,
	least: number
): Likeness | undefined {
	const named = namedOf(a, b, rarity);
	const { points } = chance(censusOf(rarity, a.world).profiles);
	const most = points + (named?.points ?? 0) + mostAround(a, b, named?.clash ?? false);
	if (most < least) return;
	const likeness = whole(a, b, rarity, named);
	return likeness.points < least ? undefined : likeness;
}

export function compare(a: Profile, b: Profile, rarity: Rarity): Likeness {
	const prepare = preparing();
	const [one, other] = [prepare(a), prepare(b)];
	return whole(one, other, rarity, namedOf(one, other, rarity));
}
