/**
 * A judge's request cannot write what is not theirs, whatever a function above it does: the store refuses.
 * Each exception is named by query, and what a confined account does do goes through.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { confinedRoles, roles } from '#lib/domain/audience.ts';
import { isConfinedWrite, writesHeld } from '#lib/server/access/confined-writes.ts';
import { withWrites } from '#lib/server/graph/held-writes.ts';
import { builtStatement, declared, query } from '#lib/server/graph/query.ts';
import * as v from 'valibot';
import '#lib/server/access/queries.ts';
import '#lib/server/audit/queries.ts';
import '#lib/server/home/queries.ts';
import '#lib/server/ingest/queries.ts';
import '#lib/server/network/queries.ts';
import '#lib/server/views/queries.ts';
import { account, cookieOf, from, openAccess, password, signedIn, viewerOf } from './opened.ts';
import type { Opened } from './opened.ts';

let opened: Opened;
beforeAll(async () => {
	opened = await openAccess();
	await account(opened, 'judge@belmark.example', { roles: ['magistrate'] });
});
afterAll(() => opened.close());

const asJudge = <T>(work: () => Promise<T>) => withWrites(isConfinedWrite, work);
const counts = () => opened.store.counts();

test('every confined role is held, nobody else is', () => {
	const held = roles.filter((role) =>
		writesHeld({
			account: 'a',
			name: 'a',
			organisation: { id: 'belmark', name: 'Belmark' },
			roles: [role],
			audience: [],
			operator: false
		})
	);
	expect(held.sort()).toEqual([...confinedRoles].sort());
	expect(writesHeld(null)).toBe(false);
});

test('of all write queries there are, these are theirs', () => {
	const writes = [...declared.values()].filter(({ access }) => access === 'write');
	expect(writes.length).toBeGreaterThan(30);
	expect(
		writes
			.map(({ name }) => name)
			.filter(isConfinedWrite)
			.sort()
	).toEqual([
		'access/forget-places',
		'access/forget-tries',
		'access/hold-tries',
		'access/keep-place',
		'access/set-tries',
		'audit/append',
		'audit/keep-tiles',
		'audit/take-numbers'
	]);
	for (const name of [
		'access/auth-adapter create Auth_user',
		'access/auth-adapter delete Auth_user',
		'access/auth-adapter create Auth_account',
		'access/auth-adapter create Auth_invitation',
		'access/auth-adapter deleteMany Auth_user',
		'access/auth-adapter create Auth_session Auth_user'
	])
		expect(isConfinedWrite(name), name).toBe(false);
});

describe('at the store', () => {
	const forged = builtStatement('network/forged', 'write', 'CREATE (:Record {id: $id})');
	const disguised = builtStatement('network/disguised', 'read', 'CREATE (:Record {id: $id})');

	test('a write that is not theirs is refused, alone, in a transaction, and beside one that is', async () => {
		const before = await counts();
		await expect(asJudge(() => opened.store.write(forged, { id: 'x' }))).rejects.toThrow(
			'may not write this'
		);
		await expect(
			asJudge(() => opened.store.transaction(({ run }) => run(forged, { id: 'x' })))
		).rejects.toThrow('may not write this');
		await expect(
			asJudge(() =>
				opened.audit.write(
					{ action: 'network.note', actor: 'j', organisation: 'o', outcome: 'done', subjects: [] },
					({ run }) => run(forged, { id: 'x' })
				)
			)
		).rejects.toThrow('may not write this');
		expect(await counts()).toEqual(before);
	});

	test('a write that calls itself a read fails in the engine, and nothing of it is kept', async () => {
		const before = await counts();
		await expect(asJudge(() => opened.store.read(disguised, { id: 'x' }))).rejects.toThrow();
		await expect(opened.store.read(disguised, { id: 'x' })).rejects.toThrow();
		await expect(
			asJudge(() => opened.store.transaction(({ run }) => run(disguised, { id: 'x' })))
		).rejects.toThrow();
		expect(await counts()).toEqual(before);
	});

	test('the same write is one when an analyst makes it', async () => {
		const before = await counts();
		await opened.store.write(forged, { id: 'made' });
		expect((await counts()).nodes).toBe(before.nodes + 1);
	});
});

test('signing in, seeing and ending sessions, changing the password and signing out go through', async () => {
	await asJudge(async () => {
		const email = 'judge@belmark.example';
		const cookie = await signedIn(opened, email);
		await signedIn(opened, email);
		const signed = await viewerOf(opened, cookie);
		if (!signed) throw new Error('not signed in');
		const { viewer, session } = signed;
		expect(writesHeld(viewer)).toBe(true);
		expect((await opened.access.sessions.list(viewer, session)).length).toBe(2);
		await opened.access.sessions.endAll(viewer, session);
		expect((await opened.access.sessions.list(viewer, session)).length).toBe(1);
		const next = 'another long phrase';
		expect(
			await opened.access.sessions.changePassword(viewer, session, {
				from: password,
				to: next
			})
		).toBe('changed');
		const again = await opened.access.signIn.password({ email, password: next }, from());
		expect(again.outcome).toBe('done');
		await opened.access.signIn.signOut(from(cookieOf(again.cookies)));
	});
});

test('a query of a file is held by its name, too', async () => {
	const keepTours = query('home/keep-tours', {
		params: v.object({ id: v.string(), tours: v.array(v.string()) }),
		row: v.looseObject({})
	});
	await expect(
		asJudge(() => opened.store.write(keepTours, { id: 'a', tours: [] }))
	).rejects.toThrow('may not write this');
});
