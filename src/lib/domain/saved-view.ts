/**
 * A saved view: ids, places, filters, groups and a name, never contents. Whoever opens it by its link
 * is handed what they may see of it, and nothing tells what else was in it: no id, place, colour or
 * member, and no number of them either.
 */
import * as v from 'valibot';
import { isOneLine, oneLine } from './one-line.ts';
import { sees, type Token } from './audience.ts';
import { claimTypeNames } from './claim-types.ts';
import type { Json } from './draft.ts';
import { families, kindNames } from './kinds.ts';
import { cutWithout } from './subgraph.ts';

/** A drawing goes four deep; what goes thousands deep is made to exhaust whoever writes or reads it. */
const deepest = 8;
function isShallow(value: unknown): boolean {
	let level: unknown[] = [value];
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > deepest) return false;
		level = level.flatMap((item): unknown[] =>
			typeof item === 'object' && item !== null ? Object.values(item) : []
		);
	}
	return true;
}

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
export const viewEntities = 2_000;
export const SavedForm = v.object({
	name: v.pipe(
		v.string(),
		v.trim(),
		v.minLength(1, 'expected a name'),
		v.maxLength(120),
		v.check(isOneLine, oneLine)
	),
	ids: v.pipe(v.array(id), v.minLength(1), v.maxLength(viewEntities)),
	/** The drawing as the explorer writes it; the explorer checks it again when it is opened. */
	outline: v.pipe(
		v.custom<Record<string, unknown>>(
			(value) => typeof value === 'object' && value !== null && !Array.isArray(value),
			'expected an object'
		),
		v.check((value) => isShallow(value), `nested deeper than ${deepest}`)
	)
});
export type SavedForm = v.InferOutput<typeof SavedForm>;

export interface SavedView {
	id: string;
	name: string;
	savedAt: string;
}

/** What opening one gives. */
export interface OpenedView {
	/** The owner's; null for others, because a name may tell what they may not know. */
	name: string | null;
	mine: boolean;
	outline: Json;
	/** Entities the reader could see when it was saved, and cannot any more. */
	gone: number;
}

const objectIn = (value: Json | undefined): Record<string, Json> =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
const listIn = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
const textsIn = (value: Json | undefined) =>
	listIn(value).filter((item): item is string => typeof item === 'string');
const wordsOf = (known: readonly string[]) => (value: Json | undefined) =>
	textsIn(value).filter((word) => known.includes(word));
const keptIf = (kind: string, value: Json | undefined, other: Json): Json =>
	typeof value === kind && value !== undefined ? value : other;
const dayIn = (value: Json | undefined) =>
	typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : null;

/** Without the organisations that somebody else filtered by: theirs may be what this reader may not see. */
function filterOf(value: Json | undefined, mine: boolean): Json {
	const filter = objectIn(value);
	const window = objectIn(filter.window);
	return {
		families: wordsOf(families)(filter.families),
		kinds: wordsOf(kindNames)(filter.kinds),
		types: wordsOf(claimTypeNames)(filter.types),
		statements: wordsOf(['fact', 'assessment'])(filter.statements),
		grades: textsIn(filter.grades).filter((grade) => /^[a-z0-9-]{1,20}\/[A-Z][0-9]$/.test(grade)),
		owners: mine ? textsIn(filter.owners) : [],
		window: { from: dayIn(window.from), until: dayIn(window.until) },
		undated: keptIf('boolean', filter.undated, true),
		sources: keptIf('number', filter.sources, 1),
		alone: keptIf('boolean', filter.alone, true),
		degree: keptIf('number', filter.degree, 0)
	};
}

/** A step of its owner's that brought less than there was: how much is theirs alone to know. */
function cutStepIn(step: Record<string, Json>, sees: (id: string) => boolean) {
	const { kind, anchor, type = null, direction = null, limit } = step;
	const { shown, total, reason } = objectIn(step.cut);
	const before = textsIn(step.nodes);
	const nodes = before.filter(sees);
	const isStep =
		kind === 'expand' &&
		typeof anchor === 'string' &&
		nodes.includes(anchor) &&
		(type === null || wordsOf(claimTypeNames)([type]).length > 0) &&
		(direction === null || direction === 'out' || direction === 'in') &&
		typeof limit === 'number';
	const isCut =
		(reason === 'limit' || reason === 'hops') &&
		typeof shown === 'number' &&
		typeof total === 'number';
	if (!isStep || !isCut) return undefined;
	const cut = { ...cutWithout({ shown, total, reason }, before.length - nodes.length) };
	return { kind, anchor, type, direction, limit, nodes, claims: [], cut };
}

/**
 * What a reader is handed of a view: which of the entities they see, where those stand and how they
 * are coloured, grouped and filtered. It is made anew of what is known to be harmless, so that nothing
 * else goes out that was kept beside it: no claim, no way, and no count but the owner's own to the owner.
 * Names are the owner's to read.
 */
export function openedFor(outline: Json, sees: (id: string) => boolean, mine: boolean): Json {
	const kept = objectIn(outline);
	const seen = (value: Json | undefined) => textsIn(value).filter(sees);
	const bringers = listIn(kept.bringers).map(objectIn);
	const cuts = new Map(
		bringers.flatMap((step) => {
			const cut = mine ? cutStepIn(step, sees) : undefined;
			return cut ? [[step, cut]] : [];
		})
	);
	const rest = bringers.filter((step) => !cuts.has(step));
	const nodes = [...new Set(rest.flatMap((step) => seen(step.nodes)))];
	const groups = listIn(kept.groups).flatMap((value) => {
		const { id, name, members, folded } = objectIn(value);
		const those = seen(members);
		return typeof id === 'string' && /^group \d{1,6}$/.test(id) && those.length > 0
			? [
					{
						id,
						name: mine ? keptIf('string', name, '') : '',
						members: those,
						folded: folded === true
					}
				]
			: [];
	});
	const isPlaced = (of: Json | undefined) =>
		typeof of === 'string' && (sees(of) || groups.some(({ id }) => id === of));
	return {
		bringers: [
			{
				kind: 'keep',
				anchor: nodes[0] ?? '',
				type: null,
				direction: null,
				limit: 1,
				nodes,
				claims: [],
				cut: null
			},
			...cuts.values()
		],
		hidden: seen(kept.hidden),
		path: null,
		...(kept.filter === undefined ? {} : { filter: filterOf(kept.filter, mine) }),
		chosen: seen(kept.chosen),
		selected: typeof kept.selected === 'string' && sees(kept.selected) ? kept.selected : null,
		selectedLine: null,
		places: listIn(kept.places).flatMap((place) => {
			const [of, x, y] = listIn(place);
			return isPlaced(of) && typeof x === 'number' && typeof y === 'number'
				? [[of, x, y] as Json]
				: [];
		}),
		pinned: seen(kept.pinned),
		colours: listIn(kept.colours).flatMap((pair) => {
			const [of, colour] = listIn(pair);
			return isPlaced(of) && typeof colour === 'string' && /^[a-z]{1,12}$/.test(colour)
				? [[of, colour] as Json]
				: [];
		}),
		groups
	};
}

/**
 * How many entities this reader misses. Only those count that stood under a token of theirs when the
 * view was saved: what they could never see is not among them, so the number says nothing of it.
 */
export const goneFor = (
	audience: readonly Token[],
	tokens: Readonly<Record<string, readonly Token[]>>,
	visible: ReadonlySet<string>
): number =>
	Object.entries(tokens).filter(([id, then]) => !visible.has(id) && sees(audience, then)).length;
