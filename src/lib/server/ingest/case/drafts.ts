/** Nodes of CASE and UCO as records and claims. */
import {
	claimOfProperty,
	claimOfWord,
	kindOfClass,
	type PropertyClaim
} from '#lib/domain/case-mapping.ts';
import type {
	ClaimDraft,
	Draft,
	DraftSource,
	Json,
	JsonObject,
	RecordDraft
} from '#lib/domain/draft.ts';
import { digestOf } from '../ids.ts';
import { saysChildAbuse } from '../misp/marking.ts';
import { isObject, shown, type Remarks } from '../stix/object.ts';
import { instant } from '../stix/timestamps.ts';
import { shortName } from '../xml/name.ts';
import { markingOf, stated, type Nodes } from './marking.ts';
import {
	isPart,
	nodeOf,
	referenceIn,
	referencesOf,
	textOf,
	textsOf,
	wordOf,
	type Node
} from './node.ts';
import { identifiersIn, insideOf, namesIn, positionIn } from './things.ts';

export type Verdict = { drafts: Draft[] } | { rejected: string };

/** By its IRI; a node without one, or with one of this file alone, by what it says. */
export const refOf = ({ id, object }: Node): string =>
	id === undefined || id.startsWith('_:')
		? JSON.stringify(['node', digestOf({ ...object, '@id': '' })])
		: id;

const longest = 100_000;

function sourceOf(node: Node, nodes: Nodes): { source?: DraftSource } {
	const [ref] = referencesOf(node, 'core/createdBy');
	if (ref === undefined) return {};
	const author = nodes.get(ref);
	const [name] = author ? textsOf(author, 'core/name') : [];
	return { source: { ref, ...(name === undefined ? {} : { name: shortName(name) }) } };
}

/** The last of some moments, in UTC; what has no zone stays with the attributes, with a remark. */
function momentOf(node: Node, word: string, remarks: Remarks): string | undefined {
	const found = textsOf(node, word).flatMap((text) => {
		const read = instant(text);
		if ('iso' in read) return [read.iso];
		remarks.add(`${word}: ${read.problem}; it is kept as text`);
		return [];
	});
	return found.sort().at(-1);
}

const confidenceIn = (facets: readonly Node[]): { confidence?: number } => {
	for (const facet of facets)
		for (const text of textsOf(facet, 'core/confidence'))
			if (/^\d{1,3}$/.test(text) && Number(text) <= 100) return { confidence: Number(text) };
	return {};
};

function dates(node: Node, remarks: Remarks) {
	const modified = momentOf(node, 'core/modifiedTime', remarks);
	const [start, end] = ['startTime', 'endTime'].map((word) =>
		['core', 'action', 'investigation']
			.map((module) => momentOf(node, `${module}/${word}`, remarks))
			.find((moment) => moment !== undefined)
	);
	return {
		...(modified === undefined ? {} : { modified }),
		...(start === undefined ? {} : { validFrom: start }),
		...(end === undefined ? {} : { validUntil: end })
	};
}

/** One text is the description; several, or one too long, stay with the attributes. */
function descriptionOf(node: Node): { description?: string } {
	const [text, ...more] = textsOf(node, 'core/description');
	return text !== undefined && more.length === 0 && text.length <= longest
		? { description: text }
		: {};
}

/** Content of files and messages' bytes stay outside; how much there was is kept. */
const content = new Set(['observable/dataPayload']);

/** A value as it is kept: without references that became claims, and with facets that stood elsewhere put in. */
function keptValue(value: Json, nodes: Nodes, remarks: Remarks, depth: number): Json | undefined {
	const ref = referenceIn(value);
	if (ref !== undefined) {
		const named = nodes.get(ref);
		if (named && isPart(named) && depth < 5)
			return keptObject(named.object, nodes, remarks, new Set(), depth + 1);
		return named ? undefined : value;
	}
	if (!isObject(value)) return value;
	return keptObject(value, nodes, remarks, new Set(), depth + 1);
}

function keptObject(
	object: JsonObject,
	nodes: Nodes,
	remarks: Remarks,
	without: ReadonlySet<string>,
	depth = 0
): JsonObject {
	const kept: JsonObject = {};
	for (const [key, value] of Object.entries(object)) {
		const word = wordOf(key, nodes.prefixes);
		if (without.has(word) || value === null) continue;
		if (content.has(word)) {
			const length = textOf(value)?.length ?? 0;
			remarks.add(`${word}: ${length} characters of content are not kept`);
			kept[key] = { characters: length };
			continue;
		}
		const rest = Array.isArray(value)
			? value.flatMap((item) => keptValue(item, nodes, remarks, depth) ?? [])
			: keptValue(value, nodes, remarks, depth);
		if (rest !== undefined && !(Array.isArray(rest) && rest.length === 0)) kept[key] = rest;
	}
	return kept;
}

/** A property that names another node is a claim; the same in a facet. A word says which. */
function* linksOf(
	node: Node,
	facets: readonly Node[],
	nodes: Nodes
): Generator<{ word: string; target: string; claim: PropertyClaim }> {
	const skipped = [
		'core/createdBy',
		'core/objectMarking',
		'core/hasFacet',
		'core/source',
		'core/target'
	];
	const seen = new Set<string>();
	for (const each of [node, ...facets])
		for (const [word, values] of each.said) {
			if (skipped.includes(word)) continue;
			for (const value of values) {
				const id = isObject(value) && typeof value['@id'] === 'string' ? value['@id'] : undefined;
				if (id === undefined || id === node.id || seen.has(`${word} ${id}`)) continue;
				const named = nodes.get(id);
				// An IRI that no node of the file has may be a word of a vocabulary.
				if (!named || isPart(named) || nodes.isAbuse(named)) continue;
				seen.add(`${word} ${id}`);
				yield { word, target: refOf(named), claim: claimOfProperty(word) };
			}
		}
}

/** What all that a node says shares. */
type Shared = Pick<
	ClaimDraft,
	| 'at'
	| 'source'
	| 'tlp'
	| 'pap'
	| 'handling'
	| 'handlingNote'
	| 'modified'
	| 'validFrom'
	| 'validUntil'
	| 'confidence'
>;

const shared = (node: Node, nodes: Nodes, remarks: Remarks): Shared => ({
	at: node.at,
	...sourceOf(node, nodes),
	...stated(markingOf(node, nodes, remarks))
});

const telling = [
	'core/name',
	'core/tag',
	'core/description',
	'investigation/focus',
	'investigation/investigationForm'
] as const;

/** What says child sexual abuse, and all that an investigation or a collection that says so holds. */
export function abuseAmong(nodes: readonly Node[]): ReadonlySet<string> {
	const found = nodes.filter((node) =>
		telling.flatMap((word) => textsOf(node, word)).some(saysChildAbuse)
	);
	return new Set(found.flatMap((node) => [refOf(node), ...referencesOf(node, 'core/object')]));
}

export function recordDrafts(node: Node, nodes: Nodes, remarks: Remarks): Verdict {
	const type = node.types.find((name) => kindOfClass(name)) ?? node.types[0];
	if (type === undefined)
		return { rejected: '@type: expected the class of the object, got nothing' };
	if (nodes.isAbuse(node)) return abuse(node, nodes, remarks, type);
	const facets = insideOf(node, 'core/hasFacet', nodes);
	const given = [...textsOf(node, 'core/name'), ...namesIn(facets)].map(shortName).filter(Boolean);
	const exact = textsOf(node, 'core/name').every((name) => given.includes(name));
	const described = descriptionOf(node);
	const ref = refOf(node);
	const said = {
		...shared(node, nodes, remarks),
		...dates(node, remarks),
		...confidenceIn(facets)
	};
	const links = [...linksOf(node, facets, nodes)];
	const without = new Set([
		'core/createdBy',
		'core/objectMarking',
		...(exact ? ['core/name'] : []),
		...('description' in described ? ['core/description'] : [])
	]);
	const record: RecordDraft = {
		markingRefs: [],
		...said,
		draft: 'record',
		ref,
		originalType: type.slice(0, 200),
		kind: kindOfClass(type) ?? 'concept',
		names: [...new Set(given)],
		identifiers: identifiersIn(facets, nodes, remarks),
		granularMarkings: [],
		...described,
		...positionIn(facets, remarks),
		attributes: keptObject(node.object, nodes, remarks, without)
	};
	const claims = links.map(({ word, target, claim }) =>
		claimOf(said, {
			ref: JSON.stringify([ref, word, target]),
			word,
			...directed(claim, ref, target)
		})
	);
	return { drafts: [record, ...claims, ...talks(said, ref, facets, nodes)] };
}

const directed = ({ type, reversed }: PropertyClaim, ref: string, target: string) =>
	reversed ? { type, from: target, to: ref } : { type, from: ref, to: target };

const claimOf = (
	said: Shared,
	{
		word,
		...rest
	}: { word: string } & Pick<ClaimDraft, 'ref' | 'type' | 'from' | 'to'> & Partial<ClaimDraft>
): ClaimDraft => ({
	markingRefs: [],
	...said,
	attributes: {},
	...rest,
	draft: 'claim',
	originalType: word.slice(0, 200)
});

/** Who wrote or called whom, between the accounts themselves. */
function talks(said: Shared, ref: string, facets: readonly Node[], nodes: Nodes): ClaimDraft[] {
	return facets.flatMap((facet) => {
		const ends = (word: string) =>
			referencesOf(facet, word).flatMap((id) => {
				const named = nodes.get(id);
				return named && !nodes.isAbuse(named) ? [refOf(named)] : [];
			});
		return ends('observable/from').flatMap((from) =>
			ends('observable/to').map((to) =>
				claimOf(said, {
					ref: JSON.stringify([ref, 'communicated', from, to]),
					word: facet.types[0] ?? 'communicated',
					type: 'COMMUNICATED_WITH',
					from,
					to
				})
			)
		);
	});
}

const refusal =
	'child sexual abuse; only that the case exists is kept, never its content or a way to it';

/** Of child sexual abuse only that there is a case, whose it is and when. */
function abuse(node: Node, nodes: Nodes, remarks: Remarks, type: string): Verdict {
	if (kindOfClass(type) !== 'case') return { rejected: refusal };
	remarks.add('child sexual abuse; only the case metadata is kept');
	const said = shared(node, nodes, remarks);
	const draft: RecordDraft = {
		...said,
		...dates(node, remarks),
		markingRefs: [],
		tlp: said.tlp === 'red' ? 'red' : 'amber+strict',
		handling: [...new Set([...(said.handling ?? []), 'H3' as const])].sort(),
		handlingNote: 'child sexual abuse: case metadata only',
		draft: 'record',
		ref: refOf(node),
		originalType: type,
		kind: 'case',
		names: [],
		identifiers: [],
		granularMarkings: [],
		crimeArea: 'child-sexual-exploitation',
		attributes: node.id === undefined ? {} : { '@id': node.id }
	};
	return { drafts: [draft] };
}

/** A relationship: a claim for each source and the target, undirected ones say so. */
export function claimDrafts(node: Node, nodes: Nodes, remarks: Remarks): Verdict {
	const end = (word: string) =>
		(node.said.get(word) ?? []).flatMap((value): string[] => {
			if (!isObject(value)) return [];
			const inside = nodeOf(value, node.at, nodes.prefixes);
			const named = inside.id === undefined ? inside : (nodes.get(inside.id) ?? inside);
			return named.id === undefined ? [] : [refOf(named)];
		});
	const [sources, targets] = [end('core/source'), end('core/target')];
	for (const [word, ends] of [
		['core/source', sources],
		['core/target', targets]
	] as const)
		if (ends.length === 0)
			return {
				rejected: `${word}: expected the @id of an object, got ${shown(node.said.get(word)?.[0])}`
			};
	const isAbuse = [...sources, ...targets].some((ref) => {
		const named = nodes.get(ref);
		return named !== undefined && nodes.isAbuse(named);
	});
	if (isAbuse || nodes.isAbuse(node)) return { rejected: refusal };
	const [word = 'Relationship', ...more] = textsOf(node, 'core/kindOfRelationship');
	const described = descriptionOf(node);
	const facets = insideOf(node, 'core/hasFacet', nodes);
	const said = {
		...shared(node, nodes, remarks),
		...dates(node, remarks),
		...confidenceIn(facets)
	};
	const without = new Set([
		'core/createdBy',
		'core/objectMarking',
		'core/source',
		'core/target',
		...(more.length ? [] : ['core/kindOfRelationship']),
		...('description' in described ? ['core/description'] : [])
	]);
	const attributes = keptObject(node.object, nodes, remarks, without);
	const pairs = sources.flatMap((from) => targets.map((to) => ({ from, to })));
	return {
		drafts: pairs.map(({ from, to }) =>
			claimOf(said, {
				ref: pairs.length === 1 ? refOf(node) : JSON.stringify([refOf(node), from, to]),
				word,
				type: claimOfWord(word),
				from,
				to,
				...described,
				attributes
			})
		)
	};
}
