/** An import that waits: its difference is read, a thing is left out, it is approved; another is declined with a reason. */
import { expect, test, type Page } from '@playwright/test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundle, malware, relationship } from '../operator/bundles.ts';
import { accessible, setUp, visit } from './analyst.ts';
import { startServer } from './server.ts';
import { words, type Locale } from './words.ts';

async function bring(page: Page, locale: Locale, file: string, hold: string) {
	const w = words(locale);
	await page.goto('/ingest', { waitUntil: 'networkidle' });
	await page.locator('input[type=file]').setInputFiles(file);
	await page.locator('select[name=hold]').selectOption(hold);
	await page.getByRole('button', { name: w('ingest_start') }).click();
	await page.waitForURL(/\/ingest\/[0-9a-f]+$/);
	await expect(page.getByRole('heading', { name: w('ingest_review_title') })).toBeVisible({
		timeout: 60_000
	});
}

for (const [locale, theme] of [
	['en', 'light'],
	['fr', 'dark']
] as const)
	test(`looked at before it is written, ${locale}`, async ({ browser }) => {
		const w = words(locale);
		const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-held-'));
		const file = path.join(folder, 'three.json');
		const three = [malware(1, 'Kestrel'), malware(2, 'Wagtail'), malware(3, 'Siskin')];
		writeFileSync(file, bundle([...three, relationship(1, 1, 2), relationship(2, 2, 3)]));
		const server = await startServer({ args: ['--empty'] });
		try {
			const { page, faults } = await visit(browser, server, locale, theme);
			await setUp(page, server, locale);

			await test.step('one thing stays out, by keyboard', async () => {
				await bring(page, locale, file, 'approval');
				const records = page.getByRole('row').filter({
					has: page.getByRole('rowheader', { name: w('ingest_review_records') })
				});
				await expect(records.getByRole('cell')).toHaveText(['3', '0', '0', '0']);
				await accessible(page);
				await page.getByRole('checkbox', { name: /Siskin/ }).focus();
				await page.keyboard.press('Space');
				await page
					.getByRole('button', { name: w('ingest_approve_without').replace('{count}', '1') })
					.press('Enter');
				await expect(page.getByText(w('state_done'), { exact: true }).first()).toBeVisible({
					timeout: 60_000
				});
				await page.goto('/network', { waitUntil: 'networkidle' });
				await page.keyboard.press('/');
				await page.getByRole('combobox').fill('Wagtail');
				await expect(page.getByRole('option').first()).toContainText('Wagtail');
				await page.getByRole('combobox').fill('Siskin');
				await expect(page.getByRole('option')).toHaveCount(0);
			});

			await test.step('again it would change little, and waits for somebody else', async () => {
				await bring(page, locale, file, 'second');
				const records = page.getByRole('row').filter({
					has: page.getByRole('rowheader', { name: w('ingest_review_records') })
				});
				await expect(records.getByRole('cell')).toHaveText(['1', '0', '2', '0']);
				await expect(page.getByText(w('ingest_review_second'))).toBeVisible();
				await expect(page.getByRole('button', { name: w('ingest_approve') })).toHaveCount(0);
				await accessible(page);
			});

			await test.step('it stands on the Watch page, and is declined with a reason', async () => {
				const { pathname } = new URL(page.url());
				await page.goto('/', { waitUntil: 'networkidle' });
				await expect(page.getByText(w('home_waiting_approve')).first()).toBeVisible();
				await page.goto(pathname, { waitUntil: 'networkidle' });
				await page.getByRole('button', { name: w('ingest_decline') }).click();
				const dialog = page.getByRole('dialog');
				await dialog.getByRole('textbox').fill('Kestrel says nothing new');
				await accessible(page);
				await dialog.getByRole('button', { name: w('ingest_decline') }).click();
				await expect(page.getByText(w('ingest_declined_text'))).toBeVisible();
				await expect(page.getByText('Kestrel says nothing new')).toBeVisible();
			});
			await test.step('a pasted text gives what is in it, less what is taken away', async () => {
				await page.goto('/ingest', { waitUntil: 'networkidle' });
				await page.getByRole('radio', { name: w('ingest_way_text') }).check();
				await page.getByRole('button', { name: w('ingest_paste_start') }).click();
				await expect(page.getByText(w('ingest_paste_missing'))).toBeVisible();
				await page
					.getByRole('textbox', { name: w('ingest_paste'), exact: true })
					.fill('They used login[.]kestrel[.]example at 198.51.100.7.\nPay BE71 0961 2345 6769.');
				await accessible(page);
				await page.getByRole('button', { name: w('ingest_paste_start') }).click();
				await page.waitForURL(/\/ingest\/[0-9a-f]+$/);
				await expect(page.getByRole('checkbox')).toHaveCount(3, { timeout: 60_000 });
				await page.getByRole('checkbox', { name: /198\.51\.100\.7/ }).uncheck();
				await accessible(page);
				await page
					.getByRole('button', { name: w('ingest_approve_without').replace('{count}', '1') })
					.click();
				await expect(page.getByText(w('state_done'), { exact: true }).first()).toBeVisible({
					timeout: 60_000
				});
				await page.goto('/network', { waitUntil: 'networkidle' });
				await page.keyboard.press('/');
				await page.getByRole('combobox').fill('login[.]kestrel[.]example');
				await expect(page.getByRole('option').first()).toContainText('login.kestrel.example');
				await page.getByRole('combobox').fill('198.51.100.7');
				await expect(page.getByRole('option')).toHaveCount(0);
			});
			expect(faults).toEqual([]);
		} finally {
			await server.stop();
			rmSync(folder, { recursive: true, force: true });
		}
	});
