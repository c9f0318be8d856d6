/** The demonstration as one organisation sees it, by the audience rule alone and without a store. */
import { audienceOf, intersect, sees, tokensOf } from '#lib/domain/audience.ts';
import type { Delivery } from '#lib/domain/delivery.ts';
import type { ClaimDraft, RecordDraft } from '#lib/domain/draft.ts';

export interface Link {
	claim: ClaimDraft;
	owner: string;
	/** STIX identifiers of the ends. */
	from: string;
	to: string;
}

export const recordsOf = ({ drafts }: Delivery): RecordDraft[] =>
	drafts.filter((draft) => draft.draft === 'record');
export const claimsOf = ({ drafts }: Delivery): ClaimDraft[] =>
	drafts.filter((draft) => draft.draft === 'claim');

export const stixOf = (record: RecordDraft): string =>
	record.identifiers.find(({ scheme }) => scheme === 'stix')?.value ?? '';

const tokens = (organisation: string) =>
	tokensOf({
		account: `analyst-of-${organisation}`,
		organisation,
		clientOf: [],
		groups: [],
		cases: [],
		roles: ['analyst'],
		demonstration: true
	});

/** Everything an analyst of the organisation may see; without one, everything there is. */
export function seenBy(
	deliveries: readonly Delivery[],
	organisation?: string
): { records: RecordDraft[]; links: Link[] } {
	const records: RecordDraft[] = [];
	const links: Link[] = [];
	const held = organisation === undefined ? undefined : tokens(organisation);
	for (const delivery of deliveries) {
		const by = { owner: delivery.owner, account: 'seed', demonstration: true };
		const audience = (draft: RecordDraft | ClaimDraft) =>
			audienceOf({ tlp: draft.tlp ?? delivery.tlp }, by);
		const own = new Map(recordsOf(delivery).map((record) => [record.ref, record]));
		for (const record of own.values())
			if (!held || sees(held, audience(record))) records.push(record);
		for (const claim of claimsOf(delivery)) {
			const from = own.get(claim.from);
			const to = own.get(claim.to);
			if (!from || !to) throw new Error(`${claim.at}: an end is missing`);
			const both = intersect(audience(from), audience(to), by);
			const all = intersect(both, audience(claim), by);
			if (!held || sees(held, all))
				links.push({ claim, owner: delivery.owner, from: stixOf(from), to: stixOf(to) });
		}
	}
	return { records, links };
}

/** Things from one to another by the fewest links, both included; undefined when there is no way. */
export function shortestPath(
	links: readonly Link[],
	from: string,
	to: string
): string[] | undefined {
	const neighbours = new Map<string, Set<string>>();
	const join = (a: string, b: string) => {
		const known = neighbours.get(a) ?? new Set<string>();
		neighbours.set(a, known.add(b));
	};
	for (const link of links) {
		join(link.from, link.to);
		join(link.to, link.from);
	}
	const before = new Map<string, string | undefined>([[from, undefined]]);
	const queue = [from];
	for (let here = queue.shift(); here !== undefined; here = queue.shift()) {
		if (here === to) {
			const path: string[] = [];
			for (let step: string | undefined = to; step !== undefined; step = before.get(step))
				path.unshift(step);
			return path;
		}
		for (const next of neighbours.get(here) ?? [])
			if (!before.has(next)) {
				before.set(next, here);
				queue.push(next);
			}
	}
	return undefined;
}

export const reach = (links: readonly Link[], from: string): Set<string> => {
	const found = new Set([from]);
	for (let grew = true; grew;) {
		grew = false;
		for (const link of links)
			if (found.has(link.from) !== found.has(link.to)) {
				found.add(link.from).add(link.to);
				grew = true;
			}
	}
	return found;
};
