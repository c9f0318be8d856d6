import { builtStatement } from '#lib/server/graph/query.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
export async function ensureKeys(store: GraphStore, label: string, unique: string[], indexed: string[]) {
	for (const key of unique)
		await store.write(builtStatement('k', 'write', `CREATE CONSTRAINT ${label}_${key} IF NOT EXISTS FOR (n:${label}) REQUIRE n.${key} IS UNIQUE`), {});
	for (const key of [...unique, ...indexed])
		await store.write(builtStatement('k', 'write', `CREATE INDEX ${label}_${key}_i IF NOT EXISTS FOR (n:${label}) ON (n.${key})`), {});
}
