/**
 * How far something may reach that is said about entities: to nobody who does not see each of them.
 * What is written in the explorer is held to it before it is written and again while it is.
 */
import { audienceOf, intersect, person, type Ownership, type Token } from './audience.ts';
import { tlpLevels, type Tlp } from './marking.ts';

/**
 * The tokens of `own` whose holders see every entity. `ends`: for each entity, the tokens its records
 * carry that the writer holds as well; so what the writer keeps to themselves is always inside.
 */
export const within = (
	own: readonly Token[],
	ends: readonly (readonly Token[])[],
	by: Ownership
): Token[] =>
	own.filter((token) =>
		ends.every(
			(end) =>
				(token === person(by.account) && end.length > 0) ||
				intersect([token], end, by).includes(token)
		)
	);

/** The levels under which something about these entities reaches nobody who does not see them. */
export const levelsWithin = (ends: readonly (readonly Token[])[], by: Ownership): Tlp[] =>
	tlpLevels.filter((tlp) => {
		const own = audienceOf({ tlp }, by);
		return within(own, ends, by).length === own.length;
	});
