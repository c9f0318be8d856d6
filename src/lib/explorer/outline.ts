/**
 * A drawing without its contents: which entities and claims, how they came, where they stand. A tab
 * keeps it over a reload, another page or another language; names, claims and markings are asked for
 * again, so that what has changed or been withdrawn meanwhile shows as it is now.
 */
import * as v from 'valibot';
import { claimTypeNames } from '#lib/domain/claim-types.ts';
import { cutWithout, type NetworkClaim, type NetworkNode } from '#lib/domain/subgraph.ts';
import type { Filter } from './filter.ts';
import { keptFilter, KeptFilter } from './kept-filter.ts';
import type { Places } from './layout/places.ts';
import { pruned, type Scene } from './scene.ts';
import type { Selection } from './selection.svelte.ts';
import { accents } from './touches.ts';

/** What the server takes of ids, and what a drawing can be: storage is the reader's to change. */
const most = 10_000;
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const ids = v.pipe(v.array(id), v.maxLength(10 * most));
const coordinate = v.pipe(v.number(), v.minValue(-1e5), v.maxValue(1e5));
const Outline = v.object({
	bringers: v.array(
		v.object({
			kind: v.picklist(['open', 'expand', 'path', 'keep']),
			anchor: v.string(),
			type: v.nullable(v.picklist(claimTypeNames)),
			direction: v.nullable(v.picklist(['out', 'in'])),
			limit: v.number(),
			nodes: ids,
			claims: ids,
			cut: v.nullable(
				v.object({
					shown: v.number(),
					total: v.number(),
					reason: v.picklist(['limit', 'hops'])
				})
			)
		})
	),
	hidden: ids,
	path: v.nullable(
		v.object({ from: v.string(), to: v.string(), ways: v.number(), nodes: ids, claims: ids })
	),
	filter: v.optional(KeptFilter),
	/** Everything selected; of it, the one whose card was open. */
	chosen: v.optional(ids, []),
	selected: v.nullable(v.string()),
	selectedLine: v.nullable(v.string()),
	places: v.array(v.tuple([id, coordinate, coordinate])),
	pinned: ids,
	colours: v.optional(v.array(v.tuple([id, v.picklist(accents)])), []),
	groups: v.optional(
		v.array(
			v.object({
				id: v.pipe(v.string(), v.regex(/^group \d{1,6}$/)),
				name: v.pipe(v.string(), v.maxLength(80)),
				members: ids,
				folded: v.boolean()
			})
		),
		[]
	)
});
export type Outline = v.InferOutput<typeof Outline>;

/** What was kept, if it still is an outline with something in it. */
export function outlineIn(kept: unknown): Outline | undefined {
	const parsed = v.safeParse(Outline, kept);
	if (!parsed.success) return undefined;
	const drawn = nodesIn(parsed.output).length;
	return drawn > 0 && drawn <= most ? parsed.output : undefined;
}

export const nodesIn = ({ bringers }: Pick<Outline, 'bringers'>): string[] => [
	...new Set(bringers.flatMap((step) => step.nodes))
];

export function outlineOf(
	scene: Scene,
	{ filter, selection, places }: { filter: Filter; selection: Selection; places: Places }
): Outline {
	return {
		bringers: scene.bringers.map((step) => ({
			...step,
			nodes: [...step.nodes],
			claims: [...step.claims],
			cut: step.cut && { ...step.cut }
		})),
		hidden: [...scene.hidden],
		path: scene.path && {
			...scene.path,
			nodes: [...scene.path.nodes],
			claims: [...scene.path.claims]
		},
		filter: keptFilter(filter),
		chosen: [...selection.ids],
		selected: selection.last,
		selectedLine: selection.line,
		places: [...scene.nodes.keys(), ...scene.touches.groups.map(({ id }) => id)].flatMap((id) => {
			const point = places.points.get(id);
			return point ? [[id, point.x, point.y] satisfies [string, number, number]] : [];
		}),
		pinned: [...scene.touches.pinned],
		colours: [...scene.touches.colours],
		groups: scene.touches.groups.map((group) => ({ ...group, members: [...group.members] }))
	};
}

/** The scene an outline describes, of what is still there; claims that have come since join it. */
export function sceneFrom(
	outline: Outline,
	nodes: readonly NetworkNode[],
	claims: readonly NetworkClaim[]
): Scene {
	const there = new Set(nodes.map((node) => node.id));
	const [first, ...rest] = outline.bringers
		.map((step) => {
			const nodes = step.nodes.filter((id) => there.has(id));
			return { ...step, nodes, cut: cutWithout(step.cut, step.nodes.length - nodes.length) };
		})
		.filter((step) => step.nodes.length > 0);
	// A step that brought claims alone is not among these; its claims stay with the first.
	const known = new Set([first, ...rest].flatMap((step) => step?.claims ?? []));
	const fresh = claims.filter(({ id }) => !known.has(id)).map(({ id }) => id);
	return pruned({
		nodes: new Map(nodes.map((node) => [node.id, node])),
		claims: new Map(claims.map((claim) => [claim.id, claim])),
		bringers: first ? [{ ...first, claims: [...first.claims, ...fresh] }, ...rest] : [],
		hidden: new Set(outline.hidden),
		path: outline.path,
		touches: {
			pinned: new Set(outline.pinned),
			colours: new Map(outline.colours),
			groups: outline.groups
		}
	});
}
