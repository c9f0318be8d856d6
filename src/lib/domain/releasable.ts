/**
 * What of an export may go to whom (law.md R3), as far as markings and agreements say it. To one's own
 * organisation goes what its people see. To anybody else never: TLP:RED, AMBER+STRICT of another than the
 * recipient, AMBER of a third organisation (its owner passes it on, not we), and what is under H1, H2 or
 * H3, because no permission is kept here yet and no program reads the note of H3. Without an agreement,
 * which is the case of everybody named in words, nothing above GREEN and no record of a person.
 */
import type { ExportEntity, ExportGraph } from './export-graph.ts';
import type { Kind } from './kinds.ts';
import type { HandlingCode, Tlp } from './marking.ts';
import { mayReceive } from './organisation.ts';
import type { Addressee } from './recipient.ts';
import { isRestricted } from './restricted.ts';

/** What stands against an item, the strictest first: each item counts under the first that does. */
export const bars = [
	'red',
	'H1',
	'H2',
	'H3',
	'amber+strict',
	'amber',
	'person',
	/** It says nothing but that it is about something that stays. */
	'reference'
] as const;
export type Bar = (typeof bars)[number];

export interface Against {
	bar: Bar;
	count: number;
}

interface Marked {
	tlp: Tlp;
	handling: readonly HandlingCode[];
	owner: { id: string };
}

type Restrictable = Marked & { dataSubject?: string | null };
type Item = Restrictable & { id: string };

const open: readonly Tlp[] = ['clear', 'green'];

const ownerMay = ({ tlp, owner }: Marked, to: Addressee): boolean => {
	const isRecipients = to.kind !== 'other' && owner.id === to.id;
	return isRecipients || (tlp === 'amber' && owner.id === to.sender);
};

export function barOf(item: Marked, to: Addressee, kind?: Kind): Bar | undefined {
	if (to.kind === 'own') return undefined;
	if (item.tlp === 'red') return 'red';
	const code = (['H1', 'H2', 'H3'] as const).find((each) => item.handling.includes(each));
	if (code) return code;
	if (!open.includes(item.tlp) && !(mayReceive(to.agreement) && ownerMay(item, to)))
		return item.tlp as Bar;
	return kind === 'person' && !mayReceive(to.agreement) ? 'person' : undefined;
}

export interface Sieve {
	/** An entity keeps the records that may go; with `whole` it goes with all of them or not at all. */
	graph(from: Pick<ExportGraph, 'entities' | 'claims'>, whole?: boolean): void;
	/** Whether it may go there; where not, it counts. */
	pass(item: Item, kind?: Kind): boolean;
	/** The same, asked without counting; `shielded`: of a victim or witness by whatever record of theirs. */
	may(item: Item, kind?: Kind, shielded?: boolean): boolean;
	/** Keeps an item back for another reason than its own marking. */
	stay(id: string, bar: Bar): void;
	against(): Against[];
}

/** Counts what stays behind and why, each item once; what it passed may go to the addressee. */
export const sieveFor = (to: Addressee): Sieve => sieveBy((item, kind) => barOf(item, to, kind));

/** What a program may not take although its organisation may: nobody is there to give the reason. */
export const barToProgram = (
	item: Restrictable,
	kind?: Kind,
	shielded = false
): Bar | undefined => {
	if (!shielded && !isRestricted(item, kind)) return undefined;
	if (item.tlp === 'red') return 'red';
	return (['H1', 'H2', 'H3'] as const).find((code) => item.handling.includes(code)) ?? 'person';
};

/** Counts what a bar keeps back, each item once. */
export function sieveBy(
	barTo: (item: Item, kind?: Kind, shielded?: boolean) => Bar | undefined
): Sieve {
	const barred = new Map<string, Bar>();
	const pass = (item: Item, kind?: Kind): boolean => {
		const bar = barTo(item, kind);
		if (bar) barred.set(item.id, bar);
		return !barred.has(item.id);
	};
	return {
		pass,
		stay: (id, bar) => void barred.set(id, bar),
		may: (item, kind, shielded) => barTo(item, kind, shielded) === undefined,
		graph(from, whole = false) {
			const staying = new Set<string>();
			const entities = from.entities.flatMap((entity): ExportEntity[] => {
				const records = entity.records.filter((record) => pass(record, entity.kind));
				if (records.length === entity.records.length) return [entity];
				for (const { ref } of entity.records) staying.add(ref);
				for (const { ref } of records) staying.delete(ref);
				return whole || records.length === 0 ? [] : [{ ...entity, records }];
			});
			const going = new Set(entities.map(({ id }) => id));
			// A claim names the two records that it came with: it stays where one of them does.
			from.claims = from.claims.filter(
				(claim) =>
					pass(claim) &&
					[claim.from, claim.to].every((end) => going.has(end)) &&
					![claim.fromRef, claim.toRef].some((ref) => staying.has(ref))
			);
			from.entities = entities;
		},
		against: () => {
			const found = [...barred.values()];
			return bars
				.map((bar) => ({ bar, count: found.filter((each) => each === bar).length }))
				.filter(({ count }) => count > 0);
		}
	};
}
