/**
 * GEXF 1.1 to 1.3 (gexf.net, its schemas and primers), as Gephi and others write it: nodes become records, edges
 * claims, declared attributes with their types and defaults attributes. Times become dates where the format's own
 * time is the calendar. What stands inside another node, or names it as parent, is part of it; what is drawn is kept.
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
import { Columns } from './gexf/columns.ts';
import { addPart, edgeOf, finish, parentsIn } from './gexf/item.ts';
import { clockOf, type Clock } from './gexf/time.ts';
import { unpacked } from './gunzip.ts';
import {
	attributeOf,
	jsonOf,
	put,
	xmlParts,
	type XmlElement,
	type XmlPart
} from './xml/elements.ts';
import { shortName } from './xml/name.ts';
import { rootOf } from './xml/root.ts';
import { placeOf, xmlEvents, type XmlTag } from './xml.ts';

interface OpenNode {
	node: GraphNode;
	/** Ids of the nodes it is part of, each with the word that says so. */
	parents: { id: string; word: string; at: Place }[];
}

/** A list of nodes or edges that is open: how many it says it holds, and how many it held. */
interface OpenList {
	what: string;
	at: Place;
	said?: string;
	held: number;
}

/** Elements that are followed inside; all others are read whole. */
const followed = new Set(['gexf', 'graph', 'nodes', 'node', 'edges']);

class GexfFile {
	readonly #file = new GraphFile();
	readonly #columns = new Columns();
	readonly #nodes: OpenNode[] = [];
	readonly #lists: OpenList[] = [];
	readonly #itself: JsonObject = {};
	#name = 'GEXF';
	#version = '';
	#at: Place = 'line 1, column 1';
	#clock: Clock = clockOf('', {});
	#edgeType = 'undirected';
	#depth = 0;

	*part(part: XmlPart): Generator<Reading> {
		if (part.part === 'open') yield* this.#open(part.tag);
		else if (part.part === 'close') yield* this.#close(part.tag);
		else if (part.part === 'whole') yield* this.#whole(part.element);
		else if (part.part === 'refused') yield* refused(part.tag, part.reason);
		else
			yield warning(
				placeOf(part),
				`text: ${part.text.trim().length} characters where only elements belong are not stored`
			);
	}

	*#open(tag: XmlTag): Generator<Reading> {
		const at = placeOf(tag);
		if (this.#depth++ === 0) this.#openRoot(tag, at);
		else if (tag.local === 'graph') this.#openGraph(tag);
		else if (tag.local === 'node') this.#openNode(tag, at);
		else if (tag.local === 'nodes' || tag.local === 'edges') {
			const said = attributeOf(tag, 'count');
			this.#lists.push({ what: tag.local, at, held: 0, ...(said === undefined ? {} : { said }) });
		} else yield warning(at, `${tag.local}: this element does not belong here`);
	}

	#openRoot(tag: XmlTag, at: Place): void {
		if (tag.local !== 'gexf') throw new Malformed(at, 'expected gexf as the root element');
		this.#at = at;
		this.#version = attributeOf(tag, 'version') ?? '';
		for (const { name, local, value } of tag.attributes)
			if (local !== 'schemaLocation' && name !== 'version') put(this.#itself, name, value);
	}

	#openGraph(tag: XmlTag): void {
		const said = Object.fromEntries(tag.attributes.map(({ name, value }) => [name, value]));
		this.#clock = clockOf(this.#version, said);
		this.#edgeType = said.defaultedgetype ?? 'undirected';
		const { defaultedgetype: _type, mode: _mode, ...rest } = said;
		if (Object.keys(rest).length) put(this.#itself, 'graph', rest);
	}

	#openNode(tag: XmlTag, at: Place): void {
		const list = this.#lists.at(-1);
		if (list) list.held++;
		const id = attributeOf(tag, 'id') ?? '';
		const label = attributeOf(tag, 'label');
		const node: GraphNode = { ...thing(at), id, ...(label ? { label } : {}) };
		const parents: OpenNode['parents'] = [];
		for (const { name, value } of tag.attributes)
			if (name === 'pid') parents.push({ id: value, word: 'pid', at });
			else if (name !== 'id' && name !== 'label') node.said.push({ id: name, name, value });
		this.#nodes.push({ node, parents });
	}

	*#close({ local }: XmlTag): Generator<Reading> {
		this.#depth--;
		if (local === 'node') yield* this.#closeNode();
		else if (local === 'nodes' || local === 'edges') {
			const list = this.#lists.pop();
			if (list?.said !== undefined && list.said.trim() !== String(list.held))
				yield warning(
					list.at,
					`count: it says another number of ${list.what} than the ${list.held} that are there`
				);
		}
	}

	*#closeNode(): Generator<Reading> {
		const open = this.#nodes.pop();
		if (!open) return;
		const { node, parents } = open;
		this.#tellOwn();
		node.said.push(...this.#columns.defaults('node', node.said));
		finish(node, this.#clock);
		yield* this.#file.node(node);
		if (node.id === '') return;
		const around = this.#nodes.at(-1);
		if (around) parents.push({ id: around.node.id, word: 'nested node', at: node.at });
		for (const { id, word, at } of parents) yield* this.#file.partOf(node.id, id, { at, word });
	}

	#tellOwn(): void {
		const { own } = this.#file.says;
		own.node = isOwn(this.#columns.names('node'), 'node');
		own.edge = isOwn(this.#columns.names('edge'), 'edge');
	}

	*#whole(element: XmlElement): Generator<Reading> {
		const node = this.#nodes.at(-1);
		const list = this.#lists.at(-1);
		if (element.local === 'edge') {
			if (list) list.held++;
			this.#tellOwn();
			const edge = edgeOf(element, this.#columns, this.#edgeType);
			finish(edge, this.#clock);
			yield* this.#file.edge(edge);
		} else if (element.local === 'meta') yield* this.#meta(element);
		else if (element.local === 'attributes') {
			for (const problem of this.#columns.add(element)) yield warning(placeOf(element), problem);
		} else if (node && element.local === 'parents') {
			for (const id of parentsIn(element))
				node.parents.push({ id, word: 'parent', at: placeOf(element) });
		} else if (node) addPart(node.node, element, { columns: this.#columns, of: 'node' });
		else put(this.#itself, element.name, jsonOf(element));
	}

	*#meta(meta: XmlElement): Generator<Reading> {
		put(this.#itself, 'meta', jsonOf(meta));
		for (const child of meta.children) {
			if (child.local === 'description' && child.text.trim())
				this.#name = shortName(child.text.trim());
			yield* this.#file.about(child.text, placeOf(child));
		}
	}

	*end(): Generator<Reading> {
		yield* this.#file.end();
		const { own } = this.#file.says;
		if (own.node && own.edge)
			yield warning(
				this.#at,
				'meta: an export of this program, whose words about itself are not stored'
			);
		else yield* this.#file.itself(this.#at, this.#name, this.#itself);
	}
}

const warning = (at: Place, reason: string): Reading => ({
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
	const file = new GexfFile();
	const events = xmlEvents(unpacked(bytes, { signal }), { signal });
	const isWhole = ({ local }: XmlTag, around: readonly XmlTag[]) =>
		around.length > 0 && !followed.has(local);
	for await (const part of xmlParts(events, isWhole)) yield* file.part(part);
	yield* file.end();
}

const recognises = (head: Head): boolean => rootOf(head)?.local === 'gexf';

export const gexf: Reader = { id: 'gexf', references: 'local', recognises, read };
