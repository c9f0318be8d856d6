/**
 * The analyst's hand, keyboard only: search → expand → filter by time and grade → select neighbours →
 * group → pin → mark → hide → undo and redo, with the table in step all the way.
 */
import { expect, test } from '@playwright/test';
import { accessible, setUp, visit } from './analyst.ts';
import { shown, tabTo } from './hand.ts';
import { startServer } from './server.ts';
import { locales, words } from './words.ts';

for (const locale of locales)
	test(`an analyst works by keyboard alone, in ${locale === 'en' ? 'English' : 'French'}`, async ({
		browser
	}) => {
		const w = words(locale);
		const server = await startServer();
		try {
			const theme = locale === 'fr' ? 'dark' : 'light';
			const { page, faults } = await visit(browser, server, locale, theme);
			await setUp(page, server, locale);
			const rows = () => page.locator('.twin tbody tr').count();
			const checked = () => page.locator('.twin tbody input:checked').count();
			const inStep = async () => {
				await expect
					.poll(async () => (await rows()) - (await shown(page))[0], { timeout: 20_000 })
					.toBe(0);
			};

			await test.step('search, open, expand', async () => {
				await page.goto('/network', { waitUntil: 'networkidle' });
				await page.keyboard.press('/');
				await page.keyboard.type('kestrel');
				await expect(page.getByRole('option').first()).toContainText('kestrel');
				await page.keyboard.press('Enter');
				await expect(page.getByRole('heading', { name: 'kestrel' }).first()).toBeVisible();
				await page.keyboard.press('t');
				for (let step = 0; step < 3; step++) {
					const before = await rows();
					await page.keyboard.press('e');
					await expect.poll(rows, { timeout: 20_000 }).toBeGreaterThan(before);
				}
				await inStep();
			});

			const everything = await shown(page);
			await test.step('filter by time: the window hides claims, says so, and undoes by itself', async () => {
				// The filters stand before the drawing.
				await tabTo(page, '.time summary', 'Shift+Tab');
				await page.keyboard.press('Enter');
				await tabTo(page, '.time input[type=range]');
				for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowRight');
				await expect.poll(async () => (await shown(page))[1]).toBeLessThan(everything[1]);
				await expect(page.locator('.reasons').getByText(w('network_filter_time'))).toBeVisible();
				await accessible(page);
				await page.reload();
				await expect
					.poll(async () => (await shown(page))[1], { timeout: 20_000 })
					.toBeLessThan(everything[1]);
				await page.keyboard.press('/');
				await tabTo(page, '.filters .clear');
				await page.keyboard.press('Enter');
				await expect.poll(() => shown(page)).toEqual(everything);
			});

			await test.step('filter by grade', async () => {
				await page.keyboard.press('/');
				await tabTo(page, '.facet-grades summary');
				await page.keyboard.press('Enter');
				await tabTo(page, '.facet-grades input');
				await page.keyboard.press('Space');
				// A line may stand on claims of other grades too: the claims are what is counted.
				const reason = page.locator('.reasons').getByText(w('network_filter_grades'));
				await expect(reason).toBeVisible();
				const [, hidden = 0] = (await reason.innerText()).match(/\d+/g)?.map(Number) ?? [];
				expect(hidden).toBeGreaterThan(0);
				await page.keyboard.press('Space');
				await expect(reason).toBeHidden();
				await expect.poll(() => shown(page)).toEqual(everything);
			});

			await test.step('Escape leaves the card first, then what is selected', async () => {
				const drawing = page.locator('[role=application]');
				await drawing.focus();
				await page.keyboard.press('Escape');
				await page.keyboard.press('ArrowRight');
				await expect.poll(checked).toBe(1);
				await page.keyboard.press('Enter');
				await expect(page.locator('.right')).toBeFocused();
				await page.keyboard.press('Escape');
				await expect(drawing).toBeFocused();
				expect(await checked()).toBe(1);
				await page.keyboard.press('Escape');
				await expect.poll(checked).toBe(0);
			});

			await test.step('select neighbours; the table is ticked alike', async () => {
				await page.locator('[role=application]').focus();
				await page.keyboard.press('Escape');
				// The first stands in the middle of everything; one step on, and not all are neighbours.
				await page.keyboard.press('ArrowRight');
				await page.keyboard.press('ArrowRight');
				await expect.poll(checked).toBe(1);
				await page.keyboard.press('n');
				await expect.poll(checked).toBeGreaterThan(1);
				expect(await checked()).toBeLessThanOrEqual(everything[0]);
			});

			await test.step('group, pin, mark; hide and come back', async () => {
				const many = await checked();
				await page.keyboard.press('g');
				await expect(page.locator('.right .group input')).toHaveValue(/1$/);
				await page.keyboard.press('k');
				await expect(page.getByRole('button', { name: w('network_unpin') }).first()).toBeVisible();
				await page.keyboard.press('m');
				await page.keyboard.press('ArrowDown');
				await page.keyboard.press('Enter');
				await expect.poll(() => page.locator('.twin .letter', { hasText: 'B' }).count()).toBe(many);
				await accessible(page);
				await page.keyboard.press('h');
				await expect.poll(async () => (await shown(page))[0]).toBe(everything[0] - many);
				await inStep();
				await page.keyboard.press('Control+z');
				await expect.poll(() => shown(page)).toEqual(everything);
				await page.keyboard.press('Control+z');
				await expect.poll(() => page.locator('.twin .letter').count()).toBe(0);
				await page.keyboard.press('Control+Shift+z');
				await expect.poll(() => page.locator('.twin .letter').count()).toBe(many);
				await inStep();
			});

			await test.step('layouts from the menu, and a rectangle by keyboard', async () => {
				await page.locator('[role=application]').focus();
				await page.keyboard.press('l');
				await expect(
					page.getByRole('menuitem', { name: w('network_layout_circle') })
				).toBeVisible();
				await page.keyboard.press('ArrowDown');
				await page.keyboard.press('Enter');
				await page.keyboard.press('f');
				await page.keyboard.press('Escape');
				await page.keyboard.press('r');
				await page.keyboard.press('Space');
				for (let step = 0; step < 12; step++) {
					await page.keyboard.press('Shift+ArrowRight');
					await page.keyboard.press('Shift+ArrowDown');
				}
				await page.keyboard.press('Space');
				await expect.poll(checked).toBeGreaterThan(0);
				expect(await checked()).toBeLessThan(everything[0]);
			});

			await test.step('the window of selections is operable and clean', async () => {
				await page.keyboard.press('a');
				await expect(page.getByRole('dialog')).toBeVisible();
				await accessible(page);
				await page.keyboard.press('Escape');
				await page.keyboard.press('Control+a');
				await expect.poll(checked).toBe(everything[0]);
			});

			await test.step('the pages leave no error and no policy refusal', () => {
				expect(faults).toEqual([]);
			});
		} finally {
			await server.stop();
		}
	});
