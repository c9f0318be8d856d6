/**
 * One audit entry as it is kept, and the exact text that its leaf is the hash of: whoever holds an
 * entry and a proof can check it without this program (docs/verify-proof.mjs).
 */
import * as v from 'valibot';
import { canonical } from './canonical.ts';

/** As the graph keeps it; `detail` is canonical JSON. */
export const StoredEntry = v.object({
	seq: v.number(),
	id: v.string(),
	at: v.string(),
	action: v.string(),
	operation: v.string(),
	actor: v.string(),
	organisation: v.string(),
	outcome: v.string(),
	subjects: v.array(v.string()),
	detail: v.string(),
	leaf: v.string()
});
export type StoredEntry = v.InferOutput<typeof StoredEntry>;

const Detail = v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]));
export type Detail = v.InferOutput<typeof Detail>;

/** The small facts of an entry; throws on what is none. */
export const detailOf = ({ detail }: Pick<StoredEntry, 'detail'>): Detail =>
	v.parse(Detail, JSON.parse(detail));

/** The text that stands behind the leaf: everything but the leaf itself. */
export function contentOf({
	leaf: _,
	...entry
}: Omit<StoredEntry, 'leaf'> & { leaf?: string }): string {
	return canonical({ ...entry, detail: detailOf(entry) });
}
