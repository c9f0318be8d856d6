/** Lets records describe another entity because a person decided so, with the claims that came with them. */
import type { Kind } from '#lib/domain/kinds.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import type { Located } from './properties.ts';
import * as queries from './queries.ts';
import { createEntities } from './record-batch.ts';
import { moveRecordTo } from './upkeep.ts';
import { everyToken } from './writing.ts';

/** Makes the entity where it is gone. Resolves with those that no record describes any more. */
export async function placeRecords(
	run: Runner,
	records: readonly Located[],
	to: { id: string; kind: Kind }
): Promise<string[]> {
	const tokens = await everyToken(run);
	await createEntities(run, new Map([[to.id, to.kind]]));
	for (const record of records)
		await moveRecordTo(run, record, to.id, { everyToken: async () => tokens });
	const left = [...new Set(records.map(({ entity }) => entity))];
	const still = await run.run(queries.entityAudiences, { ids: left, audience: [...tokens] });
	return left.filter((id) => !still.some((row) => row.id === id));
}
