/** A source written down, its import past its date: hidden, found under Reviews, kept, and another one erased. */
import { expect, test, type Page } from '@playwright/test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { accessible, setUp, visit } from './analyst.ts';
import { startServer } from './server.ts';
import { words, type Locale } from './words.ts';

const line = (id: string, schema: string, properties: Record<string, string[]>) =>
	JSON.stringify({ id, schema, properties });
const registry = [
	line('r1', 'Person', { name: ['Marguerite Delattre'], country: ['be'] }),
	line('r2', 'Company', { name: ['Nordvik Trading Ltd'], country: ['cy'] }),
	line('r3', 'Directorship', { director: ['r1'], organization: ['r2'], role: ['director'] })
];

async function bring(page: Page, locale: Locale, file: string, source: string) {
	const w = words(locale);
	await page.goto('/ingest', { waitUntil: 'networkidle' });
	await page.locator('input[type=file]').setInputFiles(file);
	await page.getByLabel(w('ingest_source')).fill(source);
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
	test(`a source and how long what it says is kept, ${locale}`, async ({ browser }) => {
		const w = words(locale);
		const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-sources-'));
		const file = path.join(folder, 'registry.ftm.ndjson');
		writeFileSync(file, `${registry.join('\n')}\n`);
		const server = await startServer({ args: ['--empty'] });
		try {
			const { page, faults } = await visit(browser, server, locale, theme);
			await setUp(page, server, locale);
			await bring(page, locale, file, 'Company register of Norland');

			await test.step('the source stands in the register, nothing written down of it', async () => {
				await page.getByRole('link', { name: w('shell_sources') }).click();
				await expect(page.getByRole('heading', { level: 1 })).toHaveText(w('shell_sources'));
				const row = page.getByRole('row', { name: /Company register of Norland/ });
				await expect(row).toContainText(w('sources_not_written'));
				await accessible(page);
				await row.getByRole('link').click();
				await expect(page.getByRole('heading', { level: 1 })).toHaveText(
					'Company register of Norland'
				);
				await accessible(page);
			});

			await test.step('its entry is written, with a reason, and stays as a version', async () => {
				await page.getByLabel(w('sources_column_reliability')).selectOption('europol-4x4/B');
				await page.getByLabel(w('sources_column_licence')).fill('Agreement of 2 May');
				await page.getByLabel(w('processing_research')).check();
				await page.getByLabel(w('sources_column_months')).fill('1');
				await page.getByLabel(w('sources_reason')).fill('First review');
				await page.getByRole('button', { name: w('sources_save') }).click();
				await expect(page.getByText(w('sources_saved'))).toBeVisible();
				await expect(page.getByRole('table', { name: w('sources_history') })).toContainText(
					'First review'
				);
				await accessible(page);
			});

			await test.step('what comes from it now must be reviewed in a month', async () => {
				await bring(page, locale, file, 'Company register of Norland');
				await page.goto('/sources/reviews', { waitUntil: 'networkidle' });
				await expect(page.getByText(w('reviews_none'))).toHaveCount(0);
				const row = page.getByRole('row', { name: /registry\.ftm/ });
				await expect(row).toContainText(w('reviews_soon'));
				await accessible(page);
			});

			await test.step('erased, with its reason in the list', async () => {
				await page
					.getByRole('button', { name: w('reviews_erase') })
					.first()
					.click();
				const dialog = page.getByRole('dialog');
				await dialog.getByLabel(w('sources_reason')).fill('Collected twice');
				await accessible(page);
				await dialog.getByRole('button', { name: w('reviews_erase') }).click();
				await expect(page.getByText(w('reviews_done_erased'), { exact: true })).toBeVisible();
				await expect(page.getByRole('table', { name: w('reviews_erasures') })).toContainText(
					'Collected twice'
				);
				await accessible(page);
			});
			expect(faults).toEqual([]);
		} finally {
			await server.stop();
			rmSync(folder, { recursive: true, force: true });
		}
	});
