import { expect, test } from 'vitest';
import { amountsOf } from '#lib/explorer/amounts.ts';
import { claim } from './builders.ts';

const paid = (amountMinor: number, currency: string, day: string, source = 's1') =>
	claim('a', 'b', {
		type: 'TRANSFERRED',
		amountMinor,
		currency,
		happenedAt: `2026-04-${day}T10:00:00Z`,
		source
	});

test('one transfer that two sources tell of counts once, another of the same amount does not', () => {
	const claims = [
		paid(1_840_000_00, 'EUR', '09'),
		paid(1_840_000_00, 'EUR', '09', 's2'),
		paid(1_840_000_00, 'EUR', '10'),
		claim('a', 'b')
	];
	expect(amountsOf(claims)).toEqual([{ currency: 'EUR', minor: 3_680_000_00, transfers: 2 }]);
});

test('currencies are never added to each other, and no amount is no zero', () => {
	expect(amountsOf([paid(5, 'EUR', '01'), paid(7, 'XBT', '01'), paid(1, 'EUR', '01')])).toEqual([
		{ currency: 'EUR', minor: 6, transfers: 2 },
		{ currency: 'XBT', minor: 7, transfers: 1 }
	]);
	expect(amountsOf([claim('a', 'b')])).toEqual([]);
});
