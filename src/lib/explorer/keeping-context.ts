/** How a card, deep in the page, opens the windows of `Keeping.svelte` and stars what it shows. */
import { createContext } from 'svelte';
import type { NetworkNode, Note } from '#lib/domain/subgraph.ts';

export interface KeepingHands {
	add(): void;
	rewrite(note: Note): void;
	star(node: NetworkNode): void;
	isStarred(id: string): boolean;
}

export const [keepingHands, provideKeeping] = createContext<KeepingHands>();
