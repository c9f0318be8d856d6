/** Identity over a small installation: what came in through ingest, decided about by its analysts. */
import type { Viewer } from '#lib/domain/viewer.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { identityOf } from '#lib/server/identity/identity.ts';
import { networkOf } from '#lib/server/network/network.ts';
import { placeRecords } from '#lib/server/ingest/placing.ts';
import { everyToken } from '#lib/server/ingest/writing.ts';
import { verify } from '#lib/server/operations/verify.ts';
import { openWorld } from '../ingest/world.ts';

export async function openIdentity(options: Parameters<typeof openWorld>[0] = {}) {
	const world = await openWorld(options);
	let tick = Date.parse('2026-03-01T00:00:00.000Z');
	let ids = 0;
	const identity = identityOf({
		store: world.store,
		audit: world.audit,
		now: () => new Date((tick += 1000)),
		newId: () => `d${++ids}`.padStart(32, '0').replace('d', 'e'),
		place: placeRecords,
		everyToken
	});
	const read = (text: string) =>
		world.store.read(builtStatement('test/identity', 'read', text), {});
	return {
		...world,
		identity,
		network: networkOf({ store: world.store, audit: world.audit, now: () => new Date(tick) }),
		verify: () => verify({ store: world.store, audit: world.audit }),
		/** The entity that a record with this name describes, for whoever may see it. */
		async entityOf(name: string): Promise<string> {
			const rows = (await read(
				'MATCH (r:Record)-[:DESCRIBES]->(e:Entity) UNWIND r.names AS name RETURN name, e.id AS id ORDER BY name'
			)) as { name: string; id: string }[];
			const found = rows.find((row) => row.name === name);
			if (!found) throw new Error(`no record is called ${name}`);
			return found.id;
		},
		/** Everything that a decision may move, with ids: what was taken back must look like before. */
		async whole(): Promise<unknown> {
			return {
				records: await read(
					'MATCH (r:Record)-[:DESCRIBES]->(e:Entity) RETURN r.id AS record, properties(r) AS props, e.id AS entity, e.kind AS kind ORDER BY record'
				),
				claims: await read(
					'MATCH (a:Entity)-[c]->(b:Entity) RETURN c.id AS id, type(c) AS type, properties(c) AS props, a.id AS a, b.id AS b ORDER BY id'
				),
				notes: await read('MATCH (n:Note) RETURN n.id AS id, n.entities AS entities ORDER BY id'),
				ends: await read('MATCH (o:NoteOn) RETURN o.id AS id, o.entity AS entity ORDER BY id')
			};
		},
		audited: async () =>
			(await read(
				'MATCH (a:AuditEntry) RETURN a.action AS action, a.outcome AS outcome, a.subjects AS subjects, a.detail AS detail, a.seq AS seq ORDER BY seq'
			)) as { action: string; outcome: string; subjects: string[]; detail: string }[]
	};
}

export type IdentityWorld = Awaited<ReturnType<typeof openIdentity>>;
export type { Viewer };
