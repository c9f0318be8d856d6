/** The start page's answers, over the small world of the contract suite. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '#lib/domain/audience.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { Audit, AuditEvent } from '#lib/server/audit/event.ts';
import { Refused } from '#lib/server/access/decide.ts';
import { applySchema } from '#lib/server/graph/schema.ts';
import { homeOf, type Home } from '#lib/server/home/home.ts';
import { newsSince } from '#lib/server/home/news.ts';
import { embeddedForTest, type TestStore } from '../contract/engines.ts';
import { viewers, writeWorld } from '../contract/world.ts';

const viewer = (
	account: string,
	organisation: string,
	audience: readonly string[],
	roles: Role[] = ['analyst']
): Viewer => ({
	account,
	name: account,
	organisation: { id: organisation, name: organisation },
	roles,
	audience,
	operator: false
});
const ana = viewer('ana', 'belmark', viewers.ana);
const nils = viewer('nils', 'norland', viewers.nils);
const busy = viewer('busy', 'belmark', viewers.ana);
const judge = viewer('judge', 'court', [], ['magistrate']);
const long = '2025-12-31T00:00:00.000Z';

let opened: TestStore;
let home: Home;
let clock: string;
const events: AuditEvent[] = [];

const auditOf = (): Audit => ({
	consult: () => Promise.reject(new Error('nothing here is a consultation')),
	write: async (event, work) => {
		const value = await opened.store.transaction(work);
		events.push(...[typeof event === 'function' ? event(value) : event].flat());
		return value;
	},
	commit: (text) => text
});

beforeAll(async () => {
	opened = await embeddedForTest();
	await applySchema(opened.store);
	await opened.store.transaction(writeWorld);
	home = await homeOf({
		store: opened.store,
		audit: auditOf(),
		now: () => new Date(clock)
	});
});
afterAll(() => opened.end());
beforeEach(() => {
	clock = '2026-11-22T10:00:00.000Z';
	events.length = 0;
});

describe('a visit', () => {
	test('the first has nothing before it; the next begins after an hour and looks back to it', async () => {
		expect(await home.visit(nils)).toEqual({ since: null, tours: [], acknowledged: [] });
		clock = '2026-11-22T10:59:00.000Z';
		expect((await home.visit(nils)).since).toBeNull();
		expect(events).toHaveLength(1);
		clock = '2026-11-22T11:01:00.000Z';
		expect((await home.visit(nils)).since).toBe('2026-11-22T10:00:00.000Z');
		clock = '2026-11-22T11:30:00.000Z';
		expect((await home.visit(nils)).since).toBe('2026-11-22T10:00:00.000Z');
		clock = '2026-11-23T09:00:00.000Z';
		expect((await home.visit(nils)).since).toBe('2026-11-22T11:01:00.000Z');
		expect(events.map(({ action, actor }) => `${action} ${actor}`)).toEqual(
			Array.from({ length: 3 }, () => 'home.read nils')
		);
	});

	test('two tabs that open at once begin one visit', async () => {
		clock = '2026-12-01T10:00:00.000Z';
		const [one, other] = await Promise.all([home.visit(ana), home.visit(ana)]);
		expect(one.since).toBe('2026-01-04T00:00:00.000Z');
		expect(other.since).toBe(one.since);
	});
});

describe('what is new', () => {
	test('is told by import and source, with the kinds that this viewer sees described', async () => {
		const { items, more } = await home.news(ana, long);
		expect(items.map(({ id, owner, source }) => [id, owner, source])).toEqual([
			// Under H1 and H3: whose import it is, and not who said it.
			[
				'i-mitre ',
				{ id: 'belmark', name: 'Belmark national unit' },
				{ name: null, kind: null, entity: null }
			],
			[
				'i-mitre s-mitre',
				{ id: 'belmark', name: 'Belmark national unit' },
				{ name: 'MITRE', kind: 'organisation', entity: null }
			]
		]);
		expect(items.map(({ kinds }) => kinds)).toEqual([
			expect.arrayContaining([{ kind: 'domain', entities: 1 }]),
			expect.arrayContaining([{ kind: 'group', entities: 1 }])
		]);
		expect(items.map(({ tlp }) => tlp)).toEqual(['green', 'clear']);
		expect(more).toBe(false);
	});

	test('a guest sees of the same import only what everyone may, and its marking', async () => {
		const { items } = await home.news(viewer('guest', 'x', viewers.guest), long);
		expect(items[0]?.kinds.map(({ kind }) => kind).sort()).toEqual([
			'concept',
			'group',
			'location',
			'malware'
		]);
		expect(items[0]?.tlp).toBe('clear');
	});

	test('nothing for who may see nothing, and nothing from before', async () => {
		expect((await home.news(viewer('nobody', 'nobody', viewers.nobody), long)).items).toEqual([]);
		expect((await home.news(ana, '2026-01-01T00:00:09.000Z')).items).toEqual([]);
	});

	test('a cut is said', async () => {
		const cut = (provenances: number, records: number) =>
			newsSince(opened.store, viewers.ana, long, { provenances, records });
		expect((await cut(1, 100)).more).toBe(true);
		expect((await cut(2, 100)).more).toBe(false);
		expect((await cut(2, 3)).more).toBe(true);
	});

	test('no person stands among the entities to open', async () => {
		const { items } = await home.news(ana, long);
		expect(items.flatMap(({ samples }) => samples)).toContain('e-team');
		expect(items.flatMap(({ samples }) => samples)).not.toContain('e-person');
	});
});

describe('what waits', () => {
	test('records due for review, of one’s own organisation only', async () => {
		clock = '2026-12-15T00:00:00.000Z';
		expect((await home.waiting(ana)).due).toEqual({
			records: 3,
			atLeast: false,
			oldest: '2027-01-01'
		});
		expect((await home.waiting(nils)).due).toBeNull();
	});

	test('past their date they are overdue, and not due as well', async () => {
		clock = '2027-01-02T00:00:00.000Z';
		const { due, overdue } = await home.waiting(ana);
		expect(overdue?.records).toBe(3);
		expect(due).toBeNull();
	});

	test('statements held back for a marking that has not come', async () => {
		expect((await home.waiting(nils)).held).toEqual([{ import: 'i-norland', total: 1 }]);
		expect((await home.waiting(ana)).held).toEqual([]);
	});
});

describe('acknowledging', () => {
	const failed = { key: 'failed i-1 2026-11-22', subjects: ['i-1'] };
	const acknowledged = async (who: Viewer) => (await home.visit(who)).acknowledged;

	test('puts an item aside for one account alone, and brings it back; both are logged', async () => {
		await home.visit(nils);
		events.length = 0;
		await home.acknowledge(nils, failed, true);
		await home.acknowledge(nils, { key: 'due 2027-01-01', subjects: [] }, true);
		expect(await acknowledged(nils)).toEqual(['due 2027-01-01', failed.key]);
		expect(await acknowledged(ana)).toEqual([]);
		await home.acknowledge(nils, failed, false);
		expect(await acknowledged(nils)).toEqual(['due 2027-01-01']);
		expect(
			events
				.filter(({ action }) => action === 'home.keep')
				.map(({ actor, subjects, detail }) => [actor, subjects, detail])
		).toEqual([
			['nils', ['i-1'], { acknowledged: failed.key }],
			['nils', [], { acknowledged: 'due 2027-01-01' }],
			['nils', ['i-1'], { restored: failed.key }]
		]);
	});

	test('twice is once, and two at the same time are both kept', async () => {
		const both = ['refused i-2', 'refused i-3'].map((key) => ({ key, subjects: [] }));
		await Promise.all(both.map((item) => home.acknowledge(ana, item, true)));
		await Promise.all(both.map((item) => home.acknowledge(ana, item, true)));
		expect([...(await acknowledged(ana))].sort()).toEqual(both.map(({ key }) => key));
	});

	test('keeps the latest 200, so that an account’s desk does not grow for ever', async () => {
		for (let number = 0; number < 205; number++)
			await home.acknowledge(busy, { key: `stopped ${number}`, subjects: [] }, true);
		const kept = await acknowledged(busy);
		expect([kept.length, kept[0], kept.at(-1)]).toEqual([200, 'stopped 204', 'stopped 5']);
	});

	test('damage of the store is on show until an auditor takes note of it, once for all', async () => {
		const warnings = ['the log was cut back'];
		const damaged = await homeOf({
			store: { ...opened.store, warnings },
			audit: auditOf(),
			now: () => new Date(clock)
		});
		const root = viewer('root', 'belmark', [], ['administrator']);
		const vera = viewer('vera', 'belmark', [], ['auditor']);
		expect(damaged.damage()).toEqual(warnings);
		for (const other of [nils, root])
			await expect(damaged.noteDamage(other)).rejects.toThrow(Refused);
		expect(damaged.damage()).toEqual(warnings);
		await damaged.noteDamage(vera);
		expect(damaged.damage()).toEqual([]);
		expect(events.map(({ action, actor, detail }) => [action, actor, detail])).toEqual([
			['audit.acknowledge', 'vera', { store: 'the log was cut back' }]
		]);
	});
});

describe('tours', () => {
	test('each is ended once, for the account that ended it', async () => {
		await home.endTour(nils, 'watch');
		await home.endTour(nils, 'watch');
		await home.endTour(nils, 'ingest');
		expect(await home.tours(nils)).toEqual(['ingest', 'watch']);
		expect(events).toHaveLength(2);
		expect(await home.tours(ana)).toEqual(['network']);
	});
});

test('a role outside the network sees nothing of the page, and nobody sees it without an account', async () => {
	for (const ask of [
		() => home.visit(judge),
		() => home.news(judge, long),
		() => home.waiting(judge),
		() => home.endTour(judge, 'watch'),
		() => home.acknowledge(judge, { key: 'failed i-1', subjects: [] }, true),
		() => home.noteDamage(judge),
		() => home.noteDamage(null),
		() => home.visit(null),
		() => home.tours(null),
		() => home.endTour(null, 'watch')
	])
		await expect(ask()).rejects.toThrow(Refused);
});
