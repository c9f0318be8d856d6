/** Merges, splits and the way back: every claim is found where it was. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RecordDraft } from '#lib/domain/draft.ts';
import { IdentityRefused } from '#lib/server/identity/deciding.ts';
import { analyst, claim, record } from '../ingest/world.ts';
import { openIdentity, type IdentityWorld } from './world.ts';

let world: IdentityWorld;
beforeEach(async () => {
	world = await openIdentity();
});
afterEach(() => world.close());

const ana = analyst('alpha');
const bo = analyst('bravo');
const person = (ref: string, name: string, more: Partial<RecordDraft> = {}) =>
	record(`identity--${ref}`, { kind: 'person', names: [name], tlp: 'green', ...more });
const said = { reason: 'Same passport in both files' };
const two = [
	person('1', 'Ivan Petrov'),
	person('2', 'Iwan Petrow'),
	person('3', 'Maria Sol'),
	claim('relationship--1', 'identity--1', 'identity--3', { tlp: 'green' }),
	claim('relationship--2', 'identity--3', 'identity--2', { tlp: 'green' }),
	claim('relationship--3', 'identity--1', 'identity--2', { tlp: 'green' })
];
const pair = async () => ({
	from: await world.entityOf('Iwan Petrow'),
	into: await world.entityOf('Ivan Petrov')
});
const refusal = (promise: Promise<unknown>) =>
	promise.then(
		() => 'done',
		(error: unknown) => (error instanceof IdentityRefused ? error.obstacle : Promise.reject(error))
	);

describe('a merge', () => {
	test('joins the records with all their claims, and taken back leaves everything as it was', async () => {
		await world.bring(two);
		const before = await world.whole();
		const { graphDigest } = await world.verify();
		const { from, into } = await pair();
		const { id, moved } = await world.identity.merge(ana, { from, into }, said);
		expect(moved).toHaveLength(1);
		expect(await world.entityOf('Iwan Petrow')).toBe(into);
		expect(await world.verify()).toMatchObject({ ok: true, checked: { entities: 2, claims: 3 } });
		await world.identity.takeBack(ana, id, 'Two brothers after all');
		expect(await world.whole()).toEqual(before);
		expect(await world.verify()).toMatchObject({ ok: true, graphDigest });
	});

	test('says why these are one, with who decided, and keeps what was taken back to be read', async () => {
		await world.bring(two);
		const { from, into } = await pair();
		const { id } = await world.identity.merge(ana, { from, into }, { ...said, points: 12.5 });
		const told = await world.identity.why(ana, into);
		expect(told?.records.map(({ because }) => because).sort()).toEqual(['alone', 'decision']);
		expect(told?.decisions).toMatchObject([
			{
				id,
				verdict: 'one',
				a: from,
				b: into,
				reason: said.reason,
				accountName: ana.name,
				points: 12.5
			}
		]);
		expect(await world.identity.why(ana, from)).toBeUndefined();
		await world.identity.takeBack(ana, id, 'Two brothers after all');
		expect((await world.identity.why(ana, from))?.decisions).toMatchObject([
			{ id, endReason: 'Two brothers after all', endedBy: ana.name }
		]);
		expect(await refusal(world.identity.takeBack(ana, id, 'again'))).toBe('ended');
	});

	test('holds when the same file comes again, and a newer one', async () => {
		await world.bring(two);
		const { from, into } = await pair();
		await world.identity.merge(ana, { from, into }, said);
		await world.bring(two);
		expect(await world.entityOf('Iwan Petrow')).toBe(into);
		await world.bring(two.map((draft) => ({ ...draft, modified: '2026-02-01T00:00:00.000Z' })));
		expect(await world.entityOf('Iwan Petrow')).toBe(into);
		expect(await world.verify()).toMatchObject({ ok: true });
	});

	test('holds when a newer version comes with what names a third', async () => {
		const third = { identifiers: [{ scheme: 'email', value: 'm.sol@mail.example' } as const] };
		await world.bring([...two, person('4', 'M. Sol', third)]);
		const { from, into } = await pair();
		await world.identity.merge(ana, { from, into }, said);
		const modified = '2026-02-01T00:00:00.000Z';
		await world.bring([person('2', 'Iwan Petrow', { ...third, modified })]);
		expect(await world.entityOf('Iwan Petrow')).toBe(into);
	});

	test('holds when what changed a record before it is undone', async () => {
		await world.bring(two);
		const newer = two.map((draft) => ({ ...draft, modified: '2026-02-01T00:00:00.000Z' }));
		const { id } = await world.bring(newer);
		const { from, into } = await pair();
		await world.identity.merge(ana, { from, into }, said);
		await world.ingest.undo(ana, id);
		expect(await world.entityOf('Iwan Petrow')).toBe(into);
		expect(await world.verify()).toMatchObject({ ok: true });
	});

	test('keeps claims that came later with the record that they came with', async () => {
		await world.bring(two);
		const { from, into } = await pair();
		const { id } = await world.identity.merge(ana, { from, into }, said);
		await world.bring([
			claim('relationship--4', 'identity--2', 'identity--3', { tlp: 'green' }),
			claim('relationship--5', 'identity--1', 'identity--3', { tlp: 'green' })
		]);
		await world.identity.takeBack(ana, id, 'Two brothers after all');
		const { claims } = (await world.whole()) as {
			claims: { props: { ref: string }; a: string; b: string }[];
		};
		const start = (ref: string) => claims.find(({ props }) => props.ref === ref)?.a;
		expect(start('relationship--4')).toBe(from);
		expect(start('relationship--5')).toBe(into);
		expect(await world.verify()).toMatchObject({ ok: true });
	});

	test('of an entity that another organisation describes too moves the own records alone', async () => {
		const shared = { identifiers: [{ scheme: 'email', value: 'ivan@mail.example' } as const] };
		await world.bring([person('1', 'Ivan Petrov', shared)], { viewer: bo });
		await world.bring([person('9', 'I. Petrov', shared), person('2', 'Iwan Petrow')]);
		const [from, into] = [await world.entityOf('I. Petrov'), await world.entityOf('Iwan Petrow')];
		expect(await world.entityOf('Ivan Petrov')).toBe(from);
		const { left } = await world.identity.merge(ana, { from, into }, said);
		expect(left).toEqual(['bravo']);
		expect(await world.entityOf('I. Petrov')).toBe(into);
		expect(await world.entityOf('Ivan Petrov')).toBe(from);
		expect(await world.verify()).toMatchObject({ ok: true });
	});

	test('is an entry of the log that names both, the decision and what was moved', async () => {
		await world.bring(two);
		const { from, into } = await pair();
		const { id, moved } = await world.identity.merge(ana, { from, into }, said);
		const entry = (await world.audited()).at(-1);
		expect(entry).toMatchObject({ action: 'identity.merge', outcome: 'done' });
		expect(new Set(entry?.subjects)).toEqual(new Set([id, from, into, ...moved]));
		expect(JSON.stringify(entry)).not.toContain('passport');
	});
});

describe('several decisions', () => {
	const three = [person('1', 'Ivan Petrov'), person('2', 'Iwan Petrow'), person('3', 'I. Petrov')];
	const chain = async () => {
		await world.bring(three);
		const [a, b, c] = [
			await world.entityOf('Ivan Petrov'),
			await world.entityOf('Iwan Petrow'),
			await world.entityOf('I. Petrov')
		];
		const first = await world.identity.merge(ana, { from: a, into: b }, said);
		const second = await world.identity.merge(ana, { from: b, into: c }, said);
		return { a, b, c, first, second };
	};

	test('a record goes back from where a later one took it, and the later one keeps the rest', async () => {
		const { a, b, c, first, second } = await chain();
		expect(second.moved).toHaveLength(2);
		await world.identity.takeBack(ana, first.id, 'no');
		expect(await world.entityOf('Ivan Petrov')).toBe(a);
		expect(await world.entityOf('Iwan Petrow')).toBe(c);
		await world.identity.takeBack(ana, second.id, 'no');
		expect(await world.entityOf('Ivan Petrov')).toBe(a);
		expect(await world.entityOf('Iwan Petrow')).toBe(b);
		expect(await world.entityOf('I. Petrov')).toBe(c);
		expect(await world.verify()).toMatchObject({ ok: true, checked: { entities: 3 } });
	});

	test('notes go with the records that they were about, and return with them', async () => {
		await world.bring(three);
		const [a, b] = [await world.entityOf('Ivan Petrov'), await world.entityOf('Iwan Petrow')];
		const note = (entities: string[], id: string) =>
			world.network.addNote(ana, {
				once: id,
				entities,
				text: 'Seen in March',
				tlp: 'green',
				handling: []
			});
		await note([a], '00000000-0000-4000-8000-000000000001');
		await note([a, b], '00000000-0000-4000-8000-000000000002');
		const before = await world.whole();
		const { id } = await world.identity.merge(ana, { from: a, into: b }, said);
		expect((await world.network.notes(ana, [b])).map(({ entities }) => entities)).toEqual([
			[b],
			[b]
		]);
		await note([b], '00000000-0000-4000-8000-000000000003');
		await world.identity.takeBack(ana, id, 'no');
		expect(await world.network.notes(ana, [a])).toHaveLength(2);
		const after = (await world.whole()) as { notes: object[]; ends: object[] };
		const { notes, ends } = before as { notes: object[]; ends: object[] };
		expect(after.notes).toEqual(expect.arrayContaining(notes));
		expect(after.ends).toEqual(expect.arrayContaining(ends));
		expect(after.notes).toHaveLength(3);
		expect(after.ends).toHaveLength(4);
	});
});

describe('refused', () => {
	const tried: [string, () => Promise<string>][] = [
		[
			'the same twice: same',
			async () => {
				const { into } = await pair();
				return refusal(world.identity.merge(ana, { from: into, into }, said));
			}
		],
		[
			'what another holds: not-yours',
			async () => refusal(world.identity.merge(bo, await pair(), said))
		],
		[
			'an unknown one: unknown',
			async () => {
				const { into } = await pair();
				return refusal(world.identity.merge(ana, { from: 'nobody', into }, said));
			}
		],
		[
			'somebody else’s decision: unknown',
			async () => {
				const { id } = await world.identity.merge(ana, await pair(), said);
				return refusal(world.identity.takeBack(bo, id, 'no'));
			}
		],
		[
			'every record taken out: all',
			async () => {
				const { into } = await pair();
				const told = await world.identity.why(ana, into);
				return refusal(
					world.identity.separate(
						ana,
						{ entity: into, records: told?.records.map(({ record: id }) => id) ?? [] },
						said
					)
				);
			}
		]
	];
	test.each(tried)('%s', async (title, attempt) => {
		await world.bring(two);
		const before = await world.whole();
		const obstacle = await attempt();
		expect(obstacle).toBe(title.split(': ')[1]);
		if (obstacle !== 'unknown') expect(await world.whole()).toEqual(before);
		expect((await world.audited()).at(-1)?.outcome).toBe('refused');
	});

	test('what is out of sight, in the same words as what is unknown', async () => {
		await world.bring([person('1', 'Ivan Petrov')]);
		await world.bring([person('2', 'Iwan Petrow', { tlp: 'red' })], {
			viewer: analyst('alpha', 'ben')
		});
		expect(await refusal(world.identity.merge(ana, await pair(), said))).toBe('unknown');
	});

	test('what only named people see takes nothing from what others see', async () => {
		await world.bring([person('1', 'Ivan Petrov', { tlp: 'red' }), person('2', 'Iwan Petrow')]);
		const { from, into } = await pair();
		expect(await refusal(world.identity.merge(ana, { from, into }, said))).toBe('marking');
		await world.identity.merge(ana, { from: into, into: from }, said);
		expect(await world.verify()).toMatchObject({ ok: true });
		// A colleague sees one record, no decision and no reason.
		const told = await world.identity.why(analyst('alpha', 'ben'), from);
		expect(told).toMatchObject({ records: [{ because: 'alone' }], decisions: [] });
	});

	test('a decision about what a colleague sees in part cannot be taken back by them', async () => {
		await world.bring([person('1', 'Ivan Petrov'), person('2', 'Iwan Petrow')]);
		const { id } = await world.identity.merge(ana, await pair(), said);
		const ben = { ...analyst('alpha', 'ben'), audience: ['org:alpha'] };
		expect(await refusal(world.identity.takeBack(ben, id, 'no'))).toBe('not-all-seen');
	});
});

describe('records taken out', () => {
	const shared = { identifiers: [{ scheme: 'phone', value: '+3221234567' } as const] };
	const joined = [
		person('1', 'Ivan Petrov', shared),
		person('2', 'Maria Sol', shared),
		two[2],
		two[3]
	].filter((draft) => draft !== undefined);

	test('go to an entity of their own with their claims, stay there, and can be brought back', async () => {
		await world.bring(joined);
		const entity = await world.entityOf('Ivan Petrov');
		expect(await world.entityOf('Maria Sol')).toBe(entity);
		const told = await world.identity.why(ana, entity);
		expect(told?.records.map(({ because, shared: keys }) => [because, keys])).toEqual([
			['identifier', ['phone:+3221234567']],
			['identifier', ['phone:+3221234567']]
		]);
		const { records } = (await world.whole()) as {
			records: { record: string; props: { names: string[] } }[];
		};
		const maria = records.find(({ props }) => props.names[0] === 'Maria Sol')?.record ?? '';
		const { id } = await world.identity.separate(ana, { entity, records: [maria] }, said);
		const apart = await world.entityOf('Maria Sol');
		expect(apart).not.toBe(entity);
		await world.bring(joined.map((draft) => ({ ...draft, modified: '2026-02-01T00:00:00.000Z' })));
		expect(await world.entityOf('Maria Sol')).toBe(apart);
		expect(await world.entityOf('Ivan Petrov')).toBe(entity);
		expect(await world.verify()).toMatchObject({ ok: true });
		await world.identity.takeBack(ana, id, 'One after all');
		expect(await world.entityOf('Maria Sol')).toBe(entity);
	});
});

describe('proposals', () => {
	const theirs = [person('1', 'Ivan Petrov'), person('2', 'Iwan Petrow')];

	test('ask the organisation whose records they are; nothing moves until it says so itself', async () => {
		await world.bring(theirs, { viewer: bo });
		const before = await world.whole();
		const { from, into } = await pair();
		expect(await refusal(world.identity.merge(ana, { from, into }, said))).toBe('not-yours');
		const { id } = await world.identity.judge(ana, { a: from, b: into, verdict: 'proposed' }, said);
		expect(await world.whole()).toEqual(before);
		expect(await world.identity.proposals(ana)).toEqual([]);
		expect(await world.identity.proposals(bo)).toMatchObject([
			{ id, verdict: 'proposed', owner: 'alpha', accountName: '', reason: said.reason }
		]);
		await world.identity.answer(bo, id, 'No: two brothers');
		expect(await world.identity.proposals(bo)).toEqual([]);
		expect(await refusal(world.identity.answer(bo, id, 'again'))).toBe('ended');
		expect((await world.identity.decisions(ana)).map(({ endReason }) => endReason)).toEqual([
			'No: two brothers'
		]);
	});

	test('are not made where those who are asked do not see both', async () => {
		await world.bring([person('1', 'Ivan Petrov')], { viewer: bo });
		await world.bring([person('2', 'Iwan Petrow', { tlp: 'amber+strict' })]);
		const { from, into } = await pair();
		expect(
			await refusal(world.identity.judge(ana, { a: from, b: into, verdict: 'proposed' }, said))
		).toBe('unseen-there');
		expect(await world.identity.proposals(bo)).toEqual([]);
	});

	test('are nobody else’s to answer', async () => {
		await world.bring(theirs, { viewer: bo });
		const { from, into } = await pair();
		const { id } = await world.identity.judge(ana, { a: from, b: into, verdict: 'proposed' }, said);
		expect(await refusal(world.identity.answer(analyst('charlie'), id, 'yes'))).toBe('unknown');
	});
});

test('any decisions, taken back in reverse, leave the graph as it was, sound at every step', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { minLength: 1, maxLength: 6 }),
			fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 8 }),
			fc.array(fc.nat(5), { minLength: 6, maxLength: 6 }),
			async (merges, ties, owners) => {
				const here = await openIdentity();
				try {
					const names = owners.map((_owner, i) => `Person ${i}`);
					for (const viewer of [ana, bo]) {
						const mine = owners.map((owner) => (owner % 2 ? bo : ana) === viewer);
						const drafts = names.flatMap((name, i) => (mine[i] ? [person(`${i}`, name)] : []));
						const claims = ties.flatMap(([a, b], i) =>
							mine[a] && mine[b] && a !== b
								? [
										claim(`relationship--${i}`, `identity--${a}`, `identity--${b}`, {
											tlp: 'green'
										})
									]
								: []
						);
						if (drafts.length) await here.bring([...drafts, ...claims], { viewer });
					}
					const before = await here.whole();
					const done: { id: string; viewer: typeof ana }[] = [];
					for (const [a, b] of merges) {
						const viewer = (owners[a] ?? 0) % 2 ? bo : ana;
						const from = await here.entityOf(`Person ${a}`);
						const into = await here.entityOf(`Person ${b}`);
						const outcome = await here.identity
							.merge(viewer, { from, into }, said)
							.catch((error: unknown) => {
								if (error instanceof IdentityRefused) return undefined;
								throw error;
							});
						if (outcome) done.push({ id: outcome.id, viewer });
						expect((await here.verify()).problems).toEqual([]);
					}
					for (const { id, viewer } of done.reverse()) {
						await here.identity.takeBack(viewer, id, 'undone');
						expect((await here.verify()).problems).toEqual([]);
					}
					expect(await here.whole()).toEqual(before);
				} finally {
					await here.close();
				}
			}
		),
		{ numRuns: 25 }
	);
}, 120_000);
