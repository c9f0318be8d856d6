/**
 * The engines a test can run on. The embedded one always runs. Neo4j runs where a JDK of at least 21
 * and Maven are found; where they are not, the test says so in one line, and FAISCEAU_REQUIRE_NEO4J=1
 * turns that into a failure. A server started here has a folder of its own, so its data is fresh.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openEmbedded, type EmbeddedOptions } from '#lib/server/graph/embedded.ts';
import { openNeo4j, type Neo4jOptions } from '#lib/server/graph/neo4j.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import { canStartNeo4j, startNeo4j } from '../../scripts/neo4j.js';

/** Fetching the jars, on a machine that has none yet, takes most of this. */
export const neo4jStartMs = 600_000;

const can = canStartNeo4j();
export const neo4jReady = can.ready;

/**
 * Call once in a file whose tests need Neo4j: says that they are not run, or fails when they must be.
 * Guard the tests themselves with `test.skipIf(!neo4jReady)`.
 */
export function sayWhetherNeo4jRuns() {
	if (can.ready) return;
	const { reason } = can;
	if (process.env.FAISCEAU_REQUIRE_NEO4J === '1')
		test('a real Neo4j runs here, as FAISCEAU_REQUIRE_NEO4J asks', () => {
			expect.fail(reason);
		});
	else console.warn(`Not run on Neo4j: ${reason}`);
}

const emptyFolder = (name: string) => mkdtempSync(path.join(tmpdir(), `faisceau-${name}-`));

export interface TestStore {
	store: GraphStore;
	/** Closes the store, stops its server and removes its files. */
	end(): Promise<void>;
}

export async function embeddedForTest(options: EmbeddedOptions = {}): Promise<TestStore> {
	const folder = emptyFolder('embedded');
	const store = await openEmbedded(folder, options);
	return {
		store,
		end: async () => {
			await store.close();
			rmSync(folder, { recursive: true, force: true });
		}
	};
}

export interface TestServer extends TestStore {
	home: string;
	/** A test that stops the server puts the one it starts again in its place. */
	server: Awaited<ReturnType<typeof startNeo4j>>;
}

export async function neo4jForTest(options: Partial<Neo4jOptions> = {}): Promise<TestServer> {
	const home = emptyFolder('neo4j');
	const server = await startNeo4j({ home });
	const store = await openNeo4j(server.url, { now: () => new Date(), ...options });
	const opened: TestServer = {
		store,
		home,
		server,
		end: async () => {
			await store.close();
			// Nothing of this server is kept, so it need not tidy up first.
			await opened.server.kill();
			rmSync(home, { recursive: true, force: true });
		}
	};
	return opened;
}
