/** What a bank and a telephone company send comes in by the page, is said to be what it is, and is drawn. */
import { expect, test, type Page } from '@playwright/test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { alma, own, statement, incoming } from '../ingest/camt-fixtures.ts';
import { accessible, openEntity, setUp, visit } from './analyst.ts';
import { startServer } from './server.ts';
import { words, type Locale } from './words.ts';

const calls = [
	'Calling number;Called number;Start time;Duration (s);Cell',
	'+32470123456;+33612345678;2026-03-01T10:00:00+01:00;61;Port Selin 4',
	'+32470123456;+33612345678;2026-03-01T22:10:00+01:00;5;Port Selin 4',
	'+32470123456;0612345678;2026-03-02T08:00:00+01:00;12;Port Selin 9'
].join('\n');

async function bring(page: Page, locale: Locale, file: string, format = '') {
	const w = words(locale);
	await page.goto('/ingest', { waitUntil: 'networkidle' });
	await page.locator('input[type=file]').setInputFiles(file);
	await page.locator('select[name=format]').selectOption(format);
	await page.getByRole('button', { name: w('ingest_start') }).click();
	await page.waitForURL(/\/ingest\/[0-9a-f]+$/);
	await expect(page.getByText(w('state_done'), { exact: true }).first()).toBeVisible({
		timeout: 60_000
	});
}

for (const [locale, theme] of [
	['en', 'light'],
	['fr', 'dark']
] as const)
	test(`a statement and a list of calls, ${locale}`, async ({ browser }) => {
		const w = words(locale);
		const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-formats-'));
		const file = (name: string, text: string) => {
			writeFileSync(path.join(folder, name), text);
			return path.join(folder, name);
		};
		const server = await startServer({ args: ['--empty'] });
		try {
			const { page, faults } = await visit(browser, server, locale, theme);
			await setUp(page, server, locale);

			await test.step('the statement is told from its content', async () => {
				await bring(page, locale, file('march.xml', statement(incoming)));
				await expect(page.getByText(w('ingest_format_camt'))).toBeVisible();
				await accessible(page);
				await page.goto('/network', { waitUntil: 'networkidle' });
				await openEntity(page, 'Vellmoor');
				await page.keyboard.press('e');
				await page.getByRole('button', { name: w('network_table') }).click();
				await expect(
					page.getByRole('row').filter({ hasText: 'Alma Corland' }).first()
				).toBeVisible();
				await page.keyboard.press('/');
				await page.getByRole('combobox').fill(alma);
				await expect(page.getByRole('option').first()).toContainText('Alma Corland');
				await page.getByRole('combobox').fill(own);
				await expect(page.getByRole('option').first()).toContainText('Vellmoor');
			});

			await test.step('the calls too, and the row that cannot be read is named', async () => {
				await bring(page, locale, file('calls.csv', calls));
				await expect(page.getByText(w('ingest_format_table'))).toBeVisible();
				await expect(page.getByText('line 4').first()).toBeVisible();
				await accessible(page);
				await page.goto('/network', { waitUntil: 'networkidle' });
				await page.keyboard.press('/');
				await page.getByRole('combobox').fill('+32470123456');
				await expect(page.getByRole('option').first()).toContainText('+32470123456');
			});

			await test.step('said to be something else, it is refused with its place', async () => {
				await page.goto('/ingest', { waitUntil: 'networkidle' });
				await page.locator('input[type=file]').setInputFiles(file('again.csv', calls));
				await page.locator('select[name=format]').selectOption('stix');
				await page.getByRole('button', { name: w('ingest_start') }).click();
				await expect(page.getByText('line 1, byte 0').first()).toBeVisible({ timeout: 60_000 });
			});
			expect(faults).toEqual([]);
		} finally {
			await server.stop();
			rmSync(folder, { recursive: true, force: true });
		}
	});
