/** A MISP event through the whole import: into the graph, again, out, and back from our own export. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JsonObject } from '#lib/domain/draft.ts';
import { forOwn } from '#lib/domain/recipient.ts';
import { formats } from '#lib/export/formats.ts';
import { contextRefs } from '#lib/export/stix.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { readers } from '#lib/server/ingest/readers.ts';
import { networkOf } from '#lib/server/network/network.ts';
import {
	attribute,
	cluster,
	event,
	everything,
	galaxy,
	later,
	ref,
	tag,
	wrapped
} from './misp-fixtures.ts';
import { analyst, openWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
	world = await openWorld({ readers: [...readers] });
});
afterEach(() => world.close());

const viewer = analyst('alpha');
let files = 0;
async function bring(text: string, by = viewer, tlp: 'green' | 'amber+strict' = 'amber+strict') {
	const file = path.join(world.folder, `file-${++files}.json`);
	writeFileSync(file, text);
	const { finished } = await world.ingest.start(by, {
		file: 'event.json',
		tlp,
		input: { path: file }
	});
	return finished;
}
const misp = (value: JsonObject) => JSON.stringify(wrapped(value));
const rows = (match: string) =>
	world.store.read(builtStatement('test/rows', 'read', match), {}) as Promise<
		Record<string, unknown>[]
	>;

test('an event comes in whole, and again creates nothing', async () => {
	const first = await bring(misp(everything));
	expect(first).toMatchObject({ state: 'done', format: 'misp', read: 15, accepted: 15 });
	const before = await world.picture();
	expect(await bring(misp(everything))).toMatchObject({
		state: 'done',
		entities: 0,
		records: 0,
		claims: 0
	});
	expect(await world.picture()).toBe(before);
});

test('undone, it leaves an empty graph', async () => {
	const { id } = await bring(misp(everything));
	await world.ingest.undo(viewer, id);
	await expect
		.poll(async () => (await world.ingest.read(viewer, id))?.state, { timeout: 20_000 })
		.toBe('undone');
	expect(JSON.parse(await world.picture())).toEqual({
		rows: [],
		records: [],
		entities: [{ entities: 0 }]
	});
});

test('our own STIX export of it comes back with nothing created', async () => {
	await bring(misp(everything));
	const before = await world.picture();
	const network = networkOf({ store: world.store, audit: world.audit, now: () => new Date(0) });
	const all = await rows('MATCH (e:Entity) RETURN e.id AS id ORDER BY id');
	const graph = await network.exportGraph(
		viewer,
		forOwn(),
		all.map(({ id }) => String(id)),
		contextRefs,
		{ format: 'stix', leaveOut: false }
	);
	const bundle = [...formats.stix.write(graph)].join('');
	const back = await bring(bundle);
	expect(back).toMatchObject({ state: 'done', format: 'stix', rejected: [] });
	expect(back).toMatchObject({ entities: 0, records: 0, claims: 0 });
	expect(await world.picture()).toBe(before);
});

test('a value that two organisations tell of is one entity; each keeps its own words', async () => {
	const told = (key: string) =>
		misp(
			event(
				{ Attribute: [attribute('domain', 'toll.example', { comment: key }, key)] },
				`event ${key}`
			)
		);
	await bring(told('one'));
	await bring(told('two'), analyst('beta'), 'green');
	const found = await rows(
		"MATCH (r:Record)-[:DESCRIBES]->(e:Entity {kind: 'domain'}) RETURN e.id AS entity, r.description AS said ORDER BY said"
	);
	expect(found.map(({ said }) => said)).toEqual(['one', 'two']);
	expect(new Set(found.map(({ entity }) => entity)).size).toBe(1);
});

test('a proposal is an entity apart from what it proposes', async () => {
	await bring(misp(everything));
	await bring(
		misp(event({ Attribute: [attribute('domain', 'to11.example', {}, 'real')] }, 'other'))
	);
	const found = await rows(
		`MATCH (r:Record)-[:DESCRIBES]->(e:Entity) WHERE r.ref = '${ref('proposal')}' OR r.ref = '${ref('real')}' RETURN e.kind AS kind ORDER BY kind`
	);
	expect(found).toEqual([{ kind: 'concept' }, { kind: 'domain' }]);
});

test('a cluster made from ATT&CK and the STIX object it was made from are one entity', async () => {
	const masked = cluster('mitre-attack-pattern', 'False front - T9036');
	await bring(misp(event({ Galaxy: [galaxy('mitre-attack-pattern', [masked])] })));
	await bring(
		JSON.stringify({
			type: 'bundle',
			objects: [
				{
					type: 'attack-pattern',
					spec_version: '2.1',
					id: `attack-pattern--${String(masked.uuid)}`,
					created: '2026-01-01T00:00:00.000Z',
					modified: '2026-01-01T00:00:00.000Z',
					name: 'False front'
				}
			]
		})
	);
	const found = await rows(
		"MATCH (r:Record)-[:DESCRIBES]->(e:Entity {kind: 'technique'}) RETURN DISTINCT e.id AS id"
	);
	expect(found).toHaveLength(1);
});

test('an event marked more strictly later takes its attributes with it', async () => {
	const marked = (more: JsonObject) =>
		misp(event({ Attribute: [attribute('domain', 'toll.example', {}, 'a')], ...more }));
	const audience = () =>
		rows(`MATCH (r:Record {ref: '${ref('a')}'}) RETURN r.audience AS audience, r.stub AS stub`);
	await bring(marked({}));
	expect(await audience()).toEqual([{ audience: ['community'], stub: false }]);
	await bring(marked({ timestamp: later, distribution: '0', Tag: [tag('tlp:amber')] }));
	expect(await audience()).toEqual([{ audience: ['org:alpha'], stub: false }]);
});
