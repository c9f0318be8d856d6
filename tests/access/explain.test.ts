import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { organisation } from '#lib/domain/audience.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { actions } from '#lib/server/access/actions.ts';
import { decide, Refused } from '#lib/server/access/decide.ts';
import { directory, known } from '#lib/server/access/directory.ts';
import { isActionName } from '#lib/server/access/explain.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { mayReceive } from '#lib/domain/organisation.ts';
import { Draft } from '../network/builders.ts';
import { addWorld } from '../network/world.ts';
import { account, openAccess, signedIn, viewerOf, type Opened } from './opened.ts';

let opened: Opened;
let operator: Viewer;
const people: Record<string, { id: string; viewer: Viewer }> = {};
const of = (name: string) => {
	const found = people[name];
	if (!found) throw new Error(`nobody is called ${name}`);
	return found;
};

beforeAll(async () => {
	opened = await openAccess();
	operator = await opened.access.localOperator();
	for (const [name, more] of Object.entries({
		administrator: { roles: ['administrator'] },
		both: { roles: ['administrator', 'analyst'] },
		analyst: {},
		judge: { roles: ['magistrate'] },
		stranger: { organisation: 'sefrin' }
	})) {
		const { id, email } = await account(opened, `${name}@belmark.example`, more);
		const viewer = (await viewerOf(opened, await signedIn(opened, email)))?.viewer as Viewer;
		people[name] = { id, viewer };
	}
	const draft = new Draft();
	draft.record('shown', ['Shown'], { said: draft.said('s', 'amber+strict') });
	draft.record('theirs', ['Theirs'], { said: draft.said('t', 'amber+strict', 'sefrin') });
	const own = draft.said('u', 'amber+strict');
	draft.record('named', ['Named'], { said: own, audience: [`person:${of('analyst').id}`] });
	await addWorld(opened.store, draft);
});
afterAll(() => opened.close());

describe('why', () => {
	test('gives the very decision that the hook would give', async () => {
		for (const name of ['analyst', 'judge', 'administrator'])
			for (const action of Object.keys(actions).filter(isActionName)) {
				const answer = await opened.access.explain.why(of('administrator').viewer, {
					person: of(name).id,
					action
				});
				expect(answer?.decision).toEqual(decide(of(name).viewer, action));
			}
		expect(
			await opened.access.explain.why(of('administrator').viewer, {
				person: of('judge').id,
				action: 'network.search'
			})
		).toMatchObject({ confined: true, decision: { rule: 'confined', role: 'magistrate' } });
	});

	test('answers for a visitor, and takes a disabled account for one', async () => {
		const asker = of('administrator').viewer;
		const question = { action: 'network.search', entity: 'shown' } as const;
		const nobody = await opened.access.explain.why(asker, { ...question, person: null });
		expect(nobody).toMatchObject({
			decision: { rule: 'no-account' },
			entity: { seen: 'no-tokens' }
		});
		const gone = await account(opened, 'gone@belmark.example');
		await opened.access.accounts.setDisabled(operator, gone.email, true);
		expect(await opened.access.explain.why(asker, { ...question, person: gone.id })).toEqual({
			...nobody,
			disabled: true
		});
	});

	test.each([
		// Who asks, of whom, about what: whether they see it, which tokens are told, whether some are kept back.
		['both', 'analyst', 'shown', 'seen', [organisation('belmark')], false],
		['administrator', 'analyst', 'shown', 'seen', [], true],
		['both', 'analyst', 'named', 'seen', [], true],
		['both', 'analyst', 'theirs', 'not-seen', [], false],
		['both', 'analyst', 'no-such', 'not-seen', [], false],
		['administrator', 'judge', 'shown', 'no-tokens', [], false],
		['administrator', 'judge', 'no-such', 'no-tokens', [], false]
	] as const)(
		'%s asks whether %s sees %s: %s',
		async (asker, person, entity, seen, tokens, withheld) => {
			const answer = await opened.access.explain.why(of(asker).viewer, {
				person: of(person).id,
				action: 'network.card',
				entity
			});
			expect(answer?.entity).toEqual({ seen, tokens, withheld });
		}
	);

	test('of a person of another organisation is as of nobody', async () => {
		const { explain } = opened.access;
		const asker = of('administrator').viewer;
		for (const person of [of('stranger').id, 'nobody'])
			expect(await explain.why(asker, { person, action: 'home.read' })).toBeUndefined();
		expect(
			await explain.why(operator, { person: of('stranger').id, action: 'home.read' })
		).toMatchObject({ decision: { allowed: true } });
	});

	test('is for administrators and who checks them, and is kept with whom and what was asked', async () => {
		const { explain } = opened.access;
		const question = { person: of('analyst').id, action: 'network.card', entity: 'shown' } as const;
		await expect(explain.why(of('analyst').viewer, question)).rejects.toThrow(Refused);
		await expect(explain.refusals(of('judge').viewer)).rejects.toThrow(Refused);
		await explain.why(of('administrator').viewer, question);
		expect((await opened.entries()).at(-1)).toMatchObject({
			action: 'access.explain',
			actor: of('administrator').id,
			subjects: [of('analyst').id, `~${opened.audit.commit('shown')}`]
		});
	});
});

describe('refusals', () => {
	test('are those of one’s own organisation, latest first, with their rule or obstacle', async () => {
		const { audit, access } = opened;
		const refused = (name: string, detail: Record<string, string>) =>
			audit.consult({
				action: 'ingest.read',
				actor: of(name).id,
				organisation: of(name).viewer.organisation.id,
				outcome: 'refused',
				subjects: [],
				detail
			});
		await refused('analyst', { rule: 'no-role' });
		await refused('stranger', { rule: 'no-role' });
		await refused('analyst', { rule: 'a rule of another version' });
		await access.people.setRoles(of('administrator').viewer, of('analyst').id, []);
		const own = (await access.explain.refusals(of('administrator').viewer)).refusals;
		expect(own[0]?.seq).toBeGreaterThan(own[1]?.seq ?? Infinity);
		expect(own.slice(0, 3)).toEqual([
			expect.objectContaining({ action: 'access.manage', obstacle: 'no-role' }),
			expect.not.objectContaining({ rule: expect.anything() }),
			expect.objectContaining({ action: 'ingest.read', actor: of('analyst').id, rule: 'no-role' })
		]);
		expect(own.some(({ actor }) => actor === of('stranger').id)).toBe(false);
		const all = await access.explain.refusals(operator);
		expect(all.refusals.some(({ actor }) => actor === of('stranger').id)).toBe(true);
		expect(all.entriesRead).toBe((await opened.entries()).length - 1);
	});
});

describe('of a log that was tampered with', () => {
	test('what can be read is shown; without its head it answers nothing', async () => {
		const damaged = await openAccess();
		const asker = await damaged.access.localOperator();
		const tamper = (text: string) =>
			damaged.store.write(builtStatement('tests/tamper', 'write', text), {});
		for (const actor of ['eve', 'mallory'])
			await damaged.audit.consult({
				action: 'ingest.read',
				actor,
				organisation: 'belmark',
				outcome: 'refused',
				subjects: []
			});
		await tamper("MATCH (e:AuditEntry {actor: 'eve'}) REMOVE e.action");
		const { refusals } = await damaged.access.explain.refusals(asker);
		expect(refusals.map(({ actor }) => actor)).toEqual(['mallory']);
		await tamper('MATCH (h:AuditHead) DELETE h');
		await expect(damaged.access.explain.refusals(asker)).rejects.toThrow('head of the audit log');
		await damaged.close();
	});
});

describe('the directory', () => {
	test('holds the 27 Member States’ units, each once, and says what nobody verified', () => {
		const units = known.filter(({ kind }) => kind === 'national-unit');
		expect(new Set(units.map(({ country }) => country)).size).toBe(27);
		expect(new Set(known.map(({ id }) => id)).size).toBe(known.length);
		for (const kind of ['union-body', 'third-country', 'private', 'provider', 'academia'])
			expect(known.filter((each) => each.kind === kind).length, kind).toBeGreaterThan(0);
		for (const { kind, fictional } of known)
			expect(fictional).toBe(['private', 'provider', 'academia'].includes(kind));
	});

	test('says which of them are here; what it does not know has no agreement', async () => {
		await account(opened, 'unit@belmark.example', { organisation: 'unit-fr' });
		const listed = await directory(opened.store, of('administrator').viewer);
		const at = (id: string) => listed.find((each) => each.id === id);
		expect(at('unit-fr')).toMatchObject({ here: true, kind: 'national-unit', country: 'FR' });
		expect(at('unit-de')).toMatchObject({ here: false, agreement: 'member-state' });
		expect(at('sefrin')).toMatchObject({ here: true, agreement: 'none', kind: 'agency' });
		expect((await opened.access.agencies()).find(({ id }) => id === 'unit-fr')).toMatchObject({
			name: 'National unit, France'
		});
		expect(mayReceive('none')).toBe(false);
		expect(mayReceive('agreement')).toBe(true);
		await expect(directory(opened.store, of('analyst').viewer)).rejects.toThrow(Refused);
	});
});
