/** Statements of a card, grouped as a reader asks: what is said, then who says so. */
import type { CardClaim } from '#lib/domain/subgraph.ts';

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

export function groupClaims(claims: readonly CardClaim[]): ClaimGroup[] {
	const groups = new Map<string, CardClaim[]>();
	for (const claim of claims) {
		const key = `${claim.type} ${claim.direction} ${claim.other.id}`;
		const group = groups.get(key);
		if (group) group.push(claim);
		else groups.set(key, [claim]);
	}
	return [...groups].flatMap(([key, group]) => {
		const [first] = group;
		if (!first) return [];
		const { type, direction, other } = first;
		const sources = new Set(group.map((claim) => claim.source.id)).size;
		return [{ key, type, direction, other, claims: group, sources }];
	});
}

export interface VerbGroup {
	key: string;
	type: ClaimGroup['type'];
	direction: ClaimGroup['direction'];
	groups: readonly ClaimGroup[];
	claims: number;
}

/** The same under one heading for each type and direction, in the order they first come. */
export function groupByVerb(groups: readonly ClaimGroup[]): VerbGroup[] {
	const verbs = new Map<string, ClaimGroup[]>();
	for (const group of groups) {
		const key = `${group.type} ${group.direction}`;
		const others = verbs.get(key);
		if (others) others.push(group);
		else verbs.set(key, [group]);
	}
	return [...verbs].flatMap(([key, members]) => {
		const [first] = members;
		if (!first) return [];
		const claims = members.reduce((sum, group) => sum + group.claims.length, 0);
		return [{ key, type: first.type, direction: first.direction, groups: members, claims }];
	});
}

/** A description without the addresses of its Markdown links, which stay in the record. */
export const readable = (text: string): string =>
	text.replace(/\[([^\][\n]{1,300})\]\(https?:\/\/[^\s()]{1,1000}\)/g, '$1');

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
