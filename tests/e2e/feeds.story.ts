/** A TAXII server of a partner: its collection is chosen, comes in, then only what is new; it fails and says so. */
import { expect, test } from '@playwright/test';
import { foreignServer, indicator } from '../feeds/server.ts';
import { accessible, setUp, visit } from './analyst.ts';
import { startServer } from './server.ts';
import { words } from './words.ts';

for (const [locale, theme] of [
	['en', 'light'],
	['fr', 'dark']
] as const)
	test(`a feed of a partner, ${locale}`, async ({ browser }) => {
		const w = words(locale);
		const foreign = await foreignServer(2);
		foreign.login = 'ana:a key of theirs';
		for (const n of [1, 2, 3])
			foreign.held.push({ at: `2026-01-0${n}T00:00:00.000000Z`, object: indicator(n) });
		const server = await startServer({
			args: ['--empty'],
			env: { FAISCEAU_FEED_ORIGINS: `inside+${foreign.origin}` }
		});
		try {
			const { page, faults } = await visit(browser, server, locale, theme);
			await setUp(page, server, locale);
			const row = page.getByRole('row', { name: /Partner unit/ });

			await test.step('its collections are shown once the right password is given', async () => {
				await page.goto('/ingest', { waitUntil: 'networkidle' });
				await page
					.getByRole('main')
					.getByRole('link', { name: w('feeds_title'), exact: true })
					.click();
				await expect(page.getByText(w('feeds_none'))).toBeVisible();
				await accessible(page);
				await page
					.getByRole('textbox', { name: w('feeds_address') })
					.fill(`${foreign.origin}/taxii2/`);
				await page.getByLabel(w('feeds_user')).fill('ana');
				await page.getByLabel(w('feeds_password')).fill('wrong');
				await page.getByRole('button', { name: w('feeds_look') }).click();
				await expect(page.getByText(w('feeds_fault_not_let_in'))).toBeVisible();
				await page.getByLabel(w('feeds_password')).fill('a key of theirs');
				await page.getByRole('button', { name: w('feeds_look') }).click();
				await expect(page.getByRole('radio', { name: 'Shared indicators' })).toBeChecked();
				await accessible(page);
			});

			await test.step('set up, it is looked at and comes in', async () => {
				await page.getByRole('textbox', { name: w('feeds_name'), exact: true }).fill('Partner');
				await page.getByLabel(w('ingest_source')).fill('Partner unit');
				await page.getByRole('button', { name: w('feeds_make') }).click();
				await expect(page.getByText(w('feeds_made'))).toBeVisible();
				await expect(row).toContainText(w('feeds_state_right'), { timeout: 30_000 });
				await accessible(page);
				await row.getByRole('link', { name: w('feeds_last_import') }).click();
				await expect(page.getByText(w('state_done'), { exact: true }).first()).toBeVisible();
				await page.goto('/network?q=indicator-2', { waitUntil: 'networkidle' });
				const search = page.getByRole('combobox').first();
				await search.fill('indicator-2.example');
				await expect(page.getByRole('option', { name: /indicator-2/ })).toBeVisible();
			});

			await test.step('later only what is new is asked for', async () => {
				foreign.held.push({ at: '2026-01-04T00:00:00.000000Z', object: indicator(4) });
				await page.goto('/ingest/feeds', { waitUntil: 'networkidle' });
				const before = await row.getByRole('link').getAttribute('href');
				await row.getByRole('button', { name: w('feeds_poll') }).click();
				await expect(row.getByRole('link')).not.toHaveAttribute('href', before ?? '', {
					timeout: 30_000
				});
				expect(foreign.asked.at(-1)?.url).toContain('added_after=2026-01-03');
				await row.getByRole('link', { name: w('feeds_last_import') }).click();
				await expect(page.getByText(w('state_done'), { exact: true }).first()).toBeVisible();
			});

			await test.step('a server that fails says why, waits, and nothing is lost', async () => {
				foreign.status = { code: 503, headers: { 'retry-after': '3600' } };
				await page.goto('/ingest/feeds', { waitUntil: 'networkidle' });
				await row.getByRole('button', { name: w('feeds_poll') }).click();
				await expect(row).toContainText(w('feeds_fault_busy'), { timeout: 30_000 });
				await accessible(page);
				await row.getByRole('button', { name: w('feeds_pause') }).click();
				await expect(row.getByRole('button', { name: w('feeds_resume') })).toBeVisible();
			});

			await test.step('an address that nobody listed is refused', async () => {
				await page
					.getByRole('textbox', { name: w('feeds_address') })
					.fill('http://169.254.169.254/taxii2/');
				await page.getByRole('button', { name: w('feeds_look') }).click();
				await expect(page.getByText(w('feeds_fault_not_listed'))).toBeVisible();
			});

			await test.step('deleted, what it brought stays', async () => {
				await row.getByRole('button', { name: w('feeds_remove') }).click();
				const dialog = page.getByRole('dialog');
				await accessible(page);
				await dialog.getByRole('button', { name: w('feeds_remove') }).click();
				await expect(page.getByText(w('feeds_removed'))).toBeVisible();
				await expect(page.getByText(w('feeds_none'))).toBeVisible();
				await page
					.getByRole('main')
					.getByRole('link', { name: w('ingest_tab_imports'), exact: true })
					.click();
				await expect(page.getByRole('row', { name: /Partner\.json/ })).toHaveCount(2);
			});
			expect(faults).toEqual([]);
		} finally {
			await server.stop();
			await foreign.close();
		}
	});
