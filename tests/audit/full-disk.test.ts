/** Hardening 56: where no entry can be kept nothing is done and nothing is shown; what needs none goes on. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openApp } from '#lib/server/app.ts';
import { headsName } from '#lib/server/audit/heads.ts';
import { auditOf } from '#lib/server/audit/log.ts';
import { openEmbedded } from '#lib/server/graph/embedded.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { StoreFull } from '#lib/server/graph/store.ts';
import { smallDisk } from '../crash/small-disk.ts';
import { bundle, ring } from '../operator/bundles.ts';
import { card, entriesOf } from './opened.ts';

const disk = smallDisk(12);
const elsewhere = mkdtempSync(path.join(tmpdir(), 'faisceau-room-'));
afterAll(() => {
	disk.remove();
	rmSync(elsewhere, { recursive: true, force: true });
});

const touch = builtStatement(
	'tests/touch',
	'write',
	'CREATE (n:Touched {id: $id}) RETURN n.id AS id'
);
const touched = builtStatement(
	'tests/touched',
	'read',
	'MATCH (n:Touched) RETURN n.id AS id ORDER BY id'
);

/** Does it until it fails, and says how often it was done and why it was not. */
async function untilFull(act: (i: number) => Promise<unknown>) {
	for (let done = 0; done < 300; done++) {
		const failure = await act(done).then(
			() => undefined,
			(error: unknown) => ({ done, error })
		);
		if (failure) return failure;
	}
	throw new Error('the disk never filled');
}

describe.skipIf(!disk.mounted)('a full disk', () => {
	test('stops each act at its entry, says why, and lets pass what needs none', async () => {
		const data = path.join(disk.folder, 'data');
		const file = path.join(elsewhere, 'small.json');
		writeFileSync(file, bundle(ring(20, 5000)));
		const open = () => openApp({ data, origin: 'http://localhost:3108', logLevel: 'silent' });
		const app = await open();
		const viewer = await app.access.localOperator();
		const { finished } = await app.ingest.start(viewer, {
			file: 'small.json',
			tlp: 'green',
			input: { path: file }
		});
		expect((await finished).state).toBe('done');
		const reader = await app.access.localOperator();
		const before = (await entriesOf(app.store)).length;

		disk.fillWhole();
		const shown = await untilFull(() => app.network.search(reader, 'Malware'));
		expect(shown.error).toBeInstanceOf(StoreFull);
		expect(String(shown.error)).toContain('the disk is full: make room, then try again');
		const changed = await untilFull((i) =>
			app.audit.write(card, ({ run }) => run(touch, { id: `t${i}` }))
		);
		expect(changed.error).toBeInstanceOf(StoreFull);

		expect((await app.network.summary(reader)).entities.count).toBeGreaterThan(0);
		const kept = before + shown.done + changed.done;
		expect(await entriesOf(app.store)).toHaveLength(kept);
		expect(await app.store.read(touched, {})).toHaveLength(changed.done);
		expect((await app.audit.check()).findings).toEqual([]);

		disk.makeRoom();
		await app.network.search(reader, 'Malware');
		await app.audit.write(card, ({ run }) => run(touch, { id: 'with room' }));
		await app.close();
		const again = await open();
		expect(again.audit.findings()).toEqual([]);
		expect((await again.audit.check()).findings).toEqual([]);
		expect((await entriesOf(again.store)).slice(0, kept + 2).map(({ seq }) => seq)).toEqual(
			Array.from({ length: kept + 2 }, (_, i) => i + 1)
		);
		expect(await again.store.read(touched, {})).toHaveLength(changed.done + 1);
		await again.close();
	}, 120_000);

	test('under the file of heads alone answers nothing, and what was done all the same has its entry', async () => {
		const store = await openEmbedded(path.join(elsewhere, 'graph'));
		let made = 0;
		const open = () =>
			auditOf({
				store,
				folder: disk.folder,
				key: 'a secret of this test',
				now: () => new Date('2026-11-22T13:05:00.000Z'),
				newId: () => `entry-${made++}`
			});
		const log = await open();
		await log.consult(card);
		disk.fillWhole();
		const { done, error } = await untilFull(() => log.consult(card));
		expect(error).toMatchObject({ code: 'ENOSPC' });
		const heads = readFileSync(path.join(disk.folder, headsName), 'utf8').trimEnd().split('\n');
		expect(JSON.parse(heads.at(-1) ?? '')).toMatchObject({ size: done + 1 });
		await expect(log.write(card, ({ run }) => run(touch, { id: 'unanswered' }))).rejects.toThrow(
			'ENOSPC'
		);
		// Committed before the file was written: not acknowledged, not undone, and never without its entry.
		expect(await store.read(touched, {})).toEqual([{ id: 'unanswered' }]);
		expect((await entriesOf(store)).length).toBe(made);

		disk.makeRoom();
		await log.consult(card);
		expect((await log.check()).findings).toEqual([]);
		await log.close();
		const again = await open();
		expect(again.findings()).toEqual([]);
		await again.close();
		await store.close();
	});
});
