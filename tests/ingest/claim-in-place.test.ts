/** A claim an analyst adds about entities of the graph: attached, held inside their reach, undone whole. */
import fc from 'fast-check';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimDraft } from '#lib/domain/contribution-draft.ts';
import { ClaimForm } from '#lib/domain/contribution.ts';
import { ungraded } from '#lib/domain/grading.ts';
import { tlpLevels, type Tlp } from '#lib/domain/marking.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { analyst, openWorld, record, type World } from './world.ts';

let world: World;
beforeAll(async () => {
	world = await openWorld();
});
afterAll(() => world.close());

const alpha = analyst('alpha', 'ann');
const entityOf = async (ref: string): Promise<string> => {
	const [row] = await world.store.read(
		builtStatement(
			'test/entity',
			'read',
			'MATCH (r:Record {ref: $ref})-[:DESCRIBES]->(e:Entity) RETURN e.id AS id'
		),
		{ ref }
	);
	return String((row as { id?: unknown } | undefined)?.id);
};
interface Written {
	id: string;
	type: string;
	from: string;
	to: string;
	audience: string[];
	attributes: string | null;
	statement: string;
	grade: string;
	source: string;
	amountMinor: number | null;
	currency: string | null;
	happenedAt: string | null;
}
const written = async (from: string): Promise<Written[]> =>
	(await world.store.read(
		builtStatement(
			'test/written',
			'read',
			`MATCH (a:Entity {id: $from})-[c]->(b:Entity) MATCH (p:Provenance {id: c.provenance})
			 RETURN c.id AS id, type(c) AS type, a.id AS from, b.id AS to, c.audience AS audience,
			 c.amountMinor AS amountMinor, c.currency AS currency, c.happenedAt AS happenedAt,
			 c.attributes AS attributes, p.statement AS statement, p.grade AS grade, p.sourceName AS source ORDER BY id`
		),
		{ from }
	)) as unknown as Written[];

const form = (from: string, to: string, more: Partial<ClaimForm> = {}): ClaimForm => ({
	once: crypto.randomUUID(),
	type: 'KNOWS',
	from,
	to,
	statement: 'fact',
	evaluation: ungraded,
	tlp: 'amber+strict',
	handling: [],
	description: '',
	...more
});
const add = (claim: ClaimForm, viewer = alpha) => {
	const { draft, source } = claimDraft(claim, viewer);
	return world.bring([draft], { viewer, source, tlp: claim.tlp });
};
let made = 0;
/** Two entities that another organisation described, under these markings. */
async function pair(a: Tlp, b: Tlp, owner = 'beta'): Promise<[string, string]> {
	const n = ++made;
	const [x, y] = [`x-other-${n}`, `y-other-${n}`];
	// No technical identifier: nothing but the entity itself ties a claim to it.
	const more = { identifiers: [], kind: 'person' as const };
	await world.bring([record(x, { ...more, tlp: a }), record(y, { ...more, tlp: b })], {
		viewer: analyst(owner, `ben of ${owner}`)
	});
	return [await entityOf(x), await entityOf(y)];
}
const counts = () => world.picture();

test('it joins the very entities, whoever described them, with its source, grade and word', async () => {
	const [from, to] = await pair('green', 'green');
	const done = await add(
		form(from, to, {
			tlp: 'green',
			statement: 'assessment',
			probability: 'likely',
			source: 'The neighbour',
			evaluation: { scheme: 'admiralty', source: 'C', information: '3' }
		})
	);
	expect(done).toMatchObject({ state: 'done', claims: 1, entities: 0, warningCount: 0 });
	expect(await written(from)).toMatchObject([
		{
			type: 'KNOWS',
			to,
			audience: ['community'],
			statement: 'assessment',
			grade: 'admiralty/C3',
			source: 'The neighbour',
			attributes: JSON.stringify({ x_faisceau_probability: 'phia/likely' })
		}
	]);
});

test('sent twice it is written once, and undoing its import leaves the graph as it was', async () => {
	const [from, to] = await pair('green', 'green');
	const before = await counts();
	const claim = form(from, to);
	const first = await add(claim);
	const after = await counts();
	const second = await add(claim);
	expect(second.claims).toBe(0);
	expect(await counts()).toBe(after);
	await world.ingest.undo(alpha, second.id);
	expect(await written(from)).toHaveLength(1);
	await world.ingest.undo(alpha, first.id);
	expect(await counts()).toBe(before);
});

test('a transfer keeps its amount to the last unit, and its day', async () => {
	const [from, to] = await pair('green', 'green');
	const amount = { minor: Number.MAX_SAFE_INTEGER, currency: 'EUR' };
	await add(form(from, to, { type: 'TRANSFERRED', amount, happenedAt: '2026-04-09' }));
	expect(await written(from)).toMatchObject([
		{
			type: 'TRANSFERRED',
			amountMinor: amount.minor,
			currency: 'EUR',
			happenedAt: '2026-04-09T00:00:00.000Z'
		}
	]);
});

test.each([
	[{ amount: { minor: 5, currency: 'EUR' } }, /belong to a transfer/],
	[{ happenedAt: '2026-04-09' }, /belong to a transfer/],
	[{ type: 'TRANSFERRED', amount: { minor: -5, currency: 'EUR' } }, /5/],
	[{ type: 'TRANSFERRED', amount: { minor: 0.5, currency: 'EUR' } }, /integer/],
	[{ type: 'TRANSFERRED', amount: { minor: 5, currency: 'PARSEC' } }, /smallest unit/],
	[{ type: 'TRANSFERRED', happenedAt: '2026-02-31' }, /no such day/]
] as const)('%j is refused with its reason', (more, reason) => {
	const { success, issues } = v.safeParse(ClaimForm, { ...form('a', 'b'), ...more });
	expect(success).toBe(false);
	expect(issues?.map(({ message }) => message).join(' ')).toMatch(reason);
});

test('undoing one claim leaves another on the same entities where it is', async () => {
	const [from, to] = await pair('green', 'green');
	const first = await add(form(from, to));
	await add(form(from, to, { type: 'MET' }));
	await world.ingest.undo(alpha, first.id);
	expect(await written(from)).toMatchObject([{ type: 'MET', to }]);
});

test('it never reaches further than both ends, whatever marking is asked for', async () => {
	const levels = fc.constantFrom(...tlpLevels.filter((tlp) => tlp !== 'red'));
	await fc.assert(
		fc.asyncProperty(levels, levels, fc.constantFrom(...tlpLevels), async (a, b, tlp) => {
			const [from, to] = await pair(a, b, 'alpha');
			await add(form(from, to, { tlp }));
			const strictest = Math.max(...[a, b, tlp].map((level) => tlpLevels.indexOf(level)));
			const [claim] = await written(from);
			const expected = {
				clear: 'everyone',
				green: 'community',
				amber: 'clients:alpha',
				'amber+strict': 'org:alpha',
				red: 'person:ann'
			}[tlpLevels[strictest] ?? 'red'];
			// Where the marking asked for is wider than an end, nothing is written: it is not narrowed silently.
			if (tlpLevels.indexOf(tlp) < strictest) expect(claim).toBeUndefined();
			else expect(claim?.audience).toEqual([expected]);
		}),
		{ numRuns: 25 }
	);
}, 60_000);

test('what the analyst may not see, no claim of theirs can be about', async () => {
	const [seen] = await pair('green', 'green');
	const [hidden] = await pair('amber+strict', 'amber+strict');
	const before = await counts();
	const done = await add(form(seen, hidden, { tlp: 'red' }));
	expect(done.claims).toBe(0);
	expect(await written(seen)).toEqual([]);
	await world.ingest.undo(alpha, done.id);
	expect(await counts()).toBe(before);
});
