/**
 * What the start page says to somebody beside whom something hidden stands: each of its queries is
 * asked with statements in reach that are narrower than the rest, and tells nothing of them.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Viewer } from '#lib/domain/viewer.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { applySchema } from '#lib/server/graph/schema.ts';
import { homeOf, type Home } from '#lib/server/home/home.ts';
import { embeddedForTest, type TestStore } from '../contract/engines.ts';
import { viewers, writeWorld } from '../contract/world.ts';

const since = '2025-12-31T00:00:00.000Z';
const asOf = (account: string, audience: readonly string[]): Viewer => ({
	account,
	name: account,
	organisation: { id: 'belmark', name: 'Belmark national unit' },
	roles: ['analyst'],
	audience,
	operator: false
});
const ana = asOf('ana', viewers.ana);
/** Of the same organisation, without the RED that was opened to ana alone. */
const bea = asOf(
	'bea',
	viewers.ana.filter((token) => token !== 'person:ana')
);
const guest = asOf('guest', viewers.guest);

/** Under a statement that everyone sees stands an incident that only Belmark sees; RED is ana's alone. */
const hidden = [
	`CREATE (e:Entity:Incident {id: 'e-incident', kind: 'incident'})
	 CREATE (r:Record {id: 'r-incident', audience: ['org:belmark'], provenance: 'p-mitre', revoked: false})
	 CREATE (r)-[:DESCRIBES]->(e)`,
	`CREATE (p:Provenance {id: 'p-secret', audience: ['person:ana'], owner: 'belmark', import: 'i-mitre',
	  source: 's-mitre', tlp: 'red', demonstration: false, reviewBy: '2026-06-01', awaits: ['marking-definition--1']})
	 CREATE (e:Entity:Person {id: 'e-secret', kind: 'person'})
	 CREATE (r:Record {id: 'r-secret', audience: ['person:ana'], provenance: 'p-secret', revoked: false})
	 CREATE (r)-[:DESCRIBES]->(e)`,
	`MATCH (p:Provenance {id: 'p-secret'}) MATCH (s:Source {id: 's-mitre'}) CREATE (p)-[:FROM]->(s)`,
	// Against the rules of the graph: a record that reaches further than its statement.
	`CREATE (r:Record {id: 'r-loose', audience: ['org:belmark'], provenance: 'p-secret', revoked: false})`,
	// Shown to the organisation, with a record under it that is narrower: the date counts its own only.
	`CREATE (p:Provenance {id: 'p-wide', audience: ['org:belmark'], owner: 'belmark', import: 'i-bank',
	  source: 's-mitre', tlp: 'amber', demonstration: false, reviewBy: '2026-07-01'})
	 CREATE (e:Entity:Person {id: 'e-wide', kind: 'person'})
	 CREATE (r:Record {id: 'r-wide', audience: ['person:ana'], provenance: 'p-wide', revoked: false})
	 CREATE (r)-[:DESCRIBES]->(e)`
];

let opened: TestStore;
let home: Home;
beforeAll(async () => {
	opened = await embeddedForTest();
	await applySchema(opened.store);
	await opened.store.transaction(writeWorld);
	for (const text of hidden)
		await opened.store.transaction(({ run }) =>
			run(builtStatement('test/hidden', 'write', text), {})
		);
	home = await homeOf({
		store: opened.store,
		audit: {
			consult: () => Promise.resolve(),
			write: (_event, work) => opened.store.transaction(work),
			commit: (text) => text
		},
		now: () => new Date('2026-11-22T10:00:00.000Z')
	});
});
afterAll(() => opened.end());

const kindsFor = async (viewer: Viewer) => {
	const { items } = await home.news(viewer, since);
	return items.map(({ kinds }) => kinds.map(({ kind }) => kind).sort());
};

test('a narrower record under a statement that everyone sees is in no count of the news', async () => {
	expect(await kindsFor(bea)).toContainEqual(expect.arrayContaining(['incident']));
	expect(await kindsFor(guest)).toEqual([['concept', 'group', 'location', 'malware']]);
	const [item] = (await home.news(guest, since)).items;
	expect(item?.samples).not.toContain('e-incident');
	expect(item?.entities).toBe(item?.kinds.reduce((sum, { entities }) => sum + entities, 0));
});

test('a statement one may not see changes neither the kinds nor the marking of the item', async () => {
	const of = async (viewer: Viewer) => (await home.news(viewer, since)).items[0];
	expect((await of(ana))?.tlp).toBe('red');
	expect((await of(ana))?.kinds).toContainEqual({ kind: 'person', entities: 1 });
	expect((await of(bea))?.tlp).toBe('green');
	expect((await of(bea))?.kinds.map(({ kind }) => kind)).not.toContain('person');
});

test('reviews of one’s own organisation count what one may see, statement by statement and record by record', async () => {
	expect((await home.waiting(ana)).overdue).toEqual({
		records: 3,
		atLeast: false,
		oldest: '2026-06-01'
	});
	expect((await home.waiting(bea)).overdue).toBeNull();
});

test('what is held back for its importer alone is not told to a colleague', async () => {
	expect((await home.waiting(ana)).held).toEqual([{ import: 'i-mitre', total: 1 }]);
	expect((await home.waiting(bea)).held).toEqual([]);
});
