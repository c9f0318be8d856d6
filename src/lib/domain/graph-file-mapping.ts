/**
 * Which attributes of a graph file (GraphML, GEXF) say something that this program has a place for. Names
 * are compared without case. What our own exports write (`export/columns.ts`) is told by several columns
 * together, because a column of another program may bear one of their names and mean another thing.
 */
import { claimTypeNames, isClaimType, type ClaimType } from './claim-types.ts';
import { kindNames, kinds, type Kind } from './kinds.ts';

/** Attributes that may hold a kind, the surest first. `labels` is how Neo4j writes it: `:Person`. */
export const kindAttributes = [
	'kind',
	'type',
	'class',
	'label class',
	'labels',
	'category'
] as const;
/** Attributes that may hold a claim type, the surest first. */
export const claimAttributes = [
	'claimtype',
	'kind',
	'relationship',
	'relation',
	'type',
	'label'
] as const;
/** Attributes that hold the name of a thing, when it has no label. */
export const nameAttributes = ['label', 'name', 'title'] as const;
export const markingAttributes = {
	tlp: ['tlp', 'claimtlp'],
	pap: ['pap', 'claimpap'],
	handling: ['handling', 'claimhandling']
} as const;

/** Columns by which a file of our own is told, whatever program wrote it anew. */
export const ownNodeColumns = ['kind', 'originaltypes', 'tlp', 'owners'] as const;
export const ownEdgeColumns = ['claimtype', 'originaltype', 'claimtlp', 'statement'] as const;

const kindsByWord: ReadonlyMap<string, Kind> = new Map(
	kindNames.flatMap((kind) => [
		[kind, kind] as const,
		[kinds[kind].label.toLowerCase(), kind] as const
	])
);

/** The kind that a word names: `person`, `Person`, `:Person`, `CaseFile`. */
export function kindOfWord(word: string): Kind | undefined {
	if (word.length > 200) return undefined;
	for (const part of word.split(':')) {
		const kind = kindsByWord.get(part.trim().toLowerCase());
		if (kind) return kind;
	}
	return undefined;
}

const longestType = Math.max(...claimTypeNames.map((name) => name.length));

/** The claim type that a word names: `MEMBER_OF`, `member of`, `member-of`. */
export function claimTypeOfWord(word: string): ClaimType | undefined {
	const name = word.trim();
	if (name.length > longestType) return undefined;
	const upper = name.toUpperCase().replace(/[\s-]/g, '_');
	return isClaimType(upper) ? upper : undefined;
}
