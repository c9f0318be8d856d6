/** The attributes that a GEXF file declares for nodes and edges, with their types and defaults. */
import type { Json } from '#lib/domain/draft.ts';
import type { Said } from '../graph-file/thing.ts';
import { valueOf } from '../graph-file/values.ts';
import { attributeOf, childrenOf, elementAt, type XmlElement } from '../xml/elements.ts';

type Part = 'node' | 'edge';

interface Column {
	id: string;
	title: string;
	type: string;
	otherwise?: Json;
}

export class Columns {
	readonly #columns = { node: new Map<string, Column>(), edge: new Map<string, Column>() };

	/** Takes a list of declarations in; says what is wrong with each that is not taken. */
	*add(element: XmlElement): Generator<string> {
		const of = attributeOf(element, 'class');
		if (of !== 'node' && of !== 'edge') {
			yield 'class: expected node or edge; these attributes are kept under their ids';
			return;
		}
		for (const declared of childrenOf(element, 'attribute')) {
			const id = attributeOf(declared, 'id');
			if (id === undefined) yield 'attribute: one without an id declares nothing';
			else if (this.#columns[of].has(id))
				yield 'attribute: another one has the same id; the first one holds';
			else this.#columns[of].set(id, columnOf(declared, id));
			const options = elementAt(declared, 'options');
			if (options)
				yield 'options: the list of allowed values is not stored; each value is kept as it is';
		}
	}

	get(of: Part, id: string): Column | undefined {
		return this.#columns[of].get(id);
	}

	*names(of: Part): Generator<string> {
		for (const { id, title } of this.#columns[of].values()) {
			yield id;
			if (title !== id) yield title;
		}
	}

	defaults(of: Part, said: readonly Said[]): Said[] {
		const there = new Set(said.map(({ id }) => id));
		return [...this.#columns[of].values()].flatMap(({ id, title, otherwise }) =>
			otherwise !== undefined && !there.has(id) ? [{ id, name: title, value: otherwise }] : []
		);
	}
}

function columnOf(declared: XmlElement, id: string): Column {
	const type = attributeOf(declared, 'type') ?? 'string';
	const column: Column = { id, title: attributeOf(declared, 'title') || id, type };
	const given = elementAt(declared, 'default');
	if (given) column.otherwise = valueOf(given.text, type).value;
	return column;
}
