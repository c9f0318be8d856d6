/**
 * Names that look like another: letters of two alphabets in one word, and letters, of one alphabet or several, that
 * the eye takes for each other (after Unicode UTS #39, for what is written in lower case as in upper).
 */
import { fold } from './fold.ts';

/** Alphabets with letters that look alike. Scripts that are written together, as in Japanese, are none of them. */
const alphabets = [
	/\p{Script=Latin}/u,
	/\p{Script=Cyrillic}/u,
	/\p{Script=Greek}/u,
	/\p{Script=Armenian}/u,
	/\p{Script=Cherokee}/u,
	/\p{Script=Coptic}/u,
	/\p{Script=Lisu}/u
];

/** Whether a word of it is written in more than one alphabet. */
export const mixesAlphabets = (text: string): boolean =>
	text
		.split(/[^\p{L}\p{M}\p{N}]+/u)
		.some((word) => alphabets.filter((letter) => letter.test(word)).length > 1);

/** The Latin letter that folded letters and digits look like, small or capital. */
const looks: Readonly<Record<string, string>> = {
	...{
		а: 'a',
		в: 'b',
		с: 'c',
		ԁ: 'd',
		е: 'e',
		һ: 'h',
		н: 'h',
		і: 'l',
		ӏ: 'l',
		ј: 'j',
		к: 'k',
		м: 'm'
	},
	...{ о: 'o', р: 'p', ԛ: 'q', ѕ: 's', т: 't', у: 'y', ү: 'y', ԝ: 'w', х: 'x', ь: 'b' },
	...{ α: 'a', β: 'b', ε: 'e', ζ: 'z', η: 'h', ι: 'l', κ: 'k', μ: 'm', ν: 'n', ο: 'o', ρ: 'p' },
	...{ τ: 't', υ: 'y', χ: 'x', γ: 'y', օ: 'o', ո: 'n', ս: 'u', ց: 'g', հ: 'h', յ: 'j', զ: 'q' },
	...{ i: 'l', '0': 'o', '1': 'l' }
};

/** Folded, and one letter for all that look alike: two names with the same one are easily taken for each other. */
export const appearance = (name: string): string =>
	[...fold(name).replace(/rn/g, 'm').replace(/vv/g, 'w')]
		.map((letter) => looks[letter] ?? letter)
		.join('');
