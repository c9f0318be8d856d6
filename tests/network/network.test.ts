import { beforeEach, describe, expect, test } from 'vitest';
import { forOwn } from '#lib/domain/recipient.ts';
import { Refused } from '#lib/server/access/decide.ts';
import { path } from '#lib/server/network/path.ts';
import { counts } from '#lib/server/network/summary.ts';
import { union, viewer } from './builders.ts';
import { ids, stage } from './stage.ts';

const ana = viewer('ana');
const nils = viewer('nils', 'norland');
const on = stage();

describe('who may ask', () => {
	const asks: [string, (asking: typeof ana | null) => unknown][] = [
		['search', (asking) => on.network.search(asking, 'sandworm')],
		['expansions', (asking) => on.network.expansions(asking, 'a')],
		['expand', (asking) => on.network.expand(asking, { entity: 'a' })],
		['card', (asking) => on.network.card(asking, 'a')],
		['path', (asking) => on.network.path(asking, { from: 'a', to: 'b' })],
		['between', (asking) => on.network.between(asking, ['a', 'b'])],
		['nodes', (asking) => on.network.nodes(asking, ['a'])],
		['statements', (asking) => on.network.statements(asking, 'a', ['x'])],
		['known', (asking) => on.network.known(asking, ['malware--1'])],
		['summary', (asking) => on.network.summary(asking)],
		['exportGraph', (asking) => on.network.exportGraph(asking, forOwn(), ['a'])]
	];
	test.each(asks)('%s refuses strangers and roles without the network', async (_, ask) => {
		for (const asking of [null, viewer('marie', 'court', 'magistrate')])
			await expect((async () => ask(asking))()).rejects.toThrow(Refused);
		expect(on.audit.events).toEqual([]);
	});
});

describe('what is kept of it', () => {
	beforeEach(async () => {
		on.draft.known('a', 'b');
		on.draft.tie('a', 'b');
		await on.written();
	});

	test('counting all there is leaves no entry', async () => {
		await on.network.summary(ana);
		expect(on.audit.events).toEqual([]);
	});

	test('what the menu of an entity counts leaves one entry within the hour, before it is handed out', async () => {
		const asker = viewer('counter');
		for (const id of ['a', 'a', 'b', 'a', 'nothing']) await on.network.expansions(asker, id);
		await on.network.expansions(viewer('another-counter'), 'a');
		expect(on.audit.events.map(({ actor, subjects, detail }) => [actor, subjects, detail])).toEqual(
			[
				['counter', ['a'], { act: 'counts', counts: 1 }],
				['counter', ['b'], { act: 'counts', counts: 1 }],
				['counter', ['nothing'], { act: 'counts', counts: 0 }],
				['another-counter', ['a'], { act: 'counts', counts: 1 }]
			]
		);
		on.audit.isUp = false;
		for (const id of ['b', 'b'])
			await expect(on.network.expansions(viewer('third-counter'), id)).rejects.toThrow('full');
	});

	test('a search leaves a commitment and what was found, never the text', async () => {
		on.draft.record('c', ['Secret Name']);
		await on.written();
		await on.network.search(ana, 'secret name');
		expect(on.audit.events).toEqual([
			{
				action: 'network.search',
				actor: 'ana',
				organisation: 'belmark',
				holder: { roles: ['analyst'], operator: false },
				outcome: 'done',
				subjects: ['c'],
				detail: { text: 'commitment of 11 letters', total: 1 }
			}
		]);
	});

	test('opening, expanding, looking for paths and exporting leave entries that name all they showed', async () => {
		await on.network.card(ana, 'a');
		await on.network.expand(ana, { entity: 'a', type: 'USES', direction: 'out' });
		await on.network.path(ana, { from: 'a', to: 'b' });
		await on.network.between(ana, ['a', 'b']);
		await on.network.nodes(ana, ['a']);
		await on.network.exportGraph(ana, forOwn(), ['a', 'b']);
		expect(
			on.audit.events.map(({ action, subjects, detail }) => [action, subjects, detail])
		).toEqual([
			['network.card', ['a', 'b'], { records: 1, claims: 1 }],
			['network.expand', ['a', 'b'], { type: 'USES', direction: 'out', entities: 2, claims: 1 }],
			['network.path', ['a', 'b'], { found: true, hops: 1 }],
			['network.expand', ['a', 'b'], { act: 'between', claims: 1 }],
			['network.expand', ['a'], { act: 'nodes', entities: 1 }],
			[
				'network.export',
				['a', 'b'],
				{
					scope: 'chosen',
					entities: 2,
					claims: 1,
					for: 'own',
					recipient: ana.organisation.id,
					purpose: 'investigation'
				}
			]
		]);
	});

	test('the start page leaves one entry of what it names, and none for asking again within the hour', async () => {
		const asker = viewer('glimpser');
		expect([...(await on.network.glimpse(asker, ['a', 'b', 'nothing'])).keys()]).toEqual([
			'a',
			'b'
		]);
		await on.network.glimpse(asker, ['a']);
		await on.network.glimpse(asker, ['b', 'a']);
		await on.network.glimpse(viewer('another'), ['b']);
		expect(on.audit.events.map(({ action, actor, subjects }) => [action, actor, subjects])).toEqual(
			[
				['home.read', 'glimpser', ['a', 'b']],
				['home.read', 'another', ['b']]
			]
		);
		// What could not be kept is not taken for said.
		on.audit.isUp = false;
		for (const id of ['a', 'a'])
			await expect(on.network.glimpse(viewer('third'), [id])).rejects.toThrow('full');
	});

	test('how far something may reach, and notes with all they are about, are on record', async () => {
		const form = { once: 'n1', text: 'A note on both', tlp: 'amber', handling: [] } as const;
		await on.network.addNote(ana, { ...form, entities: ['a', 'b'] } as never);
		await on.network.standing(ana, ['a']);
		expect(await on.network.notes(ana, ['a'])).toHaveLength(1);
		expect(on.audit.events.slice(1).map(({ action, subjects }) => [action, subjects])).toEqual([
			['network.card', ['a']],
			['network.card', ['a', 'b']]
		]);
	});

	test('no entry, no answer', async () => {
		on.audit.isUp = false;
		await expect(on.network.search(ana, 'aa')).rejects.toThrow('the audit log is full');
		await expect(on.network.card(ana, 'a')).rejects.toThrow('the audit log is full');
		await expect(on.network.expand(ana, { entity: 'a' })).rejects.toThrow('the audit log is full');
		await expect(on.network.path(ana, { from: 'a', to: 'b' })).rejects.toThrow('full');
		await expect(on.network.exportGraph(ana, forOwn())).rejects.toThrow('the audit log is full');
	});
});

describe('a RED neighbour of a GREEN entity', () => {
	beforeEach(async () => {
		const red = on.draft.said('informer', 'red', 'belmark', 'ana');
		on.draft.record('green', ['Kestrel'], { said: on.draft.said('mitre', 'green') });
		on.draft.record('red', ['Kestrel Informant'], { said: red });
		on.draft.record('far', ['Far Kestrel'], { said: on.draft.said('mitre', 'green') });
		on.draft.tie('green', 'red', { said: red });
		on.draft.tie('red', 'far', { said: red });
		await on.written();
	});

	test('is there for its recipient', async () => {
		expect(ids((await on.network.expand(ana, { entity: 'green' }))?.nodes)).toEqual([
			'green',
			'red'
		]);
		expect((await on.network.path(ana, { from: 'green', to: 'far' })).found).toBe(true);
		expect((await on.network.search(ana, 'kestrel')).total).toBe(3);
	});

	test('is nowhere for a colleague: not expanded, counted, found, passed through, exported', async () => {
		const bo = viewer('bo');
		expect(await on.network.expand(bo, { entity: 'green' })).toMatchObject({
			nodes: [{ id: 'green', degree: 0 }],
			claims: [],
			cut: null
		});
		expect(await on.network.expansions(bo, 'green')).toEqual([]);
		expect(await on.network.search(bo, 'kestrel')).toMatchObject({ total: 2 });
		expect(await on.network.search(bo, 'informant')).toMatchObject({ hits: [], total: 0 });
		expect(await on.network.path(bo, { from: 'green', to: 'far' })).toEqual({
			found: false,
			reason: 'unconnected',
			hopsSearched: 1
		});
		expect(await on.network.card(bo, 'green')).toMatchObject({ claimTotal: 0, claims: [] });
		expect(await on.network.card(bo, 'red')).toEqual(await on.network.card(bo, 'nothing'));
		expect(await on.network.expand(bo, { entity: 'red' })).toBeUndefined();
		expect(await on.network.path(bo, { from: 'green', to: 'red' })).toEqual(
			await on.network.path(bo, { from: 'green', to: 'nothing' })
		);
		expect((await on.network.exportGraph(bo, forOwn())).entities.map(({ id }) => id)).toEqual([
			'far',
			'green'
		]);
		expect((await on.network.summary(bo)).entities.count).toBe(2);
	});
});

describe('expansion', () => {
	test('most independent sources first, then the latest claim, then the id; never a silent cut', async () => {
		on.draft.known('centre', 'c', 'b', 'a', 'late', 'twice', 'strong');
		const [one, two] = [on.draft.said('one'), on.draft.said('two')];
		for (const other of ['c', 'b', 'a']) on.draft.tie('centre', other, { said: one });
		on.draft.tie('late', 'centre', { said: one, validFrom: '2026-05-01T00:00:00.000Z' });
		// Twice the same source is one source.
		on.draft.tie('centre', 'twice', { said: one });
		on.draft.tie('centre', 'twice', { said: one });
		on.draft.tie('centre', 'strong', { said: one });
		on.draft.tie('strong', 'centre', { said: two });
		on.draft.tie('centre', 'centre', { said: one });
		await on.written();
		const all = await on.network.expand(ana, { entity: 'centre' });
		expect(ids(all?.nodes)).toEqual(['centre', 'strong', 'late', 'a', 'b', 'c', 'twice']);
		expect(all?.cut).toBeNull();
		expect(all?.claims).toHaveLength(9);
		expect(all?.nodes[0]?.degree).toBe(9);

		const first = await on.network.expand(ana, { entity: 'centre', limit: 2 });
		expect(ids(first?.nodes)).toEqual(['centre', 'strong', 'late']);
		expect(first?.cut).toEqual({ shown: 2, total: 6, reason: 'limit' });
		const next = await on.network.expand(ana, {
			entity: 'centre',
			limit: 2,
			shown: ['strong', 'late', 'elsewhere']
		});
		expect(ids(next?.nodes)).toEqual(['centre', 'strong', 'late', 'a', 'b']);
		expect(next?.cut).toEqual({ shown: 4, total: 6, reason: 'limit' });
	});

	test('who is behind it is drawn before what it owns, however many sources say the latter', async () => {
		on.draft.known('firm', 'server', 'gang', 'page');
		const [one, two] = [on.draft.said('one'), on.draft.said('two')];
		for (const said of [one, two]) on.draft.tie('firm', 'server', { said, type: 'CONTROLS' });
		on.draft.tie('gang', 'firm', { said: one, type: 'HARMED' });
		for (const said of [one, two]) on.draft.tie('firm', 'page', { said, type: 'RELATED_TO' });
		await on.written();
		const first = await on.network.expand(ana, { entity: 'firm', limit: 1 });
		expect(ids(first?.nodes)).toEqual(['firm', 'gang']);
		const all = await on.network.expand(ana, { entity: 'firm' });
		expect(ids(all?.nodes)).toEqual(['firm', 'gang', 'server', 'page']);
	});

	test('the date of a restricted claim moves nothing', async () => {
		on.draft.known('centre', 'a', 'b', 'c');
		const red = on.draft.said('informer', 'red');
		const h2 = { ...on.draft.said('partner'), id: 'partner-h2', handling: ['H2' as const] };
		on.draft.provenances.push(h2);
		on.draft.tie('centre', 'a', { validFrom: '2026-02-01T00:00:00.000Z' });
		on.draft.tie('centre', 'b', { said: red, validFrom: '2026-09-01T00:00:00.000Z' });
		on.draft.tie('centre', 'c', { said: h2, validFrom: '2026-10-01T00:00:00.000Z' });
		await on.written();
		const found = await on.network.expand(ana, { entity: 'centre' });
		expect(ids(found?.nodes)).toEqual(['centre', 'a', 'b', 'c']);
	});

	test('by type and direction, with counts that say the same beforehand', async () => {
		on.draft.known('a', 'b', 'c');
		on.draft.tie('a', 'b');
		on.draft.tie('a', 'b');
		on.draft.tie('c', 'a');
		on.draft.tie('a', 'c', { type: 'KNOWS' });
		on.draft.tie('a', 'c', { type: 'KNOWS', revoked: true });
		await on.written();
		expect(await on.network.expansions(ana, 'a')).toEqual([
			{ type: 'USES', direction: 'out', claims: 2, entities: 1 },
			{ type: 'KNOWS', direction: 'out', claims: 1, entities: 1 },
			{ type: 'USES', direction: 'in', claims: 1, entities: 1 }
		]);
		const uses = await on.network.expand(ana, { entity: 'a', type: 'USES', direction: 'out' });
		expect(ids(uses?.nodes)).toEqual(['a', 'b']);
		expect(uses?.claims).toHaveLength(2);
	});
});

describe('path', () => {
	test('the first by id among equally short ones, with every visible claim along it', async () => {
		on.draft.known('start', 'x', 'b', 'a', 'end');
		on.draft.tie('start', 'b');
		on.draft.tie('b', 'end');
		const out = on.draft.tie('start', 'a');
		const back = on.draft.tie('a', 'start', { type: 'KNOWS', said: on.draft.said('other') });
		const last = on.draft.tie('end', 'a');
		on.draft.tie('start', 'a', { revoked: true });
		await on.written();
		const forth = await on.network.path(ana, { from: 'start', to: 'end' });
		expect(forth).toMatchObject({ found: true, hops: 2, ways: 2 });
		if (!forth.found) return;
		expect(ids(forth.nodes)).toEqual(['start', 'a', 'end']);
		expect(ids(forth.claims).sort()).toEqual([out.id, back.id, last.id].sort());
	});

	test('through people rather than through a report or a case that names both', async () => {
		on.draft.known('start', 'm', 'n', 'end');
		on.draft.record('a-case', ['Case'], { kind: 'case' });
		on.draft.record('b-report', ['Report'], { kind: 'document' });
		for (const holder of ['a-case', 'b-report']) {
			on.draft.tie(holder, 'start');
			on.draft.tie(holder, 'n');
		}
		on.draft.tie('start', 'm');
		on.draft.tie('m', 'n');
		on.draft.tie('n', 'end');
		await on.written();
		for (const [from, to] of [
			['start', 'end'],
			['end', 'start']
		] as const) {
			const found = await on.network.path(ana, { from, to });
			expect(found).toMatchObject({ found: true, hops: 3, ways: 3 });
			if (found.found) expect(ids(found.nodes).sort()).toEqual(['end', 'm', 'n', 'start']);
		}
	});

	test('a withdrawn claim or one of another organisation carries no path', async () => {
		on.draft.known('a', 'b', 'c');
		on.draft.tie('a', 'b', { revoked: true });
		on.draft.tie('b', 'c', { said: on.draft.said('unit', 'amber+strict', 'norland', 'nils') });
		await on.written();
		expect(await on.network.path(ana, { from: 'a', to: 'b' })).toMatchObject({
			found: false,
			reason: 'unconnected'
		});
		expect(await on.network.path(ana, { from: 'b', to: 'c' })).toMatchObject({ found: false });
		expect(await on.network.path(nils, { from: 'b', to: 'c' })).toMatchObject({ hops: 1 });
	});

	test('says when it stopped: too far, too wide; an entity is no step from itself', async () => {
		const chain = Array.from({ length: 9 }, (_, n) => `n${n}`);
		on.draft.known(...chain);
		chain.slice(1).forEach((id, n) => on.draft.tie(`n${n}`, id));
		for (let n = 0; n < 8; n++) {
			on.draft.known(`leaf${n}`, `twig${n}`);
			on.draft.tie(`leaf${n}`, `twig${n}`);
		}
		on.draft.known('hub', 'rim');
		for (let n = 0; n < 8; n++) {
			on.draft.tie('hub', `leaf${n}`);
			on.draft.tie('rim', `twig${n}`);
		}
		await on.written();
		expect(await on.network.path(ana, { from: 'n0', to: 'n6' })).toMatchObject({ hops: 6 });
		expect(await on.network.path(ana, { from: 'n0', to: 'n7' })).toEqual({
			found: false,
			reason: 'too-far',
			hopsSearched: 6
		});
		expect(await on.network.path(ana, { from: 'n0', to: 'n7', maxHops: 7 })).toMatchObject({
			hops: 7
		});
		expect(await on.network.path(ana, { from: 'n0', to: 'n0' })).toMatchObject({
			hops: 0,
			claims: []
		});
		const reading = on.readingOf(ana);
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
		on.draft.known('a', 'b');
		const mine = on.draft.record('a', ['A by us'], {
			said: on.draft.said('unit', 'amber+strict'),
			modified: '2026-03-01T00:00:00.000Z'
		});
		on.draft.record('a', ['A by them'], {
			said: on.draft.said('them', 'amber+strict', 'norland', 'nils')
		});
		const old = on.draft.tie('a', 'b', { revoked: true, validFrom: '2027-01-01T00:00:00.000Z' });
		const early = on.draft.tie('b', 'a', { validFrom: '2025-01-01T00:00:00.000Z' });
		const late = on.draft.tie('a', 'b', { validFrom: '2026-01-01T00:00:00.000Z' });
		await on.written();
		const card = await on.network.card(ana, 'a');
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
		const page = await on.network.card(ana, 'a', { offset: 1, limit: 1 });
		expect(ids(page?.claims)).toEqual([early.id]);
		expect(page?.claimTotal).toBe(3);
	});

	test('a source that is itself an entity goes by the name the viewer may know', async () => {
		on.draft.record('a', ['A'], { said: on.draft.said('bank') });
		on.draft.record('bank-entity', ['Hidden Bank'], {
			said: on.draft.said('them', 'amber+strict', 'norland', 'nils')
		});
		const bank = on.draft.sources.find(({ id }) => id === 'bank');
		Object.assign(bank ?? {}, { entity: 'bank-entity' });
		await on.written();
		const sourceFor = async (asking: typeof ana) =>
			(await on.network.card(asking, 'a'))?.records[0]?.source.name;
		expect(await sourceFor(ana)).toBe('bank');
		expect(await sourceFor(nils)).toBe('Hidden Bank');
	});

	test('a stub first written under a statement out of sight is spoken for by a visible claim', async () => {
		const secret = on.draft.said('informer', 'red', 'belmark', 'bo');
		const open = on.draft.said('mitre', 'green');
		on.draft.known('a');
		on.draft.record('stub', [], {
			said: secret,
			stub: true,
			audience: union(secret.audience, open.audience),
			identifiers: ['stix:tool--1']
		});
		on.draft.tie('a', 'stub', { said: open });
		await on.written();
		const card = await on.network.card(nils, 'stub');
		expect(card?.node).toMatchObject({ name: 'tool--1', tlp: 'green' });
		expect(card?.records[0]).toMatchObject({ stub: true, tlp: 'green', source: { name: 'mitre' } });
		expect(JSON.stringify(card)).not.toContain('informer');
	});
});

describe('names', () => {
	test('a whole record speaks before a stub, a standing one before a withdrawn, a later before an earlier', async () => {
		on.draft.record('a', ['Stub'], { stub: true, modified: '2026-09-01T00:00:00.000Z' });
		on.draft.record('a', ['Withdrawn'], { revoked: true, modified: '2026-08-01T00:00:00.000Z' });
		on.draft.record('a', ['Earlier'], { modified: '2026-02-01T00:00:00.000Z' });
		on.draft.record('a', ['Later'], { modified: '2026-03-01T00:00:00.000Z' });
		on.draft.record('b', [], { identifiers: ['ip:192.0.2.7'] });
		await on.written();
		expect((await on.network.nodes(ana, ['b', 'a', 'none'])).map(({ name }) => name)).toEqual([
			'192.0.2.7',
			'Later'
		]);
	});
});

describe('taking away', () => {
	test('what is on the screen stands; everything includes what was withdrawn, marked', async () => {
		on.draft.known('a', 'b', 'c');
		const standing = on.draft.tie('a', 'b');
		const withdrawn = on.draft.tie('a', 'b', { revoked: true });
		const beyond = on.draft.tie('b', 'c');
		await on.written();
		const chosen = await on.network.exportGraph(ana, forOwn(), ['a', 'b', 'none']);
		expect(chosen.exportedAt).toBe('2026-11-22T10:00:00.000Z');
		expect(ids(chosen.entities)).toEqual(['a', 'b']);
		expect(chosen.claims).toMatchObject([{ id: standing.id, fromRef: 'ref-a', toRef: 'ref-b' }]);
		const all = await on.network.exportGraph(ana, forOwn());
		expect(ids(all.claims).sort()).toEqual([standing.id, withdrawn.id, beyond.id].sort());
		expect(all.claims.find(({ id }) => id === withdrawn.id)?.revoked).toBe(true);
	});
});

describe('summary', () => {
	test('stops counting at its bound and says so', async () => {
		const names = Array.from({ length: 6 }, (_, n) => `n${n}`);
		on.draft.known(...names);
		for (const name of names) on.draft.tie('n0', name);
		await on.written();
		const reading = on.readingOf(ana);
		const bounded = await counts(reading, 4);
		expect(bounded.claims).toEqual({ count: 4, atLeast: true });
		expect(bounded.entities.atLeast).toBe(true);
		const whole = await on.network.summary(ana);
		expect(whole).toMatchObject({
			entities: { count: 6, atLeast: false },
			claims: { count: 6, atLeast: false },
			sources: 1,
			families: { actor: 6, money: 0 },
			imports: []
		});
	});

	test('counts anew as soon as something was written, and for each set of tokens', async () => {
		on.draft.known('a', 'b');
		on.draft.tie('a', 'b');
		await on.written();
		expect((await on.network.summary(ana)).entities.count).toBe(2);
		on.draft.known('c');
		await on.written();
		expect((await on.network.summary(ana)).entities.count).toBe(3);
		on.draft.record('d', ['Only here'], { said: on.draft.said('mitre', 'red') });
		await on.written();
		expect((await on.network.summary(nils)).entities.count).toBe(3);
	});
});
