/** The rules that hold at all times (docs/data-model.md), as `verify` names them when one is broken. */
import { contains, intersect, type Ownership, type Token } from '#lib/domain/audience.ts';

export const rules = {
	'record-entity': 'a record describes exactly one entity',
	'entity-record': 'an entity has at least one record',
	'entity-kind': 'an entity carries the label of its kind',
	'record-identifiers': 'a record is tied to the identifiers it names',
	'identifier-record': 'an identifier belongs to at least one record',
	'claim-end': 'the two records of a claim describe its two ends',
	'claim-audience': 'a claim is seen by nobody who does not see both its records and its marking',
	'claim-twice': 'a claim is there once',
	audience: 'an audience has at least one token and every token is registered',
	provenance: 'a record or claim names an existing provenance',
	source: 'a provenance has exactly one source, the one it names',
	counts: 'everything the graph holds has a place in the data model'
} as const;
export type Rule = keyof typeof rules;

export interface Problem {
	rule: Rule;
	/** Id of the node or claim, or the label or type concerned. */
	id: string;
	detail: string;
}

const kept = 1000;

/** The first problems, and how many there are of each rule. */
export class Findings {
	readonly problems: Problem[] = [];
	readonly byRule = new Map<Rule, number>();
	total = 0;
	add(rule: Rule, id: unknown, detail: string): void {
		this.total++;
		this.byRule.set(rule, (this.byRule.get(rule) ?? 0) + 1);
		if (this.problems.length < kept) this.problems.push({ rule, id: String(id), detail });
	}
}

export const isText = (value: unknown): value is string =>
	typeof value === 'string' && value !== '';

/** The tokens of an audience, or why it is none. */
export function tokensOf(
	audience: unknown,
	registered: ReadonlySet<string>
): { tokens: Token[]; fault?: string } {
	if (!Array.isArray(audience)) return { tokens: [], fault: 'it is missing' };
	const tokens = audience.filter(isText);
	if (tokens.length < audience.length) return { tokens, fault: 'it holds null or empty text' };
	if (tokens.length === 0) return { tokens, fault: 'it is empty' };
	const unknown = tokens.filter((token) => !registered.has(token));
	return unknown.length
		? { tokens, fault: `${unknown.join(', ')} is not registered in AudienceToken` }
		: { tokens };
}

/** Nobody holds a sealed token, so it reaches no further than anything. */
const isSealed = (token: Token) => token.startsWith('sealed:');

/** The tokens of `inner` that reach someone whom `outer` does not. */
export const outside = (
	inner: readonly Token[],
	outer: readonly Token[],
	members: Ownership
): Token[] =>
	inner.filter(
		(token) =>
			!isSealed(token) &&
			!outer.some((wide) => contains(wide, token)) &&
			!intersect([token], outer, members).includes(token)
	);
