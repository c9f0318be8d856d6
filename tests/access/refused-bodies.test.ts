/** A refusal of what is asked in JSON names what was asked for, as one of an address does. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StoredEntry } from '#lib/domain/audit-entry.ts';
import { bodyLimit, idsInBody } from '#lib/server/access/request.ts';
import { readEntries } from '#lib/server/audit/queries.ts';
import { ask } from './in-process.ts';
import { hub, openMarked, type Marks } from './marked.ts';

let world: Marks;
beforeAll(async () => {
	world = await openMarked();
});
afterAll(() => world.close());

const last = async () => {
	const entries = await world.app.store.read(readEntries, { from: 1, to: 1_000_000 });
	return entries.map(({ entry }) => entry as StoredEntry).at(-1);
};

test('the entry of a refusal names the ids of the body', async () => {
	const cookie = world.people.get('administrator')?.cookie ?? '';
	const importId = 'a1'.repeat(16);
	const { status } = await ask('/network/nodes.json', 'POST', {
		cookie,
		body: { ids: [importId, hub] }
	});
	expect(status).toBe(403);
	const entry = await last();
	expect(entry).toMatchObject({ action: 'network.expand', outcome: 'refused' });
	expect(entry?.subjects).toHaveLength(2);
	expect(entry?.subjects).toContain(importId);
});

const sent = (body: string, headers: Record<string, string> = {}) =>
	new Request('http://localhost/', {
		method: 'POST',
		body,
		headers: {
			'content-type': 'application/json',
			'content-length': String(body.length),
			...headers
		}
	});

test('ids are read under the names that ids have, a hundred at most, and no other text', async () => {
	const body = {
		entity: 'a',
		ids: ['b', 'a', 7, '', 'x'.repeat(201)],
		from: 'c',
		to: 3,
		text: 'no'
	};
	expect(await idsInBody(sent(JSON.stringify(body)))).toEqual(['a', 'c', 'b']);
	const many = JSON.stringify({ entities: Array.from({ length: 150 }, (_, n) => `e${n}`) });
	expect(await idsInBody(sent(many))).toHaveLength(100);
});

test('what is no JSON, too long, of no said length or read already names nothing, and nothing fails', async () => {
	for (const body of ['null', '7', '"entity"', '[]', '{', ''])
		expect(await idsInBody(sent(body)), body).toEqual([]);
	const sound = '{"entity":"a"}';
	expect(await idsInBody(sent(sound, { 'content-type': 'text/plain' }))).toEqual([]);
	expect(await idsInBody(sent(sound, { 'content-length': String(bodyLimit + 1) }))).toEqual([]);
	for (const gone of ['content-length', 'content-type']) {
		const request = sent(sound);
		request.headers.delete(gone);
		expect(await idsInBody(request), gone).toEqual([]);
	}
	const read = sent(sound);
	await read.text();
	expect(await idsInBody(read)).toEqual([]);
});
