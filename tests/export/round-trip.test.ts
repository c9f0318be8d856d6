/** Every export that carries the whole graph, read back: the same graph, and nothing new in it. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ClaimDraft, Draft } from '#lib/domain/draft.ts';
import type { ExportGraph } from '#lib/domain/export-graph.ts';
import { forOwn } from '#lib/domain/recipient.ts';
import { formats, type FormatName } from '#lib/export/formats.ts';
import { sortedJson } from '#lib/export/json.ts';
import { contextRefs } from '#lib/export/stix.ts';
import { readers } from '#lib/server/ingest/readers.ts';
import { networkOf } from '#lib/server/network/network.ts';
import { bundle, everything } from '../ingest/stix-fixtures.ts';
import { analyst, openWorld, type World } from '../ingest/world.ts';
import { claim, claims, record, records } from './drafts.ts';

const viewer = analyst('alpha');
/** CSV and JSON are for people and other programs: nothing here reads them back. */
const whole = ['stix', 'misp', 'ftm', 'case', 'gexf', 'graphml'] as const satisfies FormatName[];

/** A second source about the same things, one of them known by its reference alone. */
const others: Draft[] = [
	record('domain', {
		ref: 'second:domain',
		source: { ref: 'second', name: 'A second source' },
		names: ['"Vellmoor" <& sons>\u2028 \ufffe'],
		tlp: 'clear',
		pap: 'red'
	}),
	claim('RESOLVES_TO', 'domain', 'ip', {
		ref: 'second:resolves',
		source: { ref: 'second', name: 'A second source' },
		from: 'second:domain',
		to: 'nowhere:described',
		tlp: 'red',
		modified: '2026-02-03T04:05:06.007Z',
		validFrom: '2026-01-01T00:00:00.000Z',
		validUntil: '2026-01-02T00:00:00.000Z',
		description: 'Words'
	} satisfies Partial<ClaimDraft>)
];

const network = (world: World) =>
	networkOf({ store: world.store, audit: world.audit, now: () => new Date(0) });

const exported = (world: World, format: FormatName): Promise<ExportGraph> =>
	network(world).exportGraph(
		viewer,
		forOwn(),
		undefined,
		format === 'stix' ? contextRefs : undefined,
		{ format, operator: true }
	);

/** When it was brought in. */
const timeless = ['obtainedAt', 'reviewBy'];
/**
 * An entity's id says who described it first, and to whom: elsewhere it is another. STIX writes the level that the
 * graph holds apart into the object.
 */
const ofThisGraph = [...timeless, 'object_marking_refs'];

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

/** All that a graph says but for some properties, in one order. */
function said({ entities, claims: all }: ExportGraph, without: readonly string[], ids: boolean) {
	const plain = {
		entities: entities
			.map(({ id, kind, records: about }) => ({
				...(ids ? { id } : {}),
				kind,
				records: about.toSorted(byId)
			}))
			.sort((a, b) => byId(a.records[0] ?? { id: '' }, b.records[0] ?? { id: '' })),
		claims: all
			.map(({ from, to, ...claimed }) => (ids ? { from, to, ...claimed } : claimed))
			.sort(byId)
	};
	const cut = JSON.stringify(plain, (key: string, value: unknown) =>
		without.includes(key) ? undefined : value
	);
	return sortedJson(JSON.parse(cut));
}

async function graphIn(world: World): Promise<{ here: string; anywhere: string }> {
	const graph = await exported(world, 'json');
	return { here: said(graph, timeless, true), anywhere: said(graph, ofThisGraph, false) };
}

async function bringFile(world: World, name: string, text: string) {
	const file = path.join(world.folder, name);
	writeFileSync(file, text);
	const started = await world.ingest.start(viewer, {
		file: name,
		tlp: 'amber',
		input: { path: file }
	});
	return started.finished;
}

describe.each(whole)('%s', (format) => {
	test('comes back as the same graph, and creates nothing', async () => {
		const world = await openWorld({ readers: [...readers] });
		const empty = await openWorld({ readers: [...readers] });
		try {
			await bringFile(world, 'everything.json', bundle(everything));
			await world.bring([...records, ...claims, ...others], { viewer, tlp: 'amber' });
			const before = await graphIn(world);
			expect(before.here.length).toBeGreaterThan(50_000);
			const text = [...formats[format].write(await exported(world, format))].join('');

			const back = await bringFile(world, `back.${formats[format].extension}`, text);
			expect(back).toMatchObject({ state: 'done', format, rejected: [] });
			expect(back).toMatchObject({ entities: 0, records: 0, claims: 0 });
			expect((await graphIn(world)).here).toBe(before.here);

			const anew = await bringFile(empty, `anew.${formats[format].extension}`, text);
			expect(anew).toMatchObject({ state: 'done', format, rejected: [] });
			expect((await graphIn(empty)).anywhere).toBe(before.anywhere);
		} finally {
			await world.close();
			await empty.close();
		}
	}, 120_000);
});
