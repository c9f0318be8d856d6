import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clients } from '#lib/domain/audience.ts';
import type { Draft } from '#lib/domain/draft.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { analyst, claim, marking, openWorld, record, type World } from './world.ts';

const ask = (world: World, text: string) =>
	world.store.read(builtStatement('test/ask', 'read', text), {});

let world: World;
beforeEach(async () => {
	world = await openWorld();
});
afterEach(() => world.close());

const small: Draft[] = [
	record('malware--a', { tlp: 'green' }),
	record('malware--b'),
	record('tool--c', { tlp: 'clear' }),
	claim('relationship--1', 'malware--a', 'malware--b', { tlp: 'clear' }),
	claim('relationship--2', 'malware--a', 'tool--c'),
	claim('relationship--3', 'tool--c', 'tool--gone', { tlp: 'amber' }),
	claim('relationship--4', 'malware--b', 'malware--b')
];

describe('writing', () => {
	test('creates entities, records and claims, and nothing on the second import', async () => {
		const first = await world.bring(small);
		expect(first).toMatchObject({ state: 'done', entities: 4, records: 4, claims: 4 });
		const before = await world.picture();
		const second = await world.bring(small);
		expect(second).toMatchObject({ state: 'done', entities: 0, records: 0, claims: 0 });
		expect(await world.picture()).toBe(before);
	});

	test('holds a claim inside the audience of its own marking and of both its records', async () => {
		await world.bring(small);
		const rows = await ask(
			world,
			'MATCH ()-[c]->() WHERE c.ref IS NOT NULL RETURN c.ref AS ref, c.audience AS audience ORDER BY ref'
		);
		expect(rows).toEqual([
			{ ref: 'relationship--1', audience: ['org:alpha'] },
			{ ref: 'relationship--2', audience: ['org:alpha'] },
			{ ref: 'relationship--3', audience: ['clients:alpha'] },
			{ ref: 'relationship--4', audience: ['org:alpha'] }
		]);
	});

	test('a dangling end gets a stub and a warning, and the stub becomes the object when it arrives', async () => {
		const first = await world.bring(small);
		expect(first.warnings.map(({ reason }) => reason)).toEqual([
			expect.stringContaining('tool--gone is neither in the file nor known yet')
		]);
		const second = await world.bring([record('tool--gone', { names: ['found'] })]);
		expect(second).toMatchObject({ entities: 0, records: 0 });
		const [row] = await ask(
			world,
			`MATCH (e:Entity)<-[:DESCRIBES]-(r:Record {ref: 'tool--gone'}) MATCH (e)<-[c]-(:Entity) RETURN r.stub AS stub, r.names AS names, c.audience AS audience`
		);
		expect(row).toEqual({ stub: false, names: ['found'], audience: ['org:alpha'] });
	});

	test('a RED object takes the place of a stub that only its own account’s claims rest on, in either order', async () => {
		const red = record('tool--gone', { names: ['found'], tlp: 'red' });
		await world.bring(small);
		await world.bring([red]);
		const after = await world.picture();
		const [row] = await ask(
			world,
			`MATCH (e:Entity)<-[:DESCRIBES]-(r:Record {ref: 'tool--gone'}) MATCH (e)<-[c]-(:Entity) RETURN r.stub AS stub, r.names AS names, c.audience AS audience`
		);
		expect(row).toEqual({ stub: false, names: ['found'], audience: ['person:alpha-analyst'] });
		const other = await openWorld();
		try {
			await other.bring([red]);
			await other.bring(small);
			expect(after).toBe(await other.picture());
		} finally {
			await other.close();
		}
	});

	test('and a colleague’s claims and record of that reference come in beside it', async () => {
		const colleague = analyst('alpha', 'ann');
		await world.bring(small);
		await world.bring([record('tool--gone', { names: ['found'], tlp: 'red' })]);
		const claimed = await world.bring([claim('relationship--9', 'malware--a', 'tool--gone')], {
			viewer: colleague
		});
		expect(claimed).toMatchObject({ state: 'done', records: 1, claims: 1 });
		const described = await world.bring([record('tool--gone', { names: ['known'] })], {
			viewer: colleague
		});
		expect(described).toMatchObject({ state: 'done' });
		expect(
			await ask(
				world,
				"MATCH (r:Record {ref: 'tool--gone'}) RETURN r.names AS names, r.audience AS audience ORDER BY names"
			)
		).toEqual([
			{ names: ['found'], audience: ['person:alpha-analyst'] },
			{ names: ['known'], audience: ['org:alpha'] }
		]);
		await world.ingest.undo(colleague, described.id);
		await world.ingest.undo(colleague, claimed.id);
		expect(
			await ask(world, "MATCH (r:Record {ref: 'tool--gone'}) RETURN r.names AS names")
		).toEqual([{ names: ['found'] }]);
	});

	test('a stub that a colleague’s claims rest on stays theirs when the object arrives as RED', async () => {
		await world.bring(small, { viewer: analyst('alpha', 'ann') });
		const second = await world.bring([record('tool--gone', { names: ['found'], tlp: 'red' })]);
		expect(second).toMatchObject({ entities: 0, records: 1, warnings: [] });
		expect(
			await ask(
				world,
				"MATCH (r:Record {ref: 'tool--gone'}) RETURN r.stub AS stub, r.audience AS audience ORDER BY stub"
			)
		).toEqual([
			{ stub: false, audience: ['person:alpha-analyst'] },
			{ stub: true, audience: ['clients:alpha'] }
		]);
	});

	test('keeps the newer version whichever comes first, and takes the old one’s references out', async () => {
		const older = [
			record('malware--a', { names: ['old'] }),
			record('tool--c'),
			claim('malware--a#x_ref#tool--c', 'malware--a', 'tool--c')
		];
		const newer = [record('malware--a', { names: ['new'], modified: '2026-02-01T00:00:00.000Z' })];
		await world.bring(older);
		await world.bring(newer);
		const forward = await world.picture();
		expect(forward).toContain('"new"');
		expect(forward).not.toContain('x_ref');
		const again = await world.bring(older);
		expect(again.warnings.some(({ reason }) => reason.includes('is older than'))).toBe(true);
		expect(
			await ask(world, `MATCH (r:Record {ref: 'malware--a'}) RETURN r.names AS names`)
		).toEqual([{ names: ['new'] }]);
	});

	test('versions undone oldest first leave nothing, of records and of claims', async () => {
		const alpha = analyst('alpha');
		await world.bring([record('malware--a'), record('malware--b')]);
		const before = await world.picture();
		const version = (n: number) => [
			record('tool--x', { names: [`v${n}`], modified: `2026-0${n}-01T00:00:00.000Z` }),
			claim('relationship--x', 'malware--a', 'malware--b', {
				description: `v${n}`,
				modified: `2026-0${n}-01T00:00:00.000Z`
			})
		];
		const [first, second] = [await world.bring(version(1)), await world.bring(version(2))];
		await world.ingest.undo(alpha, first.id);
		expect(await world.picture()).toContain('v2');
		await world.ingest.undo(alpha, second.id);
		expect(await world.picture()).toBe(before);
	});

	test('a version that another import said too comes back resting on that one', async () => {
		const alpha = analyst('alpha');
		const x = (n: number) =>
			record('tool--x', { names: [`v${n}`], modified: `2026-0${n}-01T00:00:00.000Z` });
		const first = await world.bring([x(1)]);
		const again = await world.bring([x(1)]);
		const alone = await world.picture();
		const second = await world.bring([x(2)]);
		await world.ingest.undo(alpha, first.id);
		await world.ingest.undo(alpha, second.id);
		expect(await world.picture()).toBe(alone);
		await world.ingest.undo(alpha, again.id);
		expect(await ask(world, 'MATCH (r:Record) RETURN r.ref AS ref')).toEqual([]);
	});

	test('a claim that a colleague cannot see and theirs of the same reference stay apart', async () => {
		const [ann, ben] = [analyst('alpha', 'ann'), analyst('alpha', 'ben')];
		const open = { tlp: 'green' } as const;
		const said = claim('relationship--1', 'malware--a', 'tool--t', open);
		await world.bring(
			[record('malware--a', open), record('tool--t', { names: ['Hidden'], tlp: 'red' }), said],
			{ viewer: ann }
		);
		const before = await world.picture();
		const first = await world.bring([said], { viewer: ben });
		const again = await world.bring([said], { viewer: ben });
		expect([first.claims, again.claims]).toEqual([1, 0]);
		const audiences = async () =>
			(
				await ask(
					world,
					`MATCH (a:Entity)-[c]->(:Entity) WHERE c.ref = 'relationship--1' RETURN c.id AS id, c.audience AS audience ORDER BY audience[0]`
				)
			).map(({ audience }) => audience);
		expect(await audiences()).toEqual([['community'], ['person:ann']]);
		const described = await world.bring([record('tool--t', { names: ['Known'] })], { viewer: ben });
		expect(await audiences()).toEqual([['org:alpha'], ['person:ann']]);
		for (const { id } of [described, again, first]) await world.ingest.undo(ben, id);
		expect(await world.picture()).toBe(before);
	});

	test('what the importer may not see never joins and never counts', async () => {
		await world.bring([record('malware--a')], { viewer: analyst('alpha') });
		const other = await world.bring([record('malware--a')], { viewer: analyst('beta') });
		expect(other).toMatchObject({ entities: 1, records: 1 });
		const shared = await world.bring([record('malware--s')], { tlp: 'clear' });
		expect(shared.entities).toBe(1);
		const joins = await world.bring([record('malware--s')], { viewer: analyst('beta') });
		expect(joins).toMatchObject({ entities: 0, records: 1 });
	});

	test('a RED item is visible to the importing account alone', async () => {
		await world.bring([record('malware--r')], { tlp: 'red', viewer: analyst('alpha', 'p') });
		const rows = await ask(world, 'MATCH (r:Record) RETURN r.audience AS audience');
		expect(rows).toEqual([{ audience: ['person:p'] }]);
		const colleague = await world.bring([record('malware--r')], {
			tlp: 'amber+strict',
			viewer: analyst('alpha', 'q')
		});
		expect(colleague).toMatchObject({ entities: 1, records: 1 });
	});

	test('an observable that came first as a bare reference moves to the entity of its value', async () => {
		const value = (ref: string) =>
			record(ref, {
				kind: 'domain',
				identifiers: [
					{ scheme: 'domain', value: 'evil.example' },
					{ scheme: 'stix', value: ref }
				]
			});
		const parts = [
			[value('domain-name--1'), record('malware--a')],
			[claim('relationship--1', 'malware--a', 'domain-name--2')],
			[value('domain-name--2')]
		];
		for (const part of parts) await world.bring(part);
		const inParts = await world.picture();
		const whole = await openWorld();
		await whole.bring(parts.flat());
		expect(await whole.picture()).toBe(inParts);
		await whole.close();
	});

	test('the kind a bare reference suggested gives way to what the record says, and comes back on undo', async () => {
		await world.bring([
			record('malware--a'),
			claim('relationship--1', 'malware--a', 'identity--x', { type: 'TARGETED' })
		]);
		const kind = () =>
			ask(
				world,
				`MATCH (e:Entity)<-[:DESCRIBES]-(:Record {ref: 'identity--x'}) RETURN e.kind AS kind, e:Person AS person`
			);
		expect(await kind()).toEqual([{ kind: 'organisation', person: false }]);
		const named = await world.bring([record('identity--x', { kind: 'person' })]);
		expect(await kind()).toEqual([{ kind: 'person', person: true }]);
		await world.ingest.undo(analyst('alpha'), named.id);
		expect(await kind()).toEqual([{ kind: 'organisation', person: false }]);
	});

	test('a marking definition that arrives late marks what waited for it', async () => {
		const objects = [
			record('malware--a', { markingRefs: ['marking-definition--m'] }),
			record('malware--b'),
			claim('relationship--1', 'malware--a', 'malware--b', {
				markingRefs: ['marking-definition--m']
			})
		];
		await world.bring(objects, { tlp: 'clear' });
		expect(await ask(world, `MATCH (r:Record {ref: 'malware--a'}) RETURN r.audience AS a`)).toEqual(
			[{ a: ['org:alpha'] }]
		);
		await world.bring([marking('marking-definition--m', 'green')], { tlp: 'clear' });
		expect(await ask(world, `MATCH (r:Record {ref: 'malware--a'}) RETURN r.audience AS a`)).toEqual(
			[{ a: ['community'] }]
		);
		expect(
			await ask(world, `MATCH ()-[c {ref: 'relationship--1'}]->() RETURN c.audience AS a`)
		).toEqual([{ a: ['community'] }]);
	});

	test('undo leaves the graph as it was before the import', async () => {
		await world.bring(small, { tlp: 'green' });
		const before = await world.picture();
		const second = await world.bring([
			record('malware--a', { names: ['new'], modified: '2026-02-01T00:00:00.000Z', tlp: 'red' }),
			record('tool--gone', { names: ['found'] }),
			record('tool--more'),
			claim('relationship--1', 'malware--a', 'malware--b', {
				modified: '2026-02-01T00:00:00.000Z'
			}),
			claim('relationship--9', 'tool--more', 'malware--b')
		]);
		expect(await world.picture()).not.toBe(before);
		await world.ingest.undo(analyst('alpha'), second.id);
		expect(await world.picture()).toBe(before);
		expect(await ask(world, `MATCH (c:Change) RETURN count(c) AS n`)).toEqual([{ n: 0 }]);
	});

	test('undoing the earlier of two imports keeps what the later one built on it', async () => {
		const first = await world.bring([record('malware--a'), record('malware--b')]);
		await world.bring([claim('relationship--1', 'malware--a', 'malware--b')]);
		await world.ingest.undo(analyst('alpha'), first.id);
		const rows = await ask(
			world,
			`MATCH (a:Entity)-[c]->(b:Entity) MATCH (r:Record {id: c.fromRecord}) RETURN c.ref AS ref, r.stub AS stub, r.names AS names`
		);
		expect(rows).toEqual([{ ref: 'relationship--1', stub: true, names: [] }]);
	});

	describe('what a colleague’s RED claim rests on', () => {
		const colleague = analyst('alpha', 'colleague');
		const things = [record('malware--a'), record('malware--b')];
		const rests = claim('relationship--1', 'malware--a', 'malware--b');
		const stubs = () =>
			ask(
				world,
				'MATCH (r:Record)-[:DESCRIBES]->(e:Entity) RETURN r.ref AS ref, r.stub AS stub, r.audience AS audience ORDER BY ref, stub'
			);
		const whole = () =>
			ask(
				world,
				`MATCH (a:Entity)-[c]->(b:Entity) MATCH (r:Record {id: c.fromRecord})-[:DESCRIBES]->(a) MATCH (s:Record {id: c.toRecord})-[:DESCRIBES]->(b)
				 RETURN c.ref AS ref, c.audience AS audience ORDER BY audience`
			);

		test('is theirs alone after the undo, and nobody else’s import meets it', async () => {
			const first = await world.bring(things, { tlp: 'green' });
			await world.bring([rests], { viewer: colleague, tlp: 'red' });
			await world.ingest.undo(analyst('alpha'), first.id);
			const mine = ['person:colleague'];
			expect(await stubs()).toEqual([
				{ ref: 'malware--a', stub: true, audience: mine },
				{ ref: 'malware--b', stub: true, audience: mine }
			]);
			expect(await whole()).toEqual([{ ref: 'relationship--1', audience: mine }]);
			const again = await world.bring(things, { tlp: 'green' });
			expect(again).toMatchObject({ state: 'done', records: 2, entities: 2, warnings: [] });
			expect(await stubs()).toHaveLength(4);
			await world.ingest.undo(analyst('alpha'), again.id);
			expect(await whole()).toEqual([{ ref: 'relationship--1', audience: mine }]);
		});

		test('is everybody’s whose claim rests on it too', async () => {
			const first = await world.bring(things, { tlp: 'green' });
			await world.bring([rests], { viewer: colleague, tlp: 'red' });
			const open = claim('relationship--2', 'malware--a', 'malware--b');
			await world.bring([open], { viewer: analyst('alpha', 'third'), tlp: 'green' });
			await world.ingest.undo(analyst('alpha'), first.id);
			expect((await stubs()).map(({ audience }) => audience)).toEqual([
				['community'],
				['community']
			]);
			expect(await whole()).toHaveLength(2);
			expect(
				await ask(
					world,
					'MATCH (r:Record) MATCH (p:Provenance {id: r.provenance}) RETURN DISTINCT p.audience AS audience'
				)
			).toEqual([{ audience: ['community'] }]);
		});

		test('of two colleagues, what each says rests on what is theirs', async () => {
			const other = analyst('alpha', 'other');
			const first = await world.bring(things, { tlp: 'green' });
			await world.bring(
				[record('malware--a', { modified: '2026-03-01T00:00:00.000Z', names: ['mine'] })],
				{
					viewer: colleague,
					tlp: 'red'
				}
			);
			for (const viewer of [colleague, other]) await world.bring([rests], { viewer, tlp: 'red' });
			await world.ingest.undo(analyst('alpha'), first.id);
			expect((await whole()).map(({ audience }) => audience)).toEqual([
				['person:colleague'],
				['person:other']
			]);
			for (const { audience } of await stubs())
				for (const token of audience as string[])
					expect(token).toMatch(/^person:(colleague|other)$/);
		});
	});

	test('what two imports say stays when either is undone', async () => {
		const other = [
			record('malware--a', { tlp: 'green' }),
			record('malware--b'),
			claim('relationship--1', 'malware--a', 'malware--b', { tlp: 'clear' })
		];
		const first = await world.bring(small, { tlp: 'green' });
		const second = await world.bring(other, { tlp: 'green' });
		expect(second).toMatchObject({ entities: 0, records: 0, claims: 0 });
		await world.ingest.undo(analyst('alpha'), first.id);
		const left = await world.picture();
		const alone = await openWorld();
		await alone.bring(other, { tlp: 'green' });
		expect(left).toBe(await alone.picture());
		await alone.close();
		await world.ingest.undo(analyst('alpha'), second.id);
		expect(await ask(world, 'MATCH (n:Entity) RETURN count(n) AS n')).toEqual([{ n: 0 }]);
		expect(await ask(world, 'MATCH (n:Provenance) RETURN count(n) AS n')).toEqual([{ n: 0 }]);
	});

	test('shuffled and split in parts, the same drafts give the same graph', async () => {
		const drafts: Draft[] = [
			...Array.from({ length: 12 }, (_, i) =>
				record(`malware--${i}`, i % 3 ? {} : { tlp: 'green' })
			),
			record('malware--3', { names: ['later'], modified: '2026-03-01T00:00:00.000Z' }),
			...Array.from({ length: 24 }, (_, i) =>
				claim(
					`relationship--${i}`,
					`malware--${i % 12}`,
					`malware--${(i * 7) % 13}`,
					i % 4 ? {} : { tlp: 'green' }
				)
			),
			claim('relationship--3', 'malware--3', `malware--${21 % 13}`, {
				modified: '2026-03-01T00:00:00.000Z'
			})
		];
		await world.bring(drafts);
		const whole = await world.picture();
		await fc.assert(
			fc.asyncProperty(
				fc.shuffledSubarray(drafts, { minLength: drafts.length }),
				fc.array(fc.nat(drafts.length), { maxLength: 6 }),
				async (shuffled, cuts) => {
					const other = await openWorld();
					try {
						const points = [0, ...cuts.sort((a, b) => a - b), shuffled.length];
						for (let i = 1; i < points.length; i++)
							await other.bring(shuffled.slice(points[i - 1], points[i]));
						expect(await other.picture()).toBe(whole);
					} finally {
						await other.close();
					}
				}
			),
			{ numRuns: 25 }
		);
	}, 120_000);
});

test('an item another organisation hides lends a visible one neither its entity nor its kind', async () => {
	const ref = 'identity--hidden';
	const beta = analyst('beta');
	await world.bring([record(ref, { kind: 'person' })], { tlp: 'green' });
	await world.bring([record(ref, { kind: 'person', modified: '2026-02-01T00:00:00.000Z' })], {
		tlp: 'amber+strict'
	});
	await world.bring([record(ref, { kind: 'organisation' })], { tlp: 'green', viewer: beta });
	const rows = await ask(
		world,
		`MATCH (e:Entity)<-[:DESCRIBES]-(r:Record {ref: '${ref}'}), (p:Provenance {id: r.provenance})
		 RETURN p.owner AS owner, e.id AS entity, e.kind AS kind ORDER BY owner`
	);
	expect(rows.map(({ owner, kind }) => [owner, kind])).toEqual([
		['alpha', 'person'],
		['beta', 'organisation']
	]);
	expect(new Set(rows.map(({ entity }) => entity)).size).toBe(2);
});

describe('hardening 11: a marking is never widened in silence', () => {
	const later = { modified: '2026-03-01T00:00:00.000Z' };
	const audiences = () =>
		ask(world, 'MATCH (r:Record) RETURN r.names AS names, r.audience AS audience ORDER BY r.names');
	const claimAudiences = () =>
		ask(world, 'MATCH (:Entity)-[c]->(:Entity) RETURN c.audience AS audience');

	test('a colleague’s newer version under a wider one changes nothing and is warned of', async () => {
		const all = (more: object) => [
			record('malware--m', { names: ['Lark'], ...more }),
			record('malware--n', { names: ['Heron'], ...more }),
			claim('relationship--1', 'malware--m', 'malware--n', more)
		];
		await world.bring(all({}));
		const lowered = await world.bring(all({ ...later, description: 'new' }), {
			viewer: analyst('alpha', 'colleague'),
			tlp: 'clear'
		});
		expect((await audiences()).map(({ audience }) => audience)).toEqual([
			['org:alpha'],
			['org:alpha']
		]);
		expect(await claimAudiences()).toEqual([{ audience: ['org:alpha'] }]);
		expect(lowered.warnings.map(({ id }) => id)).toEqual([
			'malware--m',
			'malware--n',
			'relationship--1'
		]);
		for (const { reason } of lowered.warnings) expect(reason).toMatch(/^marking: a newer version/);
	});

	test('a claim alone, between ends that everyone sees', async () => {
		const ends = [record('malware--m'), record('malware--n')];
		await world.bring(ends, { tlp: 'clear' });
		const line = (more: object) => [claim('relationship--1', 'malware--m', 'malware--n', more)];
		await world.bring(line({}));
		await world.bring(line({ ...later }), { tlp: 'clear' });
		expect(await claimAudiences()).toEqual([{ audience: ['org:alpha'] }]);
	});

	test('under the same or a stricter one the newer version is taken', async () => {
		await world.bring([record('malware--m', { names: ['first'] })], { tlp: 'clear' });
		await world.bring([record('malware--m', { names: ['second'], ...later })]);
		expect(await audiences()).toEqual([{ names: ['second'], audience: ['org:alpha'] }]);
	});

	test('another owner’s newer and wider version leaves a statement under its own', async () => {
		await world.bring([record('malware--m', { names: ['kept'] })], { tlp: 'amber' });
		const beta = analyst('beta');
		const client = { ...beta, audience: [...beta.audience, clients('alpha')].toSorted() };
		await world.bring([record('malware--m', { names: ['lowered'], ...later })], {
			viewer: client,
			tlp: 'clear'
		});
		expect(await audiences()).toEqual([
			{ names: ['kept'], audience: ['clients:alpha'] },
			{ names: ['lowered'], audience: ['everyone'] }
		]);
	});

	describe('nor is a statement taken away in silence', () => {
		const colleague = analyst('alpha', 'colleague');
		const red = { viewer: colleague, tlp: 'red' } as const;
		const known = (more: object = {}) => record('malware--m', { names: ['first'], ...more });
		const newer = (more: object = {}) => known({ names: ['second'], ...later, ...more });
		const entities = () => ask(world, 'MATCH (e:Entity) RETURN count(e) AS n');

		test('a colleague’s RED version stands beside the known one, and is warned of', async () => {
			await world.bring([known()], { tlp: 'green' });
			const before = await world.picture();
			const done = await world.bring([newer()], red);
			expect(await audiences()).toEqual([
				{ names: ['first'], audience: ['community'] },
				{ names: ['second'], audience: ['person:colleague'] }
			]);
			expect(await entities()).toEqual([{ n: 1 }]);
			expect(done.warnings).toMatchObject([
				{ id: 'malware--m', reason: expect.stringMatching(/stands beside it/) }
			]);
			expect(await world.bring([newer()], red)).toMatchObject({ records: 0, warnings: [] });
			await world.ingest.undo(colleague, done.id);
			expect(await audiences()).toHaveLength(2);
			const rest = (await world.ingest.list(colleague)).filter(({ state }) => state === 'done');
			for (const { id, tlp } of rest) if (tlp === 'red') await world.ingest.undo(colleague, id);
			expect(await world.picture()).toBe(before);
		});

		test('without an identifier that joins them, it describes the same entity', async () => {
			await world.bring([known({ identifiers: [] })], { tlp: 'green' });
			await world.bring([newer({ identifiers: [] })], red);
			expect(await audiences()).toHaveLength(2);
			expect(await entities()).toEqual([{ n: 1 }]);
		});

		test('each goes on by itself: a later version takes the place of the one it may', async () => {
			const latest = { modified: '2026-04-01T00:00:00.000Z' };
			await world.bring([known()], { tlp: 'green' });
			await world.bring([newer()], red);
			await world.bring([newer({ names: ['third'], ...latest })], { tlp: 'green' });
			await world.bring([newer({ names: ['fourth'], ...latest })], red);
			expect(await audiences()).toEqual([
				{ names: ['fourth'], audience: ['person:colleague'] },
				{ names: ['third'], audience: ['community'] }
			]);
		});

		test('what claims rest on is not taken from them either', async () => {
			await world.bring([claim('relationship--1', 'malware--m', 'malware--n')], { tlp: 'green' });
			const done = await world.bring([newer()], red);
			expect(await claimAudiences()).toEqual([{ audience: ['community'] }]);
			expect(done.warnings).toEqual([]);
			expect((await audiences()).map(({ audience }) => audience)).toEqual([
				['community'],
				['community'],
				['person:colleague']
			]);
		});

		test('not by whoever brought it in either: they undo its import, and nobody’s own import fails on it', async () => {
			const first = await world.bring([known()], { tlp: 'green' });
			await world.bring([newer()], { tlp: 'red' });
			expect(await audiences()).toEqual([
				{ names: ['first'], audience: ['community'] },
				{ names: ['second'], audience: ['person:alpha-analyst'] }
			]);
			// A version of one's own in between changes nothing of that.
			const between = { names: ['third'], modified: '2026-04-01T00:00:00.000Z' };
			const theirs = await world.bring([known(between)], { viewer: colleague, tlp: 'green' });
			expect(theirs).toMatchObject({ state: 'done', error: null });
			const last = { names: ['fourth'], modified: '2026-05-01T00:00:00.000Z' };
			await world.bring([known(last)], red);
			expect((await audiences()).map(({ audience }) => audience)).toContainEqual(['community']);
			for (const { id } of [theirs, first])
				await world.ingest.undo(id === first.id ? analyst('alpha') : colleague, id);
			expect((await audiences()).map(({ audience }) => audience)).toEqual([
				['person:colleague'],
				['person:alpha-analyst']
			]);
			const third = { viewer: analyst('alpha', 'third'), tlp: 'green' } as const;
			const again = await world.bring([known()], third);
			expect(again).toMatchObject({ state: 'done', records: 1 });
		});

		describe('a definition that says RED only later is obeyed, and takes nothing from others', () => {
			const late = newer({ markingRefs: ['marking-definition--m'] });
			const definition = marking('marking-definition--m', 'red');
			const mine = { viewer: colleague, tlp: 'green' } as const;
			const beside = [
				{ names: ['first'], audience: ['community'] },
				{ names: ['second'], audience: ['person:colleague'] }
			];

			test('the earlier version is back, the RED one beside it, and that is said', async () => {
				await world.bring([known()], { tlp: 'green' });
				const before = await world.picture();
				const held = await world.bring([late], mine);
				const settled = await world.bring([definition], mine);
				expect(await audiences()).toEqual(beside);
				expect(await entities()).toEqual([{ n: 1 }]);
				expect(settled.warnings).toMatchObject([
					{
						id: 'marking-definition--m',
						reason: expect.stringMatching(/^marking: what this definition marks RED/)
					}
				]);
				expect(await ask(world, 'MATCH (c:Change) RETURN count(c) AS n')).toEqual([{ n: 0 }]);
				await world.ingest.undo(colleague, held.id);
				expect(await world.picture()).toBe(before);
			});

			test('others go on with the reference, also where nothing came before it', async () => {
				await world.bring([late], mine);
				await world.bring([definition], mine);
				expect((await audiences()).map(({ audience }) => audience)).toEqual([['person:colleague']]);
				const third = { viewer: analyst('alpha', 'third'), tlp: 'green' } as const;
				const theirs = await world.bring([known()], third);
				expect(theirs).toMatchObject({ state: 'done', records: 1, warnings: [] });
				expect(await audiences()).toEqual(beside);
			});

			test('an earlier version that was taken out meanwhile does not come back', async () => {
				const first = await world.bring([known()], { tlp: 'green' });
				await world.bring([late], mine);
				await world.ingest.undo(analyst('alpha'), first.id);
				expect(await world.bring([definition], mine)).toMatchObject({ state: 'done' });
				expect((await audiences()).map(({ audience }) => audience)).toEqual([['person:colleague']]);
			});

			test('claims of others rest on the earlier version again, those of the RED one on that', async () => {
				const other = record('malware--n', { names: ['other'] });
				const embedded = claim('malware--m#x_refs#malware--n', 'malware--m', 'malware--n');
				await world.bring([known(), other, embedded], { tlp: 'green' });
				const rests = claim('relationship--1', 'malware--m', 'malware--n');
				await world.bring([rests], { viewer: analyst('alpha', 'third'), tlp: 'green' });
				const before = await world.picture();
				const again = { ...embedded, ...later, markingRefs: late.markingRefs };
				const held = await world.bring([late, again], mine);
				await world.bring([definition], mine);
				const claims = await ask(
					world,
					`MATCH (a:Entity)-[c]->(:Entity) MATCH (r:Record {id: c.fromRecord})-[:DESCRIBES]->(a)
					 RETURN c.ref AS ref, c.audience AS audience, r.names AS names ORDER BY ref, audience`
				);
				const { ref } = embedded;
				expect(claims).toEqual([
					{ ref, audience: ['community'], names: ['first'] },
					{ ref, audience: ['person:colleague'], names: ['second'] },
					{ ref: rests.ref, audience: ['community'], names: ['first'] }
				]);
				await world.ingest.undo(colleague, held.id);
				expect(await world.picture()).toBe(before);
			});
		});
	});

	describe('nor by a marking definition that comes after it', () => {
		const late = { ...later, markingRefs: ['marking-definition--m'] };
		const statement = marking('marking-definition--m', undefined);
		const colleague = { viewer: analyst('alpha', 'colleague'), tlp: 'clear' } as const;

		test('a record and a claim stay held where the versions they replaced were narrower', async () => {
			const all = (more: object) => [
				record('malware--m', { names: ['Lark'], ...more }),
				record('malware--n', { names: ['Heron'], tlp: 'clear' }),
				record('malware--o', { names: ['Wren'], tlp: 'clear' }),
				claim('relationship--1', 'malware--n', 'malware--o', more)
			];
			await world.bring(all({}));
			await world.bring(all(late), colleague);
			const arrived = await world.bring([statement], colleague);
			expect(await audiences()).toEqual([
				{ names: ['Heron'], audience: ['everyone'] },
				{ names: ['Lark'], audience: ['org:alpha'] },
				{ names: ['Wren'], audience: ['everyone'] }
			]);
			expect(await claimAudiences()).toEqual([{ audience: ['org:alpha'] }]);
			expect(arrived.warnings).toEqual([
				{
					at: statement.at,
					id: statement.ref,
					reason: expect.stringMatching(/^marking: what this definition would widen/)
				}
			]);
			expect(arrived.warningCount).toBe(1);
			expect(
				await ask(world, 'MATCH (p:Provenance) WHERE p.floor IS NOT NULL RETURN p.id AS id')
			).toEqual([]);
		});

		test('nor by a third version, which waits for another definition', async () => {
			await world.bring([record('malware--m')]);
			await world.bring([record('malware--m', { ...late })], colleague);
			const third = {
				modified: '2026-04-01T00:00:00.000Z',
				markingRefs: ['marking-definition--x']
			};
			await world.bring([record('malware--m', third)], colleague);
			await world.bring([marking('marking-definition--x', 'clear')], colleague);
			expect((await audiences()).map(({ audience }) => audience)).toEqual([['org:alpha']]);
		});

		test('one that was as wide before, and versions that wait for the same, get what it says', async () => {
			await world.bring([record('malware--m')], { tlp: 'green' });
			await world.bring([record('malware--m', { ...late })], colleague);
			const first = { markingRefs: late.markingRefs };
			await world.bring([record('malware--n', first)], colleague);
			await world.bring([record('malware--n', { ...late })], colleague);
			const arrived = await world.bring([marking('marking-definition--m', 'green')], colleague);
			expect((await audiences()).map(({ audience }) => audience)).toEqual([
				['community'],
				['community']
			]);
			expect(arrived.warnings).toEqual([]);
		});
	});
});
