/** What the menu of an entity, or of the drawing, offers: everything the keys do. */
import type { ExpansionCount, NetworkNode } from '#lib/domain/subgraph.ts';
import { m } from '#lib/paraglide/messages.js';
import { number } from '#lib/ui/format.ts';
import { claimVerb } from '#lib/ui/words.ts';
import { arrangements, type Arrangement } from './layout/arrangements.ts';
import type { Canvas } from './drawing/canvas.svelte.ts';
import { byUsefulness, drawnAt, isComplete } from './expansion.ts';
import type { Hands } from './hands.ts';
import type { MenuItem } from './Menu.svelte';
import { expansionsOf } from './scene.ts';
import { accents } from './touches.ts';
import type { NetworkView } from './view.svelte.ts';

/** What can be done to everything selected. */
const bulkMenu = ({ bulk, selection }: NetworkView, hands: Hands): MenuItem[] => {
	const note = selection.ids.size > 1 ? number(selection.ids.size) : undefined;
	return [
		{ label: m.network_hide(), act: hands.hide, keys: ['H'], note },
		{ label: m.network_only(), act: hands.only, keys: ['O'], note },
		{
			label: bulk.allPinned ? m.network_unpin() : m.network_pin(),
			act: hands.pin,
			keys: ['K'],
			note
		},
		{ label: m.network_colour(), act: hands.colour, keys: ['M'], note },
		{
			label: m.network_group(),
			act: hands.group,
			keys: ['G'],
			note,
			disabled: selection.ids.size < 2
		},
		{ label: m.network_select_neighbours(), act: hands.neighbours, keys: ['N'] }
	];
};

const arrangementNames: Record<Arrangement, () => string> = {
	forces: m.network_layout_forces,
	circle: m.network_layout_circle,
	layers: m.network_layout_layers,
	rings: m.network_layout_rings,
	apart: m.network_layout_apart
};

export const layoutMenu = ({ selection }: NetworkView, canvas: Canvas): MenuItem[][] => [
	arrangements.map((kind) => ({
		label: arrangementNames[kind](),
		note: kind === canvas.arrangement ? m.network_layout_now() : undefined,
		disabled: kind === 'rings' && selection.ids.size === 0,
		act: () => canvas.arrange(kind)
	}))
];

export const colourMenu = ({ bulk }: NetworkView): MenuItem[][] => [
	accents.map((accent) => ({
		label: m.network_colour_letter({ letter: accent.toUpperCase() }),
		act: () => bulk.colour(accent)
	})),
	[{ label: m.network_colour_none(), act: () => bulk.colour(null) }]
];

export function entityMenu(
	view: NetworkView,
	canvas: Canvas,
	hands: Hands,
	node: NetworkNode | undefined,
	counts: readonly ExpansionCount[]
): MenuItem[][] {
	const whole: MenuItem[] = [
		{ label: m.network_fit(), act: hands.fit, keys: ['F'] },
		{ label: m.network_layout(), act: () => hands.arrange(), keys: ['L'] },
		{ label: m.network_select_title(), act: hands.choose, keys: ['A'] },
		{ label: m.network_menu_all(), act: hands.all, keys: ['Ctrl', 'A'] },
		{ label: m.network_menu_invert(), act: hands.invert, keys: ['I'] },
		{ label: m.network_rectangle(), act: hands.rectangle, keys: ['R'] },
		{ label: m.network_lasso(), act: hands.lasso, keys: ['Q'] },
		{ label: m.network_undo(), act: hands.undo, keys: ['['], disabled: !view.canUndo },
		{ label: m.network_redo(), act: hands.redo, keys: [']'], disabled: !view.canRedo },
		{
			label: m.network_clear(),
			act: () => view.clear(),
			disabled: view.everything.nodes.length === 0
		},
		{ label: m.network_table(), act: hands.table, keys: ['T'] },
		{ label: m.network_export(), act: () => hands.exportMenu(), keys: ['X'] },
		{ label: m.keep_views(), act: hands.save, keys: ['S'] },
		{ label: m.network_keys(), act: hands.keys, keys: ['?'] }
	];
	if (!node) return [[{ label: m.network_search(), act: hands.search, keys: ['/'] }], whole];
	const { id } = node;
	const taken = expansionsOf(view.scene, id);
	const drawn = drawnAt(id, view.everything.claims);
	return [
		[
			{
				label: m.network_expand_useful(),
				act: () => void view.expandMostUseful(id),
				keys: ['E']
			},
			{
				label: m.network_collapse(),
				act: () => view.collapse(id),
				keys: ['C'],
				disabled: !view.canCollapse(id)
			},
			{
				label: m.network_path_from(),
				act: () => {
					view.path.start(id);
					hands.search();
				},
				keys: ['P']
			},
			{ label: m.network_open_card(), act: hands.openCard, keys: ['Enter'] },
			{ label: m.keep_add(), act: hands.add, keys: ['W'] },
			{ label: m.keep_compare(), act: hands.compare, keys: ['D'] },
			{ label: m.keep_star(), act: hands.star, keys: ['B'] }
		],
		bulkMenu(view, hands),
		[{ label: m.network_fit(), act: () => canvas.fit(), keys: ['F'] }],
		// Last: they come late and may be many, and nothing moves away under the pointer.
		counts.toSorted(byUsefulness).map((count) => ({
			label: m.network_menu_expand({ verb: claimVerb(count.type, count.direction) }),
			note: number(count.entities),
			disabled: isComplete(count, taken, drawn),
			act: () => void view.expand(id, count.type, count.direction)
		}))
	];
}
