/** Which tours are still to be shown; what the account has ended is kept on the server. */
import type { Tour } from '#lib/domain/tours.ts';

async function keepEnded(ended: Tour): Promise<void> {
	try {
		await fetch('/tours.json', {
			method: 'PUT',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ ended })
		});
	} catch {
		// No answer: the tour is shown once more next time, and nothing else is lost.
	}
}

export class Tours {
	#ended: readonly Tour[] = $state.raw([]);

	constructor(ended: readonly Tour[]) {
		this.#ended = ended;
	}

	isOpen(tour: Tour): boolean {
		return !this.#ended.includes(tour);
	}

	end(tour: Tour): void {
		this.#ended = [...this.#ended, tour];
		void keepEnded(tour);
	}

	/** Shows one again, here and now; the others stay ended. */
	restart(tour: Tour): void {
		this.#ended = this.#ended.filter((other) => other !== tour);
	}
}
