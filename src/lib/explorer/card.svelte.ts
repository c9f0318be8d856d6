/** The card of the entity that was chosen last: asked for when it is chosen, dropped with it. */
import type { Reason } from '#lib/domain/restricted.ts';
import type { EntityCard, NetworkNode } from '#lib/domain/subgraph.ts';
import { m } from '#lib/paraglide/messages.js';
import type { NetworkApi, Refusal } from './api.ts';
import { refusalOf, type Questions } from './questions.svelte.ts';
import { unseen } from './statements.ts';

export class Card {
	content = $state.raw<EntityCard | null>(null);
	problem = $state.raw<Refusal | null>(null);
	/** The entity it is open for, or being asked for. */
	asked: string | null = null;
	#asking: AbortController | null = null;

	constructor(
		readonly api: NetworkApi,
		readonly questions: Questions,
		/** Told of each entity whose card opened. */
		readonly onopened: (node: NetworkNode) => void,
		/** Told what an entity is called now: a reason gives a victim their name. */
		readonly onnamed: (node: NetworkNode) => void = () => undefined
	) {}

	/** Shows a card that is here already. */
	show(card: EntityCard): void {
		this.close();
		this.asked = card.node.id;
		this.content = card;
		this.onopened(card.node);
	}

	/** Asks for a card; a newer question drops this one. */
	async load(id: string): Promise<void> {
		this.close();
		const asked = new AbortController();
		this.#asking = asked;
		this.asked = id;
		try {
			const card = await this.api.card(id, { signal: asked.signal });
			if (asked.signal.aborted) return;
			this.content = card;
			this.onopened(card.node);
			this.onnamed(card.node);
		} catch (error) {
			if (!asked.signal.aborted) this.problem = refusalOf(error);
		}
	}

	/** Gives the reason for reading what is restricted here, and asks for the card again. */
	async justify(reason: Reason): Promise<void> {
		const { asked } = this;
		if (asked === null) return;
		await this.questions.ask(m.network_busy_card(), async () => {
			await this.api.justify(asked, reason);
			if (this.asked === asked) await this.load(asked);
		});
	}

	close(): void {
		this.#asking?.abort();
		this.#asking = null;
		this.asked = null;
		this.content = null;
		this.problem = null;
	}

	/** The next claims. */
	async more(): Promise<void> {
		const card = this.content;
		if (!card) return;
		await this.questions.ask(m.network_busy_card(), async () => {
			const next = await this.api.card(card.node.id, { offset: card.claims.length });
			if (this.content !== card) return;
			const fresh = unseen(card.claims, next.claims);
			this.content = { ...next, claims: [...card.claims, ...fresh] };
		});
	}
}
