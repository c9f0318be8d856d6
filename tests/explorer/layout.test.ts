import { describe, expect, test } from 'vitest';
import {
	settle,
	startPositions,
	type Batch,
	type LayoutTask
} from '#lib/explorer/layout/layout.ts';
import { parseReply, parseRequest } from '#lib/explorer/layout/layout-messages.ts';
import { LayoutRunner } from '#lib/explorer/layout/layout-runner.ts';
import { Places } from '#lib/explorer/layout/places.ts';
import { entity } from './builders.ts';

/** A ring of `order` entities, starting where the ids say. */
function ring(order: number, fixed: number[] = []): LayoutTask {
	const ids = Array.from({ length: order }, (_, place) => `n${place}`);
	const ends = ids.map((from, place) => ({ from, to: ids[(place + 1) % order] ?? 'n0' }));
	const start = startPositions(ids, ends, new Map());
	return {
		xs: Float32Array.from(ids, (id) => start.get(id)?.x ?? NaN),
		ys: Float32Array.from(ids, (id) => start.get(id)?.y ?? NaN),
		fixed: Uint8Array.from(ids, (_, place) => (fixed.includes(place) ? 1 : 0)),
		from: Uint32Array.from(ids, (_, place) => place),
		to: Uint32Array.from(ids, (_, place) => (place + 1) % order),
		weights: new Float32Array(order).fill(1),
		families: new Uint8Array(order),
		roots: new Uint8Array(order)
	};
}

const last = (task: LayoutTask): Batch => {
	const batches = [...settle(task)];
	const end = batches.at(-1);
	if (!end) throw new Error('no batch');
	return end;
};

test('the same network always gets the same drawing', () => {
	expect(last(ring(30))).toEqual(last(ring(30)));
});

test('an entity that has a place keeps it while newcomers settle', () => {
	const task = ring(20, [0, 1, 2]);
	const end = last(task);
	for (const place of [0, 1, 2]) {
		expect(end.xs[place]).toBe(task.xs[place]);
		expect(end.ys[place]).toBe(task.ys[place]);
	}
	expect(end.xs[10]).not.toBe(task.xs[10]);
});

test('the layout comes to rest and says so', () => {
	const batches = [...settle(ring(12))];
	expect(batches.at(-1)?.done).toBe(true);
	expect(batches.length).toBeLessThanOrEqual(40);
	expect(batches.slice(0, -1).every((batch) => !batch.done)).toBe(true);
});

test('neighbours end nearer to each other than strangers', () => {
	const { xs, ys } = last(ring(24));
	const distance = (a: number, b: number) =>
		Math.hypot((xs[a] ?? 0) - (xs[b] ?? 0), (ys[a] ?? 0) - (ys[b] ?? 0));
	expect(distance(0, 1)).toBeLessThan(distance(0, 12));
});

test('one entity alone and an empty network settle at once', () => {
	expect(last(ring(1)).done).toBe(true);
	const none = {
		...ring(1),
		xs: new Float32Array(),
		ys: new Float32Array(),
		fixed: new Uint8Array()
	};
	const empty = {
		...none,
		from: new Uint32Array(),
		to: new Uint32Array(),
		weights: new Float32Array()
	};
	expect(last(empty).done).toBe(true);
});

describe('start positions', () => {
	test('newcomers start beside the neighbour that has a place', () => {
		const placed = new Map([['a', { x: 100, y: 50 }]]);
		const start = startPositions(
			['a', 'b', 'c'],
			[
				{ from: 'a', to: 'b' },
				{ from: 'c', to: 'b' }
			],
			placed
		);
		expect([...start.keys()].sort()).toEqual(['b', 'c']);
		const b = start.get('b');
		expect(Math.hypot((b?.x ?? 0) - 100, (b?.y ?? 0) - 50)).toBeLessThan(20);
	});

	test('those without any neighbour start outside what is there, each in its own place', () => {
		const start = startPositions(['a', 'b', 'c'], [], new Map([['z', { x: 40, y: 0 }]]));
		const places = [...start.values()].map(({ x, y }) => `${x} ${y}`);
		expect(new Set(places).size).toBe(3);
		for (const { x, y } of start.values()) expect(Math.hypot(x, y)).toBeGreaterThan(30);
	});
});

test('start positions of ten thousand strangers and their ties are found in one walk', () => {
	const ids = Array.from({ length: 10_000 }, (_, place) => `n${place}`);
	const ends = ids.slice(0, 5000).map((from, place) => ({ from, to: ids[place >> 1] ?? 'n0' }));
	let reads = 0;
	const counted = new Proxy(ends, {
		get: (list, name, self) => {
			if (typeof name === 'string' && /^\d+$/.test(name)) reads++;
			return Reflect.get(list, name, self);
		}
	});
	expect(startPositions(ids, counted, new Map()).size).toBe(10_000);
	expect(reads).toBeLessThanOrEqual(2 * ends.length);
});

describe('messages between page and worker', () => {
	const request = { run: 1, kind: 'forces', ...ring(3) };

	test('a well-formed request and reply pass', () => {
		expect(parseRequest(request)?.run).toBe(1);
		const reply = { run: 1, xs: new Float32Array(3), ys: new Float32Array(3), done: true };
		expect(parseReply(reply, 1, 3)).toEqual(reply);
	});

	test.each([
		['nothing', null],
		['text', '<img onerror=alert(1)>'],
		['a run that is no number', { ...request, run: '1' }],
		['a layout nobody knows', { ...request, kind: '__proto__' }],
		['families of another length', { ...request, families: new Uint8Array(2) }],
		['roots that are no list', { ...request, roots: null }],
		['an end outside the network', { ...request, to: Uint32Array.of(0, 1, 3) }],
		['a position that is no number', { ...request, xs: Float32Array.of(0, NaN, 1) }],
		['lists of unequal length', { ...request, weights: Float32Array.of(1) }],
		['plain lists', { ...request, xs: [0, 0, 0] }]
	])('a request with %s is refused', (_, hostile) => {
		expect(parseRequest(hostile)).toBeUndefined();
	});

	test.each([
		['another run', { run: 2, xs: new Float32Array(3), ys: new Float32Array(3), done: true }],
		['another size', { run: 1, xs: new Float32Array(4), ys: new Float32Array(4), done: true }],
		[
			'infinity',
			{ run: 1, xs: Float32Array.of(0, Infinity, 0), ys: new Float32Array(3), done: true }
		],
		['no end', { run: 1, xs: new Float32Array(3), ys: new Float32Array(3) }]
	])('a reply with %s is refused', (_, hostile) => {
		expect(parseReply(hostile, 1, 3)).toBeUndefined();
	});
});

test('a hostile reply moves nothing on the page; the sound one does', () => {
	const heard: ((event: { data: unknown }) => void)[] = [];
	const worker = {
		addEventListener: (_: string, hear: (event: { data: unknown }) => void) => heard.push(hear),
		postMessage: () => undefined,
		terminate: () => undefined
	};
	const places = new Places();
	let moved = 0;
	const count = () => {
		moved++;
	};
	const runner = new LayoutRunner(
		places,
		{ moved: count, rested: count },
		false,
		() => worker as unknown as Worker
	);
	runner.welcome(['a', 'b'], []);
	runner.run(
		['a', 'b'].map((id) => entity(id)),
		[],
		null
	);
	const before = JSON.stringify([...places.points]);
	const xs = Float32Array.of(7, 7);
	for (const data of [
		null,
		'<img onerror=alert(1)>',
		{ run: 9, xs, ys: xs, done: true },
		{ run: 1, xs: [7, 7], ys: [7, 7], done: true },
		{ run: 1, xs: Float32Array.of(7, NaN), ys: xs, done: true },
		{ run: 1, xs, ys: xs, done: 'yes' }
	])
		heard[0]?.({ data });
	expect([JSON.stringify([...places.points]), moved]).toEqual([before, 0]);
	heard[0]?.({ data: { run: 1, xs, ys: xs, done: true } });
	expect([JSON.stringify([...places.points]) === before, moved]).toEqual([false, 2]);
});
