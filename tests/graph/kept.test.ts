import { beforeEach, describe, expect, test } from 'vitest';
import { keptWhile } from '#lib/server/graph/kept.ts';

describe('answers kept while the graph stays the same', () => {
	let revision = 0;
	let time = 0;
	let made = 0;
	const make = () => Promise.resolve(++made);
	const fresh = (most = 2) =>
		keptWhile<number>({ revision: () => revision }, () => new Date(time), most);
	beforeEach(() => {
		revision = time = made = 0;
	});

	test('are made once for all who ask at once, and apart for each key', async () => {
		const kept = fresh();
		expect(await Promise.all([kept.get('a', make), kept.get('a', make)])).toEqual([1, 1]);
		expect(await kept.get('b', make)).toBe(2);
		expect(await kept.get('a', make)).toBe(1);
	});

	test('are made anew after a write, and after a minute', async () => {
		const kept = fresh();
		await kept.get('a', make);
		revision++;
		expect(await kept.get('a', make)).toBe(2);
		time += 59_000;
		expect(await kept.get('a', make)).toBe(2);
		time += 1_000;
		expect(await kept.get('a', make)).toBe(3);
	});

	test('what was begun before a write is not kept after it', async () => {
		const kept = fresh();
		let arrive: (value: number) => void = () => undefined;
		const first = kept.get('a', () => new Promise((resolve) => (arrive = resolve)));
		revision++;
		expect(await kept.get('a', make)).toBe(1);
		arrive(-1);
		expect(await first).toBe(-1);
		expect(await kept.get('a', make)).toBe(1);
	});

	test('a fault is told and not kept', async () => {
		const kept = fresh();
		await expect(kept.get('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
		expect(await kept.get('a', make)).toBe(1);
	});

	test('never more of them than asked for', async () => {
		const kept = fresh(2);
		await kept.get('a', make);
		await kept.get('b', make);
		await kept.get('c', make);
		expect(await kept.get('a', make)).toBe(4);
	});
});
