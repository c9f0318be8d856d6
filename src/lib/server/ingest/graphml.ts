/**
 * GraphML 1.0 (graphml.graphdrawing.org, GraphML primer and schema 1.1): nodes become records, edges claims, keys
 * with their types and defaults attributes. A node inside another is part of it. What yEd draws is kept, and its
 * labels are names. Hyperedges join more than two things and are refused one by one.
 */
import {
	Malformed,
	type Head,
	type JsonObject,
	type Place,
	type Reader,
	type Reading
} from '#lib/domain/draft.ts';
import { GraphFile } from './graph-file/file.ts';
import { isOwn } from './graph-file/own.ts';
import { thing, type GraphNode } from './graph-file/thing.ts';
import { unpacked } from './gunzip.ts';
import { edgeOf } from './graphml/edge.ts';
import { Keys } from './graphml/keys.ts';
import { addLabel, dataOf } from './graphml/data.ts';
import {
	attributeOf,
	jsonOf,
	put,
	xmlParts,
	type XmlElement,
	type XmlPart
} from './xml/elements.ts';
import { rootOf } from './xml/root.ts';
import { placeOf, xmlEvents, type XmlTag } from './xml.ts';

/** A graph that is open, and the node it stands in. */
interface OpenGraph {
	directed: boolean;
	node?: OpenNode;
	/** What the graph says of itself. */
	attributes: JsonObject;
	at: Place;
}
interface OpenNode {
	node: GraphNode;
	/** Its record was handed on, because what stands inside it speaks of it. */
	done: boolean;
}

const whole = new Set(['key', 'data', 'edge', 'hyperedge', 'port', 'desc', 'locator']);

class GraphmlFile {
	readonly #file = new GraphFile();
	readonly #keys = new Keys();
	readonly #graphs: OpenGraph[] = [];
	readonly #nodes: OpenNode[] = [];
	/** What the file says of itself and of its graphs. */
	readonly #itself: JsonObject = {};
	#at: Place = 'line 1, column 1';
	#depth = 0;

	*part(part: XmlPart): Generator<Reading> {
		if (part.part === 'open') yield* this.#open(part.tag);
		else if (part.part === 'close') yield* this.#close(part.tag);
		else if (part.part === 'whole') yield* this.#whole(part.element);
		else if (part.part === 'refused') yield* refused(part.tag, part.reason);
		else yield warning(placeOf(part), strayText(part.text));
	}

	*#open(tag: XmlTag): Generator<Reading> {
		const at = placeOf(tag);
		if (this.#depth++ === 0) this.#openRoot(tag, at);
		else if (tag.local === 'graph') yield* this.#openGraph(tag, at);
		else if (tag.local === 'node') {
			const node: GraphNode = { ...thing(at), id: attributeOf(tag, 'id') ?? '' };
			for (const { name, value } of tag.attributes)
				if (name !== 'id') node.said.push({ id: name, name, value });
			this.#nodes.push({ node, done: false });
		} else yield warning(at, `${tag.local}: this element is not of GraphML; it is not stored`);
	}

	#openRoot(tag: XmlTag, at: Place): void {
		if (tag.local !== 'graphml') throw new Malformed(at, 'expected graphml as the root element');
		for (const { name, local, value } of tag.attributes)
			if (local !== 'schemaLocation') put(this.#itself, name, value);
		this.#at = at;
	}

	*#openGraph(tag: XmlTag, at: Place): Generator<Reading> {
		const { own } = this.#file.says;
		own.node = isOwn(this.#keys.columns('node'), 'node');
		own.edge = isOwn(this.#keys.columns('edge'), 'edge');
		const attributes: JsonObject = {};
		for (const { name, value } of tag.attributes)
			if (name !== 'edgedefault') put(attributes, name, value);
		for (const { name, value } of this.#keys.defaults('graph', [])) {
			put(attributes, name, value);
			if (typeof value === 'string') yield* this.#file.about(value, at);
		}
		const node = this.#nodes.at(-1);
		if (node && !node.done) yield* this.#nodeDone(node);
		this.#graphs.push({
			directed: attributeOf(tag, 'edgedefault') !== 'undirected',
			attributes,
			at,
			...(node ? { node } : {})
		});
	}

	*#close({ local }: XmlTag): Generator<Reading> {
		this.#depth--;
		if (local === 'graph') yield* this.#closeGraph();
		else if (local === 'node') {
			const open = this.#nodes.pop();
			if (open && !open.done) yield* this.#nodeDone(open);
		}
	}

	*#closeGraph(): Generator<Reading> {
		const graph = this.#graphs.pop();
		if (!graph) return;
		const { attributes, node, at } = graph;
		const { own } = this.#file.says;
		if (own.node && own.edge) {
			const said = attributes.exportedAt;
			const when = typeof said === 'string' ? said.slice(0, 40) : 'not said';
			yield warning(
				at,
				`exportedAt: ${when}; an export of this program, whose words about itself are not stored`
			);
		} else if (Object.keys(attributes).some((name) => name !== 'id' && !name.startsWith('parse.')))
			put(this.#itself, 'graph', node ? { node: node.node.id, ...attributes } : attributes);
	}

	*#nodeDone(open: OpenNode): Generator<Reading> {
		open.done = true;
		const { node } = open;
		node.said.push(...this.#keys.defaults('node', node.said));
		yield* this.#file.node(node);
		const parent = this.#graphs.at(-1)?.node;
		if (parent && node.id !== '')
			yield* this.#file.partOf(node.id, parent.node.id, { at: node.at, word: 'nested node' });
	}

	*#whole(element: XmlElement): Generator<Reading> {
		const graph = this.#graphs.at(-1);
		const node = this.#nodes.at(-1);
		if (element.local === 'key') yield* this.#key(element);
		else if (element.local === 'edge')
			yield* this.#file.edge(edgeOf(element, this.#keys, graph?.directed ?? true));
		else if (element.local === 'hyperedge')
			yield* refused(element, 'hyperedge: it joins more than two nodes, which no claim can say');
		else if (node && graph?.node !== node) yield* this.#ofNode(element, node);
		else yield* this.#ofFile(element, graph?.attributes ?? this.#itself);
	}

	*#key(element: XmlElement): Generator<Reading> {
		const problem = this.#keys.add(element);
		if (problem) yield warning(placeOf(element), problem);
		if (this.#graphs.length)
			yield warning(placeOf(element), 'key: it stands after nodes, which may have used it already');
	}

	*#ofNode(element: XmlElement, { node, done }: OpenNode): Generator<Reading> {
		if (done) {
			yield* refused(
				element,
				`${element.local}: it stands after the graph inside its node, where GraphML has nothing of the node`
			);
		} else if (element.local === 'data') {
			const { said, label } = dataOf(element, this.#keys, node.remarks);
			node.said.push(said);
			addLabel(node, label);
		} else if (element.local === 'desc') node.description = element.text.trim();
		else node.said.push({ id: element.local, name: element.local, value: jsonOf(element) });
	}

	*#ofFile(element: XmlElement, into: JsonObject): Generator<Reading> {
		const at = placeOf(element);
		const { remarks } = thing(at);
		const { said } =
			element.local === 'data'
				? dataOf(element, this.#keys, remarks)
				: { said: { name: element.local, value: jsonOf(element) } };
		for (const remark of remarks.all()) yield { kind: 'warning', remark };
		put(into, said.name, said.value);
		if (typeof said.value === 'string') yield* this.#file.about(said.value, at);
	}

	*end(): Generator<Reading> {
		yield* this.#file.end();
		yield* this.#file.itself(this.#at, 'GraphML', this.#itself);
	}
}

const strayText = (text: string) =>
	`text: ${text.trim().length} characters where only elements belong are not stored`;

const warning = (at: string, reason: string): Reading => ({
	kind: 'warning',
	remark: { at, id: null, reason }
});

function* refused(tag: XmlTag, reason: string): Generator<Reading> {
	yield { kind: 'read', count: 1 };
	yield { kind: 'rejected', remark: { at: placeOf(tag), id: null, reason } };
}

async function* read(
	bytes: AsyncIterable<Uint8Array>,
	{ signal }: { signal?: AbortSignal }
): AsyncGenerator<Reading, void, undefined> {
	const file = new GraphmlFile();
	const events = xmlEvents(unpacked(bytes, { signal }), { signal });
	for await (const part of xmlParts(
		events,
		({ local }, around) => around.length > 0 && whole.has(local)
	))
		yield* file.part(part);
	yield* file.end();
}

const recognises = (head: Head): boolean => rootOf(head)?.local === 'graphml';

export const graphml: Reader = { id: 'graphml', references: 'local', recognises, read };
