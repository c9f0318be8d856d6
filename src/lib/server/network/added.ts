/** When what a viewer sees came here for good: the end of the import it rests on. */
import * as queries from './queries.ts';
import type { Rests } from './export.ts';
import { inBatches, type Reading } from './reading.ts';

/** By record and claim; without those of an import that has not ended, which may yet grow. */
export async function addedAt(reading: Reading, rests: Rests): Promise<Map<string, string>> {
	const { read, audience } = reading;
	const rows = await inBatches([...new Set(rests.values())], (ids) =>
		read(queries.added, { ids, audience })
	);
	const ended = new Map(rows.map(({ id, endedAt }) => [id, endedAt]));
	return new Map(
		[...rests].flatMap(([statement, provenance]) => {
			const at = ended.get(provenance);
			return at === undefined ? [] : [[statement, at] as const];
		})
	);
}
