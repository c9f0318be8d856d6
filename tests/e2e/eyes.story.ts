/**
 * For eyes and screens of every kind: zoomed to 400 % the pages scroll one way only; a tooltip leaves on
 * Escape; with the system's own colours what is selected is told apart; on paper the card and the table
 * are black on white under the marking.
 */
import { expect, test, type Page } from '@playwright/test';
import { accessible, openEntity, setUp, visit } from './analyst.ts';
import { shown } from './hand.ts';
import { startServer, type Server } from './server.ts';
import { words } from './words.ts';

let server: Server;
test.beforeAll(async () => {
	server = await startServer();
});
test.afterAll(() => server.stop());

/** Opens one entity with its neighbours and the table. */
async function draw(page: Page): Promise<void> {
	await page.goto('/network', { waitUntil: 'networkidle' });
	await openEntity(page, 'kestrel');
	await page.locator('[role=application]').focus();
	await page.keyboard.press('t');
	await page.keyboard.press('e');
	await expect.poll(async () => (await shown(page))[0], { timeout: 20_000 }).toBeGreaterThan(1);
}
const styleOf = (page: Page, selector: string, property: string) =>
	page
		.locator(selector)
		.first()
		.evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);

test('an analyst reads and works on every kind of screen', async ({ browser }) => {
	const w = words('en');
	const { page, faults } = await visit(browser, server, 'en', 'dark');
	await setUp(page, server, 'en');
	await draw(page);

	await test.step('the marking of every row is in sight beside the drawing', async () => {
		for (const part of ['entities', 'links'] as const) {
			await page.getByRole('button', { name: w(`network_table_${part}`), exact: true }).click();
			const heading = page.getByRole('columnheader', { name: w('network_field_marking') });
			const [cell, frame] = [
				await heading.boundingBox(),
				await page.locator('.twin .scroll').boundingBox()
			];
			const right = (cell?.x ?? Infinity) + (cell?.width ?? 0);
			expect(right).toBeLessThanOrEqual((frame?.x ?? 0) + (frame?.width ?? 0) + 1);
		}
		await page.getByRole('button', { name: w('network_table_entities'), exact: true }).click();
	});

	await test.step('a tooltip leaves on Escape, and comes back elsewhere', async () => {
		const tip = (name: string) =>
			page
				.getByRole('button', { name, exact: true })
				.evaluate((button) => getComputedStyle(button, '::after').visibility);
		await page.getByRole('button', { name: w('network_fit'), exact: true }).hover();
		await expect.poll(() => tip(w('network_fit'))).toBe('visible');
		await page.keyboard.press('Escape');
		await expect.poll(() => tip(w('network_fit'))).toBe('hidden');
		await page.getByRole('button', { name: w('network_layout'), exact: true }).hover();
		await expect.poll(() => tip(w('network_layout'))).toBe('visible');
		await page.mouse.move(640, 400);
	});

	await test.step('with the system\u2019s colours, what is selected and pressed has an outline', async () => {
		await page.emulateMedia({ forcedColors: 'active' });
		await page.locator('.twin tbody tr').nth(1).click();
		expect(await styleOf(page, '.twin tr.selected', 'outline-style')).toBe('solid');
		expect(await styleOf(page, '.twin tr:not(.selected)', 'outline-style')).toBe('none');
		expect(await styleOf(page, '.bar [aria-pressed=true]', 'outline-style')).toBe('solid');
		expect(await styleOf(page, '.rail [aria-current]', 'outline-style')).toBe('solid');
		await page.emulateMedia({ forcedColors: 'none' });
	});

	await test.step('on paper: marking, card and table, black on white', async () => {
		await page.emulateMedia({ media: 'print' });
		await expect(page.locator('.right').getByRole('heading', { level: 2 }).first()).toBeVisible();
		await expect(page.locator('.twin tbody tr').first()).toBeVisible();
		for (const gone of ['.left', '[role=application]', '.rail', 'header.bar'])
			await expect(page.locator(gone).first()).toBeHidden();
		expect(await styleOf(page, '.shell > .band', 'display')).toBe('table-header-group');
		expect(await styleOf(page, 'body', 'background-color')).toBe('rgb(255, 255, 255)');
		expect(await styleOf(page, '.right h2', 'color')).toMatch(/^rgb\((\d|[0-3]\d), /);
		await page.emulateMedia({ media: 'screen' });
	});

	await test.step('at 320 pixels nothing scrolls sideways, and the table works', async () => {
		await page.setViewportSize({ width: 320, height: 640 });
		for (const path of ['/', '/network', '/ingest', '/glossary', '/account']) {
			await page.goto(path, { waitUntil: 'networkidle' });
			const over = await page.evaluate(() => {
				const main = document.getElementById('page');
				return [document.documentElement, main].map((one) =>
					one ? one.scrollWidth - one.clientWidth : NaN
				);
			});
			expect(over, path).toEqual([0, 0]);
		}
		await page.goto('/network', { waitUntil: 'networkidle' });
		const second = page.locator('.twin tbody tr').nth(1);
		await second.focus();
		await page.keyboard.press('Space');
		await expect(second).toHaveAttribute('aria-selected', 'true');
		await accessible(page);
	});

	expect(faults).toEqual([]);
});
