import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
	audienceOf,
	baseTokens,
	clients,
	community,
	confinedRoles,
	contains,
	current,
	demonstration,
	everyone,
	exercise,
	group,
	intersect,
	isOverdue,
	onCase,
	organisation,
	overdue,
	person,
	roles,
	sees,
	Slug,
	tokensOf,
	type Person,
	type Token
} from '#lib/domain/audience.ts';
import { tlpLevels } from '#lib/domain/marking.ts';

const organisations = ['belmark', 'sefrin', 'nord'] as const;
const accounts = ['ada', 'ben', 'cleo', 'dov'] as const;
const cases = ['7', '8'] as const;
const runs = ['helix'] as const;

/** Everyone of a small world: who holds which tokens. Players hold their run's token alone. */
interface World {
	people: { account: string; organisation: string; tokens: Token[] }[];
	demonstration: boolean;
}

const world: fc.Arbitrary<World> = fc
	.record({
		demonstration: fc.boolean(),
		members: fc.tuple(
			...accounts.map(() =>
				fc.record({
					organisation: fc.constantFrom(...organisations),
					clientOf: fc.subarray([...organisations]),
					groups: fc.subarray(['jit']),
					cases: fc.subarray([...cases]),
					roles: fc.subarray([...roles], { minLength: 1 })
				})
			)
		)
	})
	.map((made) => ({
		demonstration: made.demonstration,
		people: [
			...made.members.map((who, i) => ({
				account: accounts[i] ?? '',
				organisation: who.organisation,
				tokens: tokensOf({ ...who, account: accounts[i] ?? '', demonstration: made.demonstration })
			})),
			{ account: 'player', organisation: 'none', tokens: [exercise('helix')] }
		]
	}));

const token: fc.Arbitrary<Token> = fc.oneof(
	fc.constantFrom(everyone, community, demonstration),
	fc.constantFrom(...organisations).map(clients),
	fc.constantFrom(...organisations).map(organisation),
	fc.constantFrom(...accounts).map(person),
	fc.constantFrom('jit').map(group),
	fc.constantFrom(...runs).map(exercise),
	fc
		.tuple(fc.constantFrom(...organisations), fc.constantFrom(...cases))
		.map(([org, id]) => onCase(org, id))
);
const audience = fc.uniqueArray(token, { minLength: 1, maxLength: 4 });

/** The token of the demonstration is in no audience while it is not shown: viewers carry it as soon as one is. */
const loaded = (shown: boolean, tokens: Token[]) =>
	shown ? tokens : tokens.map((each) => (each === demonstration ? community : each));

const many = { numRuns: 10_000 };

describe('the tokens of a role', () => {
	const who = (role: Person['roles'][number]): Person => ({
		account: 'ada',
		organisation: 'belmark',
		clientOf: ['sefrin'],
		groups: ['jit'],
		cases: ['7'],
		roles: [role],
		demonstration: true
	});
	const open = ['demonstration', 'everyone'];
	const partner = [
		'clients:belmark',
		'clients:sefrin',
		'community',
		...open,
		'group:jit',
		'org:belmark',
		'person:ada'
	];
	const member = [...partner, 'org:belmark+case:7'];
	/** Written out, so that a change of the table is a change here too. */
	const carried: Record<Person['roles'][number], string[]> = {
		administrator: [],
		analyst: member,
		author: member,
		liaison: member,
		prosecutor: ['org:belmark+case:7'],
		csirt: partner,
		'help-desk': open,
		researcher: open,
		'exercise-lead': [],
		evaluator: [],
		player: [],
		'data-protection-officer': [],
		auditor: [],
		'issuing-judge': [],
		magistrate: [],
		defence: [],
		provider: [],
		'foreign-authority': []
	};

	test.each(roles)('%s', (role) => {
		expect(tokensOf(who(role))).toEqual(carried[role].toSorted());
	});

	test('a prosecutor carries those of the cases in their charge, and none without', () => {
		expect(tokensOf({ ...who('prosecutor'), cases: ['7', '8'] })).toEqual([
			'org:belmark+case:7',
			'org:belmark+case:8'
		]);
		expect(tokensOf({ ...who('prosecutor'), cases: [] })).toEqual([]);
	});

	test('every role is in the table, and two roles together carry what each carries, sorted and once', () => {
		expect(Object.keys(baseTokens).toSorted()).toEqual([...roles].toSorted());
		expect(tokensOf({ ...who('analyst'), roles: ['player', 'analyst', 'liaison'] })).toEqual(
			tokensOf(who('analyst'))
		);
		expect(tokensOf({ ...who('analyst'), roles: [] })).toEqual([]);
	});

	test.each(confinedRoles)('%s takes away what any other role would give', (role) => {
		for (const other of roles)
			for (const held of [
				[role, other],
				[other, role]
			])
				expect(tokensOf({ ...who(role), roles: held })).toEqual([]);
	});

	test('the demonstration is carried while it is shown', () => {
		expect(tokensOf({ ...who('analyst'), demonstration: false })).not.toContain(demonstration);
	});
});

describe('the order of tokens', () => {
	test('everyone ⊇ community ⊇ clients ⊇ organisation', () => {
		const ladder = [everyone, community, clients('belmark'), organisation('belmark')];
		ladder.forEach((outer, i) =>
			ladder.forEach((inner, j) =>
				expect(contains(outer, inner), `${outer} ⊇ ${inner}`).toBe(i <= j)
			)
		);
		expect(contains(community, person('ada'))).toBe(true);
		expect(contains(organisation('belmark'), organisation('sefrin'))).toBe(false);
		expect(contains(clients('belmark'), organisation('sefrin'))).toBe(false);
		expect(contains(organisation('belmark'), person('ada'))).toBe(false);
	});

	test('a run of an exercise stands outside it: players hold nothing else', () => {
		for (const outer of [everyone, community, demonstration, organisation('belmark')]) {
			expect(contains(outer, exercise('helix'))).toBe(false);
			expect(contains(exercise('helix'), outer)).toBe(false);
		}
	});

	test('so does a case: whoever is in charge of it holds nothing else', () => {
		const aCase = onCase('belmark', '7');
		for (const outer of [everyone, community, organisation('belmark'), onCase('belmark', '8')]) {
			expect(contains(outer, aCase)).toBe(false);
			expect(contains(aCase, outer)).toBe(false);
		}
	});

	test('whoever holds the inner token holds the outer one', () => {
		fc.assert(
			fc.property(world, token, token, ({ people }, outer, inner) => {
				if (!contains(outer, inner)) return;
				for (const { tokens } of people)
					if (tokens.includes(inner)) expect(tokens).toContain(outer);
			}),
			many
		);
	});

	test('is a partial order', () => {
		fc.assert(
			fc.property(token, token, token, (a, b, c) => {
				expect(contains(a, a)).toBe(true);
				if (contains(a, b) && contains(b, c)) expect(contains(a, c)).toBe(true);
				if (contains(a, b) && contains(b, a)) expect(a).toBe(b);
			}),
			many
		);
	});
});

describe('the audience of a claim lies inside that of both its records', () => {
	test('whoever sees the intersection sees both sides', () => {
		fc.assert(
			fc.property(
				world,
				audience,
				audience,
				fc.constantFrom(...accounts),
				fc.boolean(),
				({ people, demonstration: shown }, x, y, account, fictional) => {
					const [a, b] = [loaded(shown, x), loaded(shown, y)];
					const owner = people.find((each) => each.account === account)?.organisation ?? '';
					const both = intersect(a, b, { owner, account, demonstration: shown && fictional });
					for (const { tokens } of people)
						if (sees(tokens, both)) {
							expect(sees(tokens, a)).toBe(true);
							expect(sees(tokens, b)).toBe(true);
						}
				}
			),
			many
		);
	});

	test('it does not depend on the order of the two, and names nothing twice', () => {
		fc.assert(
			fc.property(audience, audience, fc.boolean(), (a, b, shown) => {
				const by = { owner: 'belmark', account: 'ada', demonstration: shown };
				const both = intersect(a, b, by);
				expect(intersect(b, a, by)).toEqual(both);
				expect(new Set(both).size).toBe(both.length);
			}),
			many
		);
	});

	test('an audience and itself give an equal audience', () => {
		fc.assert(
			fc.property(world, audience, ({ people, demonstration: shown }, x) => {
				const a = loaded(shown, x);
				const both = intersect(a, a, { owner: 'belmark', account: 'ada', demonstration: shown });
				// An account belongs to one organisation, so only its own members may be narrowed to it.
				for (const { account, organisation: home, tokens } of people)
					if (account !== 'ada' || home === 'belmark')
						expect(sees(tokens, both)).toBe(sees(tokens, a));
			}),
			many
		);
	});

	test.each([
		[[everyone], [organisation('belmark')], [organisation('belmark')]],
		[[clients('belmark')], [organisation('belmark')], [organisation('belmark')]],
		[[organisation('belmark')], [organisation('sefrin')], []],
		[
			[community],
			[clients('sefrin'), organisation('belmark')],
			[clients('sefrin'), organisation('belmark')]
		],
		[[organisation('belmark')], [person('ada')], [person('ada')]],
		[[organisation('sefrin')], [person('ada')], []],
		[[everyone], [exercise('helix')], []]
	])('%j and %j give %j', (a, b, both) => {
		expect(intersect(a, b, { owner: 'belmark', account: 'ada' })).toEqual(both);
	});
});

describe('what is past its date of review', () => {
	test('is carried by nobody, and what it was comes back', () => {
		fc.assert(
			fc.property(world, audience, ({ people }, x) => {
				const hidden = overdue(x);
				expect(hidden.every(isOverdue)).toBe(true);
				expect(overdue(hidden)).toEqual(hidden);
				expect(current(hidden)).toEqual(x);
				expect(current(x)).toEqual(x);
				for (const { tokens } of people) expect(sees(tokens, hidden)).toBe(false);
			}),
			many
		);
	});

	test('keeps the order of its tokens, and contains nothing that is shown', () => {
		fc.assert(
			fc.property(token, token, (outer, inner) => {
				const [hiddenOuter = '', hiddenInner = ''] = overdue([outer, inner]);
				expect(contains(hiddenOuter, hiddenInner)).toBe(contains(outer, inner));
				expect(contains(outer, hiddenInner)).toBe(contains(outer, inner));
				expect(contains(hiddenOuter, inner)).toBe(false);
			}),
			many
		);
	});

	test('hides the claim at whose end it stands', () => {
		fc.assert(
			fc.property(audience, audience, (a, b) => {
				const by = { owner: 'belmark', account: 'ada' };
				const both = overdue(intersect(a, b, by));
				expect(intersect(overdue(a), b, by)).toEqual(both);
				expect(intersect(a, overdue(b), by)).toEqual(both);
			}),
			many
		);
	});
});

describe('the audience a marking gives', () => {
	const by = { owner: 'belmark', account: 'ada' };

	test.each([
		['clear', ['everyone'], ['demonstration']],
		['green', ['community'], ['demonstration']],
		['amber', ['clients:belmark'], ['clients:belmark']],
		['amber+strict', ['org:belmark'], ['org:belmark']],
		['red', ['person:ada'], ['person:ada']]
	] as const)('TLP %s', (tlp, real, shown) => {
		expect(audienceOf({ tlp, recipients: [] }, by)).toEqual(real);
		expect(audienceOf({ tlp, recipients: [] }, { ...by, demonstration: true })).toEqual(shown);
	});

	test('a case adds those in charge of it, and nobody to RED', () => {
		const audience = (tlp: (typeof tlpLevels)[number]) =>
			audienceOf({ tlp }, { ...by, caseId: '7' });
		expect(audience('amber')).toEqual(['clients:belmark', 'org:belmark+case:7']);
		expect(audience('amber+strict')).toEqual(['org:belmark', 'org:belmark+case:7']);
		expect(audience('red')).toEqual(['person:ada']);
	});

	test('RED names its recipients and not the one who brought it in', () => {
		expect(audienceOf({ tlp: 'red', recipients: ['cleo', 'ben'] }, by)).toEqual([
			'person:ben',
			'person:cleo'
		]);
	});

	test('a stricter marking is never seen by more people', () => {
		fc.assert(
			fc.property(
				world,
				fc.constantFrom(...tlpLevels),
				fc.constantFrom(...tlpLevels),
				({ people }, x, y) => {
					const [loose, strict] = tlpLevels.indexOf(x) <= tlpLevels.indexOf(y) ? [x, y] : [y, x];
					const owner = people.find(({ account }) => account === 'ada')?.organisation ?? '';
					const audience = (tlp: (typeof tlpLevels)[number]) =>
						audienceOf({ tlp, recipients: [] }, { owner, account: 'ada' });
					for (const { tokens } of people)
						if (sees(tokens, audience(strict))) expect(sees(tokens, audience(loose))).toBe(true);
				}
			)
		);
	});
});

test('a name that could be read as another token is no slug', () => {
	for (const name of ['a+case:7', 'org:a', 'a b', '', '-a', 'a'.repeat(65), 'é'])
		expect(v.is(Slug, name)).toBe(false);
	for (const name of ['belmark', 'A1', 'a-b_c.d', 'a'.repeat(64)])
		expect(v.is(Slug, name)).toBe(true);
});
