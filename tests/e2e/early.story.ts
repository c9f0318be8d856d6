/**
 * Whoever is quicker than the page: what is typed before the scripts have come is kept and answered, and the
 * first letters after Ctrl K reach the palette. A slow line or a busy machine makes anyone this quick.
 */
import { expect, test, type Page } from '@playwright/test';
import { answers, password, setUp, visit } from './analyst.ts';
import { startServer, type Server } from './server.ts';
import { words } from './words.ts';

const w = words('en');

/** Opens a page whose scripts wait until `come` is called. */
async function withoutScripts(page: Page, address: string) {
	let come = () => {};
	const called = new Promise<void>((resolve) => (come = resolve));
	await page.route(/\.js$/, async (route) => {
		await called;
		await route.continue();
	});
	await page.goto(address, { waitUntil: 'commit' });
	return () => {
		come();
		return page.waitForLoadState('networkidle');
	};
}

let server: Server;
test.beforeAll(async () => {
	server = await startServer();
});
test.afterAll(() => server.stop());

test('what is typed before the scripts come is kept', async ({ browser }) => {
	const { page, faults } = await visit(browser, server, 'en');
	await setUp(page, server, 'en');

	let come = await withoutScripts(page, '/network');
	const field = page.getByRole('combobox', { name: w('network_search') });
	await field.fill('Kestrel');
	await come();
	await expect(field).toHaveValue('Kestrel');
	await expect(page.getByRole('option').filter({ hasText: 'Kestrel' }).first()).toBeVisible();

	await page.context().clearCookies();
	come = await withoutScripts(page, '/sign-in');
	await page.getByLabel(w('access_email')).fill('ada@belmark.example');
	await page.getByLabel(w('access_password')).fill(password);
	await come();
	await page.getByRole('button', { name: w('access_sign_in') }).click();
	await expect(page.getByRole('heading', { level: 1, name: w('shell_watch') })).toBeVisible();

	await answers(page);
	// Ctrl K, and letters as soon as there is a field for them: no hand is quicker.
	await page.evaluate(async () => {
		dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }));
		for (let turns = 0; turns < 1000; turns++) {
			const field = document.activeElement;
			if (field instanceof HTMLInputElement && field.closest('dialog')) {
				field.value = 'PHIA';
				field.dispatchEvent(new InputEvent('input', { bubbles: true }));
				return;
			}
			await Promise.resolve();
		}
		throw new Error('the palette has no field to type into');
	});
	await expect(page.getByRole('option').filter({ hasText: 'PHIA' }).first()).toBeVisible();

	// The browser tells of a closing with its next frame: what was opened again by then stays open.
	await page.evaluate(async () => {
		for (let press = 0; press < 2; press++) {
			dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }));
			for (let turns = 0; turns < 100; turns++) await Promise.resolve();
		}
		for (let frames = 0; frames < 3; frames++)
			await new Promise((resolve) => requestAnimationFrame(resolve));
	});
	await expect(page.getByRole('dialog')).toBeVisible();
	expect(faults).toEqual([]);
});
