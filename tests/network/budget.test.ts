/** Questions that would run away are stopped, are on record, and leave nothing running behind them. */
import { beforeEach, describe, expect, test } from 'vitest';
import { forOwn } from '#lib/domain/recipient.ts';
import { OverBudget, type GraphStore, type Limits } from '#lib/server/graph/store.ts';
import { budgeted } from '#lib/server/network/budget.ts';
import { networkOf, type Network } from '#lib/server/network/network.ts';
import { inBatches } from '#lib/server/network/reading.ts';
import * as queries from '#lib/server/network/queries.ts';
import { turns } from '#lib/server/network/turns.ts';
import { viewer } from './builders.ts';
import { stage } from './stage.ts';

const on = stage();
const ana = viewer('ana');
const wide: Limits = { timeMs: 60_000, rows: 10_000_000 };

describe('hubs joined to hubs', () => {
	const layers = 4;
	const each = 30;

	beforeEach(async () => {
		on.draft.known('a', 'z');
		for (let layer = 0; layer < layers; layer++)
			for (let n = 0; n < each; n++) {
				const id = `${layer}-${n}`;
				on.draft.known(id);
				if (layer === 0) on.draft.tie('a', id);
				else for (let k = 0; k < each; k++) on.draft.tie(`${layer - 1}-${k}`, id);
				if (layer === layers - 1) on.draft.tie(id, 'z');
			}
		await on.written();
	});

	/** A network that may take so much, and how much its statements have read. */
	function limited(question: Limits, out: Limits = question) {
		const spent = { statements: 0, items: 0 };
		const read: GraphStore['read'] = async (query, params, limits) => {
			spent.statements++;
			const rows = await on.store().read(query, params, limits);
			for (const row of rows)
				for (const value of Object.values(row))
					spent.items += Array.isArray(value) ? value.length : 1;
			return rows;
		};
		const network = networkOf({
			store: { read, revision: () => on.store().revision() },
			audit: {
				consult: (event) => Promise.resolve(void on.audit.events.push(event)),
				write: () => Promise.reject(new Error('nothing here writes')),
				commit: (text) => text
			},
			now: () => new Date('2026-11-22T10:00:00Z'),
			limits: { question, export: out }
		});
		return { network, spent };
	}

	const all = ['a', 'z', ...Array.from({ length: each }, (_, n) => `1-${n}`)];
	const asks: [string, string, (network: Network) => Promise<unknown>][] = [
		['path', 'network.path', (network) => network.path(ana, { from: 'a', to: 'z' })],
		['ways', 'network.path', (network) => network.ways(ana, { from: 'a', to: 'z' })],
		['expand', 'network.expand', (network) => network.expand(ana, { entity: '1-1' })],
		['between', 'network.expand', (network) => network.between(ana, all)],
		['nodes', 'network.expand', (network) => network.nodes(ana, all)],
		['card', 'network.card', (network) => network.card(ana, '1-1')],
		['notes', 'network.card', (network) => network.notes(ana, all)],
		['glimpse', 'home.read', (network) => network.glimpse(ana, all)],
		['exportGraph', 'network.export', (network) => network.exportGraph(ana, forOwn())]
	];

	test.each(asks)('%s is stopped by time, and that is on record', async (_, action, ask) => {
		const { network } = limited({ timeMs: 0.01, rows: wide.rows });
		await expect(ask(network)).rejects.toThrow(OverBudget);
		expect(on.audit.events).toMatchObject([
			{ action, actor: 'ana', outcome: 'failed', detail: { over: 'time' } }
		]);
	});

	test.each(asks.filter(([name]) => name !== 'notes'))(
		'%s is stopped by what it reads, and that is on record',
		async (_, action, ask) => {
			const { network } = limited({ timeMs: wide.timeMs, rows: 20 });
			await expect(ask(network)).rejects.toThrow(OverBudget);
			expect(on.audit.events).toMatchObject([
				{ action, actor: 'ana', outcome: 'failed', detail: { over: 'rows' } }
			]);
		}
	);

	test('a stopped search has read no more than it may and one step beyond; answered, it reads far more', async () => {
		const free = limited(wide);
		expect(await free.network.path(ana, { from: 'a', to: 'z' })).toMatchObject({ found: true });
		const rows = 200;
		const held = limited({ timeMs: wide.timeMs, rows });
		await expect(held.network.path(ana, { from: 'a', to: 'z' })).rejects.toThrow(OverBudget);
		// One step beyond: the neighbours of one layer.
		expect(held.spent.items).toBeLessThan(rows + 2 * each * (2 * each + 1));
		expect(free.spent.items).toBeGreaterThan(2 * held.spent.items);
		expect(held.spent.statements).toBeLessThan(free.spent.statements);
	});

	test('the operator at the command line is not stopped', async () => {
		const { network } = limited({ timeMs: 0.01, rows: 1 });
		const graph = await network.exportGraph(
			{ ...ana, operator: true },
			forOwn(),
			undefined,
			undefined,
			{
				operator: true
			}
		);
		expect(graph.entities).toHaveLength(layers * each + 2);
	});
});

test('no step begins after the time is over, however quick each is', async () => {
	let now = 0;
	let asked = 0;
	const store = {
		read: () => {
			asked++;
			now += 30;
			return Promise.resolve([]);
		}
	};
	const read = budgeted(store, { timeMs: 100, rows: 10 }, () => now);
	const step = () => read(queries.seen, { ids: [], audience: [] });
	for (let n = 0; n < 4; n++) await step();
	await expect(step()).rejects.toThrow('has had its 100 ms');
	expect(asked).toBe(4);
});

test('steps grow while they are quick and shrink when they are slow, and lose nobody', async () => {
	const items = Array.from({ length: 9_000 }, (_, n) => n);
	let now = 0;
	let perItem = 0.001;
	const sizes: number[] = [];
	const rows = await inBatches(
		items,
		(batch) => {
			sizes.push(batch.length);
			now += batch.length * perItem;
			if (sizes.length === 4) perItem = 1;
			return Promise.resolve([...batch]);
		},
		() => now
	);
	expect(rows).toEqual(items);
	expect(sizes.slice(0, 5)).toEqual([250, 500, 1_000, 2_000, 2_000]);
	// One slow step, and the next takes about as long as it should.
	expect(sizes[5]).toBe(50);
});

test('the next search of an account waits for a statement that goes on although nobody waits for it', async () => {
	const inTurn = turns();
	let through = () => {};
	const ended = new Promise<void>((resolve) => (through = resolve));
	const first = inTurn('ana', () => Promise.reject(new OverBudget('time', 'late', ended)));
	await expect(first).rejects.toThrow('late');
	let begun = false;
	const second = inTurn('ana', () => Promise.resolve((begun = true)));
	expect(await inTurn('nils', () => Promise.resolve('at once'))).toBe('at once');
	await new Promise((resolve) => setTimeout(resolve, 5));
	expect(begun).toBe(false);
	through();
	expect(await second).toBe(true);
});
