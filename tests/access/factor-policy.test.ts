/** Who must have a second factor, and what a session that owes one may reach. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonical } from '#lib/domain/canonical.ts';
import { Refused } from '#lib/server/access/decide.ts';
import { isOpenWhileHeld } from '#lib/server/access/routes.ts';
import { account, openAccess, signedIn, viewerOf } from './opened.ts';
import { enrolled, own, type Opened } from './second.ts';

let opened: Opened;
beforeAll(async () => {
	opened = await openAccess();
	await account(opened, 'chief@belmark.example', { roles: ['administrator'] });
	await account(opened, 'ada@belmark.example');
});
afterAll(() => opened.close());

const heldOf = async (email: string) =>
	(await viewerOf(opened, await signedIn(opened, email)))?.held;

describe('until somebody changes it', () => {
	test.each([
		['http://localhost:3102', 'nobody'],
		['https://localhost:3102', 'everyone'],
		['https://faisceau.example', 'everyone'],
		['http://faisceau.internal:3000', 'everyone']
	])('a server on %s asks %s', async (origin, mode) => {
		const there = await openAccess(origin);
		expect(await there.access.policy.read('belmark')).toEqual({
			own: { mode, roles: [] },
			floor: undefined
		});
		await account(there, 'ada@belmark.example');
		const found = await viewerOf(there, await signedIn(there, 'ada@belmark.example'));
		expect(found?.held).toBe(mode === 'everyone' ? 'set-up' : undefined);
		await there.close();
	});
});

describe('an administrator changes it', () => {
	test('for some roles, for all, for none; each with its entry', async () => {
		const { viewer } = await own(opened, await signedIn(opened, 'chief@belmark.example'));
		const { policy } = opened.access;
		expect(await policy.change(viewer, { mode: 'roles', roles: ['administrator'] })).toBe(true);
		expect(await heldOf('chief@belmark.example')).toBe('set-up');
		expect(await heldOf('ada@belmark.example')).toBeUndefined();
		expect(
			(await opened.entries()).findLast(({ action }) => action === 'access.policy')
		).toMatchObject({
			outcome: 'done',
			detail: canonical({
				act: 'second-factor',
				held: 'administrator',
				mode: 'roles',
				role: 'administrator',
				roles: 'administrator',
				rule: 'role'
			})
		});
		expect(await policy.change(viewer, { mode: 'everyone', roles: ['analyst'] })).toBe(true);
		expect((await policy.read('belmark')).own).toEqual({ mode: 'everyone', roles: [] });
		expect(await heldOf('ada@belmark.example')).toBe('set-up');
		expect(await policy.change(viewer, { mode: 'sometimes' as never, roles: [] })).toBe(false);
		expect(await policy.change(viewer, { mode: 'nobody', roles: [] })).toBe(true);
		expect(await heldOf('ada@belmark.example')).toBeUndefined();
	});

	test('for their own organisation alone; the operator’s floor binds all, and none goes below it', async () => {
		const { policy } = opened.access;
		await account(opened, 'chief@norland.example', {
			organisation: 'norland',
			roles: ['administrator']
		});
		await account(opened, 'nils@norland.example', { organisation: 'norland' });
		const { viewer: chief } = await own(opened, await signedIn(opened, 'chief@belmark.example'));
		const { viewer: other } = await own(opened, await signedIn(opened, 'chief@norland.example'));
		await policy.change(chief, { mode: 'everyone', roles: [] });
		expect(await heldOf('ada@belmark.example')).toBe('set-up');
		expect(await heldOf('nils@norland.example')).toBeUndefined();
		expect(await policy.change(other, { mode: 'nobody', roles: [] })).toBe(true);
		expect(await heldOf('ada@belmark.example')).toBe('set-up');
		await policy.change(chief, { mode: 'nobody', roles: [] });

		const operator = await opened.access.localOperator();
		await policy.change(operator, { mode: 'roles', roles: ['analyst'] });
		expect(await heldOf('nils@norland.example')).toBe('set-up');
		await policy.change(other, { mode: 'nobody', roles: [] });
		expect(await heldOf('nils@norland.example')).toBe('set-up');
		expect(await heldOf('chief@norland.example')).toBeUndefined();
		expect(await policy.read('norland')).toEqual({
			own: { mode: 'nobody', roles: [] },
			floor: { mode: 'roles', roles: ['analyst'] }
		});
		await policy.change(operator, { mode: 'nobody', roles: [] });
		expect(await heldOf('nils@norland.example')).toBeUndefined();
	});

	test('and nobody else does', async () => {
		const { viewer } = await own(opened, await signedIn(opened, 'ada@belmark.example'));
		await expect(
			opened.access.policy.change(viewer, { mode: 'nobody', roles: [] })
		).rejects.toThrow(Refused);
	});
});

test('a session opened before its account had a factor owes it from then on', async () => {
	await account(opened, 'two@belmark.example');
	const earlier = await signedIn(opened, 'two@belmark.example');
	expect((await viewerOf(opened, earlier))?.held).toBeUndefined();
	const { asking } = await enrolled(opened, 'two@belmark.example');
	expect((await viewerOf(opened, earlier))?.held).toBe('present');
	const cookie = asking.from.headers.get('cookie') ?? '';
	expect((await viewerOf(opened, cookie))?.held).toBeUndefined();
});

test.each([
	['/second-factor', 'GET', '', true],
	['/second-factor', 'POST', '?/confirm', true],
	['/account/passkey.json', 'POST', '', true],
	['/account', 'POST', '?/signOut', true],
	['/account', 'POST', '?/signOutEverywhere', false],
	['/account', 'POST', '?/changePassword', false],
	['/account', 'GET', '', false],
	['/', 'GET', '', false],
	['/network/export.[format]', 'POST', '', false]
])('while it owes one, %s %s%s is open: %s', (route, method, search, open) => {
	expect(isOpenWhileHeld(route, method, new URL(`http://localhost${route}${search}`))).toBe(open);
});
