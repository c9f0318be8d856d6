/**
 * Points of every level, as log2 odds. Chosen on seed 1 of tests/identity/truth.ts and on nothing else;
 * what is rare adds its bits (rarity.ts).
 */
export const weights = {
	/** Fewest profiles that chance reckons with, however small the graph. */
	leastProfiles: 1_000,
	/** A person may be a persona. */
	kindred: -0.5,
	otherKind: -60,
	word: {
		/** What the bits of a word are taken at. */
		discount: { people: 0.8, elsewhere: 1 },
		same: 0,
		sound: -1.5,
		close: -4,
		perLetter: 0.5,
		leastClose: -2,
		joined: -1,
		initial: 2.5,
		/** The other name has a word more, in people and elsewhere. */
		missing: { people: -1.2, elsewhere: -3 },
		/** Each has a word that the other does not. */
		clash: -8
	},
	name: {
		/** Share of names that bear a word and a sound nobody here bears. */
		usual: { word: 0.001, sound: 0.002 },
		/** Of Jaro–Winkler: one letter wrong in a word of five; what two spellings of one sound keep, in short words too. */
		alike: { close: 0.9, sound: 0.78, short: 0.85 },
		/** So many who are called alike may still be one. */
		records: 4,
		most: { people: 15.5, elsewhere: 20 },
		least: -14
	},
	form: { same: 0.5, other: -2 },
	identifier: { shared: 14, own: 40, perSharer: -2, otherOwn: -40, otherDocument: -3 },
	birth: {
		same: -0.3,
		most: 13,
		swapped: 7,
		digit: 4.5,
		known: 4,
		year: -1,
		other: -11,
		/** Where names clash: twins share theirs. */
		mostOfKin: 2
	},
	country: { same: -0.3, other: -2, most: 1.5 },
	address: { same: 4, close: 2.5, other: -0.8, mostOfKin: 0.5 },
	neighbours: { share: 0.5, most: 8, none: -2.5, enough: 3, mostOfKin: 0.5 },
	related: -9
} as const;
