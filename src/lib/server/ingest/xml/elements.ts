/**
 * XML events as the parts a reader works on: the elements it asks for come whole, with everything in them;
 * of those around them only where they open and close. Memory is bounded by one whole element.
 */
import type { Json, JsonObject } from '#lib/domain/draft.ts';
import type { XmlEvent, XmlTag } from '../xml.ts';

export interface XmlElement extends XmlTag {
	children: XmlElement[];
	/** Its own text, without that of its children. Beside children, white space around it is layout. */
	text: string;
}

export type XmlPart =
	| { part: 'open'; tag: XmlTag }
	| { part: 'close'; tag: XmlTag }
	| { part: 'whole'; element: XmlElement }
	/** An element that was asked for whole and is too large: nothing of it is kept. */
	| { part: 'refused'; tag: XmlTag; reason: string }
	/** Text where only elements are expected. */
	| { part: 'text'; text: string; line: number; column: number };

/** Elements and characters of one whole element. */
export const wholeLimits = { elements: 1_000_000, characters: 16 * 1024 * 1024 } as const;

/** An element that is read whole, and those open inside it. */
interface Building {
	root: XmlElement;
	open: XmlElement[];
	elements: number;
	characters: number;
	refused?: string;
	depth: number;
	most: WholeLimits;
}

const begun = (tag: XmlTag): XmlElement => ({ ...tag, children: [], text: '' });

/** True for blank text as XML has it. */
const isBlank = (text: string) => !/[^ \t\r\n]/.test(text);

const sizeOf = ({ attributes }: XmlTag) =>
	attributes.reduce((sum, { name, value }) => sum + name.length + value.length, 0);

type WholeLimits = { readonly [limit in keyof typeof wholeLimits]: number };

/** Counts what an element holds; false once it is too large, and nothing of it is kept then. */
function grow(building: Building, elements: number, characters: number): boolean {
	const { most } = building;
	building.elements += elements;
	building.characters += characters;
	if (building.refused !== undefined) return false;
	if (building.elements > most.elements)
		building.refused = `it holds more than ${most.elements} elements`;
	else if (building.characters > most.characters)
		building.refused = `it holds more than ${most.characters} characters`;
	if (building.refused === undefined) return true;
	building.root = begun({ ...building.root, attributes: [] });
	building.open = [];
	return false;
}

function add(building: Building, event: XmlEvent): void {
	if (event.event === 'open') {
		building.depth++;
		if (!grow(building, 1, sizeOf(event.tag))) return;
		const element = begun(event.tag);
		building.open.at(-1)?.children.push(element);
		building.open.push(element);
	} else if (event.event === 'close') {
		building.depth--;
		const element = building.open.pop();
		if (element?.children.length) element.text = element.text.trim();
	} else if (grow(building, 0, event.text.length)) {
		const element = building.open.at(-1);
		if (element) element.text += event.text;
	}
}

const finished = ({ root, refused }: Building): XmlPart =>
	refused === undefined
		? { part: 'whole', element: root }
		: { part: 'refused', tag: root, reason: refused };

class Parts {
	readonly #around: XmlTag[] = [];
	#building: Building | undefined;
	constructor(
		readonly isWhole: (tag: XmlTag, around: readonly XmlTag[]) => boolean,
		readonly most: WholeLimits
	) {}

	/** The part that an event ends, if it ends one. */
	of(event: XmlEvent): XmlPart | undefined {
		if (this.#building) return this.#inside(this.#building, event);
		if (event.event === 'open') return this.#open(event.tag);
		if (event.event === 'text')
			return isBlank(event.text)
				? undefined
				: { part: 'text', text: event.text, line: event.line, column: event.column };
		const tag = this.#around.pop();
		return tag && { part: 'close', tag };
	}

	#inside(building: Building, event: XmlEvent): XmlPart | undefined {
		add(building, event);
		if (building.depth > 0) return undefined;
		this.#building = undefined;
		return finished(building);
	}

	#open(tag: XmlTag): XmlPart | undefined {
		if (this.isWhole(tag, this.#around)) {
			const root = begun(tag);
			this.#building = {
				root,
				open: [root],
				elements: 1,
				characters: sizeOf(tag),
				depth: 1,
				most: this.most
			};
			return undefined;
		}
		this.#around.push(tag);
		return { part: 'open', tag };
	}
}

/** The parts of a document in order; `isWhole` is asked for each element, with those around it. */
export async function* xmlParts(
	batches: AsyncIterable<XmlEvent[]>,
	isWhole: (tag: XmlTag, around: readonly XmlTag[]) => boolean,
	most: WholeLimits = wholeLimits
): AsyncGenerator<XmlPart, void, undefined> {
	const parts = new Parts(isWhole, most);
	for await (const events of batches)
		for (const event of events) {
			const part = parts.of(event);
			if (part) yield part;
		}
}

export const attributeOf = ({ attributes }: XmlTag, name: string): string | undefined =>
	attributes.find((attribute) => attribute.name === name)?.value;

export const childrenOf = ({ children }: XmlElement, local: string): XmlElement[] =>
	children.filter((child) => child.local === local);

/** The first element down a path of local names. */
export function elementAt(
	element: XmlElement | undefined,
	...path: string[]
): XmlElement | undefined {
	let here = element;
	for (const local of path) here = here?.children.find((child) => child.local === local);
	return here;
}

/** Its text without white space around it, where it is there and not empty. */
export const textAt = (element: XmlElement | undefined, ...path: string[]): string | undefined =>
	elementAt(element, ...path)?.text.trim() || undefined;

/** Under a name that is taken already, a value stands in a list with the others. */
export function put(object: JsonObject, name: string, value: Json): void {
	const there = Object.hasOwn(object, name) ? object[name] : undefined;
	if (there === undefined)
		Object.defineProperty(object, name, {
			value,
			enumerable: true,
			configurable: true,
			writable: true
		});
	else if (Array.isArray(there)) there.push(value);
	else object[name] = [there, value];
}

/** Everything an element holds, under the names that `named` gives its attributes and children. */
export function jsonOf(
	element: XmlElement,
	named: (local: string, name: string) => string = (_local, name) => name
): Json {
	const { attributes, children, text } = element;
	if (attributes.length === 0 && children.length === 0) return text;
	const object: JsonObject = {};
	for (const { local, name, value } of attributes) put(object, named(local, name), value);
	for (const child of children) put(object, named(child.local, child.name), jsonOf(child, named));
	if (text) put(object, 'text', text);
	return object;
}
