/**
 * Search by names, aliases and identifiers, folded. The index finds the records that hold the longest
 * word typed; audience and the other words are applied before anything is counted, ranked or cut.
 */
import { fold, searchWords } from '#lib/domain/fold.ts';
import { latin, latinWords } from '#lib/server/graph/search-text.ts';
import { identifiersIn } from '#lib/domain/identifiers.ts';
import { personalSchemes } from '#lib/domain/draft.ts';
import { strictestTlp } from '#lib/domain/marking.ts';
import { isRestricted, limiting, shielded } from '#lib/domain/restricted.ts';
import type { SearchHit, SearchResult } from '#lib/domain/subgraph.ts';
import { marksOf, unmarked, type Marks } from './provenance.ts';
import * as queries from './queries.ts';
import type { RecordRow } from './queries.ts';
import type { Reading } from './reading.ts';
import { ascending, nameOf, parseIdentifier, recordsOf, tlpOfAudience } from './records.ts';

/** Below this a query would list a good part of the graph. */
export const shortestQuery = 2;
export const hitLimit = 200;
/** At least so many are ranked to the letter, however few are handed out. */
const fewestRanked = 60;
/** Identifiers that are looked up as they are typed; `identifiersIn` knows how the others are written. */
const asWritten = ['wallet', ...personalSchemes] as const;
/** Letters of a word that are in the index as words of their own (domain/fold.ts). */
const indexedPrefix = 10;

interface Asked {
	/** As it is spelt, folded; and read in Latin letters. */
	folded: string;
	read: string;
	words: string[];
	/** The whole text as a name may be spelt, in lower case. */
	spellings: string[];
	/** Identifiers the text could be, whole. */
	keys: Set<string>;
}

/** Without spaces and dashes, as account numbers and phones are stored. */
const tight = (text: string) => text.replace(/[\s\u00a0.()-]/gu, '');

function ask(text: string): Asked | undefined {
	const folded = fold(text.slice(0, 1_000));
	const plain = text.trim();
	if ([...folded].length < shortestQuery) return undefined;
	const spellings = [plain, plain.toLowerCase(), tight(plain), tight(plain).toUpperCase()];
	const keys =
		plain.length > 1_000
			? []
			: [
					...identifiersIn(plain).map(({ scheme, value }) => `${scheme}:${value}`),
					...asWritten.flatMap((scheme) => spellings.map((value) => `${scheme}:${value}`))
				];
	return {
		folded,
		read: latin(plain.slice(0, 1_000)),
		words: latinWords(plain.slice(0, 1_000)),
		spellings: [...new Set([plain.toLowerCase(), folded])],
		keys: new Set(keys)
	};
}

/** How the search text of a record begins when its preferred name begins with this word. */
function headOf(word: string): string {
	const letters = [...word];
	const prefixes = letters.slice(1, indexedPrefix).map((_, i) => letters.slice(0, i + 2).join(''));
	return ` ${[...new Set([...prefixes, word])].join(' ')}`;
}

/**
 * What a reason to find victims and witnesses by one text is kept under: the text as it is compared, as
 * a keyed commitment.
 */
export const reasonForText = (text: string, commit: (text: string) => string): string =>
	`search ${commit(`people\n${fold(text)}`)}`;

/** What is not searched: people who are one of these, and records of these statements. */
interface Left {
	shielded: readonly string[];
	withheld: readonly string[];
}

/** What the index looks up, and what else a record must hold. */
function lookedUp(words: readonly string[]): { word: string; words: string[] } | undefined {
	const [longest] = [...words].sort((a, b) => b.length - a.length || ascending(a, b));
	if (longest === undefined) return undefined;
	const letters = [...longest];
	return {
		word: letters.slice(0, indexedPrefix).join(''),
		// The index vouches for the word it looked up, as far as it holds it.
		words: words
			.filter((word) => word !== longest || letters.length > indexedPrefix)
			.map((word) => ` ${word}`)
	};
}

/** The entities that hold the words: how many, how many of `known` among them, and the likeliest. */
async function byWords(
	{ read, audience }: Reading,
	{ words, spellings }: Asked,
	{ known, limit, ...left }: Left & { known: readonly string[]; limit: number }
): Promise<{ total: number; overlap: number; ids: string[] }> {
	const nothing = { total: 0, overlap: 0, ids: [] };
	const found = lookedUp(words);
	const [first] = words;
	if (!found || first === undefined) return nothing;
	const head = headOf(first);
	const [row] = await read(queries.searchWordsQuery, {
		...found,
		names: spellings,
		head,
		longer: `${head} ${first}`,
		known,
		...left,
		limit,
		audience
	});
	return row ?? nothing;
}

/** So many entities are asked for their labels at most. */
const mostLabels = 2_000;

/**
 * Entities that only a withheld record finds, and that are found nevertheless: the label that every
 * drawing shows holds the words, or is the identifier typed.
 */
async function byLabel(
	reading: Reading,
	{ words, keys }: Asked,
	left: Left,
	known: readonly string[]
): Promise<string[]> {
	const { read, audience } = reading;
	const found = lookedUp(words);
	if (left.withheld.length === 0) return [];
	const [worded, identified] = await Promise.all([
		found ? read(queries.searchLabels, { ...found, ...left, limit: mostLabels, audience }) : [],
		read(queries.searchIdentifiers, { keys: [...keys], ...left, withheld: [], audience })
	]);
	const others = new Set([...worded, ...identified].map(({ id }) => id));
	for (const id of known) others.delete(id);
	const values = new Set([...keys].map((key) => parseIdentifier(key).value));
	const groups = await recordsOf(reading, [...others]);
	return [...groups].flatMap(([id, records]) => {
		const name = nameOf(records);
		return holds(name, words) || values.has(name) ? [id] : [];
	});
}

const holds = (text: string, words: readonly string[]): boolean => {
	const there = [...searchWords(latin(text)), ...latinWords(text)];
	return words.every((word) => there.some((one) => one.startsWith(word)));
};

/** Exact name or identifier, then a name that begins so, then another word of a name, then the rest. */
function tierOf(
	name: string,
	told: readonly RecordRow[],
	{ folded, read, words, keys }: Asked
): number {
	if (told.some((record) => record.identifiers.some((key) => keys.has(key)))) return 0;
	const spelt = [name, ...told.flatMap((record) => record.names)];
	const names = spelt.map(latin);
	if (spelt.some((name) => fold(name) === folded) || names.includes(read)) return 0;
	if (names.some((name) => name.startsWith(read))) return 1;
	return spelt.some((name) => holds(name, words)) ? 2 : 3;
}

/** Whether every word typed stands in the text as it was typed, in the same letters. */
const spells = (text: string, folded: string): boolean => {
	const there = searchWords(text);
	return searchWords(folded).every((word) => there.some((one) => one.startsWith(word)));
};

/**
 * What matched, when it is not the name shown. What of a record its card holds back is not told letter by
 * letter, whatever the reason; `open` are the others. An identifier typed whole is told where it was
 * searched: `told`.
 */
function matchOf(
	name: string,
	told: readonly RecordRow[],
	open: readonly RecordRow[],
	{ folded, words, keys }: Asked
) {
	const identifiers = told.flatMap((record) => record.identifiers);
	const exact = identifiers.find((key) => keys.has(key));
	const shown = (text: string | undefined) => (text === undefined || text === name ? null : text);
	if (exact !== undefined) return shown(parseIdentifier(exact).value);
	// Found in other letters than it is written in: the reading says why.
	if (holds(name, words))
		return latin(name) === fold(name) || spells(name, folded) ? null : latin(name);
	const alias = open.flatMap((record) => record.names).find((other) => holds(other, words));
	if (alias !== undefined) return alias;
	const values = open
		.flatMap((record) => record.identifiers)
		.map((key) => parseIdentifier(key).value);
	return shown(values.find((value) => holds(value, words)));
}

interface Ranked extends SearchHit {
	tier: number;
}

function hitOf(
	id: string,
	records: readonly RecordRow[],
	asked: Asked,
	marks: Marks,
	withheld: ReadonlySet<string>
): Ranked | undefined {
	const [first] = records;
	if (!first) return undefined;
	const name = nameOf(records);
	const said = records.map((record) => ({ record, by: marks.get(record.provenance) }));
	const open = said.flatMap(({ record, by }) => (isRestricted(by ?? unmarked) ? [] : [record]));
	const told = records.filter((record) => !withheld.has(record.provenance));
	return {
		id,
		kind: first.kind,
		name,
		originalType: first.originalType,
		matched: matchOf(name, told, open, asked),
		records: records.length,
		tlp:
			strictestTlp(said.map(({ record, by }) => by?.tlp ?? tlpOfAudience(record.audience))) ??
			'red',
		revoked: records.every((record) => record.revoked),
		demonstration: said.every(
			({ record, by }) => by?.demonstration ?? record.audience.includes('demonstration')
		),
		tier: tierOf(name, told, asked)
	};
}

const byRank = (a: Ranked, b: Ranked): number =>
	a.tier - b.tier ||
	Number(a.revoked) - Number(b.revoked) ||
	b.records - a.records ||
	ascending(a.name, b.name) ||
	ascending(a.id, b.id);

interface SearchOptions {
	/** A reason for this very text holds. */
	reasoned?: boolean;
	/** Where what cards hold back is kept. */
	withheld?: (reading: Reading) => Promise<readonly string[]>;
}

/** The statements that cards hold back from whoever reads with this audience, until a reason is given. */
export const withheldOf = async ({ read, audience }: Reading): Promise<string[]> =>
	(await read(queries.withheld, { limiting, audience })).map(({ id }) => id);

/**
 * Victims and witnesses are not found by their names: a hit would say who is one, letter by letter. Nor is
 * anything found by what its card holds back, but for the label shown. `reasoned` finds both, for whoever
 * gave a reason for this very text; victims and witnesses by their labels.
 */
export async function search(
	reading: Reading,
	text: string,
	limit: number,
	{ reasoned = false, withheld = withheldOf }: SearchOptions = {}
): Promise<SearchResult> {
	const asked = ask(text);
	if (!asked) return { hits: [], total: 0 };
	const left: Left = reasoned
		? { shielded: [], withheld: [] }
		: { shielded, withheld: await withheld(reading) };
	const { audience } = reading;
	const identified = await reading.read(queries.searchIdentifiers, {
		keys: [...asked.keys],
		...left,
		audience
	});
	const open = identified.map(({ id }) => id);
	const known = [...open, ...(await byLabel(reading, asked, left, open))];
	const wanted = Math.min(limit, hitLimit);
	const ranking = Math.max(wanted, fewestRanked);
	const worded = await byWords(reading, asked, { ...left, known, limit: ranking });
	const candidates = [...new Set([...known.slice(0, ranking), ...worded.ids])];
	const groups = await recordsOf(reading, candidates);
	const marks = await marksOf(
		reading,
		[...groups.values()].flatMap((records) => records.map((record) => record.provenance))
	);
	const held = new Set(left.withheld);
	const ranked = candidates
		.flatMap((id) => hitOf(id, groups.get(id) ?? [], asked, marks, held) ?? [])
		.sort(byRank);
	return {
		hits: ranked.slice(0, wanted).map(({ tier: _tier, ...hit }) => hit),
		total: worded.total + known.length - worded.overlap
	};
}
