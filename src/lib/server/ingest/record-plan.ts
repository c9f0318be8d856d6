/**
 * What a batch of record drafts would do: which are new, which take the place of an older version, which are
 * known already, and which entity each is about. Reads alone: what writes follows the plan, and a dry run counts it.
 */
import { widens, type Token } from '#lib/domain/audience.ts';
import { technicalSchemes, type DraftIdentifier, type RecordDraft } from '#lib/domain/draft.ts';
import type { Kind } from '#lib/domain/kinds.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import {
	ProvenanceRows,
	heldWithin,
	markedBefore,
	ownId,
	provenanceOf,
	recordKey,
	takenIds,
	type Before,
	type ImportContext,
	type ProvenanceRow
} from './batch.ts';
import { digestOf } from './ids.ts';
import * as queries from './queries.ts';
import { identifierKey, recordProperties } from './record-row.ts';
import { saidAgain } from './said-again.ts';

type Existing = Awaited<ReturnType<typeof existingRecords>>[number];

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
				context.warn(
					{
						at: other.at,
						id: other.ref,
						reason: `id: also at ${first.at}; the newer version is kept`
					},
					'stays'
				);
		return first;
	});
}

export const sameAudience = (a: readonly Token[], b: readonly Token[]) =>
	a.join(' ') === b.join(' ');

export interface Planned {
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
					context.warn(
						{
							at: draft.at,
							id: draft.ref,
							reason: `modified: ${draft.modified ?? 'no date'} is older than ${found.modified ?? ''}, which is kept`
						},
						'stays'
					);
				return [];
			}
			if (widens(found.audience, provenance.audience)) {
				context.warn({ at: draft.at, id: draft.ref, reason: keptNarrower }, 'stays');
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

/**
 * The entity of each identifier. Where one points at several, because a person said that they are two, a
 * record comes to the one where its own organisation's stand.
 */
async function preferOwn(
	run: Runner,
	found: readonly { key: string; entity: string; provenance: string }[],
	context: ImportContext
): Promise<Map<string, string>> {
	const known = new Map<string, string>();
	const several = new Set<string>();
	for (const { key, entity } of found) {
		const first = known.get(key);
		if (first === undefined) known.set(key, entity);
		else if (first !== entity) several.add(key);
	}
	if (several.size === 0) return known;
	const asked = found.filter(({ key }) => several.has(key));
	const rows = await run.run(queries.provenanceAudiences, {
		ids: [...new Set(asked.map(({ provenance }) => provenance))],
		audience: context.audience
	});
	const own = new Set(rows.filter(({ owner }) => owner === context.owner).map(({ id }) => id));
	for (const { key, entity } of asked.filter(({ provenance }) => own.has(provenance)).reverse())
		known.set(key, entity);
	return known;
}

/** Known records of the batch that stand where a person decided. */
async function placedAmong(
	run: Runner,
	planned: readonly Planned[],
	context: ImportContext
): Promise<ReadonlySet<string>> {
	const records = planned.flatMap(({ existing }) => (existing ? [existing.id] : []));
	if (records.length === 0) return new Set();
	const rows = await run.run(queries.placed, {
		records,
		audience: [...(await context.everyToken())]
	});
	return new Set(rows.map(({ record }) => record));
}

/** Which entity each new record describes: one the importer may see a record of, else a new one. */
export async function resolveEntities(run: Runner, planned: Planned[], context: ImportContext) {
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
	const known = await preferOwn(run, found, context);
	const placed = await placedAmong(run, planned, context);
	const at = new Set(found.map(({ key, entity }) => `${key} ${entity}`));
	/** Where a person put it, or where its own identifier finds it as well. */
	const stays = ({ existing, entity }: Planned, key: string | undefined) =>
		existing &&
		(placed.has(existing.id) || (key !== undefined && at.has(`${key} ${entity ?? ''}`)));
	const created = new Map<string, Kind>();
	const byRef = new Map<string, string>();
	const of = new Map<string, string>();
	for (const record of planned) {
		const key = keyOf(record);
		const entity =
			(stays(record, key) ? record.entity : undefined) ??
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
/** What takes the place of the same version, beside that one. */
const asKnown = ({ draft, key, id, provenance, digest, existing }: Planned) =>
	existing && !existing.stub && (existing.modified ?? '') === (draft.modified ?? '')
		? [
				{
					existing,
					record: recordProperties(draft, {
						id,
						key,
						provenance: provenance.id,
						audience: provenance.audience,
						digest,
						stub: false
					}),
					provenance: provenance.props
				}
			]
		: [];

/** Plans a batch: nothing is written yet. */
export async function planRecords(run: Runner, drafts: RecordDraft[], context: ImportContext) {
	const newest = newestOfEach(drafts, context);
	const keys = [...new Set(newest.map((draft) => recordKey(context, draft.ref)))];
	const existing = await existingRecords(run, keys, context.audience);
	const provenances = new ProvenanceRows();
	const marked = existing.map(({ provenance }) => provenance);
	const before = await markedBefore(run, marked, context);
	const yielding = await ownStubs(run, newest, existing, context);
	const { planned, restated } = plan(newest, existing, { before, yielding, provenances }, context);
	const again = await saidAgain(run, planned.flatMap(asKnown), context);
	for (const { existing, provenance } of planned)
		if (existing && again.has(existing.id) && existing.import !== context.id)
			restated.push({ id: existing.id, provenance: provenances.add(provenance).id });
	const fresh = planned.filter((record) => !record.existing);
	const taken = await takenIds(run, fresh, context);
	for (const record of fresh)
		if (taken.has(record.id)) record.id = ownId(record.draft, record.provenance.audience, context);
	const anew = planned.filter(({ existing }) => !existing || !again.has(existing.id));
	return { planned: anew, fresh, restated, provenances };
}
