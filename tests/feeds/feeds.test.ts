/** Feeds from the first look to the graph: a TAXII server, an address and a folder of others; faults, waits, whose name. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FeedForm } from '#lib/domain/feed.ts';
import { readEntries } from '#lib/server/audit/queries.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { FeedFault } from '#lib/server/feeds/fault.ts';
import { feedsOf, type Feeds } from '#lib/server/feeds/feeds.ts';
import { grantsOf } from '#lib/server/feeds/guard.ts';
import { sealerOf } from '#lib/server/feeds/sealed.ts';
import { keyedIds } from '#lib/server/ingest/ids.ts';
import { readers } from '#lib/server/ingest/readers.ts';
import { analyst, openWorld } from '../ingest/world.ts';
import { collection, foreignServer, indicator, type Foreign } from './server.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
let foreign: Foreign;
let feeds: Feeds;
let folder: string;
let ids = 0;
const ana = analyst('alpha', 'ana');
const secret = Buffer.alloc(32, 7);

const newFeeds = () =>
	feedsOf({
		store: world.store,
		audit: world.audit,
		ingest: world.ingest,
		now: world.now,
		newId: () => String(++ids).padStart(32, 'f'),
		idOf: keyedIds(secret),
		sealer: sealerOf(secret),
		grants: grantsOf(`inside+${foreign.origin}`),
		folder,
		viewerOf: async (account) => world.people.get(account) ?? null,
		log: (message, detail) => console.error(message, detail),
		limits: { idleMs: 300, wholeMs: 2_000, bytes: 100_000 },
		chance: () => 0.5
	});

beforeEach(async () => {
	world = await openWorld({ readers: [...readers] });
	world.people.set('ana', ana);
	foreign = await foreignServer(2);
	folder = mkdtempSync(path.join(tmpdir(), 'faisceau-feeds-'));
	feeds = newFeeds();
});
afterEach(async () => {
	await feeds.close();
	await world.close();
	await foreign.close();
	rmSync(folder, { recursive: true, force: true });
});

const settings = {
	name: 'Partner',
	source: 'Partner unit',
	tlp: 'amber+strict',
	hold: 'none',
	everyMinutes: 60
} as const;
const taxii = (more: Partial<{ user: string; password: string }> = {}): FeedForm => ({
	...settings,
	way: 'taxii',
	address: `${foreign.origin}/taxii2/api/`,
	collection,
	user: '',
	password: '',
	...more
});
const address = (to: string): FeedForm => ({
	...settings,
	way: 'address',
	address: `${foreign.origin}${to}`,
	user: '',
	password: ''
});
const inFolder: FeedForm = { ...settings, way: 'folder', address: 'incoming' };

/** Makes a feed and waits for its first look. */
async function made(form: FeedForm): Promise<string> {
	const id = await feeds.make(ana, form);
	await (
		await feeds.poll(ana, id)
	).finished;
	return id;
}
async function polled(id: string) {
	await (
		await feeds.poll(ana, id)
	).finished;
	return stateOf(id);
}
async function stateOf(id: string) {
	const found = (await feeds.list(ana)).find((each) => each.id === id);
	if (!found) throw new Error('no such feed');
	return found;
}
const values = async (): Promise<unknown[]> =>
	(
		await world.store.read(
			builtStatement(
				'test/names',
				'read',
				'MATCH (r:Record) RETURN r.names AS names ORDER BY names'
			),
			{}
		)
	).flatMap(({ names }) => names as string[]);
const add = (n: number) =>
	foreign.held.push({ at: `2026-01-0${n}T00:00:00.000000Z`, object: indicator(n) });
const entries = async () =>
	(await world.store.read(readEntries, { from: 1, to: 10_000 })).map(
		({ entry }) =>
			entry as {
				action: string;
				outcome: string;
				subjects: string[];
				detail: string;
				actor: string;
			}
	);

describe('a TAXII collection', () => {
	test('comes in whole, then only what is new, then nothing; each look is in the log', async () => {
		add(1);
		add(2);
		add(3);
		const id = await made(taxii());
		expect(await values()).toHaveLength(3);
		const first = await stateOf(id);
		expect(first).toMatchObject({ fault: null, failures: 0, isPolling: false });
		add(4);
		const second = await polled(id);
		expect(second.import).not.toBe(first.import);
		expect(await values()).toContain('indicator-4.example');
		expect(foreign.asked.at(-1)?.url).toContain('added_after=2026-01-03T00');
		expect((await world.ingest.read(ana, second.import ?? ''))?.read).toBe(1);
		const third = await polled(id);
		expect([third.import, third.broughtAt]).toEqual([second.import, second.broughtAt]);
		expect((third.succeededAt ?? '') > (second.succeededAt ?? '')).toBe(true);
		const looks = (await entries()).filter(({ action }) => action === 'feeds.poll');
		expect(looks.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done']);
	});

	test('what its import refuses is not passed over: the same is asked for again', async () => {
		add(1);
		foreign.paths.set(`/taxii2/api/collections/${collection}/objects/`, (_, answer) => {
			answer.writeHead(200, {
				'content-type': 'application/taxii+json;version=2.1',
				'x-taxii-date-added-last': '2026-01-05T00:00:00.000000Z'
			});
			answer.write('{"objects":[');
			answer.end(`${JSON.stringify(indicator(1))}]`);
		});
		const id = await made(taxii());
		expect(await stateOf(id)).toMatchObject({ fault: 'not-taxii', failures: 1, import: null });
		foreign.paths.clear();
		expect(await polled(id)).toMatchObject({ fault: null, failures: 0 });
		expect(await values()).toEqual(['indicator-1.example']);
	});

	test('a page that fails in the middle leaves nothing, and nothing is passed over', async () => {
		for (const n of [1, 2, 3, 4, 5]) add(n);
		const objects = `/taxii2/api/collections/${collection}/objects/`;
		foreign.paths.set(objects, (asked, answer) => {
			const isFirst = !(asked.url ?? '').includes('next=');
			answer.writeHead(isFirst ? 200 : 500, {
				'content-type': 'application/taxii+json;version=2.1',
				'x-taxii-date-added-last': '2026-01-02T00:00:00.000000Z'
			});
			answer.end(JSON.stringify({ objects: [indicator(1)], more: true, next: '2' }));
		});
		const id = await made(taxii());
		expect(await stateOf(id)).toMatchObject({ fault: 'answer', faultDetail: '500' });
		expect(await values()).toEqual([]);
		foreign.paths.clear();
		await polled(id);
		expect(await values()).toHaveLength(5);
	});

	test('with a name and a password, which are nowhere to be read', async () => {
		add(1);
		foreign.login = 'ana:s3cret-pässword';
		const id = await made(taxii({ user: 'ana', password: 's3cret-pässword' }));
		expect(await stateOf(id)).toMatchObject({ fault: null, hasSecret: true });
		const graph = await world.store.read(
			builtStatement('test/all', 'read', 'MATCH (n) RETURN properties(n) AS props'),
			{}
		);
		const all = JSON.stringify([graph, await feeds.list(ana), await entries()]);
		expect(all).not.toContain('s3cret');
		foreign.login = 'ana:another';
		expect(await polled(id)).toMatchObject({ fault: 'not-let-in', faultDetail: '401' });
	});

	test('a password sealed for one address is not sent to another', async () => {
		const id = await made(taxii({ user: 'ana', password: 'x' }));
		await world.store.write(
			builtStatement(
				'test/moved',
				'write',
				'MATCH (f:Feed {id: $id}) SET f.address = $to RETURN f.id AS id'
			),
			{ id, to: `${foreign.origin.replace('http', 'https')}/taxii2/api/` }
		);
		expect(await polled(id)).toMatchObject({ fault: 'sealed' });
	});
});

describe('an address', () => {
	const bundle = (n: number) =>
		JSON.stringify({ type: 'bundle', id: 'bundle--1', objects: [indicator(n)] });

	test('is taken when it changed, told by its tag or by its content', async () => {
		let body = bundle(1);
		let asked: string | undefined;
		foreign.paths.set('/feed.json', (request, answer) => {
			asked = request.headers['if-none-match'];
			if (asked === '"same"') answer.writeHead(304);
			else answer.writeHead(200, { etag: body.includes('0002') ? '"same"' : '"first"' });
			answer.end(asked === '"same"' ? undefined : body);
		});
		const id = await made(address('/feed.json'));
		const first = await stateOf(id);
		expect(first).toMatchObject({ fault: null });
		expect((await polled(id)).import).toBe(first.import);
		expect(asked).toBe('"first"');
		body = bundle(2);
		const second = await polled(id);
		expect(second.import).not.toBe(first.import);
		expect((await polled(id)).import).toBe(second.import);
		expect(asked).toBe('"same"');
		expect(await values()).toEqual(['indicator-1.example', 'indicator-2.example']);
	});

	test('what no reader knows is a fault with its import, and is asked for again', async () => {
		foreign.paths.set('/x', (_, answer) => answer.end('\u0000\u0001 nonsense'));
		const id = await made(address('/x'));
		const state = await stateOf(id);
		expect(state).toMatchObject({ fault: 'import', failures: 1 });
		expect((await world.ingest.read(ana, state.import ?? ''))?.state).toBe('failed');
	});
});

describe('a folder', () => {
	const put = (name: string, n: number, restedSeconds = 60) => {
		const at = path.join(folder, 'alpha', 'incoming', name);
		mkdirSync(path.dirname(at), { recursive: true });
		writeFileSync(at, JSON.stringify({ type: 'bundle', id: 'bundle--1', objects: [indicator(n)] }));
		const then = world.now().getTime() / 1000 - restedSeconds;
		utimesSync(at, then, then);
		return at;
	};

	test('gives each file once, when it rests, and follows no link', async () => {
		put('one.json', 1);
		put('two.json', 2, -3_600);
		const away = path.join(folder, 'secret.json');
		writeFileSync(
			away,
			JSON.stringify({ type: 'bundle', id: 'bundle--1', objects: [indicator(9)] })
		);
		utimesSync(away, 1, 1);
		symlinkSync(away, path.join(folder, 'alpha', 'incoming', 'link.json'));
		const id = await made(inFolder);
		expect(await stateOf(id)).toMatchObject({ fault: null });
		expect(await values()).toEqual(['indicator-1.example']);
		world.pass(1);
		await polled(id);
		expect(await values()).toEqual(['indicator-1.example', 'indicator-2.example']);
		const { import: last } = await stateOf(id);
		expect((await polled(id)).import).toBe(last);
		put('one.json', 3, 120);
		await polled(id);
		expect(await values()).toHaveLength(3);
	});

	test('of another organisation, a link to it, and none at all are no folder', async () => {
		put('one.json', 1);
		mkdirSync(path.join(folder, 'beta'));
		symlinkSync(path.join(folder, 'alpha', 'incoming'), path.join(folder, 'beta', 'incoming'));
		const ben = analyst('beta', 'ben');
		world.people.set('ben', ben);
		for (const name of ['incoming', 'alpha', 'nothing']) {
			const id = await feeds.make(ben, { ...inFolder, address: name });
			await (
				await feeds.poll(ben, id)
			).finished;
			expect((await feeds.list(ben)).find((each) => each.id === id)?.fault, name).toBe('no-folder');
		}
		expect(await values()).toEqual([]);
	});
});

describe('on a schedule', () => {
	test('what fails waits longer each time, as long as its server asks, and begins anew after a success', async () => {
		foreign.status = { code: 500 };
		const id = await made(taxii());
		const minutes = async () => {
			const { triedAt, nextAt } = await stateOf(id);
			return Math.round((Date.parse(nextAt ?? '') - Date.parse(triedAt ?? '')) / 60_000);
		};
		const waits = [await minutes()];
		for (let n = 0; n < 3; n++) {
			await polled(id);
			waits.push(await minutes());
		}
		expect(waits).toEqual([1, 2, 4, 8]);
		foreign.status = { code: 429, headers: { 'retry-after': '7200' } };
		await polled(id);
		expect(await minutes()).toBe(120);
		foreign.status = undefined;
		expect(await polled(id)).toMatchObject({ failures: 0, fault: null });
		expect(await minutes()).toBe(60);
	});

	test('looks at what is due, at nothing that is paused, and not before its time', async () => {
		const [one, two] = [await made(taxii()), await made(taxii())];
		await feeds.pause(ana, two);
		const before = foreign.asked.length;
		await feeds.due();
		expect(foreign.asked).toHaveLength(before);
		world.pass(1);
		await feeds.due();
		expect(foreign.asked).toHaveLength(before + 1);
		await feeds.resume(ana, two);
		await feeds.due();
		expect((await stateOf(two)).enabled).toBe(true);
		expect((await stateOf(one)).fault).toBeNull();
	});

	test('in the name of whoever set it up; once they may not import it stops', async () => {
		add(1);
		const id = await made(taxii());
		for (const now of [
			null,
			{ ...ana, roles: ['researcher' as const] },
			{ ...ana, organisation: { id: 'beta', name: 'beta' } }
		]) {
			world.people.set('ana', now);
			await world.store.write(
				builtStatement(
					'test/on',
					'write',
					'MATCH (f:Feed {id: $id}) SET f.enabled = true RETURN f.id AS id'
				),
				{ id }
			);
			world.pass(1);
			const before = foreign.asked.length;
			await feeds.due();
			expect(foreign.asked).toHaveLength(before);
			expect(await stateOf(id)).toMatchObject({ fault: 'nobody', enabled: false });
		}
		const ben = analyst('alpha', 'ben');
		world.people.set('ben', ben);
		await feeds.resume(ben, id);
		await feeds.due();
		await (
			await feeds.poll(ben, id)
		).finished;
		expect(await stateOf(id)).toMatchObject({ fault: null, enabled: true, accountName: 'ben' });
	});

	test('a look cut off by the end of the process is begun again by the next, and is no fault', async () => {
		foreign.paths.set(`/taxii2/api/collections/${collection}/objects/`, () => undefined);
		const id = await feeds.make(ana, taxii());
		while (foreign.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
		await feeds.close();
		foreign.paths.clear();
		add(1);
		feeds = newFeeds();
		expect(await stateOf(id)).toMatchObject({
			fault: null,
			failures: 0,
			triedAt: null,
			isPolling: false
		});
		await feeds.due();
		expect(await values()).toEqual(['indicator-1.example']);
	});

	test('the end of the process waits for no import to its end, nor is it a fault of the feed', async () => {
		const at = path.join(folder, 'alpha', 'incoming', 'large.json');
		mkdirSync(path.dirname(at), { recursive: true });
		const objects = Array.from({ length: 8_000 }, (_, n) => indicator(n));
		writeFileSync(at, JSON.stringify({ type: 'bundle', id: 'bundle--1', objects }));
		utimesSync(at, 1, 1);
		const id = await feeds.make(ana, inFolder);
		const begun = async () => (await world.ingest.list(ana))[0];
		while (((await begun())?.recordsDone ?? 0) === 0)
			await new Promise((resolve) => setTimeout(resolve, 5));
		await Promise.all([feeds.close(), world.ingest.close()]);
		const left = await begun();
		expect(left?.state).not.toBe('done');
		expect(left?.recordsDone).toBeLessThan(8_000);
		expect(await stateOf(id)).toMatchObject({ fault: null, failures: 0, triedAt: null });
	}, 60_000);

	test('one that is held waits for somebody', async () => {
		add(1);
		const id = await made({ ...taxii(), hold: 'approval' });
		const { import: held, fault } = await stateOf(id);
		expect(fault).toBeNull();
		expect((await world.ingest.read(ana, held ?? ''))?.state).toBe('held');
		expect(await values()).toEqual([]);
	});
});

describe('refused', () => {
	test('another organisation’s feed, as one that never was', async () => {
		const id = await made(taxii());
		const ben = analyst('beta', 'ben');
		for (const act of [feeds.pause, feeds.resume, feeds.remove, feeds.poll])
			for (const each of [id, 'f'.repeat(32)])
				await expect(act(ben, each)).rejects.toMatchObject({ obstacle: 'gone' });
		expect(await feeds.list(ben)).toEqual([]);
		expect(await stateOf(id)).toMatchObject({ enabled: true });
		await feeds.remove(ana, id);
		expect(await feeds.list(ana)).toEqual([]);
	});

	test('a server nobody listed, a role that may not, and too many', async () => {
		const elsewhere = { ...taxii(), address: 'https://elsewhere.example/taxii2/api/' };
		await expect(feeds.make(ana, elsewhere)).rejects.toBeInstanceOf(FeedFault);
		await expect(
			feeds.look(ana, { address: elsewhere.address, user: '', password: '' })
		).rejects.toMatchObject({ fault: 'not-listed' });
		const reader = { ...ana, roles: ['researcher' as const] };
		await expect(feeds.make(reader, taxii())).rejects.toThrow();
		await expect(feeds.list(reader)).rejects.toThrow();
		for (let n = 0; n < 50; n++) await feeds.make(ana, taxii());
		await expect(feeds.make(ana, taxii())).rejects.toMatchObject({ obstacle: 'many' });
	});
});
