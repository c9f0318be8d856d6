/** The family filter: what of the scene is shown, and how much of each family there is. */
import { families, familyOf, type Family } from '#lib/domain/kinds.ts';
import type { NetworkNode } from '#lib/domain/subgraph.ts';
import type { Drawn } from './scene.ts';

export type Off = ReadonlySet<Family>;

export const nothingOff: Off = new Set();

export const offOf = (families: readonly Family[]): Off => new Set(families);

export const toggled = (off: Off, family: Family): Off =>
	off.has(family) ? on(off, family) : new Set([...off, family]);

export const on = (off: Off, family: Family): Off =>
	new Set([...off].filter((other) => other !== family));

export interface Shown extends Drawn {
	byId: ReadonlyMap<string, NetworkNode>;
}

export function shown({ nodes, claims }: Drawn, off: Off): Shown {
	const kept = off.size === 0 ? nodes : nodes.filter((node) => !off.has(familyOf(node.kind)));
	const byId = new Map(kept.map((node) => [node.id, node]));
	return {
		nodes: kept,
		claims:
			off.size === 0 ? claims : claims.filter(({ from, to }) => byId.has(from) && byId.has(to)),
		byId
	};
}

export interface FamilyCount {
	family: Family;
	count: number;
}

/** How many entities of each family, families that have none left out. */
export function familyCounts(nodes: readonly NetworkNode[]): FamilyCount[] {
	const found = new Map<Family, number>();
	for (const { kind } of nodes) {
		const family = familyOf(kind);
		found.set(family, (found.get(family) ?? 0) + 1);
	}
	return families.flatMap((family) => {
		const count = found.get(family);
		return count ? [{ family, count }] : [];
	});
}
