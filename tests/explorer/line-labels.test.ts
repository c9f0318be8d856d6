import { expect, test } from 'vitest';
import { LineLabels } from '#lib/explorer/drawing/line-labels.ts';
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
		of: (id: string) =>
			drawn.filter(({ from, to }) => from === id || to === id).map((line) => line.id)
	};
	const whole = { ...noPicture, words: () => 'said', ...picture };
	const at = (id: string) => ({ x: id.length, y: 0 });
	return new LineLabels().written(whole, hovered, lines, at).map(({ id }) => id);
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
		'b0 TRANSFERRED c',
		'a TRANSFERRED b1'
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
