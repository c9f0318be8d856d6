/** The world through the real writer, on an embedded store: what is joined there, and who sees it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onCase } from '#lib/domain/audience.ts';
import { caseIdOf } from '#lib/domain/case-number.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { helix, story } from '../../seed/helix.ts';
import { belmarkCaseNumber } from '../../seed/helix/sources.ts';
import { keptApart } from '../../seed/helix/cases.ts';
import { tokensFor } from '#lib/domain/audience.ts';
import { analyst, openWorld, type World } from '../ingest/world.ts';
import { seenBy, stixOf } from './sight.ts';

const deliveries = helix();
let world: World;
const warnings: unknown[] = [];
let entities = 0;
let claims = 0;

beforeAll(async () => {
	world = await openWorld();
	for (const {
		owner,
		source,
		tlp,
		evaluation,
		purpose,
		obtainedAt,
		caseNumber,
		drafts
	} of deliveries) {
		const viewer = analyst(owner, `seed-${owner}`);
		const result = await world.bring(drafts, {
			file: source.name,
			viewer,
			source,
			tlp,
			evaluation,
			purpose,
			obtainedAt,
			...(caseNumber ? { caseNumber } : {}),
			demonstration: true
		});
		expect(result.state, source.name).toBe('done');
		expect(result.rejected, source.name).toEqual([]);
		warnings.push(...result.warnings);
		entities += result.entities;
		claims += result.claims;
	}
});
afterAll(() => world.close());

test('everything is written, nothing is remarked on but the two unusual claims', () => {
	expect(entities).toBe(story().things.size + keptApart.length);
	expect(claims).toBe(seenBy(deliveries).links.length);
	expect(
		warnings.filter((warning) => !/copper-host|vostrel-desk/.test(JSON.stringify(warning)))
	).toEqual([]);
});

test('an analyst of Belmark sees in the store what the audience rule says', async () => {
	const expected = seenBy(deliveries, 'belmark');
	const audience = tokensFor('belmark', 'someone', true);
	const rows = await world.store.read(
		builtStatement(
			'test/seen',
			'read',
			'MATCH ()-[c]->() WHERE c.ref IS NOT NULL AND any(t IN c.audience WHERE t IN $audience) RETURN c.ref AS ref ORDER BY ref'
		),
		{ audience }
	);
	expect(rows.map(({ ref }) => ref)).toEqual(expected.links.map(({ claim }) => claim.ref).sort());
	const seen = await world.store.read(
		builtStatement(
			'test/entities-seen',
			'read',
			'MATCH (r:Record)-[:DESCRIBES]->(e:Entity) WHERE any(t IN r.audience WHERE t IN $audience) RETURN count(DISTINCT e.id) AS entities'
		),
		{ audience }
	);
	expect(seen).toEqual([{ entities: new Set(expected.records.map(stixOf)).size }]);
});

test('a prosecutor in charge of Belmark’s case sees what was brought in for it, without what is RED', async () => {
	const expected = deliveries
		.filter(({ caseNumber }) => caseNumber === belmarkCaseNumber)
		.flatMap(({ drafts }) => drafts)
		.flatMap((draft) =>
			draft.draft === 'claim' && (draft.tlp ?? 'amber+strict') !== 'red' ? [draft.ref] : []
		);
	const read = (number: string) =>
		world.store.read(
			builtStatement(
				'test/of-case',
				'read',
				`MATCH (a)-[c]->(b) WHERE c.ref IS NOT NULL AND any(t IN c.audience WHERE t IN $audience)
				 RETURN c.ref AS ref, COUNT { MATCH (a)<-[:DESCRIBES]-(r:Record) WHERE any(t IN r.audience WHERE t IN $audience) } AS ends
				 ORDER BY ref`
			),
			{ audience: [onCase('belmark', caseIdOf(number))] }
		);
	const seen = await read(belmarkCaseNumber);
	expect(seen.map(({ ref }) => ref)).toEqual(expected.toSorted());
	expect(expected.length).toBeGreaterThan(50);
	for (const { ends } of seen) expect(ends).toBeGreaterThan(0);
	// The number of Corland's own case opens nothing of it in Belmark.
	expect(await read('CL-26-551')).toEqual([]);
});

test('loading it again changes nothing', async () => {
	const before = await world.picture();
	for (const {
		owner,
		source,
		tlp,
		evaluation,
		purpose,
		obtainedAt,
		caseNumber,
		drafts
	} of helix()) {
		const again = await world.bring(drafts, {
			file: source.name,
			viewer: analyst(owner, `seed-${owner}`),
			source,
			tlp,
			evaluation,
			purpose,
			obtainedAt,
			...(caseNumber ? { caseNumber } : {}),
			demonstration: true
		});
		expect(again).toMatchObject({ entities: 0, records: 0, claims: 0 });
	}
	expect(await world.picture()).toBe(before);
});
