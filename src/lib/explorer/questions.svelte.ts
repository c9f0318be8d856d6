/**
 * What the page asks of the server, one thing at a time and in the order it was asked for. Failures
 * are shown, not thrown: what is drawn stays as it is.
 */
import { Refusal } from './api.ts';

/** Any failure as the page shows it. */
export const refusalOf = (error: unknown): Refusal =>
	error instanceof Refusal ? error : new Refusal(0, '', null, { cause: error });

export class Questions {
	/** What is being fetched, in words; null when nothing is. */
	busy = $state.raw<string | null>(null);
	problem = $state.raw<Refusal | null>(null);
	#queue: Promise<void> = Promise.resolve();

	ask(what: string, work: () => Promise<void>): Promise<void> {
		const run = async () => {
			this.busy = what;
			this.problem = null;
			try {
				await work();
			} catch (error) {
				this.problem = refusalOf(error);
			} finally {
				this.busy = null;
			}
		};
		this.#queue = this.#queue.then(run);
		return this.#queue;
	}
}
