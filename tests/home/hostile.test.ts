/**
 * What no browser of ours sends to tours, the glossary, stars, saved views and the start page: prototype
 * keys, markup, huge values, other people's ids. The answer is a plain refusal, never a fault, and
 * nothing is kept.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '#lib/domain/audience.ts';
import { ask, type Answer, type Asked } from '../access/in-process.ts';
import { hub, openMarked, unknown, type Marks } from '../access/marked.ts';

let world: Marks;
beforeAll(async () => {
	world = await openMarked();
});
afterAll(() => world.close());

const personOf = (role: Role) => {
	const person = world.people.get(role);
	if (!person) throw new Error(`no account of ${role}`);
	return person;
};
const by = (role: Role, route: string, verb: string, asked: Asked): Promise<Answer> =>
	ask(route, verb, { cookie: personOf(role).cookie, ...asked });

const markup = '<img src=x onerror=alert(1)>\u202e"\'`;--';
const hostile = [
	'__proto__',
	'constructor',
	'toString',
	'hasOwnProperty',
	'../account',
	'%2e%2e%2faccount',
	markup,
	"' OR 1=1 //",
	'\u0000',
	'',
	'x'.repeat(100_000)
];
/** JSON that says `__proto__` in truth, which an object literal cannot. */
const withPrototype = JSON.parse('{"ended":"watch","__proto__":{"operator":true}}') as Record<
	string,
	unknown
>;

test('a tour that is none is not kept, whatever it is called, and no key reaches a prototype', async () => {
	for (const ended of [...hostile, ['watch'], { watch: 1 }, 7, null, true])
		expect((await by('analyst', '/tours.json', 'PUT', { body: { ended } })).status).toBe(400);
	expect((await by('analyst', '/tours.json', 'PUT', { body: {} })).status).toBe(400);
	await by('analyst', '/tours.json', 'PUT', { body: withPrototype });
	expect(({} as { operator?: boolean }).operator).toBeUndefined();
	const kept = await world.app.home.tours(personOf('analyst').viewer);
	expect(kept.filter((tour) => tour !== 'watch')).toEqual([]);
});

test('a term that is none is unknown, inherited names included, and is never repeated', async () => {
	const answers = await Promise.all(
		hostile
			.filter((term) => term !== '')
			.map((term) => by('magistrate', '/glossary/[term].json', 'GET', { params: { term } }))
	);
	expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
	for (const { text } of answers) expect(text).not.toContain('onerror');
});

test('a period that is none is the usual one', async () => {
	const page = async (since: string) => {
		const search = new URLSearchParams({ since }).toString();
		const { status, text } = await by('researcher', '/', 'GET', { search });
		expect(status, since.slice(0, 40)).toBe(200);
		return (JSON.parse(text) as { watch: { period: string; since: string } }).watch;
	};
	const usual = await page('');
	for (const since of hostile) expect((await page(since)).period).toBe(usual.period);
});

test('a star on what one may not see, on nothing and on a prototype’s name is one answer', async () => {
	const hidden = world.marked.find(({ title }) => title === 'AMBER+STRICT, another organisation’s');
	const asked = [hidden?.id ?? '', unknown.id, '__proto__', 'constructor', markup];
	const answers = [];
	for (const entity of asked) {
		const { status, text } = await by('analyst', '/views/stars.json', 'PUT', {
			body: { entity, on: true }
		});
		answers.push(`${status} ${text}`);
	}
	expect(new Set(answers).size).toBe(1);
	expect(answers[0]).toMatch(/^404 /);
	const { text } = await by('analyst', '/views/stars.json', 'GET', {});
	expect(JSON.parse(text)).toEqual([]);
});

test('a view of somebody else is neither listed, renamed nor forgotten by others', async () => {
	// Text that turns what stands around it is no name; markup is one, and stays text.
	const form = { name: markup.replace('\u202e', ''), ids: [hub], outline: {} };
	const saved = await by('analyst', '/views/saved.json', 'PUT', { body: form });
	const { id } = JSON.parse(saved.text) as { id: string };
	const search = new URLSearchParams({ id }).toString();
	const none = new URLSearchParams({ id: 'none' }).toString();
	const taken = await by('liaison', '/views/saved.json', 'DELETE', { search });
	expect(taken).toEqual(await by('liaison', '/views/saved.json', 'DELETE', { search: none }));
	expect(taken.status).toBe(404);
	expect(JSON.parse((await by('liaison', '/views/saved.json', 'GET', {})).text)).toEqual([]);
	const opened = await by('liaison', '/views/saved.json', 'GET', { search });
	expect(opened.text).not.toContain('onerror');
	const own = JSON.parse((await by('analyst', '/views/saved.json', 'GET', {})).text) as unknown[];
	expect(own).toHaveLength(1);
});

test('a view keeps to its bounds: a name of 121 characters, no entities, one too many, another field', async () => {
	const sound = { name: 'a view', ids: [hub], outline: {} };
	for (const wrong of [
		{ ...sound, name: 'n'.repeat(121) },
		{ ...sound, name: '   ' },
		{ ...sound, name: markup },
		{ ...sound, ids: [] },
		{ ...sound, ids: Array.from({ length: 2_001 }, () => hub) },
		{ ...sound, ids: ['x'.repeat(201)] },
		{ ...sound, outline: [] },
		{ ...sound, account: personOf('liaison').viewer.account },
		{ ...sound, id: 'chosen' }
	]) {
		const { status } = await by('analyst', '/views/saved.json', 'PUT', { body: wrong });
		expect(status, JSON.stringify(wrong).slice(0, 80)).toBe(400);
	}
});
