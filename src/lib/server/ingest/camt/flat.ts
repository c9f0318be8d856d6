/** What an element holds, leaf by leaf under readable names: `bank transaction code / domain / code`. */
import type { JsonObject } from '#lib/domain/draft.ts';
import { words } from '#lib/domain/camt-mapping.ts';
import { put, type XmlElement } from '../xml/elements.ts';

const wordOf = (local: string): string =>
	Object.hasOwn(words, local) ? (words[local] ?? local) : local;

/** An amount with its currency is one value: `12.50 EUR`. */
const leafOf = ({ text, attributes }: XmlElement): string => {
	const currency = attributes.find(({ name }) => name === 'Ccy')?.value;
	return currency === undefined ? text.trim() : `${text.trim()} ${currency}`;
};

/** Puts everything in; of several groups of one name each has its number, so that what belongs together stays so. */
export function flatten(element: XmlElement, into: JsonObject, path: readonly string[]): void {
	const { attributes, children } = element;
	const name = path.join(' / ');
	const isAmount = children.length === 0;
	for (const attribute of attributes)
		if (!isAmount || attribute.name !== 'Ccy')
			put(into, [...path, wordOf(attribute.local)].join(' / '), attribute.value);
	if (isAmount) {
		const leaf = leafOf(element);
		if (leaf !== '') put(into, name, leaf);
		return;
	}
	if (element.text !== '') put(into, name, element.text);
	const groups = new Map<string, number>();
	for (const child of children)
		if (child.children.length) groups.set(child.local, (groups.get(child.local) ?? 0) + 1);
	const numbers = new Map<string, number>();
	for (const child of children) {
		const word = wordOf(child.local);
		const number = (numbers.get(child.local) ?? 0) + 1;
		numbers.set(child.local, number);
		const isOneOfMany = (groups.get(child.local) ?? 0) > 1;
		flatten(child, into, [...path, isOneOfMany ? `${word} ${number}` : word]);
	}
}

/** The children of an element, but for some, as attributes. */
export function attributesOf(
	element: XmlElement,
	without: ReadonlySet<string>,
	path: string[] = []
): JsonObject {
	const into: JsonObject = {};
	const kept = element.children.filter(({ local }) => !without.has(local));
	flatten({ ...element, attributes: [], text: '', children: kept }, into, path);
	return into;
}
