/**
 * How a source and its information were evaluated. Letters and digits mean different things in
 * different schemes (C is "mostly unreliable" at Europol and "fairly reliable" in the Admiralty
 * system), so a grade is always scheme + source + information and is never mapped to another scheme.
 * Sources: Regulation (EU) 2016/794 art. 29; NATO AJP-2.1; UK 5x5x5 and 3x5x2 (not verified).
 */
import * as v from 'valibot';

export const schemes = {
	'europol-4x4': {
		source: ['A', 'B', 'C', 'X'],
		information: ['1', '2', '3', '4'],
		unknown: 'X4',
		verified: true
	},
	admiralty: {
		source: ['A', 'B', 'C', 'D', 'E', 'F'],
		information: ['1', '2', '3', '4', '5', '6'],
		unknown: 'F6',
		verified: true
	},
	'uk-5x5x5': {
		source: ['A', 'B', 'C', 'D', 'E'],
		information: ['1', '2', '3', '4', '5'],
		unknown: 'E4',
		verified: false
	},
	'uk-3x5x2': {
		source: ['1', '2', '3'],
		information: ['A', 'B', 'C', 'D', 'E'],
		unknown: '2D',
		verified: false
	}
} as const;
export type Scheme = keyof typeof schemes;
export const schemeNames = Object.keys(schemes) as Scheme[];

export const Evaluation = v.pipe(
	v.object({ scheme: v.picklist(schemeNames), source: v.string(), information: v.string() }),
	v.check(
		({ scheme, source, information }) =>
			(schemes[scheme].source as readonly string[]).includes(source) &&
			(schemes[scheme].information as readonly string[]).includes(information),
		'the letter or digit does not exist in this scheme'
	)
);
export type Evaluation = v.InferOutput<typeof Evaluation>;

/** What an item without a grade shows (law.md R10): never a neutral middle. */
export const ungraded: Evaluation = { scheme: 'europol-4x4', source: 'X', information: '4' };

/** The stored form, `europol-4x4/B2`: one property, compared only with itself. */
export const gradeKey = ({ scheme, source, information }: Evaluation): string =>
	`${scheme}/${source}${information}`;

export function parseGradeKey(key: string): Evaluation {
	const [scheme = '', grade = ''] = key.split('/');
	const parsed = v.safeParse(Evaluation, {
		scheme,
		source: grade.slice(0, 1),
		information: grade.slice(1)
	});
	return parsed.success ? parsed.output : ungraded;
}
