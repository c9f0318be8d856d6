import { describe, expect, test } from 'vitest';
import { badgesOf } from '#lib/explorer/drawing/badges.ts';
import { fold } from '#lib/explorer/folding.ts';
import { freshHistory, perform, undo } from '#lib/explorer/history.ts';
import { encloses, rectangle } from '#lib/explorer/drawing/lasso.ts';
import { linesOf } from '#lib/explorer/lines.ts';
import { noPicture, restyled, type Picture } from '#lib/explorer/drawing/picture.ts';
import { apply, emptyScene, type Command } from '#lib/explorer/scene.ts';
import { freshGroup, noTouches, touched, type Touch } from '#lib/explorer/touches.ts';
import { NetworkView } from '#lib/explorer/view.svelte.ts';
import { claim, entity } from './builders.ts';
import { fakeNetwork } from './fake-api.ts';

const after = (...touches: Touch[]) => touches.reduce(touched, noTouches);
const group = (id: string, ...ids: string[]): Touch => ({ do: 'group', id, name: id, ids });

describe('pins, colours and groups', () => {
	test.each<[string, Touch]>([
		['unpinning what has no pin', { do: 'unpin', ids: ['a'] }],
		['taking away a colour nobody has', { do: 'colour', ids: ['a'], accent: null }],
		['a group of one', group('group 1', 'a')],
		['a group of one counted twice', group('group 1', 'a', 'a')],
		['unfolding what is no group', { do: 'unfold', id: 'group 9' }]
	])('%s changes nothing, so that undo never does nothing', (_, touch) => {
		expect(touched(noTouches, touch)).toBe(noTouches);
	});

	test('an entity is in one group at most; a group left with one member is none', () => {
		const { groups } = after(group('group 1', 'a', 'b'), group('group 2', 'b', 'c'));
		expect(groups.map(({ id, members }) => [id, members])).toEqual([['group 2', ['b', 'c']]]);
	});

	test('names of groups are never given twice', () => {
		const { groups } = after(group('group 1', 'a', 'b'), group('group 3', 'c', 'd'));
		expect(freshGroup(groups)).toEqual({ id: 'group 4', number: 4 });
	});

	test('what leaves the drawing loses them, and undo brings both back', () => {
		const open = (id: string): Command => ({ do: 'open', node: entity(id), between: [] });
		let history = ['a', 'b'].map(open).reduce((h, c) => perform(h, c, null), freshHistory);
		history = perform(history, { do: 'pin', ids: ['a'] }, null);
		history = perform(history, { do: 'clear' }, null);
		expect(history.present.touches.pinned.size).toBe(0);
		expect([...undo(history).present.touches.pinned]).toEqual(['a']);
	});

	test('only what is drawn can be touched', () => {
		const scene = apply(emptyScene, { do: 'open', node: entity('a'), between: [] });
		expect(apply(scene, { do: 'pin', ids: ['ghost'] }).touches.pinned.size).toBe(0);
	});
});

describe('a folded group', () => {
	const nodes = ['a', 'b', 'c', 'd'].map((id) => entity(id));
	const groups = [{ id: 'group 1', name: 'Ring', members: ['a', 'b'], folded: true }];

	test('is one mark; lines among its members are gone, others end at it', () => {
		const claims = [claim('a', 'b'), claim('a', 'c'), claim('d', 'b')];
		const folded = fold({ nodes, claims }, groups);
		expect(folded.nodes.map(({ id }) => id)).toEqual(['c', 'd', 'group 1']);
		expect(folded.claims.map(({ from, to }) => `${from}>${to}`)).toEqual([
			'group 1>c',
			'd>group 1'
		]);
	});

	test('one source behind two of its lines stays one source', () => {
		const claims = [
			claim('a', 'c', { source: 's1' }),
			claim('b', 'c', { source: 's1' }),
			claim('b', 'c', { source: 's2', id: 'other' })
		];
		const [line] = linesOf(fold({ nodes, claims }, groups).claims);
		expect(line?.sources).toBe(2);
	});

	test('carries the strictest marking of its members, and nobody’s role', () => {
		const marked = nodes.map((node) =>
			node.id === 'b' ? { ...node, tlp: 'red' as const, dataSubject: 'suspect' } : node
		);
		const mark = fold({ nodes: marked, claims: [] }, groups).nodes.at(-1);
		expect(mark).toMatchObject({ tlp: 'red', name: 'Ring', degree: 2 });
		expect(mark?.dataSubject).toBeUndefined();
	});

	test('says the number of its members on itself', () => {
		const folded = fold({ nodes, claims: [] }, groups);
		const touches = { ...noTouches, colours: new Map([['c', 'b' as const]]) };
		const badges = badgesOf({ groups: folded.groups, touches }, () => ({ x: 1, y: 2, radius: 9 }));
		expect(badges.map(({ text }) => text)).toEqual(['B', '2']);
	});
});

describe('shapes drawn by hand', () => {
	test('a rectangle encloses what lies between its corners, whichever was first', () => {
		const shape = rectangle({ x: 10, y: 10 }, { x: 0, y: 0 });
		expect(encloses(shape, { x: 5, y: 5 })).toBe(true);
		expect(encloses(shape, { x: 11, y: 5 })).toBe(false);
	});

	test('a line of two points encloses nothing', () => {
		expect(
			encloses(
				[
					{ x: 0, y: 0 },
					{ x: 9, y: 9 }
				],
				{ x: 4, y: 4 }
			)
		).toBe(false);
	});
});

describe('doing one thing to many', () => {
	const network = () =>
		fakeNetwork(['a', 'b', 'c', 'd'], [claim('a', 'b'), claim('a', 'c'), claim('a', 'd')]);
	const opened = async () => {
		const view = new NetworkView(network().api);
		await view.open('a');
		await view.expand('a', null, null);
		return view;
	};

	test('show only hides the rest in one step', async () => {
		const view = await opened();
		view.choose(['a', 'b']);
		view.bulk.only();
		expect(view.nodes.map(({ id }) => id).sort()).toEqual(['a', 'b']);
		view.undo();
		expect(view.nodes).toHaveLength(4);
	});

	test('hiding what is selected hides all of it and empties the selection', async () => {
		const view = await opened();
		view.choose(['c', 'd']);
		view.bulk.hide();
		expect(view.nodes.map(({ id }) => id).sort()).toEqual(['a', 'b']);
		expect(view.selection.ids.size).toBe(0);
	});

	test('pins reach the layout, and undo lets go', async () => {
		const view = await opened();
		view.choose(['b', 'c']);
		view.bulk.pin();
		expect([...view.places.pinned]).toEqual(['b', 'c']);
		view.undo();
		expect(view.places.pinned.size).toBe(0);
	});

	test('many selected at once consult no card', async () => {
		const fake = network();
		const view = new NetworkView(fake.api);
		await view.open('a');
		await view.expand('a', null, null);
		view.select(null);
		const before = fake.asked.length;
		view.choose(['b', 'c', 'd']);
		expect(fake.asked.slice(before)).toEqual([]);
		expect(view.selected).toBeNull();
	});

	test('groups, colours and pins survive a reload', async () => {
		const view = await opened();
		view.choose(['b', 'c']);
		view.bulk.group();
		view.bulk.colour('b');
		const [made] = view.scene.touches.groups;
		if (!made) throw new Error('no group was made');
		view.bulk.fold(made);
		const outline = view.outline();
		if (!outline) throw new Error('nothing was kept');
		const again = new NetworkView(network().api);
		await again.restore(structuredClone(outline));
		expect(again.scene.touches).toEqual(view.scene.touches);
		expect(again.folded.nodes.map(({ id }) => id).sort()).toEqual(['a', 'd', 'group 1']);
	});
});

describe('what is painted anew when only the selection changes', () => {
	const picture = (
		chosen: string[],
		selected: string | null,
		line: string | null = null
	): Picture => ({
		...noPicture,
		chosen: new Set(chosen),
		selected,
		selectedLine: line
	});

	test('who was selected, who is, and the one whose card is open', () => {
		expect(restyled(picture(['a', 'b'], 'b'), picture(['b', 'c'], 'c'))).toEqual({
			entities: ['a', 'c', 'b'],
			lines: []
		});
		expect(restyled(picture([], null, 'x'), picture([], null, 'y'))?.lines).toEqual(['x', 'y']);
	});

	test('anything else that changed asks for the whole picture', () => {
		const before = picture(['a'], 'a');
		for (const change of [
			{ nodes: [] },
			{ lines: [] },
			{ touches: { ...noTouches } },
			{ groups: [] }
		])
			expect(restyled(before, { ...before, ...change })).toBeUndefined();
	});
});
