/** A node or an edge of a graph file as it stands there, before it is known what it means here. */
import type { Json, JsonObject, Place } from '#lib/domain/draft.ts';
import { Remarks } from '../stix/object.ts';
import { put } from '../xml/elements.ts';

/** One attribute: the id it is declared under, the name it is shown by, and what it says. */
export interface Said {
	id: string;
	name: string;
	value: Json;
}

export interface GraphThing {
	at: Place;
	said: Said[];
	/** What the program shows beside it, in whatever way the format says so. */
	label?: string;
	description?: string;
	validFrom?: string;
	validUntil?: string;
	remarks: Remarks;
}

export interface GraphNode extends GraphThing {
	id: string;
}

export interface GraphEdge extends GraphThing {
	/** Absent where the file gives it none. */
	id?: string;
	source: string;
	target: string;
	directed: boolean;
	/** The word that the format itself has for the kind of an edge, such as `kind` of GEXF 1.3. */
	word?: string;
}

export const thing = (at: Place): GraphThing => ({ at, said: [], remarks: new Remarks(at, null) });

const isNamed = ({ id, name }: Said, wanted: string) =>
	[id, name].some((word) => word.toLowerCase() === wanted.toLowerCase());

/** The first of some attributes that says a text, by name or by id. */
export function textOf(said: readonly Said[], wanted: readonly string[]): string | undefined {
	for (const name of wanted)
		for (const each of said)
			if (isNamed(each, name) && typeof each.value === 'string' && each.value.trim() !== '')
				return each.value;
	return undefined;
}

/** Takes an attribute of this id or name out of the list, and says its text. */
export function taken(said: Said[], wanted: string): string | undefined {
	const at = said.findIndex((each) => isNamed(each, wanted));
	const [found] = at < 0 ? [] : said.splice(at, 1);
	return found === undefined || found.value === null ? undefined : String(found.value);
}

/** What is left, under the names it is shown by; two of one name that differ stand under their ids as well. */
export function attributesOf(said: readonly Said[]): JsonObject {
	const attributes: JsonObject = {};
	const ids = new Map<string, string>();
	for (const { id, name, value } of said) {
		const other = ids.get(name);
		if (other === undefined || other === id) {
			ids.set(name, id);
			put(attributes, name, value);
		} else put(attributes, `${name} (${id})`, value);
	}
	return attributes;
}
