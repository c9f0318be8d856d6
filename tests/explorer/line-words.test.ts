import { expect, test } from 'vitest';
import { lineWords, tellsOfMoney } from '#lib/explorer/line-words.ts';
import { claim } from './builders.ts';

const paid = (amountMinor: number | null, currency: string | null, day: string | null) =>
	claim('a', 'b', {
		type: 'TRANSFERRED',
		amountMinor,
		currency,
		happenedAt: day === null ? null : `2026-04-${day}T10:00:00Z`
	});
const words = (...claims: ReturnType<typeof paid>[]) => lineWords({ type: 'TRANSFERRED', claims });

test('a transfer says how much and when', () => {
	expect(words(paid(1_840_000_00, 'EUR', '09'))).toBe('transferred to, €1,840,000.00, 9 Apr 2026');
});

test('several transfers say their sum and their first and last day, each currency by itself', () => {
	expect(words(paid(100, 'EUR', '09'), paid(250, 'EUR', '11'), paid(300, 'USD', '10'))).toBe(
		'transferred to, €3.50 + US$3.00, 9 Apr 2026 – 11 Apr 2026'
	);
	expect(words(paid(100, 'EUR', '09'), paid(100, 'USD', '09'), paid(100, 'GBP', '09'))).toBe(
		'transferred to, €1.00 + US$1.00 + …, 9 Apr 2026'
	);
});

test('what has no date says none, and what says no amount is its verb alone', () => {
	expect(words(paid(100, 'EUR', null))).toBe('transferred to, €1.00');
	expect(words(paid(null, null, '09'))).toBe('transferred to');
	expect(tellsOfMoney({ claims: [paid(null, null, '09')] })).toBe(false);
	expect(tellsOfMoney({ claims: [paid(0, 'EUR', null)] })).toBe(true);
});
