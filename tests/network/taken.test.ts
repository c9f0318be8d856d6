/** What is restricted is exported with a reason only; notes go along where all they are about does. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RequestEvent } from '@sveltejs/kit';
import { formatNames } from '#lib/export/formats.ts';
import { forOwn } from '#lib/domain/recipient.ts';
import type { NoteForm } from '#lib/domain/contribution.ts';
import { highestMarking } from '#lib/export/markings.ts';
import { justify } from '#lib/server/audit/justification.ts';
import { networkOf, type Network } from '#lib/server/network/network.ts';
import { ReasonNeeded } from '#lib/server/network/taken.ts';
import { entriesOf } from '../audit/opened.ts';
import { analyst, claim, openWorld, record, type World } from '../ingest/world.ts';

const served = vi.hoisted(() => ({ app: {} as Record<string, unknown> }));
vi.mock('#lib/server/app.ts', () => ({ app: () => served.app }));
type Handler = (event: RequestEvent) => Promise<Response>;
const routes = import.meta.glob<{ POST: Handler }>(
	'../../src/routes/network/{export.*,picture.json}/+server.ts',
	{ eager: true }
);

let world: World;
let network: Network;
const ana = analyst('alpha');
const start = new Date('2026-11-22T12:00:00.000Z');
let minutes = 0;
const now = () => new Date(start.getTime() + minutes * 60_000);

beforeEach(async () => {
	minutes = 0;
	world = await openWorld();
	network = networkOf({ store: world.store, audit: world.audit, now });
	served.app = { network };
	await world.bring([
		record('malware--a', { tlp: 'red', names: ['Nightjar'] }),
		record('malware--b', { tlp: 'green', names: ['Lark'] }),
		record('tool--c', { tlp: 'green', names: ['Heron'], handling: ['H2'] }),
		record('tool--d', { tlp: 'green', names: ['Wren'] }),
		claim('relationship--1', 'malware--b', 'malware--a', { tlp: 'red' }),
		claim('relationship--2', 'malware--b', 'tool--d', { tlp: 'green' })
	]);
});
afterEach(() => world.close());

const idOf = async (name: string) => (await network.search(ana, name)).hits[0]?.id ?? '';
const idsOf = (...names: string[]) => Promise.all(names.map(idOf));
const last = async () => {
	const entry = (await entriesOf(world.store)).at(-1);
	return { outcome: entry?.outcome, detail: JSON.parse(entry?.detail ?? '{}') as unknown };
};
const wanted = (ids: readonly string[], notes = false) =>
	network.exportGraph(ana, forOwn(), ids, undefined, { format: 'json', notes }).then(
		() => undefined,
		(fault: unknown) => {
			if (!(fault instanceof ReasonNeeded)) throw fault;
			return { about: fault.about, count: fault.count };
		}
	);
const give = (entity: string) =>
	justify(world.audit, ana, {
		id: `reason-${minutes}-${entity.slice(0, 12)}`,
		now: now(),
		entity,
		reason: { purpose: 'cooperation', text: 'Request of Arvania, 2026-117' }
	});

describe('a reason first', () => {
	test('nothing restricted among it: none is asked for', async () => {
		expect(await wanted(await idsOf('Lark', 'Wren'))).toBeUndefined();
		expect(await last()).toMatchObject({ outcome: 'done', detail: { entities: 2, claims: 1 } });
	});

	test('RED and handling codes wait for one reason, which holds for half an hour and is named', async () => {
		const ids = await idsOf('Nightjar', 'Lark', 'Heron');
		const before = await wanted(ids);
		expect(before?.count).toBe(3);
		expect(await last()).toMatchObject({ outcome: 'refused', detail: { withheld: 3 } });
		await give(before?.about ?? '');
		expect(await wanted(ids.toReversed())).toBeUndefined();
		expect(await last()).toMatchObject({
			outcome: 'done',
			detail: { justification: expect.stringMatching(/^reason-0-/) as string }
		});
		minutes = 31;
		expect(await wanted(ids)).toEqual(before);
	});

	test('a reason for other entities does not serve; those of cards serve for theirs', async () => {
		const [nightjar = '', lark = '', heron = ''] = await idsOf('Nightjar', 'Lark', 'Heron');
		await give((await wanted([nightjar]))?.about ?? '');
		expect((await wanted([nightjar, heron]))?.count).toBe(2);
		await give(nightjar);
		expect((await wanted([nightjar, lark, heron]))?.count).toBe(3);
		await give(heron);
		expect(await wanted([nightjar, lark, heron])).toBeUndefined();
	});

	test('all there is asks alike; the operator at the command line is not asked', async () => {
		await expect(network.exportGraph(ana, forOwn())).rejects.toBeInstanceOf(ReasonNeeded);
		const graph = await network.exportGraph(ana, forOwn(), undefined, undefined, {
			operator: true
		});
		expect(graph.entities).toHaveLength(4);
	});

	test.each(Object.entries(routes))('%s answers 428 and hands out nothing', async (_, { POST }) => {
		const ids = await idsOf('Nightjar', 'Lark');
		for (const format of [...formatNames, 'png', 'svg']) {
			const isPicture = _.includes('picture');
			if (isPicture !== ['png', 'svg'].includes(format)) continue;
			const request = new Request('http://localhost/network/x', {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ ids, ...forOwn(), ...(isPicture ? { format } : {}) })
			});
			const event = { locals: { viewer: ana }, params: { format }, request };
			const answer = await POST(event as unknown as RequestEvent);
			const text = await answer.text();
			expect([answer.status, text.includes('Nightjar')], format).toEqual([428, false]);
			expect(JSON.parse(text)).toMatchObject({ reason: { count: 2 } });
		}
	});
});

describe('what an export refers to besides', () => {
	const author = 'identity--11111111-1111-4111-8111-111111111111';
	const taken = async (ids: readonly string[]) =>
		network.exportGraph(ana, forOwn(), ids, () => [author], { format: 'stix' });

	test('waits for a reason as what was asked for does, and the entry names it', async () => {
		await world.bring([
			record(author, {
				tlp: 'red',
				names: ['Author'],
				identifiers: [{ scheme: 'stix', value: author }]
			})
		]);
		const [lark = '', person = ''] = await idsOf('Lark', 'Author');
		const refused = await taken([lark]).then(
			() => undefined,
			(fault: unknown) => fault
		);
		expect(refused).toBeInstanceOf(ReasonNeeded);
		const subjects = async () => (await entriesOf(world.store)).at(-1)?.subjects;
		expect(await subjects()).toEqual([lark, person]);
		await give((refused as ReasonNeeded).about);
		expect((await taken([lark])).context).toHaveLength(1);
		expect(await subjects()).toEqual([lark, person]);
		expect(await last()).toMatchObject({ outcome: 'done', detail: { entities: 1, context: 1 } });
	});
});

describe('notes', () => {
	const note = (entities: string[], more: Partial<NoteForm> = {}) =>
		network.addNote(ana, {
			once: crypto.randomUUID(),
			entities,
			tlp: 'green',
			handling: [],
			text: 'Seen at the harbour',
			...more
		});
	const taken = async (ids: readonly string[], notes = true) =>
		network.exportGraph(ana, forOwn(), ids, undefined, { notes });

	test('the latest version goes along, without its author, and marks the file', async () => {
		const [lark = '', wren = ''] = await idsOf('Lark', 'Wren');
		const first = await note([lark, wren]);
		await note([lark, wren], { supersedes: first, text: 'Seen twice', tlp: 'amber+strict' });
		const graph = await taken([lark, wren]);
		expect(graph.notes).toMatchObject([{ text: 'Seen twice', entities: [lark, wren].sort() }]);
		expect(JSON.stringify(graph.notes)).not.toContain(ana.name);
		expect(highestMarking(graph).tlp).toBe('amber+strict');
		expect((await taken([lark, wren], false)).notes).toBeUndefined();
	});

	test('a note about something that is left out stays behind', async () => {
		const [lark = '', wren = ''] = await idsOf('Lark', 'Wren');
		await note([lark, wren]);
		expect((await taken([lark])).notes).toEqual([]);
	});

	test('a restricted note waits for a reason too', async () => {
		const [lark = '', wren = ''] = await idsOf('Lark', 'Wren');
		await note([lark, wren], { tlp: 'red' });
		expect(await wanted([lark, wren], false)).toBeUndefined();
		expect(await wanted([lark, wren], true)).toMatchObject({ count: 1 });
	});

	test('on the card its words wait for the same reason, but for who wrote them', async () => {
		const [lark = '', wren = ''] = await idsOf('Lark', 'Wren');
		await note([lark, wren], {
			handling: ['H2'],
			text: 'Not to be passed on',
			takenFrom: 'File 12/441'
		});
		await note([lark], { text: 'Open to all' });
		const bert = analyst('alpha', 'bert');
		const read = async (who: typeof ana) =>
			(await network.notes(who, [lark])).map(({ text, withheld }) => [text, withheld]).toSorted();
		expect(await read(bert)).toEqual([
			['', true],
			['Open to all', undefined]
		]);
		expect(JSON.stringify(await network.notes(bert, [lark]))).not.toContain('441');
		expect(await read(ana)).toEqual([
			['Not to be passed on', undefined],
			['Open to all', undefined]
		]);
		await justify(world.audit, bert, {
			id: 'reason-of-bert',
			now: now(),
			entity: wren,
			reason: { purpose: 'cooperation', text: 'Request of Arvania, 2026-117' }
		});
		expect(await read(bert)).toEqual(await read(ana));
		minutes = 31;
		expect((await read(bert))[0]).toEqual(['', true]);
	});
});
