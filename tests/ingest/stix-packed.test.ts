import { createReadStream, existsSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readerFor } from '#lib/server/ingest/readers.ts';
import { unpacked } from '#lib/server/ingest/gunzip.ts';
import { stix } from '#lib/server/ingest/stix.ts';
import { bundle, everything, readAll } from './stix-fixtures.ts';

describe('gzip', () => {
	test('a packed bundle reads as the bundle does', async () => {
		const text = bundle(everything);
		const packed = gzipSync(text);
		expect(readerFor(packed.subarray(0, 4096))?.id).toBe('stix');
		expect(await readAll(packed)).toEqual(await readAll(text));
	});

	test.each([
		['cut', (packed: Buffer) => packed.subarray(0, packed.length - 20)],
		['damaged', (packed: Buffer) => Buffer.from(packed).fill(0x55, 40, 60)]
	])('a %s file is refused with its place', async (_name, harm) => {
		await expect(readAll(harm(gzipSync(bundle(everything))))).rejects.toThrow(
			/byte \d+ of the packed file: the gzip data is damaged or cut/
		);
	});

	test('a bomb is refused before it has unpacked', async () => {
		const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, 0x20));
		let total = 0;
		await expect(
			(async () => {
				for await (const piece of unpacked(
					(async function* () {
						yield bomb;
					})()
				))
					total += piece.length;
			})()
		).rejects.toThrow(/unpacks to more than 250 times its size/);
		expect(total).toBeLessThan(80 * 1024 * 1024);
	});

	test('packed inside packed is no JSON', async () => {
		await expect(readAll(gzipSync(gzipSync('[]')))).rejects.toThrow(/byte 0: expected JSON/);
	});
});

const attack = '/work/shared/data/attack';

/** Counted with an independent program from the same files. */
describe.runIf(existsSync(attack))(
	'MITRE ATT&CK as published (skipped where the files are absent)',
	() => {
		test.each([
			['enterprise-attack.json.gz', { read: 24_771, records: 4_723, relationships: 20_048 }],
			['ics-attack.json.gz', { read: 1_825, records: 452, relationships: 1_373 }]
		])(
			'%s is read whole, nothing refused',
			async (file, expected) => {
				const count = { read: 0, records: 0, relationships: 0 };
				const rejected: unknown[] = [];
				const related = new Set<string>();
				const embedded = new Set<string>();
				for await (const reading of stix.read(createReadStream(`${attack}/${file}`), {})) {
					if (reading.kind === 'read') count.read += reading.count;
					if (reading.kind === 'rejected') rejected.push(reading.remark);
					if (reading.kind !== 'draft') continue;
					const { draft } = reading;
					if (draft.draft === 'record') count.records++;
					if (draft.draft !== 'claim') continue;
					if (draft.ref.includes('#')) embedded.add(draft.originalType);
					else {
						count.relationships++;
						if (draft.type === 'RELATED_TO') related.add(draft.originalType);
					}
				}
				expect(rejected).toEqual([]);
				expect(count).toEqual(expected);
				expect([...related]).toEqual([]);
				expect([...embedded].sort()).toEqual([
					'tactic_refs',
					'x_mitre_analytic_refs',
					'x_mitre_data_component_ref'
				]);
			},
			60_000
		);
	}
);
