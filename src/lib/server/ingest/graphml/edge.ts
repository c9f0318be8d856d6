/** An edge of a GraphML file with everything in it. */
import { attributeOf, childrenOf, jsonOf, type XmlElement } from '../xml/elements.ts';
import { placeOf } from '../xml.ts';
import { thing, type GraphEdge } from '../graph-file/thing.ts';
import { addLabel, dataOf } from './data.ts';
import type { Keys } from './keys.ts';

const known = new Set(['id', 'source', 'target', 'directed']);

/** `directed` of the edge itself counts before the default of its graph (GraphML primer, 2.2). */
function isDirected(element: XmlElement, byDefault: boolean): boolean {
	const said = attributeOf(element, 'directed')?.trim();
	return said === undefined ? byDefault : said === 'true' || said === '1';
}

export function edgeOf(element: XmlElement, keys: Keys, directedByDefault: boolean): GraphEdge {
	const id = attributeOf(element, 'id');
	const edge: GraphEdge = {
		...thing(placeOf(element)),
		...(id === undefined ? {} : { id }),
		source: attributeOf(element, 'source') ?? '',
		target: attributeOf(element, 'target') ?? '',
		directed: isDirected(element, directedByDefault)
	};
	for (const { name, value } of element.attributes)
		if (!known.has(name)) edge.said.push({ id: name, name, value });
	for (const child of element.children) {
		if (child.local === 'data') {
			const { said, label } = dataOf(child, keys, edge.remarks);
			edge.said.push(said);
			addLabel(edge, label);
		} else if (child.local === 'desc') edge.description = child.text;
		else edge.said.push({ id: child.local, name: child.local, value: jsonOf(child) });
	}
	if (childrenOf(element, 'graph').length)
		edge.remarks.add(
			'graph: nodes and edges inside an edge are kept as its attribute, and not read'
		);
	edge.said.push(...keys.defaults('edge', edge.said));
	return edge;
}
