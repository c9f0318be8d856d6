/**
 * What is drawn, as an immutable value, and the only ways it may change. Every step that brings
 * something in remembers what it brought, so collapsing one entity takes away exactly what nothing
 * else had brought, and each step can be undone.
 */
import type { ClaimType } from '#lib/domain/claim-types.ts';
import type { Cut, NetworkClaim, NetworkNode } from '#lib/domain/subgraph.ts';
import { noTouches, touched, touchesOn, type Touch, type Touches } from './touches.ts';

export type Direction = 'out' | 'in';

/** One step that brought entities and claims in, and what it could not bring. */
export interface Bringer {
	kind: 'open' | 'expand' | 'path' | 'keep';
	anchor: string;
	/** Of an expansion: null means every type, or both directions. */
	type: ClaimType | null;
	direction: Direction | null;
	limit: number;
	nodes: readonly string[];
	claims: readonly string[];
	cut: Cut | null;
}

export interface DrawnPath {
	from: string;
	to: string;
	/** How many paths are as short, this one among them. */
	ways: number;
	/** In walking order, `from` first. */
	nodes: readonly string[];
	claims: readonly string[];
}

export interface Scene {
	/** Everything some bringer brought, hidden or not. */
	nodes: ReadonlyMap<string, NetworkNode>;
	claims: ReadonlyMap<string, NetworkClaim>;
	bringers: readonly Bringer[];
	/** Taken off the drawing by hand. */
	hidden: ReadonlySet<string>;
	path: DrawnPath | null;
	touches: Touches;
}

export interface Drawn {
	nodes: readonly NetworkNode[];
	claims: readonly NetworkClaim[];
}

export type Command =
	| { do: 'open'; node: NetworkNode; between: readonly NetworkClaim[] }
	| {
			do: 'expand';
			anchor: string;
			type: ClaimType | null;
			direction: Direction | null;
			limit: number;
			nodes: readonly NetworkNode[];
			claims: readonly NetworkClaim[];
			cut: Cut | null;
	  }
	| { do: 'collapse'; entity: string }
	| { do: 'hide'; ids: readonly string[] }
	| { do: 'only'; ids: readonly string[] }
	| { do: 'reveal' }
	| {
			do: 'path';
			from: string;
			to: string;
			ways: number;
			/** In walking order. */
			steps: readonly NetworkNode[];
			claims: readonly NetworkClaim[];
			/** Claims that join the path to what was drawn before. */
			between: readonly NetworkClaim[];
	  }
	/** Claims between drawn entities that were not there before, and entities with them. */
	| {
			do: 'join';
			/** Entities that come with them. */
			nodes?: readonly NetworkNode[];
			claims: readonly NetworkClaim[];
	  }
	| { do: 'leave-path' }
	| { do: 'clear' }
	| Touch;

export const emptyScene: Scene = {
	nodes: new Map(),
	claims: new Map(),
	bringers: [],
	hidden: new Set(),
	path: null,
	touches: noTouches
};

const sameStep = (a: Bringer, b: Bringer) =>
	a.kind === b.kind && a.anchor === b.anchor && a.type === b.type && a.direction === b.direction;

/** Adds a step, or puts it in place of the same step taken before with another limit. */
function withBringer(bringers: readonly Bringer[], added: Bringer): Bringer[] {
	const at = bringers.findIndex((known) => sameStep(known, added));
	return at < 0 ? [...bringers, added] : bringers.with(at, added);
}

/** Forgets what no step accounts for any more. */
export function pruned(scene: Scene): Scene {
	const nodeIds = new Set(scene.bringers.flatMap((step) => step.nodes));
	const claimIds = new Set(scene.bringers.flatMap((step) => step.claims));
	const nodes = new Map([...scene.nodes].filter(([id]) => nodeIds.has(id)));
	const claims = new Map(
		[...scene.claims].filter(
			([id, claim]) => claimIds.has(id) && nodes.has(claim.from) && nodes.has(claim.to)
		)
	);
	const hidden = new Set([...scene.hidden].filter((id) => nodes.has(id)));
	const path = scene.path?.nodes.every((id) => nodes.has(id)) ? scene.path : null;
	return { ...scene, nodes, claims, hidden, path, touches: touchesOn(scene.touches, nodes) };
}

function brought(
	scene: Scene,
	step: Omit<Bringer, 'nodes' | 'claims'>,
	nodes: readonly NetworkNode[],
	claims: readonly NetworkClaim[]
): Scene {
	const known = new Map(scene.nodes);
	for (const node of nodes) known.set(node.id, node);
	const knownClaims = new Map(scene.claims);
	for (const claim of claims) knownClaims.set(claim.id, claim);
	const bringer: Bringer = {
		...step,
		nodes: nodes.map((node) => node.id),
		claims: claims.map((claim) => claim.id)
	};
	return pruned({
		...scene,
		nodes: known,
		claims: knownClaims,
		bringers: withBringer(scene.bringers, bringer)
	});
}

const without = (set: ReadonlySet<string>, ids: readonly string[]): ReadonlySet<string> =>
	ids.some((id) => set.has(id)) ? new Set([...set].filter((id) => !ids.includes(id))) : set;

function collapse(scene: Scene, entity: string): Scene {
	const node = scene.nodes.get(entity);
	if (!node || !isExpanded(scene, entity)) return scene;
	const bringers = scene.bringers.filter(
		(step) => !(step.kind === 'expand' && step.anchor === entity)
	);
	if (!bringers.some((step) => step.nodes.includes(entity))) {
		bringers.push({ ...keep, anchor: entity, nodes: [entity] });
	}
	return pruned({ ...scene, bringers });
}

function hide(scene: Scene, ids: readonly string[]): Scene {
	const going = new Set(ids.filter((id) => scene.nodes.has(id) && !scene.hidden.has(id)));
	if (going.size === 0) return scene;
	const broken = scene.path?.nodes.some((id) => going.has(id)) ?? false;
	return {
		...scene,
		hidden: new Set([...scene.hidden, ...going]),
		path: broken ? null : scene.path
	};
}

const keep: Omit<Bringer, 'anchor' | 'nodes'> = {
	kind: 'keep',
	type: null,
	direction: null,
	limit: 1,
	claims: [],
	cut: null
};

/** The scene after a command; the same object when the command changes nothing. */
export function apply(scene: Scene, command: Command): Scene {
	switch (command.do) {
		case 'open': {
			const { id } = command.node;
			if (scene.nodes.has(id) && !scene.hidden.has(id)) return scene;
			const shown = { ...scene, hidden: without(scene.hidden, [id]) };
			const step = { ...keep, kind: 'open' as const, anchor: id };
			return brought(shown, step, [command.node], command.between);
		}
		case 'expand': {
			const { anchor, type, direction, limit, cut } = command;
			const start = scene.nodes.get(anchor);
			if (!start) return scene;
			const nodes = [start, ...command.nodes.filter((node) => node.id !== anchor)];
			const step = { kind: 'expand' as const, anchor, type, direction, limit, cut };
			return brought(scene, step, nodes, command.claims);
		}
		case 'collapse':
			return collapse(scene, command.entity);
		case 'hide':
			return hide(scene, command.ids);
		case 'only': {
			const stay = new Set(command.ids);
			const others = [...scene.nodes.keys()].filter((id) => !stay.has(id));
			return others.length === scene.nodes.size ? scene : hide(scene, others);
		}
		case 'reveal':
			return scene.hidden.size === 0 ? scene : { ...scene, hidden: new Set() };
		case 'path': {
			const { from, to, ways, steps, claims, between } = command;
			const ids = steps.map((node) => node.id);
			const path = { from, to, ways, nodes: ids, claims: claims.map((claim) => claim.id) };
			const shown = { ...scene, hidden: without(scene.hidden, ids) };
			const step = { ...keep, kind: 'path' as const, anchor: `${from} ${to}`, limit: steps.length };
			return { ...brought(shown, step, steps, [...claims, ...between]), path };
		}
		case 'join': {
			const { nodes = [] } = command;
			const arriving = nodes.filter(({ id }) => !scene.nodes.has(id) || scene.hidden.has(id));
			const here = new Set([...scene.nodes.keys(), ...arriving.map(({ id }) => id)]);
			const fresh = command.claims.filter(
				({ id, from, to }) => !scene.claims.has(id) && here.has(from) && here.has(to)
			);
			if (fresh.length + arriving.length === 0) return scene;
			const [first] = [...fresh, ...arriving];
			const step = { ...keep, anchor: `join ${first?.id ?? ''} ${fresh.length}` };
			const hidden = without(
				scene.hidden,
				arriving.map(({ id }) => id)
			);
			return brought({ ...scene, hidden }, step, arriving, fresh);
		}
		case 'leave-path':
			return scene.path === null ? scene : { ...scene, path: null };
		case 'clear':
			return scene.bringers.length === 0 ? scene : emptyScene;
		default: {
			const touches = touchesOn(touched(scene.touches, command), scene.nodes);
			return touches === scene.touches ? scene : { ...scene, touches };
		}
	}
}

/** What is on the drawing: everything brought, without what was hidden. Lines keep both ends. */
export function drawn(scene: Scene): Drawn {
	if (scene.hidden.size === 0) {
		return { nodes: [...scene.nodes.values()], claims: [...scene.claims.values()] };
	}
	return {
		nodes: [...scene.nodes.values()].filter((node) => !scene.hidden.has(node.id)),
		claims: [...scene.claims.values()].filter(
			(claim) => !scene.hidden.has(claim.from) && !scene.hidden.has(claim.to)
		)
	};
}

export const isExpanded = (scene: Scene, entity: string): boolean =>
	scene.bringers.some((step) => step.kind === 'expand' && step.anchor === entity);

/** Expansions of one entity that are on the drawing. */
export const expansionsOf = (scene: Scene, entity: string): readonly Bringer[] =>
	scene.bringers.filter((step) => step.kind === 'expand' && step.anchor === entity);

/** Steps that brought less than there is, newest first. */
export const cutsOf = (scene: Scene): readonly (Bringer & { cut: Cut })[] =>
	scene.bringers.filter((step): step is Bringer & { cut: Cut } => step.cut !== null).toReversed();
