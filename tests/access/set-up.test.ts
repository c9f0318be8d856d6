/** The last step of the set-up, asked of the real application: whose it is, when, and what the log says. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StoredEntry } from '#lib/domain/audit-entry.ts';
import { start, type App } from '#lib/server/app.ts';
import { readEntries } from '#lib/server/audit/queries.ts';
import { ask, origin } from './in-process.ts';
import { cookieOf, from, password } from './opened.ts';

let app: App;
let folder: string;
let first: string;
beforeAll(async () => {
	folder = mkdtempSync(path.join(tmpdir(), 'faisceau-set-up-'));
	app = await start({ data: folder, origin, empty: true, logLevel: 'silent' });
	const operator = await app.access.localOperator();
	await app.demonstration.load(operator);
	const token = new URL((await app.access.setUp.link()) ?? '').searchParams.get('token') ?? '';
	const made = await app.access.setUp.finish(token, {
		name: 'First',
		email: 'first@belmark.example',
		password
	});
	if (!made || 'problems' in made) throw new Error('no first account');
	first = made.account.id;
	for (const organisation of ['belmark', 'norland'])
		await app.access.accounts.create(operator, {
			name: 'Chief',
			email: `chief@${organisation}.example`,
			password,
			organisation,
			roles: ['administrator']
		});
}, 120_000);
afterAll(async () => {
	await app.close();
	rmSync(folder, { recursive: true });
});

const clear = async (email: string) => {
	const { cookies } = await app.access.signIn.password({ email, password }, from());
	const cookie = cookieOf(cookies);
	const page = await ask('/setup/finish', 'GET', { cookie });
	const body = { language: 'en', demonstration: 'clear' };
	const form = await ask('/setup/finish', '?/default', { cookie, body });
	return [page.status, form.status];
};
const entries = async () =>
	(await app.store.read(readEntries, { from: 1, to: 100_000 })).map(
		({ entry }) => entry as StoredEntry
	);
const loaded = async () => app.demonstration.loaded(await app.access.localOperator());

test('is nobody’s but theirs who made the first account: another administrator clears nothing', async () => {
	expect(await clear('chief@norland.example')).toEqual([404, 404]);
	expect(await clear('chief@belmark.example')).toEqual([404, 404]);
	expect(await loaded()).toBe(true);
});

test('clears the demonstration once, under its own action and the name of who did it', async () => {
	expect(await clear('first@belmark.example')).toEqual([200, 303]);
	expect(await loaded()).toBe(false);
	const all = await entries();
	const erasures = all.filter(({ operation }) => operation === 'erasure');
	expect(new Set(erasures.map(({ action }) => action))).toEqual(
		new Set(['ingest.undo', 'graph.unseed'])
	);
	for (const { actor, organisation } of erasures)
		expect({ actor, organisation }).toEqual({ actor: first, organisation: 'belmark' });
	const end = all.findLast(({ action }) => action === 'access.set-up');
	expect(end?.actor).toBe(first);
	expect(JSON.parse(end?.detail ?? '')).toMatchObject({ act: 'end', demonstration: 'cleared' });
	await app.demonstration.load(await app.access.localOperator());
	expect(await clear('first@belmark.example')).toEqual([404, 404]);
	expect(await loaded()).toBe(true);
});
