import { expect, test } from 'vitest';
import {
	importStates,
	isResumable,
	isRunning,
	isUndoable,
	progressOf
} from '#lib/domain/import-state.ts';

const counts = (over: Partial<Parameters<typeof progressOf>[0]> = {}) => ({
	state: 'writing' as const,
	recordsDone: 50,
	recordsTotal: 100,
	claimsDone: 0,
	claimsTotal: 100,
	...over
});

test('each state allows what can be done about it', () => {
	const table = importStates.map((state) => [
		state,
		isRunning(state),
		isResumable(state),
		isUndoable(state)
	]);
	expect(table).toEqual([
		['reading', true, false, false],
		['held', false, false, false],
		['writing', true, false, false],
		['done', false, false, true],
		['declined', false, false, false],
		['failed', false, true, true],
		['cancelled', false, true, true],
		['interrupted', false, true, true],
		['undone', false, false, false]
	]);
});

test('the share is of records and claims together', () => {
	expect(progressOf(counts(), { done: 0, forMs: 0 }).share).toBe(0.25);
});

test('while reading there is no share, because the totals are not known', () => {
	expect(progressOf(counts({ state: 'reading' }), { done: 0, forMs: 9000 })).toEqual({
		share: null,
		secondsLeft: null
	});
});

test('the time left follows the pace since it was first seen, not since the start', () => {
	// 10 written in 2 s since the page opened: 150 to go take 30 s more.
	expect(progressOf(counts(), { done: 40, forMs: 2000 }).secondsLeft).toBe(30);
});

test('no time is promised before a second has passed or while nothing moves', () => {
	expect(progressOf(counts(), { done: 0, forMs: 900 }).secondsLeft).toBeNull();
	expect(progressOf(counts(), { done: 50, forMs: 9000 }).secondsLeft).toBeNull();
});

test('what is done has no time left, even when its file was empty', () => {
	expect(
		progressOf(counts({ state: 'done', recordsTotal: 0, claimsTotal: 0 }), { done: 0, forMs: 0 })
	).toEqual({ share: 1, secondsLeft: 0 });
});
