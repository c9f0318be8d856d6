/** An entity's id finds every import that touched it, the undo that took it away, and what met at it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StoredEntry } from '#lib/domain/audit-entry.ts';
import { subjectLimit } from '#lib/server/audit/entry.ts';
import { inspectionOf } from '#lib/server/audit/inspection.ts';
import { readEntries } from '#lib/server/audit/queries.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { noNames } from '../audit/opened.ts';
import { analyst, claim, marking, openWorld, record, type World } from './world.ts';

let world: World;
beforeEach(async () => {
	world = await openWorld();
});
afterEach(() => world.close());

const first = 'malware--00000000-0000-4000-8000-000000000001';
const second = 'tool--00000000-0000-4000-8000-000000000002';
const link = 'relationship--00000000-0000-4000-8000-000000000003';
const alpha = analyst('alpha');

/** Ids of the record with a reference, of an owner, and of its entity. */
async function idsOf(ref: string, owner = 'alpha') {
	const rows = (await world.store.read(
		builtStatement(
			'test/ids',
			'read',
			'MATCH (r:Record {ref: $ref})-[:DESCRIBES]->(e:Entity) RETURN r.id AS record, e.id AS entity, r.provenance AS provenance'
		),
		{ ref }
	)) as { record: string; entity: string; provenance: string }[];
	const owners = (await world.store.read(
		builtStatement(
			'test/owners',
			'read',
			'MATCH (p:Provenance) RETURN p.id AS id, p.owner AS owner'
		),
		{}
	)) as { id: string; owner: string }[];
	const own = new Set(owners.filter((each) => each.owner === owner).map(({ id }) => id));
	const found = rows.find(({ provenance }) => own.has(provenance));
	if (!found) throw new Error(`${owner} has no record of ${ref}`);
	return found;
}
const claimIds = async () =>
	(
		(await world.store.read(
			builtStatement('test/claims', 'read', 'MATCH (:Entity)-[c]->(:Entity) RETURN c.id AS id'),
			{}
		)) as { id: string }[]
	).map(({ id }) => id);

const entries = async () =>
	(await world.store.read(readEntries, { from: 1, to: 1_000_000 })).map(
		({ entry }) => entry as StoredEntry
	);
/** What an auditor of the organisation finds for an id, the oldest first. */
async function found(subject: string, organisation = 'alpha'): Promise<string[]> {
	const { rows } = await inspectionOf(world.store, world.audit, noNames, () => new Date()).search(
		{ ...analyst(organisation), roles: ['auditor'], audience: [] },
		{ subject }
	);
	return rows
		.filter(({ action }) => action.startsWith('ingest.'))
		.map(({ action }) => action)
		.reverse();
}

test('records, claims and entities name the import that wrote them, and the undo that took them out', async () => {
	const done = await world.bring([record(first), record(second), claim(link, first, second)]);
	const { record: kept, entity } = await idsOf(first);
	const { entity: other } = await idsOf(second);
	const [said = ''] = await claimIds();
	expect(await found(kept)).toEqual(['ingest.import']);
	// Written, and spoken of by the claim.
	expect(await found(entity)).toEqual(['ingest.import', 'ingest.import']);
	expect(await found(said)).toEqual(['ingest.import']);
	const wrote = (await entries()).find(({ subjects }) => subjects.includes(kept));
	expect(wrote).toMatchObject({ subjects: expect.arrayContaining([done.id, entity]) as string[] });
	expect(JSON.parse(wrote?.detail ?? '')).toMatchObject({ phase: 'wrote', things: 4 });

	await world.ingest.undo(alpha, done.id);
	for (const id of [kept, entity, other, said])
		expect((await found(id)).at(-1), id).toBe('ingest.undo');
	expect(await claimIds()).toEqual([]);
});

test('an import that changes what another wrote names it, and so does the undo that brings it back', async () => {
	await world.bring([record(first), record(second), claim(link, first, second)]);
	const { record: kept, entity } = await idsOf(first);
	const later = { modified: '2026-02-01T00:00:00.000Z' };
	const newer = await world.bring([
		record(first, { names: ['renamed'], ...later }),
		claim(link, first, second, later)
	]);
	expect(await found(kept)).toEqual(['ingest.import', 'ingest.import']);
	await world.ingest.undo(alpha, newer.id);
	expect((await found(kept)).at(-1)).toBe('ingest.undo');
	expect((await found(entity)).at(-1)).toBe('ingest.undo');
	const [said = ''] = await claimIds();
	expect((await found(said)).at(-1)).toBe('ingest.undo');
});

test('what two imports say names both, and its undo names what is handed over', async () => {
	const drafts = [record(first), record(second), claim(link, first, second)];
	const one = await world.bring(drafts);
	await world.bring(drafts, { source: { ref: 'elsewhere', name: 'Elsewhere' } });
	const { record: kept } = await idsOf(first);
	const [said = ''] = await claimIds();
	expect(await found(kept)).toHaveLength(2);
	expect(await found(said)).toHaveLength(2);
	await world.ingest.undo(alpha, one.id);
	expect((await found(kept)).at(-1)).toBe('ingest.undo');
	expect((await found(said)).at(-1)).toBe('ingest.undo');
	expect(await claimIds()).toEqual([said]);
});

test('a definition that settles the marking of earlier items names them', async () => {
	const definition = 'marking-definition--00000000-0000-4000-8000-000000000009';
	await world.bring([record(first, { markingRefs: [definition] })]);
	const { record: kept } = await idsOf(first);
	expect(await found(kept)).toHaveLength(1);
	await world.bring([marking(definition, 'green')]);
	expect(await found(kept)).toHaveLength(2);
});

test('the entries are kept with their batch: what names nothing is not kept, what stops names all it wrote', async () => {
	const count = async () => (await entries()).length;
	const drafts = Array.from({ length: 1500 }, (_, i) => record(`malware--${i}`));
	await world.bring(drafts);
	const wrote = (await entries()).filter(
		({ detail, action }) => action === 'ingest.import' && detail.includes('"phase":"wrote"')
	);
	// One act for each batch of a thousand, gone on with in entries of a hundred.
	expect(wrote).toHaveLength(2);
	const parts = (await entries()).filter(({ detail }) => detail.includes('"continues"'));
	expect(parts.length).toBe(
		Math.ceil(2001 / subjectLimit) - 1 + Math.ceil(1001 / subjectLimit) - 1
	);
	expect(new Set([...wrote, ...parts].flatMap(({ subjects }) => subjects)).size).toBe(3001);
	const before = await count();
	await world.bring([]);
	// Begun and ended.
	expect(await count()).toBe(before + 2);
});

test('an import that meets the records of another organisation is a combination with both sides named', async () => {
	const shared = { identifiers: [{ scheme: 'sha256', value: 'ab'.repeat(32) }] } as const;
	const theirs = record(first, { identifiers: [...shared.identifiers] });
	await world.bring([theirs], { viewer: analyst('beta'), tlp: 'green' });
	const { record: met, entity } = await idsOf(first, 'beta');
	const mine = record('malware--00000000-0000-4000-8000-00000000000a', {
		identifiers: [...shared.identifiers]
	});
	const joining = await world.bring([mine], { tlp: 'green' });
	const { record: came, entity: joined } = await idsOf(mine.ref);
	expect(joined).toBe(entity);
	const combined = (await entries()).filter(({ operation }) => operation === 'combination');
	expect(combined).toMatchObject([
		{
			action: 'ingest.join',
			organisation: 'alpha',
			outcome: 'done',
			subjects: [joining.id, entity, came, met]
		}
	]);
	expect(JSON.parse(combined[0]?.detail ?? '')).toMatchObject({ rule: 'role', role: 'analyst' });
	expect(await found(entity)).toEqual(['ingest.import', 'ingest.join']);
	// Their auditor reads their own log; ours is ours.
	expect(await found(entity, 'beta')).toEqual(['ingest.import']);
	// One's own records meeting, and a record that was there before, are none.
	await world.bring([
		record('malware--00000000-0000-4000-8000-00000000000b', {
			identifiers: [{ scheme: 'sha256', value: 'cd'.repeat(32) }]
		}),
		record('malware--00000000-0000-4000-8000-00000000000c', {
			identifiers: [{ scheme: 'sha256', value: 'cd'.repeat(32) }]
		})
	]);
	await world.bring([record(mine.ref, { ...mine, modified: '2026-03-01T00:00:00.000Z' })]);
	expect((await entries()).filter(({ operation }) => operation === 'combination')).toHaveLength(1);
});

test('records that the importer may not see are never met', async () => {
	const identifiers = [{ scheme: 'sha256' as const, value: 'ab'.repeat(32) }];
	await world.bring([record(first, { identifiers })], {
		viewer: analyst('beta'),
		tlp: 'amber+strict'
	});
	await world.bring([record(second, { identifiers })]);
	expect((await entries()).some(({ operation }) => operation === 'combination')).toBe(false);
});
