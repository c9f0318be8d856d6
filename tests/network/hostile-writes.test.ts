/**
 * Hardening 6 and 28: what is sent to a route that writes is text or refused, whatever Cypher it looks
 * like, and no field is taken that was not asked for.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askAs, hub, openMarked, stateOf, type Marks } from '../access/marked.ts';

let world: Marks;
beforeAll(async () => {
	world = await openMarked();
});
afterAll(() => world.close());

const by = (route: string, verb: string, body: Record<string, unknown>) =>
	askAs(world, 'analyst', route, verb, { body });
const state = () => stateOf(world);

const once = '7f2c1f2a-3a53-4f0e-9d5e-1f1e1a6e2b01';
const writes: [string, string, Record<string, unknown>][] = [
	['/views/saved.json', 'PUT', { name: 'a view', ids: [hub], outline: {} }],
	['/views/stars.json', 'PUT', { entity: hub, on: true }],
	[
		'/network/notes.json',
		'PUT',
		{ once, entities: [hub], tlp: 'red', handling: [], text: 'a note' }
	],
	[
		'/network/claim.json',
		'POST',
		{
			once,
			type: 'USES',
			from: hub,
			to: 'marked-00',
			statement: 'fact',
			evaluation: { scheme: 'europol-4x4', source: 'A', information: '1' },
			tlp: 'red',
			handling: [],
			description: ''
		}
	],
	[
		'/network/justification.json',
		'POST',
		{ entity: hub, purpose: 'investigation', text: 'a reason long enough' }
	]
];
const cypher = [
	"a' OR 1=1 //",
	'a"}) DETACH DELETE n //',
	'`) MATCH (n) DETACH DELETE n //',
	'\\u0060) DETACH DELETE n //',
	'USES|CALLS',
	'USES]->() DETACH DELETE n //',
	'$audience'
];
/** Fields that hold whatever somebody writes. */
const free = new Set(['text', 'description', 'name']);

const assigned = [
	'role',
	'roles',
	'ownerId',
	'owner',
	'account',
	'marking',
	'audience',
	'createdAt'
];

test.each(writes)('%s %s takes no field it did not ask for', async (route, verb, sound) => {
	const before = await state();
	for (const field of assigned)
		expect((await by(route, verb, { ...sound, [field]: 'administrator' })).status, field).toBe(400);
	expect(await state()).toEqual(before);
	// Or the refusals above prove nothing.
	expect((await by(route, verb, sound)).status).toBe(200);
});

test.each(writes)('%s %s keeps Cypher as text or refuses it', async (route, verb, sound) => {
	const data = /"label":"(Entity|Record|Provenance|Source|Auth_user)"/;
	const before = (await state()).filter((node) => data.test(node));
	for (const hostile of cypher)
		for (const [key, value] of Object.entries(sound)) {
			const body = {
				...sound,
				...('once' in sound ? { once: crypto.randomUUID() } : {}),
				[key]: Array.isArray(value) ? [hostile] : hostile
			};
			const { status } = await by(route, verb, body);
			expect([200, 400, 404], `${key} ${hostile}`).toContain(status);
			// A reason is taken for any entity, there or not: both answer alike.
			const alike = key === 'entity' && route === '/network/justification.json';
			if (!free.has(key) && !alike) expect(status, `${key} ${hostile}`).not.toBe(200);
		}
	const after = new Set(await state());
	for (const node of before) expect(after).toContain(node);
});
