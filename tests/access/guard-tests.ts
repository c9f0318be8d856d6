/** What better-auth's storage must withstand, on whichever engine. */
import type { BetterAuthOptions } from 'better-auth';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { authAdapter, authAdapterWithin, authKeys } from '#lib/server/access/auth-adapter.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { ensureKeys } from '#lib/server/graph/schema.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';

const options: BetterAuthOptions = { rateLimit: { storage: 'database' } };

export function guardTests(opened: () => GraphStore) {
	describe('whoever calls it', () => {
		let store: GraphStore;
		beforeAll(async () => {
			store = opened();
			for (const { label, unique, indexed } of authKeys(options))
				await ensureKeys(store, label, unique, indexed);
		});
		beforeEach(async () => {
			await store.write(
				builtStatement(
					'tests/clear',
					'write',
					'MATCH (n) WHERE n:Auth_user OR n:Auth_rateLimit OR n:Auth_verification DETACH DELETE n'
				),
				{}
			);
		});
		const adapter = () => authAdapter(store)(options);
		const counter = (key: string, count = 0) =>
			adapter().create({ model: 'rateLimit', data: { key, count, lastRequest: 1 } });

		test.each([
			'user) DETACH DELETE (n',
			'user`',
			'User\\u0060',
			'__proto__',
			'constructor',
			'nothing'
		])('the model %j is refused', async (model) => {
			await expect(adapter().findMany({ model, where: [] })).rejects.toThrow();
			await expect(adapter().create({ model, data: {} })).rejects.toThrow();
		});

		test.each([
			'email`] = 1 OR 1=1 //',
			'email` IS NOT NULL OR n.`id',
			'x\\u0060',
			'password',
			'__proto__',
			'constructor'
		])('the field %j is refused in conditions, order, data and counters', async (field) => {
			const where = [{ field, value: 'x' }];
			await expect(adapter().findMany({ model: 'user', where })).rejects.toThrow();
			await expect(
				adapter().findMany({ model: 'user', where: [], sortBy: { field, direction: 'asc' } })
			).rejects.toThrow();
			await expect(adapter().deleteMany({ model: 'user', where })).rejects.toThrow();
			await expect(
				adapter().incrementOne({
					model: 'rateLimit',
					where: [{ field: 'key', value: 'k' }],
					increment: { [field]: 1 }
				})
			).rejects.toThrow();
		});

		test('hostile values stay values', async () => {
			const hostile = "x' OR 1=1 // ` \\u0060 {id: 1}) DETACH DELETE n //";
			const made = await adapter().create({
				model: 'user',
				data: {
					email: 'a@b.example',
					name: hostile,
					emailVerified: false,
					createdAt: new Date(),
					updatedAt: new Date()
				}
			});
			expect(made.name).toBe(hostile);
			expect(
				await adapter().findMany({ model: 'user', where: [{ field: 'name', value: hostile }] })
			).toHaveLength(1);
			expect(
				await adapter().findMany({ model: 'user', where: [{ field: 'email', value: "' OR ''='" }] })
			).toEqual([]);
		});

		test('a number is not a text that looks like it', async () => {
			await adapter().create({
				model: 'verification',
				data: { identifier: '1', value: 'v', expiresAt: new Date() }
			});
			const asked = (value: unknown, operator: 'eq' | 'ne' | 'in' = 'eq') =>
				adapter().count({
					model: 'verification',
					where: [{ field: 'identifier', operator, value: value as string }]
				});
			expect(await asked('1')).toBe(1);
			expect(await asked(1)).toBe(0);
			expect(await asked(1, 'ne')).toBe(1);
			expect(await asked([1], 'in')).toBe(0);
			expect(await asked(null)).toBe(0);
		});

		test('comparisons with nothing find nothing', async () => {
			await counter('k');
			const asked = (operator: 'lt' | 'contains' | 'ne') =>
				adapter().count({ model: 'rateLimit', where: [{ field: 'count', operator, value: null }] });
			expect(await asked('lt')).toBe(0);
			expect(await asked('contains')).toBe(0);
			expect(await asked('ne')).toBe(1);
		});

		test('of fifty who take one row at once, one gets it', async () => {
			await adapter().create({
				model: 'verification',
				data: { identifier: 'token', value: 'v', expiresAt: new Date() }
			});
			const taken = await Promise.all(
				Array.from({ length: 50 }, () =>
					adapter().consumeOne({
						model: 'verification',
						where: [{ field: 'identifier', value: 'token' }]
					})
				)
			);
			expect(taken.filter(Boolean)).toHaveLength(1);
			expect(await adapter().count({ model: 'verification' })).toBe(0);
		});

		test('of fifty who count up to ten at once, ten do, and nothing is left of their locks', async () => {
			await counter('k');
			const counted = await Promise.all(
				Array.from({ length: 50 }, () =>
					adapter().incrementOne<{ count: number }>({
						model: 'rateLimit',
						where: [
							{ field: 'key', value: 'k' },
							{ field: 'count', operator: 'lt', value: 10 }
						],
						increment: { count: 1 },
						set: { lastRequest: 2 }
					})
				)
			);
			expect(counted.flatMap((row) => (row ? [row.count] : [])).toSorted((a, b) => a - b)).toEqual([
				1, 2, 3, 4, 5, 6, 7, 8, 9, 10
			]);
			const [kept] = await store.read(
				builtStatement('tests/kept', 'read', 'MATCH (n:Auth_rateLimit) RETURN properties(n) AS p'),
				{}
			);
			expect(kept?.p).toEqual(expect.not.objectContaining({ locked: expect.anything() }));
			expect(kept?.p).toMatchObject({ count: 10, lastRequest: 2 });
		});

		test('a counter is counted up with nothing else, and a row is taken without a condition', async () => {
			await counter('k', 3);
			const where = [{ field: 'key', value: 'k' }];
			expect(
				await adapter().incrementOne({ model: 'rateLimit', where, increment: { count: 2 } })
			).toMatchObject({ key: 'k', count: 5, lastRequest: 1 });
			expect(await adapter().consumeOne({ model: 'rateLimit', where: [] })).toMatchObject({
				key: 'k'
			});
			expect(await adapter().consumeOne({ model: 'rateLimit', where: [] })).toBeNull();
		});

		test('one key is one row, also when two are made at once', async () => {
			const made = await Promise.allSettled([counter('same'), counter('same'), counter('same')]);
			expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
			expect(await adapter().count({ model: 'rateLimit' })).toBe(1);
		});

		test('inside someone’s transaction everything is undone with it', async () => {
			await store
				.transaction(async (runner) => {
					const within = authAdapterWithin(runner)(options);
					await within.create({ model: 'rateLimit', data: { key: 'k', count: 0, lastRequest: 1 } });
					await within.transaction((nested) =>
						nested.update({
							model: 'rateLimit',
							where: [{ field: 'key', value: 'k' }],
							update: { count: 5 }
						})
					);
					expect(
						await within.findOne({ model: 'rateLimit', where: [{ field: 'key', value: 'k' }] })
					).toMatchObject({ count: 5 });
					throw new Error('undo');
				})
				.catch(() => undefined);
			expect(await adapter().count({ model: 'rateLimit' })).toBe(0);
		});
	});
}
