/**
 * A prosecutor of Belmark: nothing at first, then what was brought in for the case in their charge and
 * only that, read-only, and nothing again from the request on that follows its withdrawal.
 */
import { expect, test, type Page } from '@playwright/test';
import { accessible, addAccount, openEntity, setUp, signIn, visit } from './analyst.ts';
import { startServer } from './server.ts';
import { locales, words } from './words.ts';

const forOwn = { recipient: { kind: 'own' }, purpose: 'investigation' };

const email = 'pia@belmark.example';
const number = 'BK-2026-0417';
/** Belmark's case file names him; he is in nothing else. */
const ofCase = 'Corentin Vasel';
/** Belmark's office holds these too, or everybody does: none is of the case. */
const elsewhere = ['Mattis Hobb', 'Kastel Mutual', 'glasswright'];

interface Found {
	total: number;
	hits: { id: string; name: string }[];
}
const search = async (page: Page, text: string) =>
	(await (
		await page.request.get(`/network/search.json?q=${encodeURIComponent(text)}&limit=50`)
	).json()) as Found;

for (const locale of locales)
	test(`${locale}: in charge of a case, and no longer`, async ({ browser }) => {
		const w = words(locale);
		const server = await startServer();
		try {
			const theme = locale === 'fr' ? 'dark' : 'light';
			const admin = (await visit(browser, server, locale, theme)).page;
			await setUp(admin, server, locale);
			addAccount(server, email, { org: 'belmark', role: 'prosecutor' });
			const { page, faults } = await visit(browser, server, locale, theme);

			await test.step('without a case there is nothing, and the page says why', async () => {
				await signIn(page, email, locale);
				await expect(page.getByText(w('home_empty_case'))).toBeVisible();
				expect((await search(page, ofCase)).total).toBe(0);
			});

			await test.step('the administrator names the case; an unknown one is refused', async () => {
				await admin.goto('/administration/people');
				await admin.getByRole('link', { name: email }).first().click();
				const field = admin.getByRole('textbox', { name: w('administration_charge_number') });
				await field.fill('BK-2026-9999');
				await admin.getByRole('button', { name: w('administration_charge') }).click();
				await expect(admin.getByText(w('administration_obstacle_unknown_case'))).toBeVisible();
				await field.fill(number);
				await field.press('Enter');
				await expect(admin.getByText(w('administration_done_charge'))).toBeVisible();
				await expect(admin.getByRole('listitem').filter({ hasText: number })).toBeVisible();
				await accessible(admin);
			});

			await test.step('the same session now sees the case, and nothing beside it', async () => {
				await page.goto('/');
				await expect(page.getByText(w('home_empty_case'))).toHaveCount(0);
				await expect(page.getByText(`Case file ${number}`).first()).toBeVisible();
				await accessible(page);
				for (const name of elsewhere) {
					expect((await search(admin, name)).total, name).toBeGreaterThan(0);
					expect((await search(page, name)).total, name).toBe(0);
				}
				expect((await search(page, ofCase)).total).toBe(1);
			});

			await test.step('the network opens read-only: no note, no claim, no file', async () => {
				await page.goto('/network', { waitUntil: 'networkidle' });
				await openEntity(page, ofCase);
				const id = (await search(page, ofCase)).hits[0]?.id ?? '';
				const headers = { origin: server.origin };
				const json = (address: string, method: 'POST' | 'PUT', data: object) =>
					page.request.fetch(address, { method, data, headers });
				for (const answer of [
					await json('/network/notes.json', 'PUT', { entities: [id], text: 'x', tlp: 'green' }),
					await json('/network/claim.json', 'POST', { from: id, to: id }),
					await json('/network/export.json', 'POST', { ids: [id], ...forOwn }),
					await json('/network/picture.json', 'POST', { format: 'svg', ids: [id], ...forOwn })
				])
					expect(answer.status()).toBe(403);
				expect((await page.request.get('/ingest')).status()).toBe(403);
			});

			await test.step('taken away, it is gone at the next request of the same session', async () => {
				await admin.getByRole('listitem').filter({ hasText: number }).getByRole('button').click();
				await expect(admin.getByText(w('administration_done_discharge'))).toBeVisible();
				await expect(admin.getByText(w('administration_charges_none'))).toBeVisible();
				expect((await search(page, ofCase)).total).toBe(0);
				await page.goto('/');
				await expect(page.getByText(w('home_empty_case'))).toBeVisible();
			});
			expect(faults).toEqual([]);
		} finally {
			await server.stop();
		}
	});
