/**
 * What a question that would run away does to everybody else: `node scripts/bench.js runaway`. Layers of
 * hubs, each joined to all of the next; one account asks for the paths through them again and again,
 * another opens and expands. Printed: the time of the other's questions when nobody else asks, beside
 * stopped questions, and beside the same ones without a budget, in turn, and how long each of those ran.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Limits } from '#lib/server/graph/store.ts';
import { OverBudget } from '#lib/server/graph/store.ts';
import { openStore } from '#lib/server/graph/open.ts';
import { networkOf, type Network } from '#lib/server/network/network.ts';
import { Draft, viewer } from '../network/builders.ts';
import { writeWorld } from '../network/world.ts';

const layers = 4;
const each = Number(process.env.BENCH_HUBS ?? 220);
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const budget: Limits = { timeMs: 200, rows: 1_000_000 };
const free: Limits = { timeMs: 600_000, rows: 1_000_000_000 };

const draft = new Draft();
const ends = ['a', 'b', 'y', 'z'];
draft.known(...ends);
draft.tie('a', 'b');
for (let layer = 0; layer < layers; layer++)
	for (let n = 0; n < each; n++) {
		const id = `${layer}-${n}`;
		draft.known(id);
		if (layer === 0) draft.tie('b', id);
		else for (let k = 0; k < each; k++) draft.tie(`${layer - 1}-${k}`, id);
		if (layer === layers - 1) draft.tie(id, 'y');
	}
draft.tie('y', 'z');
/** What somebody else looks at: a small neighbourhood apart from all that. */
draft.known('small');
for (let n = 0; n < 40; n++) {
	draft.known(`leaf-${n}`);
	draft.tie('small', `leaf-${n}`);
}

const at = (values: number[], share: number) =>
	values.toSorted((a, b) => a - b)[
		Math.min(values.length - 1, Math.floor(values.length * share))
	] ?? NaN;
const ana = viewer('ana');
const nils = viewer('nils');

const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-runaway-'));
const store = await openStore({
	folder,
	graph: process.env.FAISCEAU_GRAPH,
	now: () => new Date()
});
try {
	await writeWorld(store, draft);
	const { nodes, relationships } = await store.counts();
	console.log(`${store.engine}: ${nodes} nodes, ${relationships} relationships`);
	const networkWith = (question: Limits): Network =>
		networkOf({
			store,
			audit: {
				consult: () => Promise.resolve(),
				write: () => Promise.reject(new Error('nothing here writes')),
				commit: (text) => text
			},
			now: () => new Date(),
			limits: { question, export: free }
		});
	const networks = { alone: undefined, stopped: networkWith(budget), free: networkWith(free) };
	const calm = networkWith(free);

	/** One person's questions for some time, while the other one keeps asking, if anybody does. */
	async function round(asked: Network | undefined, times: number) {
		let over = false;
		const ran: number[] = [];
		let cut = 0;
		const other = (async () => {
			while (asked && !over) {
				const from = performance.now();
				await asked.ways(ana, { from: 'a', to: 'z' }).catch((error: unknown) => {
					if (!(error instanceof OverBudget)) throw error;
					cut++;
				});
				ran.push(performance.now() - from);
			}
		})();
		const took: number[] = [];
		for (let n = 0; n < times; n++) {
			const from = performance.now();
			await calm.expand(nils, { entity: 'small' });
			await calm.card(nils, `leaf-${n % 40}`);
			took.push(performance.now() - from);
			await new Promise((resolve) => setTimeout(resolve, 10));
		}
		over = true;
		await other;
		return { took, ran, cut };
	}

	await round(undefined, 30);
	const all = Object.entries(networks).map(([name, network]) => ({
		name,
		network,
		took: [] as number[],
		ran: [] as number[],
		cut: 0
	}));
	for (let n = 0; n < rounds; n++)
		for (const kind of all) {
			const { took, ran, cut } = await round(kind.network, 40);
			kind.took.push(...took);
			kind.ran.push(...ran);
			kind.cut += cut;
		}
	const [base] = all;
	for (const { name, took, ran, cut } of all)
		console.log(
			`${name.padEnd(8)} others: p50 ${at(took, 0.5).toFixed(1)} ms, p95 ${at(took, 0.95).toFixed(1)} ms, ` +
				`longest ${at(took, 1).toFixed(1)} ms, p95 × ${(at(took, 0.95) / at(base?.took ?? [], 0.95)).toFixed(2)}` +
				(ran.length
					? `; the wide question: ${ran.length} times, median ${at(ran, 0.5).toFixed(0)} ms, longest ${at(ran, 1).toFixed(0)} ms, stopped ${cut}`
					: '')
		);
} finally {
	await store.close();
	rmSync(folder, { recursive: true, force: true });
}
