/** The start page's answers, over the small world of the contract suite. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '#lib/domain/audience.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { AuditEvent } from '#lib/server/audit/event.ts';
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
const judge = viewer('judge', 'court', [], ['magistrate']);
const long = '2025-12-31T00:00:00.000Z';

let opened: TestStore;
let home: Home;
let clock: string;
const events: AuditEvent[] = [];

beforeAll(async () => {
	opened = await embeddedForTest();
	await applySchema(opened.store);
	await opened.store.transaction(writeWorld);
	home = await homeOf({
		store: opened.store,
		audit: {
			consult: () => Promise.reject(new Error('nothing here is a consultation')),
			write: async (event, work) => {
				const value = await opened.store.transaction(work);
				events.push(typeof event === 'function' ? event(value) : event);
				return value;
			},
			commit: (text) => text
		},
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
		expect(await home.visit(nils)).toEqual({ since: null, tours: [] });
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
			['i-mitre s-mitre', { id: 'belmark', name: 'Belmark national unit' }, 'MITRE']
		]);
		expect(items[0]?.kinds).toEqual(
			expect.arrayContaining([
				{ kind: 'domain', entities: 1 },
				{ kind: 'group', entities: 1 }
			])
		);
		expect(items[0]?.tlp).toBe('green');
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
		expect(items[0]?.samples).toContain('e-team');
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
		() => home.visit(null),
		() => home.tours(null),
		() => home.endTour(null, 'watch')
	])
		await expect(ask()).rejects.toThrow(Refused);
});
