import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Viewer } from '#lib/domain/viewer.ts';
import { Refused } from '#lib/server/access/decide.ts';
import { account, openAccess, signedIn, viewerOf, type Opened } from './opened.ts';

let opened: Opened;
let operator: Viewer;
let admin: Viewer;
let made = 0;
beforeAll(async () => {
	opened = await openAccess();
	operator = await opened.access.localOperator();
});
afterAll(() => opened.close());
beforeEach(async () => {
	admin = await viewerFor(await add({ roles: ['administrator'] }));
});

/** Each test works in an organisation of its own. */
const home = () => `org-${made}`;
async function add(more: object = {}, organisation?: string) {
	if (organisation === undefined && 'roles' in more && String(more.roles) === 'administrator')
		made++;
	return account(opened, `p${Math.random().toString(36).slice(2)}@belmark.example`, {
		organisation: organisation ?? home(),
		...more
	});
}
const viewerFor = async ({ email }: { email: string }) =>
	(await viewerOf(opened, await signedIn(opened, email)))?.viewer as Viewer;
const roleOf = async (id: string) => (await opened.access.people.read(operator, id))?.roles;
const last = async () => (await opened.entries()).at(-1);

describe('the list', () => {
	test('is of one’s own organisation, says whom one may not change, and is audited', async () => {
		const own = [admin.account, (await add()).id, (await add({ roles: ['auditor'] })).id];
		await add({}, 'elsewhere');
		const listed = await opened.access.people.list(admin);
		expect(listed.map(({ id }) => id).toSorted()).toEqual(own.toSorted());
		expect(Object.fromEntries(listed.map(({ id, bar }) => [id, bar]))).toEqual({
			[own[0] ?? '']: 'oneself',
			[own[1] ?? '']: undefined,
			[own[2] ?? '']: 'more-privileged'
		});
		expect(await last()).toMatchObject({ action: 'access.manage', outcome: 'done' });
		expect((await opened.access.people.list(operator)).length).toBeGreaterThan(listed.length);
	});

	test('and every change are for administrators', async () => {
		const { id } = await add();
		const { people } = opened.access;
		for (const role of ['analyst', 'auditor', 'magistrate'] as const) {
			const other = { ...admin, roles: [role] };
			await expect(people.list(other)).rejects.toThrow(Refused);
			await expect(people.read(other, id)).rejects.toThrow(Refused);
			await expect(people.setRoles(other, id, ['author'])).rejects.toThrow(Refused);
			await expect(people.setDisabled(other, id, true)).rejects.toThrow(Refused);
			await expect(people.endSessions(other, id)).rejects.toThrow(Refused);
		}
		expect(await roleOf(id)).toEqual(['analyst']);
	});
});

describe('one person', () => {
	test('is shown with open sessions, and not at all from another organisation', async () => {
		const person = await add({ groups: ['jit-4'], clientOf: ['sefrin'] });
		await signedIn(opened, person.email);
		const seen = await opened.access.people.read(admin, person.id);
		expect(seen).toMatchObject({ sessions: 1, groups: ['jit-4'], bar: 'more-privileged' });
		expect(seen).not.toHaveProperty('stopBar');
		expect(seen?.givable).toContain('magistrate');
		expect(seen?.givable).not.toContain('auditor');
		expect(await opened.access.people.read(admin, admin.account)).toMatchObject({
			stopBar: 'oneself'
		});
		expect(await opened.access.people.read(admin, 'nobody')).toBeUndefined();
		const stranger = await add({}, 'elsewhere');
		expect(await opened.access.people.read(admin, stranger.id)).toBeUndefined();
	});
});

describe('changing roles', () => {
	test('holds from the next request on, and its entry says what was and what was asked', async () => {
		const person = await add();
		const cookie = await signedIn(opened, person.email);
		expect(
			await opened.access.people.setRoles(admin, person.id, ['author', 'author', 'liaison'])
		).toEqual({ done: true });
		expect((await viewerOf(opened, cookie))?.viewer.roles).toEqual(['author', 'liaison']);
		const entry = await last();
		expect(entry).toMatchObject({
			action: 'access.manage',
			outcome: 'done',
			subjects: [person.id]
		});
		expect(JSON.parse(entry?.detail ?? '')).toMatchObject({
			act: 'roles',
			roles: 'analyst',
			asked: 'author liaison'
		});
	});

	test.each([
		[[], 'no-role'],
		[['king'], 'no-role'],
		[['analyst', 'defence'], 'confined-alone'],
		[['auditor', 'administrator'], 'checks-administrators'],
		[['analyst', 'auditor'], 'not-given'],
		[['data-protection-officer'], 'not-given']
	])('to %j is refused: %s, nothing changes, and it is kept', async (asked, obstacle) => {
		const person = await add();
		expect(await opened.access.people.setRoles(admin, person.id, asked)).toEqual({ obstacle });
		expect(await roleOf(person.id)).toEqual(['analyst']);
		const refusal = (await opened.entries()).filter(({ outcome }) => outcome === 'refused').at(-1);
		expect(JSON.parse(refusal?.detail ?? '')).toMatchObject({ act: 'roles', obstacle });
	});

	test('never reaches a person of another organisation, oneself, or somebody more privileged', async () => {
		const { people } = opened.access;
		const stranger = await add({}, 'elsewhere');
		const auditor = await add({ roles: ['auditor'] });
		const wide = await add({ roles: ['researcher'], groups: ['jit-4'] });
		const roles = ['analyst'];
		expect(await people.setRoles(admin, stranger.id, ['author'])).toEqual({ obstacle: 'unknown' });
		expect(await people.setRoles(admin, 'nobody', roles)).toEqual({ obstacle: 'unknown' });
		expect(await people.setRoles(admin, admin.account, ['administrator', 'analyst'])).toEqual({
			obstacle: 'oneself'
		});
		expect(await people.setRoles(admin, auditor.id, roles)).toEqual({
			obstacle: 'more-privileged'
		});
		// Becoming an analyst would wake the token of the group, which no administrator may give.
		expect(await people.setRoles(admin, wide.id, roles)).toEqual({ obstacle: 'more-privileged' });
		expect(await roleOf(stranger.id)).toEqual(['analyst']);
		expect(await roleOf(wide.id)).toEqual(['researcher']);
		expect(await people.setRoles(operator, wide.id, roles)).toEqual({ done: true });
	});

	test('leaves the organisation an administrator who can sign in', async () => {
		const { people } = opened.access;
		const other = await viewerFor(await add({ roles: ['administrator'] }, home()));
		expect(await people.setDisabled(admin, other.account, true)).toEqual({ done: true });
		expect(await people.setRoles(other, admin.account, ['analyst'])).toEqual({
			obstacle: 'last-administrator'
		});
		expect(await people.setDisabled(other, admin.account, true)).toEqual({
			obstacle: 'last-administrator'
		});
		expect(await people.setRoles(operator, admin.account, ['analyst'])).toEqual({
			obstacle: 'last-administrator'
		});
		expect(await people.setDisabled(admin, other.account, false)).toEqual({ done: true });
		expect(await people.setRoles(other, admin.account, ['analyst'])).toEqual({ done: true });
	});

	test('of two administrators who unseat each other at once, one remains', async () => {
		const { people } = opened.access;
		const other = await viewerFor(await add({ roles: ['administrator'] }, home()));
		const [a, b] = await Promise.all([
			people.setRoles(admin, other.account, ['analyst']),
			people.setRoles(other, admin.account, ['analyst'])
		]);
		expect([a, b].filter((each) => 'done' in each)).toHaveLength(1);
		const roles = [await roleOf(admin.account), await roleOf(other.account)].flat();
		expect(roles.filter((role) => role === 'administrator')).toHaveLength(1);
	});
});

describe('stopping somebody', () => {
	test('ends their sessions; letting them in again asks as much as giving them roles', async () => {
		const { people } = opened.access;
		const wide = await add({ groups: ['jit-4'] });
		const cookie = await signedIn(opened, wide.email);
		expect(await people.setDisabled(admin, wide.id, true)).toEqual({ done: true });
		expect(await viewerOf(opened, cookie)).toBeUndefined();
		expect((await people.read(operator, wide.id))?.disabled).toBe(true);
		expect(await people.setDisabled(admin, wide.id, false)).toEqual({
			obstacle: 'more-privileged'
		});
		expect(await people.setDisabled(operator, wide.id, false)).toEqual({ done: true });
		const again = await signedIn(opened, wide.email);
		expect(await people.endSessions(admin, wide.id)).toEqual({ done: true });
		expect(await viewerOf(opened, again)).toBeUndefined();
		expect(await people.endSessions(admin, 'nobody')).toEqual({ obstacle: 'unknown' });
	});
});
