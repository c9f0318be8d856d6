/** Who may put whom in charge of which case, and what that opens from one request to the next. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onCase, type Role } from '#lib/domain/audience.ts';
import { caseIdOf } from '#lib/domain/case-number.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { Refused } from '#lib/server/access/decide.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { account, openAccess, signedIn, viewerOf, type Opened } from './opened.ts';

let opened: Opened;
let admin: Viewer;
const number = 'BK-2026-0417';
const token = onCase('belmark', caseIdOf(number));

let made = 0;
const add = (role: Role, organisation = 'belmark') =>
	account(opened, `c${made++}@belmark.example`, { organisation, roles: [role] });
const cookieFor = ({ email }: { email: string }) => signedIn(opened, email);
const viewerBy = async (cookie: string) => (await viewerOf(opened, cookie))?.viewer as Viewer;
const last = async () => (await opened.entries()).at(-1);
const charges = () => opened.access.charges;

beforeAll(async () => {
	opened = await openAccess();
	admin = await viewerBy(await cookieFor(await add('administrator')));
	for (const [organisation, caseNumber] of [
		['belmark', number],
		['belmark', 'BK/2026 0417'],
		['arvania', 'AV-1']
	] as const)
		await opened.store.write(
			builtStatement('test/token', 'write', 'CREATE (t:AudienceToken {token: $token})'),
			{ token: onCase(organisation, caseIdOf(caseNumber)) }
		);
});
afterAll(() => opened.close());

test('the case is open at the next request of the same session and shut again at the one after', async () => {
	const person = await add('prosecutor');
	const cookie = await cookieFor(person);
	expect((await viewerBy(cookie)).audience).toEqual([]);

	expect(await charges().give(admin, person.id, ' bk-2026-0417 ')).toEqual({ done: true });
	expect(await last()).toMatchObject({
		action: 'access.charge',
		outcome: 'done',
		actor: admin.account,
		subjects: [person.id]
	});
	expect((await last())?.detail).toContain(caseIdOf(number));
	expect((await viewerBy(cookie)).audience).toEqual([token]);
	const [charge] = await charges().list(admin, person.id);
	expect(charge).toMatchObject({ number, caseId: caseIdOf(number) });
	expect(Math.abs(Date.parse(charge?.since ?? '') - Date.now())).toBeLessThan(60_000);

	// Given twice it is one charge; another number is another case.
	await charges().give(admin, person.id, number);
	await charges().give(admin, person.id, 'BK/2026 0417');
	expect(await charges().list(admin, person.id)).toHaveLength(2);

	expect(await charges().take(admin, person.id, caseIdOf(number))).toEqual({ done: true });
	expect(await last()).toMatchObject({ action: 'access.charge', outcome: 'done' });
	expect((await viewerBy(cookie)).audience).toEqual([onCase('belmark', caseIdOf('BK/2026 0417'))]);
});

test('“why?” answers by the charges of now', async () => {
	const person = await add('prosecutor');
	const ask = () =>
		opened.access.explain.why(admin, { person: person.id, action: 'network.card', entity: 'none' });
	expect((await ask())?.entity?.seen).toBe('no-tokens');
	await charges().give(admin, person.id, number);
	expect((await ask())?.entity?.seen).toBe('not-seen');
});

test('a case that nothing was brought in for is unknown, another office’s alike, and each refusal is kept', async () => {
	const person = await add('prosecutor');
	for (const asked of ['BK-2026-9999', 'AV-1', '', 'a+case:7', 'x'.repeat(41)]) {
		expect(await charges().give(admin, person.id, asked), asked).toEqual({
			obstacle: 'unknown-case'
		});
		expect(await last()).toMatchObject({ action: 'access.charge', outcome: 'refused' });
	}
	expect(await charges().list(admin, person.id)).toEqual([]);
});

test('only a prosecutor of one’s own organisation, never oneself, and only by an administrator', async () => {
	for (const role of ['analyst', 'issuing-judge', 'magistrate', 'defence'] as const) {
		const person = await add(role);
		expect(await charges().give(admin, person.id, number)).toEqual({ obstacle: 'not-prosecutor' });
	}
	const stranger = await add('prosecutor', 'arvania');
	expect(await charges().give(admin, stranger.id, number)).toEqual({ obstacle: 'unknown' });
	expect(await charges().take(admin, stranger.id, caseIdOf(number))).toEqual({
		obstacle: 'unknown'
	});
	expect(await charges().list(admin, stranger.id)).toEqual([]);
	expect(await charges().give(admin, 'nobody', number)).toEqual({ obstacle: 'unknown' });
	expect(await charges().give(admin, admin.account, number)).toEqual({ obstacle: 'oneself' });

	const person = await add('prosecutor');
	const pro = await viewerBy(await cookieFor(person));
	for (const viewer of [pro, { ...admin, roles: ['analyst', 'auditor'] as Role[] }]) {
		await expect(charges().give(viewer, person.id, number)).rejects.toThrow(Refused);
		await expect(charges().take(viewer, person.id, caseIdOf(number))).rejects.toThrow(Refused);
		await expect(charges().list(viewer, person.id)).rejects.toThrow(Refused);
	}
});

test('a charge ends with the role: given again, it begins without a case', async () => {
	const person = await add('prosecutor');
	const cookie = await cookieFor(person);
	await charges().give(admin, person.id, number);
	await opened.access.people.setRoles(admin, person.id, ['analyst']);
	expect((await viewerBy(cookie)).audience).not.toContain(token);
	await opened.access.people.setRoles(admin, person.id, ['prosecutor']);
	expect((await viewerBy(cookie)).audience).toEqual([]);
	// Another role taken or given meanwhile leaves it as it is.
	await charges().give(admin, person.id, number);
	await opened.access.people.setRoles(admin, person.id, ['prosecutor', 'analyst']);
	expect((await viewerBy(cookie)).audience).toContain(token);
});

test('no two numbers share an id', () => {
	const numbers = ['A/1', 'A 1', 'A_1', 'A.1', 'A-1', 'A1', 'A_2F_1', 'Α-1', 'Á-1'];
	expect(new Set(numbers.map(caseIdOf)).size).toBe(numbers.length);
	for (const each of numbers) expect(caseIdOf(each)).toMatch(/^[A-Za-z0-9._-]+$/);
});
