/**
 * Blocks: profiles that share a key are worth comparing. Every pair of all would be n² comparisons; keys make
 * it about n times the size of a block. One slip must not part two profiles, so each has several keys that
 * break apart from one another: the sounds of two words, one word with the initial of another, with
 * a birth date, an address or a rare neighbour, and every identifier (Christen, 2012, 10.1007/978-3-642-31164-2).
 */
import type { Name, Prepared } from './prepare.ts';
import type { Rarity } from './rarity.ts';

/** What a key is made of; `key` of a crowded block begins with it, then a colon, then what the profiles share. */
export const keyTypes = [
	'identifier',
	'name',
	'beginning',
	'words',
	'word and initial',
	'word and birth',
	'word and address',
	'word and neighbour'
] as const;
export type KeyType = (typeof keyTypes)[number];

/** Called for every key: its type, what is alike, and how the profile writes it. */
type Take = (type: KeyType, alike: string, written: string) => void;

/** A neighbour of more than so many narrows nothing, and of an entity so many are used. */
const neighbours = { degree: 50, most: 4 };
/** Words of one name that make keys: pairs grow with the square. */
const mostWords = 5;
/** Names of one profile that make keys. */
const mostNames = 8;

function keysOfName(name: Name, take: Take) {
	const words = name.words.slice(0, mostWords);
	const [only] = words;
	if (words.length === 1 && only) {
		take('name', only.sound, only.text);
		if (only.spoken.length > 4) take('beginning', only.spoken.slice(0, 4), only.text.slice(0, 4));
	}
	words.forEach((word, at) => {
		if (word.text.length === 1) return;
		words.forEach((other, place) => {
			if (place === at) return;
			take(
				'word and initial',
				`${word.sound} ${other.spoken.charAt(0)}`,
				`${word.text} ${other.text.charAt(0)}`
			);
			if (place < at || other.text.length === 1 || word.text === other.text) return;
			const pair = word.sound < other.sound ? [word, other] : [other, word];
			take(
				'words',
				pair.map(({ sound }) => sound).join(' '),
				pair.map(({ text }) => text).join(' ')
			);
		});
	});
}

/** The keys of a profile; one may come twice. */
export function keysOf(one: Prepared, rarity: Rarity, take: Take): void {
	const taken: Take = (type, alike, written) => take(type, `${one.world} ${alike}`, written);
	for (const { key } of one.identifiers) taken('identifier', key, key);
	if (one.own) return;
	const names = one.names.slice(0, mostNames);
	for (const name of names) keysOfName(name, taken);
	const words = new Map(
		names.flatMap(({ words }) => words.slice(0, mostWords)).map((word) => [word.sound, word])
	);
	const rare = one.neighbours
		.filter((id) => (rarity.neighbours.get(id) ?? 0) <= neighbours.degree)
		.slice(0, neighbours.most);
	for (const { sound, text } of [...words.values()].slice(0, 2 * mostWords)) {
		for (const birth of one.births) {
			taken('word and birth', `${sound} ${birth}`, `${text} ${birth}`);
			if (birth.length > 4)
				taken('word and birth', `${sound} ${birth.slice(0, 4)}`, `${text} ${birth.slice(0, 4)}`);
		}
		for (const { key } of one.addresses)
			taken('word and address', `${sound} ${key}`, `${text} ${key}`);
		for (const id of rare) taken('word and neighbour', `${sound} ${id}`, `${text} ${id}`);
	}
}

/** FNV-1a, 32 bits. Two texts of one hash make a block too large: costs a comparison, loses nothing. */
export function hashOf(type: KeyType, alike: string): number {
	let hash = 0x811c9dc5 ^ keyTypes.indexOf(type);
	for (let at = 0; at < alike.length; at++)
		hash = Math.imul(hash ^ alike.charCodeAt(at), 0x01000193);
	return hash >>> 0;
}

/** A key as the first of the block writes it. */
export function labelOf(one: Prepared, rarity: Rarity, hash: number): string {
	let label = '';
	keysOf(one, rarity, (type, alike, written) => {
		if (label === '' && hashOf(type, alike) === hash) label = `${type}: ${written}`;
	});
	return label;
}
