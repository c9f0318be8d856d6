/**
 * Writes one batch of record drafts: finds what is already there and visible to the importer, joins
 * by the first technical identifier, keeps the newest version, and journals what it replaces.
 */
import { widens, type Token } from '#lib/domain/audience.ts';
import { technicalSchemes, type DraftIdentifier, type RecordDraft } from '#lib/domain/draft.ts';
import type { Kind } from '#lib/domain/kinds.ts';
import { latinText } from '#lib/server/graph/search-text.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import {
	ProvenanceRows,
	heldWithin,
	markedBefore,
	ownId,
	present,
	provenanceOf,
	recordKey,
	takenIds,
	type Before,
	type ImportContext,
	type Properties,
	type ProvenanceRow
} from './batch.ts';
import { digestOf } from './ids.ts';
import { joinedAmong, type Joined } from './joining.ts';
import { journalRecords } from './journal.ts';
import * as queries from './queries.ts';
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

type Existing = Awaited<ReturnType<typeof existingRecords>>[number];

export const identifierKey = ({ scheme, value }: DraftIdentifier): string => `${scheme}:${value}`;

const isTechnical = ({ scheme }: DraftIdentifier) =>
	(technicalSchemes as readonly string[]).includes(scheme);

const existingRecords = (run: Runner, keys: string[], audience: readonly Token[]) =>
	keys.length ? run.run(queries.recordsByKey, { keys, audience }) : Promise.resolve([]);

/** Latest version first; equal versions are ordered by content, so that file order never matters. */
const newer = (a: RecordDraft, b: RecordDraft): number =>
	(b.modified ?? '').localeCompare(a.modified ?? '') || (digestOf(a) < digestOf(b) ? 1 : -1);

/** One draft per reference and variant: the newest. */
function newestOfEach(drafts: RecordDraft[], context: ImportContext): RecordDraft[] {
	const groups = new Map<string, RecordDraft[]>();
	for (const draft of drafts) {
		const key = `${draft.ref}\u0000${draft.variant ?? ''}`;
		groups.set(key, [...(groups.get(key) ?? []), draft]);
	}
	return [...groups.values()].map((group) => {
		const [first, ...others] = group.toSorted(newer);
		if (!first) throw new Error('a group of drafts is never empty');
		for (const other of others)
			if (digestOf({ ...other, at: '' }) !== digestOf({ ...first, at: '' }))
				context.warn({
					at: other.at,
					id: other.ref,
					reason: `id: also at ${first.at}; the newer version is kept`
				});
		return first;
	});
}

const sameAudience = (a: readonly Token[], b: readonly Token[]) => a.join(' ') === b.join(' ');

interface Planned {
	draft: RecordDraft;
	key: string;
	id: string;
	provenance: ProvenanceRow;
	digest: string;
	/** The version that it takes the place of. */
	existing: Existing | undefined;
	/** The entity that a known version describes, also where that version stays. */
	entity: string | undefined;
}

/** A record another import wrote, of which this one says the same: it stays when the other is undone. */
interface Restated {
	id: string;
	provenance: string;
}

/** The properties of a record as both engines store them. */
export function recordProperties(
	draft: RecordDraft,
	row: {
		id: string;
		key: string;
		provenance: string;
		audience: Token[];
		digest: string;
		stub: boolean;
	}
): Properties {
	return present({
		id: row.id,
		key: row.key,
		ref: draft.ref,
		originalType: draft.originalType,
		names: draft.names,
		identifiers: draft.identifiers.map(identifierKey),
		search: latinText(draft.names, draft.identifiers),
		description: draft.description,
		attributes: JSON.stringify(draft.attributes),
		audience: row.audience,
		provenance: row.provenance,
		modified: draft.modified,
		revoked: draft.revoked ?? false,
		stub: row.stub,
		digest: row.digest,
		variant: draft.variant,
		validFrom: draft.validFrom,
		validUntil: draft.validUntil,
		crimeArea: draft.crimeArea,
		sectors: draft.sectors?.length ? draft.sectors : undefined,
		dataSubject: draft.dataSubject,
		latitude: draft.latitude,
		longitude: draft.longitude
	});
}

/** A newer version never widens in silence what somebody marked more strictly (hardening 11). */
export const keptNarrower =
	'marking: a newer version came under a wider marking; the known one stays, with its own. Undo its import to take the newer one';

/**
 * A RED version takes nothing from those who had the known one, not even where its author brought that in: a
 * record whose id others share would be hidden from them, and their own imports would meet it unseen.
 */
export const keptBeside =
	'marking: a RED version takes nothing from those who have the known one: that one stays, and this one stands beside it for its readers alone. Undo the import of the known one to take it back';
const isTakenAway = (known: Existing, { tlp, audience }: ProvenanceRow) =>
	tlp === 'red' && widens(audience, known.audience);

/**
 * Stubs that stand for nothing but this account's own claims. A RED record takes their place: its claims
 * are then held within it, as they are when the record comes first, so that order never matters.
 */
async function ownStubs(
	run: Runner,
	drafts: readonly RecordDraft[],
	existing: readonly Existing[],
	context: ImportContext
): Promise<ReadonlySet<string>> {
	const own = new Set<string>();
	const stubs = existing.filter(({ stub }) => stub);
	if (stubs.length === 0) return own;
	const keys = new Set(stubs.map(({ key }) => key));
	const red = new Set(
		drafts
			.filter(({ ref }) => keys.has(recordKey(context, ref)))
			.filter((draft) => provenanceOf(draft, context).tlp === 'red')
			.map(({ ref }) => recordKey(context, ref))
	);
	if (red.size === 0) return own;
	const audience = [...(await context.everyToken())];
	for (const { id: record, key, entity, provenance } of stubs) {
		if (!red.has(key)) continue;
		const claims = await run.run(queries.claimsOfRecord, { entity, record, audience });
		const said = claims.flatMap(({ props: { provenance: first, also } }) => [
			first,
			...(Array.isArray(also) ? also : [])
		]);
		const ids = [...new Set([provenance, ...said].filter((id) => typeof id === 'string'))];
		const by = await run.run(queries.provenanceAudiences, { ids, audience });
		if (by.every(({ account }) => account === context.account)) own.add(record);
	}
	return own;
}

/** A RED record belongs to its readers alone, so it never shares an id with one others may see (`readdress.ts`). */
const recordId = (context: ImportContext, draft: RecordDraft, { tlp, audience }: ProvenanceRow) =>
	ownId(draft, tlp === 'red' ? audience : [], context);

function plan(
	drafts: RecordDraft[],
	existing: Existing[],
	{
		before,
		yielding,
		provenances
	}: {
		before: ReadonlyMap<string, Before>;
		/** Stubs that a RED record takes the place of. */
		yielding: ReadonlySet<string>;
		provenances: ProvenanceRows;
	},
	context: ImportContext
): { planned: Planned[]; restated: Restated[] } {
	const restated: Restated[] = [];
	const byKey = new Map<string, Existing[]>();
	for (const record of existing) byKey.set(record.key, [...(byKey.get(record.key) ?? []), record]);
	const planned = drafts.flatMap((draft): Planned[] => {
		const key = recordKey(context, draft.ref);
		const provenance = provenanceOf(draft, context);
		const id = recordId(context, draft, provenance);
		const { at: _at, ...content } = draft;
		const digest = digestOf(content);
		const same = (byKey.get(key) ?? []).filter((record) =>
			record.stub ? draft.variant === undefined : (record.variant ?? undefined) === draft.variant
		);
		const found =
			same.find((record) => record.id === id) ?? same.find((record) => record.stub) ?? same[0];
		if (found && !found.stub) {
			if (found.digest === digest) {
				if (!sameAudience(found.audience, provenance.audience))
					context.warn({
						at: draft.at,
						id: draft.ref,
						reason: 'marking: this version is already known under another marking, which stays'
					});
				if (found.import !== context.id)
					restated.push({ id: found.id, provenance: provenances.add(provenance).id });
				return [];
			}
			const here = found.modified ?? '';
			const arriving = draft.modified ?? '';
			const older = arriving < here;
			const tie = arriving === here && here !== '' && digest < (found.digest ?? '');
			if (older || tie) {
				if (older)
					context.warn({
						at: draft.at,
						id: draft.ref,
						reason: `modified: ${draft.modified ?? 'no date'} is older than ${found.modified ?? ''}, which is kept`
					});
				return [];
			}
			if (widens(found.audience, provenance.audience)) {
				context.warn({ at: draft.at, id: draft.ref, reason: keptNarrower });
				return [];
			}
		}
		const said = found && before.get(found.provenance);
		const entity = found?.entity;
		if (found && !yielding.has(found.id) && isTakenAway(found, provenance)) {
			if (!found.stub) context.warn({ at: draft.at, id: draft.ref, reason: keptBeside });
			provenances.add(provenance);
			return [{ draft, key, id, provenance, digest, existing: undefined, entity }];
		}
		const held = provenances.add(heldWithin(found?.stub ? undefined : said, provenance, context));
		return [{ draft, key, id, provenance: held, digest, existing: found, entity }];
	});
	return { planned, restated };
}

/**
 * What some identifiers point at. One that points at a person joins inside the importer's own organisation
 * alone: what another organisation's records say by it is for people to compare.
 */
async function joinable(
	run: Runner,
	keys: string[],
	personal: ReadonlySet<string>,
	context: ImportContext
) {
	if (keys.length === 0) return [];
	const found = await run.run(queries.entitiesByIdentifier, { keys, audience: context.audience });
	const asked = found.filter(({ key }) => personal.has(key)).map(({ provenance }) => provenance);
	if (asked.length === 0) return found;
	const rows = await run.run(queries.provenanceAudiences, {
		ids: [...new Set(asked)],
		audience: context.audience
	});
	const own = new Set(rows.filter(({ owner }) => owner === context.owner).map(({ id }) => id));
	return found.filter(({ key, provenance }) => !personal.has(key) || own.has(provenance));
}

/** Which entity each new record describes: one the importer may see a record of, else a new one. */
async function resolveEntities(run: Runner, planned: Planned[], context: ImportContext) {
	const first = ({ draft }: Planned) => draft.identifiers.find(isTechnical) ?? draft.identifiers[0];
	const keyOf = (record: Planned) => {
		const identifier = first(record);
		return identifier && identifierKey(identifier);
	};
	const keys = [...new Set(planned.flatMap((record) => keyOf(record) ?? []))];
	const personal = new Set(
		planned.flatMap((record) => {
			const identifier = first(record);
			return identifier && !isTechnical(identifier) ? [identifierKey(identifier)] : [];
		})
	);
	const found = await joinable(run, keys, personal, context);
	const known = new Map<string, string>();
	for (const { key, entity } of found) if (!known.has(key)) known.set(key, entity);
	const created = new Map<string, Kind>();
	const byRef = new Map<string, string>();
	const of = new Map<string, string>();
	for (const record of planned) {
		const key = keyOf(record);
		const entity =
			(key && known.get(key)) ??
			record.entity ??
			byRef.get(record.draft.ref) ??
			newEntity(record, key);
		if (key) known.set(key, entity);
		byRef.set(record.draft.ref, entity);
		of.set(record.id, entity);
	}
	function newEntity(record: Planned, key: string | undefined): string {
		const scope = record.provenance.audience.join(' ');
		const id = context.idOf('entity', context.owner, scope, key ?? `record:${record.id}`);
		created.set(id, record.draft.kind);
		return id;
	}
	return { of, created, met: found };
}

/** Writes a batch inside a transaction; every number it returns is of things newly created. */
export async function writeRecords(
	run: Runner,
	drafts: RecordDraft[],
	context: ImportContext
): Promise<Created> {
	const newest = newestOfEach(drafts, context);
	const keys = [...new Set(newest.map((draft) => recordKey(context, draft.ref)))];
	const existing = await existingRecords(run, keys, context.audience);
	const provenances = new ProvenanceRows();
	const marked = existing.map(({ provenance }) => provenance);
	const before = await markedBefore(run, marked, context);
	const yielding = await ownStubs(run, newest, existing, context);
	const { planned, restated } = plan(newest, existing, { before, yielding, provenances }, context);
	const fresh = planned.filter((record) => !record.existing);
	const taken = await takenIds(run, fresh, context);
	for (const record of fresh)
		if (taken.has(record.id)) record.id = ownId(record.draft, record.provenance.audience, context);
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
