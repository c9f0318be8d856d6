/**
 * Writes one batch of claim drafts: finds the records of both ends (the owner's own first, then any
 * entity the importer may see, else a stub), keeps the newest version, and holds every claim inside
 * the audience of its ends.
 */
import { usualEnds } from '#lib/domain/claim-types.ts';
import { widens, type Token } from '#lib/domain/audience.ts';
import type { ClaimDraft, RecordDraft } from '#lib/domain/draft.ts';
import type { Kind } from '#lib/domain/kinds.ts';
import { within } from '#lib/domain/reach.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import {
	claimId,
	heldWithin,
	type ImportContext,
	markedBefore,
	ownId,
	present,
	provenanceOf,
	type ProvenanceRow,
	ProvenanceRows,
	recordKey,
	takenIds
} from './batch.ts';
import { digestOf } from './ids.ts';
import { journalClaims } from './journal.ts';
import * as queries from './queries.ts';
import {
	createEntities,
	keptNarrower,
	link,
	recordProperties,
	type Created
} from './record-batch.ts';
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

interface End {
	record: string;
	entity: string;
	kind: Kind;
	audience: Token[];
	stub: boolean;
}

/** An entity that a draft names itself, and how far it reaches by what the importer sees of it. */
interface Known {
	entity: string;
	kind: Kind;
	audiences: Token[];
}

interface Statement {
	draft: ClaimDraft;
	id: string;
	provenance: ProvenanceRow;
}

/** Latest version of each reference; equal versions are ordered by content, never by file order. */
function newestOfEach(drafts: ClaimDraft[], context: ImportContext): ClaimDraft[] {
	const newest = new Map<string, ClaimDraft>();
	for (const draft of drafts) {
		const other = newest.get(draft.ref);
		if (!other) {
			newest.set(draft.ref, draft);
			continue;
		}
		const order = (draft.modified ?? '').localeCompare(other.modified ?? '');
		const wins =
			order > 0 || (order === 0 && digestOf({ ...draft, at: '' }) > digestOf({ ...other, at: '' }));
		const [kept, left] = wins ? [draft, other] : [other, draft];
		newest.set(draft.ref, kept);
		if (digestOf({ ...draft, at: '' }) !== digestOf({ ...other, at: '' }))
			context.warn({
				at: left.at,
				id: left.ref,
				reason: `id: also at ${kept.at}; the newer version is kept`
			});
	}
	return [...newest.values()];
}

/** The owner's own records of these references that the importer may see: the widest, whole record of each. */
async function ownEnds(
	run: Runner,
	refs: string[],
	context: ImportContext
): Promise<Map<string, End>> {
	const refOf = new Map(refs.map((ref) => [recordKey(context, ref), ref]));
	const rows = await run.run(queries.recordsByKey, {
		keys: [...refOf.keys()],
		audience: context.audience
	});
	const ends = new Map<string, End>();
	for (const row of rows) {
		const ref = refOf.get(row.key);
		if (ref === undefined || row.variant !== null) continue;
		const other = ends.get(ref);
		const end = {
			record: row.id,
			entity: row.entity,
			kind: row.kind,
			audience: row.audience,
			stub: row.stub
		};
		if (!other || (other.stub && !row.stub)) ends.set(ref, end);
	}
	return ends;
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

function group(statements: Statement[]): Map<string, Statement[]> {
	const byRef = new Map<string, Statement[]>();
	for (const statement of statements)
		for (const ref of new Set([statement.draft.from, statement.draft.to])) {
			const others = byRef.get(ref);
			if (others) others.push(statement);
			else byRef.set(ref, [statement]);
		}
	return byRef;
}

/** Writes a batch inside a transaction; every number it returns is of things newly created. */
export async function writeClaims(
	run: Runner,
	drafts: ClaimDraft[],
	context: ImportContext
): Promise<Created> {
	const provenances = new ProvenanceRows();
	const statements = newestOfEach(drafts, context).map((draft): Statement => {
		const provenance = provenances.add(provenanceOf(draft, context));
		return {
			draft,
			id: claimId(draft.ref, provenance.tlp === 'red' ? provenance.audience : [], context),
			provenance
		};
	});
	const statementsOf = group(statements);
	const ends = await ownEnds(run, [...statementsOf.keys()], context);
	const missing = new Map([...statementsOf].filter(([ref]) => !ends.has(ref)));
	const { fresh, restated } = await unseen(run, statements, ends, context);
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

interface Fresh extends Statement {
	/** True when an older version of the claim was taken out, into the journal. */
	replaces: boolean;
}

/** Above 0 when a statement is newer than what is there. */
const orderOf = ({ draft }: Statement, existing: { modified: string | null }): number =>
	(draft.modified ?? '').localeCompare(existing.modified ?? '');

/** The statements that are new or newer than what is there; older versions make room for newer ones. */
async function unseen(
	run: Runner,
	drafted: Statement[],
	ends: Map<string, End>,
	context: ImportContext
): Promise<{ fresh: Fresh[]; restated: (Statement & { entity: string })[] }> {
	const restated: (Statement & { entity: string })[] = [];
	const starts = [...new Set(drafted.flatMap(({ draft }) => ends.get(draft.from)?.entity ?? []))];
	const rows = starts.length
		? await run.run(queries.claimsFrom, {
				entities: starts,
				audience: [...(await context.everyToken())]
			})
		: [];
	const mine = new Set(context.audience);
	const seen = rows.filter(({ audience }) => audience.some((token) => mine.has(token)));
	const there = new Map(seen.map((row) => [row.id, row]));
	const taken = new Set(rows.map(({ id }) => id));
	// Beside a claim of this reference that the importer does not see, theirs has an id of its own readers.
	const statements = drafted.map((statement) => {
		const { draft, provenance } = statement;
		const own = claimId(draft.ref, provenance.audience, context);
		const isHidden = taken.has(statement.id) && !there.has(statement.id);
		return isHidden || there.has(own) ? { ...statement, id: own } : statement;
	});
	const outdated = statements.flatMap((statement) => {
		const existing = there.get(statement.id);
		return existing && orderOf(statement, existing) > 0 ? [existing.provenance] : [];
	});
	// The marking of the statement itself: a claim's own audience may be narrower, as its ends are.
	const said = await markedBefore(run, outdated, context);
	const fresh: Fresh[] = [];
	const replaced = new Map<string, string[]>();
	for (const statement of statements) {
		const existing = there.get(statement.id);
		if (!existing) {
			fresh.push({ ...statement, replaces: false });
			continue;
		}
		const order = orderOf(statement, existing);
		if (order < 0)
			context.warn({
				at: statement.draft.at,
				id: statement.draft.ref,
				reason: `modified: ${statement.draft.modified ?? 'no date'} is older than ${existing.modified ?? ''}, which is kept`
			});
		if (order === 0 && existing.provenance !== statement.provenance.id)
			restated.push({ ...statement, entity: existing.from });
		if (order <= 0) continue;
		const before = said.get(existing.provenance);
		if (widens(before?.audience ?? [], statement.provenance.audience)) {
			const { at, ref } = statement.draft;
			context.warn({ at, id: ref, reason: keptNarrower });
			continue;
		}
		const provenance = heldWithin(before, statement.provenance, context);
		fresh.push({ ...statement, provenance, replaces: true });
		replaced.set(existing.from, [...(replaced.get(existing.from) ?? []), existing.id]);
	}
	for (const [entity, ids] of replaced) {
		const audience = await context.everyToken();
		const claims = await run.run(queries.claimProperties, { entity, ids, audience });
		await journalClaims(run, claims, context);
		await deleteClaims(run, claims);
	}
	return { fresh, restated };
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
