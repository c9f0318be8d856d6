/**
 * Folded groups: their members are drawn as one mark, and lines end there. What is said of a line
 * between two groups is counted over all its claims, so that two lines of one source stay one source.
 */
import { familyOf } from '#lib/domain/kinds.ts';
import { strictestTlp } from '#lib/domain/marking.ts';
import type { NetworkClaim, NetworkNode } from '#lib/domain/subgraph.ts';
import type { Drawn } from './scene.ts';
import type { Group } from './touches.ts';

/** A group of which something is drawn, with those of its members that are. */
export interface DrawnGroup extends Omit<Group, 'members'> {
	members: readonly NetworkNode[];
}

export interface Folded extends Drawn {
	groups: readonly DrawnGroup[];
	/** The group that stands for an entity, for those whose group is folded. */
	within: ReadonlyMap<string, string>;
}

const nobody: ReadonlyMap<string, string> = new Map();

const markOf = ({ id, name, members }: DrawnGroup): NetworkNode | undefined => {
	const [first] = members;
	if (!first) return undefined;
	return {
		...first,
		id,
		name,
		degree: members.length,
		tlp: strictestTlp(members.map((node) => node.tlp)) ?? first.tlp,
		dataSubject: undefined,
		revoked: false
	};
};

/** True when all members are of one family, whose shape the folded group then keeps. */
export const isOfOneFamily = ({ members }: DrawnGroup): boolean =>
	new Set(members.map(({ kind }) => familyOf(kind))).size === 1;

export function fold({ nodes, claims }: Drawn, groups: readonly Group[]): Folded {
	if (groups.length === 0) return { nodes, claims, groups: [], within: nobody };
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const drawn = groups.flatMap((group): DrawnGroup[] => {
		const members = group.members.flatMap((id) => byId.get(id) ?? []);
		return members.length === 0 ? [] : [{ ...group, members }];
	});
	const folded = drawn.filter((group) => group.folded);
	if (folded.length === 0) return { nodes, claims, groups: drawn, within: nobody };
	const within = new Map(
		folded.flatMap((group) => group.members.map(({ id }) => [id, group.id] as const))
	);
	const end = (id: string) => within.get(id) ?? id;
	return {
		nodes: [
			...nodes.filter(({ id }) => !within.has(id)),
			...folded.flatMap((group) => markOf(group) ?? [])
		],
		claims: claims.flatMap((claim): NetworkClaim[] => {
			const [from, to] = [end(claim.from), end(claim.to)];
			if (from === claim.from && to === claim.to) return [claim];
			return from === to ? [] : [{ ...claim, from, to }];
		}),
		groups: drawn,
		within
	};
}
