import { describe, expect, test } from 'vitest';
import { forOwn } from '#lib/domain/recipient.ts';
import { Refusal } from '#lib/explorer/api.ts';
import { outlineIn, type Outline } from '#lib/explorer/outline.ts';
import { take } from '#lib/explorer/taking.ts';
import { m } from '#lib/paraglide/messages.js';
import { NetworkView } from '#lib/explorer/view.svelte.ts';
import { claim } from './builders.ts';
import { fakeNetwork } from './fake-api.ts';

const triangle = () =>
	fakeNetwork(
		['a', 'b', 'c', 'd'],
		[
			claim('a', 'b'),
			claim('a', 'c'),
			claim('b', 'c', { type: 'KNOWS' }),
			claim('a', 'd', { type: 'CONTROLS' })
		]
	);

const names = (view: NetworkView) => view.nodes.map((node) => node.id).sort();
const ties = (view: NetworkView) =>
	view.lines.map((line) => `${line.from} ${line.type} ${line.to}`).sort();

describe('opening and expanding', () => {
	test('an opened entity is drawn and selected, with its card', async () => {
		const view = new NetworkView(triangle().api);
		await view.open('a');
		expect(names(view)).toEqual(['a']);
		expect(view.selected).toBe('a');
		expect(view.card.content?.node.id).toBe('a');
	});

	test('an expansion also draws what links the newcomers to each other', async () => {
		const view = new NetworkView(triangle().api);
		await view.open('a');
		await view.expand('a', 'USES', 'out');
		expect(names(view)).toEqual(['a', 'b', 'c']);
		expect(ties(view)).toContain('b KNOWS c');
	});

	test('a double click expands what tells most, then the next', async () => {
		const network = triangle();
		const view = new NetworkView(network.api);
		await view.open('a');
		await view.expandMostUseful('a');
		expect(names(view)).toEqual(['a', 'd']);
		await view.expandMostUseful('a');
		expect(names(view)).toEqual(['a', 'b', 'c', 'd']);
		const before = view.scene;
		await view.expandMostUseful('a');
		expect(view.scene).toBe(before);
		expect(view.said).toContain('Name of a');
	});

	test('what is drawn already is passed over, so that one press brings something', async () => {
		const { api } = fakeNetwork(
			['a', 'b', 'c'],
			[
				claim('b', 'a', { type: 'HARMED' }),
				claim('b', 'c', { type: 'KNOWS' }),
				claim('c', 'a', { type: 'USES' })
			]
		);
		const view = new NetworkView(api);
		await view.open('b');
		await view.expand('b', null, null);
		await view.open('a');
		await view.expandMostUseful('a');
		// Both claims at `a` stand on the drawing since `b` was expanded and `c` with it.
		expect(view.said).toBe(m.network_said_all_drawn({ name: 'Name of a' }));
		const other = new NetworkView(
			fakeNetwork(
				['a', 'b', 'z'],
				[claim('b', 'a', { type: 'HARMED' }), claim('a', 'z', { type: 'RELATED_TO' })]
			).api
		);
		await other.open('b');
		await other.expand('b', null, null);
		await other.expandMostUseful('a');
		expect(names(other)).toEqual(['a', 'b', 'z']);
		expect(other.said).toContain('1 entity added');
	});

	test('an expansion that brings only claims says so', async () => {
		const view = new NetworkView(
			fakeNetwork(['a', 'b'], [claim('a', 'b'), claim('a', 'b', { source: 's2', type: 'KNOWS' })])
				.api
		);
		await view.open('a');
		await view.expand('a', 'USES', 'out');
		await view.expand('a', 'USES', 'out');
		expect(view.said).toContain('no new entity, 0 claims more');
	});

	test('a cut expansion says how much is missing, and more brings it', async () => {
		const others = Array.from({ length: 120 }, (_, place) => `o${place}`);
		const view = new NetworkView(
			fakeNetwork(
				['hub', ...others],
				others.map((other) => claim('hub', other))
			).api
		);
		await view.open('hub');
		await view.expand('hub', 'USES', 'out');
		const [cut] = view.cuts;
		expect(cut?.cut).toEqual({ shown: 50, total: 120, reason: 'limit' });
		if (cut) await view.more(cut);
		expect(view.cuts).toEqual([]);
		expect(view.nodes).toHaveLength(121);
	});

	test('steps asked for at once are performed one after the other', async () => {
		const view = new NetworkView(triangle().api);
		void view.open('a');
		void view.expand('a', 'USES', 'out');
		await view.expand('a', 'CONTROLS', 'out');
		expect(names(view)).toEqual(['a', 'b', 'c', 'd']);
	});
});

describe('refusals', () => {
	test('a refused expansion leaves the drawing and the history as they were', async () => {
		const network = triangle();
		const view = new NetworkView(network.api);
		await view.open('a');
		const before = view.scene;
		network.refuseNext(new Refusal(503, 'away', 'E1'));
		await view.expand('a', 'USES', 'out');
		expect(view.scene).toBe(before);
		expect(view.questions.problem).toMatchObject({ status: 503, errorId: 'E1' });
		expect(view.questions.busy).toBeNull();
		await view.expand('a', 'USES', 'out');
		expect(view.questions.problem).toBeNull();
		expect(names(view)).toEqual(['a', 'b', 'c']);
	});

	test('an entity one may not see is refused like an unknown one, and nothing is drawn', async () => {
		const view = new NetworkView(triangle().api);
		await view.open('hidden');
		expect(view.questions.problem?.status).toBe(404);
		expect(view.nodes).toEqual([]);
	});
});

describe('paths', () => {
	test('picking the other end draws and highlights the path', async () => {
		const view = new NetworkView(triangle().api);
		await view.open('b');
		view.path.start('b');
		await view.open('c');
		expect(view.scene.path?.nodes).toEqual(['b', 'c']);
		expect(view.path.from).toBeNull();
		view.path.leave();
		expect(view.scene.path).toBeNull();
		expect(names(view)).toEqual(['b', 'c']);
	});

	test('no path is said with its reason and changes nothing', async () => {
		const view = new NetworkView(triangle().api);
		await view.open('b');
		const before = view.scene;
		view.path.start('b');
		await view.open('d');
		expect(view.path.none).toMatchObject({
			from: { id: 'b' },
			to: { id: 'd' },
			result: { reason: 'too-far', hopsSearched: 6 }
		});
		expect(view.scene).toBe(before);
	});
});

describe('selection', () => {
	test('never points at something that is no longer drawn', async () => {
		const view = new NetworkView(triangle().api);
		await view.open('a');
		await view.expand('a', 'USES', 'out');
		view.select('b');
		view.collapse('a');
		expect(view.selected).toBeNull();
		view.undo();
		expect(names(view)).toEqual(['a', 'b', 'c']);
		expect(view.selected).toBeNull();
	});

	test('a family filtered out hides its entities, their lines and a selection among them', async () => {
		const view = new NetworkView(triangle().api);
		await view.open('a');
		await view.expand('a', null, null);
		view.select('a');
		view.filters.toggle('families', 'actor');
		expect(view.nodes).toEqual([]);
		expect(view.lines).toEqual([]);
		expect(view.hidden).toEqual([{ criterion: 'families', entities: 4, claims: 4 }]);
		expect(view.selected).toBeNull();
		view.filters.toggle('families', 'actor');
		expect(view.nodes).toHaveLength(4);
	});

	test('a card that arrives after another was selected is dropped', async () => {
		const network = triangle();
		const view = new NetworkView(network.api);
		await view.open('a');
		await view.expand('a', null, null);
		view.select('b');
		view.select('c');
		await new Promise((resolve) => setTimeout(resolve, 5));
		expect(view.card.content?.node.id).toBe('c');
	});
});

test('undo and redo walk through open, expand, hide and clear', async () => {
	const view = new NetworkView(triangle().api);
	await view.open('a');
	await view.expand('a', 'USES', 'out');
	view.bulk.hide(['b']);
	view.clear();
	expect(view.nodes).toEqual([]);
	view.undo();
	expect(names(view)).toEqual(['a', 'c']);
	view.undo();
	expect(names(view)).toEqual(['a', 'b', 'c']);
	view.undo();
	view.undo();
	expect(view.nodes).toEqual([]);
	expect(view.canUndo).toBeUndefined();
	view.redo();
	view.redo();
	expect(names(view)).toEqual(['a', 'b', 'c']);
});

test('an export carries what is shown and nothing that is hidden', async () => {
	const network = triangle();
	const view = new NetworkView(network.api);
	await view.open('a');
	await view.expand('a', 'USES', 'out');
	view.bulk.hide(['b']);
	await take(view, 'stix', forOwn());
	expect(network.asked.at(-1)).toBe('export stix a,c without 0');
});

test('everything marked that is drawn is told to the marking band', async () => {
	const view = new NetworkView(triangle().api);
	await view.open('a');
	await view.expand('a', null, null);
	expect(view.marked).toHaveLength(4 + 4);
});

describe('keeping the drawing', () => {
	/** What a tab keeps is text. */
	const kept = (view: NetworkView): Outline => {
		const outline = outlineIn(JSON.parse(JSON.stringify(view.outline())));
		if (!outline) throw new Error('nothing was kept');
		return outline;
	};

	test('comes back whole: steps, cuts, what was hidden, filters, places, selection', async () => {
		const others = Array.from({ length: 60 }, (_, place) => `o${place}`);
		const network = fakeNetwork(
			['hub', 'far', ...others],
			[...others.map((other) => claim('hub', other)), claim('far', 'o1')]
		);
		const view = new NetworkView(network.api);
		await view.open('hub');
		await view.expand('hub', 'USES', 'out');
		await view.open('far');
		await view.path.find('far', 'o1');
		view.bulk.hide(['o2']);
		view.places.points.set('o3', { x: 3, y: 4 });
		view.bulk.pin(['o3']);
		view.select('o4');
		const outline = kept(view);
		const again = new NetworkView(network.api);
		await again.restore(outline);
		expect(names(again)).toEqual(names(view));
		expect(ties(again)).toEqual(ties(view));
		expect(again.cuts).toEqual(view.cuts);
		expect(again.scene.path).toEqual(view.scene.path);
		expect(again.selected).toBe('o4');
		expect([...again.places.pinned]).toEqual(['o3']);
		expect(again.places.points.get('o3')).toEqual({ x: 3, y: 4 });
		expect(again.canUndo).toBeUndefined();
		expect(again.gone).toBe(0);
		expect(again.restored).toBe(true);
		again.reveal();
		expect(again.restored).toBe(false);
		expect(names(again)).toContain('o2');
		again.collapse('hub');
		expect(names(again)).toEqual(['far', 'hub', 'o1']);
	});

	test('several selected come back with the one whose card was open, and without those that are gone', async () => {
		const network = triangle();
		const view = new NetworkView(network.api);
		await view.open('a');
		await view.expand('a', null, null);
		view.select('a');
		view.toggle('b');
		view.toggle('c');
		const back = async () => {
			const again = new NetworkView(network.api);
			await again.restore(kept(view));
			return [[...again.selection.ids], again.selected, again.card.asked];
		};
		expect(await back()).toEqual([['a', 'b', 'c'], 'c', 'c']);
		view.choose(['a', 'b']);
		expect(await back()).toEqual([['a', 'b'], null, null]);
		network.withdraw('b');
		view.choose(['a', 'b', 'd']);
		expect(await back()).toEqual([['a', 'd'], null, null]);
	});

	test('holds no names, and says how many are no longer there', async () => {
		const network = triangle();
		const view = new NetworkView(network.api);
		await view.open('a');
		await view.expand('a', null, null);
		const outline = kept(view);
		expect(JSON.stringify(outline)).not.toContain('Name of');
		network.withdraw('b');
		const again = new NetworkView(network.api);
		await again.restore(outline);
		expect(names(again)).toEqual(['a', 'c', 'd']);
		expect(again.gone).toBe(1);
	});

	test('a claim added in place stays on the drawing', async () => {
		const added = claim('b', 'a', { type: 'KNOWS' });
		const grown = fakeNetwork(['a', 'b'], [claim('a', 'b'), added]);
		const view = new NetworkView(fakeNetwork(['a', 'b'], [claim('a', 'b')]).api);
		await view.open('a');
		await view.expand('a', null, null);
		view.perform({ do: 'join', claims: [added] }, 'a');
		expect(ties(view)).toEqual(['a USES b', 'b KNOWS a']);
		const again = new NetworkView(grown.api);
		await again.restore(kept(view));
		expect(ties(again)).toEqual(ties(view));
	});

	test('claims that came meanwhile are drawn', async () => {
		const view = new NetworkView(fakeNetwork(['a', 'b'], [claim('a', 'b')]).api);
		await view.open('a');
		await view.expand('a', null, null);
		const grown = fakeNetwork(['a', 'b'], [claim('a', 'b'), claim('b', 'a', { type: 'KNOWS' })]);
		const again = new NetworkView(grown.api);
		await again.restore(kept(view));
		expect(ties(again)).toEqual(['a USES b', 'b KNOWS a']);
	});

	test('places beyond any drawing and ids beyond any screen are no outline', async () => {
		const view = new NetworkView(triangle().api);
		await view.open('a');
		const outline = kept(view);
		const [step] = outline.bringers;
		if (!step) throw new Error('nothing was drawn');
		const many = Array.from({ length: 10_001 }, (_, place) => `n${place}`);
		expect(outlineIn(outline)).toBeDefined();
		expect(outlineIn({ ...outline, places: [['a', 1e308, -1e308]] })).toBeUndefined();
		expect(outlineIn({ ...outline, bringers: [{ ...step, nodes: many }] })).toBeUndefined();
		expect(outlineIn({ ...outline, bringers: [{ ...step, nodes: ['x'.repeat(201)] }] })).toBe(
			undefined
		);
	});

	test.each([null, 7, 'x', [], {}, { bringers: [] }, { bringers: [{ kind: 'evil' }] }])(
		'what is no outline is nothing: %j',
		(other) => expect(outlineIn(other)).toBeUndefined()
	);

	test('an empty drawing has no outline', () => {
		expect(new NetworkView(triangle().api).outline()).toBeNull();
	});
});
