import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { headOf } from '#lib/server/ingest/head.ts';
import { readerFor } from '#lib/server/ingest/readers.ts';
import { unpacked } from '#lib/server/ingest/gunzip.ts';
import { bundle, everything, readAll } from './stix-fixtures.ts';

describe('gzip', () => {
	test('a packed bundle reads as the bundle does', async () => {
		const text = bundle(everything);
		const packed = gzipSync(text);
		expect(readerFor(headOf(packed.subarray(0, 4096)))?.id).toBe('stix');
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
