import { describe, expect, test } from 'vitest';
import { roles, type Role } from '#lib/domain/audience.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { actions, type ActionName } from '#lib/server/access/actions.ts';
import { decide, demand, Refused } from '#lib/server/access/decide.ts';

const viewer = (held: readonly Role[], operator = false): Viewer => ({
	account: 'ada',
	name: 'Ada',
	organisation: { id: 'belmark', name: 'Belmark' },
	roles: held,
	audience: [],
	operator
});
const names = Object.keys(actions) as ActionName[];

/** Written out, so that a change of the table is a change here too. */
const mayDo: Record<Role, string[]> = {
	administrator: [
		'access.manage',
		'audit.acknowledge',
		'graph.verify',
		'graph.backup',
		'graph.seed',
		'home',
		'network',
		'ingest'
	],
	analyst: ['home', 'network', 'ingest'],
	author: ['home', 'network'],
	liaison: ['home', 'network', 'ingest'],
	magistrate: [],
	defence: [],
	provider: [],
	player: []
};
const open = ['access.set-up', 'access.sign-in', 'health.read'];

describe.each(roles)('%s', (role) => {
	test.each(names)('%s', (name) => {
		const expected =
			open.includes(name) ||
			name === 'access.session' ||
			mayDo[role].some((may) => may === name || name.startsWith(`${may}.`));
		const decision = decide(viewer([role]), name);
		expect(decision.allowed).toBe(expected);
		expect(decision.rule).toContain(name);
	});
});

test.each(names)('without an account: %s', (name) => {
	expect(decide(null, name).allowed).toBe(open.includes(name));
});

test('the local operator may do everything; an account without a role nothing but see its sessions', () => {
	expect(names.filter((name) => !decide(viewer([], true), name).allowed)).toEqual([]);
	expect(names.filter((name) => decide(viewer([]), name).allowed).toSorted()).toEqual(
		[...open, 'access.session'].toSorted()
	);
});

test('one role that may is enough', () => {
	expect(decide(viewer(['player', 'analyst']), 'network.search').rule).toBe(
		'network.search is allowed to analyst'
	);
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
