/** Finding a path: the first end waits for the second, then both are asked for. */
import type { NetworkNode, PathResult } from '#lib/domain/subgraph.ts';
import { m } from '#lib/paraglide/messages.js';
import type { NetworkView } from './view.svelte.ts';

/** Why there is no path, with the names the sentence needs. */
export interface NoPath {
	from: NetworkNode;
	to: NetworkNode;
	result: Extract<PathResult, { found: false }>;
}

export class PathFinding {
	/** The first end, while the second is awaited. */
	from = $state.raw<NetworkNode | null>(null);
	none = $state.raw<NoPath | null>(null);
	#asked: AbortController | null = null;

	constructor(readonly view: NetworkView) {}

	/** The next entity picked, on the drawing, in the table or by search, is the other end. */
	start(from: string): void {
		const node = this.view.byId.get(from);
		if (!node) return;
		this.from = node;
		this.none = null;
		this.view.said = m.network_path_pick({ name: node.name });
	}

	cancel(): void {
		this.from = null;
		this.#asked?.abort();
	}

	find(from: string, to: string): Promise<void> {
		const { view } = this;
		const start = view.scene.nodes.get(from);
		this.from = null;
		this.none = null;
		return view.questions.ask(m.network_busy_path(), async () => {
			const asked = new AbortController();
			this.#asked = asked;
			const result = await view.api.path(from, to, asked.signal);
			if (!result.found) {
				const end = view.scene.nodes.get(to) ?? (await view.api.card(to, {})).node;
				if (start) this.none = { from: start, to: end, result };
				view.said = m.network_said_no_path();
				return;
			}
			const between = await view.between(result.nodes.map((node) => node.id));
			const { nodes: steps, claims, ways } = result;
			view.filters.clearAll();
			const name = `${steps[0]?.name ?? from} – ${steps.at(-1)?.name ?? to}`;
			view.perform({ do: 'path', from, to, ways, steps, claims, between }, name);
			view.forget();
			view.said = m.network_said_path({ count: result.hops });
		});
	}

	leave(): void {
		this.none = null;
		this.view.perform({ do: 'leave-path' }, null);
	}
}
