/**
 * Every endpoint of the network under requests nobody's browser sends: wrong types, other people's ids,
 * ids of another parent, Cypher, prototype keys, huge and deep things, numbers out of bounds. The
 * answer is what may be seen or a plain refusal, never a fault, and what may be seen stays the same.
 */
import { forOwn } from '#lib/domain/recipient.ts';
import { isHttpError, type RequestEvent } from '@sveltejs/kit';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { viewer } from './builders.ts';
import { stage } from './stage.ts';

const served = vi.hoisted(() => ({ app: {} as Record<string, unknown> }));
vi.mock('#lib/server/app.ts', () => ({ app: () => served.app }));

type Handler = (event: RequestEvent) => Promise<Response>;
const modules = import.meta.glob<Partial<Record<string, Handler>>>(
	'../../src/routes/network/**/+server.ts',
	{ eager: true }
);
const endpoints = new Map<string, Handler>(
	Object.entries(modules).flatMap(([file, handlers]) =>
		Object.entries(handlers).flatMap(([method, handler]) =>
			handler && /^[A-Z]+$/.test(method)
				? [[`${method} ${/routes\/(.*)\/\+server\.ts$/.exec(file)?.[1]}`, handler] as const]
				: []
		)
	)
);

/** For each endpoint a request that is answered: what is asked is taken from here and made hostile. */
const sound: Record<string, Record<string, unknown>> = {
	'GET network/search.json': { q: 'marek', limit: '5' },
	'GET network/card.json': { entity: 'a', offset: '0', limit: '5' },
	'GET network/expand.json': { entity: 'a', type: 'USES', direction: 'out', limit: '5' },
	'POST network/expand.json': {
		entity: 'a',
		type: 'USES',
		direction: 'out',
		limit: 5,
		shown: ['b']
	},
	'GET network/expansions.json': { entity: 'a' },
	'GET network/path.json': { from: 'a', to: 'c', maxHops: '3' },
	'POST network/claims.json': { from: 'a', ids: ['a>b#0'] },
	'POST network/nodes.json': { ids: ['a', 'b'] },
	'POST network/notes.json': { ids: ['a', 'b'] },
	'POST network/standing.json': { ids: ['a', 'b'] },
	'GET network/ways.json': { from: 'a', to: 'c', maxHops: '3' },
	'POST network/between.json': { ids: ['a', 'b'] },
	'POST network/export.[format]': { ids: ['a', 'b'], without: ['a>b#0'], ...forOwn() },
	'POST network/picture.json': {
		format: 'svg',
		ids: ['a', 'b'],
		without: ['a>b#0'],
		...forOwn()
	}
};

const nils = viewer('nils', 'norland');
const on = stage();
beforeEach(async () => {
	served.app = { network: on.network };
	on.draft.record('a', ['Marek Open']);
	on.draft.known('b', 'c');
	on.draft.record('red', ['Marek Ilvane'], { said: on.draft.said('informant', 'red') });
	on.draft.tie('a', 'b');
	on.draft.tie('b', 'c');
	on.draft.tie('a', 'red', { said: on.draft.said('informant', 'red'), id: 'a>red' });
	await on.written();
});
afterEach(() => {
	expect(Object.keys(Object.prototype)).toEqual([]);
	expect(({} as { operator?: boolean }).operator).toBeUndefined();
});

interface Answer {
	status: number;
	text: string;
}
async function send(name: string, asked: unknown): Promise<Answer> {
	const [method = ''] = name.split(' ');
	const url = new URL('http://localhost:3102/network/x.json');
	const text = typeof asked === 'string' ? asked : JSON.stringify(asked);
	if (method === 'GET' && typeof asked === 'object' && asked !== null)
		for (const [key, value] of Object.entries(asked)) url.searchParams.append(key, String(value));
	else if (method === 'GET') url.search = String(asked);
	const request = new Request(url, {
		method,
		...(method === 'GET' ? {} : { body: text, headers: { 'content-type': 'application/json' } })
	});
	const event = { locals: { viewer: nils }, url, request, params: { format: 'json' } };
	try {
		const response = await endpoints.get(name)?.(event as unknown as RequestEvent);
		return { status: response?.status ?? 0, text: (await response?.text()) ?? '' };
	} catch (refusal) {
		if (!isHttpError(refusal)) throw refusal;
		return { status: refusal.status, text: JSON.stringify(refusal.body) };
	}
}

const refused = [400, 404, 415];
async function answered(name: string, asked: unknown): Promise<Answer> {
	const answer = await send(name, asked);
	expect([200, ...refused], answer.text.slice(0, 200)).toContain(answer.status);
	expect(answer.text).not.toMatch(/Ilvane|a>red|GQLSTATUS|SyntaxError|\bat .+\.ts:\d|node_modules/);
	return answer;
}

const cypher = [
	"a' OR 1=1 //",
	'a"}) DETACH DELETE n //',
	'`) MATCH (n) RETURN n //',
	'\\u0060) RETURN 1 //',
	'a\u0000b',
	'USES]->() DETACH DELETE n //',
	'USES|CALLS',
	'LOAD CSV FROM "file:///etc/passwd" AS x RETURN x',
	'CALL dbms.components()',
	'$audience',
	'{"$gt":""}'
];
const odd = [
	'',
	' ',
	'\ud800',
	'\u202e',
	'__proto__',
	'constructor',
	'../../etc/passwd',
	'%00',
	'*',
	'x'.repeat(5_000)
];
const numbers = ['-1', '0', '1e9', '1.5', 'NaN', 'Infinity', '0x10', '9'.repeat(400), '٣'];

/** These write, which nothing here does: tests/ingest/claim-in-place and tests/network/notes. */
const writing = [
	'POST network/claim.json',
	'POST network/justification.json',
	'PUT network/notes.json'
];

/** Takes nothing that could be hostile: tests/network/recipient. */
const takesNothing = ['GET network/recipients.json'];

test('every endpoint is here', () => {
	const here = [...Object.keys(sound), ...writing, ...takesNothing];
	expect([...endpoints.keys()].sort()).toEqual(here.sort());
});

describe.each(Object.entries(sound))('%s', (name, good) => {
	const isGet = name.startsWith('GET');

	test('answers a sound request', async () => {
		expect((await answered(name, good)).status).toBe(200);
	});

	test.each([...cypher, ...odd])('takes %j for a text and nothing else', async (hostile) => {
		for (const [key, value] of Object.entries(good)) {
			const changed = Array.isArray(value) ? [hostile] : hostile;
			const { status } = await answered(name, { ...good, [key]: changed });
			if (['type', 'direction', 'format', 'limit', 'offset', 'maxHops'].includes(key))
				expect([status, key]).toEqual([400, key]);
		}
	});

	test('takes whole numbers within bounds only', async () => {
		for (const key of ['limit', 'offset', 'maxHops'].filter((one) => one in good))
			for (const value of isGet ? numbers : [-1, 0, 1e9, 1.5, null, '5', [5], true]) {
				if (key === 'offset' && value === '0') continue;
				expect(await answered(name, { ...good, [key]: value })).toMatchObject({ status: 400 });
			}
	});

	test('tells nothing of what is hidden, whatever its id is given for', async () => {
		for (const [key, value] of Object.entries(good)) {
			const withId = (id: string) => ({ ...good, [key]: Array.isArray(value) ? [id] : id });
			const hidden = await answered(name, withId('red'));
			const nobody = await answered(name, withId('nil'));
			expect({ ...hidden, text: hidden.text.replaceAll('red', 'nil') }).toEqual(nobody);
		}
	});

	test('whatever is sent, it is answered or refused', async () => {
		const value = fc.oneof(
			fc.constantFrom(...cypher, ...odd, ...numbers, 'a', 'red'),
			fc.string({ unit: 'binary' })
		);
		const any = isGet ? value : fc.oneof(value, fc.jsonValue(), fc.array(value));
		const fields = fc.constantFrom(...Object.keys(good), '__proto__', 'constructor', 'toString');
		await fc.assert(
			fc.asyncProperty(fc.dictionary(fields, any), async (changes) => {
				await answered(name, { ...good, ...changes });
			}),
			{ numRuns: 300 }
		);
	});
});

describe.each(Object.entries(sound).filter(([name]) => name.startsWith('POST')))(
	'%s',
	(name, good) => {
		test('refuses other types, other fields and prototypes', async () => {
			for (const key of Object.keys(good))
				for (const wrong of [null, true, {}, [[]], [{}], [null], { length: 1, 0: 'a' }])
					expect((await answered(name, { ...good, [key]: wrong })).status).toBe(400);
			for (const text of [
				'',
				'null',
				'[]',
				'"a"',
				'1e999',
				'{"ids":[NaN]}',
				'['.repeat(100_000),
				`${'{"ids":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
				JSON.stringify({ ...good, role: 'administrator' }),
				JSON.stringify({ ...good }).replace('{', '{"__proto__":{"operator":true},'),
				JSON.stringify({ ...good }).replace('{', '{"constructor":{"prototype":{"operator":true}},')
			])
				expect((await answered(name, text)).status, text.slice(0, 60)).toBe(400);
		});

		const most = /notes|standing/.test(name) ? 50 : 10_000;
		test(`takes ${most} ids and no more`, async () => {
			const lists = Object.entries(good).filter(([, value]) => Array.isArray(value));
			for (const [key] of lists) {
				const many = (count: number) => Array.from({ length: count }, (_, n) => `id${n}`);
				expect((await answered(name, { ...good, [key]: many(most) })).status).not.toBe(400);
				expect((await answered(name, { ...good, [key]: many(most + 1) })).status).toBe(400);
			}
		});
	}
);

test('claims of another entity are not given under this one', async () => {
	const asked = await answered('POST network/claims.json', { from: 'b', ids: ['a>b#0', 'a>red'] });
	expect(asked).toEqual({ status: 200, text: '[]' });
});
