/** Profiles made ready to be compared: words cut, told apart from fillers, heard once; everything bounded. */
import type { Kind } from '#lib/domain/kinds.ts';
import { lettersOf, longest } from './jaro-winkler.ts';
import { withoutForm, type LegalForm } from './legal-forms.ts';
import type { Profile } from './profile.ts';
import { soundOf, spoken } from './sound.ts';

/** Kinds that may be one: a persona is somebody, a group may be an organisation. */
export type World =
	'people' | 'bodies' | Exclude<Kind, 'person' | 'persona' | 'organisation' | 'group'>;
export const worldOf = (kind: Kind): World =>
	kind === 'person' || kind === 'persona'
		? 'people'
		: kind === 'organisation' || kind === 'group'
			? 'bodies'
			: kind;

/** Kinds that are what their identifier says and nothing else, with its schemes: no name makes two of them one. */
export const ownSchemes: Readonly<Partial<Record<Kind, readonly string[]>>> = {
	domain: ['domain'],
	ip: ['ip'],
	network: ['network', 'asn'],
	url: ['url'],
	email: ['email'],
	phone: ['phone'],
	file: ['sha512', 'sha256', 'sha1', 'md5'],
	account: ['iban', 'account'],
	wallet: ['wallet'],
	vulnerability: ['cve']
};

export interface Word {
	text: string;
	/** In one spelling. */
	spoken: string;
	sound: string;
	/** Which of 32 classes its letters are of. */
	letters: number;
	/** It has figures: near is not the same. */
	isFigure: boolean;
}
export interface Name {
	text: string;
	words: Word[];
	/** The same for the same words in any order. */
	bag: string;
	/** The same for words that sound so. */
	heard: string;
	form?: LegalForm;
}
export interface Prepared {
	profile: Profile;
	world: World;
	own: readonly string[] | undefined;
	names: Name[];
	identifiers: { scheme: string; value: string; key: string }[];
	births: string[];
	countries: string[];
	addresses: { text: string; words: string[]; key: string }[];
	/** In the order of their letters, each once. */
	neighbours: string[];
	related: ReadonlySet<string>;
}

/** Bounds on one entity: what is beyond them is not compared. */
export const most = {
	names: 16,
	words: 8,
	identifiers: 64,
	births: 4,
	addresses: 8,
	neighbours: 500
};
const longestText = 256;

/** Written where a name is not known: no name at all. */
const fillers = new Set(
	(
		'unknown|unknwon|unnamed|anonymous|anonym|anonyme|n a|na|nn|n n|none|null|nil|undefined|test|tbd|tba|x|xx|xxx|inconnu|inconnue|' +
		'sans nom|non renseigne|unbekannt|onbekend|desconocido|desconocida|sconosciuto|neizvestno|neizvesten|neizvestnyy|agnostos|' +
		'no name|not known|not available|not applicable|name unknown|unknown unknown|unknown male|unknown female|unknown person|' +
		'unknown subject|suspect|victim|witness|person|company|organisation|organization|male|female|john doe|jane doe'
	).split('|')
);

const distinct = <T>(values: Iterable<T>, limit: number): T[] => {
	const found = new Set<T>();
	for (const value of values) {
		if (found.size >= limit) break;
		found.add(value);
	}
	return [...found];
};

/** At most eight words of a text, wherever it ends. */
const wordsOf = (text: string): string[] =>
	text
		.slice(0, longestText)
		.split(' ')
		.filter((word) => word !== '')
		.slice(0, most.words)
		.map((word) => word.slice(0, longest));

export type Prepare = (profile: Profile) => Prepared;

/** One reader for many profiles: each distinct word is heard once. */
export function preparing(): Prepare {
	const heard = new Map<string, Word>();
	const hear = (text: string): Word => {
		const known = heard.get(text);
		if (known) return known;
		const sounded = spoken(text);
		const word = {
			text,
			spoken: sounded,
			sound: soundOf(sounded),
			letters: lettersOf(sounded),
			isFigure: /\d/.test(text)
		};
		heard.set(text, word);
		return word;
	};

	function nameOf(text: string, world: World): Name | undefined {
		const written = wordsOf(text);
		const { words, form } = world === 'bodies' ? withoutForm(written) : { words: written };
		const bag = words.toSorted().join(' ');
		if (bag === '' || fillers.has(words.join(' ')) || fillers.has(written.join(' '))) return;
		const heardWords = words.map(hear);
		const heardBag = heardWords
			.map(({ sound }) => sound)
			.sort()
			.join(' ');
		return {
			text: written.join(' '),
			words: heardWords,
			bag,
			heard: heardBag,
			...(form ? { form } : {})
		};
	}

	return (profile) => {
		const world = worldOf(profile.kind);
		const names = distinct(profile.names, 4 * most.names).flatMap(
			(text) => nameOf(text, world) ?? []
		);
		return {
			profile,
			world,
			own: ownSchemes[profile.kind],
			names: names
				.filter((name, at) => names.findIndex((other) => other.text === name.text) === at)
				.slice(0, most.names),
			identifiers: identifiersOf(profile),
			births: distinct(profile.birthDates, 64).filter(isBirth).slice(0, most.births),
			countries: distinct(profile.countries, most.addresses).filter((code) => code !== ''),
			addresses: addressesOf(profile),
			neighbours: distinct(profile.neighbours, most.neighbours).sort(),
			related: new Set(profile.related)
		};
	};
}

const isBirth = (date: string): boolean =>
	/^[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/.test(date);

function identifiersOf({ identifiers }: Profile) {
	const found = new Map<string, { scheme: string; value: string; key: string }>();
	for (const { scheme, value } of identifiers) {
		if (found.size >= most.identifiers) break;
		if (value === '' || value.length > 4 * longestText || fillers.has(value.toLowerCase()))
			continue;
		const key = `${scheme} ${value}`;
		found.set(key, { scheme, value, key });
	}
	return [...found.values()];
}

const addressesOf = ({ addresses }: Profile) =>
	distinct(addresses, most.addresses).flatMap((text) => {
		const words = [...new Set(wordsOf(text))].sort();
		const key = words.join(' ');
		return key === '' || fillers.has(text)
			? []
			: [{ text: text.slice(0, longestText), words, key }];
	});
