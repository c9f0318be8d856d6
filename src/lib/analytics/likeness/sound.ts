/**
 * How a word may sound, whatever spelling a passport office chose: first the ways of writing one sound in
 * Latin letters are made one (Tschernow, Chernov, Czernow; Juri, Yuri, Iouri), then Philips' Double Metaphone
 * (2000) keeps consonants. Meant to bring words together for comparison, never to call them the same:
 * Wolf and Wolff meet, but so do Peter and Pater.
 */
import { doubleMetaphone } from 'double-metaphone';
import { longest } from './jaro-winkler.ts';

/** Longest first; each stands for one sound in at least one usual transliteration. */
const spellings: Readonly<Record<string, string>> = {
	schtsch: 's',
	chtch: 's',
	shch: 's',
	szcz: 's',
	tsch: 's',
	dsch: 'i',
	tch: 's',
	sch: 's',
	dzh: 'i',
	iou: 'iu',
	ch: 's',
	sh: 's',
	sz: 's',
	cz: 's',
	zh: 's',
	ts: 's',
	tz: 's',
	dj: 'i',
	kh: 'h',
	gh: 'g',
	ph: 'f',
	th: 't',
	ck: 'k',
	qu: 'k',
	ou: 'u',
	oo: 'u',
	ee: 'i',
	ei: 'e',
	ai: 'e',
	ay: 'e',
	ey: 'e',
	ej: 'e',
	aj: 'e',
	ae: 'a',
	oe: 'o',
	ue: 'u',
	iy: 'i',
	ij: 'i',
	yi: 'i',
	yy: 'i',
	ce: 'se',
	ci: 'si',
	cy: 'si',
	j: 'i',
	y: 'i',
	w: 'v',
	q: 'k',
	x: 'ks',
	z: 's',
	c: 'k'
};
const spelling =
	/schtsch|chtch|shch|szcz|tsch|dsch|tch|sch|dzh|iou|ch|sh|sz|cz|zh|ts|tz|dj|kh|gh|ph|th|ck|qu|ou|oo|ee|ei|ai|ay|ey|ej|aj|ae|oe|ue|iy|ij|yi|yy|ce|ci|cy|[jywqxzc]/g;
const doubled = /(.)\1+/gsu;

/** One spelling for each sound, vowels kept: what similarity is measured on. */
export const spoken = (word: string): string =>
	word
		.slice(0, longest)
		.replace(spelling, (letters) => spellings[letters] ?? letters)
		.replace(doubled, '$1');

/** The consonants of a spoken word as Double Metaphone hears them; figures and unknown scripts stay as they are. */
export const soundOf = (spokenWord: string): string =>
	/\p{N}/u.test(spokenWord) ? spokenWord : doubleMetaphone(spokenWord)[0] || spokenWord;
