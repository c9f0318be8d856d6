/** How a card, deep in the page, opens the windows of `Keeping.svelte`. */
import { createContext } from 'svelte';
import type { Note } from '#lib/domain/subgraph.ts';

export interface KeepingHands {
	add(): void;
	rewrite(note: Note): void;
}

export const [keepingHands, provideKeeping] = createContext<KeepingHands>();
