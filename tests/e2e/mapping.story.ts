/** A table that nobody knows: its columns are said by hand, its questions answered, the mapping kept and used again. */
import { expect, test, type Page } from '@playwright/test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { accessible, openEntity, setUp, visit } from './analyst.ts';
import { startServer } from './server.ts';
import { words, type Locale } from './words.ts';

const header = 'Ligne A;Ligne B;Jour;Somme;Lieu';
const calls = [
	header,
	'+32470123456;+33612345678;02/03/2026;12;Port Selin 4',
	'+32470123456;+33612345679;03/03/2026;5;Port Selin 4',
	'+32470123456;+32 47?12;04/03/2026;9;Port Selin 9'
].join('\n');

const start = (text: string) => text.split('{')[0] ?? '';

async function upload(page: Page, locale: Locale, file: string) {
	const w = words(locale);
	await page.goto('/ingest', { waitUntil: 'networkidle' });
	await page.locator('input[type=file]').setInputFiles(file);
	await page.getByLabel(w('ingest_source')).fill('Operator');
	await page.getByRole('button', { name: w('ingest_start') }).click();
	await expect(page.getByRole('heading', { level: 1, name: w('map_title') })).toBeVisible();
}

for (const [locale, theme] of [
	['en', 'light'],
	['fr', 'dark']
] as const)
	test(`columns of a table nobody knows, ${locale}`, async ({ browser }) => {
		const w = words(locale);
		const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-mapping-'));
		const file = (name: string, text: string) => {
			writeFileSync(path.join(folder, name), text);
			return path.join(folder, name);
		};
		const server = await startServer({ args: ['--empty'] });
		try {
			const { page, faults } = await visit(browser, server, locale, theme);
			await setUp(page, server, locale);
			const slot = (key: string) => page.locator(`[data-slot="${key}"]`);
			const column = (name: string) => page.locator(`[data-column="${name}"]`);
			const begin = page.getByRole('button', { name: w('map_start') });

			await test.step('headers that nobody knows lead to the mapping', async () => {
				await upload(page, locale, file('calls.csv', calls));
				await expect(page.getByRole('row')).toHaveCount(4);
				await expect(begin).toBeDisabled();
				await expect(page.getByText(w('map_problem_no_thing'))).toBeVisible();
				await accessible(page);
			});

			await test.step('columns go where they belong, dragged or chosen', async () => {
				for (let i = 0; i < 2; i++) {
					await page.getByRole('button', { name: w('map_thing_add') }).click();
					await page.locator('.targets select.input').nth(i).selectOption('phone');
				}
				await column('Ligne A').dragTo(slot('thing thing-1 identifier phone'));
				await expect(slot('thing thing-1 identifier phone')).toContainText('Ligne A');
				await slot('thing thing-2 identifier phone').locator('select.add').selectOption('Ligne B');
				await page.getByRole('button', { name: w('map_claim_add') }).click();
				await page.getByLabel(w('map_type'), { exact: true }).selectOption('COMMUNICATED_WITH');
				await page.getByLabel(start(w('map_use')) + 'Jour').selectOption('claim 0 validFrom');
				await column('Somme').dragTo(slot('claim 0 seconds'));
				await expect(slot('claim 0 seconds')).toContainText('Somme');
			});

			await test.step('a day that may be read two ways is asked about before anything starts', async () => {
				await expect(page.getByText(w('map_ask_order'))).toBeVisible();
				await expect(begin).toBeDisabled();
				await page.locator('select[name=order]').selectOption('dmy');
				await expect(begin).toBeEnabled();
			});

			await test.step('each row shows what it becomes, and the cell that is at fault', async () => {
				const rows = page.locator('tbody tr');
				await expect(rows.nth(0)).toContainText('+33612345678');
				await expect(rows.nth(0)).toContainText('2026-03-02');
				await expect(rows.nth(2).locator('td[data-fault]')).toHaveText('+32 47?12');
				await expect(rows.nth(2)).toContainText('line 4');
				await accessible(page);
			});

			await test.step('the mapping is kept under a name', async () => {
				await page.getByRole('button', { name: w('map_save') }).click();
				await page.locator('input[name=mapping-name]').fill('Operator X');
				await accessible(page);
				await page.getByRole('button', { name: w('map_save_do'), exact: true }).click();
				await expect(page.locator('.saved [role=status]')).toContainText('Operator X');
				await expect(page.getByRole('dialog')).toHaveCount(0);
			});

			await test.step('it is imported, and the row that cannot be read is named', async () => {
				await begin.click();
				await page.waitForURL(/\/ingest\/[0-9a-f]+$/);
				await expect(page.getByText(w('state_done'), { exact: true }).first()).toBeVisible({
					timeout: 60_000
				});
				await expect(page.getByText('line 4').first()).toBeVisible();
				await page.goto('/network', { waitUntil: 'networkidle' });
				await openEntity(page, '+32470123456');
				await page.keyboard.press('e');
				await page.getByRole('button', { name: w('network_table') }).click();
				await expect(
					page.getByRole('row').filter({ hasText: '+33612345679' }).first()
				).toBeVisible();
			});

			await test.step('another file of its columns finds the mapping again, and going back keeps the form', async () => {
				const second = calls.replace('02/03/2026', '05/03/2026');
				await upload(page, locale, file('more.csv', second));
				await page.goBack();
				await expect(page.getByLabel(w('ingest_source'))).toHaveValue('Operator');
				await page.getByRole('button', { name: w('ingest_start') }).click();
				await page.getByRole('button', { name: w('map_saved_use') }).click();
				await expect(slot('claim 0 validFrom')).toContainText('Jour');
				await expect(page.locator('tbody tr').first()).toContainText('2026-03-05');
				await expect(begin).toBeEnabled();
			});

			await test.step('a name that is taken is replaced knowingly, and what is deleted is gone', async () => {
				await page.getByRole('button', { name: w('map_save') }).click();
				await page.getByRole('button', { name: w('map_save_do'), exact: true }).click();
				await expect(page.getByText(w('map_save_there'))).toBeVisible();
				await page.getByRole('button', { name: w('map_save_replace') }).click();
				await expect(page.getByRole('dialog')).toHaveCount(0);
				await page.getByRole('button', { name: w('map_saved_delete') }).click();
				await page.getByRole('button', { name: w('map_saved_delete_do'), exact: true }).click();
				await expect(page.getByText(w('map_saved_none'))).toBeAttached();
			});
			expect(faults).toEqual([]);
		} finally {
			await server.stop();
			rmSync(folder, { recursive: true, force: true });
		}
	});
