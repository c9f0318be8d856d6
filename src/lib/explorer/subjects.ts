/** What the hand has in it: the entities a note would be about, and the two ends of a claim. */
import type { NetworkNode } from '#lib/domain/subgraph.ts';
import type { NetworkView } from './view.svelte.ts';

/** The selected entity, the ends of the selected line, or the steps of the path. */
export function subjectsOf(view: NetworkView): NetworkNode[] {
	const ids = view.node
		? [view.node.id]
		: view.line
			? [view.line.from, view.line.to]
			: (view.scene.path?.nodes ?? []);
	return [...new Set(ids)].flatMap((id) => view.byId.get(id) ?? []);
}
