/**
 * Legal forms of companies: Ltd, GmbH, SARL, ООО. They are no part of the name: two companies called alike
 * may have written theirs differently, or have one of each. Forms are of two families, since translations
 * keep to them: a limited liability company (ООО is written Ltd, LLC or GmbH abroad) or a company of shares.
 */
const families = {
	limited: [
		'ltd',
		'limited',
		'llc',
		'ooo',
		'tov',
		'gmbh',
		'ug',
		'sarl',
		'eurl',
		'srl',
		'bv',
		'bvba',
		'kft',
		'doo',
		'ood',
		'eood',
		'spzoo',
		'epe',
		'ike',
		'aps',
		'oy',
		'sro',
		'lda',
		'uab',
		'sia',
		'pty',
		'pte',
		'fze',
		'fzco',
		'sl'
	],
	shares: [
		'sa',
		'sas',
		'ag',
		'plc',
		'spa',
		'nv',
		'ab',
		'zao',
		'oao',
		'pao',
		'ao',
		'jsc',
		'pjsc',
		'ojsc',
		'inc',
		'incorporated',
		'corp',
		'corporation',
		'ae',
		'oyj',
		'zrt',
		'nyrt',
		'bhd'
	]
} as const;
export type LegalForm = keyof typeof families;

const forms = new Map<string, LegalForm>([
	...families.limited.map((form) => [form, 'limited'] as const),
	...families.shares.map((form) => [form, 'shares'] as const)
]);
/** Say what it is, not which; dropped with the form. */
const besides = new Set(['co', 'company', 'cie', 'and', 'et', 'und', 'the']);

/** `s a r l` is one word; a letter alone stays. */
export function joinedLetters(words: readonly string[]): string[] {
	const joined: string[] = [];
	let letters = '';
	for (const word of [...words, '']) {
		if (word.length === 1) {
			letters += word;
			continue;
		}
		if (letters !== '') joined.push(letters);
		letters = '';
		// `sp z o o`: the letters belong to what stands before them.
		if (joined.at(-1) === 'zoo' && joined.at(-2) === 'sp') joined.splice(-2, 2, 'spzoo');
		if (word !== '') joined.push(word);
	}
	return joined;
}

/** The words of a company's name without its form, and which family that is of. A name of forms alone stays. */
export function withoutForm(words: readonly string[]): { words: string[]; form?: LegalForm } {
	const joined = joinedLetters(words);
	const form = joined.map((word) => forms.get(word)).find((found) => found !== undefined);
	const kept = joined.filter((word) => !forms.has(word) && !besides.has(word));
	return kept.length === 0 ? { words: joined } : { words: kept, form };
}
