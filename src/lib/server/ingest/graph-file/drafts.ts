/** Nodes and edges of a graph file as drafts: `concept` and `RELATED_TO` where no word names one of our own. */
import type { ClaimDraft, RecordDraft } from '#lib/domain/draft.ts';
import {
	claimAttributes,
	claimTypeOfWord,
	kindAttributes,
	kindOfWord,
	markingAttributes,
	nameAttributes
} from '#lib/domain/graph-file-mapping.ts';
import { markingOf, type FileMarking } from './marking.ts';
import { ownClaim, ownRecord } from './own.ts';
import { attributesOf, taken, textOf, type GraphEdge, type GraphNode, type Said } from './thing.ts';
import { longestDescription, shortName } from '../xml/name.ts';
import { nodeRef } from './ends.ts';

/** What holds for the whole file. */
export interface FileSays {
	marking: FileMarking;
	/** Columns of ours, in the nodes and in the edges. */
	own: { node: boolean; edge: boolean };
}

/** An original type is a word; a longer text stays with the attributes alone. */
const longestType = 200;

const typeWord = (text: string | undefined, otherwise: string): string =>
	text !== undefined && text.trim() !== '' && text.length <= longestType ? text : otherwise;

/** The label as the reference of the node holds it: the one it shows, or nothing. */
export const labelOf = ({ label, said }: GraphNode): string =>
	shortName(label ?? textOf(said, nameAttributes) ?? '');

function kindIn(said: readonly Said[]): { kind: RecordDraft['kind']; word?: string } {
	const words = kindAttributes.flatMap((name) => textOf(said, [name]) ?? []);
	for (const word of words) {
		const kind = kindOfWord(word);
		if (kind) return { kind, word };
	}
	return { kind: 'concept', ...(words[0] === undefined ? {} : { word: words[0] }) };
}

/** Takes the markings out of the attributes: they stand in the draft. */
function dropMarkings(said: Said[]): void {
	for (const names of Object.values(markingAttributes)) for (const name of names) taken(said, name);
}

const stated = ({ marking }: { marking: FileMarking }) => ({
	...(marking.tlp ? { tlp: marking.tlp } : {}),
	...(marking.pap ? { pap: marking.pap } : {}),
	...(marking.handling.length ? { handling: marking.handling } : {})
});

const dates = ({ validFrom, validUntil }: { validFrom?: string; validUntil?: string }) => ({
	...(validFrom === undefined ? {} : { validFrom }),
	...(validUntil === undefined ? {} : { validUntil })
});

/** What the format has as a description, else an attribute of that name; one that is too long stays an attribute. */
function descriptionOf(given: string | undefined, said: Said[]): { description?: string } {
	const text = given ?? textOf(said, ['description']);
	if (text === undefined) return {};
	if (text.length > longestDescription) {
		if (given !== undefined) said.push({ id: 'desc', name: 'desc', value: given });
		return {};
	}
	if (given === undefined) taken(said, 'description');
	return text === '' ? {} : { description: text };
}

/** A label that is not the name as it stands, or that nothing else holds, is kept as it is. */
const wholeLabel = (label: string | undefined, kept: string): { label?: string } =>
	label !== undefined && label !== '' && label !== kept ? { label } : {};

export function recordOf(
	node: GraphNode,
	file: FileSays
): { draft: RecordDraft } | { problem: string } {
	const marked = markingOf(node.said, file.marking, file.own.node);
	if ('problem' in marked) return marked;
	const said = [...node.said];
	const { kind, word } = kindIn(said);
	const label = labelOf(node);
	if (file.own.node || (marked.marking.tlp && textOf(said, markingAttributes.tlp)))
		dropMarkings(said);
	if (file.own.node) for (const column of ['kind', 'label']) taken(said, column);
	const own = file.own.node ? ownRecord(said, kind, node.remarks) : {};
	const names = own.names?.length ? own.names : [label === '' ? shortName(node.id) : label];
	return {
		draft: {
			draft: 'record',
			at: node.at,
			ref: nodeRef(node.id, label),
			originalType: typeWord(word, 'node'),
			kind,
			identifiers: [],
			markingRefs: [],
			granularMarkings: [],
			...stated(marked),
			...dates(node),
			...descriptionOf(node.description, said),
			...own,
			names,
			attributes: { id: node.id, ...wholeLabel(node.label, names[0] ?? ''), ...attributesOf(said) }
		}
	};
}

function typeIn({ word, label, said }: GraphEdge): { type: ClaimDraft['type']; word?: string } {
	const words = [
		...(word === undefined ? [] : [word]),
		...claimAttributes.flatMap((name) => textOf(said, [name]) ?? []),
		...(label === undefined ? [] : [label])
	];
	for (const each of words) {
		const type = claimTypeOfWord(each);
		if (type) return { type, word: each };
	}
	return { type: 'RELATED_TO', ...(words[0] === undefined ? {} : { word: words[0] }) };
}

/** The claim without the references of its ends and of itself, which hold those of its nodes. */
export function claimOf(
	edge: GraphEdge,
	file: FileSays
): { claim: ClaimDraft } | { problem: string } {
	const marked = markingOf(edge.said, file.marking, file.own.edge);
	if ('problem' in marked) return marked;
	const said = [...edge.said];
	const { type, word } = typeIn(edge);
	if (file.own.edge || (marked.marking.tlp && textOf(said, markingAttributes.tlp)))
		dropMarkings(said);
	if (file.own.edge) for (const column of ['claimType', 'label']) taken(said, column);
	const own = file.own.edge ? ownClaim(said, type, edge.remarks) : {};
	const originalType = own.originalType ?? typeWord(edge.label ?? word, 'edge');
	return {
		claim: {
			draft: 'claim',
			at: edge.at,
			ref: '',
			type,
			from: '',
			to: '',
			markingRefs: [],
			...stated(marked),
			...dates(edge),
			...descriptionOf(edge.description, said),
			...own,
			originalType,
			attributes: {
				...wholeLabel(edge.label, originalType),
				...(edge.word === undefined || edge.word === originalType || edge.word === type
					? {}
					: { kind: edge.word }),
				...(edge.id === undefined ? {} : { id: edge.id }),
				...(edge.directed ? {} : { directed: false }),
				...attributesOf(said)
			}
		}
	};
}
