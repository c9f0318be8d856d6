/**
 * The ids of other objects inside what a record or claim says, and what is left of it without some of
 * them. They are known by their form wherever they stand (`*_ref`, lists, extensions, parts under a
 * granular marking), because a source may put them anywhere. What is left is sound STIX 2.1 again.
 */
import type { Json, JsonObject } from './draft.ts';
import { isStixId } from './stix-id.ts';

/** Every id of a STIX object in some attributes, at any depth. */
export function* referencesIn(value: Json): Generator<string> {
	if (isStixId(value)) yield value;
	else if (typeof value === 'object' && value !== null)
		for (const inside of Object.values(value)) yield* referencesIn(inside);
}

export type Gone = (ref: string) => boolean;

const isObject = (value: Json | undefined): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const isGone = (value: Json | undefined, gone: Gone): boolean => isStixId(value) && gone(value);

/** One of a list that names what is gone says nothing without it, such as a marking of a part. */
const namesGone = (value: Json, gone: Gone): boolean =>
	isGone(value, gone) ||
	(isObject(value) && Object.values(value).some((inside) => isGone(inside, gone)));

/** Undefined where nothing is left. STIX allows no empty list, and no archive that holds nothing. */
function left(value: Json, gone: Gone): Json | undefined {
	if (Array.isArray(value)) {
		if (value.length === 0) return value;
		const kept = value
			.filter((item) => !namesGone(item, gone))
			.map((item) => left(item, gone))
			.filter((item) => item !== undefined);
		return kept.length ? kept : undefined;
	}
	if (!isObject(value)) return isGone(value, gone) ? undefined : value;
	const entries = Object.entries(value);
	if (entries.length === 0) return value;
	const kept = entries.flatMap(([key, inside]): [string, Json][] => {
		const rest = left(inside, gone);
		const isEmptied = key === 'archive-ext' && isObject(rest) && rest.contains_refs === undefined;
		return rest === undefined || isEmptied ? [] : [[key, rest]];
	});
	return kept.length ? Object.fromEntries(kept) : undefined;
}

const topOf = (selector: Json): string => String(selector).split('.')[0] ?? '';

/** Selectors of what stands elsewhere now, or nowhere, would mark something else. */
function selectorsKept(before: JsonObject, after: JsonObject): JsonObject {
	const { granular_markings: markings } = after;
	if (!Array.isArray(markings) || Array.isArray(after.x_faisceau_selected)) return after;
	const isSame = (selector: Json) => {
		const top = topOf(selector);
		return JSON.stringify(before[top]) === JSON.stringify(after[top]);
	};
	const kept = markings.flatMap((marking) => {
		if (!isObject(marking) || !Array.isArray(marking.selectors)) return [marking];
		const selectors = marking.selectors.filter(isSame);
		return selectors.length ? [{ ...marking, selectors }] : [];
	});
	const { granular_markings: _markings, ...rest } = after;
	return kept.length ? { ...rest, granular_markings: kept } : rest;
}

/** The attributes without any reference to what is gone; the same object where none is. */
export function withoutReferences(attributes: JsonObject, gone: Gone): JsonObject {
	if (![...referencesIn(attributes)].some(gone)) return attributes;
	const rest = left(attributes, gone);
	return isObject(rest) ? selectorsKept(attributes, rest) : {};
}

/** STIX 2.1: what an object of a type says at least one of. */
const needed: Readonly<Record<string, readonly string[]>> = {
	'extension-definition': ['created_by_ref'],
	grouping: ['object_refs'],
	'language-content': ['object_ref'],
	'malware-analysis': ['result', 'analysis_sco_refs'],
	'network-traffic': ['src_ref', 'dst_ref'],
	note: ['object_refs'],
	'observed-data': ['object_refs', 'objects'],
	opinion: ['object_refs'],
	process: [
		'is_hidden',
		'pid',
		'created_time',
		'cwd',
		'command_line',
		'environment_variables',
		'opened_connection_refs',
		'creator_user_ref',
		'image_ref',
		'parent_ref',
		'child_refs',
		'extensions'
	],
	report: ['object_refs'],
	sighting: ['sighting_of_ref']
};

/** Whether an object of a type still stands with what is left of its attributes. */
export const stands = (type: string, before: JsonObject, after: JsonObject): boolean => {
	const properties = Object.hasOwn(needed, type) ? (needed[type] ?? []) : [];
	const says = (attributes: JsonObject) =>
		properties.some((property) => attributes[property] !== undefined);
	return says(after) || !says(before);
};
