/**
 * The tours of the pages that have one, each walked to its end by keyboard alone: every step speaks of a part
 * that is there and is outlined, takes no focus away, and ended once it stays away for good.
 */
import { expect, test, type Page } from '@playwright/test';
import { accessible, addAccount, answers, openEntity, setUp, signIn, visit } from './analyst.ts';
import { tabTo } from './hand.ts';
import { startServer } from './server.ts';
import { locales, words, type Locale } from './words.ts';

const steps = 5;

/** From the page’s first control to the last step and out, with Tab and Enter. */
async function walk(page: Page, name: string, locale: Locale): Promise<void> {
	const w = words(locale);
	await page.goto(`/${name}`, { waitUntil: 'networkidle' });
	await answers(page);
	// The last step speaks of how much is shown, which is said once something is.
	if (name === 'network') await openEntity(page, 'kestrel');
	const tour = page.getByRole('region', { name: w('tour_title') });
	const outlined = page.locator('[data-tour-here]');
	await expect(tour).toContainText(w(`tour_${name}_1`));
	await page.locator('a.skip').first().focus();
	await tabTo(page, 'a[href="#tour"]');
	await page.keyboard.press('Enter');
	await expect(tour).toBeFocused();
	await accessible(page);
	for (let step = 1; step <= steps; step++) {
		await expect(tour).toContainText(w(`tour_${name}_${step}_title`));
		await expect(tour).toContainText(w(`tour_${name}_${step}`));
		await expect(outlined, `${name}, step ${step}`).toHaveCount(1);
		await expect(outlined, `${name}, step ${step}`).toBeVisible();
		if (step === steps) break;
		// One Tab from the strip; from then on the focus stays where Enter goes on.
		if (step === 1) await page.keyboard.press('Tab');
		const next = w(step === steps - 1 ? 'tour_finish' : 'tour_next');
		await expect(tour.getByRole('button', { name: w('tour_next') })).toBeFocused();
		await page.keyboard.press('Enter');
		await expect(tour.getByRole('button', { name: next })).toBeFocused();
	}
	const [kept] = await Promise.all([
		page.waitForResponse((answer) => answer.url().endsWith('/tours.json')),
		page.keyboard.press('Enter')
	]);
	expect(kept.status()).toBe(204);
	await expect(tour).toHaveCount(0);
	await expect(outlined).toHaveCount(0);
	// The strip is gone, and the keys go on with the page.
	await expect(page.locator('#page')).toBeFocused();
	await page.reload();
	await answers(page);
	await expect(tour).toHaveCount(0);
}

for (const locale of locales)
	test(`each tour is walked to its end by keyboard, ${locale}`, async ({ browser }) => {
		const server = await startServer();
		try {
			const theme = locale === 'fr' ? 'dark' : 'light';
			const { page, faults } = await visit(browser, server, locale, theme);
			await setUp(page, server, locale);
			for (const name of ['network', 'ingest', 'administration'])
				await test.step(name, () => walk(page, name, locale));
			await test.step('audit, by an auditor', async () => {
				addAccount(server, 'aude@belmark.example', { org: 'belmark', role: 'auditor' });
				const aude = await visit(browser, server, locale, theme);
				await signIn(
					aude.page,
					'aude@belmark.example',
					locale,
					words(locale)('home_outside_title')
				);
				await walk(aude.page, 'audit', locale);
				expect(aude.faults).toEqual([]);
			});
			expect(faults).toEqual([]);
		} finally {
			await server.stop();
		}
	});
