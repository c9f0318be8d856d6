/** What this account keeps: starred entities and saved views. Asked for when first needed. */
import type { SavedView } from '#lib/domain/saved-view.ts';
import type { NetworkNode } from '#lib/domain/subgraph.ts';
import { m } from '#lib/paraglide/messages.js';
import { nodesIn, outlineIn, type Outline } from './outline.ts';
import type { NetworkView } from './view.svelte.ts';

/** The drawing as what stands where, and which steps brought less than there is: the rest of how it came to be is its owner's own history. */
export function flat(outline: Outline): Outline {
	const cuts = outline.bringers.filter((step) => step.cut !== null);
	const shown = nodesIn({ bringers: outline.bringers.filter((step) => step.cut === null) });
	return {
		...outline,
		bringers: [
			{
				kind: 'keep',
				anchor: shown[0] ?? '',
				type: null,
				direction: null,
				limit: 1,
				nodes: shown,
				claims: [],
				cut: null
			},
			...cuts.map((step) => ({ ...step, claims: [] }))
		],
		path: null,
		selectedLine: null
	};
}

export class Kept {
	stars = $state.raw<readonly NetworkNode[]>([]);
	views = $state.raw<readonly SavedView[]>([]);

	constructor(readonly view: NetworkView) {}

	async load(): Promise<void> {
		try {
			[this.stars, this.views] = await Promise.all([this.view.api.stars(), this.view.api.views()]);
		} catch {
			// The lists are a comfort: the page works without them, and saving says what is wrong.
			[this.stars, this.views] = [[], []];
		}
	}

	isStarred(id: string): boolean {
		return this.stars.some((star) => star.id === id);
	}

	toggle(node: NetworkNode): Promise<void> {
		const on = !this.isStarred(node.id);
		return this.view.questions.ask(m.keep_busy(), async () => {
			await this.view.api.star(node.id, on);
			const others = this.stars.filter(({ id }) => id !== node.id);
			this.stars = on ? [node, ...others] : others;
			const words = on ? m.keep_said_starred : m.keep_said_unstarred;
			this.view.said = words({ name: node.name });
		});
	}

	/** Resolves with the id of the view, or undefined when it was refused, which is said. */
	async save(name: string): Promise<string | undefined> {
		const { view } = this;
		let id: string | undefined;
		await view.questions.ask(m.keep_busy(), async () => {
			const outline = view.outline();
			if (!outline) return;
			const ids = nodesIn(outline);
			({ id } = await view.api.saveView({ name, ids, outline: flat(outline) }));
			this.views = await view.api.views();
			view.said = m.keep_said_saved({ name });
		});
		return id;
	}

	forget(id: string): Promise<void> {
		return this.view.questions.ask(m.keep_busy(), async () => {
			await this.view.api.forgetView(id);
			this.views = this.views.filter((one) => one.id !== id);
		});
	}

	/** Draws a saved view in place of what is drawn, as far as this reader may see it. */
	async open(id: string): Promise<void> {
		const { view } = this;
		let outline: Outline | undefined;
		let gone = 0;
		await view.questions.ask(m.network_busy_restore(), async () => {
			const opened = await view.api.openView(id);
			outline = outlineIn(opened.outline);
			({ gone } = opened);
		});
		if (!outline) return;
		await view.restore(outline);
		view.gone = gone;
	}
}
