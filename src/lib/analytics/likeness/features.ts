/** What a comparison says: features, each with a level of a closed list and its points. */

/** The levels of each feature, from what speaks most for being one to what speaks most against. */
export const levels = {
	/** Before anything is compared: of all pairs few are one. */
	chance: ['any two'],
	kind: ['kindred', 'other'],
	name: ['same', 'other order', 'spelt otherwise', 'close', 'shortened', 'in part', 'other'],
	'legal form': ['same', 'other'],
	identifier: ['own', 'shared', 'shared by many', 'other'],
	birth: [
		'same',
		'day and month swapped',
		'one digit off',
		'as far as known',
		'same year',
		'other'
	],
	country: ['same', 'other'],
	address: ['same', 'close', 'other'],
	neighbours: ['shared', 'none shared'],
	related: ['dealt with each other']
} as const;
export type FeatureName = keyof typeof levels;
export type Level<F extends FeatureName = FeatureName> = (typeof levels)[F][number];

export interface Feature {
	feature: FeatureName;
	level: Level;
	/** Log2 of the odds: 1 doubles them, −1 halves them. */
	points: number;
	/** What was compared, of each. */
	a: string[];
	b: string[];
}

export const feature = <F extends FeatureName>(
	name: F,
	level: Level<F>,
	points: number,
	a: string[] = [],
	b: string[] = a
): Feature => ({ feature: name, level, points, a, b });
