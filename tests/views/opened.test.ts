/** Opening a saved view: the log says which view and what of it was shown, and nothing of what was not. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StoredEntry } from '#lib/domain/audit-entry.ts';
import { readEntries } from '#lib/server/audit/queries.ts';
import { ask } from '../access/in-process.ts';
import { hub, openMarked, type Marks } from '../access/marked.ts';

let world: Marks;
beforeAll(async () => {
	world = await openMarked();
});
afterAll(() => world.close());

const by = (title: string, verb: string, asked: object) =>
	ask('/views/saved.json', verb, { cookie: world.people.get(title)?.cookie ?? '', ...asked });
const idOf = (title: string) => world.marked.find((one) => one.title === title)?.id ?? '';
const saved = async (ids: string[]) => {
	const outline = { bringers: [{ nodes: ids }] };
	const { text } = await by('analyst', 'PUT', { body: { name: 'around it', ids, outline } });
	return (JSON.parse(text) as { id: string }).id;
};
const lastOf = async (title: string) => {
	const entries = await world.app.store.read(readEntries, { from: 1, to: 1_000_000 });
	const account = world.people.get(title)?.viewer.account;
	return entries
		.map(({ entry }) => entry as StoredEntry)
		.findLast(({ actor }) => actor === account);
};
const opened = async (title: string, id: string) => {
	const { status } = await by(title, 'GET', { search: new URLSearchParams({ id }).toString() });
	const last = await lastOf(title);
	return { status, subjects: last?.subjects, detail: last?.detail ?? '' };
};
/** How the log writes the ids that are made for tests. */
const written = async (...ids: string[]) => {
	const viewer = world.people.get('analyst')?.viewer ?? null;
	await world.app.network.nodes(viewer, ids);
	return (await lastOf('analyst'))?.subjects ?? [];
};

test('an entry names the view and what its reader was shown of it, not what else is in it', async () => {
	const hidden = idOf('AMBER+STRICT, own organisation’s');
	const wide = idOf('GREEN');
	const id = await saved([hub, hidden, wide]);
	const other = await opened('analyst of sefrin', id);
	expect(other.status).toBe(200);
	expect(other.subjects?.toSorted()).toEqual([id, ...(await written(hub, wide))].toSorted());
	expect(JSON.parse(other.detail)).toMatchObject({ entities: 2 });
	const all = await written(hub, hidden, wide);
	const own = await opened('analyst', id);
	expect(own.subjects?.toSorted()).toEqual([id, ...all].toSorted());
});

test('where nothing of it is shown, the entry says no more than that it was asked for', async () => {
	const id = await saved([idOf('AMBER+STRICT, own organisation’s')]);
	const other = await opened('analyst of sefrin', id);
	expect(other).toMatchObject({ status: 404, subjects: [id] });
	expect(JSON.parse(other.detail)).toMatchObject({ entities: 0 });
});
