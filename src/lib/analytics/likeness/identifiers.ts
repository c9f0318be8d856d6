/**
 * Identifiers both have. What two share says much, what five share little, what two hundred share nothing
 * (the e-mail of a front desk). Two different numbers of documents speak against being one, as people have
 * few; of kinds that are their identifier (an address, a hash), it decides alone.
 */
import { feature, type Feature } from './features.ts';
import type { Prepared } from './prepare.ts';
import type { Rarity } from './rarity.ts';
import { weights } from './weights.ts';

function compareOwn(a: Prepared, b: Prepared, own: readonly string[]): Feature | undefined {
	for (const scheme of own) {
		const of = (one: Prepared) =>
			one.identifiers
				.filter((identifier) => identifier.scheme === scheme)
				.map(({ value }) => value);
		const [mine, theirs] = [of(a), of(b)];
		if (mine.length === 0 || theirs.length === 0) continue;
		const both = mine.filter((value) => theirs.includes(value)).sort();
		return both.length > 0
			? feature('identifier', 'own', weights.identifier.own, both)
			: feature('identifier', 'other', weights.identifier.otherOwn, mine.sort(), theirs.sort());
	}
	return;
}

function compareShared(a: Prepared, b: Prepared, rarity: Rarity): Feature | undefined {
	const theirs = new Set(b.identifiers.map(({ key }) => key));
	const both = a.identifiers
		.filter(({ key }) => theirs.has(key))
		.map(({ key }) => ({ key, sharers: Math.max(2, rarity.identifiers.get(key) ?? 2) }))
		.sort((x, y) => x.sharers - y.sharers || (x.key < y.key ? -1 : 1));
	const [rarest] = both;
	if (!rarest) return;
	const { shared, perSharer } = weights.identifier;
	const points = Math.max(0, shared + perSharer * Math.log2(rarest.sharers - 1));
	return feature(
		'identifier',
		points > 2 ? 'shared' : 'shared by many',
		points,
		both.map(({ key }) => key)
	);
}

function compareDocuments(a: Prepared, b: Prepared): Feature | undefined {
	const of = (one: Prepared) =>
		one.identifiers.filter(({ scheme }) => scheme === 'document-number').map(({ key }) => key);
	const [mine, theirs] = [of(a), of(b)];
	if (mine.length === 0 || theirs.length === 0 || mine.some((key) => theirs.includes(key))) return;
	return feature(
		'identifier',
		'other',
		weights.identifier.otherDocument,
		mine.sort(),
		theirs.sort()
	);
}

export const compareIdentifiers = (a: Prepared, b: Prepared, rarity: Rarity): Feature[] => {
	if (a.identifiers.length === 0 || b.identifiers.length === 0) return [];
	const own = a.own && compareOwn(a, b, a.own);
	return [own ?? compareShared(a, b, rarity), compareDocuments(a, b)].filter(
		(found) => found !== undefined
	);
};
