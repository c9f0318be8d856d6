import { expect, test } from 'vitest';
import type { Evaluation } from '#lib/domain/grading.ts';
import { weakestOf } from '#lib/explorer/ways.ts';
import { NetworkView } from '#lib/explorer/view.svelte.ts';
import { claim } from './builders.ts';
import { fakeNetwork } from './fake-api.ts';

const europol = (grade: string): Evaluation => ({
	scheme: 'europol-4x4',
	source: grade.charAt(0),
	information: grade.charAt(1)
});
const graded = (from: string, to: string, grade: string) =>
	claim(from, to, { evaluation: europol(grade), source: grade });

test('a way holds no better than its weakest step, a step no worse than its best claim', () => {
	const steps = [[graded('a', 'b', 'A1'), graded('a', 'b', 'C3')], [graded('b', 'c', 'B2')]];
	expect(weakestOf(steps)).toEqual([{ evaluation: europol('B2'), steps: 2, at: 1 }]);
});

test('schemes are never compared: each speaks for its own steps', () => {
	const nato: Evaluation = { scheme: 'admiralty', source: 'C', information: '3' };
	const steps = [[graded('a', 'b', 'A1')], [claim('b', 'c', { evaluation: nato })]];
	expect(weakestOf(steps)).toEqual([
		{ evaluation: europol('A1'), steps: 1, at: 0 },
		{ evaluation: nato, steps: 1, at: 1 }
	]);
});

test('the ways are listed, walked one after the other, and drawn all', async () => {
	const ties = ['m', 'n', 'o'].flatMap((id) => [claim('a', id), claim(id, 'z')]);
	const view = new NetworkView(fakeNetwork(['a', 'm', 'n', 'o', 'z'], ties).api);
	await view.open('a');
	const steps = ['a', 'm', 'z'].flatMap((id) => view.scene.nodes.get(id) ?? []);
	expect(steps).toHaveLength(1);
	view.perform(
		{
			do: 'path',
			from: 'a',
			to: 'z',
			ways: 3,
			steps: await view.api.nodes(['a', 'm', 'z']),
			claims: ties.slice(0, 2),
			between: []
		},
		'a – z'
	);
	await view.path.list();
	expect(view.path.place).toBe(0);
	await view.path.walk(2);
	expect(view.scene.path?.nodes).toEqual(['a', 'o', 'z']);
	expect(view.path.place).toBe(2);
	await view.path.drawAll();
	expect(view.nodes.map(({ id }) => id).sort()).toEqual(['a', 'm', 'n', 'o', 'z']);
	expect(view.scene.path?.nodes).toEqual(['a', 'o', 'z']);
	view.undo();
	expect(view.nodes.map(({ id }) => id).sort()).toEqual(['a', 'o', 'z']);
});
