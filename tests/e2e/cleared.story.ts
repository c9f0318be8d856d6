/** The demonstration is cleared at the end of the set-up: nothing of it is left, and the page says what to do. */
import { expect, test } from '@playwright/test';
import { accessible, password, visit } from './analyst.ts';
import { startServer } from './server.ts';
import { locales, words } from './words.ts';

for (const locale of locales)
	test(`${locale}: the demonstration is cleared`, async ({ browser }) => {
		const w = words(locale);
		const server = await startServer();
		try {
			const theme = locale === 'fr' ? 'dark' : 'light';
			const { page, faults } = await visit(browser, server, locale, theme);
			await page.goto(server.setUpLink ?? '');
			await page.getByLabel(w('access_name')).fill('Ada Verhoeven');
			await page.getByLabel(w('access_email')).fill('ada@belmark.example');
			await page.getByLabel(w('access_password')).fill(password);
			await page.getByRole('button', { name: w('access_set_up_make') }).click();
			await page.getByRole('link', { name: w('access_factor_skip') }).click();
			const found = async (text: string) =>
				(
					(await (await page.request.get(`/network/search.json?q=${text}`)).json()) as {
						total: number;
					}
				).total;
			expect(await found('kestrel')).toBeGreaterThan(0);
			await page.locator('input[name=demonstration][value=clear]').check();
			await page.getByRole('button', { name: w('access_set_up_finish') }).click();
			await expect(page.getByRole('heading', { name: w('home_empty_title') })).toBeVisible({
				timeout: 120_000
			});
			await expect(page.getByText(w('home_empty_import'))).toBeVisible();
			await accessible(page);
			for (const text of ['kestrel', 'HELIX', 'Vasel', '203.0.113.45'])
				expect(await found(text), text).toBe(0);
			expect(await (await page.request.get('/')).text()).not.toContain('BK-2026-0417');
			// What is left is sound, and the case that went with it can be given to nobody.
			const { status, stdout, stderr } = server.command('verify');
			expect(status, stdout + stderr).toBe(0);
			expect(faults).toEqual([]);
		} finally {
			await server.stop();
		}
	});
