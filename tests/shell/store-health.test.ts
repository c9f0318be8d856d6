import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StoreHealth } from '#lib/shell/store-health.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

const answering = (...statuses: (number | 'silence')[]) => {
	const fetched = vi.fn(async () => {
		const status = statuses.length > 1 ? statuses.shift() : statuses[0];
		if (status === 'silence' || status === undefined) throw new TypeError('fetch failed');
		return new Response('{}', { status });
	});
	vi.stubGlobal('fetch', fetched);
	return fetched;
};

test('a store that is away and a server that is away are told apart', async () => {
	answering(503, 'silence', 200);
	const health = new StoreHealth('well', () => undefined);
	expect(await health.check()).toBe('store');
	expect(await health.check()).toBe('server');
	expect(await health.check()).toBe('well');
});

test('coming back is said once, for some seconds, and the page is told to reload its data', async () => {
	answering(200);
	const back = vi.fn();
	const health = new StoreHealth('store', back);
	await health.check();
	expect([health.isBack, back.mock.calls.length]).toEqual([true, 1]);
	await vi.advanceTimersByTimeAsync(10_000);
	expect(health.isBack).toBe(false);
	await health.check();
	expect([health.isBack, back.mock.calls.length]).toEqual([false, 1]);
});

test('while it is away it is asked every few seconds, afterwards rarely, and never after leaving', async () => {
	const fetched = answering(503, 503, 200);
	vi.stubGlobal('document', {
		visibilityState: 'visible',
		addEventListener: () => undefined,
		removeEventListener: () => undefined
	});
	const health = new StoreHealth('store', () => undefined);
	const leave = health.watch();
	await vi.advanceTimersByTimeAsync(9500);
	expect(fetched).toHaveBeenCalledTimes(3);
	expect(health.answer).toBe('well');
	await vi.advanceTimersByTimeAsync(20_000);
	expect(fetched).toHaveBeenCalledTimes(3);
	await vi.advanceTimersByTimeAsync(15_000);
	expect(fetched).toHaveBeenCalledTimes(4);
	leave();
	await vi.advanceTimersByTimeAsync(120_000);
	expect(fetched).toHaveBeenCalledTimes(4);
});
