/** What is around two entities: countries, addresses, those they are tied to, and whether they deal with each other. */
import { feature, type Feature } from './features.ts';
import type { Prepared } from './prepare.ts';
import { bits, type Rarity } from './rarity.ts';
import { weights } from './weights.ts';

export function compareCountries(a: Prepared, b: Prepared, rarity: Rarity): Feature | undefined {
	if (a.countries.length === 0 || b.countries.length === 0) return;
	const { same, other, most } = weights.country;
	const both = a.countries.filter((code) => b.countries.includes(code)).sort();
	if (both.length === 0) return feature('country', 'other', other, a.countries, b.countries);
	const points = Math.max(
		...both.map((code) => bits((rarity.countries.get(code) ?? 1) - 1, rarity.profiles, 0.05))
	);
	return feature('country', 'same', Math.min(most, points + same), both);
}

/** A weak sign: households live together, and a thousand companies at one door. */
export function compareAddresses(
	a: Prepared,
	b: Prepared,
	rarity: Rarity,
	kin: boolean
): Feature | undefined {
	const { same, close, mostOfKin } = weights.address;
	let best: Feature | undefined;
	for (const one of a.addresses)
		for (const other of b.addresses) {
			const isSame = one.key === other.key;
			if (!isSame && overlap(one.words, other.words) < 0.6) continue;
			const sharers = Math.max(
				2,
				rarity.addresses.get(one.key) ?? 2,
				rarity.addresses.get(other.key) ?? 2
			);
			const worth = Math.max(0, (isSame ? same : close) - 0.5 * Math.log2(sharers - 1));
			const points = kin ? Math.min(worth, mostOfKin) : worth;
			if (
				best &&
				(points < best.points ||
					(points === best.points && `${best.a[0]} ${best.b[0]}` <= `${one.text} ${other.text}`))
			)
				continue;
			best = feature('address', isSame ? 'same' : 'close', points, [one.text], [other.text]);
		}
	const [one, other] = [a.addresses[0], b.addresses[0]];
	return (
		best ??
		(one && other && feature('address', 'other', weights.address.other, [one.text], [other.text]))
	);
}

/** Words in both of all words (Jaccard). */
function overlap(a: readonly string[], b: readonly string[]): number {
	const both = a.filter((word) => b.includes(word)).length;
	return both / (a.length + b.length - both);
}

/** Ids in both, each list in the order of its letters. */
function inBoth(a: readonly string[], b: readonly string[]): string[] {
	const both: string[] = [];
	for (let i = 0, j = 0; i < a.length && j < b.length;) {
		const [x, y] = [a[i] ?? '', b[j] ?? ''];
		if (x === y) both.push(x);
		if (x <= y) i++;
		if (y <= x) j++;
	}
	return both;
}

/** Most shared neighbours named, the rarest first. */
const mostNamed = 5;

/** A neighbour of two is worth something, one of thousands next to nothing. */
export function compareNeighbours(
	a: Prepared,
	b: Prepared,
	rarity: Rarity,
	kin: boolean
): Feature | undefined {
	const both = inBoth(a.neighbours, b.neighbours)
		.map((id) => ({ id, degree: Math.max(2, rarity.neighbours.get(id) ?? 2) }))
		.sort((x, y) => x.degree - y.degree || (x.id < y.id ? -1 : 1));
	const { share, most, mostOfKin, none, enough } = weights.neighbours;
	if (both.length === 0)
		return Math.min(a.neighbours.length, b.neighbours.length) < enough
			? undefined
			: feature('neighbours', 'none shared', none, []);
	const worth = both.reduce(
		(sum, { degree }) => sum + Math.max(0, share * bits(degree - 2, rarity.profiles, 0.001)),
		0
	);
	const named = both.slice(0, mostNamed).map(({ id }) => id);
	return feature('neighbours', 'shared', Math.min(worth, kin ? mostOfKin : most), named);
}

/** Who talks to somebody is not that somebody. */
export const compareRelated = (a: Prepared, b: Prepared): Feature | undefined =>
	a.related.has(b.profile.id) || b.related.has(a.profile.id)
		? feature('related', 'dealt with each other', weights.related, [a.profile.id], [b.profile.id])
		: undefined;
