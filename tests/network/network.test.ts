import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Refused } from '#lib/server/access/decide.ts';
import type { AuditEvent } from '#lib/server/audit/event.ts';
import { applySchema } from '#lib/server/graph/schema.ts';
import { networkOf, type Network } from '#lib/server/network/network.ts';
import { path } from '#lib/server/network/path.ts';
import { summary } from '#lib/server/network/summary.ts';
import { embeddedForTest, type TestStore } from '../contract/engines.ts';
import { Draft, union, viewer } from './builders.ts';
import { writeWorld } from './world.ts';

const ana = viewer('ana');
const nils = viewer('nils', 'norland');

let opened: TestStore;
let draft: Draft;
let events: AuditEvent[];
let network: Network;
let isAuditUp: boolean;

beforeAll(async () => {
	opened = await embeddedForTest();
	await applySchema(opened.store);
});
afterAll(() => opened.end());
beforeEach(() => {
	draft = new Draft();
	events = [];
	isAuditUp = true;
	network = networkOf({
		store: opened.store,
		audit: {
			consult: async (event) => {
				if (!isAuditUp) throw new Error('the audit log is full');
				events.push(event);
			},
			write: () => Promise.reject(new Error('nothing here writes')),
			commit: (text) => `commitment of ${text.length} letters`
		},
		now: () => new Date('2026-11-22T10:00:00Z')
	});
});
const written = () => writeWorld(opened.store, draft);
const ids = (items: readonly { id: string }[] = []) => items.map(({ id }) => id);
const found = async (text: string, asking = ana) => ids((await network.suggest(asking, text)).hits);

describe('who may ask', () => {
	const asks: [string, (asking: typeof ana | null) => unknown][] = [
		['suggest', (asking) => network.suggest(asking, 'sandworm')],
		['search', (asking) => network.search(asking, 'sandworm')],
		['expansions', (asking) => network.expansions(asking, 'a')],
		['expand', (asking) => network.expand(asking, { entity: 'a' })],
		['card', (asking) => network.card(asking, 'a')],
		['path', (asking) => network.path(asking, { from: 'a', to: 'b' })],
		['between', (asking) => network.between(asking, ['a', 'b'])],
		['nodes', (asking) => network.nodes(asking, ['a'])],
		['summary', (asking) => network.summary(asking)],
		['everything', async (asking) => network.everything(asking)],
		['exportGraph', (asking) => network.exportGraph(asking, ['a'])]
	];
	test.each(asks)('%s refuses strangers and roles without the network', async (_, ask) => {
		for (const asking of [null, viewer('marie', 'court', 'magistrate')])
			await expect((async () => ask(asking))()).rejects.toThrow(Refused);
		expect(events).toEqual([]);
	});
});

describe('what is kept of it', () => {
	beforeEach(async () => {
		draft.known('a', 'b');
		draft.tie('a', 'b');
		await written();
	});

	test('typing and counting leave no entry', async () => {
		await network.suggest(ana, 'secret name');
		await network.expansions(ana, 'a');
		await network.summary(ana);
		expect(events).toEqual([]);
	});

	test('a submitted search leaves a commitment and what was found, never the text', async () => {
		draft.record('c', ['Secret Name']);
		await written();
		await network.search(ana, 'secret name');
		expect(events).toEqual([
			{
				action: 'network.search',
				actor: 'ana',
				organisation: 'belmark',
				outcome: 'done',
				subjects: ['c'],
				detail: { text: 'commitment of 11 letters', total: 1 }
			}
		]);
	});

	test('opening, expanding, looking for paths and exporting each leave one entry', async () => {
		await network.card(ana, 'a');
		await network.expand(ana, { entity: 'a', type: 'USES', direction: 'out' });
		await network.path(ana, { from: 'a', to: 'b' });
		await network.between(ana, ['a', 'b']);
		await network.nodes(ana, ['a']);
		await network.exportGraph(ana, ['a', 'b']);
		await network.everything(ana)[Symbol.asyncIterator]().next();
		expect(events.map(({ action, subjects, detail }) => [action, subjects, detail])).toEqual([
			['network.card', ['a'], { records: 1, claims: 1 }],
			['network.expand', ['a'], { type: 'USES', direction: 'out', entities: 2, claims: 1 }],
			['network.path', ['a', 'b'], { found: true, hops: 1 }],
			['network.expand', ['a', 'b'], { claims: 1 }],
			['network.expand', ['a'], { entities: 1 }],
			['network.export', ['a', 'b'], { scope: 'chosen', entities: 2, claims: 1 }],
			['network.export', [], { scope: 'everything' }]
		]);
	});

	test('no entry, no answer', async () => {
		isAuditUp = false;
		await expect(network.search(ana, 'aa')).rejects.toThrow('the audit log is full');
		await expect(network.card(ana, 'a')).rejects.toThrow('the audit log is full');
		await expect(network.expand(ana, { entity: 'a' })).rejects.toThrow('the audit log is full');
		await expect(network.path(ana, { from: 'a', to: 'b' })).rejects.toThrow('full');
		await expect(network.exportGraph(ana)).rejects.toThrow('the audit log is full');
		await expect(network.everything(ana)[Symbol.asyncIterator]().next()).rejects.toThrow('full');
	});
});

describe('search', () => {
	test('an exact name stands before a name that begins so, another word, an identifier', async () => {
		draft.record('identifier', ['Zebra'], { identifiers: ['domain:kestrel.example'] });
		draft.record('word', ['Blue Kestrel']);
		draft.record('prefix', ['Kestrel Team']);
		draft.record('exact', ['Falcon', 'KESTREL']);
		await written();
		expect(await found('kestrel')).toEqual(['exact', 'prefix', 'word', 'identifier']);
	});

	test('what its sources withdrew comes last, what more records speak of comes first', async () => {
		draft.record('withdrawn', ['Kestrel A'], { revoked: true });
		draft.record('withdrawn', ['Kestrel A'], { revoked: true });
		draft.record('one', ['Kestrel B']);
		draft.record('two', ['Kestrel C']);
		draft.record('two', ['Kestrel C']);
		await written();
		expect(await found('kestrel')).toEqual(['two', 'one', 'withdrawn']);
	});

	test('case and accents do not matter, every word must be there, the last may be unfinished', async () => {
		draft.record('a', ['Émile Łukasz']);
		draft.record('b', ['Emile Other']);
		await written();
		expect(await found('EMILE luk')).toEqual(['a']);
		expect(await found('lukasz émile')).toEqual(['a']);
		expect(await found('émile')).toEqual(['b', 'a']);
		expect(await found('mile')).toEqual([]);
	});

	test('a word longer than the prefixes kept is found by all its beginnings', async () => {
		draft.record('a', ['Schiffsbetriebsgesellschaft']);
		draft.record('b', ['Schiffsbetriebsrat']);
		await written();
		expect(await found('schiffsbetriebs')).toEqual(['a', 'b']);
		expect(await found('schiffsbetriebsges')).toEqual(['a']);
	});

	test('a pasted address, hash, wallet, account number or STIX id hits at once, however it is written', async () => {
		const stix = 'malware--5f9f5e24-7b0a-4c8e-9a63-5a7f0e0a6a11';
		const hash = 'a'.repeat(64);
		for (const [entity, key] of Object.entries({
			domain: 'domain:evil.example',
			url: 'url:http://evil.example/x',
			ip: 'ip:192.0.2.7',
			hash: `sha256:${hash}`,
			wallet: 'wallet:bc1QKestrel',
			iban: 'iban:BE71096123456769',
			stix: `stix:${stix}`
		}))
			draft.record(entity, [`The ${entity} one`], { identifiers: [key] });
		await written();
		expect((await found('evil[.]example'))[0]).toBe('domain');
		expect((await found('hxxp://evil[.]example/x'))[0]).toBe('url');
		expect(await found(' 192.0.2[.]7 ')).toEqual(['ip']);
		expect(await found(hash.toUpperCase())).toEqual(['hash']);
		expect(await found('bc1QKestrel')).toEqual(['wallet']);
		expect(await found('be71 0961 2345 6769')).toEqual(['iban']);
		expect(await found(stix)).toEqual(['stix']);
	});

	test('says which name or identifier matched when it is not the one shown', async () => {
		draft.record('a', ['Sandworm Team', 'Voodoo Bear'], { identifiers: ['domain:evil.example'] });
		await written();
		const matched = async (text: string) =>
			(await network.suggest(ana, text)).hits.map((hit) => hit.matched);
		expect(await matched('sandworm')).toEqual([null]);
		expect(await matched('voodoo')).toEqual(['Voodoo Bear']);
		expect(await matched('evil')).toEqual(['evil.example']);
	});

	test('counts all it found and hands out the first', async () => {
		for (let n = 0; n < 230; n++) draft.record(`e${n}`, [`Kestrel ${n}`]);
		draft.record('exact', ['kestrel']);
		await written();
		const result = await network.suggest(ana, 'kestrel', 3);
		expect(result.total).toBe(231);
		expect(ids(result.hits)[0]).toBe('exact');
		expect(result.hits).toHaveLength(3);
	});

	test('one letter finds nothing, and the signs of query languages are only text', async () => {
		draft.record('a', ['AND OR (NOT) "quoted" a:b~2 *']);
		await written();
		expect(await network.suggest(ana, 'a')).toEqual({ hits: [], total: 0 });
		expect(await network.suggest(ana, '')).toEqual({ hits: [], total: 0 });
		for (const text of [
			'"quoted"',
			'(not',
			'b~2',
			'AND*',
			'quoted" OR "x',
			"a' OR 1=1 //",
			'`a`:b'
		])
			await expect(network.suggest(ana, text)).resolves.toHaveProperty('total');
		expect(await found('"quoted" (not)')).toEqual(['a']);
		expect(await found('x'.repeat(10_000))).toEqual([]);
	});
});

describe('a RED neighbour of a GREEN entity', () => {
	beforeEach(async () => {
		const red = draft.said('informer', 'red', 'belmark', 'ana');
		draft.record('green', ['Kestrel'], { said: draft.said('mitre', 'green') });
		draft.record('red', ['Kestrel Informant'], { said: red });
		draft.record('far', ['Far Kestrel'], { said: draft.said('mitre', 'green') });
		draft.tie('green', 'red', { said: red });
		draft.tie('red', 'far', { said: red });
		await written();
	});

	test('is there for its recipient', async () => {
		expect(ids((await network.expand(ana, { entity: 'green' }))?.nodes)).toEqual(['green', 'red']);
		expect((await network.path(ana, { from: 'green', to: 'far' })).found).toBe(true);
		expect((await network.suggest(ana, 'kestrel')).total).toBe(3);
	});

	test('is nowhere for a colleague: not expanded, counted, found, passed through, exported', async () => {
		const bo = viewer('bo');
		expect(await network.expand(bo, { entity: 'green' })).toMatchObject({
			nodes: [{ id: 'green', degree: 0 }],
			claims: [],
			cut: null
		});
		expect(await network.expansions(bo, 'green')).toEqual([]);
		expect(await network.suggest(bo, 'kestrel')).toMatchObject({ total: 2 });
		expect(await network.suggest(bo, 'informant')).toEqual({ hits: [], total: 0 });
		expect(await network.path(bo, { from: 'green', to: 'far' })).toEqual({
			found: false,
			reason: 'unconnected',
			hopsSearched: 1
		});
		expect(await network.card(bo, 'green')).toMatchObject({ claimTotal: 0, claims: [] });
		expect(await network.card(bo, 'red')).toEqual(await network.card(bo, 'nothing'));
		expect(await network.expand(bo, { entity: 'red' })).toBeUndefined();
		expect(await network.path(bo, { from: 'green', to: 'red' })).toEqual(
			await network.path(bo, { from: 'green', to: 'nothing' })
		);
		expect((await network.exportGraph(bo)).entities.map(({ id }) => id)).toEqual(['far', 'green']);
		expect((await network.summary(bo)).entities.count).toBe(2);
	});
});

describe('expansion', () => {
	test('most independent sources first, then the latest claim, then the id; never a silent cut', async () => {
		draft.known('centre', 'c', 'b', 'a', 'late', 'twice', 'strong');
		const [one, two] = [draft.said('one'), draft.said('two')];
		for (const other of ['c', 'b', 'a']) draft.tie('centre', other, { said: one });
		draft.tie('late', 'centre', { said: one, validFrom: '2026-05-01T00:00:00.000Z' });
		// Twice the same source is one source.
		draft.tie('centre', 'twice', { said: one });
		draft.tie('centre', 'twice', { said: one });
		draft.tie('centre', 'strong', { said: one });
		draft.tie('strong', 'centre', { said: two });
		draft.tie('centre', 'centre', { said: one });
		await written();
		const all = await network.expand(ana, { entity: 'centre' });
		expect(ids(all?.nodes)).toEqual(['centre', 'strong', 'late', 'a', 'b', 'c', 'twice']);
		expect(all?.cut).toBeNull();
		expect(all?.claims).toHaveLength(9);
		expect(all?.nodes[0]?.degree).toBe(9);

		const first = await network.expand(ana, { entity: 'centre', limit: 2 });
		expect(ids(first?.nodes)).toEqual(['centre', 'strong', 'late']);
		expect(first?.cut).toEqual({ shown: 2, total: 6, reason: 'limit' });
		const next = await network.expand(ana, {
			entity: 'centre',
			limit: 2,
			shown: ['strong', 'late', 'elsewhere']
		});
		expect(ids(next?.nodes)).toEqual(['centre', 'strong', 'late', 'a', 'b']);
		expect(next?.cut).toEqual({ shown: 4, total: 6, reason: 'limit' });
	});

	test('by type and direction, with counts that say the same beforehand', async () => {
		draft.known('a', 'b', 'c');
		draft.tie('a', 'b');
		draft.tie('a', 'b');
		draft.tie('c', 'a');
		draft.tie('a', 'c', { type: 'KNOWS' });
		draft.tie('a', 'c', { type: 'KNOWS', revoked: true });
		await written();
		expect(await network.expansions(ana, 'a')).toEqual([
			{ type: 'USES', direction: 'out', claims: 2, entities: 1 },
			{ type: 'KNOWS', direction: 'out', claims: 1, entities: 1 },
			{ type: 'USES', direction: 'in', claims: 1, entities: 1 }
		]);
		const uses = await network.expand(ana, { entity: 'a', type: 'USES', direction: 'out' });
		expect(ids(uses?.nodes)).toEqual(['a', 'b']);
		expect(uses?.claims).toHaveLength(2);
	});
});

describe('path', () => {
	test('the first by id among equally short ones, with every visible claim along it', async () => {
		draft.known('start', 'x', 'b', 'a', 'end');
		draft.tie('start', 'b');
		draft.tie('b', 'end');
		const out = draft.tie('start', 'a');
		const back = draft.tie('a', 'start', { type: 'KNOWS', said: draft.said('other') });
		const last = draft.tie('end', 'a');
		draft.tie('start', 'a', { revoked: true });
		await written();
		const forth = await network.path(ana, { from: 'start', to: 'end' });
		expect(forth).toMatchObject({ found: true, hops: 2 });
		if (!forth.found) return;
		expect(ids(forth.nodes)).toEqual(['start', 'a', 'end']);
		expect(ids(forth.claims).sort()).toEqual([out.id, back.id, last.id].sort());
	});

	test('a withdrawn claim or one of another organisation carries no path', async () => {
		draft.known('a', 'b', 'c');
		draft.tie('a', 'b', { revoked: true });
		draft.tie('b', 'c', { said: draft.said('unit', 'amber+strict', 'norland', 'nils') });
		await written();
		expect(await network.path(ana, { from: 'a', to: 'b' })).toMatchObject({
			found: false,
			reason: 'unconnected'
		});
		expect(await network.path(ana, { from: 'b', to: 'c' })).toMatchObject({ found: false });
		expect(await network.path(nils, { from: 'b', to: 'c' })).toMatchObject({ hops: 1 });
	});

	test('says when it stopped: too far, too wide; an entity is no step from itself', async () => {
		const chain = Array.from({ length: 9 }, (_, n) => `n${n}`);
		draft.known(...chain);
		chain.slice(1).forEach((id, n) => draft.tie(`n${n}`, id));
		for (let n = 0; n < 8; n++) {
			draft.known(`leaf${n}`, `twig${n}`);
			draft.tie(`leaf${n}`, `twig${n}`);
		}
		draft.known('hub', 'rim');
		for (let n = 0; n < 8; n++) {
			draft.tie('hub', `leaf${n}`);
			draft.tie('rim', `twig${n}`);
		}
		await written();
		expect(await network.path(ana, { from: 'n0', to: 'n6' })).toMatchObject({ hops: 6 });
		expect(await network.path(ana, { from: 'n0', to: 'n7' })).toEqual({
			found: false,
			reason: 'too-far',
			hopsSearched: 6
		});
		expect(await network.path(ana, { from: 'n0', to: 'n7', maxHops: 7 })).toMatchObject({
			hops: 7
		});
		expect(await network.path(ana, { from: 'n0', to: 'n0' })).toMatchObject({
			hops: 0,
			claims: []
		});
		const reading = { read: opened.store.read, audience: ana.audience };
		expect(await path(reading, { from: 'hub', to: 'rim' }, 3)).toEqual({
			found: false,
			reason: 'too-wide',
			hopsSearched: 2
		});
		expect(await path(reading, { from: 'hub', to: 'rim' })).toMatchObject({ hops: 3 });
	});
});

describe('card', () => {
	test('every visible record and claim with who says so, withdrawn claims last and marked', async () => {
		draft.known('a', 'b');
		const mine = draft.record('a', ['A by us'], {
			said: draft.said('unit', 'amber+strict'),
			modified: '2026-03-01T00:00:00.000Z'
		});
		draft.record('a', ['A by them'], {
			said: draft.said('them', 'amber+strict', 'norland', 'nils')
		});
		const old = draft.tie('a', 'b', { revoked: true, validFrom: '2027-01-01T00:00:00.000Z' });
		const early = draft.tie('b', 'a', { validFrom: '2025-01-01T00:00:00.000Z' });
		const late = draft.tie('a', 'b', { validFrom: '2026-01-01T00:00:00.000Z' });
		await written();
		const card = await network.card(ana, 'a');
		expect(card?.node).toMatchObject({ name: 'A by us', degree: 2, tlp: 'amber+strict' });
		expect(ids(card?.records)[0]).toBe(mine.id);
		expect(card?.records).toHaveLength(2);
		expect(card?.records[0]).toMatchObject({
			source: { id: 'unit', name: 'unit' },
			owner: { id: 'belmark' },
			evaluation: { scheme: 'europol-4x4', source: 'B', information: '2' }
		});
		expect(card?.claims.map(({ id, direction, revoked }) => [id, direction, revoked])).toEqual([
			[late.id, 'out', false],
			[early.id, 'in', false],
			[old.id, 'out', true]
		]);
		expect(card?.claimTotal).toBe(3);
		const page = await network.card(ana, 'a', { offset: 1, limit: 1 });
		expect(ids(page?.claims)).toEqual([early.id]);
		expect(page?.claimTotal).toBe(3);
	});

	test('a source that is itself an entity goes by the name the viewer may know', async () => {
		draft.record('a', ['A'], { said: draft.said('bank') });
		draft.record('bank-entity', ['Hidden Bank'], {
			said: draft.said('them', 'amber+strict', 'norland', 'nils')
		});
		const bank = draft.sources.find(({ id }) => id === 'bank');
		Object.assign(bank ?? {}, { entity: 'bank-entity' });
		await written();
		const sourceFor = async (asking: typeof ana) =>
			(await network.card(asking, 'a'))?.records[0]?.source.name;
		expect(await sourceFor(ana)).toBe('bank');
		expect(await sourceFor(nils)).toBe('Hidden Bank');
	});

	test('a stub first written under a statement out of sight is spoken for by a visible claim', async () => {
		const secret = draft.said('informer', 'red', 'belmark', 'bo');
		const open = draft.said('mitre', 'green');
		draft.known('a');
		draft.record('stub', [], {
			said: secret,
			stub: true,
			audience: union(secret.audience, open.audience),
			identifiers: ['stix:tool--1']
		});
		draft.tie('a', 'stub', { said: open });
		await written();
		const card = await network.card(nils, 'stub');
		expect(card?.node).toMatchObject({ name: 'tool--1', tlp: 'green' });
		expect(card?.records[0]).toMatchObject({ stub: true, tlp: 'green', source: { name: 'mitre' } });
		expect(JSON.stringify(card)).not.toContain('informer');
	});
});

describe('names', () => {
	test('a whole record speaks before a stub, a standing one before a withdrawn, a later before an earlier', async () => {
		draft.record('a', ['Stub'], { stub: true, modified: '2026-09-01T00:00:00.000Z' });
		draft.record('a', ['Withdrawn'], { revoked: true, modified: '2026-08-01T00:00:00.000Z' });
		draft.record('a', ['Earlier'], { modified: '2026-02-01T00:00:00.000Z' });
		draft.record('a', ['Later'], { modified: '2026-03-01T00:00:00.000Z' });
		draft.record('b', [], { identifiers: ['ip:192.0.2.7'] });
		await written();
		expect((await network.nodes(ana, ['b', 'a', 'none'])).map(({ name }) => name)).toEqual([
			'192.0.2.7',
			'Later'
		]);
	});
});

describe('taking away', () => {
	test('what is on the screen stands; everything includes what was withdrawn, marked', async () => {
		draft.known('a', 'b', 'c');
		const standing = draft.tie('a', 'b');
		const withdrawn = draft.tie('a', 'b', { revoked: true });
		const beyond = draft.tie('b', 'c');
		await written();
		const chosen = await network.exportGraph(ana, ['a', 'b', 'none']);
		expect(chosen.exportedAt).toBe('2026-11-22T10:00:00.000Z');
		expect(ids(chosen.entities)).toEqual(['a', 'b']);
		expect(chosen.claims).toMatchObject([{ id: standing.id, fromRef: 'ref-a', toRef: 'ref-b' }]);
		const all = await network.exportGraph(ana);
		expect(ids(all.claims).sort()).toEqual([standing.id, withdrawn.id, beyond.id].sort());
		expect(all.claims.find(({ id }) => id === withdrawn.id)?.revoked).toBe(true);
	});
});

describe('summary', () => {
	test('stops counting at its bound and says so', async () => {
		const names = Array.from({ length: 6 }, (_, n) => `n${n}`);
		draft.known(...names);
		for (const name of names) draft.tie('n0', name);
		await written();
		const reading = { read: opened.store.read, audience: ana.audience };
		const bounded = await summary(reading, ana, { withImports: true, limit: 4 });
		expect(bounded.claims).toEqual({ count: 4, atLeast: true });
		expect(bounded.entities.atLeast).toBe(true);
		const whole = await network.summary(ana);
		expect(whole).toMatchObject({
			entities: { count: 6, atLeast: false },
			claims: { count: 6, atLeast: false },
			sources: 1,
			families: { actor: 6, money: 0 },
			imports: []
		});
	});
});
