/**
 * The text a record is found by, in Latin letters: Иванов is found by "ivanov" and Ivanov by "иванов".
 * Names are read letter by letter (any-ascii), Greek pairs of vowels as they are spoken; then folded.
 * The index and the query go through the same door. Scripts that write no vowels (Arabic, Hebrew) are
 * found by their own letters and by their consonants; a vowelled Latin spelling is another alias.
 */
import anyAscii from 'any-ascii';
import { fold, searchText, searchWords } from '#lib/domain/fold.ts';

/** ELOT 743: what two letters together sound like. */
const greek: Readonly<Record<string, string>> = {
	ου: 'ou',
	αυ: 'av',
	ευ: 'ev',
	ηυ: 'iv',
	γγ: 'ng'
};
const greekPair = new RegExp(Object.keys(greek).join('|'), 'giu');
const elsewhere = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]+/gu;
const isGreek = /\p{Script=Greek}/u;
/** Between two letters of one word: O’Brien, d'Artagnan, Ku'damm. */
const apostrophe = /(?<=\p{L})['’ʼ‘`´](?=\p{L})/gu;

const spoken = (run: string): string =>
	isGreek.test(run)
		? run
				.normalize('NFD')
				.replace(/\p{M}+/gu, '')
				.replace(greekPair, (pair) => greek[pair.toLowerCase()] ?? pair)
		: run;

/** Soft signs and the like come out as apostrophes, which nobody types. */
const read = (run: string): string => anyAscii(spoken(run)).replaceAll("'", '');

const longest = 4_000;

/** Lower-case Latin letters and digits without marks, words separated by one space. */
export const latin = (text: string): string =>
	fold(text.slice(0, longest).normalize('NFKC').replace(elsewhere, read));

/** The words of a query; a word with an apostrophe in it is one word. */
export const latinWords = (query: string): string[] =>
	searchWords(latin(query.replace(apostrophe, '')));

/** Words as they stand, and those with an apostrophe once more as one. */
const spellings = (name: string): string[] => {
	const joined = name.replace(apostrophe, '');
	return joined === name ? [latin(name)] : [latin(name), latin(joined)];
};

export const latinText = (
	names: readonly string[],
	identifiers: readonly { scheme: string; value: string }[]
): string =>
	searchText(
		names.flatMap(spellings),
		identifiers.map(({ scheme, value }) => ({ scheme, value: latin(value) }))
	);
