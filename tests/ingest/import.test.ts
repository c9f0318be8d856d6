import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Draft } from '#lib/domain/draft.ts';
import { ImportRefused, NotAllSeen } from '#lib/server/ingest/refused.ts';
import { readers } from '#lib/server/ingest/readers.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { entriesOf } from '../audit/opened.ts';
import { analyst, marking, openWorld, record, type World } from './world.ts';

let world: World;
beforeEach(async () => {
	world = await openWorld({ readers: [...readers] });
});
afterEach(() => world.close());

const viewer = analyst('alpha');
const entities = async () =>
	world.store.read(
		builtStatement('test/count', 'read', 'MATCH (e:Entity) RETURN count(e) AS n'),
		{}
	);
const body = (text: string) => new Response(text).body;
const bundle = (name: string) =>
	JSON.stringify({
		type: 'bundle',
		id: 'bundle--00000000-0000-4000-8000-000000000001',
		objects: [
			{
				type: 'malware',
				spec_version: '2.1',
				id: 'malware--00000000-0000-4000-8000-000000000001',
				created: '2026-01-01T00:00:00.000Z',
				modified: '2026-01-01T00:00:00.000Z',
				name,
				is_family: false
			}
		]
	});

/** Starts an import of many drafts and cancels it once some of them are in. */
async function halfWay(): Promise<string> {
	const drafts: Draft[] = Array.from({ length: 6000 }, (_, i) => record(`malware--${i}`));
	const { id } = await world.ingest.start(viewer, {
		file: 'many',
		tlp: 'amber',
		input: { drafts }
	});
	while ((world.ingest.progress(id)?.recordsDone ?? 1) === 0) await new Promise(setImmediate);
	await world.ingest.cancel(viewer, id);
	return id;
}

test('a cancelled import keeps whole batches, and goes on to the same end', async () => {
	const id = await halfWay();
	const stopped = await world.ingest.read(viewer, id);
	expect(stopped).toMatchObject({ state: 'cancelled' });
	expect((stopped?.recordsDone ?? 0) % 1000).toBe(0);
	expect(await entities()).toEqual([{ n: stopped?.recordsDone }]);
	const { finished } = await world.ingest.resume(viewer, id);
	expect(await finished).toMatchObject({ state: 'done', records: 6000 });
	expect(await entities()).toEqual([{ n: 6000 }]);
});

describe('an import is interrupted only when nobody works on it', () => {
	const drafts = [record('malware--one')];

	test('not where it ends while its row is on the way to who asks', async () => {
		const read = world.store.read.bind(world.store);
		for (const ask of [
			async (id: string) => (await world.ingest.read(viewer, id))?.state,
			async (id: string) => (await world.ingest.list(viewer)).find((each) => each.id === id)?.state
		]) {
			const { id, finished } = await world.ingest.start(viewer, {
				file: 'short',
				tlp: 'amber',
				input: { drafts }
			});
			const spy = vi.spyOn(world.store, 'read').mockImplementationOnce(async (query, ...more) => {
				const rows = await read(query, ...more);
				await finished;
				return rows;
			});
			expect(await ask(id)).toBe('done');
			spy.mockRestore();
		}
	});

	test('not between its row and its first step', async () => {
		const states: unknown[] = [];
		const commit = world.store.transaction.bind(world.store);
		const spy = vi.spyOn(world.store, 'transaction').mockImplementation(async (work, ...more) => {
			const done = await commit(work, ...more);
			spy.mockRestore();
			states.push((await world.ingest.list(viewer)).map(({ state }) => state));
			return done;
		});
		const { finished } = await world.ingest.start(viewer, {
			file: 'short',
			tlp: 'amber',
			input: { drafts }
		});
		await finished;
		expect(states).toEqual([['reading']]);
	});
});

test('of a resume and an undo at the same moment, one happens and the other is refused', async () => {
	const id = await halfWay();
	const answers = await Promise.allSettled([
		world.ingest.resume(viewer, id),
		world.ingest.undo(viewer, id),
		world.ingest.resume(viewer, id),
		world.ingest.undo(viewer, id)
	]);
	const refused = answers.filter((answer) => answer.status === 'rejected');
	expect(refused).toHaveLength(3);
	for (const answer of refused) expect(answer.reason).toBeInstanceOf(ImportRefused);
	await expect
		.poll(async () => (await world.ingest.read(viewer, id))?.state, { timeout: 20_000 })
		.toMatch(/done|undone/);
	const end = await world.ingest.read(viewer, id);
	expect(await entities()).toEqual([{ n: end?.state === 'done' ? 6000 : 0 }]);
});

test('a RED import is known to the account that made it, and to nobody else of its organisation', async () => {
	const { id } = await world.bring([record('malware--r')], { tlp: 'red' });
	const colleague = analyst('alpha', 'colleague');
	expect(await world.ingest.read(viewer, id)).toBeDefined();
	expect(await world.ingest.read(colleague, id)).toBeUndefined();
	expect(await world.ingest.list(colleague)).toEqual([]);
	await expect(world.ingest.undo(colleague, id)).rejects.toThrow(ImportRefused);
	await expect(world.ingest.undo(analyst('beta'), id)).rejects.toThrow(ImportRefused);
});

describe('an import that holds what the viewer may not see', () => {
	const colleague = analyst('alpha', 'colleague');
	const mixed = [record('malware--open'), record('malware--secret', { tlp: 'red' })];
	const names = () =>
		world.store.read(
			builtStatement('test/refs', 'read', 'MATCH (r:Record) RETURN r.ref AS ref ORDER BY ref'),
			{}
		);

	test('is not theirs either where it came to hold that while the undo waited its turn', async () => {
		const definition = 'marking-definition--00000000-0000-4000-8000-00000000000a';
		const { id } = await world.bring([record('malware--open', { markingRefs: [definition] })]);
		const started = await world.ingest.start(viewer, {
			file: 'definition',
			tlp: 'amber+strict',
			input: { drafts: [marking(definition, 'red')] }
		});
		await expect(world.ingest.undo(colleague, id)).rejects.toThrow(NotAllSeen);
		await started.finished;
		expect(await names()).toEqual([{ ref: 'malware--open' }]);
		expect((await world.ingest.read(viewer, id))?.state).toBe('done');
	});

	test('is not theirs to take out: it stays whole, and the refusal is on record', async () => {
		const { id } = await world.bring(mixed);
		await expect(world.ingest.undo(colleague, id)).rejects.toThrow(NotAllSeen);
		expect(await names()).toEqual([{ ref: 'malware--open' }, { ref: 'malware--secret' }]);
		expect((await world.ingest.read(viewer, id))?.state).toBe('done');
		const tried = (await entriesOf(world.store)).filter(({ action }) => action === 'ingest.undo');
		expect(tried).toMatchObject([
			{ actor: 'colleague', outcome: 'refused', detail: expect.stringContaining('not-all-seen') }
		]);
	});

	test('a reader of everything in it, whoever brought it in and the operator may', async () => {
		const reader = { ...colleague, audience: [...colleague.audience, 'person:alpha-analyst'] };
		const moved = { ...viewer, audience: [] };
		for (const who of [reader, viewer, moved, { ...colleague, operator: true }]) {
			const { id } = await world.bring(mixed);
			await world.ingest.undo(who, id);
			expect(await names()).toEqual([]);
		}
	});

	test('what both may see, a colleague takes out as before', async () => {
		const { id } = await world.bring([record('malware--open')]);
		await world.ingest.undo(colleague, id);
		expect(await names()).toEqual([]);
	});
});

test('RED imports of a colleague take no room in the list', async () => {
	const colleague = analyst('alpha', 'colleague');
	const own = await world.bring([record('malware--own')], { viewer: colleague });
	for (let i = 0; i < 4; i++) await world.bring([record(`malware--r${i}`)], { tlp: 'red' });
	expect((await world.ingest.list(colleague, 3)).map(({ id }) => id)).toEqual([own.id]);
});

test('an upload starts one import, by the account that sent it', async () => {
	const { upload } = await world.ingest.receive(viewer, {
		name: 'a.json',
		body: body(bundle('found')),
		length: 10
	});
	const request = { file: 'a.json', tlp: 'amber' as const, input: { upload } };
	await expect(world.ingest.start(analyst('beta'), request)).rejects.toThrow(ImportRefused);
	const { finished } = await world.ingest.start(viewer, request);
	expect(await finished).toMatchObject({ state: 'done', records: 1 });
	await expect(world.ingest.start(viewer, request)).rejects.toThrow(ImportRefused);
	expect(readdirSync(path.join(world.folder, 'imports/uploads'))).toEqual([]);
});

test('a malformed upload is refused with its place, and leaves nothing', async () => {
	const text = bundle('cut').slice(0, -20);
	const { upload } = await world.ingest.receive(viewer, {
		name: 'a.json',
		body: body(text),
		length: text.length
	});
	const { finished } = await world.ingest.start(viewer, {
		file: 'a.json',
		tlp: 'amber',
		input: { upload }
	});
	const result = await finished;
	expect(result.state).toBe('failed');
	expect(result.error?.at).toMatch(/line 1/);
	expect(await entities()).toEqual([{ n: 0 }]);
});

test('a file that cannot be read is told so, not that writing failed', async () => {
	const { finished } = await world.ingest.start(viewer, {
		file: 'folder',
		tlp: 'amber',
		input: { path: world.folder }
	});
	expect(await finished).toMatchObject({
		state: 'failed',
		error: { at: 'file', reason: 'could not be read (EISDIR)' }
	});
});

test('what a stopped process left half sent is swept at the next start', async () => {
	const uploads = path.join(world.folder, 'imports/uploads');
	mkdirSync(uploads, { recursive: true });
	writeFileSync(path.join(uploads, 'x.part'), 'half');
	writeFileSync(path.join(uploads, 'started-y'), 'kept for its import');
	const { folder } = world;
	await world.ingest.close();
	await world.audit.close();
	await world.store.close();
	world = await openWorld({ folder });
	expect(readdirSync(uploads)).toEqual(['started-y']);
});

/** An import of 6000 records that waits behind another. */
async function inQueue() {
	const [first, second] = ['malware', 'tool'].map((type) =>
		world.ingest.start(type === 'malware' ? analyst('alpha', 'other') : viewer, {
			file: type,
			tlp: 'amber',
			input: { drafts: Array.from({ length: 3000 }, (_, i) => record(`${type}--${i}`)) }
		})
	) as [ReturnType<typeof world.ingest.start>, ReturnType<typeof world.ingest.start>];
	return { first: await first, second: await second };
}
const may = { ...viewer, roles: ['magistrate'] } as typeof viewer;
const moved = { ...viewer, organisation: { id: 'beta', name: 'beta' } };

test.each([
	['was stopped', null],
	['lost the role', may],
	['moved to another organisation', moved]
])('an import that waits writes nothing once its account %s, and says why', async (_, now) => {
	const { first, second } = await inQueue();
	world.people.set(viewer.account, now);
	expect(await first.finished).toMatchObject({ state: 'done', records: 3000 });
	expect(await second.finished).toMatchObject({
		state: 'failed',
		error: { at: 'account' },
		read: 0,
		recordsDone: 0,
		records: 0
	});
	expect(await entities()).toEqual([{ n: 3000 }]);
	const last = (await entriesOf(world.store)).at(-1);
	expect(last).toMatchObject({ action: 'ingest.import', outcome: 'failed', actor: viewer.account });
});

test('an account that is stopped while its import is written stops it at the next batch, and the part is told and undone', async () => {
	const { id, finished } = await world.ingest.start(viewer, {
		file: 'many',
		tlp: 'amber',
		input: { drafts: Array.from({ length: 6000 }, (_, i) => record(`malware--${i}`)) }
	});
	while ((world.ingest.progress(id)?.recordsDone ?? 1) === 0) await new Promise(setImmediate);
	world.people.set(viewer.account, null);
	const told = await finished;
	expect(told).toMatchObject({ state: 'failed', error: { at: 'account' } });
	expect(told.recordsDone).toBeLessThan(6000);
	expect(told.recordsDone).toBeGreaterThan(0);
	expect(await entities()).toEqual([{ n: told.recordsDone }]);
	await world.ingest.undo(analyst('alpha', 'other'), id);
	expect(await entities()).toEqual([{ n: 0 }]);
});

test('looking at imports is on record: the list and a page once an hour for each, remarks each time', async () => {
	const one = await world.bring([record('malware--1')], { viewer });
	const reader = analyst('alpha', 'reader');
	for (const once of [one, one, one]) {
		await world.ingest.list(reader);
		await world.ingest.read(reader, once.id);
		await world.ingest.remarks(reader, once.id, 'rejected');
	}
	await world.ingest.read(analyst('beta'), one.id);
	const seen = (await entriesOf(world.store)).filter(({ action }) => action === 'ingest.read');
	const act = ({ detail }: { detail: string }) => (JSON.parse(detail) as { act: string }).act;
	expect(seen.map((entry) => [entry.actor, act(entry)])).toEqual([
		['reader', 'list'],
		['reader', 'page'],
		['reader', 'rejected'],
		['reader', 'rejected'],
		['reader', 'rejected']
	]);
	await world.bring([record('malware--2')], { viewer });
	await world.ingest.list(reader);
	expect((await entriesOf(world.store)).at(-1)).toMatchObject({
		action: 'ingest.read',
		actor: 'reader'
	});
});
