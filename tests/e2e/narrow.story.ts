/** The pages of the administration on a screen of 320 pixels: nothing scrolls sideways but a table in its box. */
import { expect, test } from '@playwright/test';
import { accessible, addAccount, setUp, visit } from './analyst.ts';
import { startServer } from './server.ts';
import { locales, words } from './words.ts';

const pages = ['people', 'invitations', 'second-factor', 'organisations', 'roles', 'decisions'];

for (const locale of locales)
	test(`${locale}: the administration at 320 pixels`, async ({ browser }) => {
		const server = await startServer();
		try {
			const theme = locale === 'fr' ? 'dark' : 'light';
			const { page, faults } = await visit(browser, server, locale, theme);
			await setUp(page, server, locale);
			addAccount(server, 'pia@belmark.example', { org: 'belmark', role: 'prosecutor' });
			await page.setViewportSize({ width: 320, height: 800 });
			const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
			for (const name of pages) {
				await page.goto(`/administration/${name}`, { waitUntil: 'networkidle' });
				expect(await wide(), name).toBeLessThanOrEqual(320);
				await accessible(page);
			}
			await page.goto('/administration/people');
			await page.getByRole('link', { name: 'pia@belmark.example' }).first().click();
			const heading = words(locale)('administration_charges');
			await expect(page.getByRole('heading', { name: heading })).toBeVisible();
			expect(await wide(), 'person').toBeLessThanOrEqual(320);
			await accessible(page);
			// The table of roles is all there, and scrolls in its own box.
			await page.goto('/administration/roles');
			const box = page.getByRole('region', { name: words(locale)('administration_roles_caption') });
			const [inner, outer] = await box.evaluate((one) => [one.scrollWidth, one.clientWidth]);
			expect(inner).toBeGreaterThan(outer ?? 0);
			expect(faults).toEqual([]);
		} finally {
			await server.stop();
		}
	});
