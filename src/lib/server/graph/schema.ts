/**
 * The schema of the graph: numbered files under cypher/schema/, applied in order at every start and
 * remembered in `(:Schema {version})`. Every statement may run twice, so a start that was interrupted,
 * or two processes at once, end with the same schema. `001-x.embedded.cypher` and `001-x.neo4j.cypher`
 * are for one engine only.
 */
import * as v from 'valibot';
import { schemaSteps } from './schema-steps.ts';
import { builtStatement, query, queryFiles } from './query.ts';
import { QueryFailed, StoreRefused, type Engine, type GraphStore } from './store.ts';

export const applied = query('schema/applied', {
	params: v.object({}),
	row: v.object({ version: v.number(), name: v.string() })
});

export const remember = query('schema/remember', {
	params: v.object({ version: v.number(), name: v.string() }),
	row: v.object({ version: v.number() })
});

export interface SchemaFile {
	version: number;
	name: string;
	engine: Engine | 'both';
	statements: string[];
}

/** The statements of a file: comments dropped, split where a line ends with `;`. */
export const statementsOf = (text: string): string[] =>
	text
		.split('\n')
		.filter((line) => !line.trimStart().startsWith('//'))
		.join('\n')
		.split(/;[ \t]*(?:\n|$)/)
		.map((statement) => statement.trim())
		.filter(Boolean);

/** Every schema file in the order of its number. */
export function schemaFiles(files: Map<string, string> = queryFiles()): SchemaFile[] {
	const found = [...files].flatMap(([path, text]): SchemaFile[] => {
		const [, number, name, engine] =
			/^schema\/(\d{3})-([a-z-]+)(?:\.(embedded|neo4j))?$/.exec(path) ?? [];
		if (!number || !name) return [];
		return [
			{
				version: Number(number),
				name,
				engine: engine === 'embedded' || engine === 'neo4j' ? engine : 'both',
				statements: statementsOf(text)
			}
		];
	});
	return found.sort((a, b) => a.version - b.version || a.engine.localeCompare(b.engine));
}

/**
 * Brings the graph to this program's schema. Refuses a graph that a newer program has changed,
 * because this one would write what that one no longer expects.
 */
export async function applySchema(store: GraphStore, files = schemaFiles()): Promise<void> {
	const done = new Map((await store.read(applied, {})).map((row) => [row.version, row.name]));
	const known = Math.max(0, ...files.map((file) => file.version));
	const newest = Math.max(0, ...done.keys());
	if (newest > known)
		throw new StoreRefused(
			`this graph has schema ${newest} (${done.get(newest) ?? ''}), this program knows ${known}: start the newer program, or restore a backup made before it`
		);
	for (const { version, name } of files) {
		if (done.has(version)) continue;
		const ours = files.find(
			(file) => file.version === version && (file.engine === 'both' || file.engine === store.engine)
		);
		for (const [index, statement] of (ours?.statements ?? []).entries())
			await change(store, `schema/${version}-${name}.${index + 1}`, statement);
		await schemaSteps[name]?.(store);
		// Remembered on both engines, so that a version means the same on either.
		await store.write(remember, { version, name });
		done.set(version, name);
	}
}

/**
 * Two processes that make the same index at the same moment: Neo4j tells the second one that it exists,
 * in spite of `IF NOT EXISTS`. Asked again, it finds nothing left to do.
 */
async function change(store: GraphStore, name: string, text: string): Promise<void> {
	const statement = builtStatement(name, 'write', text);
	try {
		await store.write(statement, {});
	} catch (error) {
		if (!(error instanceof QueryFailed && /already exists/i.test(error.message))) throw error;
		await store.write(statement, {});
	}
}

const plainName = /^[A-Za-z]\w{0,63}$/;

/**
 * Keys of a label that is not in the schema files, such as better-auth's: a constraint and an index for
 * each unique field, an index for each other field that is looked up. May run at every start.
 */
export async function ensureKeys(
	store: GraphStore,
	label: string,
	uniqueFields: readonly string[],
	indexedFields: readonly string[]
): Promise<void> {
	for (const name of [label, ...uniqueFields, ...indexedFields])
		if (!plainName.test(name))
			throw new TypeError(`not a label or property: ${JSON.stringify(name)}`);
	const run = (kind: string, text: string) => change(store, `schema/${label}.${kind}`, text);
	for (const field of uniqueFields)
		await run(
			`${field} unique`,
			`CREATE CONSTRAINT \`${label}_${field}\` IF NOT EXISTS FOR (n:\`${label}\`) REQUIRE n.\`${field}\` IS UNIQUE`
		);
	for (const field of new Set([...uniqueFields, ...indexedFields]))
		await run(
			`${field} index`,
			`CREATE INDEX \`${label}_${field}_i\` IF NOT EXISTS FOR (n:\`${label}\`) ON (n.\`${field}\`)`
		);
	if (store.engine === 'neo4j') await run('wait', 'CALL db.awaitIndexes(300)');
}
