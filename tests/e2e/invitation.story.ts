/** Invitation → second factor → passkey → sign out → sign in with the passkey; a recovery code opens once. */
import { expect, test, type Page } from '@playwright/test';
import { codeAt } from '../access/authenticator.ts';
import { accessible, answers, password, setUp, visit } from './analyst.ts';
import { startServer } from './server.ts';
import { locales, words } from './words.ts';

/** A device that keeps passkeys and knows its owner, as the browser's own tools play it. */
async function withDevice(page: Page): Promise<void> {
	const client = await page.context().newCDPSession(page);
	await client.send('WebAuthn.enable');
	await client.send('WebAuthn.addVirtualAuthenticator', {
		options: {
			protocol: 'ctap2',
			transport: 'internal',
			hasResidentKey: true,
			hasUserVerification: true,
			isUserVerified: true,
			automaticPresenceSimulation: true
		}
	});
}
/** Types into what is focused after a label was reached, and sends the form by the keyboard. */
async function send(page: Page, label: string, text: string): Promise<void> {
	const field = page.getByLabel(label).first();
	await field.focus();
	await page.keyboard.type(text);
	await page.keyboard.press('Enter');
}

for (const locale of locales)
	test(`who is invited signs in with two factors, then with a passkey, ${locale}`, async ({
		browser
	}) => {
		// Three codes of an authenticator, each of a half minute of its own.
		test.setTimeout(600_000);
		const w = words(locale);
		const server = await startServer({ args: ['--empty'] });
		try {
			const theme = locale === 'fr' ? 'dark' : 'light';
			const chief = (await visit(browser, server, locale, theme)).page;
			await setUp(chief, server, locale);
			await chief.goto('/administration/invitations');
			await accessible(chief);
			await chief.getByRole('checkbox', { name: w('role_analyst'), exact: true }).press('Space');
			await send(chief, w('access_email'), 'neda@belmark.example');
			const link = (await chief.locator('.link').textContent()) ?? '';
			expect(link).toContain('/invitation?token=');
			await accessible(chief);

			await test.step('a second one ends the first and says so; taking back is asked', async () => {
				const email = 'gone@belmark.example';
				const revoke = w('access_invitation_revoke_named').replace('{email}', email);
				for (const replaces of [false, true]) {
					await chief
						.getByRole('checkbox', { name: w('role_analyst'), exact: true })
						.setChecked(true);
					await send(chief, w('access_email'), email);
					await expect(
						chief.getByText(w('access_invitation_made').replace('{email}', email))
					).toBeVisible();
					await expect(chief.getByText(w('access_invitation_replaced'))).toHaveCount(
						replaces ? 1 : 0
					);
				}
				const back = chief.getByRole('button', { name: revoke });
				const dialog = chief.getByRole('dialog');
				await back.press('Enter');
				await accessible(chief);
				await dialog.getByRole('button', { name: w('ui_cancel') }).press('Enter');
				await expect(back).toBeVisible();
				await back.press('Enter');
				await dialog
					.getByRole('button', { name: w('access_invitation_revoke'), exact: true })
					.press('Enter');
				await expect(chief.getByText(w('access_invitation_taken_back'))).toBeVisible();
				await expect(back).toHaveCount(0);
				await accessible(chief);
			});

			const { page, faults } = await visit(browser, server, locale, theme);
			await withDevice(page);
			let secret = '';
			let recovery = '';
			await test.step('the link makes the account', async () => {
				await page.goto(link);
				await accessible(page);
				await page.getByLabel(w('access_name')).focus();
				await page.keyboard.type('Neda Halden');
				await send(page, w('access_password'), password);
				await expect(page).toHaveURL(/second-factor/);
				await accessible(page);
			});
			await test.step('an authenticator is set up, its codes are shown', async () => {
				await page.getByRole('button', { name: w('access_factor_app_begin') }).press('Enter');
				secret = ((await page.locator('.secret').textContent()) ?? '').replaceAll(' ', '');
				await accessible(page);
				await send(page, w('access_code_of_app'), codeAt(secret, Date.now()));
				await expect(page.getByText(w('access_recovery_once'))).toBeVisible();
				recovery = (await page.locator('ol li').first().textContent()) ?? '';
				await accessible(page);
				await page.getByRole('link', { name: w('access_recovery_kept') }).press('Enter');
				await expect(page.getByRole('heading', { level: 1, name: w('shell_watch') })).toBeVisible();
			});
			const signOut = async () => {
				await page.context().clearCookies({ name: /session/ });
				await page.goto('/sign-in');
			};
			const signIn = async (code: string) => {
				await signOut();
				await page.getByLabel(w('access_email')).focus();
				await page.keyboard.type('neda@belmark.example');
				await send(page, w('access_password'), password);
				await expect(page).toHaveURL(/second-factor/);
				await send(page, w('access_code'), code);
			};
			await test.step('a recovery code opens once', async () => {
				await signIn(recovery);
				await expect(page.getByRole('heading', { level: 1, name: w('shell_watch') })).toBeVisible();
				await signIn(recovery);
				await expect(page.getByRole('alert')).toContainText(w('access_code_wrong').slice(0, 20));
				await accessible(page);
			});
			await test.step('a passkey is added and signs in by itself', async () => {
				await signIn(codeAt(secret, Date.now() + 30_000));
				await expect(page.getByRole('heading', { level: 1, name: w('shell_watch') })).toBeVisible();
				await page.goto('/account', { waitUntil: 'networkidle' });
				await page.locator('summary', { hasText: w('access_passkey_add') }).press('Enter');
				await accessible(page);
				const form = page.locator('form', { has: page.getByLabel(w('access_passkey_name')) });
				await form.getByLabel(w('access_passkey_name')).fill('Key in the drawer');
				await form.getByLabel(w('access_password_current')).fill(password);
				await form.getByLabel(w('access_code')).fill(await nextCode(secret));
				await page.keyboard.press('Enter');
				await expect(page.getByText('Key in the drawer')).toBeVisible();
				await signOut();
				await page.getByRole('button', { name: w('access_passkey_sign_in') }).press('Enter');
				await expect(page.getByRole('heading', { level: 1, name: w('shell_watch') })).toBeVisible();
			});
			await test.step('the link is spent, and the pages left no fault', async () => {
				const spent = await page.goto(link);
				expect(spent?.status()).toBe(404);
				await expect(
					page.getByRole('heading', { level: 1, name: w('error_title_link') })
				).toBeVisible();
				await accessible(page);
				expect(faults).toEqual([]);
			});
			await test.step('of two sign-ins, the one ended from the other’s list dies; the other lives', async () => {
				const other = (await visit(browser, server, locale, theme)).page;
				await other.goto('/sign-in');
				await other.getByLabel(w('access_email')).fill('neda@belmark.example');
				await send(other, w('access_password'), password);
				await send(other, w('access_code'), await nextCode(secret));
				await expect(
					other.getByRole('heading', { level: 1, name: w('shell_watch') })
				).toBeVisible();
				await other.goto('/network', { waitUntil: 'networkidle' });
				await answers(other);
				const tokenOf = async (of: Page) =>
					(await of.context().cookies()).find(({ name }) => name.includes('session_token'))?.value;
				expect(await tokenOf(other)).not.toBe(await tokenOf(page));

				await page.goto('/account', { waitUntil: 'networkidle' });
				const list = page.locator('section[aria-labelledby=sessions] li');
				const before = await list.count();
				await expect(list.first()).toBeVisible();
				// The one made last is the other's: each row but ours has its own way to end it.
				const others = list.filter({ has: page.locator('form[action="?/end"]') });
				expect(await others.count()).toBe(before - 1);
				for (let left = before - 1; left > 0; left--) {
					await others.first().getByRole('button').press('Enter');
					await expect(others).toHaveCount(left - 1);
				}

				// What the open page asks for behind the scenes, then what is clicked on it.
				const asked = other.waitForResponse((answer) =>
					answer.url().includes('/network/search.json')
				);
				await other.keyboard.press('/');
				await other.getByRole('combobox').fill('kestrel');
				expect((await asked).status()).toBe(401);
				await other.locator('nav a[href="/ingest"]').first().click();
				await expect(other).toHaveURL(/\/sign-in/);

				await page.goto('/network');
				await expect(page).toHaveURL(/\/network$/);
				expect((await page.request.get('/network/search.json?q=kestrel')).status()).toBe(200);
			});
			await test.step('ended everywhere, it is over here too', async () => {
				await page.goto('/account', { waitUntil: 'networkidle' });
				await page.locator('form[action="?/signOutEverywhere"] button').press('Enter');
				await expect(page).toHaveURL(/\/sign-in/);
				expect((await page.request.get('/network/search.json?q=a')).status()).toBe(401);
			});
		} finally {
			await server.stop();
		}
	});

/** The code of the step after the one that was used last: codes serve once. */
async function nextCode(secret: string): Promise<string> {
	const used = codeAt(secret, Date.now() + 30_000);
	await expect
		.poll(() => codeAt(secret, Date.now() + 30_000) !== used, { timeout: 40_000 })
		.toBe(true);
	return codeAt(secret, Date.now() + 30_000);
}
