import { expect, test } from 'vitest';
import { forOwn } from '#lib/domain/recipient.ts';
import { turns } from '#lib/server/network/turns.ts';
import { viewer } from './builders.ts';
import { stage } from './stage.ts';

const on = stage();

test('one at a time for each who asks, several who ask at once; a failure holds nobody up', async () => {
	const inTurn = turns();
	const atWork = new Map<string, number>();
	let together = 0;
	const work = (who: string, n: number) => async () => {
		atWork.set(who, (atWork.get(who) ?? 0) + 1);
		expect(atWork.get(who)).toBe(1);
		together = Math.max(together, [...atWork.values()].filter((many) => many > 0).length);
		await new Promise((resolve) => setTimeout(resolve, 2));
		atWork.set(who, 0);
		if (n % 3 === 0) throw new Error(`${who} ${n}`);
		return `${who} ${n}`;
	};
	const asked = Array.from({ length: 10 }, (_, n) =>
		['ana', 'nils'].map((who) => inTurn(who, work(who, n)))
	).flat();
	const answers = await Promise.allSettled(asked);
	expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(8);
	expect(together).toBe(2);
});

test('of ten exports of everything by one account, none begins before the last has ended', async () => {
	on.draft.known('a', 'b');
	await on.written();
	const ended: number[] = [];
	const refs = () => {
		ended.push(on.audit.events.length);
		return [];
	};
	const ana = viewer('ana');
	await Promise.all(
		Array.from({ length: 10 }, () => on.network.exportGraph(ana, forOwn(), undefined, refs))
	);
	expect(ended).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});
