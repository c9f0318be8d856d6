/** What is past its date of review is hidden, kept or erased whole; nobody else's statement goes with it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { overdue } from '#lib/domain/audience.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { RetentionRefused } from '#lib/server/ingest/retention.ts';
import { verify } from '#lib/server/operations/verify.ts';
import { analyst, claim, openWorld, record, type World } from './world.ts';

let world: World;
beforeEach(async () => {
	world = await openWorld();
});
afterEach(() => world.close());

const ana = analyst('alpha');
const bo = analyst('alpha', 'bo');
const stranger = analyst('beta');
const a = 'malware--aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
const b = 'campaign--bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb';
const c = 'tool--cccccccc-cccc-4ccc-8ccc-cccccccccccc';
const ab = 'relationship--11111111-1111-4111-8111-111111111111';
const bc = 'relationship--22222222-2222-4222-8222-222222222222';

/** References of the records and claims that a viewer sees. */
async function seen(viewer: Pick<Viewer, 'audience'>): Promise<string[]> {
	const rows = await world.store.read(
		builtStatement(
			'test/seen',
			'read',
			`MATCH (r:Record) WHERE any(t IN r.audience WHERE t IN $audience) AND r.stub = false RETURN r.ref AS ref
			 UNION ALL MATCH (:Entity)-[c]->(:Entity) WHERE any(t IN c.audience WHERE t IN $audience) RETURN c.ref AS ref`
		),
		{ audience: viewer.audience }
	);
	return (rows as { ref: string }[]).map(({ ref }) => ref).sort();
}
const everything = async () => seen({ audience: await world.every() });
const brought = (days: number) =>
	new Date(world.now().getTime() - days * 24 * 60 * 60 * 1000).toISOString();
const threeYears = 1096;
const due = () => world.ingest.retention.reviews(ana);
const only = async () => {
	const [first, ...others] = await due();
	expect(others).toEqual([]);
	if (!first) throw new Error('nothing waits');
	return first;
};
const broken = async () => (await verify({ store: world.store, audit: world.audit })).problems;

describe('past its date', () => {
	test('hidden from everybody, claims of others upon it too; kept, all is as it was', async () => {
		await world.bring([record(a), record(b), claim(ab, a, b)], {
			obtainedAt: brought(threeYears + 1),
			tlp: 'green'
		});
		await world.bring([record(c), claim(bc, b, c)], { tlp: 'green' });
		const before = await world.picture();
		expect(await seen(stranger)).toEqual([a, b, c, ab, bc].sort());

		await world.ingest.retention.expire();
		expect(await seen(ana)).toEqual([c]);
		expect(await seen(stranger)).toEqual([c]);
		expect(await seen({ audience: overdue(ana.audience) })).toEqual([a, b, ab, bc].sort());
		expect(await only()).toMatchObject({ records: 2, isHidden: true, file: 'drafts' });
		expect(await broken()).toEqual([]);

		const until = new Date(world.now().getTime() + 86_400_000 * 300).toISOString().slice(0, 10);
		await world.ingest.retention.keep(ana, { key: (await only()).key, until, reason: 'trial' });
		expect(await world.picture()).toBe(before);
		expect(await due()).toEqual([]);
		await world.ingest.retention.expire();
		expect(await world.picture()).toBe(before);
		world.pass(301);
		await world.ingest.retention.expire();
		expect(await seen(ana)).toEqual([c]);
	});

	test('erased when nobody decides in the time that follows; the line of it stays', async () => {
		const { id } = await world.bring([record(a), record(b), claim(ab, a, b)], {
			obtainedAt: brought(threeYears + 1)
		});
		await world.bring([record(c), claim(bc, b, c)]);
		await world.ingest.retention.expire();
		world.pass(88);
		await world.ingest.retention.expire();
		expect(await everything()).toEqual([a, b, c, ab, bc].sort());
		world.pass(3);
		await world.ingest.retention.expire();
		// What another import says of it stays, upon a stub that says nothing.
		expect(await everything()).toEqual([c, bc].sort());
		expect(await broken()).toEqual([]);
		expect(await seen(ana)).toEqual([c, bc].sort());
		expect(await world.ingest.retention.erasures(ana)).toMatchObject([
			{ import: id, account: 'system', records: 2, claims: 1 }
		]);
		expect(await world.ingest.retention.erasures(stranger)).toEqual([]);
		const rows = await world.store.read(
			builtStatement('test/p', 'read', 'MATCH (p:Provenance {import: $id}) RETURN p.id AS id'),
			{ id }
		);
		expect(rows).toEqual([]);
	});

	test('nothing of an erased version is left in the journal of the import that replaced it', async () => {
		await world.bring([record(a, { names: ['Old name of a person'] })], {
			obtainedAt: brought(threeYears + 1)
		});
		const later = await world.bring([
			record(a, { names: ['New'], modified: '2026-02-01T00:00:00.000Z' })
		]);
		const journal = () =>
			world.store.read(
				builtStatement('test/c', 'read', 'MATCH (c:Change) RETURN c.before AS before'),
				{}
			);
		expect(JSON.stringify(await journal())).toContain('Old name');
		await world.ingest.retention.expire();
		await world.ingest.retention.erase(ana, { key: (await only()).key, reason: 'not needed' });
		expect(await journal()).toEqual([]);
		await world.ingest.undo(ana, later.id);
		expect(await everything()).toEqual([]);
	});

	test('what another import says too rests on that one and is never hidden', async () => {
		await world.bring([record(a)], { obtainedAt: brought(threeYears + 1) });
		await world.bring([record(a)]);
		await world.ingest.retention.expire();
		expect(await seen(ana)).toEqual([a]);
		world.pass(91);
		await world.ingest.retention.expire();
		expect(await seen(ana)).toEqual([a]);
		expect(await everything()).toEqual([a]);
	});

	test('said again while it is hidden, it stands beside and stays when the hidden one is erased', async () => {
		await world.bring([record(a)], { obtainedAt: brought(threeYears + 1) });
		await world.ingest.retention.expire();
		await world.bring([record(a)]);
		expect(await seen(ana)).toEqual([a]);
		world.pass(91);
		await world.ingest.retention.expire();
		expect(await everything()).toEqual([a]);
	});

	test('what was brought in for a case is hidden, never erased by the clock', async () => {
		await world.bring([record(a)], {
			obtainedAt: brought(threeYears + 1),
			caseNumber: 'CASE-1'
		});
		await world.ingest.retention.expire();
		expect(await only()).toMatchObject({ isHidden: true, erasedAt: null });
		world.pass(1000);
		await world.ingest.retention.expire();
		expect(await everything()).toEqual([a]);
		await world.ingest.retention.erase(ana, { key: (await only()).key, reason: 'closed' });
		expect(await everything()).toEqual([]);
	});
});

describe('who decides', () => {
	const hide = async (tlp: 'red' | 'amber+strict') => {
		await world.bring([record(a)], { obtainedAt: brought(threeYears + 1), tlp });
		await world.ingest.retention.expire();
		return only();
	};
	const refused = (work: Promise<unknown>) =>
		work.then(
			() => 'done',
			(error: unknown) => (error instanceof RetentionRefused ? error.obstacle : String(error))
		);

	test('what is RED is for its reader alone to decide, hidden or not', async () => {
		const { key } = await hide('red');
		expect(await world.ingest.retention.reviews(bo)).toEqual([]);
		expect(await refused(world.ingest.retention.erase(bo, { key, reason: 'guess' }))).toBe('gone');
		expect(await everything()).toEqual([a]);
	});

	test('another organisation neither sees nor decides', async () => {
		const { key } = await hide('amber+strict');
		expect(await world.ingest.retention.reviews(stranger)).toEqual([]);
		const until = '2027-01-01';
		expect(
			await refused(world.ingest.retention.keep(stranger, { key, until, reason: 'guess' }))
		).toBe('gone');
	});

	test('until a day that is past or more than three years off is refused, and nothing changes', async () => {
		const { key } = await hide('amber+strict');
		for (const [until, obstacle] of [
			['2026-01-01', 'past'],
			['2029-02-01', 'too-long']
		] as const)
			expect(
				await refused(world.ingest.retention.keep(ana, { key, until, reason: 'because' }))
			).toBe(obstacle);
		expect(await seen(ana)).toEqual([]);
	});
});

test('stopped half-way, hiding goes on to its end', async () => {
	await world.bring([record(a), record(b), claim(ab, a, b)], {
		obtainedAt: brought(threeYears + 1)
	});
	let left = 3;
	const write = world.audit.write.bind(world.audit);
	world.audit.write = (event, work) => {
		if (--left < 0) throw new Error('the power fails');
		return write(event, work);
	};
	await expect(world.ingest.retention.expire()).rejects.toThrow('the power fails');
	left = 1000;
	await world.ingest.retention.expire();
	expect(await seen(ana)).toEqual([]);
	expect(await only()).toMatchObject({ isHidden: true, records: 2 });
	expect(await broken()).toEqual([]);
});
