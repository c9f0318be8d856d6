/** Two entities side by side: what both say, what differs, what only one has. Facts, no score. */
import type { CardRecord, EntityCard, Subgraph } from '#lib/domain/subgraph.ts';
import { m } from '#lib/paraglide/messages.js';
import { kindName } from '#lib/ui/words.ts';
import { roleName, schemeName } from './terms.ts';

export type Verdict = 'same' | 'different' | 'partly' | 'first' | 'second';

export interface Row {
	key: string;
	label: string;
	both: string[];
	first: string[];
	second: string[];
	verdict: Verdict;
}

const distinct = (values: readonly (string | null | undefined)[]): string[] => [
	...new Set(values.filter((value): value is string => !!value))
];

export function verdictOf(both: number, first: number, second: number): Verdict {
	if (first === 0 && second === 0) return 'same';
	if (both > 0) return 'partly';
	if (first > 0 && second > 0) return 'different';
	return first > 0 ? 'first' : 'second';
}

/** One field of both; undefined when neither has it. */
export function rowOf(
	key: string,
	label: string,
	a: readonly (string | null | undefined)[],
	b: readonly (string | null | undefined)[]
): Row | undefined {
	const [left, right] = [distinct(a), distinct(b)];
	const both = left.filter((value) => right.includes(value));
	const first = left.filter((value) => !right.includes(value));
	const second = right.filter((value) => !left.includes(value));
	if (left.length + right.length === 0) return undefined;
	const verdict = verdictOf(both.length, first.length, second.length);
	return { key, label, both, first, second, verdict };
}

const fields: [string, () => string, (record: CardRecord) => readonly (string | null)[]][] = [
	['names', m.network_field_names, (record) => record.names],
	['type', m.network_field_type, (record) => [record.originalType]],
	['area', m.keep_field_area, (record) => [record.crimeArea]],
	['sectors', m.keep_field_sectors, (record) => record.sectors],
	[
		'role',
		m.network_field_role,
		(record) => [record.dataSubject === null ? null : roleName(record.dataSubject)]
	],
	['sources', m.keep_field_sources, (record) => [record.source.name]],
	['owners', m.network_field_owner, (record) => [record.owner.name]]
];

export function compare(a: EntityCard, b: EntityCard): Row[] {
	const schemes = distinct(
		[...a.records, ...b.records].flatMap((record) => record.identifiers.map(({ scheme }) => scheme))
	).sort();
	const valuesOf = (card: EntityCard, scheme: string) =>
		card.records.flatMap((record) =>
			record.identifiers.flatMap((one) => (one.scheme === scheme ? [one.value] : []))
		);
	const kind = rowOf('kind', m.keep_field_kind(), [kindName(a.node.kind)], [kindName(b.node.kind)]);
	return [
		kind,
		...fields.map(([key, label, of]) =>
			rowOf(key, label(), a.records.flatMap(of), b.records.flatMap(of))
		),
		...schemes.map((scheme) =>
			rowOf(`id ${scheme}`, schemeName(scheme), valuesOf(a, scheme), valuesOf(b, scheme))
		)
	].flatMap((row) => row ?? []);
}

export interface Neighbours {
	shared: { id: string; name: string }[];
	first: number;
	second: number;
	/** Not all neighbours were read, so there may be more. */
	cut: boolean;
}

export function neighbours(a: Subgraph, b: Subgraph, ends: readonly [string, string]): Neighbours {
	const others = ({ nodes }: Subgraph, own: string) => nodes.filter(({ id }) => id !== own);
	const [left, right] = [others(a, ends[0]), others(b, ends[1])];
	const there = new Set(right.map(({ id }) => id));
	const shared = left
		.filter(({ id }) => there.has(id))
		.map(({ id, name }) => ({ id, name }))
		.sort((x, y) => x.name.localeCompare(y.name));
	return {
		shared,
		first: left.length - shared.length,
		second: right.length - shared.length,
		cut: a.cut !== null || b.cut !== null
	};
}
