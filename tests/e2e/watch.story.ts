/** A newcomer's first minutes by keyboard alone: the tour, help, a term in place, the palette, a first entity. */
import { expect, test } from '@playwright/test';
import { answers, setUp, visit } from './analyst.ts';
import { startServer } from './server.ts';
import { locales, words } from './words.ts';

for (const locale of locales)
	test(`a newcomer's first minutes, in ${locale === 'en' ? 'English' : 'French'}`, async ({
		browser
	}) => {
		const w = words(locale);
		const server = await startServer();
		try {
			const { page, faults } = await visit(
				browser,
				server,
				locale,
				locale === 'fr' ? 'dark' : 'light'
			);
			await setUp(page, server, locale);
			const tour = page.getByRole('region', { name: w('tour_title') });

			await test.step('the tour is there, takes no focus, and is walked by keyboard', async () => {
				await expect(tour).toContainText(w('tour_watch_1'));
				expect(await tour.evaluate((strip) => strip.contains(document.activeElement))).toBe(false);
				await tour.getByRole('button', { name: w('tour_next') }).focus();
				await page.keyboard.press('Enter');
				await expect(tour).toContainText(w('tour_watch_2'));
				await expect(page.locator('[data-tour-here]')).toHaveCount(1);
				const [kept] = await Promise.all([
					page.waitForResponse((answer) => answer.url().endsWith('/tours.json')),
					page.keyboard.press('Escape')
				]);
				expect(kept.status()).toBe(204);
				await expect(tour).toHaveCount(0);
			});

			await test.step('ended, it stays away, also after a reload', async () => {
				await page.reload();
				await answers(page);
				await expect(tour).toHaveCount(0);
			});

			await test.step('F1 opens the help, which brings the tour back', async () => {
				await page.keyboard.press('F1');
				await expect(page.getByRole('dialog')).toContainText(w('help_watch_purpose'));
				await page.getByRole('button', { name: w('help_tour') }).focus();
				await page.keyboard.press('Enter');
				await expect(tour).toBeVisible();
			});

			await test.step('a ? explains its term in place and Escape closes it', async () => {
				const help = page
					.getByRole('region', { name: w('home_here') })
					.getByRole('button')
					.first();
				await help.focus();
				await page.keyboard.press('Enter');
				const link = page.getByRole('link', { name: w('glossary_open') });
				await expect(link).toHaveAttribute('href', '/glossary#entity');
				await page.keyboard.press('Escape');
				await expect(link).toBeHidden();
				await expect(help).toBeFocused();
			});

			await test.step('the palette finds a term and goes to it', async () => {
				await page.keyboard.press('Control+k');
				await expect(page.getByRole('combobox')).toBeFocused();
				await page.keyboard.type('PHIA');
				await expect(page.getByRole('option').filter({ hasText: 'PHIA' }).first()).toBeVisible();
				await page.keyboard.press('Enter');
				await expect(page).toHaveURL(/\/glossary#phia$/);
				await expect(page.locator('#phia')).toBeInViewport();
			});

			await test.step('the first starting point opens a network', async () => {
				await page.goto('/');
				await answers(page);
				const points = page.getByRole('region', { name: w('home_start') }).getByRole('link');
				expect(await points.count()).toBeGreaterThanOrEqual(3);
				await points.first().focus();
				await page.keyboard.press('Enter');
				await expect(page).toHaveURL(/\/network\?entity=/);
				await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
				await expect(page.locator('[role=application]')).toBeFocused();
			});

			await test.step('and stands among what was opened last', async () => {
				await page.goto('/');
				await expect(
					page.getByRole('region', { name: w('home_recent') }).getByRole('link')
				).toHaveCount(1);
			});
			expect(faults).toEqual([]);
		} finally {
			await server.stop();
		}
	});
