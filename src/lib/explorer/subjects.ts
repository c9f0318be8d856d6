/** What the hand has in it: the entities a note would be about, and the two ends of a claim. */
import type { NetworkNode } from '#lib/domain/subgraph.ts';
import type { NetworkView } from './view.svelte.ts';

/** What is selected, the ends of the selected line, or the steps of the path. */
export function subjectsOf(view: NetworkView): NetworkNode[] {
	const { ids: chosen } = view.selection;
	const ids = chosen.size
		? [...chosen]
		: view.line
			? [view.line.from, view.line.to]
			: (view.scene.path?.nodes ?? []);
	return [...new Set(ids)].flatMap((id) => view.byId.get(id) ?? []);
}
