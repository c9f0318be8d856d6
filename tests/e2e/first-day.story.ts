/** First start → set-up → sign-in → import through the page → search → expand → path → export. */
import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { accessible, openEntity, password, setUp, signIn, visit } from './analyst.ts';
import { icsBundle } from './fixtures.ts';
import { startServer, type Server } from './server.ts';
import { locales, words } from './words.ts';

for (const locale of locales)
	test(`an analyst's first day, in ${locale === 'en' ? 'English' : 'French'}`, async ({
		browser
	}) => {
		const w = words(locale);
		const server: Server = await startServer();
		try {
			const { page, faults } = await visit(
				browser,
				server,
				locale,
				locale === 'fr' ? 'dark' : 'light'
			);
			await test.step('a stranger is sent to sign in', async () => {
				await page.goto('/network', { waitUntil: 'networkidle' });
				await expect(page).toHaveURL(/\/sign-in\?next=/);
				await accessible(page);
			});
			await test.step('the printed link makes the first account, once', async () => {
				await setUp(page, server, locale);
				await expect(page.locator('html')).toHaveAttribute('lang', locale);
				await accessible(page);
				const again = await page.request.get(server.setUpLink ?? '');
				expect(again.status()).toBe(404);
			});
			await test.step('signing out and in again', async () => {
				await page.context().clearCookies({ name: /session/ });
				await signIn(page, 'ada@belmark.example', locale);
			});

			const bundle = icsBundle(server.data);
			await test.step('an import through the page, with progress', async () => {
				await page.goto('/ingest');
				await accessible(page);
				await page.locator('input[type=file]').setInputFiles(bundle.file);
				await page.getByRole('button', { name: w('ingest_start') }).click();
				await page.waitForURL(/\/ingest\/[\w-]{10,}/);
				await expect(page.getByText(w('state_done'), { exact: true }).first()).toBeVisible({
					timeout: 90_000
				});
				expect(await page.evaluate(() => window.sawProgress)).toBe(true);
				await expect(
					page.getByText(new RegExp(`\\b1.?825\\b|\\b${bundle.read}\\b`)).first()
				).toBeVisible();
				await accessible(page);
			});

			await test.step('search, open and expand with the keyboard', async () => {
				await page.getByRole('link', { name: w('ingest_explore') }).click();
				// Nothing of before stands for what came in: the drawing is empty and the search is ready.
				await expect(page.getByText(w('network_said_fresh')).first()).toBeVisible();
				await expect(page.locator('.left input').first()).toBeFocused();
				await page.keyboard.type('Sandworm');
				await expect(page.getByRole('option').first()).toContainText(bundle.group);
				await page.keyboard.press('Enter');
				await expect(page.getByRole('heading', { name: bundle.group }).first()).toBeVisible();
				await page.keyboard.press('e');
				await page.getByRole('button', { name: w('network_table') }).click();
				const rows = page.getByRole('row');
				await expect.poll(() => rows.count()).toBeGreaterThan(2);
				await accessible(page);
			});

			await test.step('undo takes the expansion back, redo brings it again', async () => {
				const rows = page.getByRole('row');
				const expanded = await rows.count();
				await page.keyboard.press('Control+z');
				await expect.poll(() => rows.count()).toBeLessThan(expanded);
				await page.keyboard.press('Control+Shift+z');
				await expect.poll(() => rows.count()).toBe(expanded);
			});

			await test.step('a path to another entity', async () => {
				await openEntity(page, bundle.group);
				await page.keyboard.press('p');
				await page.getByRole('combobox').fill(bundle.other);
				await page.getByRole('option').filter({ hasText: bundle.other }).first().click();
				await expect(page.getByText(w('network_path_meaning'))).toBeVisible();
				await accessible(page);
			});

			await test.step('what is shown is exported with its markings', async () => {
				await page.getByRole('button', { name: w('network_export'), exact: true }).click();
				await page.getByRole('menuitem', { name: w('network_export_graphml') }).click();
				const asked = page.getByRole('dialog', { name: w('recipient_title') });
				await expect(asked.getByRole('radio', { name: w('recipient_own') })).toBeFocused();
				await accessible(page);
				const [file] = await Promise.all([
					page.waitForEvent('download'),
					page.keyboard.press('Enter')
				]);
				const text = readFileSync(await file.path(), 'utf8');
				expect(text).toContain(bundle.group);
				expect(text).toContain('TLP:AMBER+STRICT');
			});

			await test.step('the drawing is still there after a reload, another page, the other language', async () => {
				/** The entities and links shown, as digits: the words change with the language. */
				const shown = async () =>
					(await page.locator('.status p').first().innerText()).replace(/\D+/g, ' ').trim();
				const before = await shown();
				expect(before).toMatch(/^\d+ \d+/);
				const again = () => expect.poll(shown, { timeout: 60_000 }).toBe(before);
				await page.reload();
				await again();
				await expect(page.getByText(w('network_path_meaning'))).toBeVisible();
				await page.goto('/ingest');
				await page.goto('/network');
				await again();
				const other = locale === 'en' ? 'FR' : 'EN';
				await page.getByRole('button', { name: other, exact: true }).click();
				await expect(page.locator('html')).toHaveAttribute('lang', other.toLowerCase());
				await again();
				const kept = await page.evaluate(() => Object.values(sessionStorage).join());
				expect(kept).not.toContain(bundle.group);
				await page.getByRole('button', { name: locale.toUpperCase(), exact: true }).click();
				await expect(page.locator('html')).toHaveAttribute('lang', locale);
				await again();
			});

			await test.step('signing out forgets it', async () => {
				await page.getByRole('button', { name: /Ada/ }).click();
				await page.getByRole('button', { name: w('shell_sign_out') }).click();
				await expect(page).toHaveURL(/\/sign-in/);
				expect(await page.evaluate(() => Object.keys(sessionStorage).join())).not.toContain(
					'faisceau:drawing'
				);
			});

			await test.step('the pages leave no error and no policy refusal', () => {
				expect(faults).toEqual([]);
			});
		} finally {
			await server.stop();
		}
	});

test('a wrong password and an unknown account get the same answer', async ({ browser }) => {
	const server = await startServer({ args: ['--empty'] });
	try {
		const { page } = await visit(browser, server, 'en');
		await setUp(page, server, 'en');
		await page.context().clearCookies();
		const answers: string[] = [];
		for (const [email, typed] of [
			['ada@belmark.example', 'not the password at all'],
			['nobody@belmark.example', password]
		]) {
			await page.goto('/sign-in');
			await page.getByLabel(words('en')('access_email')).fill(email ?? '');
			await page.getByLabel(words('en')('access_password')).fill(typed ?? '');
			await page.getByRole('button', { name: words('en')('access_sign_in') }).click();
			answers.push((await page.getByRole('alert').first().textContent()) ?? '');
		}
		expect(answers[0]).toBe(answers[1]);
		expect(answers[0]).not.toBe('');
	} finally {
		await server.stop();
	}
});
