/** Passkeys: added, used, taken away; and what a broken or hostile device gets for its trouble. */
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtStatement } from '#lib/server/graph/query.ts';
import { deviceOf, type Bent } from './device.ts';
import {
	account,
	cookieOf,
	from,
	openAccess,
	origin,
	password,
	signedIn,
	viewerOf
} from './opened.ts';
import { enrolled, own, type Opened } from './second.ts';

let opened: Opened;
let made = 0;
beforeAll(async () => {
	opened = await openAccess();
});
afterAll(() => opened.close());

const someone = async () => {
	const email = `key${made++}@belmark.example`;
	await account(opened, email);
	return email;
};
const nothing = { password: '', code: '' };
type Options = { challenge: string };

/** Signs in with the password, adds a passkey of a new device, and says what came of it. */
async function registered(email: string, bent: Bent = {}) {
	const device = deviceOf(origin);
	const cookie = await signedIn(opened, email);
	const asking = await own(opened, cookie);
	const begun = await opened.access.factors.passkeyOptions(asking, nothing);
	expect(begun.outcome).toBe('done');
	const there = { ...asking, from: from(`${cookie}; ${cookieOf(begun.cookies)}`) };
	const answer = device.register(begun.options as Options, bent);
	const outcome = await opened.access.factors.addPasskey(there, ' laptop ', answer);
	return { device, asking, there, answer, outcome, cookie };
}
async function challenged() {
	const { options, cookies } = await opened.access.signIn.passkeyOptions(from());
	return { options: options as Options & Record<string, unknown>, cookie: cookieOf(cookies) };
}
/** One sign-in with a device, bent or not. */
async function signs(device: ReturnType<typeof deviceOf>, bent: Bent = {}, client?: string) {
	const { options, cookie } = await challenged();
	return opened.access.signIn.passkey(device.assert(options, bent), from(cookie, client));
}
const lastEntry = async () => (await opened.entries()).at(-1);

describe('a passkey', () => {
	test('is added under a name and signs in by itself, as both factors', async () => {
		const email = await someone();
		const { device, asking, outcome } = await registered(email);
		expect(outcome).toBe('done');
		expect(await lastEntry()).toMatchObject({ action: 'access.factor', outcome: 'done' });
		const state = await opened.access.factors.state(asking);
		expect(state.passkeys).toMatchObject([{ name: 'laptop' }]);
		expect(state.asks).toEqual({ password: false, code: false });
		const { outcome: signed, cookies } = await signs(device);
		expect(signed).toBe('done');
		expect((await viewerOf(opened, cookieOf(cookies)))?.viewer.name).toBe(email);
		expect(await lastEntry()).toMatchObject({
			action: 'access.sign-in',
			outcome: 'done',
			detail: JSON.stringify({ factor: 'passkey', rule: 'public' })
		});
	});

	test('is asked for after the password of an account that has one', async () => {
		const email = await someone();
		const { device } = await registered(email);
		const { outcome, cookies } = await opened.access.signIn.password({ email, password }, from());
		expect(outcome).toBe('factor');
		expect(await viewerOf(opened, cookieOf(cookies))).toBeUndefined();
		expect((await opened.access.signIn.code('000000', from(cookieOf(cookies)))).outcome).toBe(
			'wrong'
		);
		expect((await signs(device)).outcome).toBe('done');
	});

	test('names no account and asks the device to know its owner', async () => {
		const { options } = await challenged();
		expect(options).toMatchObject({ rpId: 'localhost', userVerification: 'required' });
		expect(options.allowCredentials).toBeUndefined();
	});

	test('is taken away by its owner alone, with proof; another’s is as one that never was', async () => {
		const email = await someone();
		const { device, asking } = await registered(email);
		const [passkey] = (await opened.access.factors.state(asking)).passkeys;
		const { asking: mallory } = await registered(await someone());
		const id = passkey?.id ?? '';
		expect(await opened.access.factors.removePasskey(mallory, id, nothing)).toBe('unknown');
		expect(await opened.access.factors.removePasskey(mallory, 'nothing', nothing)).toBe('unknown');
		opened.shift(11 * 60_000);
		expect(await opened.access.factors.removePasskey(asking, id, nothing)).toBe('wrong');
		opened.shift(-11 * 60_000);
		expect(await opened.access.factors.removePasskey(asking, id, nothing)).toBe('done');
		expect((await signs(device)).outcome).toBe('wrong');
		const { outcome } = await opened.access.signIn.password({ email, password }, from());
		expect(outcome).toBe('done');
	});

	test('is not added to an account with another factor without that factor', async () => {
		const { asking } = await enrolled(opened, await someone());
		const begun = await opened.access.factors.passkeyOptions(asking, { password, code: '000000' });
		expect(begun).toEqual({ outcome: 'wrong', cookies: [] });
	});

	test('the last factor but one leaves the other asked for', async () => {
		const email = await someone();
		const { asking } = await registered(email);
		await opened.access.factors.begin(asking, nothing);
		const [passkey] = (await opened.access.factors.state(asking)).passkeys;
		await opened.access.factors.abandon(asking.viewer);
		const second = deviceOf(origin);
		const begun = await opened.access.factors.passkeyOptions(asking, nothing);
		const cookie = asking.from.headers.get('cookie') ?? '';
		const there = { ...asking, from: from(`${cookie}; ${cookieOf(begun.cookies)}`) };
		const answer = second.register(begun.options as Options);
		expect(await opened.access.factors.addPasskey(there, '', answer)).toBe('done');
		await opened.access.factors.removePasskey(asking, passkey?.id ?? '', nothing);
		const { outcome } = await opened.access.signIn.password({ email, password }, from());
		expect(outcome).toBe('factor');
	});
});

describe('registration is refused', () => {
	test.each<[string, Bent]>([
		['for another site', { rpId: 'evil.example' }],
		['from another site', { origin: 'https://evil.example' }],
		['with another challenge', { challenge: Buffer.from('another').toString('base64url') }],
		['when the device did not ask for its owner', { verified: false }]
	])('%s', async (_, bent) => {
		const email = await someone();
		const { outcome, asking } = await registered(email, bent);
		expect(outcome).toBe('wrong');
		expect((await opened.access.factors.state(asking)).passkeys).toEqual([]);
		expect(await lastEntry()).toMatchObject({ action: 'access.factor', outcome: 'refused' });
		expect((await opened.access.signIn.password({ email, password }, from())).outcome).toBe('done');
	});

	test('a second time with one challenge, and for another account', async () => {
		const { there, answer } = await registered(await someone());
		expect(await opened.access.factors.addPasskey(there, 'again', answer)).toBe('wrong');
		const mine = await own(opened, await signedIn(opened, await someone()));
		const begun = await opened.access.factors.passkeyOptions(mine, nothing);
		const cookie = await signedIn(opened, await someone());
		const theirs = await own(opened, cookie);
		const stolen = { ...theirs, from: from(`${cookie}; ${cookieOf(begun.cookies)}`) };
		const given = deviceOf(origin).register(begun.options as Options);
		expect(await opened.access.factors.addPasskey(stolen, 'x', given)).toBe('wrong');
	});
});

describe('signing in is refused', () => {
	test.each<[string, Bent]>([
		['for another site', { rpId: 'evil.example' }],
		['from another site', { origin: 'https://evil.example' }],
		['with another challenge', { challenge: Buffer.from('another').toString('base64url') }],
		['when the device did not ask for its owner', { verified: false }],
		['when the counter went back', { counter: 1 }],
		['when the counter stood still', { counter: 7 }],
		['with another key', { signer: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }]
	])('%s', async (_, bent) => {
		const { device } = await registered(await someone());
		expect((await signs(device, { counter: 7 })).outcome).toBe('done');
		const { outcome, cookies } = await signs(device, bent);
		expect([outcome, cookies]).toEqual(['wrong', []]);
		expect(await lastEntry()).toMatchObject({
			action: 'access.sign-in',
			actor: 'nobody',
			outcome: 'refused'
		});
		expect((await signs(device, { counter: 8 })).outcome).toBe('done');
	});

	test('when an answer is played again, in the same browser and in another', async () => {
		const { device } = await registered(await someone());
		const { options, cookie } = await challenged();
		const answer = device.assert(options);
		expect((await opened.access.signIn.passkey(answer, from(cookie))).outcome).toBe('done');
		expect((await opened.access.signIn.passkey(answer, from(cookie))).outcome).toBe('wrong');
		const other = await challenged();
		expect((await opened.access.signIn.passkey(answer, from(other.cookie))).outcome).toBe('wrong');
		expect((await opened.access.signIn.passkey(answer, from())).outcome).toBe('wrong');
	});

	test('of five answers to one challenge at once, all but one', async () => {
		const { device } = await registered(await someone());
		const { options, cookie } = await challenged();
		const outcomes = await Promise.all(
			Array.from({ length: 5 }, () =>
				opened.access.signIn.passkey(device.assert(options), from(cookie))
			)
		);
		expect(outcomes.filter(({ outcome }) => outcome === 'done')).toHaveLength(1);
	});

	test('with a registration challenge, an unknown passkey and no answer at all, all alike', async () => {
		const { device, there } = await registered(await someone());
		const begun = await opened.access.factors.passkeyOptions(there, nothing);
		const mixed = device.assert(begun.options as Options);
		const cookie = cookieOf(begun.cookies);
		const refused = { outcome: 'wrong', cookies: [] };
		expect(await opened.access.signIn.passkey(mixed, from(cookie))).toEqual(refused);
		expect(await signs(deviceOf(origin))).toEqual(refused);
		expect(await opened.access.signIn.passkey({ no: 'id' }, from())).toEqual(refused);
	});

	test('to a disabled account', async () => {
		const email = await someone();
		const { device } = await registered(email);
		await opened.access.accounts.setDisabled(await opened.access.localOperator(), email, true);
		expect(await signs(device)).toEqual({ outcome: 'wrong', cookies: [] });
	});

	test('after ten tries with one passkey, or from one place, and nobody else is', async () => {
		const { device } = await registered(await someone());
		const other = await registered(await someone());
		const outcomes: string[] = [];
		for (let i = 0; i < 15; i++)
			outcomes.push((await signs(device, { rpId: 'evil.example' })).outcome);
		expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(10);
		expect((await signs(device)).outcome).toBe('throttled');
		const sprayed: string[] = [];
		for (let i = 0; i < 14; i++)
			sprayed.push(
				(await signs(deviceOf(origin), {}, ['2001:db8:9::1', '2001:DB8:9:0::2'][i % 2])).outcome
			);
		expect(sprayed.filter((outcome) => outcome === 'wrong')).toHaveLength(10);
		for (let i = 0; i < 12; i++)
			expect((await signs(other.device, {}, '203.0.113.50')).outcome).toBe('done');
	});
});

describe('guesses at passkeys leave entries that nobody can fill the disk with', () => {
	const since = async (from: number) =>
		(await opened.entries()).slice(from).map(({ organisation, subjects, detail }) => ({
			organisation,
			subjects,
			reason: (JSON.parse(detail) as { reason?: string }).reason
		}));

	test('with those that nobody has: one of each kind in a minute, from however many places', async () => {
		opened.shift(61_000);
		const before = (await opened.entries()).length;
		for (let i = 0; i < 4; i++) await signs(deviceOf(origin));
		for (let i = 0; i < 14; i++) await signs(deviceOf(origin), {}, '203.0.113.77');
		const nobodys = { organisation: 'none', subjects: [] };
		expect(await since(before)).toEqual([
			{ ...nobodys, reason: 'wrong' },
			{ ...nobodys, reason: 'throttled' }
		]);
		opened.shift(61_000);
		await signs(deviceOf(origin));
		expect(await since(before)).toHaveLength(3);
	});

	test('with somebody’s: each try that is looked at under their organisation, too many of them once', async () => {
		const email = await someone();
		const { device } = await registered(email);
		const [known] = (await opened.entries()).slice(-1);
		const before = (await opened.entries()).length;
		for (let i = 0; i < 15; i++) await signs(device, { rpId: 'evil.example' });
		const theirs = { organisation: 'belmark', subjects: [known?.actor] };
		expect(await since(before)).toEqual([
			...Array.from({ length: 10 }, () => ({ ...theirs, reason: 'wrong' })),
			{ ...theirs, reason: 'throttled' }
		]);
	});

	test('with one whose account is gone: as with one that nobody has', async () => {
		const { device, asking } = await registered(await someone());
		await opened.store.write(
			builtStatement('tests/gone', 'write', 'MATCH (u:Auth_user {id: $id}) DETACH DELETE u'),
			{ id: asking.viewer.account }
		);
		opened.shift(61_000);
		const before = (await opened.entries()).length;
		for (let i = 0; i < 2; i++) await signs(device, { rpId: 'evil.example' });
		expect(await since(before)).toEqual([{ organisation: 'none', subjects: [], reason: 'wrong' }]);
	});
});

test('a passkey is not kept when its entry cannot be', async () => {
	const email = await someone();
	const device = deviceOf(origin);
	const cookie = await signedIn(opened, email);
	const asking = await own(opened, cookie);
	const begun = await opened.access.factors.passkeyOptions(asking, nothing);
	const there = { ...asking, from: from(`${cookie}; ${cookieOf(begun.cookies)}`) };
	const write = opened.audit.write.bind(opened.audit);
	opened.audit.write = () => Promise.reject(new Error('the disk is full'));
	const answer = device.register(begun.options as Options);
	await expect(opened.access.factors.addPasskey(there, 'x', answer)).rejects.toThrow('full');
	opened.audit.write = write;
	expect((await opened.access.factors.state(asking)).passkeys).toEqual([]);
	expect((await opened.access.signIn.password({ email, password }, from())).outcome).toBe('done');
});

test('no session is left when the entry of a sign-in cannot be kept', async () => {
	const email = await someone();
	const { device } = await registered(email);
	const sessions = async () =>
		(
			await opened.store.read(
				builtStatement('tests/sessions', 'read', 'MATCH (n:Auth_session) RETURN count(n) AS total'),
				{}
			)
		)[0]?.total;
	const before = await sessions();
	const consult = opened.audit.consult.bind(opened.audit);
	opened.audit.consult = () => Promise.reject(new Error('the disk is full'));
	await expect(signs(device)).rejects.toThrow('full');
	opened.audit.consult = consult;
	expect(await sessions()).toBe(before);
});
