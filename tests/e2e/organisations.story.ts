/**
 * The first account belongs to an organisation of the list; its administrator binds another, makes one
 * that the list does not have, and invites who begins there. The demonstration stays one Enter away.
 */
import { expect, test } from '@playwright/test';
import { accessible, password, setUp, visit } from './analyst.ts';
import { startServer } from './server.ts';
import { locales, words } from './words.ts';

const inFrench = { en: 'National unit, France', fr: 'Unité nationale, France' };
const bound = { en: 'National unit, Spain', fr: 'Unité nationale, Espagne' };

for (const locale of locales)
	test(`${locale}: an organisation of one’s own from the first minute`, async ({ browser }) => {
		const w = words(locale);
		const server = await startServer();
		try {
			const theme = locale === 'fr' ? 'dark' : 'light';
			const { page, faults } = await visit(browser, server, locale, theme);

			await test.step('chosen from the list, by search', async () => {
				// The search within the list works once the scripts are there; this page has no shell to wait for.
				await page.goto(server.setUpLink ?? '', { waitUntil: 'networkidle' });
				await expect(page.locator('input[value=demonstration]')).toBeChecked();
				await expect(page.locator('select[name=organisation]')).toBeHidden();
				await page.getByRole('radio', { name: w('access_belongs_listed') }).check();
				await page.getByRole('searchbox', { name: w('access_belongs_search') }).fill('franc');
				await page.locator('select[name=organisation]').selectOption({ label: inFrench[locale] });
				await accessible(page);
				await page.getByLabel(w('access_name')).fill('Ada Verhoeven');
				await page.getByLabel(w('access_email')).fill('ada@unit.example');
				await page.getByLabel(w('access_password')).fill(password);
				await page.getByRole('button', { name: w('access_set_up_make') }).click();
				await page.getByRole('link', { name: w('access_factor_skip') }).click();
				await page.getByRole('button', { name: w('access_set_up_finish') }).click();
				await expect(page.getByRole('heading', { level: 1, name: w('shell_watch') })).toBeVisible();
				await page.goto('/account');
				await expect(
					page.locator('main').getByText(inFrench[locale], { exact: true }).first()
				).toBeVisible();
			});

			await test.step('bound from the list, and made', async () => {
				await page.goto('/administration/organisations');
				await page.getByRole('button', { name: bound[locale] }).click();
				await expect(page.getByRole('heading', { name: bound[locale] })).toBeVisible();
				await page.getByLabel(w('organisation_name'), { exact: true }).fill('Harbour police');
				await page.getByRole('button', { name: w('administration_create_act') }).click();
				await expect(page.getByRole('heading', { name: 'Harbour police' })).toBeVisible();
				await page.getByLabel(w('organisation_name'), { exact: true }).fill('HARBOUR POLICE');
				await page.getByRole('button', { name: w('administration_create_act') }).click();
				await expect(page.getByText(w('organisation_name_taken')).first()).toBeVisible();
				await accessible(page);
			});

			await test.step('its first administrator is invited, and reads its name, not its id', async () => {
				const part = page.getByRole('region', { name: bound[locale] });
				await part.getByRole('textbox').fill('eva@unit.example');
				await part.getByRole('button', { name: w('administration_first') }).click();
				const link = (await page.locator('p.mono').textContent())?.trim() ?? '';
				const eva = (await visit(browser, server, locale, theme)).page;
				await eva.goto(link);
				await expect(eva.getByText(bound[locale])).toBeVisible();
				await expect(eva.getByText('unit-es')).toHaveCount(0);
				await eva.getByLabel(w('access_name')).fill('Eva Ruiz');
				await eva.getByLabel(w('access_password')).fill(password);
				await eva.getByRole('button', { name: w('access_set_up_make') }).click();
				await expect(
					eva.getByRole('heading', { name: w('access_factor'), exact: true })
				).toBeVisible();
				await eva.goto('/administration/people');
				await expect(eva.getByRole('link', { name: 'Eva Ruiz' })).toBeVisible();
				await expect(eva.getByText('Ada Verhoeven')).toHaveCount(0);
				await page.goto('/administration/organisations');
				await expect(page.getByRole('region', { name: bound[locale] })).toHaveCount(0);
			});
			expect(faults).toEqual([]);
		} finally {
			await server.stop();
		}
	});

test('nothing chosen: the demonstration’s, as before', async ({ browser }) => {
	const server = await startServer();
	try {
		const { page } = await visit(browser, server, 'fr');
		await setUp(page, server, 'fr');
		await page.goto('/account');
		await expect(
			page.locator('main').getByText('Unité nationale de Belmark').first()
		).toBeVisible();
	} finally {
		await server.stop();
	}
});
