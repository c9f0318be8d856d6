/** How one name comes to be written in Latin letters by different offices. */
import { latin } from '#lib/server/graph/search-text.ts';

interface Draws {
	is(rate: number): boolean;
	pick<T>(from: readonly T[]): T;
}

type Table = Readonly<Record<string, string>>;
/** As German, French and Polish offices write Russian; what is not named is as English ones do. */
const german: Table = {
	ж: 'sch',
	х: 'ch',
	ц: 'z',
	ч: 'tsch',
	ш: 'sch',
	щ: 'schtsch',
	в: 'w',
	ю: 'ju',
	я: 'ja',
	й: 'i',
	з: 's',
	ё: 'jo',
	ы: 'y',
	ь: '',
	э: 'e'
};
const french: Table = {
	ж: 'j',
	х: 'kh',
	ц: 'ts',
	ч: 'tch',
	ш: 'ch',
	щ: 'chtch',
	у: 'ou',
	ю: 'iou',
	я: 'ia',
	й: 'i',
	ы: 'y',
	ь: '',
	э: 'e',
	ё: 'io'
};
const polish: Table = {
	ж: 'ż',
	х: 'ch',
	ц: 'c',
	ч: 'cz',
	ш: 'sz',
	щ: 'szcz',
	в: 'w',
	ю: 'ju',
	я: 'ja',
	й: 'j',
	ы: 'y',
	ь: '',
	э: 'e',
	ё: 'jo'
};

const byTable = (word: string, table: Table): string =>
	[...word.toLowerCase()].map((letter) => table[letter] ?? letter).join('');

const russian = (word: string, draws: Draws): string => {
	const written = latin(byTable(word, draws.pick([german, french, polish, {}])));
	return draws.is(0.4) ? written.replace(/iy$|yy$|ij$/, draws.pick(['y', 'i', 'ii'])) : written;
};

/** Greek as it is heard: ch and h, y and i, ph and f, and given names in their everyday ending. */
const greekHeard = (word: string, draws: Draws): string => {
	let written = latin(word);
	if (draws.is(0.6)) written = written.replace(/^ch/, 'h').replace(/ch/g, 'h');
	if (draws.is(0.4)) written = written.replace(/y/g, 'i');
	if (draws.is(0.3)) written = written.replace(/f/g, 'ph');
	if (draws.is(0.4)) written = written.replace(/ou/g, 'u');
	return written.replace(/ios$/, draws.is(0.4) ? 'is' : 'ios');
};

const umlauts: Table = {
	ä: 'ae',
	ö: 'oe',
	ü: 'ue',
	ø: 'oe',
	å: 'aa',
	ł: 'l',
	ñ: 'n',
	š: 'sh',
	ž: 'zh',
	č: 'ch',
	ş: 'sh'
};
const western = (word: string, draws: Draws): string =>
	draws.is(0.7)
		? byTable(word, umlauts)
		: latin(word)
				.replace(/w/, draws.pick(['w', 'v']))
				.replace(/ck|k$/, 'k')
				.replace(/ph/, 'f')
				.replace(/ll|nn|tt/, (two) => two.charAt(0));

/** One part of a name; `other` when it is written by another office than usual. */
export function spelling(part: string, culture: string, draws: Draws, other: boolean): string {
	if (culture === 'arabic') {
		const spellings = part.split('|');
		return (other ? draws.pick(spellings) : (spellings[0] ?? '')).replaceAll('~', ' ');
	}
	if (!other) return part;
	if (culture === 'cyrillic') return russian(part, draws);
	if (culture === 'greek') return greekHeard(part, draws);
	if (culture === 'chinese') return draws.is(0.6) ? part.replace(' ', '') : part;
	return western(part, draws);
}
