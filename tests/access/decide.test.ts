import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { confinedRoles, isConfined, roles, type Role } from '#lib/domain/audience.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { actions, type Action, type ActionName } from '#lib/server/access/actions.ts';
import { decide, demand, Refused, ruleIds } from '#lib/server/access/decide.ts';
import { actionWords } from '../../src/routes/administration/words.server.ts';

const viewer = (held: readonly Role[], operator = false): Viewer => ({
	account: 'ada',
	name: 'Ada',
	organisation: { id: 'belmark', name: 'Belmark' },
	roles: held,
	audience: [],
	operator
});
const names = Object.keys(actions) as ActionName[];

const look = [
	'home.read',
	'network.search',
	'network.expand',
	'network.path',
	'network.card',
	'network.justify',
	'views.keep',
	'identity.read',
	'sources.read'
];
const program = ['access.key', 'api.pull'];
const collect = [
	'ingest.read',
	'ingest.import',
	'ingest.map',
	'ingest.approve',
	'ingest.join',
	'ingest.undo',
	'feeds.read',
	'feeds.keep',
	'feeds.poll',
	'identity.merge',
	'identity.split',
	'identity.judge',
	'sources.describe',
	'sources.review',
	'sources.keep',
	'sources.erase'
];
const oversee = ['access.roles', 'access.explain', 'access.organisations'];
/** Written out, so that a change of the table is a change here too. */
const mayDo: Record<Role, string[]> = {
	administrator: [
		'access.manage',
		'access.policy',
		'access.invite',
		'access.charge',
		'access.bind',
		...oversee,
		'graph.verify',
		'graph.backup',
		'graph.restore',
		'graph.seed',
		'graph.unseed'
	],
	analyst: [...look, 'network.note', 'network.export', ...collect, ...program],
	author: [...look, 'network.note', 'network.export'],
	liaison: [
		...look,
		'network.note',
		'network.export',
		...collect,
		...program,
		'access.organisations'
	],
	prosecutor: look,
	csirt: [...look, 'network.note', 'network.export', ...collect, ...program],
	'help-desk': look,
	researcher: [...look, 'network.export'],
	'exercise-lead': [],
	evaluator: [],
	player: [],
	'data-protection-officer': [...oversee, 'audit.read', 'audit.export'],
	auditor: [...oversee, 'audit.read', 'audit.export', 'audit.acknowledge'],
	'issuing-judge': [],
	magistrate: [],
	defence: [],
	provider: [],
	'foreign-authority': []
};
const open = ['access.set-up', 'access.sign-in', 'access.invitation', 'health.read'];
/** What every account may do, the confined ones included: sessions, factors, and pages without data. */
const own = ['access.session', 'access.factor', 'home.open', 'glossary.read'];
/** What every account may do but the confined ones. */
const ordinary = ['home.keep'];

describe.each(roles)('%s', (role) => {
	test.each(names)('%s', (name) => {
		const expected =
			[...open, ...own, ...mayDo[role]].includes(name) ||
			(ordinary.includes(name) && !isConfined(role));
		const decision = decide(viewer([role]), name);
		expect(decision.allowed).toBe(expected);
		expect(decision.words).toContain(name);
		expect(ruleIds).toContain(decision.rule);
	});
});

test('what is written out here names actions that exist', () => {
	for (const name of [...Object.values(mayDo).flat(), ...open, ...own, ...ordinary])
		expect(names).toContain(name);
});

test.each(names)('without an account: %s', (name) => {
	expect(decide(null, name).allowed).toBe(open.includes(name));
});

describe('a confined role', () => {
	test.each(confinedRoles)('%s takes away what another role of the account would give', (role) => {
		for (const other of roles.filter((each) => !isConfined(each)))
			for (const name of names)
				for (const held of [
					[role, other],
					[other, role]
				])
					expect(decide(viewer(held), name).allowed, `${held.join(' and ')}: ${name}`).toBe(
						decide(viewer([role]), name).allowed
					);
	});

	test('is no row of an action: it stands among the exceptions or nowhere', () => {
		for (const [name, { roles: may }] of Object.entries<Action>(actions))
			if (Array.isArray(may)) expect(may.filter(isConfined), name).toEqual([]);
	});

	test('of a magistrate and of the defence: the exceptions are their own sessions and pages without data, and only sessions change', () => {
		for (const role of ['magistrate', 'defence'] as const)
			expect(
				Object.entries<Action>(actions)
					.filter(([, action]) => action.exceptions?.includes(role))
					.map(([name]) => name)
			).toEqual(own);
	});
});

test('the local operator may do everything; an account without a role nothing but see its sessions', () => {
	expect(names.filter((name) => !decide(viewer([], true), name).allowed)).toEqual([]);
	expect(names.filter((name) => decide(viewer([]), name).allowed).toSorted()).toEqual(
		[...open, ...own, ...ordinary].toSorted()
	);
});

test.each([
	[null, 'access.sign-in', { rule: 'public', words: 'access.sign-in is open to everyone' }],
	[null, 'network.search', { rule: 'no-account', words: 'network.search needs an account' }],
	[viewer([], true), 'graph.seed', { rule: 'operator' }],
	[viewer(['defence']), 'access.session', { rule: 'exception', role: 'defence' }],
	[viewer(['analyst', 'defence']), 'network.search', { rule: 'confined', role: 'defence' }],
	[viewer([]), 'access.session', { rule: 'every-account' }],
	[
		viewer(['player', 'analyst']),
		'network.search',
		{ rule: 'role', role: 'analyst', words: 'network.search is allowed to analyst' }
	],
	[viewer(['player']), 'access.manage', { rule: 'no-role' }]
] as const)('a decision names its rule: %j %s', (who, name, said) => {
	expect(decide(who, name)).toMatchObject(said);
});

test('a demand hands the viewer back, or throws the decision; nobody is never handed back', () => {
	const ada = viewer(['analyst']);
	expect(demand(ada, 'network.search')).toBe(ada);
	expect(() => demand(ada, 'access.manage')).toThrow(Refused);
	expect(() => demand(null, 'network.search')).toThrow('needs an account');
	expect(() => demand(null, 'access.sign-in')).toThrow(Refused);
});

test('every action says in words what it is', () => {
	for (const name of names) expect(actions[name].description).toMatch(/^[A-Z].{8,}$/);
});

describe('the table and the code', () => {
	const files = (folder: string): string[] =>
		readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
			entry.isDirectory()
				? files(path.join(folder, entry.name))
				: /\.(ts|svelte)$/.test(entry.name)
					? [path.join(folder, entry.name)]
					: []
		);
	const texts = [...files('src/lib/server'), ...files('src/routes')]
		.filter((file) => !file.endsWith('access/actions.ts'))
		.map((file) => readFileSync(file, 'utf8'));

	test.each(names)('%s is used by a route, a feature or a command', (name) => {
		expect(texts.filter((text) => text.includes(`'${name}'`))).not.toEqual([]);
	});

	test('whatever is demanded or decided is in the table', () => {
		const demanded = texts.flatMap((text) =>
			[...text.matchAll(/\b(?:demand|decide)\([^,()]+, '([\w.-]+)'\)/g)].map(([, name]) => name)
		);
		expect(demanded.length).toBeGreaterThan(20);
		for (const name of demanded) expect(names).toContain(name);
	});
});

test.each(names)('%s has words in both languages for the page that shows the table', (name) => {
	expect(actionWords[name]).toBeDefined();
	expect(actionWords[name]?.({}, { locale: 'fr' })).not.toBe(
		actionWords[name]?.({}, { locale: 'en' })
	);
	expect(actionWords[name]?.({}, { locale: 'en' })).toBe(actions[name].description);
});
