/** What an entry records of the decision behind it: the rule of then, whoever holds which roles since. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { roles } from '#lib/domain/audience.ts';
import { canonical } from '#lib/domain/canonical.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { actions } from '#lib/server/access/actions.ts';
import { decide } from '#lib/server/access/decide.ts';
import { isActionName } from '#lib/server/access/explain.ts';
import { rulingFacts, rulingOf } from '#lib/server/access/ruling.ts';
import { faultOf } from '#lib/server/audit/entry.ts';
import { by } from '#lib/server/audit/event.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { account, openAccess, signedIn, viewerOf, type Opened } from './opened.ts';

const said = (detail: Record<string, string | number | boolean>) =>
	rulingOf({ detail: canonical(detail) });

describe('the facts of an entry', () => {
	test('are those of the function that decides, for every role and action', () => {
		for (const action of Object.keys(actions).filter(isActionName))
			for (const role of roles) {
				const holder = { roles: [role], operator: false };
				const { allowed, rule, role: spoken } = decide(holder, action);
				const facts = rulingFacts(holder, action, allowed ? 'done' : 'refused');
				expect(said(facts), `${role} ${action}`).toEqual({
					rule,
					held: [role],
					...(spoken ? { role: spoken } : {})
				});
			}
	});

	test('name no rule where the table allowed it and something else refused', () => {
		const holder = { roles: ['analyst', 'liaison'] as const, operator: false };
		expect(rulingFacts(holder, 'network.export', 'refused')).toEqual({ held: 'analyst liaison' });
		expect(rulingFacts(holder, 'network.export', 'failed')).toMatchObject({ rule: 'role' });
		expect(rulingFacts(null, 'access.sign-in', 'done')).toEqual({ rule: 'public' });
		expect(rulingFacts(null, 'access.sign-in', 'refused')).toEqual({});
		expect(rulingFacts({ roles: [], operator: true }, 'graph.seed', 'done')).toEqual({
			rule: 'operator'
		});
	});

	test('of another version, of before and of a damaged entry are left out', () => {
		expect(said({ rule: 'of-another-version', role: 'wizard', held: 'wizard analyst' })).toEqual({
			held: ['analyst']
		});
		expect(said({ claims: 7 })).toEqual({ held: [] });
		expect(said({ obstacle: 'last-administrator' })).toEqual({
			held: [],
			obstacle: 'last-administrator'
		});
		expect(rulingOf({ detail: '{"rule":' })).toEqual({ held: [] });
	});
});

describe('asked about an entry', () => {
	let opened: Opened;
	let operator: Viewer;
	const people: Record<string, Viewer> = {};
	const who = (name: string) => people[name] as Viewer;
	beforeAll(async () => {
		opened = await openAccess();
		operator = await opened.access.localOperator();
		for (const [name, more] of Object.entries({
			chief: { roles: ['administrator'] },
			vera: { roles: ['auditor'] },
			ada: { roles: ['analyst', 'author'] },
			noa: { organisation: 'norland', roles: ['auditor'] }
		})) {
			const { email } = await account(opened, `${name}@belmark.example`, more);
			people[name] = (await viewerOf(opened, await signedIn(opened, email)))?.viewer as Viewer;
		}
		for (const outcome of ['done', 'refused'] as const)
			await opened.audit.consult({
				...by(who('ada')),
				action: outcome === 'done' ? 'network.export' : 'graph.seed',
				outcome,
				subjects: ['entity-1']
			});
	});
	afterAll(() => opened.close());
	const entryOf = async (action: string) =>
		(await opened.entries()).findLast((entry) => entry.action === action)?.seq ?? 0;
	const ask = async (asker: Viewer, action: 'network.export' | 'graph.seed', entry?: number) =>
		opened.access.explain.why(asker, {
			person: who('ada').account,
			action,
			entry: entry ?? (await entryOf(action))
		});

	test('says the rule and the roles of then, and beside it what those of now would answer', async () => {
		const then = { outcome: 'done', rule: 'role', role: 'analyst', held: ['analyst', 'author'] };
		expect(await ask(who('vera'), 'network.export')).toMatchObject({
			then,
			decision: { allowed: true, rule: 'role' }
		});
		await opened.access.people.setRoles(who('chief'), who('ada').account, ['help-desk']);
		expect(await ask(who('vera'), 'network.export')).toMatchObject({
			then,
			decision: { allowed: false, rule: 'no-role' }
		});
		expect((await opened.entries()).at(-1)).toMatchObject({
			action: 'access.explain',
			detail: expect.stringContaining('"entry":') as string
		});
	});

	test('an administrator is told of what was refused, not of what was done', async () => {
		expect((await ask(who('chief'), 'graph.seed'))?.then).toMatchObject({ rule: 'no-role' });
		const answer = await ask(who('chief'), 'network.export');
		expect(answer).toBeDefined();
		expect(answer?.then).toBeUndefined();
		expect((await ask(operator, 'network.export'))?.then).toMatchObject({ rule: 'role' });
	});

	test('another act, another person, no entry and another organisation say nothing of then', async () => {
		const entry = await entryOf('graph.seed');
		expect((await ask(who('vera'), 'network.export', entry))?.then).toBeUndefined();
		expect((await ask(who('vera'), 'network.export', 999_999))?.then).toBeUndefined();
		expect(await ask(who('noa'), 'graph.seed')).toBeUndefined();
		const { explain } = opened.access;
		const nobody = await explain.why(who('vera'), { person: null, action: 'graph.seed', entry });
		expect(nobody?.then).toBeUndefined();
		await opened.audit.consult({
			...by(who('ada')),
			organisation: 'norland',
			action: 'graph.seed',
			outcome: 'refused',
			subjects: []
		});
		expect((await ask(who('vera'), 'graph.seed'))?.then).toBeUndefined();
	});

	test('one that was rewritten is no record of then', async () => {
		const seq = await entryOf('network.export');
		const [kept] = (await opened.entries()).filter((entry) => entry.seq === seq);
		if (!kept) throw new Error('no entry');
		expect(faultOf(kept)).toBeUndefined();
		await opened.store.write(
			builtStatement(
				'tests/tamper',
				'write',
				'MATCH (e:AuditEntry {seq: $seq}) SET e.detail = $detail'
			),
			{ seq, detail: kept.detail.replace('"rule":"role"', '"rule":"operator"') }
		);
		expect((await ask(who('vera'), 'network.export'))?.then).toBeUndefined();
	});
});
