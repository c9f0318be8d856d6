/**
 * Audience: the whole of who-may-see-what is one rule. A record or claim carries a list of tokens,
 * a viewer carries a set, and the item is visible when they share one. Tokens are made here and
 * nowhere else. They stand for sets of people, ordered
 * `everyone ⊇ community ⊇ clients:X ⊇ org:X ⊇ person:P`.
 */
import * as v from 'valibot';
import type { Marking } from './marking.ts';

/** Lower-case slug of an organisation, account or case: no `+`, which joins compound tokens. */
export const Slug = v.pipe(
	v.string(),
	v.regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,63}$/, 'a slug of letters, digits, - _ .')
);

export type Token = string;

export const everyone: Token = 'everyone';
export const community: Token = 'community';
export const demonstration: Token = 'demonstration';
export const clients = (organisation: string): Token => `clients:${organisation}`;
export const organisation = (id: string): Token => `org:${id}`;
export const person = (account: string): Token => `person:${account}`;
export const group = (id: string): Token => `group:${id}`;
export const exercise = (run: string): Token => `exercise:${run}`;
/**
 * A case of an organisation. What was brought in for the case carries it beside its other tokens, and
 * whoever is in charge of the case carries it alone.
 */
export const onCase = (organisationId: string, caseId: string): Token =>
	`org:${organisationId}+case:${caseId}`;

/**
 * Roles are sets of the actions declared in `server/access/actions.ts`; here they say only which
 * tokens whoever holds them carries. Those of the justice system and of outside parties stand last.
 */
export const roles = [
	'administrator',
	'analyst',
	'author',
	'liaison',
	'prosecutor',
	'csirt',
	'help-desk',
	'researcher',
	'exercise-lead',
	'evaluator',
	'player',
	'data-protection-officer',
	'auditor',
	'issuing-judge',
	'magistrate',
	'defence',
	'provider',
	'foreign-authority'
] as const;
export type Role = (typeof roles)[number];

/**
 * Roles of those who stand outside an investigation: who rules on it, defends against it or answers
 * it. They reach what is handed to them and nothing else, whatever other role the account holds.
 */
export const confinedRoles = [
	'issuing-judge',
	'magistrate',
	'defence',
	'provider',
	'foreign-authority'
] as const satisfies readonly Role[];
export type ConfinedRole = (typeof confinedRoles)[number];
export const isConfined = (role: Role): role is ConfinedRole =>
	(confinedRoles as readonly Role[]).includes(role);

export interface Person {
	account: string;
	organisation: string;
	/** Organisations this one is a client of. */
	clientOf: readonly string[];
	groups: readonly string[];
	cases: readonly string[];
	roles: readonly Role[];
	/** True while the demonstration data is loaded and this installation shows it. */
	demonstration: boolean;
}

type BaseToken = (person: Person) => Token[];
const none: BaseToken = () => [];
const shown = (who: Person) => (who.demonstration ? [demonstration] : []);
/** Only what is CLEAR, which may be told to anyone. */
const open: BaseToken = (who) => [everyone, ...shown(who)];
const partner: BaseToken = (who) => [
	...open(who),
	community,
	clients(who.organisation),
	...who.clientOf.map(clients),
	organisation(who.organisation),
	person(who.account),
	...who.groups.map(group)
];
const member: BaseToken = (who) => [
	...partner(who),
	...who.cases.map((id) => onCase(who.organisation, id))
];

/**
 * The base tokens of each role. Whoever carries a token carries every wider one too, or a claim
 * would be seen without its ends: so a role stands on one step of the order, or outside of it with
 * tokens that no other contains, as those of cases and of runs are. Those with none reach
 * snapshots, requests, runs, accounts or the log, which other features hand to them.
 */
export const baseTokens: Record<Role, BaseToken> = {
	// Manages accounts and reads no data: an administrator who investigates is an analyst as well.
	administrator: none,
	analyst: member,
	author: member,
	liaison: member,
	// What was brought in for the cases they are in charge of, and nothing else of their office.
	prosecutor: (who) => who.cases.map((id) => onCase(who.organisation, id)),
	// Works beside the investigation, never on a case of it.
	csirt: partner,
	// Talks to the public, so sees what may be told to the public.
	'help-desk': open,
	researcher: open,
	'exercise-lead': none,
	evaluator: none,
	player: none,
	// These two read who did what to which id, not the data.
	'data-protection-officer': none,
	auditor: none,
	'issuing-judge': none,
	magistrate: none,
	defence: none,
	provider: none,
	'foreign-authority': none
};

/** Every token a person carries, sorted and without repeats; none at all when a role confines them. */
export const tokensOf = (who: Person): Token[] =>
	who.roles.some(isConfined)
		? []
		: [...new Set(who.roles.flatMap((role) => baseTokens[role](who)))].sort();

/** What an analyst of an organisation carries, whoever it is: no case and no group of anybody's. */
export const tokensFor = (
	organisationId: string,
	account: string,
	demonstrationShown: boolean
): Token[] =>
	tokensOf({
		account,
		organisation: organisationId,
		clientOf: [],
		groups: [],
		cases: [],
		roles: ['analyst'],
		demonstration: demonstrationShown
	});

export interface Ownership {
	owner: string;
	/** The account that brings the item in: the only reader of a RED item that names nobody. */
	account: string;
	/** Fictional demonstration data is never shown to `everyone` or the real community. */
	demonstration?: boolean;
	/** The case of the owner for which the item is brought in. */
	caseId?: string | undefined;
}

/**
 * The audience of an item, from its marking, its owner and the case it belongs to. Never empty. RED
 * names its readers one by one, so a case adds nobody to them.
 */
export function audienceOf(marking: Pick<Marking, 'tlp' | 'recipients'>, by: Ownership): Token[] {
	const marked = markedFor(marking, by);
	return by.caseId === undefined || marking.tlp === 'red'
		? marked
		: [...marked, onCase(by.owner, by.caseId)].sort();
}

function markedFor(marking: Pick<Marking, 'tlp' | 'recipients'>, by: Ownership): Token[] {
	switch (marking.tlp) {
		case 'clear':
			return [by.demonstration ? demonstration : everyone];
		case 'green':
			return [by.demonstration ? demonstration : community];
		case 'amber':
			return [clients(by.owner)];
		case 'amber+strict':
			return [organisation(by.owner)];
		case 'red':
			return (marking.recipients?.length ? [...marking.recipients] : [by.account])
				.map(person)
				.sort();
	}
}

const rank = (token: Token): number =>
	token === everyone
		? 0
		: token === community || token === demonstration
			? 1
			: token.startsWith('clients:')
				? 2
				: token.startsWith('org:')
					? 3
					: token.startsWith('group:')
						? 4
						: 5;

/** Players hold their run's token and no other, prosecutors those of their cases: outside the order. */
const isApart = (token: Token) => token.startsWith('exercise:') || token.includes('+');

/**
 * What is past its date of review is hidden from everybody: its tokens become such as nobody carries, which
 * whoever decides about it asks for, and become what they were when it is kept.
 */
const overdueMark = '+overdue';
export const isOverdue = (token: Token): boolean => token.endsWith(overdueMark);
const bare = (token: Token): Token =>
	isOverdue(token) ? token.slice(0, -overdueMark.length) : token;
export const overdue = (audience: readonly Token[]): Token[] =>
	audience.map((token) => bare(token) + overdueMark);
export const current = (audience: readonly Token[]): Token[] => audience.map(bare);

/** True when every holder of `inner` also holds `outer`, as far as the tokens alone can tell. */
export function contains(outer: Token, inner: Token): boolean {
	if (outer === inner) return true;
	if (isOverdue(inner)) return contains(bare(outer), bare(inner));
	if (isApart(inner)) return false;
	if (outer === everyone) return true;
	if (outer === community) return rank(inner) > 1;
	const [, outerOrganisation] = /^(?:clients|org):([^+]+)$/.exec(outer) ?? [];
	const [, innerOrganisation] = /^(?:clients|org):([^+]+)$/.exec(inner) ?? [];
	if (!outerOrganisation || outerOrganisation !== innerOrganisation) return false;
	return rank(outer) < rank(inner);
}

/**
 * The tokens whose holders may see both items: the narrower of each comparable pair. `members` adds
 * what tokens alone cannot tell, that these accounts belong to the owner's organisation.
 */
export function intersect(a: readonly Token[], b: readonly Token[], members: Ownership): Token[] {
	if ([...a, ...b].some(isOverdue)) return overdue(intersect(current(a), current(b), members));
	const inside = (outer: Token, inner: Token) =>
		contains(outer, inner) ||
		(inner === person(members.account) &&
			(outer === organisation(members.owner) ||
				outer === clients(members.owner) ||
				outer === demonstration)) ||
		(outer === demonstration &&
			members.demonstration === true &&
			rank(inner) > 1 &&
			!isApart(inner));
	const both = a.flatMap((x) => b.flatMap((y) => (inside(x, y) ? [y] : inside(y, x) ? [x] : [])));
	const unique = [...new Set(both)];
	return unique.filter((x) => !unique.some((y) => y !== x && inside(y, x) && !inside(x, y))).sort();
}

/** True when somebody may see an item with audience `after` who may not see one with audience `before`. */
export const widens = (before: readonly Token[], after: readonly Token[]): boolean =>
	!after.every((token) => before.some((wider) => contains(wider, token)));

/** True when a viewer holding `tokens` sees an item with this audience. */
export const sees = (tokens: readonly Token[], audience: readonly Token[]): boolean =>
	audience.some((token) => tokens.includes(token));
