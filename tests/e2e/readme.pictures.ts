/** Takes the pictures of the README anew: `PICTURES=1 npx playwright test`, after a build. Look at each before it is committed. */
import { expect, test, type Page } from '@playwright/test';
import { addAccount, answers, openEntity, setUp, signIn, visit } from './analyst.ts';
import { icsBundle } from './fixtures.ts';
import { startServer } from './server.ts';
import { words, type Locale } from './words.ts';

const folder = 'docs/pictures';
const size = { width: 1440, height: 900 };

/** The tour of a page stands in the way of the page. */
async function endTour(page: Page, locale: Locale): Promise<void> {
	await answers(page);
	const end = page.getByRole('button', { name: words(locale)('tour_end') });
	if (await end.isVisible()) await end.click();
}

/** Without the sentence that says what was done, once the drawing has come to rest. */
async function take(page: Page, name: string): Promise<void> {
	await page.mouse.move(700, 890);
	await page.waitForTimeout(7_000);
	await page.screenshot({ path: `${folder}/${name}.png` });
}

async function expand(page: Page, times: number): Promise<void> {
	const shown = page.locator('.status p').first();
	for (let n = 0; n < times; n++) {
		const before = await shown.innerText();
		await page.locator('.stage').focus();
		await page.keyboard.press('e');
		await expect(shown).not.toHaveText(before);
	}
}

test('an analyst, in English, by day', async ({ browser }) => {
	const server = await startServer();
	try {
		const { page } = await visit(browser, server, 'en', 'light');
		await page.setViewportSize(size);
		await setUp(page, server, 'en');
		await page.goto('/network', { waitUntil: 'networkidle' });
		await endTour(page, 'en');
		await openEntity(page, 'kestrel');
		await expand(page, 3);
		await page.keyboard.press('f');
		await take(page, 'network');

		await page.goto('/');
		await endTour(page, 'en');
		await take(page, 'watch');

		addAccount(server, 'vera@belmark.example', {
			name: 'Vera Lindt',
			org: 'belmark',
			role: 'auditor'
		});
		const auditor = await visit(browser, server, 'en', 'light');
		await auditor.page.setViewportSize(size);
		const w = words('en');
		await signIn(auditor.page, 'vera@belmark.example', 'en', w('home_outside_title'));
		await auditor.page.goto('/audit');
		await endTour(auditor.page, 'en');
		await auditor.page.getByRole('button', { name: w('audit_verify') }).click();
		await expect(auditor.page.locator('.notice').first()).toBeVisible();
		await take(auditor.page, 'audit');

		const bundle = icsBundle(server.data);
		await page.goto('/ingest');
		await endTour(page, 'en');
		await page.locator('input[type=file]').setInputFiles(bundle.file);
		await page.getByRole('button', { name: w('ingest_start') }).click();
		await expect(page.getByRole('link', { name: w('ingest_explore') })).toBeVisible({
			timeout: 120_000
		});
		await take(page, 'ingest');
	} finally {
		await server.stop();
	}
});

test('a path, in French, by night', async ({ browser }) => {
	const server = await startServer();
	try {
		const { page } = await visit(browser, server, 'fr', 'dark');
		await page.setViewportSize(size);
		await setUp(page, server, 'fr');
		await page.goto('/network', { waitUntil: 'networkidle' });
		await endTour(page, 'fr');
		await openEntity(page, 'Brennor Repairs');
		await page.keyboard.press('p');
		await page.getByRole('combobox').fill('CoinQuay customer 88213');
		await page.getByRole('option').first().click();
		await expect(page.getByText(words('fr')('network_path_meaning'))).toBeVisible();
		await page.locator('.stage').focus();
		await page.keyboard.press('f');
		await take(page, 'network-dark');
	} finally {
		await server.stop();
	}
});
