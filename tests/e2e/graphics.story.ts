/**
 * A computer whose graphics are absent, are lost, hang for half a minute or never come back: the page says
 * so in words, the table holds the same and is worked with, and nothing that was drawn is gone.
 */
import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { setTimeout as wait } from 'node:timers/promises';
import { accessible, openEntity, setUp, visit } from './analyst.ts';
import { shown } from './hand.ts';
import { startServer } from './server.ts';
import { locales, words } from './words.ts';

/** From now on no canvas of the page is given WebGL, as on a computer without it. */
const takeGraphicsAway = () => {
	const own = HTMLCanvasElement.prototype.getContext;
	HTMLCanvasElement.prototype.getContext = function (
		this: HTMLCanvasElement,
		kind: string,
		...rest: unknown[]
	) {
		return kind.includes('webgl') ? null : Reflect.apply(own, this, [kind, ...rest]);
	} as typeof own;
};

/** The drawing’s own canvases lose their graphics, as when a driver is reset. */
const loseGraphics = (page: Page) =>
	page.evaluate(() => {
		for (const canvas of document.querySelectorAll('canvas'))
			(canvas.getContext('webgl2') ?? canvas.getContext('webgl'))
				?.getExtension('WEBGL_lose_context')
				?.loseContext();
	});

/** The process of this browser that talks to the graphics. */
async function graphicsProcess(browser: Browser): Promise<number> {
	const session = await browser.newBrowserCDPSession();
	const { processInfo } = await session.send('SystemInfo.getProcessInfo');
	await session.detach();
	const found = processInfo.find(({ type }) => type === 'GPU');
	if (!found) throw new Error('the browser has no process for its graphics');
	return found.id;
}

/** An entity opened and expanded, by keyboard. */
async function draw(page: Page): Promise<[number, number]> {
	await page.goto('/network', { waitUntil: 'networkidle' });
	await openEntity(page, 'kestrel');
	await page.keyboard.press('e');
	await expect.poll(async () => (await shown(page))[0]).toBeGreaterThan(5);
	await expect(page.locator('[role=application][data-ready]')).toBeVisible();
	return shown(page);
}

const rows = (page: Page) => page.locator('.twin tbody tr').count();

test('without graphics the table is offered', async ({ browser }) => {
	const w = words('en');
	const server = await startServer();
	try {
		const { page, faults } = await visit(browser, server, 'en');
		await page.addInitScript(takeGraphicsAway);
		await setUp(page, server, 'en');
		await page.goto('/network', { waitUntil: 'networkidle' });
		await openEntity(page, 'kestrel');
		await page.keyboard.press('e');
		await expect(page.getByText(w('network_no_drawing_absent'))).toBeVisible();
		await expect.poll(() => rows(page)).toBeGreaterThan(5);
		expect(faults).toEqual([]);
	} finally {
		await server.stop();
	}
});

test('graphics that are lost cost nothing: the table stays, and the drawing comes back', async ({
	browser
}) => {
	const w = words('en');
	const server = await startServer();
	try {
		const { page, faults } = await visit(browser, server, 'en');
		await setUp(page, server, 'en');
		const before = await draw(page);
		await loseGraphics(page);
		await expect(page.getByText(w('network_no_drawing_title'))).toBeVisible();
		expect(await shown(page)).toEqual(before);
		await expect.poll(() => rows(page)).toBe(before[0]);
		await page.getByRole('button', { name: w('error_retry') }).click();
		await expect(page.getByText(w('network_no_drawing_title'))).toBeHidden();
		await expect(page.locator('[role=application][data-ready]')).toBeVisible();
		expect(await shown(page)).toEqual(before);
		expect(faults).toEqual([]);
	} finally {
		await server.stop();
	}
});

for (const locale of locales)
	test(`graphics that never come back: the table is worked with by keyboard, ${locale}`, async ({
		browser
	}) => {
		const w = words(locale);
		const server = await startServer();
		try {
			const theme = locale === 'fr' ? 'dark' : 'light';
			const { page, faults } = await visit(browser, server, locale, theme);
			await setUp(page, server, locale);
			const before = await draw(page);
			await loseGraphics(page);
			await expect(page.getByText(w('network_no_drawing_lost'))).toBeVisible();
			await page.evaluate(takeGraphicsAway);
			await page.getByRole('button', { name: w('error_retry') }).focus();
			await page.keyboard.press('Enter');
			// The words change: it is no longer "stopped answering", it is "offers none".
			await expect(page.getByText(w('network_no_drawing_absent'))).toBeVisible();
			expect(await shown(page)).toEqual(before);
			await expect.poll(() => rows(page)).toBe(before[0]);
			await accessible(page);

			await test.step('search, open, expand, undo and take away go on', async () => {
				await page.keyboard.press('/');
				await page.keyboard.type('glasswright');
				await expect(page.getByRole('option').first()).toContainText('glasswright');
				await page.keyboard.press('Enter');
				await expect(page.getByRole('heading', { name: 'glasswright' }).first()).toBeVisible();
				await page.keyboard.press('e');
				await expect.poll(() => rows(page)).toBeGreaterThan(before[0]);
				await expect.poll(async () => (await rows(page)) - (await shown(page))[0]).toBe(0);
				while ((await shown(page))[0] > before[0]) {
					const now = (await shown(page))[0];
					await page.keyboard.press('Control+z');
					await expect.poll(async () => (await shown(page))[0]).toBeLessThan(now);
				}
				await expect.poll(() => rows(page)).toBe(before[0]);
			});
			expect(faults).toEqual([]);
		} finally {
			await server.stop();
		}
	});

test('graphics that hang for half a minute, then go on, then die: nothing is lost', async () => {
	const w = words('en');
	const server = await startServer();
	// A browser of its own: the process that hangs would be everyone’s.
	const hanging = await chromium.launch({
		executablePath: process.env.CHROMIUM,
		args: [
			'--no-sandbox',
			'--use-gl=angle',
			'--use-angle=swiftshader',
			'--enable-unsafe-swiftshader'
		]
	});
	try {
		const { page, faults } = await visit(hanging, server, 'en');
		await setUp(page, server, 'en');
		const first = await draw(page);
		const graphics = await graphicsProcess(hanging);

		await test.step('half a minute later it draws on, and what was asked meanwhile is done', async () => {
			process.kill(graphics, 'SIGSTOP');
			const pressed = page.keyboard.press('e');
			await wait(30_000);
			process.kill(graphics, 'SIGCONT');
			await pressed;
			await expect.poll(async () => (await shown(page))[0]).toBeGreaterThan(first[0]);
			await expect(page.getByText(w('network_no_drawing_title'))).toBeHidden();
		});

		await test.step('ended as by the browser’s watchdog: words, the table, and a way back', async () => {
			const before = await shown(page);
			process.kill(graphics, 'SIGSTOP');
			await wait(2_000);
			process.kill(graphics, 'SIGKILL');
			await expect(page.getByText(w('network_no_drawing_lost'))).toBeVisible();
			expect(await shown(page)).toEqual(before);
			await expect.poll(() => rows(page)).toBe(before[0]);
			await page.getByRole('button', { name: w('error_retry') }).click();
			await expect(page.locator('[role=application][data-ready]')).toBeVisible();
			expect(await shown(page)).toEqual(before);
		});
		expect(faults).toEqual([]);
	} finally {
		await hanging.close();
		await server.stop();
	}
});
