/** Finding a path: the first end waits for the second, then both are asked for. */
import type { NetworkNode, PathResult, WaysResult } from '#lib/domain/subgraph.ts';
import { m } from '#lib/paraglide/messages.js';
import { number } from '#lib/ui/format.ts';
import { claimsAlong } from './ways.ts';
import type { NetworkView } from './view.svelte.ts';

/** Why there is no path, with the names the sentence needs. */
export interface NoPath {
	from: NetworkNode;
	to: NetworkNode;
	result: Extract<PathResult, { found: false }>;
}

type FoundWays = Extract<WaysResult, { found: true }>;

export class PathFinding {
	/** The first end, while the second is awaited. */
	from = $state.raw<NetworkNode | null>(null);
	none = $state.raw<NoPath | null>(null);
	/** The equally short ways of the path that is drawn, once they were asked for. */
	ways = $state.raw<FoundWays | null>(null);
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
		this.ways = null;
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

	/** Lists the equally short ways of the path that is drawn. */
	list(): Promise<void> {
		const { view } = this;
		return view.questions.ask(m.network_busy_path(), async () => {
			const path = view.scene.path;
			if (!path) return;
			const result = await view.api.ways(path.from, path.to);
			this.ways = result.found ? result : null;
			if (result.found)
				view.said = m.keep_ways_shown({ shown: result.shown.length, total: number(result.ways) });
		});
	}

	/** Which of the listed ways is drawn; -1 when none is. */
	get place(): number {
		const drawn = this.view.scene.path?.nodes.join(' ');
		return this.ways?.shown.findIndex(({ ids }) => ids.join(' ') === drawn) ?? -1;
	}

	/** Draws and highlights one of the listed ways. */
	walk(place: number): Promise<void> {
		const { view, ways } = this;
		const way = ways?.shown[place];
		if (!ways || !way) return Promise.resolve();
		return view.questions.ask(m.network_busy_path(), async () => {
			const steps = way.ids.flatMap((id) => ways.nodes.find((node) => node.id === id) ?? []);
			const claims = claimsAlong(way.ids, ways.claims);
			const between = await view.between(way.ids);
			const [from = '', to = ''] = [way.ids[0], way.ids.at(-1)];
			const name = m.keep_way({ place: place + 1 });
			view.perform({ do: 'path', from, to, ways: ways.ways, steps, claims, between }, name);
			view.said = name;
		});
	}

	/** Draws every listed way beside the highlighted one. */
	drawAll(): Promise<void> {
		const { view, ways } = this;
		if (!ways) return Promise.resolve();
		return view.questions.ask(m.network_busy_path(), async () => {
			const between = await view.between(ways.nodes.map(({ id }) => id));
			const name = m.keep_ways_all();
			view.perform({ do: 'join', nodes: ways.nodes, claims: [...ways.claims, ...between] }, name);
			view.said = m.keep_ways_drawn({ count: ways.shown.length });
		});
	}

	leave(): void {
		this.ways = null;
		this.none = null;
		this.view.perform({ do: 'leave-path' }, null);
	}
}
