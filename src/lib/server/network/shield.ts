/**
 * Victims and witnesses before a reason was given for them: a label in place of their name, on every
 * drawing, list, path and card alike. It is made of the entity's keyed id and nothing else, so it tells
 * nothing of the name, and colleagues who see the same person say the same label. Every record of theirs
 * is held back with it, also one that does not say itself what they are.
 */
import { createHash } from 'node:crypto';
import { shieldedAs, type Shielded } from '#lib/domain/restricted.ts';
import type { RecordRow } from './queries.ts';
import type { Reading } from './reading.ts';

/** What a page calls somebody whose name is held back; `tag` is theirs alone. */
export type Nameless = (as: Shielded, tag: string) => string;

export const plainly: Nameless = (as, tag) => `${as} ${tag}`;

/** Six letters: among a thousand people on one drawing two share them once in thirty-three drawings. */
const tagOf = (entity: string) => createHash('sha256').update(entity).digest('hex').slice(0, 6);

/** A record as it may be named; without a reason it carries the label, and nothing that identifies. */
export interface NamedRecord extends RecordRow {
	/** Of a victim or witness, named or not. */
	shielded?: true;
	nameless?: true;
}

/** Puts the label in place of what names the shielded ones of some entities. */
export async function shielded(
	{ reasons, nameless = plainly }: Reading,
	groups: ReadonlyMap<string, RecordRow[]>
): Promise<Map<string, NamedRecord[]>> {
	const people = new Map(
		[...groups].flatMap(([id, [first, ...rest]]) => {
			const as = first && shieldedAs(first.kind, [first, ...rest]);
			return as ? [[id, as] as const] : [];
		})
	);
	if (people.size === 0) return new Map(groups);
	const given = (await reasons?.([...people.keys()])) ?? new Set();
	return new Map(
		[...groups].map(([id, records]) => {
			const as = people.get(id);
			if (!as) return [id, records];
			if (given.has(id))
				return [id, records.map((record) => ({ ...record, shielded: true as const }))];
			const names = [nameless(as, tagOf(id))];
			const bare = { ref: '', shielded: true, nameless: true } as const;
			return [id, records.map((record) => ({ ...record, ...bare, names, identifiers: [] }))];
		})
	);
}
