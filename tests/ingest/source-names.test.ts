/** The name of a source is part of what a statement says: it reaches who sees that statement, and no one else. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RecordDraft } from '#lib/domain/draft.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { newsSince } from '#lib/server/home/news.ts';
import { networkOf, type Network } from '#lib/server/network/network.ts';
import { analyst, openWorld, record, type World } from './world.ts';

let world: World;
let network: Network;
const beta = analyst('beta');
beforeEach(async () => {
	world = await openWorld();
	network = networkOf({ store: world.store, audit: world.audit, now: () => new Date(0) });
});
afterEach(() => world.close());

const speaking = (ref: string, name: string, more: Partial<RecordDraft>) =>
	record(ref, { names: [name], ...more });
const sourceOf = async (viewer: Viewer, name: string) => {
	const [hit] = (await network.search(viewer, name)).hits;
	const card = await network.card(viewer, hit?.id ?? '');
	return card?.records.map(({ source }) => source.name);
};
const news = (viewer: Viewer) =>
	newsSince(world.store, viewer.audience, '2025-01-01T00:00:00.000Z');

test('a name given in a RED record alone stays with who reads that record', async () => {
	await world.bring([
		speaking('malware--a', 'Lark', { tlp: 'clear', source: { ref: 'src-77' } }),
		speaking('malware--b', 'Nightjar', {
			tlp: 'red',
			source: { ref: 'src-77', name: 'Informant Secret' }
		})
	]);
	expect(await sourceOf(beta, 'Lark')).toEqual(['src-77']);
	expect(JSON.stringify(await news(beta))).not.toContain('Secret');
	expect((await news(beta)).items.map(({ source }) => source.name)).toEqual([null]);
});

test('a colleague gives a source another name for their own statements only', async () => {
	await world.bring([speaking('malware--a', 'Lark', { tlp: 'green' })]);
	const before = await sourceOf(beta, 'Lark');
	await world.bring(
		[
			speaking('malware--b', 'Heron', {
				tlp: 'green',
				source: { ref: 'import:alpha', name: 'Another name' }
			})
		],
		{ viewer: analyst('alpha', 'colleague') }
	);
	expect(before).toEqual(['alpha']);
	expect(await sourceOf(beta, 'Lark')).toEqual(before);
	expect(await sourceOf(beta, 'Heron')).toEqual(['Another name']);
});

test('of several records of the source itself, the one that reaches furthest names it', async () => {
	const colleague = { viewer: analyst('alpha', 'colleague') };
	const names = ['Wren', 'Robin', 'Finch', 'Crane', 'Stork'];
	const author = (name: string) => `identity--of-${name}`;
	const by = (name: string) => ({ tlp: 'green', source: { ref: author(name) } }) as const;
	// RED and seen by its writer alone, so that a colleague's GREEN one is another entity.
	await world.bring(
		names.map((name) => speaking(author(name), `True ${name}`, { tlp: 'red', identifiers: [] }))
	);
	await world.bring(
		names.flatMap((name) => [
			speaking(author(name), `Institute ${name}`, { tlp: 'green', identifiers: [] }),
			speaking(`malware--${name}`, name, by(name))
		]),
		colleague
	);
	// The first importer sees both.
	await world.bring(names.map((name) => speaking(`tool--${name}`, `Tool ${name}`, by(name))));
	for (const name of names) expect((await sourceOf(beta, name))?.at(0)).toBe(`Institute ${name}`);
});

test('the list of what is new tells no source of what is restricted', async () => {
	const source = { ref: 'src-77', name: 'Informant Secret' };
	await world.bring([
		speaking('malware--a', 'Lark', { tlp: 'green', source }),
		speaking('malware--b', 'Nightjar', { tlp: 'green', source, handling: ['H1'] })
	]);
	const { items } = await news(beta);
	expect(items.map(({ handling, source: { name } }) => [handling, name]).toSorted()).toEqual([
		[[], 'Informant Secret'],
		[['H1'], null]
	]);
	const restricted = items.find(({ handling }) => handling.length > 0);
	const card = await network.card(beta, (await network.search(beta, 'Lark')).hits[0]?.id ?? '');
	expect(card?.records[0]?.source.id).toBeTruthy();
	expect(JSON.stringify(restricted)).not.toContain(card?.records[0]?.source.id);
});
