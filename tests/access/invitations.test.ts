/** Invitations: whom an administrator may invite, and what a link is worth. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Refused } from '#lib/server/access/decide.ts';
import { invitationDays } from '#lib/server/access/invitations.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { account, from, openAccess, origin, password, signedIn } from './opened.ts';
import { own, type Opened } from './second.ts';

let opened: Opened;
let chief: Awaited<ReturnType<typeof own>>['viewer'];
let other: typeof chief;
beforeAll(async () => {
	opened = await openAccess();
	await account(opened, 'chief@belmark.example', { roles: ['administrator'] });
	await account(opened, 'chief@norland.example', {
		roles: ['administrator'],
		organisation: 'norland'
	});
	chief = (await own(opened, await signedIn(opened, 'chief@belmark.example'))).viewer;
	other = (await own(opened, await signedIn(opened, 'chief@norland.example'))).viewer;
});
afterAll(() => opened.close());

let made = 0;
let hop = 0;
const place = () => `192.0.2.${hop++ % 250}`;
const asked = (more: object = {}) => ({
	email: `guest${made++}@belmark.example`,
	organisation: 'belmark',
	roles: ['analyst' as const],
	...more
});
async function invited(more: object = {}) {
	const wanted = asked(more);
	const answer = await opened.access.invitations.invite(chief, wanted);
	if ('problems' in answer) throw new Error(JSON.stringify(answer.problems));
	return {
		...wanted,
		token: new URL(answer.link).searchParams.get('token') ?? '',
		link: answer.link
	};
}
const accept = (token: string, client = place()) =>
	opened.access.invitations.accept(token, { name: 'Guest', password }, client);

describe('an administrator', () => {
	test('invites an address to their own organisation, with roles they may give', async () => {
		const { token, link, email } = await invited({ roles: ['analyst', 'author'] });
		expect(link).toBe(`${origin}/invitation?token=${token}`);
		expect(await opened.access.invitations.open(token)).toEqual({
			email,
			organisation: { en: 'belmark', fr: 'belmark' },
			roles: ['analyst', 'author']
		});
		expect((await opened.access.invitations.pending(chief))[0]).toMatchObject({ email });
		const entry = (await opened.entries()).findLast(({ detail }) => detail?.includes('"invite"'));
		expect(entry).toMatchObject({ action: 'access.invite', outcome: 'done' });
		expect(JSON.stringify(entry)).not.toContain(email);
	});

	test.each([
		['another organisation', { organisation: 'norland' }, { organisation: 'invalid' }],
		['a role that checks administrators', { roles: ['auditor'] }, { roles: 'invalid' }],
		['roles that clash', { roles: ['administrator', 'auditor'] }, { roles: 'invalid' }],
		['no role', { roles: [] }, { roles: 'invalid' }],
		['what is no address', { email: 'no' }, { email: 'invalid' }],
		['a colleague', { email: 'CHIEF@belmark.example' }, { email: 'taken' }]
	])('does not invite with %s', async (_, more, problems) => {
		expect(await opened.access.invitations.invite(chief, asked(more))).toEqual({ problems });
	});

	test('cannot tell by it whether another organisation knows somebody', async () => {
		const { token } = await invited({ email: 'chief@norland.example' });
		expect(await accept(token)).toBeUndefined();
		const operator = await opened.access.localOperator();
		expect(
			await opened.access.invitations.invite(operator, asked({ email: 'chief@norland.example' }))
		).toEqual({ problems: { email: 'taken' } });
	});

	test('using a link finds out that an address is known elsewhere, in the log of that organisation', async () => {
		const { token } = await invited({ email: 'chief@norland.example' });
		const before = (await opened.entries()).length;
		expect(await accept(token)).toBeUndefined();
		const [mine, theirs, ...rest] = (await opened.entries()).slice(before);
		expect(mine).toMatchObject({ action: 'access.invitation', organisation: 'belmark' });
		const [invitation] = (await opened.entries()).slice(before - 1);
		expect(mine).toMatchObject({ outcome: 'refused', subjects: invitation?.subjects });
		expect(theirs).toMatchObject({
			action: 'access.invitation',
			organisation: 'norland',
			outcome: 'refused',
			subjects: [other.account]
		});
		expect(JSON.parse(theirs?.detail ?? '')).toMatchObject({
			reason: 'address known',
			invitedTo: 'belmark'
		});
		expect(rest).toEqual([]);
		// Each try costs an invitation.
		expect(await opened.access.invitations.open(token)).toBeUndefined();
		const left = await opened.access.invitations.pending(chief);
		expect(left.map(({ email }) => email)).not.toContain('chief@norland.example');
	});

	test('its id stands on all that comes of it: made, taken back, used', async () => {
		const about = async (id: string | undefined) =>
			(await opened.entries())
				.filter(({ subjects }) => subjects.includes(id ?? ''))
				.map(({ action, detail }) => ({
					action,
					...(JSON.parse(detail) as { act?: string; roles: string; address?: string })
				}));
		const made = async () => (await opened.entries()).at(-1)?.subjects[0];
		const address = (email: string) => opened.audit.commit(email);
		const first = await invited();
		const id = await made();
		expect(id).toMatch(/^[A-Za-z0-9]{32}$/);
		await accept(first.token);
		expect(await about(id)).toMatchObject([
			{ action: 'access.invite', act: 'invite', roles: 'analyst' },
			{ action: 'access.invitation', roles: 'analyst' }
		]);
		await invited({ email: 'taken-back@belmark.example' });
		const other = await made();
		expect(await opened.access.invitations.revoke(chief, other ?? '')).toBe(true);
		expect(await opened.access.invitations.revoke(chief, other ?? '')).toBe(false);
		expect(await about(other)).toMatchObject([
			{ act: 'invite', address: address('taken-back@belmark.example') },
			{ act: 'revoke', address: address('taken-back@belmark.example'), roles: 'analyst' }
		]);
	});

	test('what the operator does about an organisation’s people stands where its auditors read it', async () => {
		const operator = await opened.access.localOperator();
		const before = (await opened.entries()).length;
		const email = 'by-operator@norland.example';
		await opened.access.invitations.invite(operator, asked({ email, organisation: 'norland' }));
		const [pending] = await opened.access.invitations.pending(operator);
		await opened.access.invitations.revoke(operator, pending?.id ?? '');
		await account(opened, email, { organisation: 'norland' });
		await opened.access.accounts.setDisabled(operator, email, true);
		await opened.access.accounts.setDisabled(operator, 'nobody@norland.example', true);
		const told = (await opened.entries())
			.slice(before)
			.map(({ actor, organisation, detail }) => [
				(JSON.parse(detail) as { act?: string }).act,
				actor,
				organisation
			]);
		expect(told).toEqual([
			['invite', 'local-operator', 'norland'],
			['list', 'local-operator', 'local'],
			['revoke', 'local-operator', 'norland'],
			['create', 'local-operator', 'norland'],
			['disable', 'local-operator', 'norland'],
			['disable', 'local-operator', 'local']
		]);
	});

	describe('a new invitation takes the place of the earlier one', () => {
		type Invite = Opened['access']['invitations']['invite'];
		const open = (link: string) =>
			opened.access.invitations.open(new URL(link).searchParams.get('token') ?? '');
		const linkOf = async (...wanted: Parameters<Invite>) => {
			const made = await opened.access.invitations.invite(...wanted);
			if (!('link' in made)) throw new Error('not invited');
			return made;
		};

		test('of the same address, however it is written, and says so', async () => {
			const wanted = asked();
			const first = await linkOf(chief, wanted);
			expect(first.replaced).toBe(0);
			const second = await linkOf(chief, { ...wanted, email: ` ${wanted.email.toUpperCase()}` });
			expect(second.replaced).toBe(1);
			expect(await open(first.link)).toBeUndefined();
			expect(await open(second.link)).toBeDefined();
			const told = (await opened.entries())
				.filter(({ action }) => action === 'access.invite')
				.slice(-2)
				.map(({ detail }) => JSON.parse(detail ?? '') as { replaced?: number });
			expect(told.map(({ replaced }) => replaced)).toEqual([undefined, 1]);
		});

		test('of two made at once for one address, one is left', async () => {
			const wanted = asked();
			const made = await Promise.all([1, 2, 3].map(() => linkOf(chief, wanted)));
			const alive = await Promise.all(made.map(({ link }) => open(link)));
			expect(alive.filter(Boolean)).toHaveLength(1);
		});

		test('the operator’s wherever the earlier was to; nobody else’s touches another organisation', async () => {
			const operator = await opened.access.localOperator();
			const wanted = asked();
			const mine = await linkOf(chief, wanted);
			const theirs = await linkOf(other, { ...wanted, organisation: 'norland' });
			expect(theirs.replaced).toBe(0);
			expect(await open(mine.link)).toBeDefined();
			const last = await linkOf(operator, wanted);
			expect(last.replaced).toBe(2);
			expect([await open(mine.link), await open(theirs.link)]).toEqual([undefined, undefined]);
			expect(await open(last.link)).toBeDefined();
		});
	});

	test('sees and takes back those of their own organisation alone', async () => {
		const { token, email } = await invited();
		const mine = await opened.access.invitations.pending(chief);
		const { id = '' } = mine.find((each) => each.email === email) ?? {};
		expect(await opened.access.invitations.pending(other)).toEqual([]);
		expect(await opened.access.invitations.revoke(other, id)).toBe(false);
		expect(await opened.access.invitations.revoke(other, 'nothing')).toBe(false);
		expect(await opened.access.invitations.open(token)).toBeDefined();
		expect(await opened.access.invitations.revoke(chief, id)).toBe(true);
		expect(await opened.access.invitations.open(token)).toBeUndefined();
	});

	test('alone does any of it; the local operator for every organisation', async () => {
		await account(opened, 'ada@belmark.example');
		const { viewer } = await own(opened, await signedIn(opened, 'ada@belmark.example'));
		const { invitations } = opened.access;
		await expect(invitations.invite(viewer, asked())).rejects.toThrow(Refused);
		await expect(invitations.pending(viewer)).rejects.toThrow(Refused);
		await expect(invitations.revoke(viewer, 'x')).rejects.toThrow(Refused);
		const operator = await opened.access.localOperator();
		const made = await invitations.invite(
			operator,
			asked({ organisation: 'norland', roles: ['auditor'] })
		);
		if (!('link' in made)) throw new Error('not invited');
		const token = new URL(made.link).searchParams.get('token') ?? '';
		expect(await invitations.open(token)).toMatchObject({ roles: ['auditor'] });
		const everywhere = (await invitations.pending(operator)).map((each) => each.organisation);
		expect(new Set(everywhere)).toEqual(new Set(['belmark', 'norland']));
	});
});

describe('a link', () => {
	test('opens nothing once the account that made it is gone', async () => {
		const { email } = await account(opened, 'gone@belmark.example', { roles: ['administrator'] });
		const { viewer } = await own(opened, await signedIn(opened, email));
		const answer = await opened.access.invitations.invite(viewer, asked());
		if (!('link' in answer)) throw new Error('not invited');
		const token = new URL(answer.link).searchParams.get('token') ?? '';
		expect(await opened.access.invitations.open(token)).toBeDefined();
		await opened.store.write(
			builtStatement('test/gone', 'write', 'MATCH (u:Auth_user {id: $id}) DETACH DELETE u'),
			{ id: viewer.account }
		);
		expect(await opened.access.invitations.open(token)).toBeUndefined();
		expect(await accept(token)).toBeUndefined();
	});

	test('makes the account once, with what was given and nothing else', async () => {
		const { token, email } = await invited({ roles: ['author'] });
		const accepted = await opened.access.invitations.accept(
			token,
			{ name: 'Guest', password, roles: ['administrator'], organisation: 'norland' } as never,
			place()
		);
		expect(accepted).toMatchObject({
			account: { email, roles: ['author'], organisation: 'belmark' }
		});
		expect(await accept(token)).toBeUndefined();
		expect((await opened.access.signIn.password({ email, password }, from())).outcome).toBe('done');
		expect(
			(await opened.entries()).findLast(({ action }) => action === 'access.invitation')
		).toMatchObject({ outcome: 'done', organisation: 'belmark' });
	});

	test('makes one account of five who use it at once', async () => {
		const { token } = await invited();
		const made = await Promise.all(Array.from({ length: 5 }, () => accept(token)));
		expect(made.filter((each) => typeof each === 'object' && 'account' in each)).toHaveLength(1);
	});

	test('stays open for a form that was refused', async () => {
		const { token } = await invited();
		expect(
			await opened.access.invitations.accept(token, { name: ' ', password: 'short' }, place())
		).toEqual({ problems: { name: 'invalid', password: 'invalid' } });
		expect(await opened.access.invitations.open(token)).toBeDefined();
	});

	test('dies after seven days, and when the same address is invited anew', async () => {
		const first = await invited();
		const again = await opened.access.invitations.invite(chief, {
			...asked(),
			email: first.email
		});
		expect(again).toHaveProperty('link');
		expect(await opened.access.invitations.open(first.token)).toBeUndefined();
		const { token } = await invited();
		opened.shift(invitationDays * 24 * 3_600_000);
		expect(await opened.access.invitations.open(token)).toBeUndefined();
		expect(await accept(token)).toBeUndefined();
		expect(await opened.access.invitations.pending(chief)).toEqual([]);
		opened.shift(-invitationDays * 24 * 3_600_000);
	});

	test('is not in the graph: only its hash is', async () => {
		const { token } = await invited();
		const rows = await opened.store.read(
			builtStatement('tests/i', 'read', 'MATCH (n:Auth_invitation) RETURN properties(n) AS p'),
			{}
		);
		expect(rows.length).toBeGreaterThan(0);
		expect(JSON.stringify(rows)).not.toContain(token);
	});

	test('cannot be guessed: ten tries from one place in a minute, and nobody else is kept out', async () => {
		const { token } = await invited();
		const outcomes: unknown[] = [];
		for (let i = 0; i < 15; i++)
			outcomes.push(await accept(`guess-${i}`, ['2001:db8:7::1', '2001:DB8:7:0::2'][i % 2]));
		expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(10);
		expect(outcomes.at(-1)).toBe('throttled');
		expect(await accept(token)).toHaveProperty('account');
	});
});

describe('an invitation ends with the right of whoever made it', () => {
	/** An administrator of an organisation of its own, with a colleague and an open invitation. */
	async function scene(organisation: string) {
		const email = `second@${organisation}.example`;
		const roles = ['administrator', 'analyst'];
		const inviter = await account(opened, email, { organisation, roles });
		await account(opened, `first@${organisation}.example`, {
			organisation,
			roles: ['administrator']
		});
		const viewers = await Promise.all(
			['first', 'second'].map(async (name) => {
				const cookie = await signedIn(opened, `${name}@${organisation}.example`);
				return (await own(opened, cookie)).viewer;
			})
		);
		const [first, second] = viewers as [typeof chief, typeof chief];
		const asks = asked({ organisation, roles: ['administrator'] });
		const answer = await opened.access.invitations.invite(second, asks);
		if ('problems' in answer) throw new Error(JSON.stringify(answer.problems));
		return {
			first,
			inviter,
			token: new URL(answer.link).searchParams.get('token') ?? '',
			/** What the graph says of the inviter, written past every rule. */
			straight: (set: string) =>
				opened.store.write(
					builtStatement(
						'tests/s',
						'write',
						`MATCH (u:Auth_user {id: $id}) SET ${set} RETURN u.id AS id`
					),
					{ id: inviter.id }
				)
		};
	}
	const dead = async (token: string) => {
		expect(await opened.access.invitations.open(token)).toBeUndefined();
		expect(await accept(token)).toBeUndefined();
	};

	test('disabled by a colleague: the entry says how many ended', async () => {
		const { first, inviter, token } = await scene('one');
		expect(await opened.access.people.setDisabled(first, inviter.id, true)).toEqual({ done: true });
		expect((await opened.entries()).at(-1)?.detail).toContain('"invitationsEnded":1');
		expect(await opened.access.invitations.pending(first)).toEqual([]);
		await dead(token);
	});

	test('disabled by the operator', async () => {
		const { inviter, token } = await scene('two');
		const operator = await opened.access.localOperator();
		await opened.access.accounts.setDisabled(operator, inviter.email, true);
		await opened.access.accounts.setDisabled(operator, inviter.email, false);
		await dead(token);
	});

	test('an administrator no more', async () => {
		const { first, inviter, token } = await scene('three');
		expect(await opened.access.people.setRoles(first, inviter.id, ['analyst'])).toEqual({
			done: true
		});
		await dead(token);
	});

	test.each(['u.disabled = true', "u.roles = 'analyst'", "u.organisation = 'elsewhere'"])(
		'accepting asks again, whatever was forgotten: %s',
		async (set) => {
			const { straight, token } = await scene(`four-${made}`);
			await straight(set);
			await dead(token);
		}
	);

	test('a role that is added ends none', async () => {
		const { first, inviter, token } = await scene('five');
		await opened.access.people.setRoles(first, inviter.id, ['administrator', 'author']);
		expect(await accept(token)).toHaveProperty('account');
	});
});

describe('a lost second factor', () => {
	test('is taken off by an administrator of the organisation, and every session ends', async () => {
		const { enrolled } = await import('./second.ts');
		await account(opened, 'lost@belmark.example');
		await enrolled(opened, 'lost@belmark.example');
		const { accounts, signIn } = opened.access;
		const asked = { email: 'lost@belmark.example', password };
		expect(await accounts.resetFactors(other, asked.email)).toBeUndefined();
		expect(await accounts.resetFactors(chief, 'nobody@belmark.example')).toBeUndefined();
		expect((await signIn.password(asked, from())).outcome).toBe('factor');
		expect(await accounts.resetFactors(chief, asked.email)).toMatchObject({ email: asked.email });
		expect((await signIn.password(asked, from())).outcome).toBe('done');
	});
});
