/** Nodes and edges of a GEXF file: their attributes, their times, and what they look like. */
import type { JsonObject } from '#lib/domain/draft.ts';
import { thing, type GraphEdge, type GraphThing } from '../graph-file/thing.ts';
import { valueOf } from '../graph-file/values.ts';
import { attributeOf, childrenOf, jsonOf, type XmlElement } from '../xml/elements.ts';
import { placeOf } from '../xml.ts';
import type { Columns } from './columns.ts';
import { validityOf, type Clock } from './time.ts';

interface Of {
	columns: Columns;
	of: 'node' | 'edge';
}

/** `for` names the attribute; in files of before 1.2 it may be `id`. */
const attributeId = (element: XmlElement) =>
	attributeOf(element, 'for') ?? attributeOf(element, 'id') ?? '';

/** One value; where it holds for a time, with that time. */
function addValue(item: GraphThing, element: XmlElement, { columns, of }: Of): void {
	const id = attributeId(element);
	const column = columns.get(of, id);
	if (!column)
		item.remarks.add('attvalue: its attribute is not declared before it; it is kept under the id');
	const text = attributeOf(element, 'value') ?? element.text;
	const { value, problem } = valueOf(text, column?.type ?? 'string');
	const name = column?.title ?? (id || 'attvalue');
	if (problem)
		item.remarks.add(
			`${name.slice(0, 100)}: ${problem}, got a text of length ${text.length}; it is kept as text`
		);
	const others = element.attributes.filter(({ name }) => !['for', 'id', 'value'].includes(name));
	const held: JsonObject = { value };
	for (const { name, value } of others) held[name] = value;
	item.said.push({ id, name, value: others.length ? held : value });
}

/** What stands inside a node or an edge, but for other nodes and edges. */
export function addPart(item: GraphThing, element: XmlElement, of: Of): void {
	if (element.local === 'attvalues') {
		for (const child of childrenOf(element, 'attvalue')) addValue(item, child, of);
		return;
	}
	const times = element.local === 'spells' || element.local === 'slices';
	if (times) {
		const value = element.children.map((child) => jsonOf(child));
		item.said.push({ id: element.local, name: element.local, value });
		return;
	}
	const name = element.name.includes(':') ? `viz:${element.local}` : element.name;
	item.said.push({ id: name, name, value: jsonOf(element) });
}

export const parentsIn = (element: XmlElement): string[] =>
	childrenOf(element, 'parent').flatMap((parent) => attributeOf(parent, 'for') ?? []);

const known = new Set(['id', 'source', 'target', 'label', 'type', 'kind', 'weight']);

export function edgeOf(element: XmlElement, columns: Columns, defaultType: string): GraphEdge {
	const [id, label, kind, weight] = ['id', 'label', 'kind', 'weight'].map((name) =>
		attributeOf(element, name)
	);
	const type = attributeOf(element, 'type') ?? defaultType;
	const edge: GraphEdge = {
		...thing(placeOf(element)),
		...(id === undefined ? {} : { id }),
		...(label ? { label } : {}),
		...(kind ? { word: kind } : {}),
		source: attributeOf(element, 'source') ?? '',
		target: attributeOf(element, 'target') ?? '',
		directed: type !== 'undirected'
	};
	// Both ways at once: one claim in the direction that is written, which says so.
	if (type !== 'directed' && type !== 'undirected')
		edge.said.push({ id: 'edge type', name: 'edge type', value: type });
	if (weight !== undefined)
		edge.said.push({ id: 'weight', name: 'weight', value: valueOf(weight, 'double').value });
	for (const { name, value } of element.attributes)
		if (!known.has(name)) edge.said.push({ id: name, name, value });
	for (const child of element.children) addPart(edge, child, { columns, of: 'edge' });
	edge.said.push(...columns.defaults('edge', edge.said));
	return edge;
}

/** From when and until when it is there, by all the times that it says. */
export function finish(item: GraphThing, clock: Clock): void {
	Object.assign(item, validityOf(item.said, clock, item.remarks));
}
