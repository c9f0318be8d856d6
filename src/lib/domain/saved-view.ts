/**
 * A saved view: ids, places, filters, groups and a name, never contents. Whoever opens it by its link
 * is handed what they may see of it, and nothing tells what else was in it: no id, place, colour or
 * member, and no number of them either.
 */
import * as v from 'valibot';
import { sees, type Token } from './audience.ts';
import type { Json } from './draft.ts';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
export const viewEntities = 2_000;
export const SavedForm = v.object({
	name: v.pipe(v.string(), v.trim(), v.minLength(1, 'expected a name'), v.maxLength(120)),
	ids: v.pipe(v.array(id), v.minLength(1), v.maxLength(viewEntities)),
	/** The drawing as the explorer writes it; the explorer checks it again when it is opened. */
	outline: v.custom<Record<string, unknown>>(
		(value) => typeof value === 'object' && value !== null && !Array.isArray(value),
		'expected an object'
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

/**
 * Everything without the ids that `hides`: out of lists, pairs that begin with one, names of
 * properties, and null in place of a single one. `withNames` false: texts of the owner go too.
 */
export function without(value: Json, hides: (id: string) => boolean, withNames: boolean): Json {
	if (typeof value === 'string') return hides(value) ? null : value;
	if (Array.isArray(value))
		return value
			.filter((item) => {
				const first = Array.isArray(item) ? item[0] : item;
				return typeof first !== 'string' || !hides(first);
			})
			.map((item) => without(item, hides, withNames));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).flatMap(([key, item]) =>
			hides(key)
				? []
				: [[key, key === 'name' && !withNames ? '' : without(item, hides, withNames)] as const]
		)
	);
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
