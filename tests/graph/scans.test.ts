/**
 * No query reads more of the graph than its header allows: every case of the contract suite, asked of its
 * small world inside a graph of 50 000 nodes. A file without `@scans` may read what it returns and a
 * little around it; a missing index or an anchor on the wrong side reads everything and is caught here.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtStatement, declared, parseHeader, queryFiles } from '#lib/server/graph/query.ts';
import { applySchema } from '#lib/server/graph/schema.ts';
import type { ContractCase } from '../contract/case.ts';
import { embeddedForTest, type TestStore } from '../contract/engines.ts';
import { viewers, writeWorld } from '../contract/world.ts';

const unlessSaid = 1000;
const features = import.meta.glob<{ cases: ContractCase[] }>('../contract/cases/*.ts', {
	eager: true
});
const reads = Object.values(features)
	.flatMap((feature) => feature.cases)
	.filter((one) => declared.get(one.query)?.access === 'read' && !one.prepare);

/** What the header of the file that runs on this engine allows. */
function allowed(query: string): number {
	const name = query.replace(/#.*/, '');
	const file = queryFiles().get(`${name}.embedded`) ?? queryFiles().get(name) ?? '';
	return parseHeader(name, file).scans ?? unlessSaid;
}

const sizes = { entities: 16_000, records: 20_000, identifiers: 10_000, provenances: 2000 };
const claims = 40_000;
const range = <T>(length: number, make: (index: number) => T) =>
	Array.from({ length }, (_, index) => make(index));

async function fill({ store }: TestStore) {
	const put = async (text: string, rows: object[]) => {
		const statement = builtStatement('test/fill', 'write', `UNWIND $rows AS row ${text}`);
		for (let from = 0; from < rows.length; from += 5000)
			await store.write(statement, { rows: rows.slice(from, from + 5000) });
	};
	const audience = ['everyone'];
	await put(
		'CREATE (e:Entity:Domain) SET e = row',
		range(sizes.entities, (n) => ({ id: `x-e-${n}`, kind: 'domain' }))
	);
	await put(
		'CREATE (i:Identifier) SET i = row',
		range(sizes.identifiers, (n) => ({ key: `x:${n}` }))
	);
	await put(
		"MATCH (s:Source {id: 's-mitre'}) CREATE (p:Provenance)-[:FROM]->(s) SET p = row",
		range(sizes.provenances, (n) => ({
			id: `x-p-${n}`,
			audience,
			owner: 'belmark',
			account: 'ana',
			import: `x-i-${n % 10}`,
			tlp: 'clear',
			handling: [],
			demonstration: false
		}))
	);
	await put(
		'MATCH (e:Entity {id: row.entity}) MATCH (i:Identifier {key: row.key}) CREATE (r:Record)-[:DESCRIBES]->(e) CREATE (r)-[:IDENTIFIED_BY]->(i) SET r = row.props',
		range(sizes.records, (n) => ({
			entity: `x-e-${n % sizes.entities}`,
			key: `x:${n % sizes.identifiers}`,
			props: {
				id: `x-r-${n}`,
				key: `x-k-${n}`,
				ref: `x-${n}`,
				originalType: 'x',
				names: [`filler ${n}`],
				identifiers: [],
				search: ` filler ${n}`,
				attributes: '{}',
				audience,
				provenance: `x-p-${n % sizes.provenances}`,
				revoked: false,
				stub: false
			}
		}))
	);
	await put(
		'MATCH (a:Entity {id: row.from}) MATCH (b:Entity {id: row.to}) CREATE (a)-[c:RELATED_TO]->(b) SET c = row.props',
		range(claims, (n) => ({
			from: `x-e-${n % sizes.entities}`,
			to: `x-e-${(n * 7 + 1) % sizes.entities}`,
			props: {
				id: `x-c-${n}`,
				ref: `x-${n}`,
				originalType: 'x',
				audience,
				provenance: `x-p-${n % sizes.provenances}`,
				fromRecord: `x-r-${n % sizes.entities}`,
				toRecord: `x-r-${(n * 7 + 1) % sizes.entities}`,
				revoked: false,
				unusualEnds: false
			}
		}))
	);
	await put(
		'CREATE (a:AuditEntry) SET a = row',
		range(2000, (n) => ({ id: `x-a-${n}`, seq: n + 1000, action: 'network.search' }))
	);
	await put(
		'CREATE (c:Change) SET c = row',
		range(500, (n) => ({
			id: `x-ch-${n}`,
			import: 'x-i-1',
			target: `x-r-${n}`,
			seq: '1',
			what: 'record',
			before: '{}'
		}))
	);
}

let big: TestStore;
const scanned = new Map<string, number>();

beforeAll(async () => {
	big = await embeddedForTest({
		observe: (query, rows) => scanned.set(query, Math.max(rows, scanned.get(query) ?? 0))
	});
	await applySchema(big.store);
	await big.store.transaction(writeWorld);
	await fill(big);
}, 120_000);
afterAll(() => big.end());

test('the graph has the size the headers speak of', async () => {
	const { nodes, relationships } = await big.store.counts();
	expect(nodes).toBeGreaterThan(50_000);
	expect(relationships).toBeGreaterThan(80_000);
});

test('the measure sees a scan', async () => {
	const scan = builtStatement(
		'test/scan',
		'read',
		"MATCH (r:Record) WHERE r.ref = 'x-7' RETURN r.id AS id"
	);
	expect(await big.store.read(scan, {})).toEqual([{ id: 'x-r-7' }]);
	expect(scanned.get('test/scan')).toBeGreaterThanOrEqual(sizes.records);
});

test.each(reads.map((one) => [one.title ? `${one.query}, ${one.title}` : one.query, one] as const))(
	'%s',
	async (_, one) => {
		scanned.delete(one.query);
		await one.run({ run: big.store.read });
		await one.as?.(viewers.operator).run({ run: big.store.read });
		expect(scanned.get(one.query)).toBeLessThanOrEqual(allowed(one.query));
	}
);
