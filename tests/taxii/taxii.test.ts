/**
 * TAXII 2.1 through the real hook: what a key reaches, how it is refused, and how pages go on while
 * something is written. With PyPI's taxii2-client and stix2 where Python can have them.
 */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoredEntry } from '#lib/domain/audit-entry.ts';
import { stixObjects, contextRefs } from '#lib/export/stix.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { readEntries } from '#lib/server/audit/queries.ts';
import { openMarked, type Marks } from '../access/marked.ts';
import { from, password } from '../access/opened.ts';
import { asked, listening } from './server.ts';

const packages = ['taxii2-client==2.3.0', 'stix2==3.0.1'];
const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-taxii-'));
let world: Marks;
let python: string | undefined;

/** FAISCEAU_TAXII_PYTHON names one that is there already. */
function environment(): string | undefined {
	const there = process.env.FAISCEAU_TAXII_PYTHON;
	if (there !== undefined) return there;
	const steps: [string, string[]][] = [
		['python3', ['-m', 'venv', folder]],
		[
			path.join(folder, 'bin/python'),
			['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]
		]
	];
	for (const [command, options] of steps)
		if (spawnSync(command, options, { stdio: 'ignore', timeout: 280_000 }).status !== 0)
			return undefined;
	return path.join(folder, 'bin/python');
}

beforeAll(async () => {
	world = await openMarked();
	// What the builders write rests on an import called `none`.
	await world.app.store.write(
		builtStatement(
			'tests/import',
			'write',
			"CREATE (i:Import {id: 'none', state: 'done', endedAt: '2026-02-01T00:00:00.000Z'})"
		),
		{}
	);
	python = environment();
	if (python === undefined)
		console.log(`Clients of others did not run: Python cannot have ${packages.join(', ')}.`);
	// What ended a moment ago waits two seconds before it is handed out.
	await new Promise((resolve) => setTimeout(resolve, 2_500));
}, 300_000);
afterAll(async () => {
	await world.close();
	rmSync(folder, { recursive: true, force: true });
});

let keys = 0;
async function keyOf(title: string, ceiling = 'amber+strict', days = 30) {
	await world.signIn(title);
	const person = world.people.get(title);
	if (!person) throw new Error(`no account of ${title}`);
	const name = `program ${keys++}`;
	const made = await world.app.access.keys.make(
		{ viewer: person.viewer, session: person.session, from: from(person.cookie) },
		{ name, use: 'the platform of the unit', purpose: 'investigation', ceiling, days },
		{ password, code: '' }
	);
	if (!('key' in made)) throw new Error(JSON.stringify(made));
	return { ...made, name, person };
}

const accept = 'application/taxii+json;version=2.1';
async function get(at: string, key?: string, more: Record<string, string> = {}, method = 'GET') {
	const answer = await asked(
		new Request(`http://localhost:3102/taxii2${at}`, {
			method,
			headers: { accept, ...(key ? { authorization: `Bearer ${key}` } : {}), ...more }
		})
	);
	const text = await answer.text();
	return { status: answer.status, headers: answer.headers, text };
}
interface Envelope {
	objects?: { id: string; type: string }[];
	more?: boolean;
	next?: string;
}
const all = '/api/collections/up-to-amber-strict';
async function pages(key: string, limit: number, collection = all, query = '') {
	const ids: string[] = [];
	for (let next = ''; ;) {
		const { status, text } = await get(`${collection}/objects/?limit=${limit}${query}${next}`, key);
		expect(status, text).toBe(200);
		const page = JSON.parse(text) as Envelope;
		ids.push(...(page.objects ?? []).map(({ id }) => id));
		if (!page.more) return ids;
		next = `&next=${page.next}`;
	}
}

describe('what a key reaches', () => {
	test.each([1, 2, 3, 7, 1_000])(
		'pages of %i hold together what one export holds',
		async (limit) => {
			const { key, person } = await keyOf('analyst');
			const { graph } = await world.app.network.pull(
				{
					...person.viewer,
					audience: person.viewer.audience.filter((t) => !t.startsWith('person:'))
				},
				contextRefs
			);
			const one = stixObjects(graph).map(({ object }) => String(object.id));
			const found = await pages(key, limit);
			expect(one.length).toBeGreaterThan(7);
			expect(found.toSorted()).toEqual(one.toSorted());
		}
	);

	test('nothing above the ceiling, nothing RED, nothing restricted, nothing of another organisation', async () => {
		const words = async (title: string, ceiling: string, collection: string) => {
			const { key } = await keyOf(title, ceiling);
			const { text } = await get(`/api/collections/${collection}/objects/`, key);
			return new Set(world.marked.filter(({ word }) => text.includes(word)).map((m) => m.title));
		};
		const wide = await words('analyst', 'amber+strict', 'up-to-amber-strict');
		expect(wide).toContain('AMBER+STRICT, own organisation’s');
		expect([...wide].filter((title) => /RED/.test(title) && !/PAP/.test(title))).toEqual([]);
		expect(wide).not.toContain('AMBER + H1 + H2, own organisation’s');
		const green = await words('analyst', 'green', 'up-to-green');
		expect(green).toContain('GREEN');
		expect([...green].filter((title) => title.startsWith('AMBER'))).toEqual([]);
		const clear = await words('analyst', 'amber+strict', 'up-to-clear');
		expect(clear).toContain('CLEAR');
		expect(clear).not.toContain('GREEN');
		const other = await words('analyst of sefrin', 'amber+strict', 'up-to-amber-strict');
		expect(other).not.toContain('AMBER+STRICT, own organisation’s');
		expect(other).not.toContain('AMBER, own organisation’s');
	});

	test('a collection above the ceiling is as one that never was', async () => {
		const { key } = await keyOf('analyst', 'green');
		const above = await get(`${all}/objects/`, key);
		const never = await get('/api/collections/nothing/objects/', key);
		expect([above.status, above.text]).toEqual([404, never.text]);
		const { text } = await get('/api/collections/', key);
		expect((JSON.parse(text) as { collections: unknown[] }).collections).toHaveLength(2);
	});

	test('added_after gives what is new, and says when it came', async () => {
		const { key } = await keyOf('analyst');
		const { headers } = await get(`${all}/objects/`, key);
		const last = headers.get('x-taxii-date-added-last') ?? '';
		expect(last).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
		expect(await pages(key, 5, all, `&added_after=${last}`)).toEqual([]);
		const earlier = '2000-01-01T00:00:00Z';
		expect(await pages(key, 5, all, `&added_after=${earlier}`)).toEqual(await pages(key, 1_000));
	});

	test('match, one object, its version', async () => {
		const { key } = await keyOf('analyst');
		const [first = ''] = await pages(key, 1_000, all, '&match[type]=relationship');
		expect(first).toMatch(/^relationship--/);
		expect(await pages(key, 1_000, all, `&match[id]=${first}`)).toEqual([first]);
		expect(await pages(key, 1_000, all, '&match[spec_version]=2.0')).toEqual([]);
		expect(await pages(key, 1_000, all, '&match[version]=1999-01-01T00:00:00Z')).toEqual([]);
		const { text } = await get(`${all}/objects/${first}/versions/`, key);
		const { versions } = JSON.parse(text) as { versions: string[] };
		expect(await pages(key, 9, all, `&match[version]=${versions[0]}&match[id]=${first}`)).toEqual([
			first
		]);
		const none = await get(
			`${all}/objects/relationship--00000000-0000-4000-8000-000000000000/`,
			key
		);
		expect(none.status).toBe(404);
	});
});

describe('refused', () => {
	test('no key, a wrong one, one taken back, one that is over, one whose maker left', async () => {
		const none = await get('/', undefined);
		expect([none.status, none.headers.get('www-authenticate')]).toEqual([
			401,
			'Basic realm="Faisceau", charset="UTF-8", Bearer realm="Faisceau"'
		]);
		expect(JSON.parse(none.text)).toMatchObject({ http_status: '401' });
		const { key, made, person } = await keyOf('liaison');
		const wrong = key.slice(0, -1) + (key.endsWith('A') ? 'B' : 'A');
		expect((await get('/', wrong)).status).toBe(401);
		expect((await get('/', key)).status).toBe(200);
		expect(await world.app.access.keys.revoke(person.viewer, made.id)).toBe(true);
		expect((await get('/', key)).status).toBe(401);
		const over = await keyOf('analyst');
		expect((await get('/', over.key)).status).toBe(200);
		await world.app.store.write(
			builtStatement(
				'tests/over',
				'write',
				'MATCH (k:ApiKey {id: $id}) SET k.expiresAt = $at RETURN k.id AS id'
			),
			{ id: over.made.id, at: new Date(Date.now() - 1).toISOString() }
		);
		expect((await get('/', over.key)).status).toBe(401);
		const left = await keyOf('csirt');
		expect((await get('/', left.key)).status).toBe(200);
		const operator = await world.app.access.localOperator();
		await world.app.access.accounts.setDisabled(operator, left.person.email, true);
		expect((await get('/', left.key)).status).toBe(401);
	});

	test('a key in the address, and what cannot be understood', async () => {
		const { key, name } = await keyOf('analyst');
		expect((await get(`/?x=${key}`, key)).status).toBe(400);
		expect((await get('/?access_token=abc', key)).status).toBe(400);
		for (const query of [
			'limit=0',
			'limit=-1',
			'limit=x',
			'limit=1&limit=2',
			'next=zz',
			'next=../..',
			`next=${Buffer.from('2026 relationship--x').toString('base64url')}`,
			'added_after=yesterday',
			'added_after=2026-02-30T25:00:00Z',
			'match[version]=new',
			'match[colour]=red'
		])
			expect((await get(`${all}/objects/?${query}`, key)).status, query).toBe(400);
		expect((await get(`${all}/objects/?limit=99999999999999999`, key)).status).toBe(200);
		expect((await get('/', key, { accept: 'text/html' })).status).toBe(406);
		expect((await get('/', key, { accept: 'application/taxii+json;version=2.0' })).status).toBe(
			406
		);
		const basic = (who: string) => `Basic ${Buffer.from(`${who}:${key}`).toString('base64')}`;
		expect((await get('/', undefined, { authorization: basic(name) })).status).toBe(200);
		expect((await get('/', undefined, { authorization: basic('another') })).status).toBe(401);
		const forged = { 'x-user': 'operator', 'x-forwarded-user': 'operator' };
		expect((await get('/', undefined, forged)).status).toBe(401);
	});

	test('nothing is written, and no other site is let in', async () => {
		const { key } = await keyOf('analyst');
		const objects = `${all}/objects/`;
		for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'POST']) {
			const { status, headers } = await get('/', key, { origin: 'https://evil.example' }, method);
			expect([method, status, headers.get('allow')]).toEqual([method, 405, 'GET, HEAD']);
			expect(headers.get('access-control-allow-origin')).toBeNull();
		}
		expect((await get(objects, key, { 'content-type': accept }, 'POST')).status).toBe(403);
		expect((await get(objects, key, { 'content-type': 'application/json' }, 'POST')).status).toBe(
			415
		);
		expect((await get('/api/nothing/', key)).status).toBe(404);
	});

	test('a role that may not make keys makes none, nor does a wrong password', async () => {
		await expect(keyOf('researcher')).rejects.toThrow();
		const { person } = await keyOf('analyst');
		const later = { viewer: person.viewer, session: 'another', from: from(person.cookie) };
		const form = { use: 'the platform of the unit', purpose: 'investigation', days: 30 };
		const asked = { ...form, name: 'later', ceiling: 'green' };
		const { keys } = world.app.access;
		expect(await keys.make(later, asked, { password: 'wrong', code: '' })).toEqual({
			refused: 'wrong'
		});
		const bad = { ...asked, days: 366, ceiling: 'red', name: 'a:b', use: 'x' };
		const refused = await keys.make(later, bad, { password, code: '' });
		expect(refused).toEqual({ problems: ['name', 'use', 'ceiling', 'days'] });
	});
});

test('what left is in the log with the key, and the key is nowhere in the graph', async () => {
	const { key, made } = await keyOf('analyst');
	await get(`${all}/objects/?limit=3`, key);
	const entries = (await world.app.store.read(readEntries, { from: 1, to: 100_000 })).map(
		({ entry }) => entry as StoredEntry
	);
	const mine = entries.filter(
		({ action, detail }) => action === 'api.pull' && detail.includes(made.id)
	);
	expect(mine).toHaveLength(1);
	expect(mine[0]).toMatchObject({ operation: 'disclosure', outcome: 'done' });
	expect(JSON.parse(mine[0]?.detail ?? '{}')).toMatchObject({ objects: 3, for: 'own' });
	expect(JSON.stringify(entries)).not.toContain(key);
	const [listed] = await world.app.access.keys.list((await keyOf('analyst')).person.viewer);
	expect(JSON.stringify(listed)).not.toContain(key.slice(21));
});

test('taxii2-client pulls it all, page by page, and stix2 reads it', async ({ skip }) => {
	if (python === undefined) return skip('there is no taxii2-client');
	const { key, name } = await keyOf('analyst');
	const { address, close } = await listening();
	try {
		const { stdout } = await promisify(execFile)(
			python,
			['tests/taxii/client.py', address, name, key, '4'],
			{ maxBuffer: 64 * 1024 * 1024 }
		);
		const told = JSON.parse(stdout) as {
			paths: string[];
			collections: Record<'ids' | 'manifest', string[]>[];
		};
		expect(told.paths).toEqual(['/taxii2/api/']);
		expect(told.collections).toHaveLength(4);
		const widest = told.collections.at(-1);
		expect(widest).toMatchObject({ title: 'Up to TLP:AMBER+STRICT', can_write: false, largest: 4 });
		expect(widest?.ids).toEqual(await pages(key, 1_000));
		expect(widest?.manifest).toEqual(widest?.ids);
	} finally {
		close();
	}
}, 120_000);
