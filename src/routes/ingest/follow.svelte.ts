/** Follows an import while it runs: asks for its state twice a second and keeps its pace. */
import {
	isRunning,
	progressOf,
	written,
	type ImportDetail,
	type Progress
} from '#lib/domain/import-state.ts';

export type Counts = Omit<ImportDetail, 'rejected' | 'warnings'>;

const everyMs = 500;
const patienceMs = 3000;

export class Following {
	counts: Counts;
	isLost = $state(false);
	#seen = $state.raw<{ done: number; at: number } | null>(null);
	#now = $state(0);
	#timer: ReturnType<typeof setTimeout> | undefined;
	readonly #onend: () => void;
	readonly #onlost: () => void;

	constructor(counts: Counts, on: { end: () => void; lost: () => void }) {
		this.counts = $state.raw(counts);
		this.#onend = on.end;
		this.#onlost = on.lost;
	}

	get progress(): Progress {
		return progressOf(this.counts, {
			done: this.#seen?.done ?? 0,
			forMs: this.#seen ? this.#now - this.#seen.at : 0
		});
	}

	/** Starts asking; the returned function stops it. */
	start(): () => void {
		const next = (ms: number) => {
			this.#timer = setTimeout(() => void ask(), ms);
		};
		const ask = async () => {
			const counts = await this.#ask();
			if (this.#timer === undefined) return;
			this.isLost = counts === null;
			if (counts) this.#take(counts);
			else this.#onlost();
			if (counts && !isRunning(counts.state)) this.#onend();
			else next(counts ? everyMs : patienceMs);
		};
		next(everyMs);
		return () => {
			clearTimeout(this.#timer);
			this.#timer = undefined;
		};
	}

	#take(counts: Counts) {
		this.#now = performance.now();
		if (counts.state === 'writing') this.#seen ??= { done: written(counts), at: this.#now };
		this.counts = counts;
	}

	async #ask(): Promise<Counts | null> {
		try {
			const response = await fetch(`/ingest/${encodeURIComponent(this.counts.id)}.json`);
			if (!response.ok) return null;
			const counts: Counts = await response.json();
			return counts;
		} catch {
			// No answer: the import goes on at the server, and this page asks again.
			return null;
		}
	}
}
