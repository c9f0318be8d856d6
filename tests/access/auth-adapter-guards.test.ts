import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authAdapter } from '#lib/server/access/auth-adapter.ts';
import { QueryFailed } from '#lib/server/graph/store.ts';
import { embeddedForTest, type TestStore } from '../contract/engines.ts';
import { guardTests } from './guard-tests.ts';

let opened: TestStore;
beforeAll(async () => {
	opened = await embeddedForTest();
});
afterAll(() => opened.end());

guardTests(() => opened.store);

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
