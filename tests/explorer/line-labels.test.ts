import { describe, expect, test } from 'vitest';
import { lineLabelsOf, LineLabels, platesOf } from '#lib/explorer/drawing/line-labels.ts';
import { noPicture, type Picture } from '#lib/explorer/drawing/picture.ts';
import { linesOf } from '#lib/explorer/lines.ts';
import { claim } from './builders.ts';

const paid = (from: string, to: string) =>
	claim(from, to, { type: 'TRANSFERRED', amountMinor: 100, currency: 'EUR' });
const still = { entity: null, line: null };

function written(
	picture: Partial<Picture>,
	hovered: { entity: string | null; line: string | null },
	count = 2
) {
	const others = Array.from({ length: count }, (_, place) => `b${place}`);
	const drawn = linesOf([...others.map((to) => paid('a', to)), claim('a', 'c'), paid('b0', 'c')]);
	const byId = new Map(drawn.map((line) => [line.id, line]));
	const lines = {
		get: (id: string) => byId.get(id),
		of: (id: string, most: number) => {
			const around = drawn.filter(({ from, to }) => from === id || to === id);
			return around.length <= most ? around.map((line) => line.id) : [];
		}
	};
	const whole = { ...noPicture, words: () => 'said', ...picture };
	const at = (id: string) => ({ x: id.length, y: 0 });
	const labels = new LineLabels().written(whole, hovered, lines, at);
	return labels.map(({ id, insists }) => (insists ? `${id}!` : id));
}

test('the money of the selected entity is written over its lines, and nothing else of it', () => {
	expect(written({ selected: 'a' }, still)).toEqual(['a TRANSFERRED b0', 'a TRANSFERRED b1']);
	expect(written({ selected: null }, still)).toEqual([]);
	expect(written({ selected: 'nobody' }, still)).toEqual([]);
});

test('where there are more lines than can be read, none of their amounts is', () => {
	expect(written({ selected: 'a' }, still, 23)).toHaveLength(23);
	expect(written({ selected: 'a' }, still, 24)).toEqual([]);
});

test('what the pointer is on speaks alone, beside the chosen line', () => {
	expect(written({ selected: 'a' }, { entity: 'b0', line: null })).toEqual([]);
	const chosen = { selected: null, selectedLine: 'b0 TRANSFERRED c' };
	expect(written(chosen, { entity: null, line: 'a TRANSFERRED b1' })).toEqual([
		'b0 TRANSFERRED c!',
		'a TRANSFERRED b1!'
	]);
});

test('a line is put into words once, however often it is drawn', () => {
	const labels = new LineLabels();
	const [line] = linesOf([paid('a', 'b')]);
	if (!line) throw new Error('no line');
	let asked = 0;
	const picture = { ...noPicture, selected: 'a', words: () => `said ${++asked}` };
	const lines = { get: () => line, of: () => [line.id] };
	for (let frame = 0; frame < 3; frame++)
		expect(labels.written(picture, still, lines, () => ({ x: 0, y: 0 }))[0]?.text).toBe('said 1');
});

describe('plates', () => {
	const widthOf = (text: string) => text.length * 10;
	const label = (id: string, insists: boolean, ...ys: number[]) => ({
		id,
		text: id.repeat(5),
		insists,
		places: ys.map((y) => ({ x: 0, y }))
	});
	const where = (...labels: ReturnType<typeof label>[]) =>
		platesOf(labels, widthOf).map(({ id, y }) => `${id} ${y}`);

	test('none covers another: the next place along the line is taken', () => {
		expect(where(label('a', false, 0, 50), label('b', false, 5, 30))).toEqual(['a 0', 'b 30']);
	});

	test('what finds no place is left out, unless somebody asked for it', () => {
		expect(where(label('a', false, 0), label('b', false, 5), label('c', true, 5, 6))).toEqual([
			'a 0',
			'c 5'
		]);
	});
});

test('places lie along the line, the middle first, on the side to which it bends', () => {
	const [line] = linesOf([paid('a', 'b')]);
	if (!line) throw new Error('no line');
	const at = (id: string) => (id === 'a' ? { x: 0, y: 0 } : { x: 100, y: 0 });
	const [straight] = lineLabelsOf(
		[line],
		() => 'said',
		at,
		() => true
	);
	expect(straight?.places[0]).toEqual({ x: 50, y: 0 });
	expect(straight?.places.map(({ x }) => Math.round(x))).toEqual([50, 64, 36, 78, 22]);
	const [bent] = lineLabelsOf(
		[{ ...line, curvature: 0.2 }],
		() => 'said',
		at,
		() => true
	);
	expect(bent?.places[0]).toEqual({ x: 50, y: -10 });
	expect(bent?.places[1]?.y).toBeCloseTo(-9.216);
});
