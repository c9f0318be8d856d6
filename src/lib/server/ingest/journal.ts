/** Journals what an import replaces or removes, so that the import can be undone whole by its id. */
import type { Runner } from '#lib/server/graph/store.ts';
import type { ImportContext } from './batch.ts';
import * as queries from './queries.ts';
import type { ClaimRow } from './queries.ts';

export const changeKinds = ['record', 'claim', 'deleted-claim'] as const;
export type ChangeKind = (typeof changeKinds)[number];

interface Change {
	what: ChangeKind;
	target: string;
	before: object;
}

async function journal(run: Runner, changes: Change[], context: ImportContext): Promise<void> {
	if (changes.length === 0) return;
	await run.run(queries.createChanges, {
		rows: changes.map(({ what, target, before }) => {
			const seq = context.nextChange();
			return {
				props: {
					id: context.idOf('change', context.id, seq),
					import: context.id,
					seq,
					what,
					target,
					before: JSON.stringify(before)
				}
			};
		})
	});
}

export async function journalRecords(
	run: Runner,
	ids: string[],
	context: ImportContext
): Promise<void> {
	const audience = await context.everyToken();
	const rows = await run.run(queries.recordProperties, { ids, audience });
	await journal(
		run,
		rows.map(({ id, entity, kind, props }) => ({
			what: 'record',
			target: id,
			before: { entity, kind, props }
		})),
		context
	);
}

const claimChange =
	(what: ChangeKind) =>
	(claim: ClaimRow): Change => ({
		what,
		target: claim.id,
		before: claim
	});

export const journalDeletedClaims = (
	run: Runner,
	claims: readonly ClaimRow[],
	context: ImportContext
) => journal(run, claims.map(claimChange('deleted-claim')), context);

export const journalClaims = (run: Runner, claims: readonly ClaimRow[], context: ImportContext) =>
	journal(run, claims.map(claimChange('claim')), context);
