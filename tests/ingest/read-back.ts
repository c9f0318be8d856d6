/** A file through the whole of ingest: in, in again, out as STIX and in once more, and all of it undone. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { forOwn } from '#lib/domain/recipient.ts';
import { contextRefs, stix } from '#lib/export/stix.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { readers } from '#lib/server/ingest/readers.ts';
import { networkOf } from '#lib/server/network/network.ts';
import { analyst, openWorld } from './world.ts';

const viewer = analyst('alpha');

export async function readBack(
	text: string,
	expected: { format: string; kinds: string[]; types: string[] }
) {
	const world = await openWorld({ readers: [...readers] });
	try {
		const ids: string[] = [];
		const bring = async (name: string, content: string) => {
			const file = path.join(world.folder, name);
			writeFileSync(file, content);
			const started = await world.ingest.start(viewer, {
				file: name,
				tlp: 'amber',
				input: { path: file }
			});
			const done = await started.finished;
			ids.unshift(started.id);
			expect(done).toMatchObject({ state: 'done', rejected: [] });
			return done;
		};
		const first = await bring('file.xml', text);
		expect(first.format).toBe(expected.format);
		expect(first.accepted).toBe(first.read);
		const picture = await world.picture();
		const seen = JSON.parse(picture) as { rows: { type: string }[]; records: { kind: string }[] };
		expect(seen.records.map(({ kind }) => kind).sort()).toEqual(expected.kinds.toSorted());
		expect(seen.rows.map(({ type }) => type).sort()).toEqual(expected.types.toSorted());
		const nothing = { entities: 0, records: 0, claims: 0 };
		expect(await bring('again.xml', text)).toMatchObject(nothing);
		expect(await world.picture()).toBe(picture);

		const network = networkOf({ store: world.store, audit: world.audit, now: () => new Date(0) });
		const graph = await network.exportGraph(viewer, forOwn(), undefined, contextRefs, {
			format: 'stix'
		});
		const back = await bring('export.json', [...stix(graph)].join(''));
		expect(back.format).toBe('stix');
		expect(back).toMatchObject(nothing);
		expect(await world.picture()).toBe(picture);

		for (const id of ids) {
			await world.ingest.undo(viewer, id);
			await expect
				.poll(async () => (await world.ingest.read(viewer, id))?.state, { timeout: 20_000 })
				.toBe('undone');
		}
		const left = builtStatement(
			'test/left',
			'read',
			'MATCH (n) WHERE n:Entity OR n:Record RETURN count(n) AS n'
		);
		expect(await world.store.read(left, {})).toEqual([{ n: 0 }]);
		return { first, graph };
	} finally {
		await world.close();
	}
}
