/** Everything a viewer may take away: entities and claims with their whole provenance, in batches. */
import type {
	ExportClaim,
	ExportContext,
	ExportEntity,
	ExportProvenance,
	ExportRecord
} from '#lib/domain/export-graph.ts';
import type { DraftIdentifier, IdentifierScheme, JsonObject } from '#lib/domain/draft.ts';
import { identifierSchemes } from '#lib/domain/draft.ts';
import { shieldedAs } from '#lib/domain/restricted.ts';
import { namesWithin, provenanceOf, statedBy, type Names, type Stated } from './provenance.ts';
import * as queries from './queries.ts';
import type { FullClaim, FullRecord, ProvenanceRow } from './queries.ts';
import { inBatches, type Reading } from './reading.ts';
import { byEntity, parseIdentifier, recordsOf, seenOf } from './records.ts';

/** Entities that sources are known as, by the id of the source. */
export type SourceEntities = ReadonlyMap<string, string>;

export interface ExportBatch {
	entities: ExportEntity[];
	claims: ExportClaim[];
	/** Who is behind what is in it; a source is called here as each statement calls it. */
	sources: SourceEntities;
	/** The provenance that each record and claim rests on. */
	rests: Rests;
}

/** Provenance by the record or claim that rests on it. */
export type Rests = ReadonlyMap<string, string>;
const restsOf = (rows: readonly { id: string; provenance: string }[]): Rests =>
	new Map(rows.map(({ id, provenance }) => [id, provenance]));

const sourceEntities = (provenances: Iterable<ProvenanceRow>): SourceEntities =>
	new Map(
		[...provenances].flatMap(({ source, sourceEntity }) =>
			sourceEntity === null ? [] : [[source, sourceEntity] as const]
		)
	);

/** First characters of ids in code point order: stretches of them keep each read small. */
const firsts = [
	'',
	...'-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz',
	'\u{10ffff}'
];
const stretches = firsts.slice(1).map((to, i) => ({ from: firsts[i] ?? '', to }));

const isScheme = (scheme: string): scheme is IdentifierScheme =>
	(identifierSchemes as readonly string[]).includes(scheme);

const identifierOf = (key: string): DraftIdentifier[] => {
	const { scheme, value } = parseIdentifier(key);
	return isScheme(scheme) ? [{ scheme, value }] : [];
};

const attributesOf = (text: string | null): JsonObject =>
	text === null ? {} : (JSON.parse(text) as JsonObject);

interface Said extends Stated {
	ref: string;
	description: string | null;
	attributes: string | null;
}

function exported(row: Said, by: ProvenanceRow | undefined, names: Names): ExportProvenance {
	const { source, ...rest } = statedBy(row, by, names);
	return {
		...rest,
		ref: row.ref,
		source: { ...source, ref: by?.sourceRef ?? '' },
		description: row.description,
		attributes: attributesOf(row.attributes)
	};
}

const recordOf = (row: FullRecord, by: ProvenanceRow | undefined, names: Names): ExportRecord => ({
	...exported(row, by, names),
	variant: row.variant,
	names: row.names,
	identifiers: row.identifiers.flatMap(identifierOf),
	crimeArea: row.crimeArea,
	sectors: row.sectors ?? [],
	dataSubject: row.dataSubject,
	latitude: row.latitude,
	longitude: row.longitude,
	stub: row.stub
});

const claimOf = (
	row: FullClaim,
	by: ProvenanceRow | undefined,
	names: Names,
	refs: ReadonlyMap<string, string>
): ExportClaim => ({
	...exported(row, by, names),
	type: row.type,
	from: row.source,
	to: row.target,
	fromRef: refs.get(row.fromRecord) ?? '',
	toRef: refs.get(row.toRecord) ?? '',
	amountMinor: row.amountMinor,
	currency: row.currency,
	happenedAt: row.happenedAt,
	role: row.role,
	unusualEnds: row.unusualEnds
});

async function refsOf(
	reading: Reading,
	claims: readonly FullClaim[],
	records: readonly FullRecord[]
): Promise<Map<string, string>> {
	const refs = new Map(records.map((record) => [record.id, record.ref]));
	const missing = new Set(
		claims
			.flatMap(({ fromRecord, toRecord }) => [fromRecord, toRecord])
			.filter((id) => !refs.has(id))
	);
	for (const { id, ref } of await inBatches([...missing], (ids) =>
		reading.read(queries.recordRefs, { ids, audience: reading.audience })
	))
		refs.set(id, ref);
	return refs;
}

async function batchOf(
	reading: Reading,
	ids: readonly string[],
	keeps: (claim: FullClaim) => boolean
): Promise<ExportBatch> {
	const { read, audience } = reading;
	const [records, all] = await Promise.all([
		inBatches(ids, (batch) => read(queries.fullRecords, { ids: batch, audience })),
		inBatches(ids, (batch) => read(queries.fullClaims, { ids: batch, audience }))
	]);
	const claims = all.filter(keeps);
	const [provenances, refs] = await Promise.all([
		provenanceOf(
			reading,
			[...records, ...claims].map((row) => row.provenance)
		),
		refsOf(reading, claims, records)
	]);
	const names = await namesWithin(reading, provenances.values());
	return {
		sources: sourceEntities(provenances.values()),
		rests: restsOf([...records, ...claims]),
		entities: [...byEntity(records)].flatMap(([id, [first, ...rest]]) =>
			first
				? [
						{
							id,
							kind: first.kind,
							records: [first, ...rest].map((row) =>
								recordOf(row, provenances.get(row.provenance), names)
							)
						}
					]
				: []
		),
		claims: claims.map((row) => claimOf(row, provenances.get(row.provenance), names, refs))
	};
}

/** Every visible entity, record and claim, withdrawn ones among them, a stretch of ids at a time. */
export async function* everything(reading: Reading): AsyncGenerator<ExportBatch> {
	const { read, audience } = reading;
	for (const { from, to } of stretches) {
		const ids = (await read(queries.entityIds, { from, to, audience })).map(({ id }) => id);
		if (ids.length) yield await batchOf(reading, ids, () => true);
	}
}

/** Some entities and the claims among them that stand: what a reader has on the screen. */
export async function among(reading: Reading, ids: readonly string[]): Promise<ExportBatch> {
	const inside = await seenOf(reading, [...new Set(ids)]);
	return batchOf(
		reading,
		[...inside],
		(claim) => !claim.revoked && inside.has(claim.source) && inside.has(claim.target)
	);
}

export interface ContextBatch {
	records: ExportContext[];
	sources: SourceEntities;
	rests: Rests;
}

async function placed(reading: Reading, rows: readonly FullRecord[]): Promise<ContextBatch> {
	const provenances = await provenanceOf(
		reading,
		rows.map((row) => row.provenance)
	);
	const [names, all] = await Promise.all([
		namesWithin(reading, provenances.values()),
		recordsOf(
			reading,
			rows.map((row) => row.entity)
		)
	]);
	const records = [...byEntity(rows).values()].flat().map((row) => ({
		entity: row.entity,
		kind: row.kind,
		record: recordOf(row, provenances.get(row.provenance), names),
		...(shieldedAs(row.kind, all.get(row.entity) ?? []) ? { shielded: true as const } : {})
	}));
	return { records, sources: sourceEntities(provenances.values()), rests: restsOf(rows) };
}

/**
 * Records that an export refers to by a reference of their source, such as marking definitions and
 * authors: `refs` are STIX ids.
 */
export const context = async (reading: Reading, refs: readonly string[]): Promise<ContextBatch> =>
	placed(
		reading,
		await inBatches([...new Set(refs)], (batch) =>
			reading.read(queries.recordsByIdentifier, {
				keys: batch.map((ref) => `stix:${ref}`),
				audience: reading.audience
			})
		)
	);

/** All visible records of some entities, the weightiest of each first. */
export const recordsAbout = async (
	reading: Reading,
	entities: readonly string[]
): Promise<ExportContext[]> =>
	(
		await placed(
			reading,
			await inBatches([...new Set(entities)], (ids) =>
				reading.read(queries.fullRecords, { ids, audience: reading.audience })
			)
		)
	).records;
