import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	decimal,
	isOfficial,
	minorDigits,
	minorOf,
	minorOfDecimal,
	usualCurrencies
} from '#lib/domain/money.ts';

describe('an amount as it is written', () => {
	test.each([
		['12500', 'EUR', 1_250_000],
		['12 500,50', 'EUR', 1_250_050],
		['12\u202f500,50', 'EUR', 1_250_050],
		['12,500.50', 'EUR', 1_250_050],
		['12.500,50', 'EUR', 1_250_050],
		['12’500.50', 'CHF', 1_250_050],
		['1.234.567', 'EUR', 123_456_700],
		['1,234,567', 'EUR', 123_456_700],
		['1 234', 'EUR', 123_400],
		['0,5', 'EUR', 50],
		['0.50', 'EUR', 50],
		['7.', 'EUR', 700],
		['0', 'EUR', 0],
		[' 5 ', 'EUR', 500],
		['0.00012', 'BTC', 12_000],
		['0.005', 'BTC', 500_000],
		['999,999,999.9', 'EUR', 99_999_999_990],
		['1 234,50000000', 'BTC', 123_450_000_000],
		['1500', 'JPY', 1500],
		['12500', 'HUF', 1_250_000],
		['1.5', 'IQD', 1500]
	])('%s %s', (text, currency, minor) => {
		expect(minorOf(text, currency)).toBe(minor);
	});

	test.each([
		['1,234', 'EUR', 'ambiguous'],
		['1.234', 'EUR', 'ambiguous'],
		['12.500', 'BTC', 'ambiguous'],
		['', 'EUR', 'not-an-amount'],
		['-5', 'EUR', 'not-an-amount'],
		['5 EUR', 'EUR', 'not-an-amount'],
		['1e3', 'EUR', 'not-an-amount'],
		['1 23', 'EUR', 'not-an-amount'],
		['1.234,567.8', 'EUR', 'not-an-amount'],
		['1,23.4', 'EUR', 'not-an-amount'],
		['0.005', 'EUR', 'too-exact'],
		['10.0055', 'EUR', 'too-exact'],
		['10.5', 'JPY', 'too-exact'],
		['99999999999999999', 'EUR', 'too-large'],
		['5', 'ABC', 'unknown-currency']
	])('%s %s is %s', (text, currency, problem) => {
		expect(minorOf(text, currency)).toEqual({ problem });
	});

	test('what is written out is read back exactly', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...usualCurrencies),
				fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
				(currency, minor) => {
					const digits = minorDigits(currency) ?? 0;
					const text = decimal(minor, digits);
					const read = minorOf(text, currency);
					// Three digits after one point may be thousands, which is asked about.
					if (digits === 3) return;
					expect(read).toBe(minor);
				}
			)
		);
	});
});

test('digits and signs of the smallest unit', () => {
	expect([decimal(5, 2), decimal(-5, 2), decimal(1500, 0), decimal(123, 2)]).toEqual([
		'0.05',
		'-0.05',
		'1500',
		'1.23'
	]);
	expect(['EUR', 'HUF', 'ALL', 'JPY', 'IQD', 'BTC', 'XMR', 'ABC'].map(minorDigits)).toEqual([
		...[2, 2, 2, 0, 3, 8, 12, undefined]
	]);
	expect(['EUR', 'BTC', 'ABC'].map(isOfficial)).toEqual([true, false, false]);
});

describe('an amount whose sign for fractions is the point alone', () => {
	test.each([
		['1.234', 'IQD', 1234],
		['12500.5', 'EUR', 1_250_050],
		['+5', 'EUR', 500],
		['.5', 'EUR', 50],
		['5.', 'EUR', 500],
		['100.00000', 'EUR', 10_000],
		['1500.00', 'JPY', 1500],
		['007.10', 'EUR', 710],
		['1.234', 'EUR', { problem: 'too-exact' }],
		['1500.5', 'JPY', { problem: 'too-exact' }],
		['1,5', 'EUR', { problem: 'not-an-amount' }],
		['1 500', 'EUR', { problem: 'not-an-amount' }],
		['-5', 'EUR', { problem: 'not-an-amount' }],
		['1e3', 'EUR', { problem: 'not-an-amount' }],
		['.', 'EUR', { problem: 'not-an-amount' }],
		['', 'EUR', { problem: 'not-an-amount' }],
		['90071992547409.92', 'EUR', { problem: 'too-large' }],
		['90071992547409.91', 'EUR', Number.MAX_SAFE_INTEGER],
		['5', 'ABC', { problem: 'unknown-currency' }]
	])('%s %s', (text, currency, expected) => {
		expect(minorOfDecimal(text, currency)).toEqual(expected);
	});

	test('what is written out is read back exactly, in every currency', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...usualCurrencies, 'IQD', 'JPY'),
				fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
				(currency, minor) => {
					expect(minorOfDecimal(decimal(minor, minorDigits(currency) ?? 0), currency)).toBe(minor);
				}
			)
		);
	});
});
