/**
 * Names compared word by word, in any order: each word of one is paired with the likeliest of the other, and
 * agreement is worth as much as the word is rare. A word that only one name has costs little (a middle name
 * left out), a word on each side that the other lacks costs much (Anna and Maria of one family).
 */
import { feature, type Feature, type Level } from './features.ts';
import { jaroWinkler, mostAlike } from './jaro-winkler.ts';
import type { Name, Prepared, Word, World } from './prepare.ts';
import { bits, censusOf, type Census, type Rarity } from './rarity.ts';
import { weights } from './weights.ts';

/** Parts of family names that come and go: they say nothing, and their lack costs nothing. */
const particles = new Set(
	'al el ul abd abu abou ben bin ibn bint de del della di da do dos du des la le van von der den ter af av zu'.split(
		' '
	)
);
const { alike: likeness, usual, records } = weights.name;

type Agreement = 'same' | 'sound' | 'close' | 'initial';
interface Tie {
	a: number;
	b: number;
	agreement: Agreement;
	points: number;
}
export interface Named {
	points: number;
	level: Level<'name'>;
	a: Name;
	b: Name;
	/** A word on each side that the other lacks: two of one family, of one group. */
	clash: boolean;
}

interface Measure {
	/** Names of people go together, as those of one country do; companies coin theirs. */
	discount: number;
	word(word: Word): number;
	sound(word: Word): number;
	/** The most that names can say where many are called so. */
	name(name: Name): number;
}

/** Worked out once for each text: pairs come back to the same words. */
function kept(of: (text: string) => number): (text: string) => number {
	const known = new Map<string, number>();
	return (text) => {
		let value = known.get(text);
		if (value === undefined) known.set(text, (value = of(text)));
		return value;
	};
}

/** Bits of words and whole names, as common as they are in one world. */
function measuring({ profiles, words, sounds, names, namesakes }: Census, world: World): Measure {
	const word = kept((text) =>
		particles.has(text) ? 0 : bits((words.get(text) ?? 2) - 2, profiles, usual.word)
	);
	const sound = kept((text) => bits((sounds.get(text) ?? 2) - 2, profiles, usual.sound));
	return {
		discount: weights.word.discount[world === 'people' ? 'people' : 'elsewhere'],
		word: ({ text }) => word(text),
		sound: (of) => sound(of.sound),
		name: ({ bag, heard }) => {
			const bearers = Math.max((names.get(bag) ?? 1) - records, (namesakes.get(heard) ?? 1) - 1);
			return bearers < 1 ? Infinity : Math.log2(profiles / bearers);
		}
	};
}

const measures = new WeakMap<Census, Measure>();
function measureOf(rarity: Rarity, world: World): Measure {
	const census = censusOf(rarity, world);
	const known = measures.get(census);
	if (known) return known;
	const measure = measuring(census, world);
	measures.set(census, measure);
	return measure;
}

const isOwn = ({ text }: Word) => !particles.has(text);
const shorter = (a: Word, b: Word) => Math.min(a.spoken.length, b.spoken.length);

function agree(
	a: Word,
	b: Word,
	measure: Measure
): { agreement: Agreement; points: number } | undefined {
	const { same, sound, initial } = weights.word;
	const { discount } = measure;
	if (a === b || (a.letters === b.letters && a.text === b.text))
		return {
			agreement: 'same',
			points: discount * measure.word(a) + (a.text.length === 1 ? 0 : same)
		};
	if (a.text.length === 1 || b.text.length === 1)
		return a.text[0] === b.text[0] || a.spoken[0] === b.spoken[0]
			? { agreement: 'initial', points: initial }
			: undefined;
	if (a.isFigure || b.isFigure) return;
	const isHeardAlike = a.sound === b.sound;
	const needed = isHeardAlike ? likeness.sound : likeness.close;
	if (mostAlike(a.spoken, b.spoken, a.letters, b.letters) < needed) return;
	const alike = jaroWinkler(a.spoken, b.spoken);
	if (isHeardAlike && alike >= (shorter(a, b) < 5 ? likeness.short : likeness.sound)) {
		const heard = Math.min(measure.sound(a), measure.sound(b));
		return { agreement: 'sound', points: discount * heard + sound };
	}
	if (alike < likeness.close) return;
	return {
		agreement: 'close',
		points: Math.max(0, discount * Math.min(measure.word(a), measure.word(b)) + slip(shorter(a, b)))
	};
}

/** One wrong letter in a long word leaves little doubt. */
const slip = (letters: number): number => {
	const { close, perLetter, leastClose } = weights.word;
	return Math.min(leastClose, close + perLetter * Math.max(0, letters - 4));
};

const ranks: Readonly<Record<Agreement, number>> = { same: 3, sound: 2, close: 1, initial: 0 };

const surestFirst = (x: Tie, y: Tie) =>
	ranks[y.agreement] - ranks[x.agreement] || y.points - x.points || x.a - y.a || x.b - y.b;

/** Words paired greedily, the surest first. */
function ties(a: Name, b: Name, measure: Measure): Tie[] {
	const possible: Tie[] = [];
	for (let at = 0; at < a.words.length; at++)
		for (let place = 0; place < b.words.length; place++) {
			const [word, other] = [a.words[at], b.words[place]];
			const agreed = word && other && agree(word, other, measure);
			if (agreed) possible.push({ a: at, b: place, ...agreed });
		}
	if (possible.length < 2) return possible;
	possible.sort(surestFirst);
	// Bits of the words already paired: no name has more than eight.
	let takenA = 0;
	let takenB = 0;
	return possible.filter((tie) => {
		if (takenA & (1 << tie.a) || takenB & (1 << tie.b)) return false;
		takenA |= 1 << tie.a;
		takenB |= 1 << tie.b;
		return true;
	});
}

/** Two neighbouring words of `many` that are one word of `few`: al Hashimi and Alhashimi. They leave both lists. */
function joined(few: Word[], many: Word[], measure: Measure): number {
	let points = 0;
	for (let at = 0; at + 1 < many.length; at++) {
		const [first, second] = [many[at], many[at + 1]];
		if (!first || !second || first.isFigure || second.isFigure) continue;
		if (!few.some(({ text }) => text.charCodeAt(0) === first.text.charCodeAt(0))) continue;
		const whole = first.text + second.text;
		const found = few.findIndex(
			(word) =>
				Math.abs(word.text.length - whole.length) < 3 && jaroWinkler(word.text, whole) >= 0.95
		);
		const word = few[found];
		if (!word) continue;
		points += measure.discount * measure.word(word) + weights.word.joined;
		few.splice(found, 1);
		many.splice(at, 2);
		at--;
	}
	return points;
}

/** What words on one side alone cost, at most three of them; a word that many names have (al, de, trading) less. */
function missing(words: readonly Word[], world: World, measure: Measure): number {
	const each = weights.word.missing[world === 'people' ? 'people' : 'elsewhere'];
	return words
		.slice(0, 3)
		.reduce((sum, word) => sum + each * Math.min(1, measure.word(word) / 6), 0);
}

function levelOf(
	a: Name,
	b: Name,
	found: readonly Tie[],
	apart: number,
	longer: number
): Level<'name'> {
	if (found.length === 0) return apart > 0 ? 'other' : 'other order';
	if (apart > 0)
		return found.every(({ agreement }) => agreement === 'initial') ? 'other' : 'in part';
	if (longer > 0 || found.some(({ agreement }) => agreement === 'initial')) return 'shortened';
	if (found.some(({ agreement }) => agreement === 'close')) return 'close';
	if (found.some(({ agreement }) => agreement === 'sound')) return 'spelt otherwise';
	return a.words.every((word, at) => word.text === b.words[at]?.text) ? 'same' : 'other order';
}

function compareTwo(a: Name, b: Name, world: World, measure: Measure): Named {
	const found = ties(a, b, measure);
	let [pairedA, pairedB] = [0, 0];
	for (const tie of found) {
		pairedA |= 1 << tie.a;
		pairedB |= 1 << tie.b;
	}
	const freeA = a.words.filter((_, at) => !(pairedA & (1 << at)));
	const freeB = b.words.filter((_, at) => !(pairedB & (1 << at)));
	let points = found.reduce((sum, tie) => sum + tie.points, 0);
	if (freeA.length > 0 && freeB.length > 0 && freeA.length + freeB.length > 2)
		points +=
			freeA.length < freeB.length ? joined(freeA, freeB, measure) : joined(freeB, freeA, measure);
	const [onlyA, onlyB] = [freeA.filter(isOwn), freeB.filter(isOwn)];
	const apart = Math.min(onlyA.length, onlyB.length);
	const alone = onlyA.length > onlyB.length ? onlyA.slice(apart) : onlyB.slice(apart);
	points += apart * weights.word.clash + missing(alone, world, measure);
	const { least } = weights.name;
	const most = weights.name.most[world === 'people' ? 'people' : 'elsewhere'];
	const bound = Math.min(most, measure.name(a), measure.name(b));
	return {
		points: Math.max(least, Math.min(bound, points)),
		level: levelOf(a, b, found, apart, alone.length),
		a,
		b,
		clash: apart > 0
	};
}

/** The two names that speak most for being one; of equals the first in the order of their letters. */
export function compareNames(a: Prepared, b: Prepared, rarity: Rarity): Named | undefined {
	if (a.names.length === 0 || b.names.length === 0) return;
	const measure = measureOf(rarity, a.world);
	let best: Named | undefined;
	for (const one of a.names)
		for (const other of b.names) {
			const named = compareTwo(one, other, a.world, measure);
			if (
				!best ||
				named.points > best.points ||
				(named.points === best.points && isBefore(named, best))
			)
				best = named;
		}
	return best;
}

const isBefore = (x: Named, y: Named): boolean =>
	x.a.text === y.a.text ? x.b.text < y.b.text : x.a.text < y.a.text;

/** As nameFeature, and what legal forms add; forms are compared only where the names may be one. */
export function nameFeatures(named: Named): Feature[] {
	const { a, b, points, level } = named;
	const features = [feature('name', level, points, [a.text], [b.text])];
	if (a.form && b.form && !named.clash)
		features.push(
			a.form === b.form
				? feature('legal form', 'same', weights.form.same, [a.form], [b.form])
				: feature('legal form', 'other', weights.form.other, [a.form], [b.form])
		);
	return features;
}
