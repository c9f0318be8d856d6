import { expect, test } from 'vitest';
import { linesOf, widthFor } from '#lib/explorer/lines.ts';
import { claim } from './builders.ts';

test('two sources that agree are one line with 2 independent sources', () => {
	const lines = linesOf([
		claim('a', 'b', { source: 's1' }),
		claim('a', 'b', { source: 's2' }),
		claim('a', 'b', { source: 's1', id: 'again' })
	]);
	expect(lines).toHaveLength(1);
	expect(lines[0]).toMatchObject({ from: 'a', to: 'b', type: 'USES', sources: 2 });
	expect(lines[0]?.claims).toHaveLength(3);
});

test('direction and type keep lines apart, and lines between the same two bend apart', () => {
	const lines = linesOf([
		claim('a', 'b'),
		claim('b', 'a'),
		claim('a', 'b', { type: 'CONTROLS' }),
		claim('a', 'c')
	]);
	expect(lines).toHaveLength(4);
	// Seen from a to b, whichever way the line points, no two bend alike.
	const bends = lines.slice(0, 3).map((line) => (line.from === 'a' ? 1 : -1) * line.curvature);
	expect(new Set(bends).size).toBe(3);
	expect(lines[3]?.curvature).toBe(0);
});

test('a line is dashed only when every claim is an assessment', () => {
	const assessment = claim('a', 'b', { statement: 'assessment', source: 's1' });
	expect(linesOf([assessment])[0]?.assessed).toBe(true);
	expect(linesOf([assessment, claim('a', 'b', { source: 's2' })])[0]?.assessed).toBe(false);
});

test('grades are compared within a scheme and never across schemes', () => {
	const graded = (scheme: 'europol-4x4' | 'admiralty', source: string, information: string) =>
		claim('a', 'b', { id: `${scheme}${source}`, evaluation: { scheme, source, information } });
	const [line] = linesOf([
		graded('europol-4x4', 'C', '2'),
		graded('europol-4x4', 'A', '3'),
		graded('admiralty', 'B', '2')
	]);
	expect(line?.grades).toEqual([
		{
			scheme: 'europol-4x4',
			strongest: { scheme: 'europol-4x4', source: 'A', information: '3' },
			weakest: { scheme: 'europol-4x4', source: 'C', information: '2' }
		},
		{
			scheme: 'admiralty',
			strongest: { scheme: 'admiralty', source: 'B', information: '2' },
			weakest: { scheme: 'admiralty', source: 'B', information: '2' }
		}
	]);
});

test('a line carries the strictest marking of its claims', () => {
	const [line] = linesOf([
		claim('a', 'b', { tlp: 'clear' }),
		claim('a', 'b', { id: 'x', tlp: 'red' })
	]);
	expect(line?.tlp).toBe('red');
});

test('width grows with sources and stops growing', () => {
	expect(widthFor(2)).toBeGreaterThan(widthFor(1));
	expect(widthFor(1000)).toBe(5);
});
