/**
 * Jaro–Winkler similarity of two words, 0 to 1: letters in common within half the longer word,
 * transpositions at half price, a bonus for the first four letters in common (scale 0.1).
 * Jaro, 1989, 10.1080/01621459.1989.10478785; Winkler, 1990 (ERIC ED325505). Costs length × window; words
 * longer than `longest` are compared by their beginnings.
 */
export const longest = 32;

const takenA = new Uint8Array(longest);
const takenB = new Uint8Array(longest);

/** Letters both have, marked in `takenA` and `takenB`. */
function common(a: string, b: string, lengthA: number, lengthB: number): number {
	takenA.fill(0, 0, lengthA);
	takenB.fill(0, 0, lengthB);
	const window = Math.max(0, (Math.max(lengthA, lengthB) >> 1) - 1);
	let found = 0;
	for (let i = 0; i < lengthA; i++) {
		const letter = a.charCodeAt(i);
		const end = Math.min(lengthB, i + window + 1);
		for (let j = Math.max(0, i - window); j < end; j++) {
			if (takenB[j] === 1 || b.charCodeAt(j) !== letter) continue;
			takenA[i] = 1;
			takenB[j] = 1;
			found++;
			break;
		}
	}
	return found;
}

/** Marked letters that stand in another order. */
function outOfOrder(a: string, b: string, lengthA: number): number {
	let count = 0;
	let j = 0;
	for (let i = 0; i < lengthA; i++) {
		if (takenA[i] !== 1) continue;
		while (takenB[j] !== 1) j++;
		if (a.charCodeAt(i) !== b.charCodeAt(j)) count++;
		j++;
	}
	return count;
}

export function jaroWinkler(a: string, b: string): number {
	if (a === b) return a === '' ? 0 : 1;
	const lengthA = Math.min(a.length, longest);
	const lengthB = Math.min(b.length, longest);
	const found = common(a, b, lengthA, lengthB);
	if (found === 0) return 0;
	const transpositions = outOfOrder(a, b, lengthA) / 2;
	const jaro = (found / lengthA + found / lengthB + (found - transpositions) / found) / 3;
	let prefix = 0;
	while (prefix < 4 && prefix < lengthA && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix++;
	return jaro + prefix * 0.1 * (1 - jaro);
}

/** Which of 32 classes the letters of a word are of, a bit for each. */
export function lettersOf(word: string): number {
	let letters = 0;
	for (let at = 0; at < word.length && at < longest; at++)
		letters |= 1 << (word.charCodeAt(at) & 31);
	return letters;
}

const ones = (bits: number): number => {
	let count = 0;
	for (let left = bits; left !== 0; left &= left - 1) count++;
	return count;
};

/** No less than the similarity of two words, from what letters only one of them has: most pairs need no more. */
export function mostAlike(a: string, b: string, lettersA: number, lettersB: number): number {
	const lengthA = Math.min(a.length, longest);
	const lengthB = Math.min(b.length, longest);
	const common = Math.min(
		lengthA - ones(lettersA & ~lettersB),
		lengthB - ones(lettersB & ~lettersA)
	);
	if (common <= 0) return 0;
	const jaro = (common / lengthA + common / lengthB + 1) / 3;
	return a.charCodeAt(0) === b.charCodeAt(0) ? jaro + 0.4 * (1 - jaro) : jaro;
}
