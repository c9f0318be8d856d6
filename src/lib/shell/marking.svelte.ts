/**
 * What the marking band states. A page tells what it shows in one of two ways, or both:
 *
 *     return { …, marking: summarise(items) }      in its load: on the first byte, without JavaScript
 *     showMarking(() => network.visible)           in its component: follows what changes on screen
 *
 * `showMarking` takes a function so that the band follows it; it stops when the component goes.
 */
import { createContext, onDestroy } from 'svelte';
import { summarise, type Marked, type MarkingSummary } from './screen-marking.ts';

export class ScreenMarking {
	#views = $state.raw<readonly (() => readonly Marked[])[]>([]);
	readonly summary: MarkingSummary = $derived(summarise(this.#views.flatMap((view) => view())));

	/** Counts what `view` returns as shown until the returned function is called. */
	show(view: () => readonly Marked[]): () => void {
		this.#views = [...this.#views, view];
		return () => {
			this.#views = this.#views.filter((other) => other !== view);
		};
	}
}

export const [screenMarking, provideScreenMarking] = createContext<ScreenMarking>();

export function showMarking(view: () => readonly Marked[]): void {
	onDestroy(screenMarking().show(view));
}
