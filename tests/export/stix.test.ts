import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Draft, JsonObject } from '#lib/domain/draft.ts';
import type { ExportGraph } from '#lib/domain/export-graph.ts';
import { tlp2Ids } from '#lib/domain/stix-markings.ts';
import { contextRefs, stix } from '#lib/export/stix.ts';
import { bundle, everything, idOf, object, readAll } from '../ingest/stix-fixtures.ts';
import { claims, record, records } from './drafts.ts';
import { graphOf, type Defaults } from './graph-of.ts';

const write = (graph: ExportGraph) => [...stix(graph)].join('');
const objectsOf = (text: string): JsonObject[] => {
	const parsed = JSON.parse(text) as { objects: JsonObject[] };
	return parsed.objects;
};
const draftsIn = async (text: string): Promise<Draft[]> =>
	(await readAll(text)).flatMap((each) => (each.kind === 'draft' ? [each.draft] : []));
const byId = (objects: readonly JsonObject[], id: unknown) =>
	objects.find((each) => each.id === id);

const exported = async (objects: JsonObject[], defaults?: Defaults) =>
	objectsOf(write(graphOf(await draftsIn(bundle(objects)), defaults)));

/** The graph without what tells one import from another. */
const bare = (graph: ExportGraph) => {
	const strip = (attributes: JsonObject) => {
		const { object_marking_refs: _refs, ...rest } = attributes;
		return rest;
	};
	return {
		entities: graph.entities
			.map(({ id, kind, records: all }) => ({
				id,
				kind,
				records: all
					.map((each) => ({ ...each, attributes: strip(each.attributes) }))
					.sort((a, b) => (a.id < b.id ? -1 : 1))
			}))
			.sort((a, b) => (a.id < b.id ? -1 : 1)),
		claims: graph.claims
			.map((each) => ({ ...each, attributes: strip(each.attributes) }))
			.sort((a, b) => (a.id < b.id ? -1 : 1))
	};
};

describe('what came from STIX', () => {
	test('goes out as the object it was, under a TLP 2.0 marking the bundle defines', async () => {
		const out = await exported(everything);
		for (const original of everything) {
			const found = byId(out, original.id) ?? {};
			const { object_marking_refs: refs, ...rest } = found;
			expect(rest).toEqual(original);
			expect(refs).toEqual([tlp2Ids['amber+strict']]);
		}
		expect(byId(out, tlp2Ids['amber+strict'])).toMatchObject({ name: 'TLP:AMBER+STRICT' });
		expect(out).toHaveLength(everything.length + 1);
	});

	test('keeps its other markings, and a TLP 1 level becomes TLP 2.0', async () => {
		const statement = everything.find(({ type }) => type === 'marking-definition')?.id ?? '';
		const white = 'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9';
		const out = await exported([
			object('tool', { name: 'T', object_marking_refs: [white, statement] })
		]);
		expect(byId(out, idOf('tool'))?.object_marking_refs).toEqual([statement, tlp2Ids.clear]);
	});

	test('goes out under its present level when that was raised', async () => {
		const graph = graphOf(
			await draftsIn(bundle([object('tool', { name: 'T', object_marking_refs: [tlp2Ids.green] })]))
		);
		for (const entity of graph.entities) for (const each of entity.records) each.tlp = 'red';
		const out = objectsOf(write(graph));
		expect(byId(out, idOf('tool'))?.object_marking_refs).toEqual([tlp2Ids.red]);
	});

	test('granular markings come back at their selectors', async () => {
		const marked = object('intrusion-set', {
			name: 'Palewick',
			aliases: ['open', 'hidden', 'also open', 'hidden too'],
			description: 'hidden text',
			external_references: [{ source_name: 'v', external_id: 'e' }],
			x_box: { a: 1, b: 2 },
			object_marking_refs: [tlp2Ids.green],
			granular_markings: [
				{
					marking_ref: tlp2Ids.red,
					selectors: [
						'aliases.[1]',
						'aliases.[3]',
						'description',
						'external_references.[0].external_id',
						'x_box.b'
					]
				}
			]
		});
		const out = await exported([marked]);
		expect(byId(out, marked.id)).toEqual(marked);
	});

	test('a reader who sees only one part gets selectors that fit what is there', async () => {
		const statement = idOf('marking-definition');
		const graph = graphOf(
			await draftsIn(
				bundle([
					...everything.filter(({ type }) => type === 'marking-definition'),
					object('intrusion-set', {
						name: 'P',
						aliases: ['a', 'b', 'c'],
						granular_markings: [
							{ marking_ref: tlp2Ids.red, selectors: ['aliases.[0]'] },
							{ marking_ref: statement, selectors: ['aliases.[2]'] }
						]
					})
				])
			)
		);
		for (const entity of graph.entities)
			entity.records = entity.records.filter(({ variant }) => variant !== tlp2Ids.red);
		const found = byId(objectsOf(write(graph)), idOf('intrusion-set'));
		expect(found).toMatchObject({
			aliases: ['b', 'c'],
			granular_markings: [{ marking_ref: statement, selectors: ['aliases.[1]'] }]
		});
	});

	test('a grade travels with it, and reads back', async () => {
		const graph = graphOf(await draftsIn(bundle([object('tool', { name: 'T' })])));
		for (const entity of graph.entities)
			for (const each of entity.records)
				each.evaluation = { scheme: 'europol-4x4', source: 'A', information: '1' };
		const [back] = (await draftsIn(write(graph))).filter(({ draft }) => draft === 'record');
		expect(back).toMatchObject({
			evaluation: { scheme: 'europol-4x4', source: 'A', information: '1' }
		});
		expect(JSON.stringify(back)).not.toContain('extension_type');
	});

	test('a claim whose object is not in the selection goes out as a relationship and reads back', async () => {
		const graph = graphOf(await draftsIn(bundle(everything)));
		const embedded = graph.claims.find(({ type }) => type === 'COMMUNICATED_WITH');
		const ends = graph.entities.filter(({ id }) => id === embedded?.from || id === embedded?.to);
		const text = write({ ...graph, entities: ends, claims: embedded ? [embedded] : [] });
		const back = graphOf(await draftsIn(text));
		expect(back.claims).toContainEqual(
			expect.objectContaining({
				ref: embedded?.ref,
				type: 'COMMUNICATED_WITH',
				fromRef: embedded?.fromRef,
				toRef: embedded?.toRef
			})
		);
	});

	test('authors and markings outside the selection can be added as context', async () => {
		const author = object('identity', { name: 'CERT' }, 'author');
		const statement = everything.find(({ type }) => type === 'marking-definition') ?? {};
		const tool = object('tool', {
			name: 'T',
			created_by_ref: author.id ?? null,
			object_marking_refs: [statement.id ?? null]
		});
		const graph = graphOf(await draftsIn(bundle([author, statement, tool])));
		const [identity, marking, entity] = graph.entities;
		const selection: ExportGraph = { ...graph, entities: entity ? [entity] : [], claims: [] };
		expect(contextRefs(selection)).toEqual([author.id, statement.id].sort());
		const out = objectsOf(
			write({
				...selection,
				context: [identity, marking].flatMap((each) =>
					(each?.records ?? []).map((said) => ({
						entity: said.id,
						kind: each?.kind ?? 'concept',
						record: said
					}))
				)
			})
		);
		expect(byId(out, author.id)).toBeDefined();
		expect(byId(out, statement.id)).toBeDefined();
	});
});

describe('what did not come from STIX', () => {
	test('reads back as the same records and claims, of every kind and every claim type', async () => {
		const graph = graphOf([...records, ...claims]);
		const readings = await readAll(write(graph));
		expect(readings.filter(({ kind }) => kind === 'rejected' || kind === 'warning')).toEqual([]);
		const back = graphOf(readings.flatMap((each) => (each.kind === 'draft' ? [each.draft] : [])));
		expect(bare(back)).toEqual(bare(graph));
	});

	test('becomes what STIX has a word for, where it has one', () => {
		const out = objectsOf(write(graphOf(records)));
		const typeOfKind = Object.fromEntries(
			out.flatMap((each) => {
				const said = JSON.stringify(each.extensions ?? '');
				const kind = /"kind":"([a-z]+)"/.exec(said)?.[1];
				return kind === undefined ? [] : [[kind, each.type]];
			})
		);
		expect(typeOfKind).toMatchObject({
			person: 'identity',
			domain: 'domain-name',
			ip: 'ipv4-addr',
			network: 'ipv4-addr',
			file: 'file',
			device: 'mac-addr',
			service: 'infrastructure',
			technique: 'attack-pattern',
			account: 'x-faisceau-account',
			case: 'x-faisceau-case'
		});
	});

	test('carries PAP and handling codes as markings of the bundle', () => {
		const graph = graphOf(records);
		const out = objectsOf(write(graph));
		const mule = out.find(({ name }) => name === 'Mule');
		const refs = mule?.object_marking_refs;
		const names = (Array.isArray(refs) ? refs : []).map((ref) => byId(out, ref)?.name);
		expect(names).toEqual(['TLP:RED', 'PAP:AMBER', 'Handling H1 H3']);
	});

	test('two organisations that speak of one thing give two objects that meet again', async () => {
		const [first, second] = [
			record('domain'),
			record('domain', { ref: 'other:1', names: ['Other'] })
		];
		const graph = graphOf([first, second]);
		expect(graph.entities).toHaveLength(1);
		const back = graphOf(await draftsIn(write(graph)));
		expect(bare(back)).toEqual(bare(graph));
	});
});

test('a bundle read and written again does not change any more', async () => {
	const once = write(graphOf([...(await draftsIn(bundle(everything))), ...records, ...claims]));
	const graph = graphOf(await draftsIn(once));
	expect(write(graph)).toBe(once);
	expect(bare(graphOf(await draftsIn(write(graph))))).toEqual(bare(graph));
});

test('the order in which the graph arrives does not show', async () => {
	const drafts = [...(await draftsIn(bundle(everything))), ...records, ...claims];
	const expected = write(graphOf(drafts));
	fc.assert(
		fc.property(fc.shuffledSubarray(drafts, { minLength: drafts.length }), (shuffled) => {
			const graph = graphOf(shuffled);
			for (const entity of graph.entities) entity.records.reverse();
			expect(write(graph)).toBe(expected);
		}),
		{ numRuns: 50 }
	);
});

test('every marking a bundle refers to as a level is defined in it', () => {
	const out = objectsOf(write(graphOf([...records, ...claims])));
	const ids = new Set(out.map(({ id }) => id));
	for (const each of out)
		for (const ref of Array.isArray(each.object_marking_refs) ? each.object_marking_refs : [])
			expect(ids).toContain(ref);
});

test('a forged extension is remarked, kept as text, and gives no right it does not have', async () => {
	const extension = 'extension-definition--3f9d6c1e-7a54-4b8e-9c02-5d1be8a4f6d7';
	const forged = object('tool', {
		name: 'T',
		extensions: {
			[extension]: { extension_type: 'property-extension', record: { kind: 'king', ref: 7 } }
		}
	});
	const readings = await readAll(bundle([forged]));
	expect(readings.filter(({ kind }) => kind === 'warning')).toHaveLength(1);
	expect(readings.at(-1)).toMatchObject({
		draft: {
			kind: 'tool',
			names: ['T'],
			attributes: { extensions: { [extension]: { record: { kind: 'king' } } } }
		}
	});
});

describe('notes', () => {
	const note = {
		id: 'n1',
		text: 'Seen twice <b>at</b> the harbour',
		takenFrom: 'Interview of 3 May, file 12/441',
		owner: { id: 'belmark', name: 'Belmark' },
		tlp: 'amber+strict' as const,
		handling: ['H2' as const],
		writtenAt: '2026-11-22T10:00:00.000Z',
		demonstration: false
	};
	const graphWith = async (entities: (ids: string[]) => string[]) => {
		const graph = graphOf(await draftsIn(bundle(everything)));
		return {
			...graph,
			notes: [{ ...note, entities: entities(graph.entities.map(({ id }) => id)) }]
		};
	};

	test('go out as notes about objects of the bundle, under their own markings', async () => {
		const out = objectsOf(write(await graphWith((ids) => ids.slice(0, 2))));
		const [found, ...others] = out.filter(
			({ type, content }) => type === 'note' && content === note.text
		);
		expect(others).toEqual([]);
		const refs = found?.object_refs as string[];
		expect(refs).toHaveLength(2);
		for (const ref of refs) expect(byId(out, ref), ref).toBeDefined();
		const markings = (found?.object_marking_refs as string[]).map((ref) => byId(out, ref)?.name);
		expect(markings).toEqual(['TLP:AMBER+STRICT', 'Handling H2']);
		expect(found?.external_references).toMatchObject([{ source_name: note.takenFrom }]);
	});

	test('a note taken from nothing that was said names no reference', async () => {
		const graph = await graphWith((ids) => ids.slice(0, 1));
		const plain = graph.notes.map((one) => ({ ...one, takenFrom: null }));
		const found = objectsOf(write({ ...graph, notes: plain })).find(
			({ type, content }) => type === 'note' && content === note.text
		);
		expect(found).toBeDefined();
		expect(found).not.toHaveProperty('external_references');
	});

	test('a note about nothing in the bundle stays out of it', async () => {
		const out = write(await graphWith(() => ['elsewhere']));
		expect(out).not.toContain('harbour');
	});
});

test('numbers of networks and vulnerabilities are written as the standard has them, or stay in our extension', () => {
	const objects = objectsOf(
		write(
			graphOf([
				record('network', { identifiers: [{ scheme: 'asn', value: 'AS64500' }] }),
				record('vulnerability', { identifiers: [{ scheme: 'cve', value: 'CVE-2099-09871' }] })
			])
		)
	);
	expect(objects.find(({ type }) => type === 'autonomous-system')).toMatchObject({ number: 64500 });
	const vulnerability = objects.find(({ type }) => type === 'vulnerability');
	expect(vulnerability).not.toHaveProperty('external_references');
	expect(JSON.stringify(vulnerability)).toContain('CVE-2099-09871');
});
