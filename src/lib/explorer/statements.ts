/** Statements of a card, grouped as a reader asks: what is said, then who says so. */
import { parseProbability, probabilityAttribute, type PhiaTerm } from '#lib/domain/probability.ts';
import type { CardClaim } from '#lib/domain/subgraph.ts';
import { visible } from './deeds.ts';
import { sourcesBehind } from './lines.ts';

/** Claims of one type and direction about one other entity. */
export interface ClaimGroup {
	key: string;
	type: CardClaim['type'];
	direction: CardClaim['direction'];
	other: CardClaim['other'];
	claims: readonly CardClaim[];
	/** Distinct sources: two claims of one source are not two confirmations. */
	sources: number;
}

/** Items under their keys, in the order each key first comes. */
function grouped<T>(items: readonly T[], keyOf: (item: T) => string): [string, [T, ...T[]]][] {
	const groups = new Map<string, [T, ...T[]]>();
	for (const item of items) {
		const key = keyOf(item);
		const group = groups.get(key);
		if (group) group.push(item);
		else groups.set(key, [item]);
	}
	return [...groups];
}

export const groupClaims = (claims: readonly CardClaim[]): ClaimGroup[] =>
	grouped(claims, ({ type, direction, other }) => `${type} ${direction} ${other.id}`).map(
		([key, group]) => {
			const { type, direction, other } = group[0];
			const sources = sourcesBehind(group.map((claim) => claim.source.id));
			return { key, type, direction, other, claims: group, sources };
		}
	);

export interface VerbGroup {
	key: string;
	type: ClaimGroup['type'];
	direction: ClaimGroup['direction'];
	groups: readonly ClaimGroup[];
	claims: number;
}

/** The same under one heading for each type and direction, in the order they first come. */
export const groupByVerb = (groups: readonly ClaimGroup[]): VerbGroup[] =>
	grouped(groups, ({ type, direction }) => `${type} ${direction}`).map(([key, members]) => {
		const { type, direction } = members[0];
		const claims = members.reduce((sum, group) => sum + group.claims.length, 0);
		return { key, type, direction, groups: members, claims };
	});

/**
 * Text that a source or a colleague wrote: line by line as `visible` has it, without the addresses of its
 * Markdown links, which stay in the record.
 */
export const readable = (text: string): string =>
	text
		.replaceAll('\t', ' ')
		.split(/\r\n|\n|\r/)
		.map(visible)
		.join('\n')
		.replace(/\[([^\][\n]{1,300})\]\(https?:\/\/[^\s()]{1,1000}\)/g, '$1');

/** The source's own words as rows; text that is no JSON object is one row. */
export function attributeRows(json: string): { name: string; value: string }[] {
	if (json === '' || json === '{}') return [];
	try {
		const parsed: unknown = JSON.parse(json);
		if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
			return Object.entries(parsed).map(([name, value]) => ({
				name,
				value: typeof value === 'string' ? value : JSON.stringify(value)
			}));
		}
	} catch {
		// Not JSON: shown as it is.
	}
	return [{ name: '', value: json }];
}

/** What a further page of a card brings that the earlier ones did not. */
export function unseen(known: readonly CardClaim[], next: readonly CardClaim[]): CardClaim[] {
	const ids = new Set(known.map((claim) => claim.id));
	return next.filter((claim) => !ids.has(claim.id));
}

/** The word of probability an assessment was given, if it was given one. */
export function probabilityIn(attributes: string): PhiaTerm | undefined {
	try {
		const said: unknown = JSON.parse(attributes);
		return typeof said === 'object' && said !== null && probabilityAttribute in said
			? parseProbability(said[probabilityAttribute])
			: undefined;
	} catch {
		// What cannot be read names no probability; the rows show it as it is.
		return undefined;
	}
}
