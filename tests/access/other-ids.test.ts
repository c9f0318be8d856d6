/**
 * Hardening 4: whatever takes away, ends or changes one thing by its id does nothing when the id is that
 * of another kind of thing, and answers as for an id that never was (OpenCTI CVE-2026-21886).
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '#lib/domain/audience.ts';
import { ask, type Asked } from './in-process.ts';
import { askAs, everythingIn, hub, openMarked, stateOf, type Marks } from './marked.ts';
import { password } from './opened.ts';

let world: Marks;
let ids: { label: string; id: string }[];
beforeAll(async () => {
	world = await openMarked();
	const saved = await by('analyst', '/views/saved.json', 'PUT', {
		body: { name: 'a view', ids: [hub], outline: {} }
	});
	const starred = await by('analyst', '/views/stars.json', 'PUT', {
		body: { entity: hub, on: true }
	});
	const mapped = await by('analyst', '/ingest/mappings.json', 'PUT', {
		body: {
			name: 'a mapping',
			mapping: { things: [{ id: 'a', kind: 'person', names: [{ column: 'A' }] }] }
		}
	});
	expect(mapped.status).toBe(200);
	const invited = await by('administrator', '/administration/invitations', '?/invite', {
		body: { email: 'new@belmark.example', role: 'analyst' }
	});
	expect([saved.status, starred.status, invited.status]).toEqual([200, 200, 200]);
	const person = world.people.get('analyst');
	if (!person) throw new Error('no analyst');
	const { finished } = await world.app.ingest.start(person.viewer, {
		file: 'nothing',
		tlp: 'green',
		input: { drafts: [] }
	});
	expect((await finished).state).toBe('done');
	ids = await some();
});
afterAll(() => world.close());

const by = (role: Role, route: string, verb: string, asked: Asked) =>
	askAs(world, role, route, verb, asked);
const state = () => stateOf(world);
/** Up to two of each kind. */
async function some() {
	const all = (await everythingIn(world)).filter(({ id }) => typeof id === 'string');
	const labels = [...new Set(all.map(({ label }) => label))];
	return labels.flatMap((label) => all.filter((node) => node.label === label).slice(0, 2)) as {
		label: string;
		id: string;
	}[];
}

test.each<[Role, string, string, string, (id: string) => Asked]>([
	[
		'analyst',
		'/views/saved.json',
		'DELETE',
		'SavedView',
		(id) => ({ search: `id=${encodeURIComponent(id)}` })
	],
	[
		'analyst',
		'/ingest/mappings.json',
		'DELETE',
		'SavedMapping',
		(id) => ({ search: `id=${encodeURIComponent(id)}` })
	],
	['analyst', '/views/stars.json', 'PUT', 'Entity', (id) => ({ body: { entity: id, on: false } })],
	['analyst', '/ingest/[id]', '?/undo', 'Import', (id) => ({ params: { id } })],
	['analyst', '/ingest/[id]', '?/cancel', 'Import', (id) => ({ params: { id } })],
	['analyst', '/ingest/[id]', '?/resume', 'Import', (id) => ({ params: { id } })],
	[
		'administrator',
		'/administration/invitations',
		'?/revoke',
		'Auth_invitation',
		(id) => ({ body: { invitation: id } })
	],
	[
		'administrator',
		'/administration/people/[id]',
		'?/disable',
		'Auth_user',
		(id) => ({ params: { id } })
	],
	[
		'administrator',
		'/administration/people/[id]',
		'?/endSessions',
		'Auth_user',
		(id) => ({ params: { id } })
	],
	['analyst', '/account', '?/end', 'Auth_session', (id) => ({ body: { session: id, id } })],
	[
		'analyst',
		'/account',
		'?/removePasskey',
		'Auth_passkey',
		(id) => ({ body: { passkey: id, password } })
	]
])('%s %s %s does nothing with an id that is of no %s', async (role, route, verb, own, asked) => {
	const others = ids.filter(({ label }) => label !== own);
	expect(new Set(others.map(({ label }) => label)).size).toBeGreaterThan(8);
	// No passkey is kept here: no id at all is the right one.
	if (own !== 'Auth_passkey') expect(ids.map(({ label }) => label)).toContain(own);
	const before = await state();
	const none = await by(role, route, verb, asked('00000000-0000-4000-8000-00000000dead'));
	expect(none.reached).toBe(true);
	for (const { label, id } of others) {
		const { status, location } = await by(role, route, verb, asked(id));
		expect({ label, status, location }).toEqual({
			label,
			status: none.status,
			location: none.location
		});
	}
	expect(await state()).toEqual(before);
});

test('promoting, or reaching somebody more privileged, is 403 at the door', async () => {
	const accountOf = (role: Role) => world.people.get(role)?.viewer.account ?? '';
	const to = async (role: Role, id: string) => {
		const body = { role, organisation: 'sefrin', id: accountOf('analyst') };
		const asked = { params: { id }, body };
		return (await by('administrator', '/administration/people/[id]', '?/roles', asked)).status;
	};
	// The organisation's lock counts up at each attempt.
	const still = async () => (await state()).filter((node) => !node.includes('"label":"Agency"'));
	const before = await still();
	expect([
		await to('auditor', accountOf('author')),
		await to('analyst', accountOf('auditor')),
		await to('analyst', accountOf('administrator')),
		await to('analyst', 'nobody')
	]).toEqual([403, 403, 403, 404]);
	const body = { email: 'x@belmark.example', role: 'auditor' };
	const invited = await by('administrator', '/administration/invitations', '?/invite', { body });
	expect(invited.status).toBe(400);
	expect(await still()).toEqual(before);
});

test('the right id does change something, in the very same request', async () => {
	const changed = async (role: Role, route: string, verb: string, asked: Asked) => {
		const before = await state();
		await by(role, route, verb, asked);
		expect(await state(), `${verb} ${route}`).not.toEqual(before);
	};
	const idOf = (label: string) => ids.find((each) => each.label === label)?.id ?? '';
	const author = world.people.get('author')?.viewer.account ?? '';
	const old = world.people.get('analyst')?.session ?? '';
	await world.signIn('analyst');
	await changed('analyst', '/views/saved.json', 'DELETE', { search: `id=${idOf('SavedView')}` });
	await changed('analyst', '/ingest/mappings.json', 'DELETE', {
		search: `id=${idOf('SavedMapping')}`
	});
	await changed('analyst', '/views/stars.json', 'PUT', { body: { entity: hub, on: false } });
	await changed('analyst', '/ingest/[id]', '?/undo', { params: { id: idOf('Import') } });
	await changed('administrator', '/administration/invitations', '?/revoke', {
		body: { invitation: idOf('Auth_invitation') }
	});
	await changed('analyst', '/account', '?/end', { body: { session: old } });
	for (const verb of ['?/endSessions', '?/disable'])
		await changed('administrator', '/administration/people/[id]', verb, { params: { id: author } });
});

test('the sign-in form answers an unknown, a wrong and a disabled one to the letter alike', async () => {
	const { accounts, localOperator } = world.app.access;
	await accounts.setDisabled(await localOperator(), 'help-desk@belmark.example', true);
	const said = async (email: string, secret: string) => {
		const body = { email, password: secret };
		const { status, text, location } = await ask('/sign-in', '?/default', { body });
		return [status, text.replaceAll(email, '<email>'), location];
	};
	const unknown = await said('nobody@belmark.example', password);
	expect(unknown[0]).toBe(401);
	expect(await said('author@belmark.example', 'wrong wrong wrong')).toEqual(unknown);
	expect(await said('help-desk@belmark.example', password)).toEqual(unknown);
});
