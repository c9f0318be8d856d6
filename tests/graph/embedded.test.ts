import {
	cpSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	truncateSync,
	writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openEmbedded } from '#lib/server/graph/embedded.ts';
import { openStore } from '#lib/server/graph/open.ts';
import { builtStatement, props, type Query } from '#lib/server/graph/query.ts';
import {
	OverBudget,
	QueryFailed,
	StoreLocked,
	StoreRefused,
	type GraphStore
} from '#lib/server/graph/store.ts';

const now = () => new Date();
let root: string;
let folder: string;
let store: GraphStore;

beforeEach(async () => {
	root = mkdtempSync(path.join(tmpdir(), 'faisceau-store-'));
	folder = path.join(root, 'live');
	store = await openEmbedded(folder);
});

afterEach(async () => {
	await store.close();
	rmSync(root, { recursive: true, force: true });
});

const create = builtStatement('test/create', 'write', 'CREATE (n:N {n: $n})');
const add = builtStatement('test/add', 'write', 'MATCH (n:Counter) SET n.n = n.n + 1');
const fail = builtStatement('test/fail', 'write', 'MATCH (n:N) RETURN 1 / 0 AS x');
const numbers = builtStatement('test/numbers', 'read', 'MATCH (n:N) RETURN n.n AS n ORDER BY n');
const numbersIn = async (which: GraphStore) => (await which.read(numbers, {})).map((row) => row.n);

/** The files as a power cut would leave them: copied while the store is open and idle. */
function crashed(name: string) {
	const copy = path.join(root, name);
	cpSync(folder, copy, { recursive: true });
	const log = path.join(copy, 'graph.grafeo.wal');
	const logs = readdirSync(log)
		.map((file) => path.join(log, file))
		.filter((file) => statSync(file).isFile() && statSync(file).size > 0)
		.sort();
	return { copy, log, logs, file: path.join(copy, 'graph.grafeo'), last: logs.at(-1) ?? '' };
}

describe('transactions', () => {
	test('a hundred writers of one node all get through, one after the other', async () => {
		await store.write(builtStatement('test/counter', 'write', 'CREATE (:Counter {n: 0})'), {});
		await Promise.all(Array.from({ length: 100 }, () => store.write(add, {})));
		const counter = builtStatement('test/counter', 'read', 'MATCH (c:Counter) RETURN c.n AS n');
		expect(await store.read(counter, {})).toEqual([{ n: 100 }]);
	});

	test('a conflict is tried again from the start, and leaves nothing of the first try', async () => {
		let tries = 0;
		const result = await store.transaction(async ({ run }) => {
			await run(create, { n: tries });
			if (++tries < 4) throw Object.assign(new Error('write conflict'), { gqlStatus: '40000' });
			return 'done';
		});
		expect([result, tries]).toEqual(['done', 4]);
		expect(await numbersIn(store)).toEqual([3]);
	});

	test('a conflict that never ends is given up on', async () => {
		let tries = 0;
		const endless = store.transaction(async () => {
			tries++;
			throw Object.assign(new Error('write conflict'), { gqlStatus: '40000' });
		});
		await expect(endless).rejects.toThrow('write conflict');
		expect(tries).toBeGreaterThan(5);
	});

	test('an error rolls back, also when the work swallows it, and the next write goes on', async () => {
		await expect(
			store.transaction(async ({ run }) => {
				await run(create, { n: 1 });
				await run(fail, {});
			})
		).rejects.toThrow(/^test\/fail: .*division by zero/);
		await expect(
			store.transaction(async ({ run }) => {
				await run(create, { n: 2 });
				await run(fail, {}).catch(() => undefined);
				return 'looks fine';
			})
		).rejects.toThrow(QueryFailed);
		await expect(
			store.transaction(async ({ run }) => {
				await run(create, { n: 3 });
				throw new Error('changed my mind');
			})
		).rejects.toThrow('changed my mind');
		await store.write(create, { n: 4 });
		expect(await numbersIn(store)).toEqual([4]);
	});

	test('a statement that runs on is given up, and others are answered meanwhile', async () => {
		const product = builtStatement(
			'test/product',
			'read',
			'UNWIND range(1, $n) AS a UNWIND range(1, $n) AS b WITH a, b WHERE a + b < 0 RETURN count(*) AS n'
		);
		const asked = store.read(product, { n: 4_000 }, { timeMs: 20, rows: 10 });
		const late = await asked.catch((error: unknown) => error);
		expect(late).toBeInstanceOf(OverBudget);
		expect(late).toMatchObject({ over: 'time' });
		let through = false;
		const ended = (late as OverBudget).ended.then(() => (through = true));
		const one = builtStatement('test/one', 'read', 'RETURN 1 AS one');
		expect(await store.read(one, {})).toEqual([{ one: 1 }]);
		expect(through).toBe(false);
		await ended;
		// With time enough the very same question is answered.
		expect(await store.read(product, { n: 4 }, { timeMs: 20_000, rows: 10 })).toEqual([{ n: 0 }]);
	});

	test('more rows than asked for are refused, and half a million where nobody says how many', async () => {
		const many = builtStatement('test/many', 'read', 'UNWIND range(1, $n) AS a RETURN a AS a');
		expect(await store.read(many, { n: 10 }, { timeMs: 20_000, rows: 10 })).toHaveLength(10);
		await expect(store.read(many, { n: 11 }, { timeMs: 20_000, rows: 10 })).rejects.toMatchObject({
			name: 'OverBudget',
			over: 'rows'
		});
		await expect(store.read(many, { n: 500_001 })).rejects.toThrow(OverBudget);
	});

	test('a closed store refuses, by name', async () => {
		await store.close();
		await expect(store.read(numbers, {})).rejects.toThrow('the store is closed');
		await expect(store.write(create, { n: 1 })).rejects.toThrow('the store is closed');
	});
});

describe('a damaged store', () => {
	beforeEach(async () => {
		for (let n = 0; n < 200; n++) await store.write(create, { n });
	});

	test('after a crash everything acknowledged is there', async () => {
		const opened = await openEmbedded(crashed('crash').copy);
		expect(await numbersIn(opened)).toEqual(Array.from({ length: 200 }, (_, n) => n));
		expect(opened.warnings).toEqual([]);
		expect(readdirSync(path.join(root, 'crash')).sort()).toEqual([
			'graph.grafeo',
			'graph.grafeo.wal',
			'graph.state.json'
		]);
		await opened.close();
	});

	test('a missing write-ahead log is refused, because the engine would not say a word', async () => {
		const { copy, log } = crashed('lost-log');
		rmSync(log, { recursive: true });
		await expect(openEmbedded(copy)).rejects.toThrow(StoreRefused);
		await expect(openEmbedded(copy)).rejects.toThrow(
			/is missing although the last process did not close/
		);
	});

	test('a missing file beside its log is refused, not begun anew', async () => {
		const { copy, file } = crashed('lost-file');
		rmSync(file);
		await expect(openEmbedded(copy)).rejects.toThrow(
			/is missing although its write-ahead log is there/
		);
		expect(readdirSync(copy)).not.toContain('graph.grafeo');
	});

	test('a cut log opens with the first commits whole, in their order, and says so', async () => {
		for (const bytes of [1, 10, 100, 1000]) {
			const { copy, last } = crashed(`cut-${bytes}`);
			truncateSync(last, statSync(last).size - bytes);
			const opened = await openEmbedded(copy);
			const kept = await numbersIn(opened);
			expect(kept).toEqual(Array.from({ length: kept.length }, (_, n) => n));
			expect(kept.length).toBeLessThan(200);
			expect(kept.length).toBeGreaterThan(100);
			expect(opened.warnings[0]).toMatch(/write-ahead log was damaged/);
			await opened.close();
		}
	});

	test('a flipped byte in the log opens at the last whole commit before it, and says so', async () => {
		for (const part of [0.3, 0.5, 0.7, 0.9]) {
			const { copy, last } = crashed(`flip-${part}`);
			const bytes = readFileSync(last);
			const place = Math.floor(bytes.length * part);
			bytes.writeUInt8(bytes.readUInt8(place) ^ 0xff, place);
			writeFileSync(last, bytes);
			const opened = await openEmbedded(copy);
			const kept = await numbersIn(opened);
			expect(kept).toEqual(Array.from({ length: kept.length }, (_, n) => n));
			expect(kept.length).toBeLessThan(200);
			expect(opened.warnings).toHaveLength(1);
			expect(opened.warnings[0]).toMatch(
				/write-ahead log was damaged: opened at the last whole commit/
			);
			const [, aside = ''] = /kept as (\S+)\./.exec(opened.warnings[0] ?? '') ?? [];
			expect(readFileSync(path.join(copy, aside, path.basename(last)))).toEqual(bytes);
			await opened.close();
			const again = await openEmbedded(copy);
			expect([again.warnings, await numbersIn(again)]).toEqual([[], kept]);
			await again.close();
		}
	});

	test('a file that is none is refused with what to do', async () => {
		await store.close();
		for (const [name, content] of [
			['garbage', 'x'.repeat(5000)],
			['empty', '']
		] as const) {
			const copy = path.join(root, name);
			cpSync(folder, copy, { recursive: true });
			writeFileSync(path.join(copy, 'graph.grafeo'), content);
			await expect(openEmbedded(copy)).rejects.toThrow(StoreRefused);
			await expect(openEmbedded(copy)).rejects.toThrow(/backup/i);
		}
		store = await openEmbedded(folder);
	});
});

describe('a file that is open already', () => {
	test('is refused with what to do', async () => {
		await expect(openEmbedded(folder)).rejects.toThrow(StoreLocked);
		await expect(openEmbedded(folder)).rejects.toThrow(
			/graph\.grafeo is open in another process: stop it/
		);
		expect(await numbersIn(store)).toEqual([]);
	});

	test('is waited for, and had as soon as the other lets go', async () => {
		await store.write(create, { n: 7 });
		const reasons: string[] = [];
		const opening = openStore({ folder, now, waiting: (reason) => reasons.push(reason) });
		await new Promise((resolve) => setTimeout(resolve, 600));
		await store.close();
		store = await opening;
		expect(await numbersIn(store)).toEqual([7]);
		expect(reasons).toHaveLength(1);
		expect(reasons[0]).toMatch(/open in another process/);
	});

	test('is given up on after the time allowed', async () => {
		await expect(openStore({ folder, now, waitMs: 300 })).rejects.toThrow(StoreLocked);
	});
});

describe('values', () => {
	const put: Query<{ props: object }, Record<string, unknown>> = {
		name: 'test/put',
		access: 'write',
		text: { embedded: 'CREATE (n:P) SET n = $props RETURN n', neo4j: '' },
		params: v.looseObject({ props: v.looseObject({}) }),
		row: v.record(v.string(), v.unknown())
	};

	test('what one engine would store and the other refuse never reaches either', async () => {
		for (const [bad, reason] of [
			[{ nested: [['a']] }, /nested: a property holds a mixed or nested list/],
			[{ mixed: ['a', 1] }, /mixed: a property holds a mixed or nested list/],
			[{ gap: ['a', null] }, /gap: a list holds null/],
			[{ map: { a: 1 } }, /map: a property holds a map/],
			[{ day: new Date(0) }, /day: a Date; pass ISO text/],
			[{ number: NaN }, /number: not a finite number/],
			[{ number: Infinity }, /number: not a finite number/],
			[{ _id: 1 }, /_id: not a property name/],
			[{ 'a b': 1 }, /a b: not a property name/]
		] as const)
			await expect(store.write(put, { props: bad })).rejects.toThrow(reason);
		const all = builtStatement('test/all', 'read', 'MATCH (p:P) RETURN p');
		expect(await store.read(all, {})).toEqual([]);
	});

	test('what both store comes back as it was', async () => {
		const good = {
			text: 'é 👮',
			whole: 9007199254740991,
			part: 1.5,
			yes: true,
			list: ['a'],
			none: []
		};
		expect(await store.write(put, { props: good })).toEqual([{ n: good }]);
	});

	test('a parameter of another shape is refused by query and field', async () => {
		const strict: Query<{ audience: string[] }, object> = {
			name: 'test/strict',
			access: 'read',
			text: { embedded: 'RETURN $audience AS a', neo4j: '' },
			params: v.object({ audience: v.array(v.pipe(v.string(), v.minLength(1))) }),
			row: v.looseObject({})
		};
		await expect(store.read(strict, { audience: [''] })).rejects.toThrow(
			/^test\/strict: audience\.0/
		);
		expect(v.is(props, { a: [null] })).toBe(false);
	});
});
