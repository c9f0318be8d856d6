/**
 * What a file that was read would change: its drafts are planned against the graph, batch by batch, as they
 * would be written, and counted. Reads alone; memory grows by some fifty bytes for each draft that is new.
 */
import type { Difference, DifferenceCount } from '#lib/domain/import-state.ts';
import type { Token } from '#lib/domain/audience.ts';
import type { ClaimDraft, RecordDraft, Remark } from '#lib/domain/draft.ts';
import type { GraphStore, Runner } from '#lib/server/graph/store.ts';
import type { ImportContext } from './batch.ts';
import { planClaims } from './claim-plan.ts';
import { planRecords, resolveEntities } from './record-plan.ts';
import { batches } from './spool.ts';
import { batchSize, everyToken, markingsFor, type StandingContext } from './writing.ts';

/** Remarks that are kept to be shown; all are counted. */
const remarksKept = 500;

export interface Comparing {
	store: Pick<GraphStore, 'read' | 'write'>;
	folder: string;
	context: StandingContext;
	/** What the readers of the comparison may see. */
	audience: readonly Token[];
	signal: AbortSignal;
	at: string;
}

/** The ids met so far, as numbers of 48 bits: two of ten million meet once in five runs, and cost a count of one. */
function idsMet() {
	const met = new Set<number>();
	return {
		/** True when it was not met before. */
		add(id: string): boolean {
			const before = met.size;
			met.add(Buffer.from(id, 'base64url').readUIntBE(0, 6));
			return met.size > before;
		}
	};
}

const none = (): DifferenceCount => ({ created: 0, updated: 0, known: 0, conflicts: 0 });

export async function differenceOf(comparing: Comparing): Promise<Difference> {
	const { store, folder, signal } = comparing;
	const run: Runner = { run: (query, params) => store.read(query, params) };
	const remarks: Remark[] = [];
	let remarkCount = 0;
	const remark = (one: Remark) => {
		if (remarkCount++ < remarksKept) remarks.push(one);
	};
	const { known: markings } = await markingsFor(comparing, remark);
	const records = none();
	const claims = none();
	let joins = 0;
	let tokens: Promise<Token[]> | undefined;
	const contextFor = (count: DifferenceCount): ImportContext => ({
		...comparing.context,
		audience: comparing.audience,
		markings,
		everyToken: () => (tokens ??= everyToken(run)),
		warn(one, what) {
			if (what === 'stays') count.conflicts++;
			remark(one);
		},
		nextChange: () => ''
	});
	const metRecords = idsMet();
	for await (const drafts of batches<RecordDraft>(folder, 'record', batchSize.record, 0)) {
		signal.throwIfAborted();
		const context = contextFor(records);
		const before = records.conflicts;
		const { planned } = await planRecords(run, drafts, context);
		const { of, created } = await resolveEntities(run, planned, context);
		const fresh = planned.filter(({ existing, id }) => !existing && metRecords.add(id));
		const updated = planned.filter(({ existing }) => existing).length;
		records.created += fresh.length;
		records.updated += updated;
		records.known += drafts.length - fresh.length - updated - (records.conflicts - before);
		joins += fresh.filter(({ id }) => !created.has(of.get(id) ?? '')).length;
	}
	const metClaims = idsMet();
	for await (const drafts of batches<ClaimDraft>(folder, 'claim', batchSize.claim, 0)) {
		signal.throwIfAborted();
		const context = contextFor(claims);
		const before = claims.conflicts;
		const { fresh } = await planClaims(run, drafts, context);
		const created = fresh.filter(({ replaces, id }) => !replaces && metClaims.add(id)).length;
		const updated = fresh.filter(({ replaces }) => replaces).length;
		claims.created += created;
		claims.updated += updated;
		claims.known += drafts.length - created - updated - (claims.conflicts - before);
	}
	return { records, claims, joins, remarks, remarkCount, at: comparing.at };
}
