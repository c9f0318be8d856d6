/**
 * What a batch of claim drafts would do: which are new, which take the place of an older version, which are
 * known already. Reads alone: what writes follows the plan, and a dry run counts it.
 */
import { widens, type Token } from '#lib/domain/audience.ts';
import type { ClaimDraft } from '#lib/domain/draft.ts';
import type { Kind } from '#lib/domain/kinds.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import {
	claimId,
	heldWithin,
	markedBefore,
	provenanceOf,
	ProvenanceRows,
	recordKey,
	type ImportContext,
	type ProvenanceRow
} from './batch.ts';
import { digestOf } from './ids.ts';
import * as queries from './queries.ts';
import { keptNarrower } from './record-plan.ts';

export interface End {
	record: string;
	entity: string;
	kind: Kind;
	audience: Token[];
	stub: boolean;
}

export interface Statement {
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
			context.warn(
				{
					at: left.at,
					id: left.ref,
					reason: `id: also at ${kept.at}; the newer version is kept`
				},
				'stays'
			);
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

export interface Fresh extends Statement {
	/** True when an older version of the claim was taken out, into the journal. */
	replaces: boolean;
}

/** Above 0 when a statement is newer than what is there. */
const orderOf = ({ draft }: Statement, existing: { modified: string | null }): number =>
	(draft.modified ?? '').localeCompare(existing.modified ?? '');

interface Unseen {
	fresh: Fresh[];
	/** What another import said already. */
	restated: (Statement & { entity: string })[];
	/** Older versions that make room, by the entity they start at. */
	replaced: ReadonlyMap<string, readonly string[]>;
}

/** The statements that are new or newer than what is there; older versions make room for newer ones. */
async function unseen(
	run: Runner,
	drafted: Statement[],
	ends: Map<string, End>,
	context: ImportContext
): Promise<Unseen> {
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
			context.warn(
				{
					at: statement.draft.at,
					id: statement.draft.ref,
					reason: `modified: ${statement.draft.modified ?? 'no date'} is older than ${existing.modified ?? ''}, which is kept`
				},
				'stays'
			);
		if (order === 0 && existing.provenance !== statement.provenance.id)
			restated.push({ ...statement, entity: existing.from });
		if (order <= 0) continue;
		const before = said.get(existing.provenance);
		if (widens(before?.audience ?? [], statement.provenance.audience)) {
			const { at, ref } = statement.draft;
			context.warn({ at, id: ref, reason: keptNarrower }, 'stays');
			continue;
		}
		const provenance = heldWithin(before, statement.provenance, context);
		fresh.push({ ...statement, provenance, replaces: true });
		replaced.set(existing.from, [...(replaced.get(existing.from) ?? []), existing.id]);
	}
	return { fresh, restated, replaced };
}

/** Plans a batch: nothing is written yet. */
export async function planClaims(run: Runner, drafts: ClaimDraft[], context: ImportContext) {
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
	const found = await unseen(run, statements, ends, context);
	return { statementsOf, ends, missing, ...found };
}
