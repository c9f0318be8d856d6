/** Writes one batch of record drafts as it was planned, and journals what it replaces. */
import type { Token } from '#lib/domain/audience.ts';
import type { RecordDraft } from '#lib/domain/draft.ts';
import type { Kind } from '#lib/domain/kinds.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import type { ImportContext, Properties } from './batch.ts';
import { joinedAmong, type Joined } from './joining.ts';
import { journalRecords } from './journal.ts';
import * as queries from './queries.ts';
import { identifierKey, recordProperties } from './record-row.ts';
import { planRecords, resolveEntities, sameAudience, type Planned } from './record-plan.ts';
import {
	dropEmbeddedClaims,
	moveRecordTo,
	refreshClaims,
	setKind,
	writeProvenance
} from './upkeep.ts';

export interface Created {
	entities: number;
	records: number;
	claims: number;
	/** Ids of what the batch wrote, for the import's digest in the audit log. */
	ids: string[];
	/** Ids of all that it wrote or changed, and of the entities that this is about: the log names them. */
	touched: string[];
	/** Records that met those of other organisations at an entity. */
	joined: Joined[];
}

/** Writes a batch inside a transaction; every number it returns is of things newly created. */
export async function writeRecords(
	run: Runner,
	drafts: RecordDraft[],
	context: ImportContext
): Promise<Created> {
	const { planned, fresh, restated, provenances } = await planRecords(run, drafts, context);
	await writeProvenance(run, provenances, context);
	if (restated.length)
		await run.run(queries.restateRecords, { rows: restated.map((each) => ({ ...each })) });
	const said = restated.map(({ id }) => id);
	if (planned.length === 0)
		return { entities: 0, records: 0, claims: 0, ids: [], touched: said, joined: [] };

	const entities = await resolveEntities(run, planned, context);
	await createEntities(run, entities.created);

	const properties = (record: Planned) =>
		recordProperties(record.draft, {
			id: record.existing?.id ?? record.id,
			key: record.key,
			provenance: record.provenance.id,
			audience: record.provenance.audience,
			digest: record.digest,
			stub: false
		});
	const updates = planned.filter((record) => record.existing);
	if (fresh.length)
		await run.run(queries.createRecords, {
			rows: fresh.map((record) => ({
				entity: entities.of.get(record.id) ?? '',
				props: properties(record)
			}))
		});
	const unlinked = updates.length
		? await updateRecords(run, updates, properties, entities.of, context)
		: [];
	await linkIdentifiers(run, planned);
	if (unlinked.length) await run.run(queries.deleteBareIdentifiers, { keys: unlinked });
	const written = planned.map(({ id, existing }) => ({
		record: existing?.id ?? id,
		was: existing?.entity,
		entity: entities.of.get(id) ?? ''
	}));
	return {
		entities: entities.created.size,
		records: fresh.length,
		claims: 0,
		ids: written.map(({ record }) => record),
		touched: [
			...said,
			...written.flatMap(({ record, was, entity }) => [record, entity, ...(was ? [was] : [])])
		],
		joined: await joinedAmong(
			run,
			written.filter(({ was, entity }) => was !== entity && !entities.created.has(entity)),
			entities.met,
			context
		)
	};
}

export async function createEntities(
	run: Runner,
	created: ReadonlyMap<string, Kind>
): Promise<void> {
	const byKind = new Map<Kind, { id: string; kind: Kind }[]>();
	for (const [id, kind] of created) byKind.set(kind, [...(byKind.get(kind) ?? []), { id, kind }]);
	for (const [kind, rows] of byKind) await run.run(queries.createEntities(kind), { rows });
}

/** Resolves with the identifiers the older versions carried: no record may carry them any more. */
async function updateRecords(
	run: Runner,
	updates: Planned[],
	properties: (record: Planned) => Properties,
	entityOf: ReadonlyMap<string, string>,
	context: ImportContext
): Promise<string[]> {
	const ids = updates.flatMap((record) => record.existing?.id ?? []);
	await journalRecords(run, ids, context);
	await settleKinds(run, updates, entityOf, context);
	const unlinked = await unlink(run, ids, await context.everyToken());
	await run.run(queries.updateRecords, {
		rows: updates.map((record) => ({
			id: record.existing?.id ?? record.id,
			props: properties(record)
		}))
	});
	for (const record of updates) {
		const { existing } = record;
		if (!existing) continue;
		const entity = entityOf.get(record.id) ?? existing.entity;
		if (!existing.stub) await dropEmbeddedClaims(run, existing, record.draft.ref, context);
		if (entity !== existing.entity) await moveRecordTo(run, existing, entity, context);
		if (!sameAudience(existing.audience, record.provenance.audience))
			await refreshClaims(run, { id: existing.id, entity }, context);
	}
	return unlinked;
}

/** Takes the identifiers off records; resolves with their keys, bare when no other record carries them. */
export async function unlink(
	run: Runner,
	ids: string[],
	audience: readonly Token[]
): Promise<string[]> {
	const rows = await run.run(queries.identifiersOfRecords, { ids, audience });
	await run.run(queries.unlinkIdentifiers, { ids });
	return rows.map(({ key }) => key);
}

/** Where only stubs described an entity so far, the first real record says what it is. */
async function settleKinds(
	run: Runner,
	updates: Planned[],
	entityOf: ReadonlyMap<string, string>,
	context: ImportContext
) {
	const guessed = updates.flatMap(({ id, draft, existing }) =>
		existing?.stub && existing.kind !== draft.kind && entityOf.get(id) === existing.entity
			? [{ entity: existing.entity, from: existing.kind, to: draft.kind }]
			: []
	);
	if (guessed.length === 0) return;
	const described = new Set(
		(
			await run.run(queries.describedEntities, {
				ids: guessed.map(({ entity }) => entity),
				audience: await context.everyToken()
			})
		).map(({ id }) => id)
	);
	for (const { entity, from, to } of guessed)
		if (!described.has(entity)) await setKind(run, entity, from, to);
}

async function linkIdentifiers(run: Runner, planned: Planned[]) {
	const rows = planned.flatMap((record) =>
		[...new Set(record.draft.identifiers.map(identifierKey))].map((key) => ({
			record: record.existing?.id ?? record.id,
			key
		}))
	);
	await link(run, rows);
}

/** Ties records to identifier nodes, making those that are not there. */
export async function link(run: Runner, rows: { record: string; key: string }[]): Promise<void> {
	if (rows.length === 0) return;
	await run.run(queries.createIdentifiers, { keys: [...new Set(rows.map((row) => row.key))] });
	await run.run(queries.linkIdentifiers, { rows });
}
