/**
 * Whether the graph store answers. While it does not, asks every few seconds and says so once it is
 * back; otherwise looks every half minute while the tab is in view. A page whose own request failed
 * calls `storeHealth().check()` so that the banner does not wait.
 */
import { createContext } from 'svelte';

export type Answer = 'well' | 'store' | 'server';

async function ask(fetch: typeof globalThis.fetch): Promise<Answer> {
	try {
		const response = await fetch('/health.json', { headers: { accept: 'application/json' } });
		if (response.ok) return 'well';
		return response.status === 503 ? 'store' : 'server';
	} catch {
		// No answer at all: the server itself is away, or the network is.
		return 'server';
	}
}

const retryMs = 3000;
const restMs = 30_000;
const newsMs = 6000;

export class StoreHealth {
	/** What does not answer, if anything. */
	answer = $state<Answer>('well');
	/** True for some seconds after it came back. */
	isBack = $state(false);
	#timer: ReturnType<typeof setTimeout> | undefined;
	readonly #onback: () => void;

	constructor(answer: Answer, onback: () => void) {
		this.answer = answer;
		this.#onback = onback;
	}

	/** Looks now, and then at its own pace until the returned function is called. */
	watch(): () => void {
		const wake = () => {
			if (document.visibilityState === 'visible') void this.check();
		};
		document.addEventListener('visibilitychange', wake);
		this.#plan();
		return () => {
			document.removeEventListener('visibilitychange', wake);
			clearTimeout(this.#timer);
			this.#timer = undefined;
		};
	}

	async check(): Promise<Answer> {
		const before = this.answer;
		this.answer = await ask(globalThis.fetch);
		if (before !== 'well' && this.answer === 'well') {
			this.isBack = true;
			setTimeout(() => (this.isBack = false), newsMs);
			this.#onback();
		}
		if (this.#timer !== undefined) this.#plan();
		return this.answer;
	}

	#plan() {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(
			() => {
				if (document.visibilityState === 'visible' || this.answer !== 'well') void this.check();
				else this.#plan();
			},
			this.answer === 'well' ? restMs : retryMs
		);
	}
}

export const [storeHealth, provideStoreHealth] = createContext<StoreHealth>();
