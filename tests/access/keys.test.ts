/** Keys for programs: made, shown once, used up to their ceiling, and worth nothing once they or their maker go. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Program } from '#lib/domain/program.ts';
import { longestDays, mostInMinute, mostKeys } from '#lib/server/access/keys.ts';
import { paceOf } from '#lib/server/access/pace.ts';
import {
	admitted,
	challengeFor,
	credentialsOf,
	isForPrograms,
	isInAddress,
	programOf
} from '#lib/server/access/programs.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { account, openAccess, password, signedIn } from './opened.ts';
import { own, type Opened } from './second.ts';

let opened: Opened;
let people = 0;
beforeAll(async () => {
	opened = await openAccess();
});
afterAll(() => opened.close());

const shown = { password, code: '' };
const form = {
	name: 'the platform',
	use: 'pulls for the platform of the unit',
	purpose: 'investigation',
	ceiling: 'green',
	days: 30
};
async function someone(more: object = {}) {
	const email = `keys${people++}@belmark.example`;
	const id = await account(opened, email, more);
	return { email, id, asking: await own(opened, await signedIn(opened, email)) };
}
type Someone = Awaited<ReturnType<typeof someone>>;
async function keyOf({ asking }: Someone, more: object = {}) {
	const made = await opened.access.keys.make(asking, { ...form, ...more }, shown);
	if (!('key' in made)) throw new Error(JSON.stringify(made));
	return made;
}
const recognised = (key: string, name?: string, client = '10.9.9.9') =>
	opened.access.keys.recognise({ key, client, ...(name === undefined ? {} : { name }) });
const change = (id: string, props: object) =>
	opened.store.write(
		builtStatement(
			'tests/key',
			'write',
			'MATCH (k:ApiKey {id: $id}) SET k += $props RETURN k.id AS id'
		),
		{ id, props }
	);

describe('a key', () => {
	test('carries what its maker sees up to its ceiling, and nothing of its own is kept', async () => {
		const who = await someone();
		const { key, made } = await keyOf(who);
		const found = (await recognised(key)) as Program;
		expect(found.key).toEqual({
			id: made.id,
			name: 'the platform',
			ceiling: 'green',
			purpose: 'investigation'
		});
		expect(found.viewer.account).toBe(who.asking.viewer.account);
		expect(found.viewer.audience).toContain('everyone');
		expect(found.viewer.audience).not.toContain('org:belmark');
		const wide = (await recognised(
			(await keyOf(who, { name: 'wide', ceiling: 'amber+strict' })).key
		)) as Program;
		expect(wide.viewer.audience).toContain('org:belmark');
		expect(wide.viewer.audience.some((token) => token.startsWith('person:'))).toBe(false);
		const kept = await opened.store.read(
			builtStatement('tests/all', 'read', 'MATCH (n) RETURN properties(n) AS props'),
			{}
		);
		expect(JSON.stringify([kept, await opened.entries()])).not.toContain(key.slice(22));
	});

	test('is listed for its maker alone, with when it was used last', async () => {
		const who = await someone();
		const { key, made } = await keyOf(who);
		const { keys } = opened.access;
		expect(await keys.list(who.asking.viewer)).toEqual([made]);
		expect(made).toMatchObject({ lastUsed: null, state: 'works' });
		expect(key.startsWith(made.begins.slice(0, -1))).toBe(true);
		await recognised(key);
		const [used] = await keys.list(who.asking.viewer);
		expect(used?.lastUsed).toMatch(/^\d{4}-/);
		expect(await keys.list((await someone()).asking.viewer)).toEqual([]);
	});

	test('as a password goes with its name and with no other', async () => {
		const { key } = await keyOf(await someone());
		expect(await recognised(key, 'the platform')).toMatchObject({ key: { name: 'the platform' } });
		expect(await recognised(key, 'the other')).toBe('wrong');
		expect(await recognised(key, '')).toBe('wrong');
	});

	test.each(['', 'fsc_', 'fsc_0000000000000000_x', `fsc_${'0'.repeat(16)}_${'A'.repeat(43)}`, 'x'])(
		'%s is none',
		async (key) => expect(await recognised(key, undefined, '10.8.8.8')).toBe('wrong')
	);
});

describe('is worth nothing', () => {
	test('once it is taken back, by its maker and nobody else', async () => {
		const who = await someone();
		const { key, made } = await keyOf(who);
		const { keys } = opened.access;
		expect(await keys.revoke((await someone()).asking.viewer, made.id)).toBe(false);
		expect(await recognised(key)).toMatchObject({ key: { id: made.id } });
		expect(await keys.revoke(who.asking.viewer, made.id)).toBe(true);
		expect(await keys.revoke(who.asking.viewer, made.id)).toBe(false);
		expect(await recognised(key)).toBe('wrong');
		expect((await keys.list(who.asking.viewer))[0]?.state).toBe('revoked');
		const acts = (await opened.entries()).filter(({ action }) => action === 'access.key');
		expect(acts.slice(-3).map(({ outcome }) => outcome)).toEqual(['refused', 'done', 'refused']);
	});

	test('once its time is over', async () => {
		const who = await someone();
		const { key, made } = await keyOf(who);
		await change(made.id, { expiresAt: new Date(Date.now() - 1).toISOString() });
		expect(await recognised(key)).toBe('wrong');
		expect((await opened.access.keys.list(who.asking.viewer))[0]?.state).toBe('expired');
	});

	test('once its maker is gone, stopped, elsewhere, owes a factor or may make none any more', async () => {
		const operator = await opened.access.localOperator();
		const disabled = await someone();
		const first = await keyOf(disabled);
		await opened.access.accounts.setDisabled(operator, disabled.email, true);
		expect(await recognised(first.key)).toBe('wrong');

		const second = await keyOf(await someone());
		await change(second.made.id, { organisation: 'norland' });
		expect(await recognised(second.key)).toBe('wrong');

		const third = await keyOf(await someone());
		await change(third.made.id, { maker: 'nobody' });
		expect(await recognised(third.key)).toBe('wrong');

		const fourth = await keyOf(await someone());
		const researcher = await someone({ roles: ['researcher'] });
		await change(fourth.made.id, { maker: researcher.asking.viewer.account });
		expect(await recognised(fourth.key)).toBe('wrong');

		const fifth = await keyOf(await someone());
		await opened.access.policy.change(operator, { mode: 'everyone', roles: [] });
		expect(await recognised(fifth.key)).toBe('wrong');
		await opened.access.policy.change(operator, { mode: 'nobody', roles: [] });
		expect(await recognised(fifth.key)).toMatchObject({ key: { id: fifth.made.id } });
	});
});

describe('is not made', () => {
	test('from fields that are wrong, each named once', async () => {
		const { asking } = await someone();
		const { keys } = opened.access;
		expect(
			await keys.make(
				asking,
				{ name: 'a:b', use: 'x', purpose: 'fun', ceiling: 'red', days: longestDays + 1 },
				shown
			)
		).toEqual({ problems: ['name', 'use', 'purpose', 'ceiling', 'days'] });
		expect(await keys.make(asking, { ...form, use: 'x\u202e' }, shown)).toEqual({
			problems: ['use']
		});
	});

	test('twice under a name, in number without end, or by whoever does not show who they are', async () => {
		const who = await someone();
		const { keys } = opened.access;
		const { made } = await keyOf(who);
		expect(await keys.make(who.asking, form, shown)).toEqual({ problems: ['name'] });
		await keys.revoke(who.asking.viewer, made.id);
		for (let n = 0; n < mostKeys; n++) await keyOf(who, { name: `platform ${n}` });
		expect(await keys.make(who.asking, form, shown)).toEqual({ refused: 'many' });
		const other = await someone();
		const later = { ...other.asking, session: 'another' };
		expect(await keys.make(later, form, { password: 'wrong', code: '' })).toEqual({
			refused: 'wrong'
		});
		expect(await keys.list(other.asking.viewer)).toEqual([]);
	});

	test('by a role that may not', async () => {
		const { asking } = await someone({ roles: ['researcher'] });
		await expect(opened.access.keys.make(asking, form, shown)).rejects.toThrow();
		await expect(opened.access.keys.list(asking.viewer)).rejects.toThrow();
	});
});

describe('held up', () => {
	test('whoever guesses, by where they are; a key that works is not', async () => {
		const { key } = await keyOf(await someone());
		const told = new Set<unknown>();
		for (let n = 0; n < 40; n++) told.add(await recognised('fsc_x', undefined, '10.7.7.7'));
		expect([...told]).toEqual(['wrong', 'throttled']);
		expect(await recognised(key, undefined, '10.7.7.7')).toMatchObject({ key: {} });
	});

	test('a key that asks too often in a minute, until the minute is over', async () => {
		const { key } = await keyOf(await someone());
		for (let n = 0; n < mostInMinute; n++) expect(await recognised(key)).toMatchObject({ key: {} });
		expect(await recognised(key)).toBe('throttled');
		opened.shift(61_000);
		expect(await recognised(key)).toMatchObject({ key: {} });
	}, 60_000);

	test('the pace of one is not that of another, and it forgets the oldest of very many', () => {
		const now = new Date(0);
		const may = paceOf(() => now, 1, 1_000);
		expect([may('a'), may('a'), may('b')]).toEqual([true, false, true]);
		for (let n = 0; n < 10_000; n++) may(`other ${n}`);
		expect(may('a')).toBe(true);
	});
});

describe('in a request', () => {
	const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
	const given = (authorization?: string) =>
		credentialsOf(new Headers(authorization === undefined ? {} : { authorization }));

	test('a key stands in the header, alone or as a password', () => {
		expect(given('Bearer fsc_1')).toEqual({ key: 'fsc_1' });
		expect(given('bearer fsc_1')).toEqual({ key: 'fsc_1' });
		expect(given(basic('platform:fsc_1:2'))).toEqual({ name: 'platform', key: 'fsc_1:2' });
		for (const none of [
			undefined,
			'',
			'Bearer',
			'Bearer a b',
			'Basic !',
			basic('no colon'),
			'Digest x'
		])
			expect(given(none), none).toBeUndefined();
		expect(given(`Bearer ${'a'.repeat(1_000)}`)).toBeUndefined();
	});

	test('and never in an address', () => {
		const at = (rest: string) => isInAddress(new URL(`http://localhost/taxii2/${rest}`));
		expect([at('?x=fsc_1'), at('fsc_1/'), at('?api_key=1'), at('?token=1')]).toEqual([
			true,
			true,
			true,
			true
		]);
		expect(at('?limit=1')).toBe(false);
		expect(['/taxii2', '/taxii2/', '/taxii2/api', '/taxii20', '/'].map(isForPrograms)).toEqual([
			true,
			true,
			true,
			false,
			false
		]);
	});

	test('a browser is not made to ask its reader for a password', () => {
		expect(challengeFor(new Headers())).toMatch(/^Basic .*, Bearer /);
		expect(challengeFor(new Headers({ 'sec-fetch-mode': 'cors' }))).toBe('Bearer realm="Faisceau"');
	});

	test('what is admitted, and what a route takes it for', async () => {
		const who = await someone();
		const { key } = await keyOf(who);
		const { keys } = opened.access;
		const asked = (authorization: string | undefined, address = 'http://localhost/taxii2/') =>
			admitted(keys, {
				headers: new Headers(authorization === undefined ? {} : { authorization }),
				url: new URL(address),
				client: '10.6.6.6'
			});
		expect(await asked(undefined)).toBe(401);
		expect(await asked(`Bearer ${key}`, 'http://localhost/taxii2/?token=1')).toBe(400);
		expect(await asked('Bearer fsc_x')).toBe(401);
		for (let n = 0; n < 40; n++) await asked('Bearer fsc_x');
		expect(await asked('Bearer fsc_x')).toBe(429);
		const program = await asked(`Bearer ${key}`);
		if (typeof program === 'number') throw new Error(`it was ${program}`);
		expect(programOf({ viewer: program.viewer, program })).toBe(program);
		expect(() => programOf({ viewer: null, program: null })).toThrow();
		expect(() => programOf({ viewer: who.asking.viewer, program: null })).toThrow();
	});
});
