import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { confinedRoles } from '#lib/domain/audience.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { Refused } from '#lib/server/access/decide.ts';
import { linkHours } from '#lib/server/access/set-up.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import {
	account,
	from,
	openAccess,
	origin,
	password,
	signedIn,
	viewerOf,
	type Opened
} from './opened.ts';

let opened: Opened;
let operator: Viewer;
beforeAll(async () => {
	opened = await openAccess();
	operator = await opened.access.localOperator();
});
afterAll(() => opened.close());

const person = {
	name: 'Ada',
	email: 'ada@belmark.example',
	password,
	organisation: 'belmark',
	roles: ['analyst'] as const
};
const input = (more: object = {}) => ({ ...person, roles: [...person.roles], ...more });

describe('the set-up link', () => {
	const tokenOf = (link: string | undefined) => new URL(link ?? '').searchParams.get('token') ?? '';
	const first = { name: 'First', email: 'First@Belmark.example', password };

	test('is the only way in: no account, no default password', async () => {
		for (const email of ['admin@localhost.example', 'admin@faisceau.example'])
			expect(
				(await opened.access.signIn.password({ email, password: 'administrator' }, from())).outcome
			).toBe('wrong');
		expect(await opened.access.accounts.list(operator)).toEqual([]);
	});

	test('opens once it is made, and a later one closes it', async () => {
		expect(await opened.access.setUp.awaited()).toBe(true);
		expect(await opened.access.setUp.opens('token-0')).toBe(false);
		const link = await opened.access.setUp.link();
		expect(link).toMatch(`${origin}/setup?token=`);
		expect(await opened.access.setUp.link()).toBe(link);
		const restarted = await openAccess(origin, opened.store);
		const later = await restarted.access.setUp.link();
		await restarted.close();
		expect(await opened.access.setUp.opens(tokenOf(link))).toBe(false);
		expect(await opened.access.setUp.opens(tokenOf(later))).toBe(true);
		expect(await opened.access.setUp.opens('')).toBe(false);
	});

	test('is kept as a hash only', async () => {
		const link = await opened.access.setUp.link();
		const [kept] = await opened.store.read(
			builtStatement('tests/link', 'read', 'MATCH (l:SetUpLink) RETURN properties(l) AS p'),
			{}
		);
		expect(JSON.stringify(kept)).not.toContain(tokenOf(link));
	});

	test('dies after a day', async () => {
		const link = await opened.access.setUp.link();
		opened.shift(linkHours * 3_600_000);
		expect(await opened.access.setUp.opens(tokenOf(link))).toBe(false);
		expect(await opened.access.setUp.finish(tokenOf(link), first)).toBeUndefined();
		opened.shift(-linkHours * 3_600_000);
	});

	test('stays open for a form that was refused', async () => {
		const link = await opened.access.setUp.link();
		expect(
			await opened.access.setUp.finish(tokenOf(link), { name: ' ', email: 'no', password: 'short' })
		).toEqual({
			problems: { name: 'invalid', email: 'invalid', password: 'invalid' }
		});
		expect(await opened.access.setUp.opens(tokenOf(link))).toBe(true);
	});

	test('makes one account of two that use it at once: administrator and analyst of the Belmark unit', async () => {
		const token = tokenOf(await opened.access.setUp.link());
		const made = await Promise.all([
			opened.access.setUp.finish(token, first),
			opened.access.setUp.finish(token, { ...first, email: 'second@belmark.example' })
		]);
		expect(made.filter(Boolean)).toHaveLength(1);
		expect(await opened.access.accounts.list(operator)).toHaveLength(1);
		expect(await opened.access.setUp.awaited()).toBe(false);
		expect(made.find(Boolean)).toMatchObject({
			account: { organisation: 'belmark', roles: ['administrator', 'analyst'], disabled: false }
		});
		expect(await opened.access.agencies()).toEqual([
			{
				id: 'belmark',
				name: 'Belmark national unit',
				nameFr: 'Unité nationale de Belmark',
				boundBy: null,
				kind: 'national-unit',
				country: null,
				demonstration: true
			}
		]);
		expect(
			// The other's link may be spent by then: that is a refusal, and no account.
			(await opened.entries()).filter(
				({ action, outcome }) => action === 'access.set-up' && outcome === 'done'
			)
		).toHaveLength(1);
	});

	test('leaves a last step to whoever made the first account, for a day, until they end it', async () => {
		const [made] = await opened.access.accounts.list(operator);
		const mine: Viewer = { ...operator, account: made?.id ?? '', operator: false };
		const first: Viewer = { ...mine, roles: ['administrator'] };
		const goesOn = (viewer: Viewer) => opened.access.setUp.goesOn(viewer);
		await expect(goesOn(mine)).rejects.toThrow(Refused);
		expect(await goesOn({ ...first, account: 'another' })).toBe(false);
		expect(await goesOn(first)).toBe(true);
		opened.shift(linkHours * 3_600_000);
		expect(await goesOn(first)).toBe(false);
		opened.shift(-linkHours * 3_600_000);
		await opened.access.setUp.end({ ...first, account: 'another' }, 'kept');
		expect(await goesOn(first)).toBe(true);
		await opened.access.setUp.end(first, 'kept');
		expect(await goesOn(first)).toBe(false);
	});

	test('is not made again, and an old one opens nothing, once there is an account', async () => {
		expect(await opened.access.setUp.link()).toBeUndefined();
		expect(await opened.access.setUp.opens('token-1')).toBe(false);
	});
});

describe('an account', () => {
	test('is made with its organisation and audited, without its address in the log', async () => {
		const made = await opened.access.accounts.create(operator, input({ organisation: 'sefrin' }));
		expect(made).toMatchObject({
			account: { email: 'ada@belmark.example', organisation: 'sefrin', roles: ['analyst'] }
		});
		const last = (await opened.entries()).at(-1);
		expect(last).toMatchObject({
			action: 'access.manage',
			outcome: 'done',
			actor: 'local-operator'
		});
		expect(JSON.stringify(last)).not.toContain('ada@');
		expect(JSON.stringify(made)).not.toContain(password);
	});

	test('has an address nobody else has, however it is written', async () => {
		expect(
			await opened.access.accounts.create(operator, input({ email: ' ADA@belmark.example ' }))
		).toEqual({ problems: { email: 'taken' } });
		expect((await opened.entries()).at(-1)).toMatchObject({ outcome: 'refused' });
	});

	test.each([
		['a short password', { password: 'eleven char' }, 'password'],
		['an endless password', { password: 'x'.repeat(129) }, 'password'],
		['no role', { roles: [] }, 'roles'],
		[
			'an organisation that could pass for a compound token',
			{ organisation: 'a+case:7' },
			'organisation'
		],
		['an organisation that is no slug', { organisation: 'org:x' }, 'organisation'],
		['a group with a blank, which would be two', { groups: ['a b'] }, 'groups'],
		['no address', { email: 'ada' }, 'email']
	])('is refused with %s', async (_, more, field) => {
		expect(
			await opened.access.accounts.create(
				operator,
				input({ email: 'new@belmark.example', ...more })
			)
		).toEqual({ problems: { [field]: 'invalid' } });
	});

	test('carries the tokens of its groups and of those it is a client of', async () => {
		const made = await account(opened, 'liaison@belmark.example', {
			roles: ['liaison'],
			groups: ['jit-4'],
			clientOf: ['sefrin']
		});
		const found = await viewerOf(opened, await signedIn(opened, 'liaison@belmark.example'));
		expect(found?.viewer.audience).toEqual(
			[
				'clients:belmark',
				'clients:sefrin',
				'community',
				'everyone',
				'group:jit-4',
				'org:belmark',
				`person:${made.id}`
			].sort()
		);
	});

	test.each([...confinedRoles, 'administrator', 'auditor', 'player'] as const)(
		'of a %s carries no token at all',
		async (role) => {
			await account(opened, `${role}@belmark.example`, { roles: [role] });
			const found = await viewerOf(opened, await signedIn(opened, `${role}@belmark.example`));
			expect(found?.viewer.audience).toEqual([]);
		}
	);

	test('is read as it is now for work that goes on: not when it was stopped, nor when it never was', async () => {
		const made = await account(opened, 'works@belmark.example', { roles: ['analyst'] });
		const now = () => opened.access.viewerOfAccount(made.id);
		expect(await now()).toMatchObject({ account: made.id, roles: ['analyst'] });
		await opened.access.accounts.setDisabled(operator, 'works@belmark.example', true);
		expect(await now()).toBeNull();
		expect(await opened.access.viewerOfAccount('nobody')).toBeNull();
	});

	test('that is unknown cannot be disabled or given a password', async () => {
		expect(
			await opened.access.accounts.setDisabled(operator, 'nobody@belmark.example', true)
		).toBeUndefined();
		expect(
			await opened.access.accounts.setPassword(operator, 'nobody@belmark.example', password)
		).toBeUndefined();
		expect(
			await opened.access.accounts.setPassword(operator, 'ada@belmark.example', 'short')
		).toEqual({ problems: { password: 'invalid' } });
	});

	test('takes no password that anybody would try first, nor one made of its own name or address', async () => {
		const { accounts } = opened.access;
		const asked = { name: 'Zoe Kerr', email: 'zk@belmark.example', organisation: 'belmark' };
		const made = (password: string) =>
			accounts.create(operator, { ...asked, roles: ['analyst'], password });
		for (const chosen of ['password1234', 'Zoe-Kerr-2026'])
			expect(await made(chosen), chosen).toEqual({ problems: { password: 'common' } });
		// What is too short is told so first.
		expect(await made('password')).toEqual({ problems: { password: 'invalid' } });
		expect(await made(password)).toMatchObject({ account: { name: 'Zoe Kerr' } });
		for (const chosen of ['azertyuiop12', 'zk@belmark.example'])
			expect(await accounts.setPassword(operator, asked.email, chosen), chosen).toEqual({
				problems: { password: 'common' }
			});
		const cookie = await signedIn(opened, asked.email);
		const { viewer, session } = (await viewerOf(opened, cookie)) ?? {};
		const to = (chosen: string) =>
			opened.access.sessions.changePassword(viewer as Viewer, session ?? '', {
				from: password,
				to: chosen
			});
		expect(await to('zoe kerr zoe kerr')).toBe('common');
		expect(await to('short')).toBe('invalid');
	});
});

describe('managing accounts', () => {
	const administrator = async () => {
		await account(opened, 'admin@belmark.example', { roles: ['administrator'] }).catch(
			() => undefined
		);
		return (await viewerOf(opened, await signedIn(opened, 'admin@belmark.example')))
			?.viewer as Viewer;
	};

	test('is refused to everyone but administrators and the operator', async () => {
		const analyst = { ...(await administrator()), roles: ['analyst'] } as Viewer;
		const { accounts } = opened.access;
		await expect(accounts.list(analyst)).rejects.toThrow(Refused);
		await expect(accounts.create(analyst, input())).rejects.toThrow(Refused);
		await expect(accounts.setDisabled(analyst, 'ada@belmark.example', true)).rejects.toThrow(
			Refused
		);
		await expect(accounts.setPassword(analyst, 'ada@belmark.example', password)).rejects.toThrow(
			Refused
		);
	});

	test('ends at the administrator’s own organisation', async () => {
		const admin = await administrator();
		const { accounts } = opened.access;
		expect(
			(await accounts.list(admin)).every(({ organisation }) => organisation === 'belmark')
		).toBe(true);
		expect(
			(await accounts.list(operator)).some(({ organisation }) => organisation === 'sefrin')
		).toBe(true);
		expect(
			await accounts.create(admin, input({ email: 'x@y.example', organisation: 'sefrin' }))
		).toEqual({ problems: { organisation: 'invalid' } });
		expect(
			await accounts.create(admin, input({ email: 'x@y.example', clientOf: ['sefrin'] }))
		).toEqual({ problems: { clientOf: 'invalid' } });
		expect(
			await accounts.create(admin, input({ email: 'x@y.example', groups: ['jit-4'] }))
		).toEqual({ problems: { groups: 'invalid' } });
		expect(await accounts.setDisabled(admin, 'ada@belmark.example', true)).toBeUndefined();
		expect(await accounts.setPassword(admin, 'ada@belmark.example', password)).toBeUndefined();
		expect(await accounts.create(admin, input({ email: 'x@y.example' }))).toMatchObject({
			account: { organisation: 'belmark' }
		});
	});

	test('ends before whoever checks the administrator, and before roles that no account may hold together', async () => {
		const admin = await administrator();
		const { accounts } = opened.access;
		for (const roles of [
			['auditor'],
			['analyst', 'data-protection-officer'],
			['analyst', 'magistrate'],
			['defence', 'magistrate']
		] as const)
			expect(await accounts.create(admin, input({ email: 'z@belmark.example', roles }))).toEqual({
				problems: { roles: 'invalid' }
			});
		expect(await accounts.create(operator, input({ roles: ['administrator', 'auditor'] }))).toEqual(
			{ problems: { roles: 'invalid' } }
		);
		await account(opened, 'checks@belmark.example', { roles: ['auditor'] });
		await account(opened, 'wide@belmark.example', { groups: ['jit-4'] });
		expect(await accounts.setDisabled(admin, 'checks@belmark.example', true)).toBeUndefined();
		expect(await accounts.setPassword(admin, 'checks@belmark.example', password)).toBeUndefined();
		expect(await accounts.setPassword(admin, 'wide@belmark.example', password)).toBeUndefined();
		expect(await accounts.setDisabled(admin, 'admin@belmark.example', true)).toBeUndefined();
		expect(await accounts.setDisabled(admin, 'wide@belmark.example', true)).toMatchObject({
			disabled: true
		});
	});

	test('are named to people of their own organisation only', async () => {
		const admin = await administrator();
		const { accounts } = opened.access;
		const all = await accounts.list(operator);
		const own = all.filter(({ organisation }) => organisation === 'belmark');
		expect(all.length).toBeGreaterThan(own.length);
		expect(
			await accounts.colleagues(
				admin,
				all.map(({ id }) => id)
			)
		).toEqual(Object.fromEntries(own.map(({ id, name }) => [id, name])));
		expect(await accounts.colleagues(admin, [])).toEqual({});
	});
});

describe('the demonstration', () => {
	test('is seen by members once something in the graph is meant for those who see it', async () => {
		await account(opened, 'demo@belmark.example');
		const cookie = await signedIn(opened, 'demo@belmark.example');
		expect((await viewerOf(opened, cookie))?.viewer.audience).not.toContain('demonstration');
		expect(await opened.access.showsDemonstration()).toBe(false);
		await opened.store.write(
			builtStatement('tests/token', 'write', "CREATE (t:AudienceToken {token: 'demonstration'})"),
			{}
		);
		expect((await viewerOf(opened, cookie))?.viewer.audience).toContain('demonstration');
		expect(await opened.access.showsDemonstration()).toBe(true);
	});

	test('and everything else ever written is seen by the local operator', async () => {
		await opened.store.write(
			builtStatement('tests/token', 'write', "CREATE (t:AudienceToken {token: 'org:elsewhere'})"),
			{}
		);
		expect((await opened.access.localOperator()).audience).toEqual([
			'demonstration',
			'org:elsewhere'
		]);
	});
});
