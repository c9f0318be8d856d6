import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authAdapter, authKeys } from '#lib/server/access/auth-adapter.ts';
import { QueryFailed } from '#lib/server/graph/store.ts';
import { embeddedForTest, type TestStore } from '../contract/engines.ts';
import { guardTests } from './guard-tests.ts';

let opened: TestStore;
beforeAll(async () => {
	opened = await embeddedForTest();
});
afterAll(() => opened.end());

guardTests(() => opened.store);

test('a name of a model or field that is not plain never reaches a statement', () => {
	for (const user of [
		{ modelName: 'user) DETACH DELETE (n' },
		{ fields: { email: 'email` = 1 //' } }
	])
		expect(() => authKeys({ user })).toThrow('not a plain name');
});

test('a row that changed while its lock was waited for is let go as it is', async () => {
	const asked: string[] = [];
	const run = (query: { name: string }) => {
		asked.push(query.name);
		return Promise.resolve(asked.length === 1 ? [{ id: 'row' }] : []);
	};
	const store = { transaction: (work: (runner: object) => unknown) => work({ run }) };
	expect(
		await authAdapter(store as never)({}).consumeOne({
			model: 'verification',
			where: [{ field: 'identifier', value: 'x' }]
		})
	).toBeNull();
	expect(asked.map((name) => name.replace('access/auth-adapter ', ''))).toEqual([
		'consumeOne (lock) Auth_verification',
		'consumeOne Auth_verification',
		'consumeOne (release) Auth_verification'
	]);
});

describe('a row that goes away while it is waited for', () => {
	const failing = (error: Error) => {
		const store = {
			read: () => Promise.reject(error),
			write: () => Promise.reject(error),
			transaction: () => Promise.reject(error)
		};
		return authAdapter(store as never)({}).consumeOne({
			model: 'verification',
			where: [{ field: 'identifier', value: 'x' }]
		});
	};
	test('is no row', async () => {
		expect(
			await failing(
				new QueryFailed('x', {
					cause: Object.assign(new Error('gone'), {
						code: 'Neo.ClientError.Statement.EntityNotFound'
					})
				})
			)
		).toBeNull();
	});
	test('any other failure is a failure', async () => {
		await expect(failing(new QueryFailed('x: syntax'))).rejects.toThrow('syntax');
		await expect(failing(new Error('EntityNotFound'))).rejects.toThrow('EntityNotFound');
	});
});
