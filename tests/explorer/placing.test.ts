import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byUsefulness, drawnAt, isComplete, mostUseful } from '#lib/explorer/expansion.ts';
import { placeLabels, type LabelRequest } from '#lib/explorer/drawing/labels.ts';
import { inTwoLines, longerWordings } from '#lib/explorer/drawing/wordings.ts';
import { neighbourTowards } from '#lib/explorer/walk.ts';
import type { Bringer } from '#lib/explorer/scene.ts';
import type { ExpansionCount } from '#lib/domain/subgraph.ts';
import { claim } from './builders.ts';

const request = (id: string, x: number, y: number, more: Partial<LabelRequest> = {}) => ({
	id,
	text: id,
	x,
	y,
	radius: 6,
	width: 60,
	height: 14,
	priority: 1,
	...more
});

describe('labels', () => {
	test('no label lies on another or on a foreign entity, wherever entities stand', () => {
		const place = fc.record({
			x: fc.integer({ min: 0, max: 500 }),
			y: fc.integer({ min: 0, max: 400 })
		});
		fc.assert(
			fc.property(fc.array(place, { maxLength: 60 }), (places) => {
				const requests = places.map(({ x, y }, i) =>
					request(`n${i}`, x, y, { width: 30 + (i % 5) * 20 })
				);
				const placed = placeLabels(requests, requests, { width: 500, height: 400 });
				const boxes = placed.map(({ id, x, y }) => {
					const { width = 0, height = 0 } = requests.find((one) => one.id === id) ?? {};
					return { id, left: x, right: x + width, top: y - height / 2, bottom: y + height / 2 };
				});
				const apart = (a: (typeof boxes)[number], b: Omit<(typeof boxes)[number], 'id'>) =>
					a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
				boxes.forEach((a, i) => {
					expect(Math.min(a.left, a.top)).toBeGreaterThanOrEqual(0);
					expect(a.right).toBeLessThanOrEqual(500);
					expect(a.bottom).toBeLessThanOrEqual(400);
					for (const b of boxes.slice(i + 1)) expect(apart(a, b)).toBe(true);
					for (const { id, x, y, radius } of requests) {
						if (id === a.id) continue;
						expect(
							apart(a, { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius })
						).toBe(true);
					}
				});
			})
		);
	});

	test('the more important label gets the place', () => {
		const crowd = [request('plain', 0, 20), request('chosen', 0, 20, { priority: 9 })];
		const [first] = placeLabels(crowd, []);
		expect(first).toMatchObject({ id: 'chosen', x: 10 });
	});

	test('a label goes to the left when the right is taken', () => {
		const placed = placeLabels([request('a', 100, 100)], [{ id: 'b', x: 130, y: 100, radius: 8 }]);
		expect(placed[0]?.x).toBe(100 - 6 - 4 - 60);
	});
});

describe('longer names', () => {
	const two = { lines: ['a long', 'name'], width: 70, height: 30 };
	const one = { lines: ['a long name indeed'], width: 140, height: 14 };
	const cut = (id: string, x: number, y: number) => request(id, x, y, { longer: [one, two] });

	test('a cut name is written whole where there is room, and wrapped where that is less', () => {
		expect(placeLabels([cut('a', 100, 100)], [])[0]).toMatchObject(one);
		const narrow = placeLabels([cut('a', 10, 60)], [], { width: 100, height: 200 });
		expect(narrow[0]).toMatchObject(two);
	});

	test('no name goes unwritten for the length of another', () => {
		const place = fc.record({
			x: fc.integer({ min: 0, max: 500 }),
			y: fc.integer({ min: 0, max: 400 })
		});
		fc.assert(
			fc.property(fc.array(place, { maxLength: 50 }), (places) => {
				const screen = { width: 500, height: 400 };
				const plain = places.map(({ x, y }, i) => request(`n${i}`, x, y));
				const names = plain.map((one, i) => (i % 2 ? one : cut(one.id, one.x, one.y)));
				const before = placeLabels(plain, plain, screen);
				const after = placeLabels(names, plain, screen);
				expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
				const box = ({ x, y, width, height }: (typeof after)[number]) => ({
					left: x,
					right: x + width,
					top: y - height / 2,
					bottom: y + height / 2
				});
				for (const [place, first] of after.entries())
					for (const second of after.slice(place + 1)) {
						const [a, b] = [box(first), box(second)];
						expect(
							a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top
						).toBe(true);
					}
			})
		);
	});

	test('a name is broken between words near its middle, and a short one is not longer', () => {
		const width = (text: string) => text.length;
		expect(longerWordings('Short name', width)).toBeUndefined();
		expect(inTwoLines('Ransomware at Thorne Pathology Institute')).toEqual([
			'Ransomware at Thorne',
			'Pathology Institute'
		]);
		expect(inTwoLines('tb1qnotabreakinthiswholeaddressatall')).toBeUndefined();
		const wordings = longerWordings('Ransomware at Thorne Pathology Institute', width);
		expect(wordings?.map(({ lines }) => lines.length)).toEqual([1, 2]);
		expect(longerWordings('x'.repeat(90), width)?.[0]?.width).toBe(44);
	});
});

test('a label that insists covers an entity rather than stay unwritten, but no label', () => {
	const wall = Array.from({ length: 60 }, (_, place) => ({
		id: `w${place}`,
		x: (place % 10) * 20,
		y: Math.floor(place / 10) * 20,
		radius: 12
	}));
	const shy = request('shy', 90, 50);
	expect(placeLabels([shy], wall)).toEqual([]);
	expect(placeLabels([{ ...shy, insists: true }], wall)).toHaveLength(1);
	const twice = [1, 2, 3, 4, 5].map((n) => request(`i${n}`, 90, 50, { insists: true }));
	expect(placeLabels(twice, wall)).toHaveLength(4);
});

describe('walking along lines with the arrow keys', () => {
	const at = new Map([
		['me', { x: 0, y: 0 }],
		['up', { x: 1, y: 10 }],
		['right', { x: 10, y: 1 }],
		['stranger', { x: 2, y: 0 }]
	]);
	const lines = [
		{ from: 'me', to: 'up' },
		{ from: 'right', to: 'me' }
	];

	test('goes to the neighbour in that direction, whichever way the line points', () => {
		expect(neighbourTowards('me', 'ArrowUp', lines, at)).toBe('up');
		expect(neighbourTowards('me', 'ArrowRight', lines, at)).toBe('right');
	});

	test('stays when no neighbour lies there, and never jumps to a stranger', () => {
		expect(neighbourTowards('me', 'ArrowDown', lines, at)).toBeUndefined();
		expect(neighbourTowards('stranger', 'ArrowUp', lines, at)).toBeUndefined();
	});
});

describe('the expansion a double click takes', () => {
	const count = (
		type: ExpansionCount['type'],
		entities: number,
		direction: 'in' | 'out' = 'out'
	) => ({
		type,
		direction,
		claims: entities,
		entities
	});
	const none = new Map<string, number>();
	const taken = (type: Bringer['type'], cut: Bringer['cut'] = null): Bringer => ({
		kind: 'expand',
		anchor: 'a',
		type,
		direction: 'out',
		limit: 50,
		nodes: [],
		claims: [],
		cut
	});

	test('prefers ties between actors over what many knowledge bases list', () => {
		const counts = [count('RELATED_TO', 900), count('USES', 40), count('CONTROLS', 2)];
		expect(counts.toSorted(byUsefulness).map(({ type }) => type)).toEqual([
			'CONTROLS',
			'USES',
			'RELATED_TO'
		]);
	});

	test('asks who harmed a victim before which machines it has, and an actor for its means first', () => {
		const victim = [count('CONTROLS', 61), count('HARMED', 3, 'in')];
		expect(mostUseful(victim, [], none)).toMatchObject({ type: 'HARMED', direction: 'in' });
		const actor = [count('HARMED', 33), count('CONTROLS', 12)];
		expect(mostUseful(actor, [], none)?.type).toBe('CONTROLS');
	});

	test('takes the next one when the first was taken whole', () => {
		const counts = [count('USES', 40), count('CONTROLS', 2)];
		expect(mostUseful(counts, [taken('CONTROLS')], none)?.type).toBe('USES');
		expect(mostUseful(counts, [taken('CONTROLS'), taken('USES')], none)).toBeUndefined();
	});

	test('what is drawn for another reason brings nothing any more, whatever was taken', () => {
		const cut = { shown: 50, total: 62, reason: 'limit' } as const;
		const all = { ...taken(null, cut), direction: null };
		const drawn = drawnAt('a', [claim('a', 'b'), claim('a', 'c'), claim('d', 'a')]);
		expect(isComplete(count('USES', 2), [all], drawn)).toBe(true);
		expect(isComplete(count('USES', 1, 'in'), [all], drawn)).toBe(true);
		expect(isComplete(count('USES', 3), [all], drawn)).toBe(false);
		expect(isComplete(count('CONTROLS', 1), [all], drawn)).toBe(false);
		expect(isComplete(count('CONTROLS', 1), [{ ...all, cut: null }], drawn)).toBe(true);
	});

	test('returns to one that was cut', () => {
		const cut = { shown: 10, total: 40, reason: 'limit' } as const;
		expect(mostUseful([count('USES', 40)], [taken('USES', cut)], none)?.type).toBe('USES');
	});
});
