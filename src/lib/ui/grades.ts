/** What a grade says in words. A letter means something only inside its own scheme. */
import { m } from '#lib/paraglide/messages.js';
import type { Evaluation, Scheme } from '#lib/domain/grading.ts';

type Text = () => string;
interface Words {
	name: Text;
	source: Record<string, Text>;
	information: Record<string, Text>;
}

const words: Record<Scheme, Words> = {
	'europol-4x4': {
		name: m.grade_scheme_europol_4x4,
		source: {
			A: m.grade_europol_4x4_source_a,
			B: m.grade_europol_4x4_source_b,
			C: m.grade_europol_4x4_source_c,
			X: m.grade_europol_4x4_source_x
		},
		information: {
			'1': m.grade_europol_4x4_information_1,
			'2': m.grade_europol_4x4_information_2,
			'3': m.grade_europol_4x4_information_3,
			'4': m.grade_europol_4x4_information_4
		}
	},
	admiralty: {
		name: m.grade_scheme_admiralty,
		source: {
			A: m.grade_admiralty_source_a,
			B: m.grade_admiralty_source_b,
			C: m.grade_admiralty_source_c,
			D: m.grade_admiralty_source_d,
			E: m.grade_admiralty_source_e,
			F: m.grade_admiralty_source_f
		},
		information: {
			'1': m.grade_admiralty_information_1,
			'2': m.grade_admiralty_information_2,
			'3': m.grade_admiralty_information_3,
			'4': m.grade_admiralty_information_4,
			'5': m.grade_admiralty_information_5,
			'6': m.grade_admiralty_information_6
		}
	},
	'uk-5x5x5': {
		name: m.grade_scheme_uk_5x5x5,
		source: {
			A: m.grade_uk_5x5x5_source_a,
			B: m.grade_uk_5x5x5_source_b,
			C: m.grade_uk_5x5x5_source_c,
			D: m.grade_uk_5x5x5_source_d,
			E: m.grade_uk_5x5x5_source_e
		},
		information: {
			'1': m.grade_uk_5x5x5_information_1,
			'2': m.grade_uk_5x5x5_information_2,
			'3': m.grade_uk_5x5x5_information_3,
			'4': m.grade_uk_5x5x5_information_4,
			'5': m.grade_uk_5x5x5_information_5
		}
	},
	'uk-3x5x2': {
		name: m.grade_scheme_uk_3x5x2,
		source: {
			'1': m.grade_uk_3x5x2_source_1,
			'2': m.grade_uk_3x5x2_source_2,
			'3': m.grade_uk_3x5x2_source_3
		},
		information: {
			A: m.grade_uk_3x5x2_information_a,
			B: m.grade_uk_3x5x2_information_b,
			C: m.grade_uk_3x5x2_information_c,
			D: m.grade_uk_3x5x2_information_d,
			E: m.grade_uk_3x5x2_information_e
		}
	}
};

/** `Europol 4x4 B: source reliable in most instances`, of a source without any one thing that it said. */
export function reliabilityMeaning(key: string): string {
	const [scheme = '', letter = ''] = key.split('/');
	const of = Object.hasOwn(words, scheme) ? words[scheme as Scheme] : undefined;
	const said = of?.source[letter]?.();
	return of && said ? m.grade_reliability({ scheme: of.name(), letter, meaning: said }) : key;
}
/** `4x4 B`. */
export function shortReliability(key: string): string {
	const [scheme = '', letter = ''] = key.split('/');
	return Object.hasOwn(prefixes, scheme) ? `${prefixes[scheme as Scheme]()}${letter}` : key;
}

export const schemeTitle = (scheme: Scheme): string => words[scheme].name();

/** `Europol 4x4 B3: source reliable in most instances; not known personally …, but corroborated` */
export function gradeMeaning({ scheme, source, information }: Evaluation): string {
	const { name, source: sources, information: contents } = words[scheme];
	const said = [sources[source]?.(), contents[information]?.()]
		.filter(Boolean)
		.join(m.grade_join());
	return `${name()} ${source}${information}${said && ` (${said})`}`;
}

/** Written before every grade: the same letters mean something else in another scheme. */
const prefixes: Record<Scheme, Text> = {
	'europol-4x4': () => '4x4 ',
	admiralty: () => `${m.grade_prefix_admiralty()} `,
	'uk-5x5x5': () => '5x5x5 ',
	'uk-3x5x2': () => '3x5x2 '
};

/** `4x4 B2`, `NATO C3`: as short as it can be without being taken for another scheme's. */
export const shortGrade = ({ scheme, source, information }: Evaluation): string =>
	`${prefixes[scheme]()}${source}${information}`;
