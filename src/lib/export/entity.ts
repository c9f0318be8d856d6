/** One entity as a row or point of a file: one name, and what all its records together demand. */
import type { ExportEntity, ExportRecord } from '#lib/domain/export-graph.ts';
import { strictestPap, strictestTlp } from '#lib/domain/marking.ts';

/** Code-unit order: the same on every machine, whatever its language. */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const byId = (a: { id: string }, b: { id: string }): number => byCodeUnit(a.id, b.id);

/** What says most comes first: real records before stubs and parts, newer before older. */
export const byWeight = (a: ExportRecord, b: ExportRecord): number =>
	Number(a.stub) - Number(b.stub) ||
	Number(a.variant !== null) - Number(b.variant !== null) ||
	byCodeUnit(b.modified ?? '', a.modified ?? '') ||
	byId(a, b);

const distinct = <T extends string>(values: readonly T[]): T[] =>
	[...new Set(values)].sort(byCodeUnit);

export interface Summary {
	id: string;
	kind: string;
	name: string;
	/** As each source says, which may differ: suspect, convicted, victim, witness. */
	dataSubject: string[];
	aliases: string[];
	originalTypes: string[];
	identifiers: string[];
	sources: string[];
	owners: string[];
	tlp: string;
	pap: string;
	handling: string[];
	revoked: boolean;
	demonstration: boolean;
}

export function summary({ id, kind, records }: ExportEntity): Summary {
	const ranked = records.toSorted(byWeight);
	const names = [...new Set(ranked.flatMap((record) => record.names))];
	const identifiers = [
		...new Set(
			ranked.flatMap((record) =>
				record.identifiers.map(({ scheme, value }) => `${scheme}:${value}`)
			)
		)
	];
	const [name = identifiers[0] ?? id, ...aliases] = names;
	return {
		id,
		kind,
		name,
		dataSubject: distinct(records.flatMap((record) => record.dataSubject ?? [])),
		aliases,
		identifiers,
		originalTypes: distinct(records.map((record) => record.originalType)),
		sources: distinct(records.map(({ source }) => source.name).filter(Boolean)),
		owners: distinct(records.map(({ owner }) => owner.name)),
		tlp: strictestTlp(records.map((record) => record.tlp)) ?? '',
		pap: strictestPap(records.flatMap((record) => record.pap ?? [])) ?? '',
		handling: distinct(records.flatMap((record) => record.handling)),
		revoked: records.every((record) => record.revoked),
		demonstration: records.some((record) => record.demonstration)
	};
}
