/**
 * Undoes an import whole: what it replaced comes back, what it wrote goes, and what later imports
 * built on it is kept on stubs. Every step can be repeated, so a stopped undo is simply run again.
 */
import type { Runner } from '#lib/server/graph/store.ts';
import { widens, type Token } from '#lib/domain/audience.ts';
import type { Properties } from './batch.ts';
import { handOver, slices, type Step } from './hand-over.ts';
import type { KeyedId } from './ids.ts';
import { parse, text, texts, type Located } from './properties.ts';
import { link, unlink } from './record-batch.ts';
import { identifierKey, recordProperties } from './record-row.ts';
import * as queries from './queries.ts';
import type { ClaimRow } from './queries.ts';
import { isTheirs, readdress } from './readdress.ts';
import { createClaims, deleteClaims, setAudiences, setKind, union } from './upkeep.ts';
import { isKind } from '#lib/domain/kinds.ts';
import type { JsonObject } from '#lib/domain/draft.ts';

/** Whose import it is, and how ids of its owner's records are made. */
export interface Owned {
	id: string;
	owner: string;
	idOf: KeyedId;
}

/** Runs the undo of one import in transactions of `step`; resolves when nothing of it is left. */
export async function undoImport(
	step: Step,
	owned: Owned,
	tokens: readonly Token[]
): Promise<void> {
	const { id } = owned;
	const audience = [...tokens];
	const provenance = await step((run) => run.run(queries.importProvenance, { import: id }));
	const provenances = provenance.map((row) => row.id);
	const mine = new Set(provenances);

	await handOver(step, provenances, audience);
	const claims = await step((run) => run.run(queries.importClaims, { provenances, audience }));
	for (const part of slices(claims))
		await step(
			(run) =>
				deleteClaims(
					run,
					part.map((claim) => ({ ...claim, type: 'RELATED_TO', props: {} }))
				),
			() => part.flatMap(({ id, from, to }) => [id, from, to])
		);

	const changes = await step((run) => run.run(queries.importChanges, { import: id }));
	for (const part of slices(changes))
		await step(
			async (run) => {
				for (const change of part) await restore(run, change, id, mine, audience);
				await run.run(queries.deleteChanges, { ids: part.map((change) => change.id) });
			},
			() => part.flatMap(broughtBack)
		);

	const records = await step((run) => run.run(queries.importRecords, { provenances, audience }));
	for (const part of slices(records))
		await step(
			async (run) => removeRecords(run, part, owned, audience),
			(stubs) => [...part, ...stubs].flatMap((record) => [record.id, record.entity])
		);

	for (const part of slices(provenances))
		await step((run) => run.run(queries.deleteProvenance, { ids: part }));
	await step((run) =>
		run.run(queries.deleteBareSources, { ids: [...new Set(provenance.map((row) => row.source))] })
	);
}

interface ChangeRow {
	id: string;
	what: string;
	target: string;
	before: string;
}

/** The record or claim that comes back as it was, and the entities it was about then. */
function broughtBack({ target, before }: ChangeRow): string[] {
	const { entity, from, to } = parse(before);
	return [target, ...[entity, from, to].map(text).filter(Boolean)];
}

async function restore(
	run: Runner,
	change: ChangeRow,
	importId: string,
	mine: ReadonlySet<string>,
	audience: Token[]
) {
	const later = (
		await run.run(queries.laterChanges, { targets: [change.target], import: importId })
	).find(({ before }) => mine.has(text((parse(before).props as JsonObject).provenance)));
	if (later) {
		await run.run(queries.setChange, { id: later.id, before: change.before });
		return;
	}
	if (change.what === 'record') await restoreRecord(run, change, mine, audience);
	else await restoreClaim(run, parse(change.before) as unknown as ClaimRow, audience);
}

/**
 * What was journalled, as far as it still stands: its own import may have been taken out since, and then it
 * rests on another that said the same; or its marking may have turned out stricter. Undefined where nobody
 * says it any more.
 */
export async function standingOf(
	run: Runner,
	props: Properties,
	audience: Token[]
): Promise<Properties | undefined> {
	const { also, ...content } = props;
	const said = [text(props.provenance), ...texts(also)];
	const rows = await run.run(queries.provenanceAudiences, { ids: said, audience });
	const now = new Map(rows.map((row) => [row.id, row.audience]));
	const [provenance, ...others] = said.filter((id) => now.has(id));
	if (provenance === undefined) return undefined;
	// A stub reaches as far as what rests on it, not as far as one of those.
	const reach = props.stub === true ? undefined : now.get(provenance);
	return {
		...content,
		provenance,
		...(others.length ? { also: others } : {}),
		audience: reach ?? texts(props.audience)
	};
}

async function restoreRecord(
	run: Runner,
	change: ChangeRow,
	mine: ReadonlySet<string>,
	audience: Token[]
) {
	const before = parse(change.before);
	const [now] = await run.run(queries.recordProperties, { ids: [change.target], audience });
	if (!now || !mine.has(text(now.props.provenance))) return;
	const props = await standingOf(run, before.props as Properties, audience);
	// It goes with the others of this import then.
	if (!props) return;
	const placed = await run.run(queries.placed, { records: [change.target], audience });
	// Where a person decided since that it stands elsewhere, it stays there.
	const entity = placed.length ? now.entity : text(before.entity);
	const kind = placed.length ? now.kind : text(before.kind);
	if (entity === now.entity && isKind(kind) && kind !== now.kind)
		await setKind(run, entity, now.kind, kind);
	if (entity !== now.entity) {
		if (isKind(kind)) await run.run(queries.createEntities(kind), { rows: [{ id: entity, kind }] });
		await run.run(queries.moveRecord, { record: change.target, entity });
		await run.run(queries.deleteBareEntities, { ids: [now.entity] });
	}
	const unlinked = await unlink(run, [change.target], audience);
	await run.run(queries.updateRecords, { rows: [{ id: change.target, props }] });
	await link(
		run,
		texts(props.identifiers).map((key) => ({ record: change.target, key }))
	);
	await run.run(queries.deleteBareIdentifiers, { keys: unlinked });
	const claims = await run.run(queries.claimsOfRecord, { entity, record: change.target, audience });
	await setAudiences(run, claims, audience);
}

export async function restoreClaim(run: Runner, claim: ClaimRow, audience: Token[]) {
	const ends = await run.run(queries.recordProperties, {
		ids: [text(claim.props.fromRecord), text(claim.props.toRecord)],
		audience
	});
	const entityOf = new Map(ends.map((end) => [end.id, end.entity]));
	const from = entityOf.get(text(claim.props.fromRecord));
	const to = entityOf.get(text(claim.props.toRecord));
	if (from === undefined || to === undefined) return;
	const there = await run.run(queries.claimProperties, { entity: from, ids: [claim.id], audience });
	if (there.length > 0) return;
	const props = await standingOf(run, claim.props as Properties, audience);
	if (!props) return;
	await createClaims(run, [{ type: claim.type, from, to, props }]);
	await setAudiences(run, [{ ...claim, from, to, props }], audience);
}

/**
 * Removes records; one that later claims still rest on stays as a stub that says nothing. Resolves with
 * the stubs.
 */
export async function removeRecords(
	run: Runner,
	records: readonly Located[],
	owned: Owned,
	audience: Token[]
): Promise<Located[]> {
	const gone: Located[] = [];
	const stubs: Located[] = [];
	for (const record of records) {
		const resting = await run.run(queries.claimsOfRecord, {
			entity: record.entity,
			record: record.id,
			audience
		});
		if (resting.length) stubs.push(await leaveStub(run, record, resting, owned, audience));
		else gone.push(record);
	}
	const ids = gone.map((record) => record.id);
	const keys = (await run.run(queries.identifiersOfRecords, { ids, audience })).map(
		(row) => row.key
	);
	await run.run(queries.deleteRecords, { ids });
	await run.run(queries.deleteBareEntities, {
		ids: [...new Set(gone.map((record) => record.entity))]
	});
	await run.run(queries.deleteBareIdentifiers, { keys });
	return stubs;
}

/**
 * A stub reaches as far as the widest claim that rests on it, and no further: that something RED is said of
 * a reference is for its readers, so the stub is theirs alone then, under an id of theirs.
 */
async function leaveStub(
	run: Runner,
	record: Located,
	resting: readonly ClaimRow[],
	owned: Owned,
	audience: Token[]
): Promise<Located> {
	const [now] = await run.run(queries.recordProperties, { ids: [record.id], audience });
	if (!now) return record;
	const reach = union(resting.map(({ props }) => texts(props.audience)));
	const widest = resting.find(({ props }) => !widens(texts(props.audience), reach)) ?? resting[0];
	const ref = text(now.props.ref);
	const identifiers = [{ scheme: 'stix' as const, value: ref }];
	const unlinked = await unlink(run, [record.id], audience);
	await run.run(queries.updateRecords, {
		rows: [
			{
				id: record.id,
				props: recordProperties(
					{
						draft: 'record',
						at: '',
						ref,
						originalType: text(now.props.originalType),
						kind: 'concept',
						names: [],
						identifiers,
						markingRefs: [],
						granularMarkings: [],
						attributes: {}
					},
					{
						id: record.id,
						key: text(now.props.key),
						provenance: text(widest?.props.provenance),
						audience: reach,
						digest: '',
						stub: true
					}
				)
			}
		]
	});
	await link(
		run,
		identifiers.map((identifier) => ({ record: record.id, key: identifierKey(identifier) }))
	);
	await run.run(queries.deleteBareIdentifiers, { keys: unlinked });
	return isTheirs(reach) ? readdress(run, record, reach, owned, audience) : record;
}
