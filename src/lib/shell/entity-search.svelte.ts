/** Search as you type over the network: one question at a time, the last one wins. */
import type { SearchResult } from '#lib/domain/subgraph.ts';

const pauseMs = 120;
const shortest = 2;

export class EntitySearch {
	result = $state.raw<SearchResult | null>(null);
	state = $state<'idle' | 'asking' | 'failed'>('idle');
	/** What `result` answers. */
	query = $state('');
	#asking: AbortController | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;
	readonly #onfail: () => void;

	constructor(onfail: () => void) {
		this.#onfail = onfail;
	}

	ask(text: string): void {
		const query = text.trim();
		clearTimeout(this.#timer);
		this.#asking?.abort();
		if (query.length < shortest) {
			this.result = null;
			this.state = 'idle';
			return;
		}
		this.state = 'asking';
		this.#timer = setTimeout(() => void this.#answer(query), pauseMs);
	}

	async #answer(query: string): Promise<void> {
		const asking = new AbortController();
		this.#asking = asking;
		try {
			const response = await fetch(`/network/search.json?q=${encodeURIComponent(query)}`, {
				signal: asking.signal
			});
			if (!response.ok) throw new Error(`search answered ${response.status}`);
			const result: SearchResult = await response.json();
			this.result = result;
			this.query = query;
			this.state = 'idle';
		} catch {
			// Overtaken by the next question, or no answer: only the second is worth a word.
			if (asking.signal.aborted) return;
			this.result = null;
			this.state = 'failed';
			this.#onfail();
		}
	}
}
