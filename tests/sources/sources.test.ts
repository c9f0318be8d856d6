/** The register of sources: who sees a source and what was written down of it, and that every version stays. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EntryForm } from '#lib/domain/source-register.ts';
import { keyedIds } from '#lib/server/ingest/ids.ts';
import { sourcesOf, SourceRefused } from '#lib/server/sources/sources.ts';
import { analyst, openWorld, record, type World } from '../ingest/world.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-sources-'));
let world: World;
let sources: ReturnType<typeof sourcesOf>;
let made = 0;
beforeEach(async () => {
	world = await openWorld();
	const idOf = keyedIds(Buffer.from('test'));
	sources = sourcesOf({
		store: world.store,
		audit: world.audit,
		newId: () => `entry-${++made}`,
		now: world.now,
		sourceId: (owner, ref) => idOf('source', owner, ref)
	});
});
afterEach(async () => {
	await world.close();
	rmSync(folder, { recursive: true, force: true });
});

const ana = analyst('alpha');
const bo = analyst('alpha', 'bo');
const stranger = analyst('beta');
const a = 'malware--aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
const b = 'malware--bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb';
const bank = { ref: 'bank', name: 'Bank of Norland' };
const form = (more: object = {}) =>
	v.parse(EntryForm, { months: '12', reason: 'agreed', licence: 'Agreement 7', ...more });
const only = async (viewer = ana) => {
	const [first, ...others] = await sources.list(viewer);
	expect(others).toEqual([]);
	if (!first) throw new Error('no source');
	return first;
};
const refusal = (work: Promise<unknown>) =>
	work.then(
		() => 'done',
		(error: unknown) => (error instanceof SourceRefused ? error.obstacle : String(error))
	);

test('a source is what its visible statements say: counts, grades and the next review', async () => {
	await world.bring([record(a)], {
		source: bank,
		evaluation: { scheme: 'europol-4x4', source: 'B', information: '2' }
	});
	await world.bring([record(b)], { source: bank, obtainedAt: '2025-06-01T00:00:00.000Z' });
	expect(await only()).toMatchObject({
		name: 'Bank of Norland',
		ref: 'bank',
		owner: 'alpha',
		isOwn: true,
		imports: 2,
		statements: 2,
		grades: [
			{ grade: 'europol-4x4/B2', statements: 1 },
			{ grade: 'europol-4x4/X4', statements: 1 }
		],
		nextReview: '2028-06-01T00:00:00.000Z',
		entry: null
	});
});

test('a source named in RED statements alone is there for their reader and for nobody else', async () => {
	await world.bring([record(a)], { source: { ref: 'x', name: 'An informant' }, tlp: 'red' });
	const { id } = await only();
	for (const viewer of [bo, stranger]) {
		expect(await sources.list(viewer)).toEqual([]);
		expect(await sources.read(viewer, id)).toBeNull();
		expect(await refusal(sources.describe(viewer, id, form()))).toBe('gone');
	}
});

describe('the entry', () => {
	test('each version stays, the latest stands; colleagues read it, others do not', async () => {
		await world.bring([record(a)], { source: bank, tlp: 'green' });
		const { id } = await only();
		await sources.describe(ana, id, form({ reliability: 'europol-4x4/B' }));
		const first = (await only()).entry;
		expect(first).toMatchObject({
			licence: 'Agreement 7',
			reliability: 'europol-4x4/B',
			months: 12
		});
		await sources.describe(
			bo,
			id,
			form({ since: first?.id, reliability: 'europol-4x4/C', reason: 'two reports were wrong' })
		);
		const read = await sources.read(ana, id);
		expect(read?.history.map(({ reliability, accountName }) => [reliability, accountName])).toEqual(
			[
				['europol-4x4/C', 'bo'],
				['europol-4x4/B', 'alpha-analyst']
			]
		);
		expect((await only(stranger)).entry).toBeNull();
		expect((await sources.read(stranger, id))?.history).toEqual([]);
		expect(await refusal(sources.describe(stranger, id, form()))).toBe('gone');
	});

	test('written from an old version is refused, and nothing is covered up', async () => {
		await world.bring([record(a)], { source: bank });
		const { id } = await only();
		await sources.describe(ana, id, form());
		expect(await refusal(sources.describe(bo, id, form({ licence: 'Mine' })))).toBe('changed');
		expect((await only()).entry?.licence).toBe('Agreement 7');
	});

	test.each([
		['no month', { months: '0' }],
		['more than three years', { months: '37' }],
		['half a month', { months: '1.5' }],
		['no reason', { reason: '  ' }],
		['a letter that no scheme has', { reliability: 'europol-4x4/Z' }],
		['another purpose', { purposes: ['profiling'] }],
		['no day', { reviewBy: 'tomorrow' }]
	])('with %s is no entry', (_title, more) => {
		expect(v.safeParse(EntryForm, { months: '12', reason: 'agreed', ...more }).success).toBe(false);
	});

	test('says how long the next import of the source is kept and for what, unless that says so itself', async () => {
		await world.bring([record(a)], { source: bank });
		const { id } = await only();
		await sources.describe(ana, id, form({ purposes: ['research'] }));
		expect(await sources.standards('alpha', 'bank')).toEqual({
			months: 12,
			purposes: ['research']
		});
		expect(await sources.standards('beta', 'bank')).toBeUndefined();
	});
});
