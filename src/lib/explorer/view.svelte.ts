/**
 * The state of the network page: what is drawn, what is selected, what is being asked, and the
 * commands of the analyst's hand. Both the drawing and the table show this and nothing else.
 */
import type { ExpansionCount, NetworkClaim, NetworkNode } from '#lib/domain/subgraph.ts';
import type { ClaimType } from '#lib/domain/claim-types.ts';
import { m } from '#lib/paraglide/messages.js';
import { number } from '#lib/ui/format.ts';
import { claimVerb } from '#lib/ui/words.ts';
import type { NetworkApi } from './api.ts';
import { Bulk } from './bulk.ts';
import { Card } from './card.svelte.ts';
import { deedName } from './deeds.ts';
import { drawnAt, mostUseful } from './expansion.ts';
import type { HandlingCode, Tlp } from '#lib/domain/marking.ts';
import { shown } from './filter.ts';
import { Filters } from './filters.svelte.ts';
import { fold } from './folding.ts';
import {
	freshHistory,
	perform,
	redo,
	renamed,
	startingFrom,
	undo,
	type History
} from './history.ts';
import { lineCounts, linesOf } from './lines.ts';
import { filterIn } from './kept-filter.ts';
import { nodesIn, outlineOf, sceneFrom, type Outline } from './outline.ts';
import { PathFinding } from './path.svelte.ts';
import { Places } from './layout/places.ts';
import { Questions } from './questions.svelte.ts';
import { cutsOf, drawn, expansionsOf, isExpanded, type Bringer, type Command } from './scene.ts';
import { Search } from './search.svelte.ts';
import type { Joining } from './selecting.ts';
import { Selection } from './selection.svelte.ts';

export const firstLimit = 50;
const moreLimit = 200;

/** Anything marked: an entity, a claim, a record. */
interface Marked {
	tlp: Tlp;
	handling?: readonly HandlingCode[];
	demonstration?: boolean;
}

export class NetworkView {
	readonly places = new Places();
	readonly search: Search;
	readonly questions = new Questions();
	readonly path = new PathFinding(this);
	readonly card: Card;
	readonly selection = new Selection();
	readonly bulk = new Bulk(this);
	/** What of the drawing is shown. */
	readonly filters = new Filters(() => this.#settle());

	#history = $state.raw<History>(freshHistory);
	/** Entities of a kept drawing that are no longer there, or no longer shown to this reader. */
	gone = $state.raw(0);
	/** Counts up when a note was written: whoever shows notes asks again. */
	noted = $state(0);
	/** Read out by screen readers. */
	said = $state.raw('');

	readonly scene = $derived(this.#history.present);
	readonly everything = $derived(drawn(this.scene));
	readonly #shown = $derived(shown(this.everything, this.filters.now));
	readonly nodes = $derived(this.#shown.nodes);
	readonly claims = $derived(this.#shown.claims);
	readonly byId = $derived(this.#shown.byId);
	readonly lines = $derived(linesOf(this.claims));
	/** As it is drawn: folded groups are one mark each. The table and the exports unfold them. */
	readonly folded = $derived(
		fold({ nodes: this.nodes, claims: this.claims }, this.scene.touches.groups)
	);
	readonly drawnLines = $derived(
		this.folded.claims === this.claims ? this.lines : linesOf(this.folded.claims)
	);
	readonly cuts = $derived(cutsOf(this.scene));
	/** What the filter hides, criterion by criterion. */
	readonly hidden = $derived(this.#shown.hidden);
	/** Entities shown without a line because the filter took them all. */
	readonly alone = $derived(this.#shown.alone);
	readonly node = $derived(this.selected === null ? undefined : this.byId.get(this.selected));
	readonly line = $derived(this.lines.find((line) => line.id === this.selectedLine));
	/** How many lines each entity has on the drawing. */
	readonly lineCounts = $derived(lineCounts(this.lines));
	readonly canUndo = $derived(this.#history.past.at(-1)?.deed);
	readonly canRedo = $derived(this.#history.future[0]?.deed);
	/** Brought back after a reload, and nothing done since: there is nothing to undo yet. */
	readonly restored = $derived(this.#history.restored === true);

	constructor(
		readonly api: NetworkApi,
		/** Told of each entity whose card opened. */
		onopened: (node: NetworkNode) => void = () => undefined
	) {
		this.search = new Search(api);
		this.card = new Card(api, this.questions, onopened, (node) => this.#name(node));
	}

	/** The entity whose card is open. */
	get selected(): string | null {
		return this.selection.last;
	}
	get selectedLine(): string | null {
		return this.selection.line;
	}

	/** Everything marked that is on screen, for the marking band. */
	get marked(): readonly Marked[] {
		const { nodes, claims, search } = this;
		const card = this.card.content;
		const hits = search.query.trim() === '' ? [] : search.hits;
		return [...nodes, ...claims, ...hits, ...(card?.records ?? []), ...(card?.claims ?? [])];
	}

	/** Ends what is under way; the view is not used afterwards. */
	close(): void {
		this.search.stop();
		this.card.close();
		this.path.cancel();
	}

	nameOf(id: string): string {
		const { nodes, touches } = this.scene;
		return nodes.get(id)?.name ?? touches.groups.find((group) => group.id === id)?.name ?? id;
	}

	/** Every step of the drawing calls an entity what it is called now, those that undo goes back to too. */
	#name(node: NetworkNode): void {
		if (this.scene.nodes.get(node.id)?.name === node.name) return;
		this.#history = renamed(this.#history, node);
	}

	/** Does one step of the drawing; false when it changes nothing. */
	perform(command: Command, name: string | null): boolean {
		const before = this.#history;
		this.#history = perform(before, command, name);
		this.#settle();
		return this.#history !== before;
	}

	/** A selection never points at what is not drawn, and pins are those of the scene. */
	#settle(): void {
		this.places.pinned = this.scene.touches.pinned;
		this.selection.settle(this.byId);
		if (this.selected !== this.card.asked) this.card.close();
		if (this.selectedLine !== null && !this.line) this.selection.line = null;
	}

	/** Selects nothing. */
	forget(): void {
		this.selection.clear();
		this.card.close();
	}

	/** Claims among newcomers and what is drawn, so that no line between two drawn entities lacks. */
	async between(arriving: readonly string[]): Promise<NetworkClaim[]> {
		const ids = [...this.scene.nodes.keys(), ...arriving.filter((id) => !this.scene.nodes.has(id))];
		return ids.length < 2 ? [] : await this.api.between(ids);
	}

	// ── Keeping the drawing ──────────────────────────────────────────────────────────────────────

	/** The drawing as this tab keeps it; null while nothing is drawn. */
	outline(): Outline | null {
		const { scene, selection, places } = this;
		if (scene.bringers.length === 0) return null;
		return outlineOf(scene, { filter: this.filters.now, selection, places });
	}

	/** Draws what was kept, as it is now. Only for a view on which nothing is drawn yet. */
	restore(outline: Outline): Promise<void> {
		return this.questions.ask(m.network_busy_restore(), async () => {
			const ids = nodesIn(outline);
			const [nodes, claims] = await Promise.all([
				this.api.nodes(ids),
				ids.length < 2 ? [] : this.api.between(ids)
			]);
			for (const [id, x, y] of outline.places) this.places.points.set(id, { x, y });
			this.filters.now = filterIn(outline.filter);
			this.#history = startingFrom(sceneFrom(outline, nodes, claims));
			this.places.pinned = this.scene.touches.pinned;
			this.gone = ids.length - this.scene.nodes.size;
			this.selection.bring(
				outline.chosen.concat(outline.selected ?? []).filter((id) => this.byId.has(id)),
				outline.selected
			);
			this.#openCard();
			if (this.lines.some(({ id }) => id === outline.selectedLine))
				this.selection.line = outline.selectedLine;
			this.said = m.network_said_restored({ count: number(this.nodes.length) });
		});
	}

	// ── Bringing in ──────────────────────────────────────────────────────────────────────────────

	/** Draws an entity and selects it, or ends the path that awaits its second end. */
	open(id: string): Promise<void> {
		const { from } = this.path;
		if (from && from.id !== id) return this.path.find(from.id, id);
		if (this.byId.has(id)) return Promise.resolve(this.select(id));
		return this.questions.ask(m.network_busy_open(), async () => {
			const card = await this.api.card(id, {});
			const between = await this.between([id]);
			this.filters.admit(card.node);
			this.perform({ do: 'open', node: card.node, between }, card.node.name);
			this.selection.only(card.node.id);
			this.path.none = null;
			this.card.show(card);
			this.said = m.network_said_opened({ name: card.node.name, count: number(card.node.degree) });
		});
	}

	/** Expands by one type and direction, or by all of them when both are null. */
	expand(
		id: string,
		type: ClaimType | null,
		direction: 'out' | 'in' | null,
		limit: number = firstLimit
	): Promise<void> {
		const name = this.nameOf(id);
		return this.questions.ask(m.network_busy_expand({ name }), async () => {
			if (!this.scene.nodes.has(id)) return;
			const found = await this.api.expand(id, { type, direction, limit });
			const between = await this.between(found.nodes.map((node) => node.id));
			const before = this.everything;
			const claims = [...found.claims, ...between];
			const { nodes, cut } = found;
			this.perform({ do: 'expand', anchor: id, type, direction, limit, nodes, claims, cut }, name);
			const verb = type ? claimVerb(type, direction ?? 'out') : m.network_all_types();
			const added = this.everything.nodes.length - before.nodes.length;
			const joined = this.everything.claims.length - before.claims.length;
			this.said =
				added > 0
					? m.network_said_expanded({ name, verb, count: number(added) })
					: m.network_said_expanded_claims({ name, verb, count: number(joined) });
		});
	}

	/** Expands what tells most and is not drawn yet; what turns out to be drawn already is passed over. */
	async expandMostUseful(id: string): Promise<void> {
		let counts: readonly ExpansionCount[] | undefined;
		await this.questions.ask(m.network_busy_expand({ name: this.nameOf(id) }), async () => {
			counts = await this.countsOf(id);
		});
		if (!counts) return;
		const drawn = () => this.everything.nodes.length + this.everything.claims.length;
		const before = drawn();
		// Each kind of claim once at most, whatever comes of it.
		for (let tries = 0; tries < counts.length; tries++) {
			const taken = expansionsOf(this.scene, id);
			const next = mostUseful(counts, taken, drawnAt(id, this.everything.claims));
			if (!next) break;
			const { type, direction } = next;
			const cut = taken.find((step) => step.type === type && step.direction === direction);
			await (cut ? this.more(cut) : this.expand(id, type, direction));
			if (this.questions.problem) return;
			if (drawn() > before) {
				this.said = m.network_said_expanded_useful({ said: this.said });
				return;
			}
		}
		this.said = m.network_said_all_drawn({ name: this.nameOf(id) });
	}

	/** What an entity could be expanded by, with counts. */
	async countsOf(id: string): Promise<readonly ExpansionCount[]> {
		const card = this.card.content;
		return card?.node.id === id ? card.expansions : await this.api.expansions(id);
	}

	/** Brings more of an expansion that was cut. */
	more(step: Bringer): Promise<void> {
		return this.expand(step.anchor, step.type, step.direction, step.limit + moreLimit);
	}

	// ── Taking away, going back ──────────────────────────────────────────────────────────────────

	canCollapse(id: string): boolean {
		return isExpanded(this.scene, id);
	}

	collapse(id: string): void {
		const before = this.nodes.length;
		if (!this.perform({ do: 'collapse', entity: id }, this.nameOf(id))) return;
		const count = number(before - this.nodes.length);
		this.said = m.network_said_collapsed({ name: this.nameOf(id), count });
	}

	reveal(): void {
		this.perform({ do: 'reveal' }, null);
	}

	clear(): void {
		this.path.cancel();
		this.path.none = null;
		this.gone = 0;
		if (this.perform({ do: 'clear' }, null)) this.said = m.network_said_cleared();
	}

	undo(): void {
		const deed = this.canUndo;
		if (!deed) return;
		this.#history = undo(this.#history);
		this.#settle();
		this.said = m.network_said_undone({ deed: deedName(deed) });
	}

	redo(): void {
		const deed = this.canRedo;
		if (!deed) return;
		this.#history = redo(this.#history);
		this.#settle();
		this.said = m.network_said_redone({ deed: deedName(deed) });
	}

	// ── Selecting ────────────────────────────────────────────────────────────────────────────────

	/** Selects an entity and asks for its card; null selects nothing. */
	select(id: string | null): void {
		if (id === null) {
			this.forget();
			return;
		}
		const { from } = this.path;
		if (from && from.id !== id) {
			void this.path.find(from.id, id);
			return;
		}
		this.path.none = null;
		this.selection.only(id);
		this.#openCard();
	}

	/** The card follows the entity chosen last; one that is open or on its way stays. */
	#openCard(): void {
		const { last } = this.selection;
		if (last === null) this.card.close();
		else if (this.card.asked !== last || this.card.problem) void this.card.load(last);
	}

	/** Adds an entity to the selection or takes it out. */
	toggle(id: string): void {
		if (this.path.from) {
			this.select(id);
			return;
		}
		this.path.none = null;
		this.selection.toggle(id);
		this.#openCard();
		this.#saySelected();
	}

	/** Selects many at once, by themselves or joined to what is selected. */
	choose(found: Iterable<string>, how: Joining = 'replace'): void {
		this.path.none = null;
		this.selection.put(found, how);
		this.#openCard();
		this.#saySelected();
	}

	#saySelected(): void {
		this.said = m.network_said_selected({ number: number(this.selection.ids.size) });
	}

	selectLine(id: string): void {
		this.card.close();
		this.selection.onLine(id);
		this.path.none = null;
	}
}
