/**
 * Profiles of which it is known who is one, made from a seed: people and companies of several cultures, each
 * recorded one to three times with the slips that records have, and neighbours, relatives and namesakes that are not
 * one. What is missing is missing at the rates of police data, not of a register.
 */
import type { Profile } from '#lib/analytics/likeness/profile.ts';
import { latin } from '#lib/server/graph/search-text.ts';
import {
	arabic,
	chinese,
	companies,
	cyrillic,
	greek,
	streets,
	towns,
	western
} from './name-parts.ts';
import { spelling } from './transliterations.ts';

export type Chance = () => number;
/** Mulberry32: small, seeded, the same everywhere. */
export function chanceFrom(seed: number): Chance {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

type Culture = 'western' | 'cyrillic' | 'greek' | 'arabic' | 'chinese' | 'company';
/** Someone real, before anybody wrote them down. */
interface Real {
	culture: Culture;
	given: string;
	middle?: string;
	family: string;
	birth: string;
	country: string;
	address: string;
	identifiers: { scheme: string; value: string }[];
	neighbours: string[];
	/** Places of reals it deals with. */
	deals: number[];
	/** Why it is close to another real. */
	hard?: string;
}
export interface Truth {
	profiles: Profile[];
	/** By id: which real it is, and the slips of its record. */
	reals: Map<string, { real: number; slips: string[]; hard?: string; culture: Culture }>;
	/** Pairs that are one. */
	pairs: number;
}

class Maker {
	readonly reals: Real[] = [];
	#serial = 0;
	constructor(readonly chance: Chance) {}

	is = (rate: number) => this.chance() < rate;
	below = (limit: number) => Math.floor(this.chance() * limit);
	pick<T>(from: readonly T[]): T {
		const found = from[this.below(from.length)];
		if (found === undefined) throw new RangeError('nothing to pick from');
		return found;
	}
	/** Some names are common: the first in a list more than the last. */
	common<T>(from: readonly T[]): T {
		const found = from[Math.floor(this.chance() ** 1.6 * from.length)];
		if (found === undefined) throw new RangeError('nothing to pick from');
		return found;
	}
	serial = () => String(++this.#serial).padStart(7, '0');

	birth(from = 1945, years = 60): string {
		const two = (n: number) => String(n).padStart(2, '0');
		return `${from + this.below(years)}-${two(1 + this.below(12))}-${two(1 + this.below(28))}`;
	}
	address = () =>
		`${1 + this.below(120)} ${this.pick(streets)} ${this.pick(['Street', 'Strasse', 'Rue', 'Allee'])}, ${this.pick(towns)}`;
	neighbours(count: number): string[] {
		return Array.from({ length: count }, () =>
			this.is(0.12) ? `hub-${this.below(6)}` : `thing-${this.below(6000)}`
		);
	}
	identifiers(company: boolean): Real['identifiers'] {
		const number = this.serial();
		return [
			{ scheme: 'email', value: `mail${number}@example.org` },
			{ scheme: 'phone', value: `+99${number}` },
			...(company
				? [{ scheme: 'iban', value: `XX00TEST${number}` }]
				: [{ scheme: 'document-number', value: `xx:${number}` }])
		];
	}
}

const countries: Record<Culture, string[]> = {
	western: ['fr', 'de', 'pl', 'se', 'gb', 'nl'],
	cyrillic: ['ru', 'ua', 'bg', 'by'],
	greek: ['gr', 'cy'],
	arabic: ['ma', 'dz', 'fr', 'eg', 'lb'],
	chinese: ['cn', 'sg', 'tw'],
	company: ['fr', 'de', 'gb', 'cy', 'ru', 'nl', 'lu', 'ae']
};

function surname(make: Maker, culture: Culture): string {
	if (culture === 'western')
		return make.common(western.surnameFirst) + make.pick(western.surnameLast);
	if (culture === 'cyrillic') return make.common(cyrillic.stems) + make.common(cyrillic.ends);
	if (culture === 'greek') return make.common(greek.stems) + make.common(greek.ends);
	if (culture === 'arabic') return make.common(arabic.family);
	if (culture === 'chinese') return make.common(chinese.family);
	return make.pick(companies.starts) + make.pick(companies.middles) + make.pick(companies.ends);
}

function givenName(make: Maker, culture: Culture): string {
	if (culture === 'western') return make.common(western.given);
	if (culture === 'cyrillic') return make.common(make.is(0.6) ? cyrillic.male : cyrillic.female);
	if (culture === 'greek') return make.common(greek.given);
	if (culture === 'arabic') return make.common(arabic.given);
	if (culture === 'chinese')
		return `${make.pick(chinese.syllables)} ${make.pick(chinese.syllables)}`;
	return make.pick(companies.words);
}

function middleName(make: Maker, culture: Culture): string | undefined {
	if (culture === 'cyrillic' && make.is(0.6)) return make.common(cyrillic.fathers) + 'ович';
	if ((culture === 'western' || culture === 'arabic') && make.is(0.3))
		return givenName(make, culture);
	if (culture === 'company' && make.is(0.35)) return make.pick(companies.words);
	return;
}

function real(make: Maker, culture: Culture): Real {
	const middle = middleName(make, culture);
	return {
		culture,
		given: givenName(make, culture),
		...(middle ? { middle } : {}),
		family: surname(make, culture),
		birth: culture === 'company' ? make.birth(1985, 35) : make.birth(),
		country: make.pick(countries[culture]),
		address: make.address(),
		identifiers: make.identifiers(culture === 'company'),
		neighbours: make.neighbours(3 + make.below(6)),
		deals: []
	};
}

/** People and companies close to `of` that are not it. */
const close: Record<string, (make: Maker, of: Real) => Partial<Real>> = {
	namesake: (make, of) => ({
		given: of.given,
		middle: of.middle,
		family: of.family,
		country: of.country,
		birth: make.birth()
	}),
	'father and son': (make, of) => ({
		family: of.family,
		country: of.country,
		address: of.address,
		birth: make.birth(1985, 30),
		neighbours: [...of.neighbours.slice(0, 2), ...make.neighbours(3)]
	}),
	twins: (make, of) => ({
		family: of.family,
		country: of.country,
		address: of.address,
		birth: of.birth,
		neighbours: [...of.neighbours.slice(0, 2), ...make.neighbours(3)]
	}),
	partners: (make, of) => ({
		address: make.is(0.5) ? of.address : make.address(),
		family: make.is(0.5) ? of.family : surname(make, of.culture),
		country: of.country,
		identifiers: of.identifiers.filter(({ scheme }) => scheme === 'phone' && make.is(0.3)),
		neighbours: [...of.neighbours.slice(0, 4), ...make.neighbours(2)]
	}),
	'one group': (make, of) => ({
		family: of.family,
		country: make.is(0.6) ? of.country : make.pick(countries.company),
		address: make.is(0.7) ? of.address : make.address(),
		neighbours: [...of.neighbours.slice(0, 2), ...make.neighbours(3)]
	}),
	'one door': (make, of) => ({
		address: of.address,
		country: of.country,
		neighbours: [...of.neighbours.slice(0, 1), ...make.neighbours(4)]
	})
};

function realsOf(make: Maker, count: number): Real[] {
	const cultures: Culture[] = [
		'western',
		'western',
		'western',
		'cyrillic',
		'cyrillic',
		'greek',
		'arabic',
		'arabic',
		'chinese',
		'company',
		'company',
		'company',
		'company'
	];
	while (make.reals.length < count) {
		const of = real(make, make.pick(cultures));
		make.reals.push(of);
		const isCompany = of.culture === 'company';
		const draw = make.chance();
		const hard = isCompany
			? draw < 0.12
				? 'one group'
				: draw < 0.2
					? 'one door'
					: undefined
			: draw < 0.025
				? 'namesake'
				: draw < 0.065
					? 'father and son'
					: draw < 0.095
						? 'twins'
						: draw < 0.135
							? 'partners'
							: undefined;
		const alike = hard && close[hard];
		if (!alike) continue;
		of.hard = hard;
		const other: Real = { ...real(make, of.culture), ...alike(make, of), hard };
		// Parents do not give two children one name.
		while (hard !== 'namesake' && other.given === of.given)
			other.given = givenName(make, of.culture);
		if (hard === 'partners') other.deals.push(make.reals.length - 1);
		make.reals.push(other);
	}
	return make.reals;
}

const letters = 'abcdefghijklmnoprstuvwyz';

/** One slip of the finger in a word of at least four letters. */
export function typo(make: Maker, text: string): string {
	const words = text.split(' ');
	const long = words.map((_, at) => at).filter((at) => (words[at]?.length ?? 0) >= 4);
	if (long.length === 0) return text;
	const which = make.pick(long);
	const word = words[which] ?? '';
	const at = make.below(word.length - 1);
	const letter = letters.charAt(make.below(letters.length));
	words[which] = make.pick([
		word.slice(0, at) + letter + word.slice(at),
		word.slice(0, at) + word.slice(at + 1),
		word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
		word.slice(0, at) + letter + word.slice(at + 1)
	]);
	return words.join(' ');
}

type Slip = (make: Maker, of: Real) => string;
const spelt = (make: Maker, of: Real, part: string): string =>
	spelling(part, of.culture, make, false);
const whole = (make: Maker, of: Real, parts: (string | undefined)[]) =>
	parts
		.filter((part) => part !== undefined)
		.map((part) => spelt(make, of, part))
		.join(' ');

/** Name in the order of its culture. */
const ordinary: Slip = (make, of) =>
	of.culture === 'company'
		? whole(make, of, [of.family, of.middle, of.given])
		: of.culture === 'chinese'
			? whole(make, of, [of.family, of.given])
			: whole(make, of, [of.given, of.middle, of.family]);
const slipsOfNames: Record<string, Slip> = {
	none: ordinary,
	typo: (make, of) => typo(make, latin(ordinary(make, of))),
	transliteration: (make, of) =>
		[of.given, of.middle, of.family]
			.filter((part) => part !== undefined)
			.map((part) => spelling(part, of.culture, make, true))
			.join(' '),
	swapped: (make, of) =>
		of.culture === 'chinese'
			? whole(make, of, [of.given.replace(' ', ''), of.family])
			: whole(make, of, [of.family, of.given, of.middle]),
	'middle dropped': (make, of) => whole(make, of, [of.given, of.family]),
	initial: (make, of) =>
		of.culture === 'company'
			? ordinary(make, of)
			: whole(make, of, [latin(spelt(make, of, of.given)).charAt(0), of.family])
};
const rates: [string, number][] = [
	['none', 0.3],
	['typo', 0.18],
	['transliteration', 0.24],
	['swapped', 0.13],
	['middle dropped', 0.09],
	['initial', 0.06]
];

function slipOf(make: Maker, of: Real): string {
	let left = make.chance();
	const [name] = rates.find(([, rate]) => (left -= rate) < 0) ?? ['none'];
	if (name === 'middle dropped' && (!of.middle || of.culture === 'company')) return 'none';
	if (of.culture === 'company' && (name === 'initial' || name === 'transliteration'))
		return 'legal form';
	return name;
}

function birthSlip(make: Maker, birth: string): string {
	const [year = '', month = '', day = ''] = birth.split('-');
	const kind = make.below(3);
	if (kind === 0 && Number(day) <= 12) return `${year}-${day}-${month}`;
	if (kind === 1) return year;
	const last = (Number(year.charAt(3)) + 1 + make.below(8)) % 10;
	return `${year.slice(0, 3)}${last}-${month}-${day}`;
}

function record(
	make: Maker,
	of: Real,
	isFirst: boolean
): { profile: Omit<Profile, 'id' | 'related'>; slips: string[] } {
	const isCompany = of.culture === 'company';
	const slip = isFirst && make.is(0.6) ? 'none' : slipOf(make, of);
	const slips = [slip];
	const name = (slipsOfNames[slip] ?? ordinary)(make, of);
	const form = companies.forms[of.birth.charCodeAt(9) % companies.forms.length] ?? [];
	const full =
		isCompany && make.is(0.8)
			? `${name} ${slip === 'none' ? (form[0] ?? '') : make.pick(form)}`
			: name;
	let birth: string[] = make.is(isCompany ? 0.2 : 0.6) ? [of.birth] : [];
	if (birth.length > 0 && make.is(0.08)) {
		birth = [birthSlip(make, of.birth)];
		slips.push('birth');
	}
	let address = make.is(0.5) ? [of.address] : [];
	if (address.length > 0 && make.is(0.25)) {
		address = [make.address()];
		slips.push('moved');
	}
	const kept = make.is(0.65) ? of.neighbours.filter(() => make.is(0.65)) : [];
	return {
		slips,
		profile: {
			kind: isCompany
				? make.is(0.9)
					? 'organisation'
					: 'group'
				: make.is(0.93)
					? 'person'
					: 'persona',
			names: [
				latin(full),
				...(make.is(0.08) ? [latin(ordinary(make, of))] : []),
				...(make.is(0.01) ? ['unknown'] : [])
			],
			identifiers: of.identifiers.filter(() => make.is(0.2)),
			birthDates: birth,
			countries: make.is(0.6) ? [of.country] : [],
			addresses: address.map(latin),
			neighbours: [...new Set(kept)]
		}
	};
}

/** At least `entities` profiles. */
export function truthFrom(seed: number, entities = 5_200): Truth {
	const make = new Maker(chanceFrom(seed));
	const truth: Truth = { profiles: [], reals: new Map(), pairs: 0 };
	const idsOf: string[][] = [];
	realsOf(make, Math.ceil(entities / 1.7)).forEach((of, number) => {
		const draw = make.chance();
		const records = draw < 0.45 ? 1 : draw < 0.8 ? 2 : 3;
		truth.pairs += (records * (records - 1)) / 2;
		const ids: string[] = [];
		for (let n = 0; n < records; n++) {
			const { profile, slips } = record(make, of, n === 0);
			// Ids say nothing of who is one: a number in no order.
			const id = `e-${(Math.imul(truth.profiles.length + 1, 2654435761) >>> 0).toString(16)}`;
			ids.push(id);
			truth.reals.set(id, { real: number, slips, hard: of.hard, culture: of.culture });
			const related = of.deals.flatMap((other) => idsOf[other] ?? []).filter(() => make.is(0.7));
			truth.profiles.push({
				id,
				related,
				...profile,
				neighbours: [...profile.neighbours, ...related]
			});
		}
		idsOf.push(ids);
	});
	return truth;
}
