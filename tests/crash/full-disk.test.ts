/** A full disk: the write that does not fit fails with its reason, reads go on, and all is well after. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openApp } from '#lib/server/app.ts';
import { verify } from '#lib/server/operations/verify.ts';
import { bundle, ring } from '../operator/bundles.ts';
import { smallDisk } from './small-disk.ts';

const disk = smallDisk(12);
const elsewhere = mkdtempSync(path.join(tmpdir(), 'faisceau-full-'));
afterAll(() => {
	disk.remove();
	rmSync(elsewhere, { recursive: true, force: true });
});

test.skipIf(!disk.mounted)(
	'an import that fills the disk fails whole, reads go on, and it is resumed when there is room',
	async () => {
		const data = path.join(disk.folder, 'data');
		const file = path.join(elsewhere, 'a.json');
		writeFileSync(file, bundle(ring(1500)));
		const app = await openApp({ data, origin: 'http://localhost:3108', logLevel: 'silent' });
		const viewer = await app.access.localOperator();
		const bring = async (input: { path: string }) =>
			(await app.ingest.start(viewer, { file: 'a.json', tlp: 'green', input })).finished;
		const small = path.join(elsewhere, 'small.json');
		writeFileSync(small, bundle(ring(20, 5000)));
		expect((await bring({ path: small })).state).toBe('done');

		// Room for the spool, not for the graph.
		disk.fill(3.2 * 1024 * 1024);
		const failed = await bring({ path: file }).catch((error: unknown) => error);
		expect(failed).toMatchObject({
			state: 'failed',
			recordsDone: 1500,
			claimsDone: 0,
			error: { reason: expect.stringContaining('the disk is full') }
		});

		const shown = await app.network.summary(await app.access.localOperator());
		expect(shown.entities.count).toBeGreaterThan(1_500);

		disk.makeRoom();
		const [first] = await app.ingest.list(viewer, 1);
		expect(first?.state).not.toBe('done');
		const held = await verify({ store: app.store, audit: app.audit });
		expect(held.problems).toEqual([]);
		const again = await app.ingest.resume(viewer, first?.id ?? '').then(
			({ finished }) => finished,
			// Not even its spool found room: it is imported again.
			() => bring({ path: file })
		);
		expect(again.state).toBe('done');
		const whole = await verify({ store: app.store, audit: app.audit });
		expect(whole).toMatchObject({ problems: [], checked: { records: 1520, claims: 1520 } });
		expect(whole.audit.findings).toEqual([]);
		await app.close();
		const reopened = await openApp({ data, origin: 'http://localhost:3108', logLevel: 'silent' });
		expect((await verify({ store: reopened.store, audit: reopened.audit })).ok).toBe(true);
		await reopened.close();
	},
	120_000
);
