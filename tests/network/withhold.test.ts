/** What is restricted is held back, on a card and on a line, until a reason is given; the log says which. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { justify } from '#lib/server/audit/justification.ts';
import { networkOf, type Network } from '#lib/server/network/network.ts';
import { entriesOf } from '../audit/opened.ts';
import { analyst, claim, openWorld, record, type World } from '../ingest/world.ts';

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
	await world.bring([
		record('malware--a', { tlp: 'red', names: ['Nightjar'] }),
		record('malware--b', { tlp: 'green', names: ['Lark'] }),
		record('tool--c', { tlp: 'green', names: ['Heron'] }),
		claim('relationship--1', 'malware--b', 'malware--a', { tlp: 'red' }),
		claim('relationship--2', 'malware--b', 'tool--c', { tlp: 'green' })
	]);
});
afterEach(() => world.close());

const idOf = async (name: string) => (await network.search(ana, name)).hits[0]?.id ?? '';
/** Without which rule allowed it: tests/audit has that. */
const lastDetail = async () => {
	const text = (await entriesOf(world.store)).at(-1)?.detail ?? '{}';
	const {
		rule: _rule,
		role: _role,
		held: _held,
		...own
	} = JSON.parse(text) as Record<string, unknown>;
	return own;
};
const give = (entity: string) =>
	justify(world.audit, ana, {
		id: `reason-${entity}`,
		now: now(),
		entity,
		reason: { purpose: 'investigation', text: 'Case 7, second interview' }
	});

test('a card without restricted items asks nothing', async () => {
	const card = await network.card(ana, await idOf('Heron'));
	expect(card?.records.some(({ withheld }) => withheld)).toBe(false);
	expect(await lastDetail()).toEqual({ records: 1, claims: 1 });
});

test('a restricted record is held back, then shown with a reason, then held back again', async () => {
	const entity = await idOf('Nightjar');
	const before = await network.card(ana, entity);
	expect(before?.records).toMatchObject([{ withheld: true, names: [] }]);
	expect(before?.claims).toMatchObject([{ withheld: true, source: { name: '' } }]);
	expect(await lastDetail()).toEqual({ records: 1, claims: 1, withheld: 2 });
	await give(entity);
	const after = await network.card(ana, entity);
	expect(after?.records).toMatchObject([{ names: ['Nightjar'] }]);
	expect(after?.records[0]?.withheld).toBeUndefined();
	expect(await lastDetail()).toEqual({ records: 1, claims: 1, justification: `reason-${entity}` });
	minutes = 31;
	expect((await network.card(ana, entity))?.records).toMatchObject([{ withheld: true }]);
});

test('the dates of a restricted link are on no drawing: neither expanded nor between', async () => {
	const dated = { validFrom: '2026-02-01T00:00:00.000Z', happenedAt: '2026-03-01T00:00:00.000Z' };
	await world.bring([
		claim('relationship--3', 'malware--b', 'malware--a', { tlp: 'red', ...dated }),
		claim('relationship--4', 'malware--b', 'tool--c', { tlp: 'green', ...dated })
	]);
	const [from, other, third] = [await idOf('Lark'), await idOf('Nightjar'), await idOf('Heron')];
	const expanded = await network.expand(ana, { entity: from });
	const between = await network.between(ana, [from, other, third]);
	for (const claims of [expanded?.claims ?? [], between]) {
		const shown = claims.map(({ tlp, validFrom, happenedAt }) => ({ tlp, validFrom, happenedAt }));
		expect(shown).toContainEqual({ tlp: 'green', ...dated });
		expect(shown.filter(({ tlp }) => tlp === 'red')).toEqual([
			{ tlp: 'red', validFrom: null, happenedAt: null },
			{ tlp: 'red', validFrom: null, happenedAt: null }
		]);
	}
});

test('where a withheld claim stands on a card does not tell when it happened', async () => {
	const at = (month: number) => ({ happenedAt: `2026-0${month}-01T00:00:00.000Z` });
	await world.bring([
		claim('relationship--3', 'malware--b', 'malware--a', { tlp: 'red', ...at(9) }),
		claim('relationship--4', 'malware--b', 'tool--c', { tlp: 'green', ...at(3) })
	]);
	const order = (await network.card(ana, await idOf('Lark')))?.claims.map(({ tlp }) => tlp);
	expect(order).toEqual(['green', 'green', 'red', 'red']);
});

test('the amount of a restricted transfer is on no drawing', async () => {
	const paid = { type: 'TRANSFERRED', amountMinor: 184_000, currency: 'EUR' } as const;
	await world.bring([
		claim('relationship--3', 'malware--b', 'malware--a', { tlp: 'red', ...paid }),
		claim('relationship--4', 'malware--b', 'tool--c', { tlp: 'green', ...paid })
	]);
	const ids = await Promise.all(['Lark', 'Nightjar', 'Heron'].map(idOf));
	const expanded = await network.expand(ana, { entity: ids[0] ?? '' });
	for (const claims of [expanded?.claims ?? [], await network.between(ana, ids)]) {
		const flows = claims.filter(({ type }) => type === 'TRANSFERRED');
		expect(
			flows.map(({ tlp, amountMinor, currency }) => [tlp, amountMinor, currency]).sort()
		).toEqual([
			['green', 184_000, 'EUR'],
			['red', null, null]
		]);
	}
});

test('on a line, a reason for either end shows it; a reason for another entity does not', async () => {
	const [from, other, third] = [await idOf('Lark'), await idOf('Nightjar'), await idOf('Heron')];
	const claims = (await network.card(ana, from))?.claims.map(({ id }) => id) ?? [];
	const withheld = async () =>
		(await network.statements(ana, from, claims)).filter((item) => item.withheld).length;
	expect(await withheld()).toBe(1);
	await give(third);
	expect(await withheld()).toBe(1);
	await give(other);
	expect(await withheld()).toBe(0);
	expect(await lastDetail()).toEqual({ claims: 2, justification: `reason-${other}` });
});

test('who said what is restricted is on no drawing, so that it cannot be joined with another card', async () => {
	const [from, other] = [await idOf('Lark'), await idOf('Nightjar')];
	const found = await network.path(ana, { from, to: other });
	const answers = [
		(await network.expand(ana, { entity: from }))?.claims ?? [],
		await network.between(ana, [from, other, await idOf('Heron')]),
		found.found ? found.claims : []
	];
	for (const claims of answers) {
		const red = claims.filter(({ tlp }) => tlp === 'red');
		expect(red.map(({ source }) => source)).toEqual(['']);
	}
	expect(answers[0]?.find(({ tlp }) => tlp === 'green')?.source).not.toBe('');
});

test('a search tells no alias, identifier or role that a card holds back, letter by letter', async () => {
	await world.bring([
		record('identity--p', {
			kind: 'person',
			tlp: 'red',
			names: ['Known Name', 'Qwertalias Hidden'],
			identifiers: [{ scheme: 'phone', value: '+33612345678' }],
			dataSubject: 'suspect'
		}),
		record('identity--q', { kind: 'person', tlp: 'green', names: ['Open Name', 'Openalias'] })
	]);
	const found = async (text: string) => {
		const { hits, total } = await network.search(ana, text);
		expect(total).toBe(hits.length);
		return hits.map(({ name, matched }) => [name, matched]);
	};
	expect(await found('Known')).toEqual([['Known Name', null]]);
	for (const text of [
		'Qw',
		'Qwertal',
		'Qwertalias Hidden',
		'Known Qwertal',
		'336123',
		'+33612345678'
	])
		expect(await found(text), text).toEqual([]);
	expect(await found('Openal')).toEqual([['Open Name', 'Openalias']]);
	const [node] = await network.nodes(ana, [await idOf('Known Name')]);
	expect(node).toMatchObject({ name: 'Known Name' });
	expect(node?.dataSubject).toBeUndefined();
});

describe('a GREEN and a RED record of one entity', () => {
	const stix = [{ scheme: 'stix' as const, value: 'intrusion-set--1' }];
	beforeEach(() =>
		world.bring([
			record('intrusion-set--1', { tlp: 'green', names: ['Open Kestrel'], identifiers: stix }),
			record('intrusion-set--2', {
				tlp: 'red',
				names: ['Open Kestrel', 'Kestrel', 'Zzhidden'],
				identifiers: [...stix, { scheme: 'phone', value: '+33612345678' }]
			}),
			record('intrusion-set--3', { tlp: 'green', names: ['Kestrel Team', 'Other'] })
		])
	);
	const found = async (text: string) =>
		(await network.search(ana, text)).hits.map(({ name }) => name);

	test('what the RED one alone says finds nothing, ranks nothing and counts nothing', async () => {
		expect((await network.card(ana, await idOf('Open Kestrel')))?.records).toHaveLength(2);
		for (const text of ['Zz', 'Zzhidden', 'Open Zzhidden', '33612', '+33612345678'])
			expect(await network.search(ana, text), text).toMatchObject({ hits: [], total: 0 });
		expect(await found('kestrel')).toEqual(['Kestrel Team', 'Open Kestrel']);
	});

	test('a reason for the very text finds it, and the log says so', async () => {
		for (const text of ['Zzhid', '+33612345678']) {
			const { people } = await network.search(ana, text);
			await give(people?.about ?? '');
			expect(await found(text), text).toEqual(['Open Kestrel']);
			expect(await lastDetail()).toMatchObject({ justification: `reason-${people?.about}` });
		}
		expect(await found('Zzhidd')).toEqual([]);
		minutes = 31;
		expect(await found('Zzhid')).toEqual([]);
	});

	test('what limits its use is held back like RED, and AMBER is not', async () => {
		await world.bring([
			record('tool--4', { tlp: 'green', handling: ['H2'], names: ['Wren', 'Limited'] }),
			record('tool--5', { tlp: 'amber', names: ['Rook', 'Free'] })
		]);
		expect(await found('Limited')).toEqual([]);
		expect(await found('Wre')).toEqual(['Wren']);
		expect(await found('Free')).toEqual(['Rook']);
	});

	test('where an identifier is the label, it is found as a label is', async () => {
		await world.bring([
			record('url--6', {
				tlp: 'red',
				names: [],
				identifiers: [{ scheme: 'domain', value: 'hidden.example' }]
			})
		]);
		expect(await found('hidd')).toEqual(['hidden.example']);
		expect(await found('hidden.example')).toEqual(['hidden.example']);
	});
});
