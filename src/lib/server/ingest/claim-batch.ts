/**
 * Writes one batch of claim drafts as it was planned: an end that no record of the owner describes is any
 * entity the importer may see, else a stub, and every claim is held inside the audience of its ends.
 */
import type { Token } from '#lib/domain/audience.ts';
import { usualEnds } from '#lib/domain/claim-types.ts';
import type { RecordDraft, ClaimDraft } from '#lib/domain/draft.ts';
import type { Kind } from '#lib/domain/kinds.ts';
import { within } from '#lib/domain/reach.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import {
	type ImportContext,
	ownId,
	present,
	ProvenanceRows,
	recordKey,
	takenIds
} from './batch.ts';
import { planClaims, type End, type Statement } from './claim-plan.ts';
import { journalClaims } from './journal.ts';
import * as queries from './queries.ts';
import { createEntities, link, type Created } from './record-batch.ts';
import { recordProperties } from './record-row.ts';
import {
	claimAudience,
	createClaims,
	deleteClaims,
	refreshClaims,
	registerTokens,
	union,
	writeProvenance,
	type NewClaim
} from './upkeep.ts';

/** An entity that a draft names itself, and how far it reaches by what the importer sees of it. */
interface Known {
	entity: string;
	kind: Kind;
	audiences: Token[];
}

/** The entities that drafts name themselves, by the reference that stands for them. */
async function knownEnds(
	run: Runner,
	statements: readonly Statement[],
	context: ImportContext
): Promise<Map<string, Known>> {
	const named = new Map(
		statements.flatMap(({ draft: { from, to, ends } }): [string, string][] =>
			ends
				? [
						[from, ends.from],
						[to, ends.to]
					]
				: []
		)
	);
	if (named.size === 0) return new Map();
	const rows = await run.run(queries.entityAudiences, {
		ids: [...new Set(named.values())],
		audience: context.audience
	});
	const known = new Map<string, Known>();
	for (const { id, kind, audience } of rows) {
		const there = known.get(id) ?? { entity: id, kind, audiences: [] };
		there.audiences.push(...audience);
		known.set(id, there);
	}
	return new Map(
		[...named].flatMap(([ref, id]) => {
			const end = known.get(id);
			return end ? [[ref, end] as const] : [];
		})
	);
}

/** A statement about named entities keeps of its audience what lies inside theirs. */
const reachOf = (
	{ draft, provenance }: Statement,
	known: ReadonlyMap<string, Known>,
	context: ImportContext
): Token[] =>
	draft.ends
		? within(
				provenance.audience,
				[draft.from, draft.to].map((ref) => known.get(ref)?.audiences ?? []),
				context
			)
		: provenance.audience;

/** Writes a stub record of each end that no record of the owner describes yet. */
async function stubEnds(
	run: Runner,
	missing: Map<string, Statement[]>,
	named: ReadonlyMap<string, Known>,
	context: ImportContext
): Promise<{ ends: Map<string, End>; created: Created }> {
	const ends = new Map<string, End>();
	const created: Created = {
		entities: 0,
		records: 0,
		claims: 0,
		ids: [],
		touched: [],
		joined: []
	};
	if (missing.size === 0) return { ends, created };
	const keys = [...missing.keys()].map((ref) => `stix:${ref}`);
	const found = new Map<string, { entity: string; kind: Kind }>();
	for (const row of await run.run(queries.entitiesByIdentifier, {
		keys,
		audience: context.audience
	}))
		if (!found.has(row.key)) found.set(row.key, row);
	const newEntities = new Map<string, Kind>();
	const rows: { entity: string; props: object }[] = [];
	const links: { record: string; key: string }[] = [];
	const stubs = [...missing].flatMap(([ref, statements]) => {
		const [first] = statements;
		const audience = union(statements.map((statement) => reachOf(statement, named, context)));
		if (!first || (first.draft.ends && (!named.has(ref) || audience.length === 0))) return [];
		const id = ownId({ ref }, first.provenance.tlp === 'red' ? audience : [], context);
		return [{ ref, first, audience, id }];
	});
	const taken = await takenIds(run, stubs, context);
	for (const { ref, first, audience, id } of stubs) {
		const known = named.get(ref) ?? found.get(`stix:${ref}`);
		const kind = known?.kind ?? context.kindOfRef(ref);
		const entity =
			known?.entity ?? context.idOf('entity', context.owner, audience.join(' '), `stix:${ref}`);
		if (!known) newEntities.set(entity, kind);
		const record = taken.has(id) ? ownId({ ref }, audience, context) : id;
		const draft = stubDraft(ref, kind, first.draft.at, named.has(ref));
		rows.push({
			entity,
			props: recordProperties(draft, {
				id: record,
				key: recordKey(context, ref),
				provenance: first.provenance.id,
				audience,
				digest: '',
				stub: true
			})
		});
		if (!named.has(ref)) links.push({ record, key: `stix:${ref}` });
		ends.set(ref, { record, entity, kind, audience, stub: true });
	}
	await createEntities(run, newEntities);
	await run.run(queries.createRecords, { rows });
	await link(run, links);
	return {
		ends,
		created: {
			entities: newEntities.size,
			records: rows.length,
			claims: 0,
			ids: [],
			touched: [...ends.values()].flatMap(({ record, entity }) => [record, entity]),
			joined: []
		}
	};
}

const stubDraft = (ref: string, kind: Kind, at: string, named: boolean): RecordDraft => ({
	draft: 'record',
	at,
	ref,
	originalType: ref.split('--')[0] ?? '',
	kind,
	names: [],
	identifiers: named ? [] : [{ scheme: 'stix', value: ref }],
	markingRefs: [],
	granularMarkings: [],
	attributes: {}
});

/** A stub stands for what claims speak of, so it reaches as far as the widest of them. */
async function widenStubs(
	run: Runner,
	ends: Map<string, End>,
	statementsOf: Map<string, Statement[]>,
	named: ReadonlyMap<string, Known>,
	context: ImportContext
) {
	for (const [ref, end] of ends) {
		if (!end.stub) continue;
		const wanted = union([
			end.audience,
			...(statementsOf.get(ref) ?? []).map((statement) => reachOf(statement, named, context))
		]);
		if (wanted.join(' ') === end.audience.join(' ')) continue;
		end.audience = wanted;
		await registerTokens(run, wanted);
		await run.run(queries.setRecordAudience, { rows: [{ id: end.record, audience: wanted }] });
		await refreshClaims(run, { id: end.record, entity: end.entity }, context);
	}
}

/** Takes older versions out, into the journal. */
async function makeRoom(
	run: Runner,
	replaced: ReadonlyMap<string, readonly string[]>,
	context: ImportContext
) {
	for (const [entity, ids] of replaced) {
		const audience = await context.everyToken();
		const claims = await run.run(queries.claimProperties, { entity, ids: [...ids], audience });
		await journalClaims(run, claims, context);
		await deleteClaims(run, claims);
	}
}

/** Writes a batch inside a transaction; every number it returns is of things newly created. */
export async function writeClaims(
	run: Runner,
	drafts: ClaimDraft[],
	context: ImportContext
): Promise<Created> {
	const plan = await planClaims(run, drafts, context);
	const { statementsOf, ends, missing, fresh, restated } = plan;
	await makeRoom(run, plan.replaced, context);
	const used = new ProvenanceRows();
	for (const { provenance } of [...fresh, ...restated]) used.add(provenance);
	await writeProvenance(run, used, context);
	await restate(run, restated);
	const said = restated.flatMap(({ id, entity }) => [id, entity]);
	if (fresh.length === 0)
		return { entities: 0, records: 0, claims: 0, ids: [], touched: said, joined: [] };

	const named = await knownEnds(run, fresh, context);
	const stubs = await stubEnds(run, missing, named, context);
	for (const [ref, end] of stubs.ends) ends.set(ref, end);
	await widenStubs(run, ends, statementsOf, named, context);
	warnDangling(fresh, ends, context);

	const claims = fresh.flatMap((statement) => claimOf(statement, ends, context) ?? []);
	await registerTokens(
		run,
		claims.flatMap(({ props }) => (Array.isArray(props.audience) ? props.audience : []))
	);
	await createClaims(run, claims);
	return {
		...stubs.created,
		claims: claims.length - fresh.filter(({ replaces }) => replaces).length,
		touched: [
			...said,
			...stubs.created.touched,
			...claims.flatMap(({ props, from, to }) => [String(props.id), from, to])
		]
	};
}

/** Claims another import wrote, of which this one says the same: they stay when the other is undone. */
async function restate(run: Runner, statements: (Statement & { entity: string })[]) {
	const byStart = new Map<string, Record<string, string>>();
	for (const { id, entity, provenance } of statements)
		byStart.set(entity, { ...byStart.get(entity), [id]: provenance.id });
	for (const [entity, provenances] of byStart)
		await run.run(queries.restateClaims, { entity, ids: Object.keys(provenances), provenances });
}

function warnDangling(statements: Statement[], ends: Map<string, End>, context: ImportContext) {
	for (const { draft } of statements)
		for (const [field, ref] of draft.ends
			? []
			: ([
					['source_ref', draft.from],
					['target_ref', draft.to]
				] as const))
			if (ends.get(ref)?.stub)
				context.warn({
					at: draft.at,
					id: draft.ref,
					reason: `${draft.ref.includes('#') ? draft.originalType : field}: ${ref} is neither in the file nor known yet; a stub stands for it until it arrives`
				});
}

function claimOf(
	{ draft, id, provenance }: Statement,
	ends: Map<string, End>,
	context: ImportContext
): NewClaim | undefined {
	const from = ends.get(draft.from);
	const to = ends.get(draft.to);
	if (!from || !to) return undefined;
	const audience = claimAudience(
		{ own: provenance.audience, from: from.audience, to: to.audience },
		context
	);
	return {
		type: draft.type,
		from: from.entity,
		to: to.entity,
		props: present({
			id,
			ref: draft.ref,
			originalType: draft.originalType,
			audience,
			provenance: provenance.id,
			fromRecord: from.record,
			toRecord: to.record,
			modified: draft.modified,
			revoked: draft.revoked ?? false,
			validFrom: draft.validFrom,
			validUntil: draft.validUntil,
			description: draft.description,
			attributes: Object.keys(draft.attributes).length
				? JSON.stringify(draft.attributes)
				: undefined,
			unusualEnds: usualEnds(draft.type, from.kind, to.kind) ? undefined : true,
			amountMinor: draft.amountMinor,
			currency: draft.currency,
			happenedAt: draft.happenedAt,
			role: draft.role
		})
	};
}
