/** Records and claims that our own export put into the attributes of an object, whole (`export/misp.ts`). */
import type { Draft, JsonObject, Reading } from '#lib/domain/draft.ts';
import { ownRelations, ownTag } from '#lib/domain/misp-export.ts';
import { ownDraftsOf, ownReadings } from '../own-statement.ts';
import { isObject, type Remarks } from '../stix/object.ts';
import { counted } from './drafts.ts';
import { isSet, listIn } from './fields.ts';
import { isChildAbuse, tagsOf } from './marking.ts';

const relations: readonly unknown[] = Object.values(ownRelations);

/** An event that our export made around the objects says nothing of the world. */
export const isOwnEvent = (head: JsonObject): boolean => tagsOf(head).includes(ownTag);

/**
 * The statements of an object, and what stands in it counted; undefined where it holds none, where one was cut or
 * changed, or where somebody deleted it: then its attributes are read like those of others.
 */
export function ownStatements(object: JsonObject, remarks: Remarks): Reading[] | undefined {
	const attributes = listIn(object, 'Attribute').filter(isObject);
	const said = attributes.filter(({ object_relation: relation }) => relations.includes(relation));
	const isTouched = [object, ...attributes].some(
		(each) => isSet(each.deleted) || isChildAbuse(each)
	);
	if (said.length === 0 || isTouched) return undefined;
	const drafts: Draft[] = [];
	for (const { value } of said) {
		const found = typeof value === 'string' ? ownDraftsOf(value, remarks) : undefined;
		if (!found) return undefined;
		drafts.push(...found);
	}
	const parts = [...listIn(object, 'Attribute'), ...listIn(object, 'ObjectReference')];
	return [...parts.map(() => counted), ...ownReadings(drafts)];
}
