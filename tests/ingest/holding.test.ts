/** Imports that wait: counted before anything is written, approved by whoever was asked for, or declined. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Difference } from '#lib/domain/import-state.ts';
import type { Draft } from '#lib/domain/draft.ts';
import { Refused } from '#lib/server/access/decide.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { ImportRefused } from '#lib/server/ingest/refused.ts';
import type { ImportRequest } from '#lib/server/ingest/request.ts';
import { entriesOf } from '../audit/opened.ts';
import { analyst, claim, openWorld, record, type World } from './world.ts';

let world: World;
beforeEach(async () => {
	world = await openWorld();
});
afterEach(() => world.close());

const viewer = analyst('alpha');
const colleague = analyst('alpha', 'colleague');
const everything = () =>
	world.store.read(
		builtStatement('test/all', 'read', 'MATCH (r:Record) RETURN r.ref AS ref ORDER BY ref'),
		{}
	);
async function hold(drafts: Draft[], more: Partial<ImportRequest> = {}) {
	const { id, finished } = await world.ingest.start(viewer, {
		file: 'held',
		tlp: 'amber+strict',
		hold: 'approval',
		...more,
		input: { drafts }
	});
	return { id, end: await finished };
}
const differenceOf = async (id: string): Promise<Difference> => {
	const review = await world.ingest.review(viewer, id);
	if (!review) throw new Error('it does not wait');
	return review.difference;
};
const at = (day: string) => `2026-01-${day}T00:00:00.000Z`;
const versioned = (ref: string, day: string, name = ref) =>
	record(ref, { modified: at(day), names: [name] });

describe('what an import would change', () => {
	test('is counted while nothing is written', async () => {
		const { id, end } = await hold([
			record('malware--a'),
			record('malware--b'),
			claim('relationship--1', 'malware--a', 'malware--b')
		]);
		expect(end.state).toBe('held');
		expect(await everything()).toEqual([]);
		expect(await differenceOf(id)).toMatchObject({
			records: { created: 2, updated: 0, known: 0, conflicts: 0 },
			claims: { created: 1, updated: 0, known: 0, conflicts: 0 },
			joins: 0
		});
	});

	test('tells new, newer, known and older apart, as writing then does', async () => {
		await world.bring([
			versioned('malware--newer', '02'),
			versioned('malware--same', '02'),
			versioned('malware--older', '02'),
			record('malware--x', { identifiers: [{ scheme: 'domain', value: 'known.example' }] }),
			claim('relationship--old', 'malware--same', 'malware--newer', { modified: at('02') })
		]);
		const drafts = [
			versioned('malware--newer', '03', 'changed'),
			versioned('malware--same', '02'),
			versioned('malware--older', '01', 'earlier'),
			versioned('malware--new', '01'),
			record('malware--y', { identifiers: [{ scheme: 'domain', value: 'known.example' }] }),
			claim('relationship--old', 'malware--same', 'malware--newer', { modified: at('02') }),
			claim('relationship--new', 'malware--new', 'malware--newer', { modified: at('02') })
		];
		const { id } = await hold(drafts);
		expect(await differenceOf(id)).toMatchObject({
			records: { created: 2, updated: 1, known: 1, conflicts: 1 },
			claims: { created: 1, updated: 0, known: 1, conflicts: 0 },
			joins: 1,
			remarkCount: 1
		});
		const { finished } = await world.ingest.approve(viewer, id);
		expect(await finished).toMatchObject({ state: 'done', records: 2, claims: 1, entities: 1 });
	});

	test('counts what comes twice in batches apart once', async () => {
		const many = Array.from({ length: 1500 }, (_, i) => versioned(`malware--${i}`, '01'));
		const { id } = await hold([...many, versioned('malware--0', '01')]);
		expect((await differenceOf(id)).records).toEqual({
			created: 1500,
			updated: 0,
			known: 1,
			conflicts: 0
		});
	});

	test('does not count what its account alone may see: colleagues read it', async () => {
		await world.bring([versioned('malware--r', '01')], { tlp: 'red' });
		const { id } = await hold([versioned('malware--r', '02', 'changed')]);
		expect((await differenceOf(id)).records).toMatchObject({ created: 1, updated: 0 });
		const own = await hold([versioned('malware--r', '02', 'changed')], { tlp: 'red' });
		expect((await differenceOf(own.id)).records).toMatchObject({ created: 0, updated: 1 });
	});
});

describe('its things', () => {
	const drafts = [
		record('malware--a'),
		record('malware--b'),
		record('malware--secret', { tlp: 'red' }),
		claim('relationship--1', 'malware--a', 'malware--b')
	];

	test('are listed to whoever may see them once they are in', async () => {
		const { id } = await hold(drafts);
		const refs = async (who: typeof viewer) =>
			(await world.ingest.review(who, id))?.things.map(({ ref }) => ref);
		expect(await refs(viewer)).toEqual(['malware--a', 'malware--b', 'malware--secret']);
		expect(await refs(colleague)).toEqual(['malware--a', 'malware--b']);
	});

	test('stay out where they are left out, with what is said of them', async () => {
		const { id } = await hold(drafts);
		const { finished } = await world.ingest.approve(viewer, id, ['malware--b']);
		expect(await finished).toMatchObject({ state: 'done', records: 2, claims: 0 });
		expect(await everything()).toEqual([{ ref: 'malware--a' }, { ref: 'malware--secret' }]);
	});
});

describe('who decides', () => {
	const drafts = [record('malware--a')];

	test('another person where that was asked for', async () => {
		const { id } = await hold(drafts, { hold: 'second' });
		await expect(world.ingest.approve(viewer, id)).rejects.toThrow(/another person/);
		await expect(world.ingest.approve(analyst('beta'), id)).rejects.toThrow(ImportRefused);
		expect(await everything()).toEqual([]);
		world.people.set(colleague.account, colleague);
		const { finished } = await world.ingest.approve(colleague, id);
		expect(await finished).toMatchObject({ state: 'done', records: 1 });
		const approved = (await entriesOf(world.store)).filter(
			({ action }) => action === 'ingest.approve'
		);
		expect(approved.map(({ actor }) => actor)).toEqual([colleague.account]);
	});

	test('not a resume: one that was stopped while it waited its turn waits again', async () => {
		const { id } = await hold(drafts, { hold: 'second' });
		await expect(world.ingest.resume(viewer, id)).rejects.toThrow(ImportRefused);
		await expect(world.ingest.undo(viewer, id)).rejects.toThrow(ImportRefused);
		expect(await everything()).toEqual([]);
	});

	test('once: of two that approve at the same moment one is refused', async () => {
		const { id } = await hold(drafts);
		const answers = await Promise.allSettled([
			world.ingest.approve(viewer, id),
			world.ingest.approve(viewer, id),
			world.ingest.decline(viewer, id, 'too late')
		]);
		expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
	});

	test('nobody for what its account alone sees: that is refused before it is read', async () => {
		await expect(hold(drafts, { hold: 'second', tlp: 'red' })).rejects.toThrow(ImportRefused);
		expect(await world.ingest.list(viewer)).toEqual([]);
	});

	test('nobody without the right', async () => {
		const { id } = await hold(drafts);
		const reader = { ...colleague, roles: ['magistrate' as const] };
		await expect(world.ingest.approve(reader, id)).rejects.toThrow(Refused);
		await expect(world.ingest.decline(reader, id, 'not mine')).rejects.toThrow(Refused);
	});
});

test('a declined import leaves its line and its reason, and nothing else', async () => {
	const { id } = await hold([record('malware--a')]);
	await world.ingest.decline(viewer, id, 'not ours');
	expect(await world.ingest.read(viewer, id)).toMatchObject({
		state: 'declined',
		declinedFor: 'not ours'
	});
	expect(await everything()).toEqual([]);
	expect(await world.ingest.review(viewer, id)).toBeNull();
	await expect(world.ingest.approve(viewer, id)).rejects.toThrow(ImportRefused);
});
