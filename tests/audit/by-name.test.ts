/** An auditor finds entries by the name of an entity, under what their own organisation may see, and is shown ids. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StoredEntry } from '#lib/domain/audit-entry.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { forOwn } from '#lib/domain/recipient.ts';
import { inspectionOf, mostNamed, type Inspection } from '#lib/server/audit/inspection.ts';
import { idsNamed } from '#lib/server/network/named.ts';
import { networkOf, type Network } from '#lib/server/network/network.ts';
import { tokensFor } from '#lib/domain/audience.ts';
import { analyst, openWorld, record, type World } from '../ingest/world.ts';
import { entriesOf } from './opened.ts';

let world: World;
let inspection: Inspection;
let network: Network;
const now = () => new Date('2026-11-22T12:00:00.000Z');
const auditor = (organisation: string): Viewer => ({
	...analyst(organisation, `${organisation}-auditor`),
	roles: ['auditor'],
	audience: []
});
const sha = { scheme: 'sha256' as const, value: 'ab'.repeat(32) };

beforeEach(async () => {
	world = await openWorld();
	network = networkOf({ store: world.store, audit: world.audit, now });
	inspection = inspectionOf(
		world.store,
		world.audit,
		(viewer, text, limit) =>
			idsNamed(world.store, tokensFor(viewer.organisation.id, viewer.account, false), text, limit),
		() => new Date('2026-11-22T10:00:00Z')
	);
	await world.bring([
		record('malware--a', { names: ['Nightjar', 'Caprimulgus'], identifiers: [sha] }),
		record('malware--b', { names: ['Lark'] }),
		record('malware--r', { names: ['Redstart'], tlp: 'red' }),
		record('identity--v', {
			kind: 'person',
			names: ['Teo Vandrel'],
			dataSubject: 'victim',
			tlp: 'green'
		})
	]);
	await world.bring([record('malware--s', { names: ['Sandpiper'] })], { viewer: analyst('beta') });
});
afterEach(() => world.close());

const ana = analyst('alpha');
const open = async (name: string, who = ana) => {
	const id = (await network.search(who, name)).hits[0]?.id ?? '';
	await network.card(who, id);
	return id;
};
const cards = async (name: string, who = auditor('alpha')) => {
	const { rows, named } = await inspection.search(who, { name });
	return { named, about: rows.filter(({ action }) => action === 'network.card').map(subjectsOf) };
};
const subjectsOf = ({ subjects }: StoredEntry) => subjects;

test('a name, an alias and an identifier find who opened it; what is shown holds no name', async () => {
	const id = await open('Nightjar');
	await open('Lark');
	for (const name of ['nightjar', 'Caprimulgus', sha.value]) {
		expect(await cards(name), name).toEqual({ named: { total: 1, taken: 1 }, about: [[id]] });
	}
	const page = await inspection.search(auditor('alpha'), { name: 'nightjar' });
	expect(JSON.stringify(page)).not.toMatch(/nightjar|caprimulgus/i);
	expect((await cards('')).named).toBeNull();
});

test('what the auditor’s organisation may not see and what does not exist answer alike', async () => {
	await open('Sandpiper', analyst('beta'));
	const looked = async (name: string) => {
		const page = await inspection.search(auditor('alpha'), { name });
		return { next: page.next, named: page.named, from: page.searched.from };
	};
	const unknown = await looked('Nosuchthing');
	expect(unknown.named).toEqual({ total: 0, taken: 0 });
	expect(await looked('Sandpiper')).toEqual(unknown);
	// RED belongs to the account that brought it, not to its organisation.
	expect(await looked('Redstart')).toEqual(unknown);
	// A victim is found by id only, as anywhere without a reason.
	expect(await looked('Teo Vandrel')).toEqual(unknown);
	expect((await cards('Nosuchthing')).about).toEqual([]);
	expect((await cards('Sandpiper', auditor('beta'))).about).toHaveLength(1);
});

test('asking leaves an entry with what the name stood for and a commitment, never the name', async () => {
	const id = await open('Nightjar');
	await inspection.search(auditor('alpha'), { name: 'Nightjar' });
	const last = (await entriesOf(world.store)).at(-1);
	expect(last).toMatchObject({ action: 'audit.read', subjects: [id] });
	expect(JSON.parse(last?.detail ?? '')).toMatchObject({
		act: 'search',
		name: world.audit.commit('Nightjar'),
		named: 1
	});
	expect(JSON.stringify(last)).not.toContain('Nightjar');
	const { proofs } = await inspection.export(auditor('alpha'), { name: 'Nightjar' }, forOwn());
	expect(proofs.length).toBeGreaterThan(0);
	for (const { entry } of proofs) expect(entry.subjects).toContain(id);
	expect((await entriesOf(world.store)).at(-1)?.detail).toContain('"named":1');
});

test('more than are looked for is said, never cut in silence', async () => {
	const many = mostNamed + 10;
	await world.bring(
		Array.from({ length: many }, (_, i) => record(`tool--${i}`, { names: [`Heron ${i}`] }))
	);
	expect((await cards('Heron')).named).toEqual({ total: many, taken: mostNamed });
});
