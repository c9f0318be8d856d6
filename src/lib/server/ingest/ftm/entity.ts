/**
 * An entity of FollowTheMoney as it was parsed: `id`, `schema`, `properties` of lists of texts, and what stands beside
 * them. Entities inside it, in the place of an id, are taken out to be read by themselves. Source: `EntityProxy` of the
 * package followthemoney (`to_dict`), and OpenSanctions' `targets.nested.json`.
 */
import type { Json, JsonObject, Place } from '#lib/domain/draft.ts';
import { isSchema, schemaOf, type Schema } from '#lib/domain/ftm-mapping.ts';
import { isObject, Remarks, shown } from '../stix/object.ts';

export interface Entity {
	at: Place;
	id: string;
	schemaName: string;
	schema: Schema;
	/** The texts of each property, as they are written. */
	texts: ReadonlyMap<string, readonly string[]>;
	/** What stands in a property and is no text. */
	others: JsonObject;
	/** What stands beside the properties. */
	context: JsonObject;
	remarks: Remarks;
}

/** An entity that stood inside another. */
export interface Inner {
	object: JsonObject;
	parent: string;
	/** The property it stood in, where that is none of the parent's own schema. */
	reverse?: string;
}

export type ReadEntity = { entity: Entity; inner: Inner[] } | { problem: string };

/** Ids longer than this are texts in the wrong place. */
const longestId = 1_000;
/** More than this is no statement about each of them, and would not be held. */
const mostLinks = 20_000;

export const isId = (value: Json | undefined): value is string =>
	typeof value === 'string' && value.trim() !== '' && value.length <= longestId;

const isEntity = (value: Json): value is JsonObject & { id: string } =>
	isObject(value) && isId(value.id) && typeof value.schema === 'string';

function problemIn({ id, schema, properties }: JsonObject): string | undefined {
	if (!isId(id)) return `id: expected a text of at most ${longestId} characters, got ${shown(id)}`;
	if (typeof schema !== 'string' || schema === '' || schema.length > 200)
		return `schema: expected the name of a schema, got ${shown(schema)}`;
	if (properties !== undefined && !isObject(properties))
		return `properties: expected an object, got ${shown(properties)}`;
	return undefined;
}

export function entityOf(object: JsonObject, at: Place): ReadEntity {
	const problem = problemIn(object);
	if (problem !== undefined) return { problem };
	const { id, schema: name, properties, ...context } = object;
	const remarks = new Remarks(at, String(id));
	const schemaName = String(name);
	const schema = schemaOf(schemaName);
	if (!isSchema(schemaName))
		remarks.add('schema: not one of FollowTheMoney 4.11; the entity is a concept');
	const texts = new Map<string, string[]>();
	const others: JsonObject = {};
	const inner: Inner[] = [];
	for (const [key, value] of Object.entries(isObject(properties) ? properties : {})) {
		const kept: Json[] = [];
		const said: string[] = [];
		for (const item of Array.isArray(value) ? value : [value]) {
			if (typeof item === 'string') said.push(item);
			else if (isEntity(item)) {
				const isOwn = schema.links.has(key) || schema.is.size === 0;
				inner.push({ object: item, parent: String(id), ...(isOwn ? {} : { reverse: key }) });
				if (isOwn) said.push(item.id);
			} else if (item !== null) kept.push(item);
		}
		const distinct = [...new Set(said)].filter((text) => text !== '');
		if (distinct.length) texts.set(key, distinct);
		if (kept.length) {
			others[key] = kept.length === 1 ? (kept[0] ?? null) : kept;
			remarks.add(`properties.${key}: expected texts, got ${shown(kept[0])}; it is kept as it is`);
		}
	}
	const named = [...schema.links.keys(), ...schema.forms.keys()];
	if (named.reduce((sum, key) => sum + (texts.get(key)?.length ?? 0), 0) > mostLinks)
		return { problem: `properties: they name more than ${mostLinks} other entities` };
	return {
		entity: { at, id: String(id), schemaName, schema, texts, others, context, remarks },
		inner
	};
}

export const textsOf = ({ texts }: Entity, property: string): readonly string[] =>
	texts.get(property) ?? [];

/** The one text of a property; undefined where there is none, or more than one. */
export function oneOf(entity: Entity, property: string): string | undefined {
	const [first, ...others] = textsOf(entity, property);
	return others.length ? undefined : first;
}

/** The texts of the first of some properties that has any. */
export const firstOf = (entity: Entity, properties: readonly string[]): readonly string[] =>
	properties.map((property) => textsOf(entity, property)).find(({ length }) => length > 0) ?? [];
