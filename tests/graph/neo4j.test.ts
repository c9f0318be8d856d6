import { connect, createServer } from 'node:net';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openNeo4j, parseAddress } from '#lib/server/graph/neo4j.ts';
import { openStore } from '#lib/server/graph/open.ts';
import { builtStatement, type Query } from '#lib/server/graph/query.ts';
import { applySchema, ensureKeys, schemaFiles } from '#lib/server/graph/schema.ts';
import {
	OutcomeUnknown,
	OverBudget,
	StoreUnavailable,
	type GraphStore
} from '#lib/server/graph/store.ts';
import {
	neo4jForTest,
	neo4jReady,
	neo4jStartMs,
	sayWhetherNeo4jRuns
} from '../contract/engines.ts';
import { startNeo4j } from '../../scripts/neo4j.js';

sayWhetherNeo4jRuns();

const now = () => new Date();
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const until = async (holds: () => boolean, withinMs: number) => {
	for (let waited = 0; !holds(); waited += 50) {
		if (waited > withinMs)
			throw new Error(`did not hold within ${withinMs} ms: ${holds.toString()}`);
		await pause(50);
	}
};
const write = (text: string) => builtStatement('test/write', 'write', text);
const read = (text: string) => builtStatement('test/read', 'read', text);

test('credentials and database may stand in the address, and never in what is printed', () => {
	expect(parseAddress('neo4j+s://ana:s%40crt@graph.example:7687/cases?policy=eu')).toEqual({
		url: 'neo4j+s://graph.example:7687?policy=eu',
		user: 'ana',
		password: 's@crt',
		database: 'cases'
	});
	expect(parseAddress('bolt://localhost', { user: 'b', password: 'p' })).toEqual({
		url: 'bolt://localhost',
		user: 'b',
		password: 'p',
		database: undefined
	});
	expect(() => parseAddress('localhost 7687')).toThrow(
		'is not a URL such as neo4j://localhost:7687'
	);
});

test('a server that is not there is said plainly, without the password', async () => {
	const opening = openNeo4j('neo4j://ana:s3cret@127.0.0.1:1', { now });
	await expect(opening).rejects.toThrow(StoreUnavailable);
	await expect(opening).rejects.toThrow(/^neo4j:\/\/127\.0\.0\.1:1 does not answer/);
	await expect(opening).rejects.not.toThrow(/s3cret/);
});

test('an address of another kind is refused, without the password', async () => {
	const opening = openStore({ graph: 'http://ana:s3cret@localhost', folder: '/nowhere', now });
	await expect(opening).rejects.toThrow(/expects|must be 'embedded' or an address/);
	await expect(opening).rejects.not.toThrow(/s3cret/);
});

describe.skipIf(!neo4jReady)('on a real server', { timeout: 180_000 }, () => {
	let neo4j: Awaited<ReturnType<typeof neo4jForTest>>;
	let store: GraphStore;

	beforeAll(async () => {
		neo4j = await neo4jForTest({ recheckMs: 200, writePatienceMs: 8000 });
		store = neo4j.store;
	}, neo4jStartMs);
	afterAll(() => neo4j.end());

	test('a statement that runs on is stopped on the server itself', async () => {
		const product = read(
			'UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a, b WHERE a + b < 0 RETURN count(*) AS n'
		);
		const asked = store.read(product, {}, { timeMs: 500, rows: 10 });
		await expect(asked).rejects.toMatchObject({ name: 'OverBudget', over: 'time' });
		const running = read(
			"SHOW TRANSACTIONS YIELD currentQuery, status WHERE currentQuery STARTS WITH 'UNWIND' RETURN status AS status"
		);
		let left: unknown[] = [{}];
		for (let n = 0; n < 50 && left.length > 0; n++) {
			left = await store.read(running, {});
			if (left.length > 0) await pause(100);
		}
		expect(left).toEqual([]);
		expect(store.health().up).toBe(true);
	});

	test('a write that calls itself a read fails on the server, and nothing of it is kept', async () => {
		const before = await store.counts();
		await expect(store.read(read('CREATE (n:Forged) RETURN 1 AS one'), {})).rejects.toThrow(
			/write/i
		);
		expect(await store.counts()).toEqual(before);
	});

	test('more rows than asked for are refused before they are all fetched', async () => {
		const many = read('UNWIND range(1, $n) AS a RETURN a AS a');
		expect(await store.read(many, { n: 10 }, { timeMs: 20_000, rows: 10 })).toHaveLength(10);
		const asked = store.read(many, { n: 5_000_000 }, { timeMs: 20_000, rows: 10 });
		await expect(asked).rejects.toThrow(OverBudget);
		expect(await store.read(many, { n: 2 })).toHaveLength(2);
	});

	test('two processes that start at once end with one schema', async () => {
		const other = await openNeo4j(neo4j.server.url, { now });
		await Promise.all([applySchema(store), applySchema(other)]);
		await Promise.all([applySchema(store), applySchema(other)]);
		await other.close();
		const versions = [...new Set(schemaFiles().map((file) => file.version))];
		const recorded = await store.read(
			read('MATCH (s:Schema) RETURN s.version AS version ORDER BY version'),
			{}
		);
		expect(recorded).toEqual(versions.map((version) => ({ version })));
		const waiting = read("SHOW INDEXES YIELD state WHERE state <> 'ONLINE' RETURN count(*) AS n");
		expect(await store.read(waiting, {})).toEqual([{ n: 0 }]);
		await store.write(write("CREATE (:Entity {id: 'once'})"), {});
		await expect(store.write(write("CREATE (:Entity {id: 'once'})"), {})).rejects.toThrow(
			/already exists/
		);
	});

	test('the full-text index keeps every word as it was folded', async () => {
		const rows = [{ id: 'a', search: 'the sandworm x 李小龙' }];
		await store.write(write('UNWIND $rows AS row CREATE (r:Record) SET r = row'), { rows });
		const lookup = read(
			"CALL db.index.fulltext.queryNodes('record_search', $word) YIELD node RETURN node.id AS id"
		);
		for (const word of ['the', 'sandworm', 'x', '李小龙'])
			expect(await store.read(lookup, { word })).toEqual([{ id: 'a' }]);
		expect(await store.read(lookup, { word: 'sand' })).toEqual([]);
	});

	test('keys of a label given by code are made and waited for', async () => {
		await ensureKeys(store, 'Auth_user', ['email'], ['name']);
		await ensureKeys(store, 'Auth_user', ['email'], ['name']);
		await store.write(write("CREATE (:Auth_user {email: 'a'})"), {});
		await expect(store.write(write("CREATE (:Auth_user {email: 'a'})"), {})).rejects.toThrow(
			/already exists/
		);
	});

	test('whole numbers stay integers, big ones stay exact, nodes come back as their properties', async () => {
		const echo = read(
			'RETURN $a / 2 AS half, $big AS big, $list AS list, $nested AS nested, $none AS none'
		);
		const [row] = await store.read(echo, {
			a: 5,
			big: 9007199254740993n,
			list: [1, 2],
			nested: { deep: { n: 7, missing: undefined }, f: 1.5 },
			none: undefined
		});
		expect(row).toEqual({
			half: 2,
			big: 9007199254740993n,
			list: [1, 2],
			nested: { deep: { n: 7, missing: null }, f: 1.5 },
			none: null
		});
		const [made] = await store.write(
			write("CREATE (a:T {id: 'a', n: 1})-[r:R {w: 2.5}]->(b:T {id: 'b'}) RETURN a, r, [b] AS bs"),
			{}
		);
		expect(made).toEqual({ a: { id: 'a', n: 1 }, r: { w: 2.5 }, bs: [{ id: 'b' }] });
	});

	test('a read cannot write', async () => {
		await expect(store.read(read('CREATE (n:Sneaky) RETURN 1 AS one'), {})).rejects.toThrow(
			/read access mode/i
		);
	});

	test('a transaction is kept whole or not at all, also when its work swallows the error', async () => {
		const count = read('MATCH (n:Half) RETURN count(n) AS n');
		const fails = write('MATCH (n:Half) RETURN 1 / 0 AS x');
		await expect(
			store.transaction(async (run) => {
				await run.run(write('CREATE (:Half)'), {});
				await run.run(fails, {});
			})
		).rejects.toThrow('test/write');
		await expect(
			store.transaction(async (run) => {
				await run.run(write('CREATE (:Half)'), {});
				await run.run(fails, {}).catch(() => undefined);
				return 'looks fine';
			})
		).rejects.toThrow('test/write');
		await expect(
			store.transaction(async (run) => {
				await run.run(write('CREATE (:Half)'), {});
				throw new Error('changed my mind');
			})
		).rejects.toThrow('changed my mind');
		expect(await store.read(count, {})).toEqual([{ n: 0 }]);
	});

	test('fifty writers of one node, and writers who meet head on, all get through', async () => {
		await store.write(write("CREATE (:Counter {id: 'x', n: 0}), (:Counter {id: 'y', n: 0})"), {});
		const add = write('MATCH (c:Counter {id: $id}) SET c.n = c.n + 1');
		await Promise.all(
			Array.from({ length: 50 }, (_, i) =>
				store.transaction(async (run) => {
					// Half of them lock x then y, the other half y then x: a deadlock, again and again.
					for (const id of i % 2 ? ['x', 'y'] : ['y', 'x']) await run.run(add, { id });
				})
			)
		);
		const total = read('MATCH (c:Counter) RETURN c.id AS id, c.n AS n ORDER BY id');
		expect(await store.read(total, {})).toEqual([
			{ id: 'x', n: 50 },
			{ id: 'y', n: 50 }
		]);
	});

	/** A wire to the server that breaks once, at a Bolt message: before it arrives, or before its answer does. */
	async function breakingAt(message: Buffer, moment: 'before' | 'after') {
		let armed = true;
		const wire = createServer((client) => {
			const upstream = connect(neo4j.server.port, '127.0.0.1');
			const drop = () => {
				client.destroy();
				upstream.destroy();
			};
			let deaf = false;
			client.on('data', (data) => {
				if (armed && data.includes(message)) {
					armed = false;
					if (moment === 'before') return drop();
					deaf = true;
				}
				upstream.write(data);
			});
			// The answer has come, so the server has done it; the client never hears of it.
			upstream.on('data', (data) => (deaf ? drop() : client.write(data)));
			client.on('error', drop).on('close', drop);
			upstream.on('error', drop);
		});
		await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', resolve));
		const address = wire.address();
		const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
		const broken = await openNeo4j(`bolt://127.0.0.1:${port}`, { now, recheckMs: 100 });
		onTestFinished(async () => {
			await broken.close();
			wire.close();
		});
		return broken;
	}
	const commit = Buffer.from([0x00, 0x02, 0xb0, 0x12, 0x00, 0x00]);
	const once = write('CREATE (:Once {ask: $ask})');
	const times = read('MATCH (o:Once {ask: $ask}) RETURN count(o) AS n');

	test('a write whose confirmation is lost is there once, and is said to be in doubt', async () => {
		const broken = await breakingAt(commit, 'after');
		await expect(broken.write(once, { ask: 'doubt' })).rejects.toThrow(OutcomeUnknown);
		await until(() => broken.health().up, 10_000);
		expect(await broken.read(times, { ask: 'doubt' })).toEqual([{ n: 1 }]);
	});

	test('a write whose statement is lost is tried again and is there once', async () => {
		const broken = await breakingAt(Buffer.from('CREATE (:Once'), 'before');
		await broken.write(once, { ask: 'again' });
		expect(await broken.read(times, { ask: 'again' })).toEqual([{ n: 1 }]);
		expect(broken.health()).toEqual({ up: true });
	});

	test('a read whose answer is lost is asked again', async () => {
		const broken = await breakingAt(Buffer.from('RETURN 41 + 1'), 'after');
		expect(await broken.read(read('RETURN 41 + 1 AS n'), {})).toEqual([{ n: 42 }]);
	});

	test('a read sees the write that was acknowledged before it', async () => {
		const create = write('CREATE (:Seen {n: $n})');
		const see = read('MATCH (s:Seen {n: $n}) RETURN count(s) AS n');
		for (let n = 0; n < 50; n++) {
			await store.write(create, { n });
			expect(await store.read(see, { n })).toEqual([{ n: 1 }]);
		}
	});

	test('a parameter or row of another shape is refused by name', async () => {
		const strict: Query<{ id: string }, { n: number }> = {
			name: 'test/strict',
			access: 'read',
			text: { embedded: '', neo4j: "RETURN 'seven' AS n, $id AS id" },
			params: v.object({ id: v.string() }),
			row: v.object({ n: v.number() })
		};
		await expect(store.read(strict, { id: 'x' })).rejects.toThrow(/test\/strict row: 0.n/);
	});

	test('the server knows which query it is running', async () => {
		const list = read("SHOW TRANSACTIONS YIELD metaData RETURN metaData['query'] AS name");
		expect(await store.read(list, {})).toEqual([{ name: 'test/read' }]);
	});

	test('a server that hangs is given up on, and found again when it goes on', async () => {
		const impatient = await openNeo4j(neo4j.server.url, {
			now,
			recheckMs: 100,
			readTimeoutMs: 1000,
			readPatienceMs: 0
		});
		onTestFinished(() => impatient.close());
		const one = read('RETURN 1 AS one');
		process.kill(neo4j.server.pid, 'SIGSTOP');
		try {
			// The signal takes a moment to arrive: answers until then are answers.
			const asking = async () => {
				for (let n = 0; n < 100; n++) {
					await impatient.read(one, {});
					await pause(50);
				}
			};
			await expect(asking()).rejects.toThrow(/no answer within/);
			expect(impatient.health()).toMatchObject({
				up: false,
				reason: expect.stringContaining('does not answer')
			});
		} finally {
			process.kill(neo4j.server.pid, 'SIGCONT');
		}
		await until(() => impatient.health().up, 30_000);
		expect(await store.read(one, {})).toEqual([{ one: 1 }]);
	});

	test(
		'stopped in the middle of a stream of writes: nothing acknowledged is lost, nothing is there twice, health says so',
		async () => {
			await store.write(write("CREATE (:Head {id: 'head', size: 0})"), {});
			// As the audit log does it: a number taken from a head, and a node without a key of its own.
			const append = write(
				"MATCH (h:Head {id: 'head'}) SET h.size = h.size + 1 CREATE (:Entry {ask: $ask, seq: h.size})"
			);
			const acknowledged: number[] = [];
			const refused: unknown[] = [];
			let ask = 0;
			let writing = true;
			const stream = async () => {
				while (writing) {
					const mine = ask++;
					try {
						await store.write(append, { ask: mine });
						acknowledged.push(mine);
					} catch (error) {
						refused.push(error);
						await pause(20);
					}
				}
			};
			const more = async () => {
				const before = acknowledged.length;
				await until(() => acknowledged.length > before + 50, 120_000);
			};
			const streams = Array.from({ length: 4 }, stream);
			const states: boolean[] = [];
			for (const end of ['kill', 'stop'] as const) {
				await more();
				await neo4j.server[end]();
				await until(() => !store.health().up, 30_000);
				states.push(store.health().up);
				await expect(store.read(read('RETURN 1 AS one'), {})).rejects.toThrow(/does not answer/);
				neo4j.server = await startNeo4j({ port: neo4j.server.port, home: neo4j.home });
				await until(() => store.health().up, 120_000);
				states.push(store.health().up);
			}
			await more();
			writing = false;
			await Promise.all(streams);
			const entries = await store.read(
				read('MATCH (e:Entry) RETURN e.ask AS ask, e.seq AS seq ORDER BY seq'),
				{}
			);
			const asks = entries.map((row) => row.ask);
			expect(new Set(asks).size).toBe(asks.length);
			expect(acknowledged.filter((ask) => !asks.includes(ask))).toEqual([]);
			expect(entries.map((row) => row.seq)).toEqual(entries.map((_, index) => index + 1));
			expect(refused.length).toBeGreaterThan(0);
			for (const error of refused) expect(error).toBeInstanceOf(StoreUnavailable);
			expect(states).toEqual([false, true, false, true]);
		},
		neo4jStartMs
	);
});
