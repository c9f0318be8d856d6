/**
 * All that a stopped server kept in its graph, sessions and counted tries included, read from the file by
 * the engine itself: a text for each node and each relationship, so that a story can say what changed.
 */
import grafeo from '@grafeo-db/js';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Held {
	/** A node’s label or a relationship’s type. */
	kind: string;
	properties: Record<string, unknown>;
}

const nodes = 'MATCH (n) RETURN labels(n)[0] AS kind, properties(n) AS properties';
const links = `MATCH (a)-[r]->(b)
	RETURN type(r) AS kind, properties(r) AS properties,
		a.id AS start, b.id AS finish, b.token AS token, b.key AS key`;

/** Reads a copy: whatever opening a file writes is not in the server’s own. */
export async function wholeStore(data: string): Promise<Map<string, Held>> {
	const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-whole-'));
	try {
		cpSync(data, folder, { recursive: true });
		const database = grafeo.GrafeoDB.open(path.join(folder, 'graph.grafeo'));
		try {
			const all: Held[] = [];
			for (const query of [nodes, links])
				all.push(...((await database.executeCypher(query)).toArray() as unknown as Held[]));
			const text = (_: string, value: unknown) =>
				typeof value === 'bigint' ? String(value) : value;
			return new Map(all.map((held) => [JSON.stringify(held, text), held]));
		} finally {
			database.close();
		}
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** What is in one of two and not in the other. */
export function differences(before: Map<string, Held>, after: Map<string, Held>): Held[] {
	return [
		...[...before].filter(([text]) => !after.has(text)),
		...[...after].filter(([text]) => !before.has(text))
	].map(([, held]) => held);
}
