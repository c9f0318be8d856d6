/** No id of what stays behind leaves inside what goes, in any file that would write it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '#lib/domain/draft.ts';
import { forOwn, type Disclosure } from '#lib/domain/recipient.ts';
import { formats, type FormatName } from '#lib/export/formats.ts';
import { contextRefs } from '#lib/export/stix.ts';
import { networkOf, type Network } from '#lib/server/network/network.ts';
import { NotReleasable } from '#lib/server/network/taken.ts';
import { analyst, claim, openWorld, record, type World } from '../ingest/world.ts';

let world: World;
let network: Network;
const ana = analyst('alpha');
const idOf = (type: string, digit: number) =>
	`${type}--${String(digit).repeat(8)}-1111-4111-8111-111111111111`;
const lark = idOf('malware', 1);
const hidden = idOf('malware', 2);
const author = idOf('identity', 3);
const statement = idOf('marking-definition', 4);
const link = idOf('relationship', 5);
const report = idOf('report', 6);
const about = idOf('note', 7);
const secrets = [hidden, author, statement, link];
const europol: Disclosure = {
	recipient: { kind: 'organisation', id: 'europol' },
	purpose: 'cooperation'
};

beforeEach(async () => {
	world = await openWorld();
	network = networkOf({ store: world.store, audit: world.audit, now: () => new Date(0) });
});
afterEach(() => world.close());

const stix = (
	ref: string,
	name: string,
	attributes: JsonObject = {},
	tlp: 'green' | 'red' = 'green'
) => record(ref, { names: [name], tlp, attributes: { spec_version: '2.1', name, ...attributes } });
const bring = (...reports: ReturnType<typeof record>[]) =>
	world.bring([
		stix(lark, 'Lark', {
			created_by_ref: author,
			object_marking_refs: [statement],
			extensions: { 'x-seen': { sample_ref: hidden, at: 'Port Selin' } },
			x_trail: [
				{ step_ref: hidden, what: 'first' },
				{ step_ref: lark, what: 'last' }
			],
			x_only: [{ step_ref: hidden }]
		}),
		stix(hidden, 'Nightjar', {}, 'red'),
		stix(author, 'Informant', {}, 'red'),
		stix(statement, 'Orchid', {}, 'red'),
		claim(link, lark, hidden, { tlp: 'red' }),
		...reports
	]);
const named = async (name: string) => (await network.search(ana, name)).hits[0]?.id ?? '';
const taken = async (format: FormatName, names: string[], to = europol, leaveOut = true) =>
	network.exportGraph(
		ana,
		to,
		await Promise.all(names.map(named)),
		format === 'stix' ? contextRefs : undefined,
		{ format, leaveOut, flat: 'flat' in formats[format] }
	);
const written = async (...asked: Parameters<typeof taken>) =>
	[...formats[asked[0]].write(await taken(...asked))].join('');
const against = (work: Promise<unknown>) =>
	work.then(
		() => undefined,
		(fault: unknown) => {
			if (!(fault instanceof NotReleasable)) throw fault;
			return fault.against;
		}
	);

describe.each(['stix', 'misp', 'ftm', 'case', 'gexf', 'graphml', 'json'] as const)(
	'%s',
	(format) => {
		test('takes every reference out, asked for or not, and leaves the rest as it was', async () => {
			await bring(stix(report, 'Harbour report', { object_refs: [hidden, lark, link] }));
			for (const names of [
				['Lark', 'Harbour report'],
				['Lark', 'Harbour report', 'Nightjar', 'Informant']
			]) {
				const text = await written(format, names);
				for (const secret of secrets) expect(text).not.toContain(secret);
				expect(text).toContain('Port Selin');
				const graph = await taken(format, names);
				const attributes = new Map(
					graph.entities
						.flatMap(({ records }) => records)
						.map((each) => [each.ref, each.attributes])
				);
				expect(attributes.get(report)).toMatchObject({ object_refs: [lark] });
				expect(attributes.get(lark)).toEqual({
					spec_version: '2.1',
					name: 'Lark',
					extensions: { 'x-seen': { at: 'Port Selin' } },
					x_trail: [{ step_ref: lark, what: 'last' }]
				});
			}
		});

		test('what was not asked for counts too: a file that lacks something is never taken for whole', async () => {
			await bring(stix(report, 'Harbour report', { object_refs: [hidden, lark] }));
			expect(await against(taken(format, ['Harbour report'], europol, false))).toEqual([
				{ bar: 'red', count: 1 }
			]);
		});

		test('a report about nothing else stays, and so does what is about that report', async () => {
			await bring(
				stix(report, 'Harbour report', { object_refs: [hidden] }),
				stix(about, 'Remark', { object_refs: [report] })
			);
			const names = ['Lark', 'Harbour report', 'Remark'];
			expect(await against(taken(format, names, europol, false))).toContainEqual({
				bar: 'reference',
				count: 2
			});
			const graph = await taken(format, names);
			expect(graph.entities.map(({ id }) => id)).toEqual([await named('Lark')]);
			const text = await written(format, names);
			for (const secret of [...secrets, report, about]) expect(text).not.toContain(secret);
		});
	}
);

test('one’s own organisation gets every reference', async () => {
	await bring(stix(report, 'Harbour report', { object_refs: [hidden, lark, link] }));
	const { entities } = await taken('json', ['Harbour report'], forOwn());
	expect(entities[0]?.records[0]?.attributes.object_refs).toEqual([hidden, lark, link]);
});

test('a table writes no references: nothing counts and nothing more stays', async () => {
	await bring(stix(report, 'Harbour report', { object_refs: [hidden] }));
	for (const format of ['csv'] as const) {
		const graph = await taken(format, ['Harbour report'], europol, false);
		expect(graph.entities).toHaveLength(1);
		for (const secret of secrets) expect(JSON.stringify(graph)).not.toContain(secret);
	}
});

test('an id that nothing here speaks of stays as its source wrote it, but for links', async () => {
	const elsewhere = idOf('tool', 8);
	await bring(
		stix(report, 'Harbour report', { object_refs: [elsewhere, idOf('relationship', 9)] })
	);
	const { entities } = await taken('json', ['Harbour report'], europol, false);
	expect(entities[0]?.records[0]?.attributes.object_refs).toEqual([elsewhere]);
});
