import { describe, expect, test } from 'vitest';
import { display, newDisplay, type DrawnLine, type EntityLook } from '#lib/explorer/display.ts';

const look = (more: Partial<EntityLook> = {}): EntityLook => ({
	x: 0,
	y: 0,
	size: 5,
	color: '#000000',
	label: 'x',
	type: 'entity',
	shape: 0,
	ring: '#00000000',
	halo: '#00000000',
	priority: 0,
	forceLabel: false,
	zIndex: 1,
	...more
});
const line = (from: string, to: string, size = 1): DrawnLine => ({
	from,
	to,
	look: { size, color: '#000000', type: 'straight', bend: 0, dashed: 0, zIndex: 0 }
});
const entities = (...ids: string[]) => new Map(ids.map((id) => [id, look()]));

describe('the graph the renderer draws', () => {
	test('follows what is drawn: added, changed and taken away', () => {
		const graph = newDisplay();
		display(graph, entities('a', 'b', 'c'), new Map([['ab', line('a', 'b')]]));
		expect([graph.nodes(), graph.edges()]).toEqual([['a', 'b', 'c'], ['ab']]);
		const changed = new Map([...entities('a', 'c'), ['c', look({ size: 9 })]]);
		display(graph, changed, new Map([['ac', line('a', 'c')]]));
		expect([graph.nodes(), graph.edges()]).toEqual([['a', 'c'], ['ac']]);
		expect(graph.getNodeAttribute('c', 'size')).toBe(9);
	});

	test('tells the renderer only of what changed', () => {
		const lines = new Map([['ab', line('a', 'b')]]);
		const graph = display(newDisplay(), entities('a', 'b'), lines);
		const told: string[] = [];
		graph.on('nodeAttributesUpdated', ({ key }) => told.push(key));
		graph.on('edgeAttributesUpdated', ({ key }) => told.push(key));
		expect(
			display(graph, new Map([...entities('a'), ['b', look({ ring: '#1f4fbf' })]]), lines)
		).toBe(graph);
		expect(told).toEqual(['b']);
	});

	test('is replaced whole when much changes, and the old one is left alone', () => {
		const graph = display(newDisplay(), entities('a'), new Map());
		const crowd = entities(...Array.from({ length: 1000 }, (_, place) => `n${place}`));
		const fresh = display(graph, crowd, new Map([['l', line('n1', 'n2')]]));
		expect(fresh).not.toBe(graph);
		expect([fresh.order, fresh.size]).toEqual([1000, 1]);
		expect(graph.nodes()).toEqual(['a']);
	});
});
