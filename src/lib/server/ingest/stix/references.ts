/**
 * References inside an object (`*_ref`, `*_refs` at any depth, extensions included): each says that
 * two things are related, so each becomes a claim. Those about authorship and markings do not.
 */
import type { Json, JsonObject } from '#lib/domain/draft.ts';
import {
	claimOfReference,
	provenanceReferences,
	type Direction
} from '#lib/domain/stix-mapping.ts';
import { predefinedTlp } from '#lib/domain/stix-markings.ts';
import { isObject, isStixId, shown, typeOfId, type Remarks } from './object.ts';

export interface Reference extends Direction {
	/** Property the reference stands in: the claim's word. */
	property: string;
	/** What, besides the object's id, tells this claim from the object's others. */
	key: string;
	path: (string | number)[];
}

/** Relationships are claims, not things: a report may list them, and its attributes keep that list. */
const isThing = (id: string): boolean => typeOfId(id) !== 'relationship' && !predefinedTlp(id);

/** Every reference to a thing, each property and target once, in the order of the object. */
export function referencesOf(object: JsonObject, remarks: Remarks): Reference[] {
	const id = String(object.id);
	const found = new Map<string, Reference>();
	const add = (property: string, target: Json, path: (string | number)[]) => {
		if (!isStixId(target)) {
			remarks.add(`${property}: expected a STIX id, got ${shown(target)}`);
			return;
		}
		const key = `${property}#${target}`;
		if (!isThing(target) || found.has(key)) return;
		found.set(key, { property, key, path, ...claimOfReference(property, id, target) });
	};
	walk(object, [], add, remarks);
	return [...found.values(), ...communications(object)];
}

/** Depth is bounded by the splitter, so the call stack is. */
function walk(
	value: JsonObject,
	path: (string | number)[],
	add: (property: string, target: Json, path: (string | number)[]) => void,
	remarks: Remarks
): void {
	for (const key of Object.keys(value)) {
		if (provenanceReferences.has(key)) continue;
		const item = value[key];
		if (item === undefined || item === null) continue;
		if (key.endsWith('_ref')) add(key, item, [...path, key]);
		else if (key.endsWith('_refs')) {
			if (!Array.isArray(item)) remarks.add(`${key}: expected a list, got ${shown(item)}`);
			else item.forEach((target, index) => add(key, target, [...path, key, index]));
		} else if (Array.isArray(item)) {
			for (const [index, entry] of item.entries())
				if (isObject(entry)) walk(entry, [...path, key, index], add, remarks);
		} else if (isObject(item)) walk(item, [...path, key], add, remarks);
	}
}

/**
 * Traffic and messages say who communicated with whom; as claims between the ends themselves this
 * shows in the network without the message in between.
 */
function communications(object: JsonObject): Reference[] {
	const type = String(object.type);
	const ends: { from: Json | undefined; to: Json[]; property: string } | undefined =
		type === 'network-traffic'
			? { from: object.src_ref, to: [object.dst_ref ?? null], property: 'src_ref' }
			: type === 'email-message'
				? {
						from: object.from_ref,
						to: ['to_refs', 'cc_refs', 'bcc_refs'].flatMap((key) => listOf(object[key])),
						property: 'from_ref'
					}
				: undefined;
	if (!ends || !isStixId(ends.from)) return [];
	const { from, property } = ends;
	const targets = new Set(ends.to.filter(isStixId));
	return [...targets].map((to) => ({
		property: type,
		key: `${type}#${to}`,
		path: [property],
		type: 'COMMUNICATED_WITH',
		from,
		to
	}));
}

const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
