/** The keys of a GraphML file: what each `data` says, of what type, and what holds where no `data` stands. */
import type { Json } from '#lib/domain/draft.ts';
import { attributeOf, jsonOf, textAt, type XmlElement } from '../xml/elements.ts';
import type { Said } from '../graph-file/thing.ts';
import { valueOf } from '../graph-file/values.ts';

type Part = 'graph' | 'node' | 'edge';

interface Key {
	id: string;
	name: string;
	type: string;
	for: string;
	otherwise?: Json;
}

export class Keys {
	readonly #keys = new Map<string, Key>();

	/** Takes a key in; says what is wrong with it, where something is. */
	add(element: XmlElement): string | undefined {
		const id = attributeOf(element, 'id');
		if (!id) return 'key: a key without an id declares nothing';
		if (this.#keys.has(id)) return 'key: another key has the same id; the first one holds';
		const name = attributeOf(element, 'attr.name') || id;
		const type = attributeOf(element, 'attr.type') ?? 'string';
		const given = element.children.find(({ local }) => local === 'default');
		const key: Key = { id, name, type, for: attributeOf(element, 'for') ?? 'all' };
		if (given)
			key.otherwise = given.children.length
				? jsonOf(given)
				: valueOf(textAt(given) ?? '', type).value;
		this.#keys.set(id, key);
		return undefined;
	}

	get(id: string): Key | undefined {
		return this.#keys.get(id);
	}

	/** Ids and names of the keys for nodes, or for edges. */
	*columns(of: Part): Generator<string> {
		for (const key of this.#keys.values())
			if (isFor(key, of)) {
				yield key.id;
				if (key.name !== key.id) yield key.name;
			}
	}

	/** What holds of a thing by default, where it says nothing itself. */
	defaults(of: Part, said: readonly Said[]): Said[] {
		const there = new Set(said.map(({ id }) => id));
		return [...this.#keys.values()].flatMap((key) =>
			isFor(key, of) && key.otherwise !== undefined && !there.has(key.id)
				? [{ id: key.id, name: key.name, value: key.otherwise }]
				: []
		);
	}
}

/** What is declared for everything says nothing of a graph by default: nobody means its graph by it. */
const isFor = ({ for: part }: Key, of: Part) => part === of || (part === 'all' && of !== 'graph');
