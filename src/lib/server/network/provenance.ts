/** Who says so: provenance joined to records and claims by id, under its own audience. */
import { parseGradeKey, ungraded } from '#lib/domain/grading.ts';
import type { Calls } from '#lib/domain/organisation.ts';
import { isRestricted, withheldAmount, withheldDates } from '#lib/domain/restricted.ts';
import type { NetworkClaim, Provenance } from '#lib/domain/subgraph.ts';
import * as queries from './queries.ts';
import type { Mark, ProvenanceRow } from './queries.ts';
import { inBatches, type Reading } from './reading.ts';
import { namesOf, tlpOfAudience } from './records.ts';

export async function provenanceOf(
	reading: Reading,
	ids: readonly string[]
): Promise<Map<string, ProvenanceRow>> {
	const rows = await inBatches([...new Set(ids)], (batch) =>
		reading.read(queries.provenance, { ids: batch, audience: reading.audience })
	);
	return new Map(rows.map((row) => [row.id, row]));
}

/** Marks by the id of the statement they are part of. */
export type Marks = ReadonlyMap<string, Mark>;

/** The marks of some statements, besides those already at hand. */
export async function marksOf(
	reading: Reading,
	ids: readonly string[],
	known: Marks = new Map()
): Promise<Marks> {
	const missing = [...new Set(ids)].filter((id) => !known.has(id));
	const rows = await inBatches(missing, (batch) =>
		reading.read(queries.marks, { ids: batch, audience: reading.audience })
	);
	return new Map([...known, ...rows.map((row) => [row.id, row] as const)]);
}

/** A claim's own properties as every query of claims returns them. */
export interface ClaimRow {
	id: string;
	type: NetworkClaim['type'];
	from: string;
	to: string;
	provenance: string;
	originalType: string;
	validFrom: string | null;
	validUntil: string | null;
	happenedAt: string | null;
	amountMinor: number | null;
	currency: string | null;
}

/** Without visible provenance: as strictly as can be. */
export const unmarked = { tlp: 'red', handling: [] } as const;

/**
 * A claim as the network draws it. Without visible provenance it is marked as strictly as can be; the
 * dates and the amount of a restricted one and who said it are held back here as they are on its card.
 */
export function claimOf(row: ClaimRow, marks: Marks): NetworkClaim {
	const by = marks.get(row.provenance);
	const { tlp, handling } = by ?? unmarked;
	const marking = { tlp, handling: [...handling] };
	const restricted = isRestricted(marking);
	const { validFrom, validUntil, happenedAt, amountMinor, currency } = restricted
		? { ...withheldDates, ...withheldAmount }
		: row;
	return {
		id: row.id,
		type: row.type,
		from: row.from,
		to: row.to,
		source: restricted ? '' : (by?.source ?? ''),
		owner: { id: by?.owner ?? '', name: by?.ownerName ?? by?.owner ?? '' },
		...marking,
		statement: by?.statement ?? 'assessment',
		evaluation: by ? parseGradeKey(by.grade) : ungraded,
		validFrom,
		validUntil,
		happenedAt,
		amountMinor,
		currency,
		demonstration: by?.demonstration ?? false,
		originalType: row.originalType
	};
}

/** Names of the sources and owners of some provenance. */
export interface Names {
	source: (by: ProvenanceRow) => string;
	owner: (by: ProvenanceRow) => string;
}

/** Sources as the statements themselves call them, whatever else is known of them. `calls`: how owners are named. */
export async function namesWithin(
	reading: Reading,
	provenances: Iterable<ProvenanceRow>,
	calls: Calls = ({ name }) => name
): Promise<Names> {
	const owners = new Set([...provenances].map((by) => by.owner));
	const agencies = await reading.read(queries.agencies, { ids: [...owners] });
	const agencyNames = new Map(agencies.map((agency) => [agency.id, calls(agency)]));
	return {
		source: (by) => by.sourceName,
		owner: (by) => agencyNames.get(by.owner) ?? by.owner
	};
}

/** Sources as the viewer may know them, on the screen: whatever leaves it is named in `sources.ts`. */
export async function namesBehind(
	reading: Reading,
	provenances: Iterable<ProvenanceRow>
): Promise<Names> {
	const all = [...provenances];
	const entities = new Set(all.flatMap((by) => by.sourceEntity ?? []));
	const [named, within] = await Promise.all([
		namesOf(reading, [...entities]),
		namesWithin(reading, all, reading.calls)
	]);
	return {
		...within,
		source: (by) => named.get(by.sourceEntity ?? '')?.name ?? within.source(by)
	};
}

export interface Stated {
	id: string;
	originalType: string;
	modified: string | null;
	revoked: boolean;
	validFrom: string | null;
	validUntil: string | null;
	/** The tokens the viewer shares with it, where no provenance is visible. */
	audience?: readonly string[];
}

/** Provenance as cards and exports show it. */
export function statedBy(row: Stated, by: ProvenanceRow | undefined, names: Names): Provenance {
	const own = {
		id: row.id,
		originalType: row.originalType,
		modified: row.modified,
		revoked: row.revoked,
		validFrom: row.validFrom,
		validUntil: row.validUntil
	};
	if (!by) return { ...own, ...unknown(row.audience ?? []) };
	return {
		...own,
		source: { id: by.source, name: names.source(by) },
		owner: { id: by.owner, name: names.owner(by) },
		tlp: by.tlp,
		pap: by.pap,
		handling: by.handling,
		handlingNote: by.handlingNote,
		evaluation: parseGradeKey(by.grade),
		confidence: by.confidence,
		statement: by.statement,
		status: by.status,
		obtainedAt: by.obtainedAt,
		reviewBy: by.reviewBy,
		purpose: by.purpose,
		demonstration: by.demonstration
	};
}

const unknown = (audience: readonly string[]) => ({
	source: { id: '', name: '' },
	owner: { id: '', name: '' },
	tlp: tlpOfAudience(audience),
	pap: null,
	handling: [],
	handlingNote: null,
	evaluation: ungraded,
	confidence: null,
	statement: 'assessment' as const,
	status: 'intelligence' as const,
	obtainedAt: '',
	reviewBy: null,
	purpose: [],
	demonstration: audience.includes('demonstration')
});
