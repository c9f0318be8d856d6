/**
 * What is done to everything selected at once: hide, show only, pin, colour, group. Each is one step
 * that undo takes back, and each says how many it concerned.
 */
import { m } from '#lib/paraglide/messages.js';
import { number } from '#lib/ui/format.ts';
import { freshGroup, type Accent, type Group } from './touches.ts';
import type { NetworkView } from './view.svelte.ts';

export class Bulk {
	constructor(readonly view: NetworkView) {}

	get #ids(): string[] {
		return [...this.view.selection.ids];
	}

	/** One entity by its name, several by their number. */
	#named(ids: readonly string[]): string {
		const [first] = ids;
		return ids.length === 1 && first !== undefined
			? this.view.nameOf(first)
			: m.network_entities({ count: ids.length, number: number(ids.length) });
	}

	hide(ids: readonly string[] = this.#ids): void {
		const name = this.#named(ids);
		if (this.view.perform({ do: 'hide', ids }, name))
			this.view.said = m.network_said_hidden({ name });
	}

	only(): void {
		const ids = this.#ids;
		const name = this.#named(ids);
		if (ids.length > 0 && this.view.perform({ do: 'only', ids }, name))
			this.view.said = m.network_said_only({ name });
	}

	/** True when everything selected stands where a hand put it. */
	get allPinned(): boolean {
		const { pinned } = this.view.scene.touches;
		return this.#ids.length > 0 && this.#ids.every((id) => pinned.has(id));
	}

	/** Pins what is selected where it stands; takes the pins out when all have one. */
	pin(ids: readonly string[] = this.#ids): void {
		const { pinned } = this.view.scene.touches;
		const name = this.#named(ids);
		if (ids.every((id) => pinned.has(id))) {
			if (this.view.perform({ do: 'unpin', ids }, name))
				this.view.said = m.network_said_unpinned({ name });
		} else if (this.view.perform({ do: 'pin', ids }, name))
			this.view.said = m.network_said_pinned({ name });
	}

	colour(accent: Accent | null): void {
		const ids = this.#ids;
		const name = this.#named(ids);
		if (ids.length === 0 || !this.view.perform({ do: 'colour', ids, accent }, name)) return;
		this.view.said = accent
			? m.network_said_coloured({ name, letter: accent.toUpperCase() })
			: m.network_said_uncoloured({ name });
	}

	/** Groups what is selected; one entity makes no group. */
	group(): void {
		const ids = this.#ids;
		const { id, number: place } = freshGroup(this.view.scene.touches.groups);
		const name = m.network_group_name({ number: number(place) });
		if (this.view.perform({ do: 'group', id, name, ids }, name))
			this.view.said = m.network_said_grouped({ name, count: number(ids.length) });
	}

	ungroup({ id, name }: Pick<Group, 'id' | 'name'>): void {
		if (this.view.perform({ do: 'ungroup', id }, name))
			this.view.said = m.network_said_ungrouped({ name });
	}

	rename({ id, name: before }: Pick<Group, 'id' | 'name'>, to: string): void {
		const name = to.trim().slice(0, 80);
		if (name !== '' && name !== before) this.view.perform({ do: 'rename', id, name }, name);
	}

	/** Folds a group into one mark, or opens it again. */
	fold({ id, name, folded, members }: Group): void {
		if (!folded) this.#place(id, members);
		if (!this.view.perform({ do: folded ? 'unfold' : 'fold', id }, name)) return;
		this.view.said = folded
			? m.network_said_unfolded({ name })
			: m.network_said_folded({ name, count: number(members.length) });
	}

	/** A folded group stands in the middle of where its members stood. */
	#place(id: string, members: readonly string[]): void {
		const { points } = this.view.places;
		const places = members.flatMap((member) => points.get(member) ?? []);
		const middle = (values: readonly number[]) =>
			values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
		points.set(id, { x: middle(places.map(({ x }) => x)), y: middle(places.map(({ y }) => y)) });
	}

	/** Selects the members of a group that are drawn. */
	choose({ members }: Pick<Group, 'members'>): void {
		this.view.choose(members.filter((id) => this.view.byId.has(id)));
	}
}
