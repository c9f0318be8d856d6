/** One `data` of a GraphML file: its value by the key it names, and the label that yEd draws in it. */
import type { Remarks } from '../stix/object.ts';
import { attributeOf, jsonOf, type XmlElement } from '../xml/elements.ts';
import type { GraphThing, Said } from '../graph-file/thing.ts';
import { valueOf } from '../graph-file/values.ts';
import type { Keys } from './keys.ts';

/** How yFiles calls the texts it draws beside a node and along an edge. */
const labels = new Set(['NodeLabel', 'EdgeLabel']);

/** The first label that is not empty, wherever it stands: a group has one open and one closed. */
function labelIn(element: XmlElement): string | undefined {
	const waiting = [element];
	for (let next = waiting.pop(); next; next = waiting.pop()) {
		const text = next.text.trim();
		if (labels.has(next.local) && text !== '') return text;
		waiting.push(...next.children.toReversed());
	}
	return undefined;
}

export function dataOf(
	element: XmlElement,
	keys: Keys,
	remarks: Remarks
): { said: Said; label?: string } {
	const id = attributeOf(element, 'key') ?? '';
	const key = keys.get(id);
	if (!key)
		remarks.add('data: its key is not declared before it; it is kept under the name of the key');
	const name = key?.name ?? (id === '' ? 'data' : id);
	const others = element.attributes.filter(({ name }) => name !== 'key' && name !== 'id');
	if (element.children.length || others.length) {
		const label = labelIn(element);
		return {
			said: { id, name, value: jsonOf(element) },
			...(label === undefined ? {} : { label })
		};
	}
	const { value, problem } = valueOf(element.text, key?.type ?? 'string');
	if (problem)
		remarks.add(
			`${name.slice(0, 100)}: ${problem}, got a text of length ${element.text.length}; it is kept as text`
		);
	return { said: { id, name, value } };
}

/** The first label there is counts. */
export function addLabel(thing: GraphThing, label: string | undefined): void {
	if (label !== undefined) thing.label ??= label;
}
