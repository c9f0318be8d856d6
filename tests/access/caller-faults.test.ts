/** What better-auth cannot answer: a fault of ours, or of the store, and never a wrong password. */
import { expect, test } from 'vitest';
import type { Auth } from '#lib/server/access/auth.ts';
import { callerOf } from '#lib/server/access/caller.ts';
import { StoreUnavailable, type GraphStore } from '#lib/server/graph/store.ts';

const calling = (up: boolean) =>
	callerOf({
		auth: {
			handler: () => Promise.resolve(new Response('no', { status: 500 }))
		} as unknown as Auth,
		store: { health: () => ({ up }) } as unknown as GraphStore,
		origin: 'http://localhost:3102'
	}).get('/session', { headers: new Headers(), client: '' });

test('with the store there it is a fault of ours', async () => {
	await expect(calling(true)).rejects.toThrow('/session answered 500');
});

test('without it, the store is what does not answer', async () => {
	await expect(calling(false)).rejects.toThrow(StoreUnavailable);
});
