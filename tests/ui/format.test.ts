import { describe, expect, test } from 'vitest';
import {
	ago,
	bytes,
	day,
	duration,
	minute,
	moment,
	money,
	number,
	percent
} from '#lib/ui/format.ts';

const en = { locale: 'en' } as const;
const fr = { locale: 'fr' } as const;
/** Intl writes several kinds of space; which one is not what these tests are about. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('numbers', () => {
	test('are grouped as the language groups them', () => {
		expect(number(24771, en)).toBe('24,771');
		expect(plain(number(24771, fr))).toBe('24 771');
		expect(number(0.125, en)).toBe('0.13');
		expect(number(1.5, fr)).toBe('1,5');
	});

	test('money is exact in minor units, and coins are written out', () => {
		expect(money(184_000_000, 'EUR', en)).toBe('€1,840,000.00');
		expect(plain(money(184_000_000, 'EUR', fr))).toBe('1 840 000,00 €');
		expect(money(1500, 'JPY', en)).toBe('JP¥1,500');
		expect(money(80_000_000, 'BTC', en)).toBe('0.8 BTC');
		expect(plain(money(1_250_000, 'HUF', en))).toBe('HUF 12,500.00');
		expect(money(12_000, 'BTC', en)).toBe('0.00012 BTC');
		expect(money(1_500_000, 'USDT', en)).toBe('1.5 USDT');
		expect(money(Number.MAX_SAFE_INTEGER, 'EUR', en)).toBe('€90,071,992,547,409.91');
		expect(money(1500, 'PARSEC', en)).toBe('1,500 of the smallest unit of PARSEC');
		expect(plain(money(1500, 'PARSEC', fr))).toBe('1 500 (plus petite unité, PARSEC)');
	});

	test('sizes are decimal', () => {
		expect(bytes(512, en)).toBe('512 bytes');
		expect(bytes(33_200_000, en)).toBe('33.2 MB');
		expect(plain(bytes(33_200_000, fr))).toBe('33,2 Mo');
	});

	test('shares are whole per cents', () => {
		expect(percent(0.634, en)).toBe('63%');
		expect(plain(percent(0.634, fr))).toBe('63 %');
	});
});

describe('dates', () => {
	const at = '2026-11-22T13:05:00Z';

	test('a moment names the zone of the reader and UTC beside it', () => {
		expect(moment(at, { ...en, timeZone: 'Europe/Brussels' })).toBe(
			'22 Nov 2026, 14:05 CET (13:05 UTC)'
		);
		expect(plain(moment(at, { ...fr, timeZone: 'Europe/Brussels' }))).toMatch(
			/^22 nov\. 2026, 14:05 \S+ \(13:05 UTC\)$/
		);
	});

	test('a reader in UTC sees it once', () => {
		expect(minute(at, { ...en, timeZone: 'UTC' })).toBe('22 Nov 2026, 13:05 UTC');
		expect(minute(at, { ...en, timeZone: 'Europe/Brussels' })).toBe('22 Nov 2026, 14:05');
		expect(moment(at, { ...en, timeZone: 'UTC' })).toBe('22 Nov 2026, 13:05 UTC');
	});

	test('midnight is 00:00, never 24:00', () => {
		expect(moment('2026-11-22T00:00:00Z', { ...en, timeZone: 'UTC' })).toBe(
			'22 Nov 2026, 00:00 UTC'
		);
	});

	test('a bare date keeps its day west of Greenwich', () => {
		expect(day('2026-11-22', { ...en, timeZone: 'America/Los_Angeles' })).toBe('22 Nov 2026');
		expect(day('2026-11-22T01:00:00Z', { ...en, timeZone: 'America/Los_Angeles' })).toBe(
			'21 Nov 2026'
		);
	});

	test('what is not a date is shown as it is', () => {
		expect(day('spring 2026', en)).toBe('spring 2026');
		expect(moment('', en)).toBe('');
		expect(minute('', en)).toBe('');
	});

	test('ago uses the largest unit that is at least one', () => {
		const now = Date.parse(at);
		expect(ago('2026-11-22T13:04:40Z', now, en)).toBe('now');
		expect(ago('2026-11-22T12:50:00Z', now, en)).toBe('15 minutes ago');
		expect(ago('2026-11-20T13:05:00Z', now, fr)).toBe('avant-hier');
	});

	test('a stretch of time never says 60 seconds', () => {
		expect(plain(duration(8.64, en))).toBe('8.6 s');
		expect(plain(duration(8.64, fr))).toBe('8,6 s');
		expect(plain(duration(59.7, en))).toBe('1 min 0 s');
		expect(plain(duration(3840, en))).toBe('1 h 4 min');
	});
});
