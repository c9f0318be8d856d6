/** Search as you type: one question under way at a time, the newest wins. */
import type { Reason } from '#lib/domain/restricted.ts';
import type { SearchHit, SearchResult } from '#lib/domain/subgraph.ts';
import type { NetworkApi, Refusal } from './api.ts';
import { refusalOf } from './questions.svelte.ts';

const limit = 20;
const pauseMs = 120;

export class Search {
	query = $state('');
	hits = $state.raw<readonly SearchHit[]>([]);
	total = $state(0);
	/** The query the hits answer; differs from `query` while an answer is awaited. */
	answered = $state('');
	problem = $state.raw<Refusal | null>(null);
	#asking: AbortController | null = null;
	#pause: ReturnType<typeof setTimeout> | undefined;

	/** Whether victims and witnesses are searched too, and for what to give the reason; null: never. */
	people = $state.raw<SearchResult['people'] | null>(null);

	constructor(readonly api: Pick<NetworkApi, 'search' | 'justify'>) {}

	/** Asks after a short pause in typing; an empty query clears the list at once. */
	type(query: string): void {
		this.query = query;
		clearTimeout(this.#pause);
		this.#asking?.abort();
		if (query.trim() === '') this.#show('', { hits: [], total: 0 });
		else this.#pause = setTimeout(() => void this.#ask(query, limit), pauseMs);
	}

	/** Enter: asks at once. */
	submit(): Promise<void> {
		clearTimeout(this.#pause);
		return this.query.trim() === '' ? Promise.resolve() : this.#ask(this.query, limit);
	}

	more(): Promise<void> {
		return this.#ask(this.query, this.hits.length + 50);
	}

	/** Gives the reason to find victims and witnesses by this very text, and asks again. */
	async justify(reason: Reason): Promise<void> {
		if (!this.people) return;
		const { query } = this;
		try {
			await this.api.justify(this.people.about, reason);
		} catch (error) {
			this.problem = refusalOf(error);
			return;
		}
		if (this.query === query) await this.#ask(query, limit);
	}

	stop(): void {
		clearTimeout(this.#pause);
		this.#asking?.abort();
	}

	#show(query: string, { hits, total, people }: SearchResult): void {
		this.hits = hits;
		this.total = total;
		this.people = people ?? null;
		this.answered = query;
		this.problem = null;
	}

	async #ask(query: string, count: number): Promise<void> {
		this.#asking?.abort();
		const asking = new AbortController();
		this.#asking = asking;
		try {
			const { signal } = asking;
			const found = await this.api.search(query.trim(), { limit: count, signal });
			if (!signal.aborted) this.#show(query, found);
		} catch (error) {
			if (asking.signal.aborted) return;
			this.problem = refusalOf(error);
			this.answered = query;
		}
	}
}
