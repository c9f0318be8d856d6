import { test, expect } from '@playwright/test';
import { writeFileSync, mkdirSync } from 'node:fs';
import { setUp, visit } from './analyst.ts';
import { startServer } from './server.ts';
import { words } from './words.ts';
const calls = [
	'Calling number;Called number;Start time;Duration (s);Cell;A column whose name goes on and on beyond what anyone would write',
	...Array.from(
		{ length: 60 },
		(_, i) =>
			`+32470123456;${i === 3 ? 'oops!' : '+3361234567' + (i % 10)};0${1 + (i % 9)}/03/2026 10:${10 + (i % 50)};${i};"Port Selin 4, a very long cell text that goes on and on ${i}";x`
	)
].join('\n');
for (const [locale, theme, width, height] of [
	['en', 'light', 1280, 800],
	['fr', 'dark', 1920, 1080],
	['en', 'dark', 1280, 800],
	['fr', 'light', 1280, 800]
] as const)
	test(`look ${locale} ${theme}`, async ({ browser }) => {
		const w = words(locale);
		mkdirSync('/tmp/map-look', { recursive: true });
		writeFileSync('/tmp/map-look/calls.csv', calls);
		const server = await startServer({ args: ['--empty'] });
		try {
			const { page } = await visit(browser, server, locale, theme);
			await page.setViewportSize({ width, height });
			await setUp(page, server, locale);
			await page.goto('/ingest', { waitUntil: 'networkidle' });
			await page.locator('input[type=file]').setInputFiles('/tmp/map-look/calls.csv');
			await page.screenshot({ path: `/tmp/map-look/${locale}-${theme}-form.png` });
			await page.getByRole('button', { name: w('ingest_map') }).click();
			await expect(page.getByRole('heading', { level: 1, name: w('map_title') })).toBeVisible();
			await page.waitForTimeout(800);
			await page.screenshot({ path: `/tmp/map-look/${locale}-${theme}-asked.png` });
			await page.locator('select[name=order]').selectOption('dmy');
			await page.locator('input[name=zone]').fill('Europe/Brussels');
			await page.locator('input[name=zone]').press('Tab');
			await page.waitForTimeout(1200);
			await page.screenshot({ path: `/tmp/map-look/${locale}-${theme}-answered.png` });
		} finally {
			await server.stop();
		}
	});
