/** The policy is switched on: whoever has no second factor stands at the door until they have one, and goes on. */
import { expect, test } from '@playwright/test';
import { codeAt } from '../access/authenticator.ts';
import { accessible, addAccount, setUp, signIn, visit } from './analyst.ts';
import { startServer } from './server.ts';
import { locales, words } from './words.ts';

const email = 'neda@belmark.example';

for (const locale of locales)
	test(`${locale}: held at the door until a second factor is there`, async ({ browser }) => {
		const w = words(locale);
		const server = await startServer();
		try {
			const theme = locale === 'fr' ? 'dark' : 'light';
			const chief = (await visit(browser, server, locale, theme)).page;
			await setUp(chief, server, locale);
			addAccount(server, email, { org: 'belmark' });
			const { page, faults } = await visit(browser, server, locale, theme);
			await signIn(page, email, locale);
			const search = async () =>
				(await page.request.get('/network/search.json?q=kestrel', { maxRedirects: 0 })).status();
			expect(await search()).toBe(200);

			await test.step('switched on, it holds the session that is open already', async () => {
				await chief.goto('/administration/second-factor', { waitUntil: 'networkidle' });
				await chief.getByRole('radio', { name: w('access_policy_everyone') }).check();
				await chief.getByRole('button', { name: w('access_policy_save') }).click();
				// The administrator has none either, so is at the same door.
				await expect(chief).toHaveURL(/second-factor/);
				expect(await search()).not.toBe(200);
				for (const room of ['/', '/network', '/account']) {
					await page.goto(room);
					await expect(page, room).toHaveURL(/^[^?]*\/second-factor/);
				}
				await expect(page.getByRole('navigation')).toHaveCount(0);
				await accessible(page);
			});

			await test.step('enrolled, they go on, and the next sign-in asks for the code', async () => {
				await page.getByRole('button', { name: w('access_factor_app_begin') }).click();
				const secret = ((await page.locator('.secret').textContent()) ?? '').replaceAll(' ', '');
				await expect(page.getByLabel(w('access_code_of_app'))).toBeFocused();
				await page.getByLabel(w('access_code_of_app')).fill(codeAt(secret, Date.now()));
				await page.keyboard.press('Enter');
				await expect(page.getByText(w('access_recovery_once'))).toBeVisible();
				await page.getByRole('link', { name: w('access_recovery_kept') }).click();
				await expect(page).not.toHaveURL(/second-factor/);
				expect(await search()).toBe(200);
				await page.goto('/network');
				await expect(page).toHaveURL(/\/network/);
				await page.context().clearCookies({ name: /session/ });
				await page.goto('/sign-in');
				await expect(page.getByLabel(w('access_email'))).toBeFocused();
				await page.getByLabel(w('access_email')).fill(email);
				await page.getByLabel(w('access_password')).fill('une phrase longue et facile');
				await page.getByRole('button', { name: w('access_sign_in') }).click();
				await expect(page.getByLabel(w('access_code')).first()).toBeFocused();
				expect(await search()).not.toBe(200);
			});
			expect(faults).toEqual([]);
		} finally {
			await server.stop();
		}
	});
