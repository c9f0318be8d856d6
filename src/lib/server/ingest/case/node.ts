/**
 * Nodes of JSON-LD as CASE and UCO write them: names go by module and word (`observable/URL`), whatever prefix or
 * release of the ontology a file gives them. Only the prefixes of the file's own context are followed; a context that
 * stands elsewhere is never fetched. Sources: JSON-LD 1.1 §4.1 (context), §4.2 (value objects), UCO's IRIs to date.
 */
import type { Json, JsonObject, Place } from '#lib/domain/draft.ts';
import { isObject } from '../stix/object.ts';

export type Prefixes = ReadonlyMap<string, string>;

/** IRIs of the ontologies: with `#` until UCO 0.7, with `/` since. */
const ontology =
	/^https?:\/\/(?:ontology\.)?(?:unifiedcyberontology|caseontology)\.org\/(?:[\w.-]+\/){0,4}([a-z-]{1,40})[/#]([A-Za-z][\w-]{0,100})$/;
/** Prefixes that files use where their context says nothing of them. */
const usual = /^(?:uco|case)-([a-z]{1,40}):([A-Za-z][\w-]{0,100})$/;

/** Prefixes of a context: texts that end as a namespace. What else a context may say is no part of CASE. */
export function prefixesOf(context: Json | undefined): Map<string, string> {
	const found = new Map<string, string>();
	for (const part of Array.isArray(context) ? context : [context])
		if (isObject(part))
			for (const [key, value] of Object.entries(part)) {
				const iri = isObject(value) ? value['@id'] : value;
				if (typeof iri === 'string') found.set(key, iri);
			}
	return found;
}

/** A term or compact IRI by module and word where it is of the ontologies, else as it is written. */
export function wordOf(name: string, prefixes: Prefixes): string {
	const [, prefix, rest] = /^([\w.-]{0,100}):(.{0,1000})$/.exec(name) ?? [];
	const namespace = prefix === undefined ? undefined : prefixes.get(prefix);
	const vocabulary = prefix === undefined ? prefixes.get('@vocab') : undefined;
	const full =
		namespace !== undefined
			? namespace + (rest ?? '')
			: vocabulary !== undefined && !name.startsWith('@')
				? vocabulary + name
				: name;
	const found = ontology.exec(full) ?? usual.exec(name);
	return found ? `${found[1]}/${found[2]}` : name;
}

/** A node that is read, with its properties by their words. */
export interface Node {
	at: Place;
	id: string | undefined;
	types: string[];
	/** As written, by word: the values of a property are always a list. */
	said: ReadonlyMap<string, Json[]>;
	/** As written. */
	object: JsonObject;
}

const listOf = (value: Json | undefined): Json[] =>
	value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

export function nodeOf(object: JsonObject, at: Place, prefixes: Prefixes): Node {
	const said = new Map<string, Json[]>();
	for (const [key, value] of Object.entries(object)) {
		if (key.startsWith('@')) continue;
		const word = wordOf(key, prefixes);
		const items = isObject(value) && Array.isArray(value['@list']) ? value['@list'] : listOf(value);
		said.set(word, [...(said.get(word) ?? []), ...items]);
	}
	const id = object['@id'];
	return {
		at,
		id: typeof id === 'string' && id !== '' && id.length <= 900 ? id : undefined,
		types: listOf(object['@type']).flatMap((type) =>
			typeof type === 'string' ? [wordOf(type, prefixes)] : []
		),
		said,
		object
	};
}

/** The text of a literal: a text, a number, or either with its type beside it. */
export function textOf(value: Json | undefined): string | undefined {
	const plain = isObject(value) ? value['@value'] : value;
	return typeof plain === 'string'
		? plain
		: typeof plain === 'number' || typeof plain === 'boolean'
			? String(plain)
			: undefined;
}

export const textsOf = (node: Node, word: string): string[] =>
	(node.said.get(word) ?? []).flatMap((value) => textOf(value) ?? []);

/** The id that a value refers to, where it refers and says nothing of the thing itself. */
export const referenceIn = (value: Json): string | undefined =>
	isObject(value) && typeof value['@id'] === 'string' && Object.keys(value).length === 1
		? value['@id']
		: undefined;

export const referencesOf = (node: Node, word: string): string[] =>
	(node.said.get(word) ?? []).flatMap((value) =>
		isObject(value) && typeof value['@id'] === 'string' ? [value['@id']] : []
	);

/** What stands inside another thing and is no thing of its own: facets, hashes, words of a marking. */
const parts = /Facet$|^types\/|^core\/ExternalReference$|^marking\/(?!MarkingDefinition$)/;
export const isPart = ({ types }: Node): boolean =>
	types.length > 0 && types.every((type) => parts.test(type));
export const isMarking = ({ types }: Node): boolean =>
	types.some((type) => type === 'marking/MarkingDefinition');
/** A relationship has ends, whatever more its class says. */
export const isRelationship = ({ types, said }: Node): boolean =>
	types.some((type) => type.endsWith('Relationship')) ||
	(said.has('core/source') && said.has('core/target'));
