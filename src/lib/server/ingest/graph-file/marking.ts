/**
 * Markings in a graph file: what a node or edge says in an attribute of its own, and what is said of the whole
 * file. Our own exports say of the file what is the strictest of everything in it, so there each thing's own marking
 * counts; in others a thing is never marked less strictly than its file.
 */
import { markingAttributes } from '#lib/domain/graph-file-mapping.ts';
import {
	handlingCodes,
	parsePap,
	parseTlp,
	strictestPap,
	strictestTlp,
	type HandlingCode,
	type Pap,
	type Tlp
} from '#lib/domain/marking.ts';
import { textOf, type Said } from './thing.ts';

export interface FileMarking {
	tlp?: Tlp;
	pap?: Pap;
	handling: HandlingCode[];
}

const isCode = (word: string): word is HandlingCode =>
	(handlingCodes as readonly string[]).includes(word);

/**
 * `H1 H3` or `H1,H3`; undefined where some words are codes and others are not. A column of another program
 * that holds no code at all is about something else.
 */
function codesOf(text: string, isOwn: boolean): HandlingCode[] | undefined {
	const words = text
		.toUpperCase()
		.split(/[\s,;|]/)
		.filter(Boolean);
	const codes = words.filter(isCode);
	if (codes.length === 0 && !isOwn) return [];
	return codes.length === words.length ? [...new Set(codes)].sort() : undefined;
}

/** The markings that stand as words in a text: `TLP:AMBER+STRICT PAP:RED H1`. Codes count only beside a level. */
export function markingInWords(text: string): FileMarking {
	const words = text.split(/[\s,;]/).filter(Boolean);
	const levels = <T>(prefix: RegExp, parse: (word: string) => T | undefined): T[] =>
		words.filter((word) => prefix.test(word)).flatMap((word) => parse(word) ?? []);
	const tlp = strictestTlp(levels(/^tlp:/i, parseTlp));
	const pap = strictestPap(levels(/^pap:/i, parsePap));
	const codes = tlp || pap ? words.filter(isCode) : [];
	return { tlp, pap, handling: [...new Set(codes)].sort() };
}

export const stricter = (a: FileMarking, b: FileMarking): FileMarking => ({
	tlp: strictestTlp([a.tlp, b.tlp].filter((tlp) => tlp !== undefined)),
	pap: strictestPap([a.pap, b.pap].filter((pap) => pap !== undefined)),
	handling: [...new Set([...a.handling, ...b.handling])].sort()
});

export const saysMarking = ({ tlp, pap, handling }: FileMarking): boolean =>
	tlp !== undefined || pap !== undefined || handling.length > 0;

/** The marking of one thing, or which attribute of it cannot be read: then it is refused, never stored unmarked. */
export function markingOf(
	said: readonly Said[],
	file: FileMarking,
	isOwn: boolean
): { marking: FileMarking } | { problem: string } {
	const tlpText = textOf(said, markingAttributes.tlp);
	const papText = textOf(said, markingAttributes.pap);
	const handlingText = textOf(said, markingAttributes.handling);
	const tlp = tlpText === undefined ? undefined : parseTlp(tlpText);
	const pap = papText === undefined ? undefined : parsePap(papText);
	const handling = handlingText === undefined ? [] : codesOf(handlingText, isOwn);
	if (tlpText !== undefined && !tlp) return { problem: 'tlp: expected a level of TLP 2.0' };
	if (papText !== undefined && !pap) return { problem: 'pap: expected a level of PAP' };
	if (!handling) return { problem: 'handling: expected codes from H0 to H3' };
	const own = { tlp, pap, handling };
	return { marking: isOwn && tlp ? own : stricter(own, file) };
}
