/**
 * How much of what a person sees a program may see in their name. A ceiling keeps the tokens of its level
 * and of every wider one, so the order of tokens holds and a visible claim keeps its visible ends. RED
 * names people and a program is none; groups and cases are made of people chosen one by one: no ceiling
 * reaches them.
 */
import { community, demonstration, everyone, type Token } from './audience.ts';

/** From the narrowest to the widest view. */
export const ceilings = ['clear', 'green', 'amber', 'amber+strict'] as const;
export type Ceiling = (typeof ceilings)[number];

const rank = (ceiling: Ceiling) => ceilings.indexOf(ceiling);

/** The level that holding a token comes to; undefined for what no program carries. */
function levelOf(token: Token): Ceiling | undefined {
	if (token === everyone) return 'clear';
	// The demonstration is CLEAR and GREEN at once, so the stricter of the two.
	if (token === community || token === demonstration) return 'green';
	if (/^clients:[^+]+$/.test(token)) return 'amber';
	return /^org:[^+]+$/.test(token) ? 'amber+strict' : undefined;
}

/** Those of a person's tokens that a program under this ceiling carries. */
export const under = (tokens: readonly Token[], ceiling: Ceiling): Token[] =>
	tokens.filter((token) => {
		const level = levelOf(token);
		return level !== undefined && rank(level) <= rank(ceiling);
	});

/** This ceiling and every narrower one. */
export const upTo = (ceiling: Ceiling): Ceiling[] => ceilings.slice(0, rank(ceiling) + 1);
