/** The TAXII client against servers that keep to the standard, and that do not. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { FeedFault } from '#lib/server/feeds/fault.ts';
import { grantsOf } from '#lib/server/feeds/guard.ts';
import { sealerOf } from '#lib/server/feeds/sealed.ts';
import { collectionsOf, objectsOf, type Asking } from '#lib/server/feeds/taxii-client.ts';
import { waitMs } from '#lib/domain/feed.ts';
import { collection, foreignServer, indicator, type Foreign } from './server.ts';

let foreign: Foreign;
let asking: Asking;
beforeAll(async () => {
	foreign = await foreignServer(2);
	asking = {
		grants: grantsOf(`inside+${foreign.origin}`),
		limits: { idleMs: 300, wholeMs: 1_500, bytes: 100_000 },
		now: () => new Date('2026-01-01T00:00:00Z')
	};
});
afterAll(() => foreign.close());
beforeEach(() => {
	foreign.paths.clear();
	foreign.held = [];
	foreign.login = '';
	foreign.status = undefined;
	foreign.asked.length = 0;
});

const at = (path: string) => new URL(path, foreign.origin);
const faultOf = async (work: Promise<unknown>) => {
	try {
		await work;
		return 'none';
	} catch (error) {
		if (!(error instanceof FeedFault)) throw error;
		return `${error.fault} ${error.detail}`.trim();
	}
};
const hold = (count: number) => {
	foreign.held = Array.from({ length: count }, (_, n) => ({
		at: `2026-01-0${n + 1}T00:00:00.000000Z`,
		object: indicator(n)
	}));
};
async function pulled(addedAfter?: string) {
	const ids: unknown[] = [];
	let last: string | undefined;
	const root = at('/taxii2/api/');
	for await (const page of objectsOf(
		{ root, collection, ...(addedAfter ? { addedAfter } : {}) },
		asking
	)) {
		ids.push(...page.objects.map(({ id }) => id));
		last = page.addedLast ?? last;
	}
	return { ids, last };
}
const objects = `/taxii2/api/collections/${collection}/objects/`;
const says = (body: unknown, headers: Record<string, string> = {}) =>
	foreign.paths.set(objects, (_, answer) => {
		answer.writeHead(200, { 'content-type': 'application/taxii+json; version="2.1"', ...headers });
		answer.end(typeof body === 'string' ? body : JSON.stringify(body));
	});

test('the collections of a server, from its discovery and from one root', async () => {
	const found = [
		{
			root: at('/taxii2/api/').href,
			id: collection,
			title: 'Shared indicators',
			description: '',
			canRead: true
		}
	];
	expect(await collectionsOf(at('/taxii2/'), asking)).toEqual(found);
	expect(await collectionsOf(at('/taxii2/api/'), asking)).toEqual(found);
	for (const { headers } of foreign.asked)
		expect(headers.accept).toBe('application/taxii+json;version=2.1');
});

test.each([1, 2, 3, 4, 5])('%i objects come page by page, each once', async (count) => {
	hold(count);
	const { ids, last } = await pulled();
	expect(ids).toEqual(foreign.held.map(({ object }) => object.id));
	expect(last).toBe(foreign.held.at(-1)?.at);
});

test('after a moment only what came later', async () => {
	hold(5);
	expect((await pulled('2026-01-03T00:00:00.000000Z')).ids).toEqual(
		foreign.held.slice(3).map(({ object }) => object.id)
	);
	expect(await pulled('2026-01-09T00:00:00.000000Z')).toEqual({ ids: [], last: undefined });
});

test('pages without `next` go on by the moment', async () => {
	hold(4);
	foreign.paths.set(objects, (asked, answer) => {
		const after = new URL(asked.url ?? '', 'http://x').searchParams.get('added_after') ?? '';
		const [first, ...more] = foreign.held.filter((each) => each.at > after);
		answer.writeHead(200, {
			'content-type': 'application/taxii+json;version=2.1',
			...(first ? { 'x-taxii-date-added-last': first.at } : {})
		});
		answer.end(JSON.stringify({ objects: first ? [first.object] : [], more: more.length > 0 }));
	});
	expect((await pulled()).ids).toHaveLength(4);
});

test('a server that never ends or goes in a circle is left', async () => {
	says({ objects: [indicator(1)], more: true, next: 'again' });
	expect(await faultOf(pulled())).toBe('not-taxii more');
	says({ objects: [indicator(1)], more: true });
	expect(await faultOf(pulled())).toBe('not-taxii more');
	says({ objects: [], more: true, next: 'x' });
	expect(await faultOf(pulled())).toBe('not-taxii more');
});

test('what is no TAXII is said so', async () => {
	for (const body of ['{"objects": [', '[]', { objects: 3 }, { objects: ['x'] }, '"text"']) {
		says(body);
		expect(await faultOf(pulled()), JSON.stringify(body)).toMatch(/^not-taxii/);
	}
	says({ objects: [] }, { 'content-type': 'application/json' });
	expect(await faultOf(pulled())).toBe('not-taxii');
	foreign.paths.set('/taxii2/', (_, answer) => answer.end('<html>'));
	expect(await faultOf(collectionsOf(at('/taxii2/'), asking))).toBe('not-taxii');
});

test.each([
	[401, 'not-let-in 401'],
	[403, 'not-let-in 403'],
	[404, 'missing 404'],
	[406, 'not-taxii 406'],
	[429, 'busy 429'],
	[503, 'busy 503'],
	[500, 'answer 500'],
	[204, 'answer 204']
])('status %i', async (code, fault) => {
	foreign.status = { code, headers: { 'retry-after': '90' } };
	expect(await faultOf(collectionsOf(at('/taxii2/'), asking))).toBe(fault);
});

test('a root elsewhere is not gone to', async () => {
	foreign.paths.set('/taxii2/', (_, answer) => {
		answer.writeHead(200, { 'content-type': 'application/taxii+json;version=2.1' });
		answer.end(JSON.stringify({ title: 'x', api_roots: ['http://169.254.169.254/api/'] }));
	});
	expect(await faultOf(collectionsOf(at('/taxii2/'), asking))).toBe('not-listed 169.254.169.254');
});

test('a password opens for its feed and origin under its secret, and nothing else', () => {
	const login = { user: 'ana', password: 'pässword' };
	const sealer = sealerOf(Buffer.alloc(32, 1));
	const sealed = sealer.seal(login, 'feed-1', 'https://a.example');
	expect(sealer.open(sealed, 'feed-1', 'https://a.example')).toEqual(login);
	expect(sealed).not.toBe(sealer.seal(login, 'feed-1', 'https://a.example'));
	expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('word');
	expect(sealer.open(sealed, 'feed-2', 'https://a.example')).toBeUndefined();
	expect(sealer.open(sealed, 'feed-1', 'https://b.example')).toBeUndefined();
	expect(sealerOf(Buffer.alloc(32, 2)).open(sealed, 'feed-1', 'https://a.example')).toBeUndefined();
	expect(sealer.open('', 'feed-1', 'https://a.example')).toBeUndefined();
	const bytes = Buffer.from(sealed, 'base64url');
	for (let at = 0; at < bytes.length; at++) {
		const bent = Buffer.from(bytes);
		bent[at] = (bent[at] ?? 0) ^ 1;
		expect(sealer.open(bent.toString('base64url'), 'feed-1', 'https://a.example')).toBeUndefined();
	}
});

test('the wait grows from a minute to six hours or the span, spread, and never below what a server asks', () => {
	const wait = (failures: number, everyMinutes = 60, chance = 0.5, asked = 0) =>
		waitMs({ failures, everyMinutes }, chance, asked) / 60_000;
	expect([0, 1, 2, 3, 4].map((failures) => wait(failures))).toEqual([60, 1, 2, 4, 8]);
	expect(wait(500)).toBe(360);
	expect(wait(500, 10_080)).toBe(10_080);
	expect([wait(3, 60, 0), wait(3, 60, 1)]).toEqual([3.6, 4.4]);
	expect(wait(1, 60, 0.5, 30 * 60_000)).toBe(30);
	expect(wait(1, 60, 0.5, 10_000 * 60_000)).toBe(1_440);
});
