/**
 * One suite, both engines: every query file gives the same answer on embedded Grafeo and on Neo4j.
 * How to add a case: case.ts. What the cases run in: world.ts.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { declared, builtStatement } from '#lib/server/graph/query.ts';
import { applySchema } from '#lib/server/graph/schema.ts';
import type { GraphStore, Runner } from '#lib/server/graph/store.ts';
import type { ContractCase } from './case.ts';
import {
	embeddedForTest,
	neo4jForTest,
	neo4jReady,
	neo4jStartMs,
	sayWhetherNeo4jRuns,
	type TestStore
} from './engines.ts';
import { viewers, writeWorld } from './world.ts';

sayWhetherNeo4jRuns();

const modules = import.meta.glob('/src/lib/server/**/*.ts');
const sources = import.meta.glob<string>('/src/lib/server/**/*.ts', {
	query: '?raw',
	import: 'default',
	eager: true
});
for (const [path, source] of Object.entries(sources))
	if (/\bquery(Per)?\(\s*'/.test(source)) await modules[path]?.();

const features = import.meta.glob<{ cases: ContractCase[] }>('./cases/*.ts', { eager: true });
const cases = Object.values(features).flatMap((feature) => feature.cases);
const called = (one: ContractCase) => (one.title ? `${one.query}, ${one.title}` : one.query);
const writes = (one: ContractCase) => declared.get(one.query)?.access === 'write';

/** A map or a list the same way on both engines: keys sorted, big integers as text. */
const canonical = (value: unknown): string =>
	JSON.stringify(value, (_, item: unknown) =>
		typeof item === 'bigint'
			? `${item}n`
			: item !== null && typeof item === 'object' && !Array.isArray(item)
				? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
				: item
	);

const everyNode = builtStatement(
	'contract/nodes',
	'read',
	'MATCH (n) RETURN labels(n) AS labels, properties(n) AS props'
);
const everyLink = builtStatement(
	'contract/links',
	'read',
	'MATCH (a)-[l]->(b) RETURN type(l) AS type, properties(l) AS props, properties(a) AS a, properties(b) AS b'
);

/** The whole graph as sorted lines. */
async function linesOf({ run }: Runner): Promise<Set<string>> {
	const nodes = (await run(everyNode, {})).map(({ labels, props }) =>
		canonical({ labels: Array.isArray(labels) ? labels.map(String).sort() : [], props })
	);
	const links = (await run(everyLink, {})).map(({ type, props, a, b }) =>
		canonical({ type, props, a, b })
	);
	return new Set([...nodes, ...links].sort());
}

/** The lines of a store that holds the world and nothing more, which every case leaves as it was. */
const filledLines = new Map<GraphStore, Promise<Set<string>>>();
const asFilled = (store: GraphStore) => {
	const lines = filledLines.get(store) ?? linesOf({ run: store.read });
	filledLines.set(store, lines);
	return lines;
};

interface Outcome {
	rows: object[];
	/** Lines of the graph that the case added and removed. */
	added: string[];
	removed: string[];
}

class Undo extends Error {
	constructor(readonly outcome: Outcome) {
		super('every case is undone');
	}
}

async function outcomeOf(store: GraphStore, one: ContractCase): Promise<Outcome> {
	if (!writes(one) && !one.prepare)
		return { rows: await one.run({ run: store.read }), added: [], removed: [] };
	try {
		await store.transaction(async (runner) => {
			for (const step of one.prepare ?? []) await step.run(runner);
			const before = !writes(one)
				? new Set<string>()
				: one.prepare
					? await linesOf(runner)
					: await asFilled(store);
			const rows = await one.run(runner);
			const after = writes(one) ? await linesOf(runner) : new Set<string>();
			throw new Undo({
				rows,
				added: [...after].filter((line) => !before.has(line)),
				removed: [...before].filter((line) => !after.has(line))
			});
		});
	} catch (error) {
		if (error instanceof Undo) return error.outcome;
		throw error;
	}
	throw new Error(`${called(one)} was not undone`);
}

/** What the embedded engine answers, asked once: every other answer is held against it. */
const answers = new Map<ContractCase, Promise<Outcome>>();
const answerTo = (one: ContractCase) => {
	const answer = answers.get(one) ?? outcomeOf(embedded.store, one);
	answers.set(one, answer);
	return answer;
};

async function filled(opening: Promise<TestStore>, audience?: readonly string[]) {
	const opened = await opening;
	await applySchema(opened.store);
	await opened.store.transaction((run) => writeWorld(run, audience));
	return opened;
}

let embedded: TestStore;
beforeAll(async () => {
	embedded = await filled(embeddedForTest());
});
afterAll(() => embedded.end());

test('every declared query has a case', () => {
	const tried = new Set(cases.map((one) => one.query));
	expect([...declared.keys()].filter((name) => !tried.has(name))).toEqual([]);
	expect([...tried].filter((name) => !declared.has(name))).toEqual([]);
	expect(declared.size).toBeGreaterThan(20);
});

test('the cases of a query are told apart by their titles', () => {
	const names = cases.map(called);
	expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('one case of each read returns rows, one case of each write changes the graph', async () => {
	const fruitful = new Set<string>();
	for (const one of cases) {
		const { rows, added, removed } = await answerTo(one);
		if (writes(one) ? added.length + removed.length > 0 : rows.length > 0) fruitful.add(one.query);
	}
	expect([...new Set(cases.map((one) => one.query))].filter((name) => !fruitful.has(name))).toEqual(
		[]
	);
});

describe('rows come in one order only', () => {
	let shuffled: TestStore;
	beforeAll(async () => {
		shuffled = await filled(embeddedForTest({ shuffleUnordered: true }));
	});
	afterAll(() => shuffled.end());

	test.each(cases.map((one) => [called(one), one] as const))('%s', async (_, one) => {
		const { rows } = await answerTo(one);
		for (let again = 0; again < (writes(one) ? 1 : 3); again++)
			expect((await outcomeOf(shuffled.store, one)).rows).toStrictEqual(rows);
	});
});

describe.each(Object.entries(viewers))('nothing is told beyond what %s may see', (_, audience) => {
	let reduced: TestStore;
	beforeAll(async () => {
		reduced = await filled(embeddedForTest(), audience);
	});
	afterAll(() => reduced.end());

	const audible = cases.flatMap((one) =>
		one.as && !writes(one) && !one.prepare ? [[called(one), one.as(audience)] as const] : []
	);
	test.each(audible)('%s', async (_, asked) => {
		const whole = await asked.run({ run: embedded.store.read });
		expect(whole).toStrictEqual(await asked.run({ run: reduced.store.read }));
	});
});

describe.skipIf(!neo4jReady)(
	'Neo4j answers as the embedded engine does',
	{ timeout: 180_000 },
	() => {
		let neo4j: TestStore;
		beforeAll(async () => {
			neo4j = await filled(neo4jForTest());
		}, neo4jStartMs);
		afterAll(() => neo4j.end());

		test('the whole world is stored alike', async () => {
			expect(await asFilled(neo4j.store)).toStrictEqual(await asFilled(embedded.store));
		});

		test.each(cases.map((one) => [called(one), one] as const))('%s', async (_, one) => {
			const ours = await answerTo(one);
			expect(await outcomeOf(neo4j.store, one)).toStrictEqual(ours);
		});
	}
);
