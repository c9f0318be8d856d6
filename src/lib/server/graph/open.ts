/** Opens the graph the configuration names: a Neo4j server, or else the embedded file. */
import { openEmbedded } from './embedded.ts';
import { heldStore } from './held-writes.ts';
import { applySchema } from './schema.ts';
import { StoreLocked, StoreRefused, StoreUnavailable, type GraphStore } from './store.ts';

export interface OpenOptions {
	/** `neo4j://…`, `neo4j+s://…`, `bolt://…`: credentials may stand in it. Absent: the embedded file. */
	graph?: string;
	/** The data folder, where the embedded engine keeps its file. */
	folder: string;
	now: () => Date;
	/** How long to wait for a file another process holds, or for a server that is starting. */
	waitMs?: number;
	/** Told once, in plain words, when there is something to wait for. */
	waiting?: (reason: string) => void;
}

const pauseMs = 250;
const lockWaitMs = 5000;
const serverWaitMs = 30_000;

export const isNeo4jAddress = (graph: string): boolean =>
	/^(neo4j|bolt)(\+s(sc)?)?:\/\//.test(graph);

/** What stands between `//` and the last `@` is a name and a password. */
function withoutCredentials(graph: string): string {
	const from = graph.indexOf('//');
	const to = graph.lastIndexOf('@');
	return from >= 0 && to > from ? `${graph.slice(0, from)}//…${graph.slice(to)}` : graph;
}

/** The store, with this program's schema. Throws StoreRefused or StoreUnavailable, saying what to do. */
export async function openStore(options: OpenOptions): Promise<GraphStore> {
	const { graph = '', folder, now } = options;
	if (graph && graph !== 'embedded' && !isNeo4jAddress(graph))
		throw new StoreRefused(
			`the graph must be 'embedded' or an address such as neo4j://localhost:7687, got '${withoutCredentials(graph)}'`
		);
	const store = isNeo4jAddress(graph)
		? await waiting(options.waitMs ?? serverWaitMs, options, async () => {
				// Late: the driver takes longer to load than most commands take to run.
				const { openNeo4j } = await import('./neo4j.ts');
				return openNeo4j(graph, { now });
			})
		: await waiting(options.waitMs ?? lockWaitMs, options, () => openEmbedded(folder));
	try {
		await applySchema(store);
	} catch (error) {
		await store.close();
		throw error;
	}
	return heldStore(store);
}

async function waiting(
	waitMs: number,
	options: OpenOptions,
	open: () => Promise<GraphStore>
): Promise<GraphStore> {
	for (let waited = 0; ; waited += pauseMs) {
		try {
			return await open();
		} catch (error) {
			const passes = error instanceof StoreLocked || error instanceof StoreUnavailable;
			if (!passes || waited >= waitMs) throw error;
			if (waited === 0) options.waiting?.(error.message);
			await new Promise((resolve) => setTimeout(resolve, pauseMs));
		}
	}
}
