/**
 * Neighbourhood, search as you type, card and path at 100 000 entities and 400 000 claims, for an analyst
 * who sees a part of it. Budgets of the embedded engine: neighbourhood p95 20 ms, search p95 50 ms.
 * Peers of the neighbourhood in the same run: the same queries without the audience predicate (what the
 * rule costs), and an in-memory graphology graph of the visible part (what a store costs). No audit.
 * BENCH_FOLDER=… keeps the embedded file there and uses it again.
 */
import { MultiDirectedGraph } from 'graphology';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sees, tokensOf } from '#lib/domain/audience.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { openStore } from '#lib/server/graph/open.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import { networkOf, type Network } from '#lib/server/network/network.ts';
import { buildGraph, pick, random, type Built } from './graph.ts';

const size = {
	entities: Number(process.env.BENCH_ENTITIES ?? 100_000),
	claims: Number(process.env.BENCH_CLAIMS ?? 400_000),
	seed: 7
};
const audience = tokensOf({
	account: 'analyst-belmark',
	organisation: 'belmark',
	clientOf: ['norland'],
	groups: [],
	cases: [],
	roles: ['analyst'],
	demonstration: false
});
const viewer: Viewer = {
	account: 'analyst-belmark',
	name: 'Ana',
	organisation: { id: 'belmark', name: 'Belmark' },
	roles: ['analyst'],
	audience,
	operator: false
};

const ms = (value: number) => `${value.toFixed(1)} ms`;
const at = (sorted: number[], share: number) =>
	sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;

/**
 * Milliseconds that pass, or with BENCH_CLOCK=cpu those this process computes: on a machine that is busy
 * with other things only the second say something about us.
 */
const isCpuClock = process.env.BENCH_CLOCK === 'cpu';
function clock(): number {
	if (!isCpuClock) return performance.now();
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}

async function measure(name: string, times: number, once: (n: number) => unknown) {
	for (let n = 0; n < Math.min(30, times); n++) await once(times + n);
	const took: number[] = [];
	for (let n = 0; n < times; n++) {
		const from = clock();
		await once(n);
		took.push(clock() - from);
	}
	took.sort((a, b) => a - b);
	const [p50, p95, most] = [at(took, 0.5), at(took, 0.95), at(took, 1)];
	console.log(`${name.padEnd(46)} p50 ${ms(p50)}  p95 ${ms(p95)}  longest ${ms(most)}  n ${times}`);
	return { p50, p95 };
}

const predicate = /any\(t IN (\w+)\.audience WHERE t IN \$audience\)/g;
/** True of everything, and a condition on the same item, so that the engine plans the query alike. */
const always = 'size($1.audience) > 0';
const unguarded = (store: GraphStore): Pick<GraphStore, 'read'> => ({
	read: (query, params) =>
		store.read(
			{
				...query,
				text: {
					embedded: query.text.embedded.replace(predicate, always),
					neo4j: query.text.neo4j.replace(predicate, always)
				}
			},
			params
		)
});

/** Each question finds another revision, so that nothing is answered from what was kept. */
let asked = 0;
const networkOver = ({ read }: Pick<GraphStore, 'read'>): Network =>
	networkOf({
		store: { read, revision: () => asked++ },
		audit: {
			consult: () => Promise.resolve(),
			write: () => Promise.reject(new Error('nothing here writes')),
			commit: (text) => text
		},
		now: () => new Date(0)
	});

/** What every keystroke of a name asks, from the second letter on. */
const keystrokes = (name: string) =>
	Array.from({ length: Math.min(name.length, 12) - 1 }, (_, n) => name.slice(0, n + 2));

async function run(store: GraphStore, built: Built) {
	const draw = random(11);
	const network = networkOver(store);
	const visible = built.claims.filter((claim) => !claim.revoked && sees(audience, claim.audience));
	const ends = visible.flatMap(({ from, to }) => [from, to]);
	const degrees = new Map<string, number>();
	for (const id of ends) degrees.set(id, (degrees.get(id) ?? 0) + 1);
	const drawn = Array.from({ length: 700 }, () => pick(ends, draw));
	const typed = Array.from({ length: 200 }, () => keystrokes(pick(built.names, draw))).flat();
	const one = (items: readonly string[], n: number) => items[n % items.length] ?? '';
	const sortedDegrees = drawn.map((id) => degrees.get(id) ?? 0).sort((a, b) => a - b);
	const [hub = ''] = [...degrees].sort((a, b) => b[1] - a[1])[0] ?? [];
	console.log(
		`\n${store.engine}: ${visible.length} of ${built.claims.length} claims visible; degrees drawn: median ${at(sortedDegrees, 0.5)}, p95 ${at(sortedDegrees, 0.95)}, largest ${degrees.get(hub)}`
	);

	const near = await measure('neighbourhood, drawn by degree', 600, (n) =>
		network.expand(viewer, { entity: one(drawn, n) })
	);
	await measure('  of the largest hub, first 500', 20, () =>
		network.expand(viewer, { entity: hub })
	);
	await measure('search as you type, from 2 letters', 600, (n) =>
		network.search(viewer, one(typed, n * 7), 20)
	);
	const twoLetters = typed.filter((text) => text.length === 2);
	await measure('  2 letters only', 200, (n) => network.search(viewer, one(twoLetters, n), 20));
	await measure('search of a whole name', 200, (n) =>
		network.search(viewer, one(built.names, n * 97), 20)
	);
	await measure('card, drawn by degree', 300, (n) => network.card(viewer, one(drawn, n)));
	await measure('counts before expanding', 300, (n) => network.expansions(viewer, one(drawn, n)));
	await measure('path of two drawn by degree', 100, (n) =>
		network.path(viewer, { from: one(drawn, n), to: one(drawn, n + 350) })
	);
	const screen = [...new Set(drawn)].slice(0, 500);
	await measure('claims among 500 on the screen', 20, () => network.between(viewer, screen));
	await measure('summary of the start page', 10, () => network.summary(viewer));

	const bare = networkOver(unguarded(store));
	const open = await measure('peer: no audience predicate', 600, (n) =>
		bare.expand(viewer, { entity: one(drawn, n) })
	);
	console.log(
		`  neighbourhood against no predicate: p50 × ${(near.p50 / open.p50).toFixed(2)}, p95 × ${(near.p95 / open.p95).toFixed(2)}`
	);
	const graph = new MultiDirectedGraph();
	for (const { id, from, to } of visible) {
		graph.mergeNode(from);
		graph.mergeNode(to);
		graph.addDirectedEdgeWithKey(id, from, to);
	}
	const memory = await measure('peer: graphology in memory', 600, (n) => {
		const id = one(drawn, n);
		return {
			nodes: graph.mapNeighbors(id, (other) => ({ id: other, degree: graph.degree(other) })),
			claims: graph.mapEdges(id, (claim, _, from, to) => ({ id: claim, from, to }))
		};
	});
	console.log(
		`  neighbourhood against memory: p50 × ${(near.p50 / memory.p50).toFixed(0)}, p95 × ${(near.p95 / memory.p95).toFixed(0)}`
	);
}

async function on(graph: string | undefined) {
	const kept = process.env.BENCH_FOLDER;
	const folder = kept ?? mkdtempSync(path.join(tmpdir(), 'faisceau-bench-'));
	const store = await openStore({ graph, folder, now: () => new Date() });
	try {
		const isThere = (await store.counts()).relationships >= size.claims;
		if (isThere && (graph || !kept)) throw new Error('the graph to measure in must be empty');
		const from = performance.now();
		const built = await buildGraph(store, size, isThere);
		console.log(
			`${store.engine}: ${size.entities} entities, ${built.records} records, ${built.claims.length} claims ${isThere ? 'there already' : `written in ${((performance.now() - from) / 1000).toFixed(1)} s`}`
		);
		await run(store, built);
		console.log(`memory of the process: ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MiB`);
	} finally {
		await store.close();
		if (!kept) rmSync(folder, { recursive: true, force: true });
	}
}

await on(undefined);
if (process.env.FAISCEAU_GRAPH) await on(process.env.FAISCEAU_GRAPH);
else console.log('\nnot measured on Neo4j: FAISCEAU_GRAPH names no server');
