/**
 * A victim's or witness's name stands in no answer before a reason for them holds: every function of the
 * network is asked, on both engines, and a function that is added must be added here.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { forOwn } from '#lib/domain/recipient.ts';
import { contextRefs } from '#lib/export/stix.ts';
import type { AuditEvent } from '#lib/server/audit/event.ts';
import { justify } from '#lib/server/audit/justification.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import { applySchema } from '#lib/server/graph/schema.ts';
import { networkOf, type Network } from '#lib/server/network/network.ts';
import { ReasonNeeded } from '#lib/server/network/taken.ts';
import {
	embeddedForTest,
	neo4jForTest,
	neo4jReady,
	neo4jStartMs,
	sayWhetherNeo4jRuns,
	type TestStore
} from '../contract/engines.ts';
import { Draft, unhurried, viewer } from './builders.ts';
import { writeWorld } from './world.ts';

sayWhetherNeo4jRuns();

const ana = viewer('ana');
const bert = viewer('bert');
const stix = 'identity--5f9f5e24-7b0a-4c8e-9a63-5a7f0e0a6a11';
/** All that names her. */
const secrets = ['Wilhelmina', 'Zaterdag', 'Zatty', 'w.zaterdag@', '5f9f5e24'];

/**
 * One source says that she is a victim, another only what she is called; she is the source of a
 * statement herself, and two claims and a note name her in their words.
 */
function world(): Draft {
	const draft = new Draft();
	draft.record('she', ['Wilhelmina Zaterdag'], {
		kind: 'person',
		identifiers: ['email:w.zaterdag@quiet.example', `stix:${stix}`],
		ref: stix
	});
	draft.record('she', ['Zatty'], {
		kind: 'person',
		said: draft.said('police'),
		dataSubject: 'victim',
		stub: true
	});
	draft.record('he', ['Otto Brandaan'], { kind: 'person', dataSubject: 'witness' });
	draft.record('thief', ['Otto Brandaan senior'], { kind: 'person', dataSubject: 'suspect' });
	draft.record('firm', ['Zaterdagse Courant'], { kind: 'organisation', dataSubject: 'victim' });
	draft.known('gang');
	draft.sources.push({
		id: 'complaint',
		owner: 'belmark',
		ref: stix,
		entity: 'she'
	});
	const hers = draft.said('complaint');
	hers.sourceName = 'A caller';
	draft.tie('gang', 'she', { id: 'c1', description: 'Wilhelmina paid', type: 'TARGETED' });
	draft.tie('she', 'firm', { id: 'c2', description: 'Zatty works there', said: hers });
	draft.tie('gang', 'firm', { id: 'c3', said: hers });
	return draft;
}

interface Stage {
	store: TestStore;
	network: Network;
	events: AuditEvent[];
	give(entity: string): Promise<unknown>;
	minutes: number;
}

function stageOn(open: () => Promise<TestStore>, ms: number): Stage {
	const stage = { minutes: 0, events: [] } as unknown as Stage;
	const now = () => new Date(Date.UTC(2026, 10, 22, 12, stage.minutes));
	const audit = {
		consult: async (event: AuditEvent) => void stage.events.push(event),
		write: async <T>(_: unknown, work: (run: Runner) => Promise<T>) =>
			stage.store.store.transaction(work),
		commit: (text: string) => `kept-${text.length}`
	};
	beforeAll(async () => {
		stage.store = await open();
		await applySchema(stage.store.store);
	}, ms);
	afterAll(() => stage.store.end());
	beforeEach(async () => {
		stage.minutes = 0;
		stage.network = networkOf({ store: stage.store.store, audit, now, limits: unhurried });
		stage.give = (entity) =>
			justify(audit, ana, {
				id: `reason-${entity}`,
				now: now(),
				entity,
				reason: { purpose: 'investigation', text: 'Case 7, her second interview' }
			});
		await writeWorld(stage.store.store, world());
		await stage.network.addNote(bert, {
			text: 'Zatty called again',
			entities: ['she', 'gang'],
			tlp: 'clear',
			handling: [],
			once: 'once-and-only-once-please'
		});
		stage.events.length = 0;
	});
	return stage;
}

const found = async (network: Network, text: string) => {
	const { hits, total } = await network.search(ana, text);
	expect(total).toBe(hits.length);
	return hits.map(({ id }) => id);
};
const refused = (work: Promise<unknown>) =>
	work.then(
		() => 'handed out',
		(fault: unknown) => (fault instanceof ReasonNeeded ? 'a reason is wanted' : fault)
	);

function tests(on: Stage) {
	/** Each function with the questions whose answers speak of her. */
	const asking = (): Record<Exclude<keyof Network, 'addNote'>, Promise<unknown>[]> => {
		const { network } = on;
		return {
			search: ['wilhelmina', 'Zatty', 'otto', 'w.zaterdag@quiet.example', stix].map((text) =>
				network.search(ana, text)
			),
			expansions: [network.expansions(ana, 'she')],
			expand: [
				network.expand(ana, { entity: 'gang' }),
				network.expand(ana, { entity: 'she' }),
				network.expand(ana, { entity: 'firm' })
			],
			card: ['she', 'gang', 'firm'].map((id) => network.card(ana, id)),
			statements: [
				network.statements(ana, 'gang', ['c1', 'c3']),
				network.statements(ana, 'she', ['c2'])
			],
			path: [network.path(ana, { from: 'gang', to: 'she' })],
			ways: [network.ways(ana, { from: 'gang', to: 'she' })],
			between: [network.between(ana, ['she', 'gang', 'firm'])],
			nodes: [network.nodes(ana, ['she', 'he', 'gang'])],
			standing: [network.standing(ana, ['she'])],
			reach: [network.reach(ana, ['she'])],
			notes: [network.notes(ana, ['she']), network.notes(ana, ['gang'])],
			known: [network.known(ana, [stix]).then((known) => [...known.values()])],
			glimpse: [network.glimpse(ana, ['she']).then((seen) => [...seen.values()])],
			summary: [network.summary(ana)],
			exportGraph: [network.exportGraph(ana, forOwn(), ['gang'])],
			pull: [network.pull(ana, contextRefs).then(({ graph }) => graph)]
		};
	};

	test('no function of the network names her', async () => {
		const questions = asking();
		expect([...Object.keys(questions), 'addNote'].sort()).toEqual(Object.keys(on.network).sort());
		for (const [name, answers] of Object.entries(questions))
			for (const answer of await Promise.all(answers)) {
				const text = JSON.stringify(answer).replaceAll('Zaterdagse Courant', '');
				for (const secret of secrets) expect(text, `${name}: ${text}`).not.toContain(secret);
			}
		expect(JSON.stringify(on.events)).not.toMatch(/Wilhelmina|Zatty/);
	});

	test('she has one label everywhere, her own, made of nothing she is called', async () => {
		const [she, he] = await on.network.nodes(ana, ['she', 'he']);
		expect(she).toMatchObject({ shielded: true, nameless: true });
		expect(she?.name).toMatch(/^victim [0-9a-f]{6}$/);
		expect(he?.name).toMatch(/^witness [0-9a-f]{6}$/);
		const card = await on.network.card(ana, 'gang');
		expect(card?.claims.map(({ other }) => other.name)).toContain(she?.name);
		expect((await on.network.nodes(bert, ['she']))[0]?.name).toBe(she?.name);
		await writeWorld(on.store.store, {
			...world(),
			records: world().records.map((one) => ({ ...one, names: ['Somebody else'] }))
		});
		expect((await on.network.nodes(ana, ['she']))[0]?.name).toBe(she?.name);
	});

	test('a reason names her to who gave it, for half an hour, on every answer', async () => {
		await on.give('she');
		const named = async (asking = ana) => (await on.network.nodes(asking, ['she', 'he']))[0];
		expect(await named()).toMatchObject({ name: 'Wilhelmina Zaterdag', shielded: true });
		expect((await named())?.nameless).toBeUndefined();
		expect((await on.network.card(ana, 'gang'))?.claims).toContainEqual(
			expect.objectContaining({ id: 'c1', description: 'Wilhelmina paid' })
		);
		expect((await on.network.notes(ana, ['gang']))[0]?.text).toBe('Zatty called again');
		expect(await named(bert)).toMatchObject({ nameless: true });
		on.minutes = 31;
		expect(await named()).toMatchObject({ nameless: true });
	});

	test('her card holds back every record, also the one that does not say what she is', async () => {
		const card = await on.network.card(ana, 'she');
		expect(card?.records.map(({ withheld, names }) => [withheld, names])).toEqual([
			[true, []],
			[true, []]
		]);
		expect(on.events.at(-1)?.detail).toMatchObject({ records: 2, withheld: 2 });
	});

	test('her whole name finds nothing, and counts nothing, whatever it is told by', async () => {
		for (const text of ['Wilhelmina Zaterdag', 'wilh', 'zatty', 'w.zaterdag@quiet.example', stix])
			expect(await found(on.network, text), text).toEqual([]);
		// Others of the same word are found as ever: a suspect, an organisation that is a victim.
		expect(await found(on.network, 'otto')).toEqual(['thief']);
		expect(await found(on.network, 'zaterdag')).toEqual(['firm']);
	});

	test('the offer to search victims too is there for every text alike', async () => {
		const answers = await Promise.all(
			['wilhelmina', 'nobody ats'].map((text) => on.network.search(ana, text))
		);
		expect(answers[0]).toEqual(answers[1]);
		expect(answers[0]?.people).toEqual({ about: 'search kept-17', included: false });
	});

	test('a reason for the very text finds her by her label, and no other text', async () => {
		const { people } = await on.network.search(ana, 'Wilhelmina');
		await on.give(people?.about ?? '');
		const { hits, people: after } = await on.network.search(ana, 'WILHELMINA ');
		expect(hits).toMatchObject([{ id: 'she', name: expect.stringMatching(/^victim /) as string }]);
		expect(hits[0]?.matched).toBeNull();
		expect(after?.included).toBe(true);
		expect(on.events.at(-1)).toMatchObject({
			subjects: ['she'],
			detail: { justification: `reason-${people?.about}` }
		});
		expect(await found(on.network, 'wilhe')).toEqual([]);
		expect((await on.network.search(bert, 'Wilhelmina')).hits).toEqual([]);
		on.minutes = 31;
		expect(await found(on.network, 'Wilhelmina')).toEqual([]);
	});

	test('she leaves the house with a reason only, as the source of a claim or author of a bundle too', async () => {
		expect(await refused(on.network.exportGraph(ana, forOwn(), ['she']))).toBe(
			'a reason is wanted'
		);
		expect(await refused(on.network.exportGraph(ana, forOwn(), ['gang', 'firm']))).toBe(
			'a reason is wanted'
		);
		expect(await refused(on.network.exportGraph(ana, forOwn(), ['gang'], () => [stix]))).toBe(
			'a reason is wanted'
		);
		expect(await refused(on.network.exportGraph(ana, forOwn(), ['gang'], contextRefs))).toBe(
			'handed out'
		);
	});
}

describe('on the embedded engine', () => tests(stageOn(embeddedForTest, 60_000)));
describe.skipIf(!neo4jReady)('on Neo4j', () => tests(stageOn(neo4jForTest, neo4jStartMs)));
