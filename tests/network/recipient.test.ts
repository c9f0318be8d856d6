/** For whom an export is: asked, held against markings and agreements, and kept in its entry. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RequestEvent } from '@sveltejs/kit';
import { forOwn, type Disclosure, type Recipient } from '#lib/domain/recipient.ts';
import { addresseeOf, recipients, UnknownRecipient } from '#lib/server/access/recipients.ts';
import { Refused } from '#lib/server/access/decide.ts';
import { inspectionOf } from '#lib/server/audit/inspection.ts';
import { networkOf, type Network } from '#lib/server/network/network.ts';
import { NotReleasable } from '#lib/server/network/taken.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
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
const now = () => new Date('2026-11-22T12:00:00.000Z');
const judge = 'A. Judge, court of Port Selin, 2026-117';

beforeEach(async () => {
	world = await openWorld();
	network = networkOf({ store: world.store, audit: world.audit, now });
	served.app = { network };
	await world.bring([
		record('malware--a', { tlp: 'amber', names: ['Nightjar'] }),
		record('malware--b', { tlp: 'green', names: ['Lark'] }),
		record('malware--c', { tlp: 'red', names: ['Heron'] }),
		claim('relationship--1', 'malware--b', 'malware--a', { tlp: 'green' })
	]);
});
afterEach(() => world.close());

const idsOf = (...names: string[]) =>
	Promise.all(names.map(async (name) => (await network.search(ana, name)).hits[0]?.id ?? ''));
const to = (recipient: Recipient): Disclosure => ({ recipient, purpose: 'cooperation' });
const europol = to({ kind: 'organisation', id: 'europol' });
const court = to({ kind: 'other', text: judge });
const last = async () => {
	const entry = (await entriesOf(world.store)).at(-1);
	if (!entry) throw new Error('the log is empty');
	return { ...entry, detail: JSON.parse(entry.detail) as Record<string, unknown> };
};
const barred = (disclosure: Disclosure, ids: readonly string[]) =>
	network.exportGraph(ana, disclosure, ids).then(
		() => undefined,
		(fault: unknown) => {
			if (!(fault instanceof NotReleasable)) throw fault;
			return { against: fault.against, remains: fault.remains };
		}
	);

test.each<[string, Disclosure]>([
	['one’s own organisation', forOwn()],
	['somebody in words', court]
])(
	'an export of nothing for %s leaves its entry, and no checkpoint of its own',
	async (_, whom) => {
		const signed = () => world.audit.checkpoints().length;
		const before = signed();
		expect((await network.exportGraph(ana, whom, ['no-such-entity'])).entities).toEqual([]);
		expect(await last()).toMatchObject({ action: 'network.export', detail: { entities: 0 } });
		expect(signed()).toBe(before);
		await network.exportGraph(ana, whom, await idsOf('Lark'));
		expect(signed()).toBe(before + 1);
	}
);

describe('the entry names the recipient and the purpose', () => {
	test('one’s own organisation', async () => {
		await network.exportGraph(ana, forOwn(), await idsOf('Lark'));
		expect((await last()).detail).toMatchObject({
			for: 'own',
			recipient: 'alpha',
			purpose: 'investigation'
		});
	});

	test('an organisation of the directory, with the agreement of then', async () => {
		await network.exportGraph(ana, europol, await idsOf('Lark', 'Nightjar'));
		const { detail, outcome } = await last();
		expect(outcome).toBe('done');
		expect(detail).toMatchObject({
			for: 'organisation',
			recipient: 'europol',
			agreement: 'union-body',
			purpose: 'cooperation'
		});
	});

	test('somebody in words: the log holds a commitment, the words stand where reasons do', async () => {
		await network.exportGraph(ana, court, await idsOf('Lark'));
		const { seq, detail } = await last();
		expect(JSON.stringify(await entriesOf(world.store))).not.toContain('Judge');
		expect(detail.recipient).toBe(world.audit.commit(`${String(detail.addressee)}\n${judge}`));
		const inspection = inspectionOf(
			world.store,
			world.audit,
			() => Promise.resolve({ ids: [], total: 0 }),
			now
		);
		const auditor = { ...ana, roles: ['auditor' as const] };
		const told = async () => (await inspection.entry(auditor, seq))?.recipient;
		expect(await told()).toMatchObject({ kind: 'other', text: judge, words: 'committed' });
		await world.store.transaction(({ run }) =>
			run(
				builtStatement(
					'test/exchange',
					'write',
					"MATCH (j:Justification) SET j.text = 'Somebody else'"
				),
				{}
			)
		);
		expect(await told()).toMatchObject({ text: 'Somebody else', words: 'changed' });
	});

	test('an organisation that the directory does not hold is refused before anything is read', async () => {
		const nobody = to({ kind: 'organisation', id: 'europool' });
		const before = (await entriesOf(world.store)).length;
		await expect(network.exportGraph(ana, nobody)).rejects.toBeInstanceOf(UnknownRecipient);
		expect(await entriesOf(world.store)).toHaveLength(before);
	});
});

describe('what may not go there', () => {
	test('is refused and listed, and the entry says so', async () => {
		const ids = await idsOf('Nightjar', 'Lark', 'Heron');
		expect(await barred(court, ids)).toEqual({
			against: [
				{ bar: 'red', count: 1 },
				{ bar: 'amber', count: 1 }
			],
			remains: 1
		});
		const { outcome, subjects, detail } = await last();
		expect([outcome, subjects]).toEqual(['refused', ids]);
		expect(detail).toMatchObject({ obstacle: 'recipient', barred: 'red:1 amber:1' });
		expect(await barred(europol, ids)).toMatchObject({ against: [{ bar: 'red', count: 1 }] });
	});

	test('stays out when the sender says so, and no reason is asked for what stays', async () => {
		const ids = await idsOf('Nightjar', 'Lark', 'Heron');
		const graph = await network.exportGraph(ana, court, ids, undefined, { leaveOut: true });
		expect(graph.entities.map(({ id }) => id)).toEqual([ids[1]]);
		expect(graph.claims).toEqual([]);
		expect(await last()).toMatchObject({ outcome: 'done', subjects: [ids[1]] });
	});
});

describe('whom one may name', () => {
	test('every organisation but one’s own, for whoever may export', async () => {
		const listed = await recipients(world.store, ana, 'network.export');
		expect(listed.map(({ id }) => id)).toContain('europol');
		expect(listed.map(({ id }) => id)).not.toContain('alpha');
		await expect(recipients(world.store, null, 'network.export')).rejects.toBeInstanceOf(Refused);
		const auditor = { ...ana, roles: ['auditor' as const] };
		await expect(recipients(world.store, auditor, 'network.export')).rejects.toBeInstanceOf(
			Refused
		);
	});

	test('one’s own organisation by its id is one’s own', async () => {
		const found = await addresseeOf(world.store, ana, { kind: 'organisation', id: 'alpha' });
		expect(found).toMatchObject({ kind: 'own', id: 'alpha' });
	});
});

describe.each(Object.entries(routes))('%s', (name, { POST }) => {
	const isPicture = name.includes('picture');
	async function asked(more: object) {
		const ids = await idsOf('Lark', 'Nightjar');
		const request = new Request('http://localhost/network/x', {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ ids, ...(isPicture ? { format: 'svg' } : {}), ...more })
		});
		const params = { format: 'json' };
		const event = { locals: { viewer: ana }, params, request } as unknown as RequestEvent;
		return POST(event).then(
			async (answer) => ({ status: answer.status, text: await answer.text() }),
			(fault: { status: number; body: { message: string } }) => ({
				status: fault.status,
				text: fault.body.message
			})
		);
	}

	test.each([
		[{}, 'recipient'],
		[{ recipient: { kind: 'own' } }, 'purpose'],
		[{ ...forOwn(), purpose: 'curiosity' }, 'purpose'],
		[{ ...forOwn(), recipient: { kind: 'other' } }, 'recipient.text'],
		[{ ...forOwn(), recipient: { kind: 'other', text: '  ' } }, 'recipient.text'],
		[{ ...forOwn(), recipient: { kind: 'organisation', id: '../x' } }, 'recipient.id'],
		[{ ...forOwn(), recipient: { kind: 'organisation', id: 'europool' } }, 'recipient.id']
	])('%j is refused with the place', async (given, place) => {
		const { status, text } = await asked(given);
		expect([status, text.startsWith(`${place}: `)], text).toEqual([400, true]);
	});

	test('what stands against it is counted for the sender, and nothing is handed out', async () => {
		const { status, text } = await asked(court);
		expect([status, text.includes('Lark'), text.includes('Nightjar')]).toEqual([403, false, false]);
		expect(JSON.parse(text)).toMatchObject({
			barred: { against: [{ bar: 'amber', count: 1 }], remains: 1 }
		});
		const rest = await asked({ ...court, leaveOut: true });
		expect([rest.status, rest.text.includes('Nightjar')]).toEqual([200, false]);
	});
});

describe('what the sender’s own hand put on it', () => {
	const routeOf = (part: string) =>
		Object.entries(routes).find(([name]) => name.includes(part))?.[1];
	async function sent(part: 'export' | 'picture', format: string, more: object): Promise<string> {
		const ids = await idsOf('Lark');
		const groups = [{ name: 'Suspected insiders', members: ids }];
		const body = part === 'export' ? { ids, groups } : { ids, format: 'svg' };
		const request = new Request('http://localhost/network/x', {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ ...body, ...more })
		});
		const event = { locals: { viewer: ana }, params: { format }, request };
		const answer = await routeOf(part)?.POST(event as unknown as RequestEvent);
		expect(answer?.status).toBe(200);
		return (await answer?.text()) ?? '';
	}
	beforeEach(async () => {
		await network.addNote(ana, {
			once: crypto.randomUUID(),
			entities: await idsOf('Lark'),
			tlp: 'green',
			handling: [],
			text: 'Probably the insider'
		});
	});

	test.each([
		['gexf', 'Suspected insiders'],
		['graphml', 'Suspected insiders'],
		['json', 'Probably the insider'],
		['stix', 'Probably the insider']
	])('%s: “%s” stays, unless the sender lets it go', async (format, words) => {
		expect(await sent('export', format, forOwn())).toContain(words);
		for (const to of [europol, court]) {
			expect(await sent('export', format, to)).not.toContain(words);
			expect((await last()).detail).not.toHaveProperty('hand');
			expect(await sent('export', format, { ...to, hand: false })).not.toContain(words);
			expect(await sent('export', format, { ...to, hand: true })).toContain(words);
			expect((await last()).detail).toMatchObject({ hand: true });
		}
	});

	test('a picture is told whether groups, colours and pins may be on it', async () => {
		const told = async (more: object) =>
			(JSON.parse(await sent('picture', 'svg', more)) as { hand: unknown }).hand;
		expect(await told(forOwn())).toBe(true);
		expect(await told(europol)).toBe(false);
		expect(await told({ ...europol, hand: true })).toBe(true);
	});
});
