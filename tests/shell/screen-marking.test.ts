import { expect, test } from 'vitest';
import { join, summarise } from '#lib/shell/screen-marking.ts';

test('the band states the strictest marking of what is shown', () => {
	expect(summarise([{ tlp: 'green' }, { tlp: 'amber+strict' }, { tlp: 'amber' }]).tlp).toBe(
		'amber+strict'
	);
	expect(summarise([]).tlp).toBeNull();
});

test('restrictions are counted by item, H0 is none', () => {
	const { handling } = summarise([
		{ tlp: 'amber', handling: ['H1', 'H3'] },
		{ tlp: 'amber', handling: ['H1'] },
		{ tlp: 'amber', handling: ['H0'] }
	]);
	expect(handling).toEqual([
		{ code: 'H1', count: 2 },
		{ code: 'H3', count: 1 }
	]);
});

test('fictional items are counted beside all that is shown', () => {
	const { items, demonstration } = summarise([
		{ tlp: 'clear' },
		{ tlp: 'clear', demonstration: true },
		{ tlp: 'clear', demonstration: false }
	]);
	expect([items, demonstration]).toEqual([3, 1]);
});

test('two parts of a screen join to the stricter marking and the sum of the counts', () => {
	const page = summarise([{ tlp: 'green', handling: ['H2'] }]);
	const live = summarise([{ tlp: 'red', handling: ['H2', 'H1'] }]);
	expect(join(page, live)).toEqual({
		tlp: 'red',
		handling: [
			{ code: 'H1', count: 1 },
			{ code: 'H2', count: 2 }
		],
		items: 2,
		demonstration: 0
	});
	expect(join(page, summarise([]))).toEqual(page);
});
