import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { freshHistory, perform, redo, renamed, undo, type History } from '#lib/explorer/history.ts';
import {
	apply,
	cutsOf,
	drawn,
	emptyScene,
	isExpanded,
	type Command,
	type Scene
} from '#lib/explorer/scene.ts';
import { claim, entity, star } from './builders.ts';

const open = (id: string): Command => ({ do: 'open', node: entity(id), between: [] });
const expand = (anchor: string, ...others: string[]): Command => ({
	do: 'expand',
	anchor,
	type: 'USES',
	direction: 'out',
	limit: 50,
	...star(anchor, ...others)
});
const after = (...commands: Command[]): Scene => commands.reduce(apply, emptyScene);
const names = (scene: Scene) => drawn(scene).nodes.map((node) => node.id);
const ties = (scene: Scene) => drawn(scene).claims.map(({ from, to }) => `${from}>${to}`);

describe('collapsing one entity', () => {
	test('removes exactly what only it brought in', () => {
		const scene = after(
			open('a'),
			open('b'),
			expand('a', 'x', 'shared'),
			expand('b', 'shared', 'y')
		);
		const collapsed = apply(scene, { do: 'collapse', entity: 'a' });
		expect(names(collapsed).sort()).toEqual(['a', 'b', 'shared', 'y']);
		expect(ties(collapsed).sort()).toEqual(['b>shared', 'b>y']);
	});

	test('keeps an entity that was expanded in its turn, with what that brought', () => {
		const scene = after(open('a'), expand('a', 'b', 'leaf'), expand('b', 'c'));
		const collapsed = apply(scene, { do: 'collapse', entity: 'a' });
		expect(names(collapsed).sort()).toEqual(['a', 'b', 'c']);
	});

	test('never removes the collapsed entity itself', () => {
		const scene = after(open('a'), expand('a', 'b'), expand('b', 'c'), {
			do: 'collapse',
			entity: 'a'
		});
		expect(names(apply(scene, { do: 'collapse', entity: 'b' })).sort()).toEqual(['a', 'b']);
	});

	test('of an entity never expanded changes nothing at all', () => {
		const scene = after(open('a'));
		expect(apply(scene, { do: 'collapse', entity: 'a' })).toBe(scene);
	});
});

test('expanding again with a higher limit replaces the first expansion and its cut', () => {
	const cut = { shown: 1, total: 2, reason: 'limit' } as const;
	const first: Command = { ...expand('a', 'b'), cut } as Command;
	const scene = after(open('a'), first);
	expect(cutsOf(scene)).toHaveLength(1);
	const more = apply(scene, { ...expand('a', 'b', 'c'), limit: 100 } as Command);
	expect(cutsOf(more)).toHaveLength(0);
	expect(names(apply(more, { do: 'collapse', entity: 'a' }))).toEqual(['a']);
});

test('hidden entities take their lines with them and come back with reveal', () => {
	const scene = after(open('a'), expand('a', 'b', 'c'));
	const hidden = apply(scene, { do: 'hide', ids: ['b'] });
	expect(names(hidden)).toEqual(['a', 'c']);
	expect(ties(hidden)).toEqual(['a>c']);
	expect(drawn(apply(hidden, { do: 'reveal' }))).toEqual(drawn(scene));
});

test('opening a hidden entity shows it again', () => {
	const scene = after(open('a'), { do: 'hide', ids: ['a'] }, open('a'));
	expect(names(scene)).toEqual(['a']);
});

test('hiding an entity of the highlighted path ends the highlight', () => {
	const scene = after({
		do: 'path',
		from: 'a',
		to: 'b',
		ways: 1,
		steps: [entity('a'), entity('b')],
		claims: [claim('a', 'b')],
		between: []
	});
	expect(scene.path?.nodes).toEqual(['a', 'b']);
	expect(apply(scene, { do: 'hide', ids: ['b'] }).path).toBeNull();
});

test('an expansion whose anchor is not drawn is ignored', () => {
	expect(apply(emptyScene, expand('a', 'b'))).toBe(emptyScene);
});

const ids = ['a', 'b', 'c', 'd', 'e', 'f', '__proto__'];
const someId = fc.constantFrom(...ids);
const someIds = fc.uniqueArray(someId, { maxLength: 4 });
const someCommand: fc.Arbitrary<Command> = fc.oneof(
	someId.map(open),
	fc.tuple(someId, someIds).map(([anchor, others]) => expand(anchor, ...others)),
	someId.map((one): Command => ({ do: 'collapse', entity: one })),
	someIds.map((some): Command => ({ do: 'hide', ids: some })),
	fc.constant<Command>({ do: 'reveal' }),
	fc.uniqueArray(someId, { minLength: 2, maxLength: 4 }).map((way): Command => ({
		do: 'path',
		from: way[0] ?? 'a',
		to: way.at(-1) ?? 'a',
		ways: 1,
		steps: way.map((id) => entity(id)),
		claims: way.slice(1).map((id, place) => claim(way[place] ?? 'a', id)),
		between: []
	})),
	fc.constant<Command>({ do: 'leave-path' }),
	fc.constant<Command>({ do: 'clear' })
);
const someCommands = fc.array(someCommand, { maxLength: 20 });
const historyOf = (commands: readonly Command[]): History =>
	commands.reduce((history, command) => perform(history, command, null), freshHistory);

describe('for any sequence of steps', () => {
	test('undo gives back the scene before a step, and redo the scene after it', () => {
		fc.assert(
			fc.property(someCommands, someCommand, (commands, last) => {
				const before = historyOf(commands);
				const next = perform(before, last, 'x');
				if (next === before) return;
				expect(undo(next).present).toBe(before.present);
				expect(redo(undo(next))).toEqual(next);
			}),
			{ numRuns: 500 }
		);
	});

	test('undoing everything ends at nothing, redoing everything at the last scene', () => {
		fc.assert(
			fc.property(someCommands, (commands) => {
				const history = historyOf(commands);
				let back = history;
				for (let i = 0; i < commands.length; i++) back = undo(back);
				expect(back.present).toBe(emptyScene);
				expect(undo(back)).toBe(back);
				let forth = back;
				for (let i = 0; i < commands.length; i++) forth = redo(forth);
				expect(forth).toEqual(history);
			}),
			{ numRuns: 300 }
		);
	});

	test('collapsing an entity just expanded for the first time is as if it never was', () => {
		fc.assert(
			fc.property(someCommands, someId, someIds, (commands, anchor, others) => {
				const before = historyOf(commands).present;
				if (isExpanded(before, anchor) || !before.nodes.has(anchor)) return;
				// A path highlight and hidden entities are not the expansion's business.
				const expanded = apply(before, expand(anchor, ...others));
				const collapsed = apply(expanded, { do: 'collapse', entity: anchor });
				expect(drawn(collapsed)).toEqual(drawn(before));
				expect(collapsed.bringers).toEqual(before.bringers);
			}),
			{ numRuns: 500 }
		);
	});

	test('every line drawn has both its ends drawn, and nothing hidden is drawn', () => {
		fc.assert(
			fc.property(someCommands, (commands) => {
				const scene = historyOf(commands).present;
				const { nodes, claims } = drawn(scene);
				const shown = new Set(nodes.map((node) => node.id));
				for (const { from, to } of claims) {
					expect(shown.has(from)).toBe(true);
					expect(shown.has(to)).toBe(true);
				}
				for (const id of scene.hidden) expect(shown.has(id)).toBe(false);
				for (const id of scene.path?.nodes ?? []) expect(shown.has(id)).toBe(true);
			}),
			{ numRuns: 500 }
		);
	});
});

test('an entity that is named now is named in every step, and no longer waits for a name', () => {
	const label = entity('a', { name: 'Victim · 7f3a2c', shielded: true, nameless: true });
	const open = { do: 'open', node: label, between: [] } as const;
	const steps = perform(perform(freshHistory, open, null), { do: 'hide', ids: ['a'] }, null);
	const named = renamed(undo(steps), { ...entity('a', { name: 'Teo' }), shielded: true });
	for (const history of [named, redo(named)])
		expect(history.present.nodes.get('a')).toEqual(entity('a', { name: 'Teo', shielded: true }));
	expect(renamed(named, entity('elsewhere')).present).toBe(named.present);
	expect(undo(named).present.nodes.size).toBe(0);
});
