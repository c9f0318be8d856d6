/** Which organisations hold accounts here, and who may invite the first of one. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '#lib/domain/audience.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { Refused } from '#lib/server/access/decide.ts';
import { account, from, openAccess, password, signedIn, viewerOf, type Opened } from './opened.ts';

let opened: Opened;
let admin: Viewer;
let made = 0;
const viewerFor = async (roles: Role[], organisation = 'belmark') => {
	const { email } = await account(opened, `o${made++}@belmark.example`, { organisation, roles });
	return (await viewerOf(opened, await signedIn(opened, email)))?.viewer as Viewer;
};
const last = async () => (await opened.entries()).at(-1);
const organisations = () => opened.access.organisations;
const invite = (
	viewer: Viewer,
	organisation: string,
	roles: Role[],
	email = 'first@unit.example'
) => opened.access.invitations.invite(viewer, { email, organisation, roles });
const tokenOf = (link: string) => new URL(link).searchParams.get('token') ?? '';

beforeAll(async () => {
	opened = await openAccess();
	admin = await viewerFor(['administrator']);
});
afterAll(() => opened.close());

test('one of the vocabulary is bound once, with its names, and the act is kept', async () => {
	expect(await organisations().bind(admin, 'unit-fr')).toEqual({ id: 'unit-fr' });
	expect(await last()).toMatchObject({
		action: 'access.bind',
		outcome: 'done',
		subjects: ['unit-fr']
	});
	expect(await opened.access.namesOf('unit-fr')).toEqual({
		en: 'National unit, France',
		fr: expect.stringContaining('Unité nationale')
	});
	expect((await opened.access.directory(admin)).find(({ id }) => id === 'unit-fr')?.here).toBe(
		true
	);
	expect(await organisations().bind(admin, 'unit-fr')).toEqual({ problems: { name: 'taken' } });
	expect(await last()).toMatchObject({ action: 'access.bind', outcome: 'refused' });
	expect(await organisations().bind(admin, 'unit-zz')).toEqual({ problems: { name: 'invalid' } });
});

test('a new one has the names it was given; a name that is taken in either language is refused', async () => {
	const input = {
		name: 'Harbour Office of Kestow',
		nameFr: 'Capitainerie de Kestow',
		kind: 'private' as const,
		country: 'fr'
	};
	expect(await organisations().create(admin, input)).toEqual({ id: 'harbour-office-of-kestow' });
	const listed = (await opened.access.directory(admin)).find(
		({ id }) => id === 'harbour-office-of-kestow'
	);
	expect(listed).toMatchObject({
		name: { en: input.name, fr: input.nameFr },
		country: 'FR',
		kind: 'private',
		agreement: 'none',
		here: true
	});
	for (const [more, problem] of [
		[{}, { name: 'taken' }],
		[{ name: 'CAPITAINERIE de Kestow' }, { name: 'taken' }],
		[{ name: 'Unité nationale, France' }, { name: 'taken' }],
		[{ name: 'unit fr' }, { name: 'taken' }],
		[{ name: 'Harbour Office of Kest0w', nameFr: '' }, { name: 'taken' }],
		[{ name: 'NationaI unit, France', nameFr: '' }, { name: 'taken' }],
		[{ name: 'Other', nameFr: 'Еуропол' }, { name: 'taken' }],
		[{ name: 'Nat\u0456onal unit, France' }, { name: 'invalid' }],
		[{ name: 'Other', nameFr: 'Unit\u0435 nationale, France' }, { nameFr: 'invalid' }],
		[{ name: '  ' }, { name: 'invalid' }],
		[{ name: 'Other', nameFr: '', country: 'FRA' }, { country: 'invalid' }],
		[{ name: 'Other', nameFr: '', kind: 'king' as never }, { kind: 'invalid' }]
	] as const)
		expect(await organisations().create(admin, { ...input, ...more })).toEqual({
			problems: problem
		});
});

test('one name serves for both languages, and no country is named that was not given', async () => {
	expect(await organisations().create(admin, { name: 'Quay watch', kind: 'private' })).toEqual({
		id: 'quay-watch'
	});
	const both = { en: 'Quay watch', fr: 'Quay watch' };
	expect(await opened.access.namesOf('quay-watch')).toEqual(both);
	expect(
		(await opened.access.directory(admin)).find(({ id }) => id === 'quay-watch')
	).toMatchObject({ name: both, country: null });
	// Nobody named it: it is called by its id.
	expect(await opened.access.namesOf('nowhere')).toEqual({ en: 'nowhere', fr: 'nowhere' });
});

test('of two who bind the same at once one does', async () => {
	const both = await Promise.all([1, 2].map(() => organisations().bind(admin, 'unit-es')));
	expect(both).toContainEqual({ id: 'unit-es' });
	expect(both).toContainEqual({ problems: { name: 'taken' } });
});

test('the operator waits for no first administrator: they make accounts themselves', async () => {
	expect(await organisations().awaited(await opened.access.localOperator())).toEqual([]);
});

test('who bound it invites its first administrator, and nobody else of it, and nobody after', async () => {
	await organisations().bind(admin, 'unit-de');
	expect(await organisations().awaited(admin)).toContain('unit-de');
	const refused = { problems: { organisation: 'invalid' } };
	expect(await invite(admin, 'unit-de', ['analyst'])).toEqual(refused);
	expect(await invite(admin, 'unit-de', ['administrator', 'analyst'])).toEqual(refused);
	// Of an organisation that is here without having been bound, such as the demonstration's.
	const other = await viewerFor(['administrator'], 'arvania');
	expect(await invite(admin, 'arvania', ['administrator'])).toEqual(refused);
	expect(await invite(other, 'unit-de', ['administrator'])).toEqual(refused);
	expect(await organisations().awaited(other)).toEqual([]);

	const first = await invite(admin, 'unit-de', ['administrator']);
	const second = await invite(admin, 'unit-de', ['administrator'], 'second@unit.example');
	if (!('link' in first && 'link' in second)) throw new Error('not invited');
	// The later one took its place, so two never come in by one binding.
	expect(await opened.access.invitations.open(tokenOf(first.link))).toBeUndefined();
	expect(await opened.access.invitations.open(tokenOf(second.link))).toMatchObject({
		organisation: { en: 'National unit, Germany' },
		roles: ['administrator']
	});
	const accepted = await opened.access.invitations.accept(
		tokenOf(second.link),
		{ name: 'Second', password },
		from().client
	);
	expect(accepted).toMatchObject({ account: { organisation: 'unit-de' } });
	expect(await organisations().awaited(admin)).not.toContain('unit-de');
	expect(await invite(admin, 'unit-de', ['administrator'], 'third@unit.example')).toEqual(refused);
});

test('only administrators bind and create', async () => {
	for (const roles of [['analyst'], ['liaison'], ['auditor'], ['magistrate']] as Role[][]) {
		const viewer = { ...admin, roles };
		await expect(organisations().bind(viewer, 'unit-it')).rejects.toThrow(Refused);
		await expect(
			organisations().create(viewer, { name: 'Some office', kind: 'private' })
		).rejects.toThrow(Refused);
	}
});

test('the first account belongs to the organisation that was chosen, or to the demonstration’s', async () => {
	const person = { name: 'First', email: 'first@setup.example', password };
	for (const [organisation, expected] of [
		[undefined, { organisation: 'belmark' }],
		['unit-be', { organisation: 'unit-be' }],
		[{ name: 'Harbour police', kind: 'national-unit' }, { organisation: 'harbour-police' }]
	] as const) {
		const fresh = await openAccess();
		const token = tokenOf((await fresh.access.setUp.link()) ?? '');
		for (const wrong of [
			'unit-zz',
			{ name: 'Unité nationale, France', kind: 'private' as const },
			{ name: ' ', kind: 'private' as const }
		])
			expect(await fresh.access.setUp.finish(token, { ...person, organisation: wrong })).toEqual({
				problems: { organisation: 'invalid' }
			});
		expect(
			await fresh.access.setUp.finish(token, {
				...person,
				...(organisation ? { organisation } : {})
			})
		).toMatchObject({ account: expected });
		await fresh.close();
	}
});
