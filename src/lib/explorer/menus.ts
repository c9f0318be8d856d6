/** What the menu of an entity, or of the drawing, offers: everything the keys do. */
import type { ExpansionCount, NetworkNode } from '#lib/domain/subgraph.ts';
import { m } from '#lib/paraglide/messages.js';
import { number } from '#lib/ui/format.ts';
import { claimVerb } from '#lib/ui/words.ts';
import type { Canvas } from './canvas.svelte.ts';
import { byUsefulness, isComplete } from './expansion.ts';
import type { Hands } from './hands.ts';
import type { MenuItem } from './Menu.svelte';
import { expansionsOf } from './scene.ts';
import type { NetworkView } from './view.svelte.ts';

export function entityMenu(
	view: NetworkView,
	canvas: Canvas,
	hands: Hands,
	node: NetworkNode | undefined,
	counts: readonly ExpansionCount[]
): MenuItem[][] {
	const whole: MenuItem[] = [
		{ label: m.network_fit(), act: hands.fit, keys: ['F'] },
		{ label: m.network_layout(), act: hands.arrange, keys: ['L'] },
		{ label: m.network_undo(), act: hands.undo, keys: ['['], disabled: !view.canUndo },
		{ label: m.network_redo(), act: hands.redo, keys: [']'], disabled: !view.canRedo },
		{
			label: m.network_clear(),
			act: () => view.clear(),
			disabled: view.everything.nodes.length === 0
		},
		{ label: m.network_keys(), act: hands.keys, keys: ['?'] }
	];
	if (!node) return [[{ label: m.network_search(), act: hands.search, keys: ['/'] }], whole];
	const { id } = node;
	const taken = expansionsOf(view.scene, id);
	const pinned = view.places.pinned.has(id);
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
			{
				label: pinned ? m.network_unpin() : m.network_pin(),
				act: () => {
					const point = view.places.points.get(id);
					if (pinned) view.places.unpin(id);
					else if (point) view.places.pin(id, point);
				}
			},
			{ label: m.network_hide(), act: () => view.hide(id), keys: ['H'] }
		],
		[{ label: m.network_fit(), act: () => canvas.fit(), keys: ['F'] }],
		// Last: they come late and may be many, and nothing moves away under the pointer.
		counts.toSorted(byUsefulness).map((count) => ({
			label: m.network_menu_expand({ verb: claimVerb(count.type, count.direction) }),
			note: number(count.entities),
			disabled: isComplete(count, taken),
			act: () => void view.expand(id, count.type, count.direction)
		}))
	];
}
