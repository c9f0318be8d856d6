/**
 * Folding text for search: `Ångström`, `ANGSTROM` and `angstrom` are one word. The text a record is
 * found by holds every prefix as a word of its own, because a text index finds whole words only.
 */

/** Letters that compatibility decomposition leaves alone but people type without. */
const plain: Readonly<Record<string, string>> = {
	ß: 'ss',
	æ: 'ae',
	œ: 'oe',
	ø: 'o',
	đ: 'd',
	ð: 'd',
	ł: 'l',
	þ: 'th',
	ħ: 'h',
	ŧ: 't',
	ı: 'i',
	ĸ: 'k',
	ŋ: 'n',
	ς: 'σ'
};
const special = new RegExp(`[${Object.keys(plain).join('')}]`, 'gu');

/** Shortest and longest prefix that is a word of the search text. */
const shortestPrefix = 2;
const longestPrefix = 10;
/** Bounds on one record's search text: a 10 000-character name must not fill the index. */
const longestWord = 128;
const mostWords = 256;
const longestInput = 4_000;

/**
 * Lower-case letters and digits without marks, words separated by one space. Marks go first too:
 * normalising puts those on one letter in order, which takes seconds when someone piled up thousands.
 */
export const fold = (text: string): string =>
	text
		.replace(/\p{M}+/gu, '')
		.normalize('NFKD')
		.toLowerCase()
		.normalize('NFKD')
		.replace(/\p{M}+/gu, '')
		.replace(special, (letter) => plain[letter] ?? letter)
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();

const cut = (word: string): string =>
	word.length <= longestWord ? word : [...word].slice(0, longestWord).join('');

/** The folded words of a query, without repeats; the last one is usually still being typed. */
export const searchWords = (query: string): string[] => [
	...new Set(
		fold(query.slice(0, longestInput))
			.split(' ')
			.filter((word) => word !== '')
			.map(cut)
	)
];

/**
 * What a record is found by: a leading space, then each distinct word of its names and identifiers
 * with its prefixes of 2 to 10 letters. STIX ids are looked up whole, as identifiers, never here.
 */
export function searchText(
	names: readonly string[],
	identifiers: readonly { scheme: string; value: string }[]
): string {
	const words = new Set<string>();
	const texts = [
		...names,
		...identifiers.flatMap(({ scheme, value }) => (scheme === 'stix' ? [] : [value]))
	];
	for (const text of texts)
		for (const word of searchWords(text)) {
			if (words.size >= mostWords) break;
			words.add(word);
		}
	const found = new Set<string>();
	for (const word of words) {
		const letters = [...word];
		for (let n = shortestPrefix; n <= longestPrefix && n < letters.length; n++)
			found.add(letters.slice(0, n).join(''));
		found.add(word);
	}
	return found.size === 0 ? '' : ` ${[...found].join(' ')}`;
}
