/**
 * Markings of UCO: definitions that say their words in a statement or in terms of use. TLP, PAP and handling codes are
 * read where they stand as words; of several definitions the strictest holds. What cannot be read narrows.
 */
import type { HandlingCode, Pap, Tlp } from '#lib/domain/marking.ts';
import { strictestPap, strictestTlp } from '#lib/domain/marking.ts';
import { markingInWords } from '../graph-file/marking.ts';
import { isObject, type Remarks } from '../stix/object.ts';
import { nodeOf, textsOf, type Node, type Prefixes } from './node.ts';

export interface Marking {
	tlp?: Tlp;
	pap?: Pap;
	handling: HandlingCode[];
	notes: string[];
}

const wording = [
	'marking/statement',
	'marking/termsOfUse',
	'core/name',
	'core/description'
] as const;

export interface Nodes {
	prefixes: Prefixes;
	get(id: string): Node | undefined;
	/** It is about child sexual abuse, or in what is. */
	isAbuse(node: Node): boolean;
}

/** The words of a definition and of what stands inside it or is named there. */
function wordsOf(definition: Node, nodes: Nodes): string[] {
	const models = (definition.said.get('marking/definition') ?? []).flatMap((value): Node[] => {
		if (!isObject(value)) return [];
		const inside = nodeOf(value, definition.at, nodes.prefixes);
		return [inside, ...(inside.id === undefined ? [] : [nodes.get(inside.id) ?? inside])];
	});
	return [definition, ...models].flatMap((node) => wording.flatMap((word) => textsOf(node, word)));
}

/** Who may see a node, by all the definitions it names. One that is not in the file holds at AMBER+STRICT. */
export function markingOf(node: Node, nodes: Nodes, remarks: Remarks): Marking {
	const tlps: Tlp[] = [];
	const paps: Pap[] = [];
	const handling = new Set<HandlingCode>();
	const notes = new Set<string>();
	for (const value of node.said.get('core/objectMarking') ?? []) {
		const inside = isObject(value) ? nodeOf(value, node.at, nodes.prefixes) : undefined;
		const definition =
			inside && inside.said.size === 0 && inside.id !== undefined ? nodes.get(inside.id) : inside;
		const words = definition ? wordsOf(definition, nodes) : [];
		if (words.length === 0) {
			remarks.add('objectMarking: a marking whose words are not in the file; held at AMBER+STRICT');
			tlps.push('amber+strict');
		}
		for (const text of words) {
			const said = markingInWords(text);
			if (said.tlp) tlps.push(said.tlp);
			else if (/\btlp\b/i.test(text)) {
				remarks.add('objectMarking: unknown TLP level, held as TLP:RED');
				tlps.push('red');
			}
			if (said.pap) paps.push(said.pap);
			for (const code of said.handling) handling.add(code);
			if (!said.tlp && !said.pap) notes.add(text.slice(0, 500));
		}
	}
	const [tlp, pap] = [strictestTlp(tlps), strictestPap(paps)];
	return {
		...(tlp ? { tlp } : {}),
		...(pap ? { pap } : {}),
		handling: [...handling].sort(),
		notes: [...notes]
	};
}

export const stated = ({ tlp, pap, handling, notes }: Marking) => ({
	...(tlp ? { tlp } : {}),
	...(pap ? { pap } : {}),
	...(handling.length ? { handling } : {}),
	...(notes.length ? { handlingNote: notes.join('; ') } : {})
});
