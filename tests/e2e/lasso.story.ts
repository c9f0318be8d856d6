/**
 * What a shape over the drawing encloses is selected, alike by mouse and by keyboard, added to and taken
 * from; what is then done to all of it at once is undone and done again, step by step.
 */
import { expect, test, type Page } from '@playwright/test';
import { openEntity, setUp, visit } from './analyst.ts';
import { startServer } from './server.ts';
import { locales, words } from './words.ts';

interface Point {
	x: number;
	y: number;
}

/** The ticked rows of the table, which is in step with the drawing, as their boxes are called. */
const ticked = async (page: Page): Promise<string[]> =>
	(
		await page
			.locator('.twin tbody input:checked')
			.evaluateAll((boxes) => boxes.map((box) => box.getAttribute('aria-label') ?? ''))
	).toSorted();

/** Draws with the mouse, corner after corner. */
async function drag(page: Page, corners: readonly Point[]): Promise<void> {
	const [first, ...rest] = corners;
	if (!first) return;
	await page.mouse.move(first.x, first.y);
	await page.mouse.down();
	for (const [n, to] of rest.entries()) {
		const from = corners[n] ?? first;
		// Half-way and there, a frame each: a busy browser makes one movement of several.
		for (const part of [0.5, 1]) {
			await page.mouse.move(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part);
			await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
		}
	}
	await page.mouse.up();
}

for (const locale of locales)
	test(`lasso and rectangle, by mouse and by keyboard, ${locale}`, async ({ browser }) => {
		const w = words(locale);
		const server = await startServer();
		try {
			const theme = locale === 'fr' ? 'dark' : 'light';
			const { page, faults } = await visit(browser, server, locale, theme);
			await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: theme });
			await setUp(page, server, locale);
			await page.goto('/network', { waitUntil: 'networkidle' });
			await openEntity(page, 'kestrel');
			await page.keyboard.press('t');
			const rows = page.locator('.twin tbody tr');
			await page.keyboard.press('e');
			await expect.poll(() => rows.count()).toBeGreaterThan(8);
			const stage = page.locator('.stage[data-ready]');
			const area = page.locator('.lasso');
			const start = async (key: 'r' | 'q') => {
				await stage.focus();
				await page.keyboard.press(key);
				await expect(area).toBeFocused();
				const box = await area.boundingBox();
				if (!box) throw new Error('there is nothing to draw on');
				return box;
			};
			await stage.focus();
			await page.keyboard.press('Control+a');
			await expect.poll(async () => (await ticked(page)).length).toBe(await rows.count());
			const all = await ticked(page);

			/** The left part of the drawing, up to a whole number of far steps of the keyboard. */
			const part = async (key: 'r' | 'q', side: 'left' | 'right', hold?: 'Shift' | 'Alt') => {
				const { x, y, width, height } = await start(key);
				const middle = x + 80 * Math.floor(width / 160);
				// At the very edge the hand is on a splitter; nothing is drawn so near to it.
				const edge = 12;
				const [from, to] = side === 'left' ? [x + edge, middle] : [middle, x + width - edge];
				const [top, bottom] = [y + edge, y + height - edge];
				if (hold) await page.keyboard.down(hold);
				await drag(
					page,
					key === 'r'
						? [
								{ x: from, y: top },
								{ x: to, y: bottom }
							]
						: [
								{ x: from, y: top },
								{ x: to, y: top },
								{ x: to, y: bottom },
								{ x: from, y: bottom }
							]
				);
				if (hold) await page.keyboard.up(hold);
				await expect(area).toHaveCount(0);
				return ticked(page);
			};

			let left: string[] = [];
			await test.step('a rectangle by mouse: each half, and nothing twice', async () => {
				// Laid out and fitted first: what still moves is in no half for long.
				await expect(async () => {
					left = await part('r', 'left');
					expect(left).toEqual(await part('r', 'left'));
					expect(left.length).toBeGreaterThan(0);
					expect(left.length).toBeLessThan(all.length);
				}).toPass({ timeout: 60_000 });
				const right = await part('r', 'right');
				expect([...left, ...right].toSorted()).toEqual(all);
			});

			await test.step('the same rectangle by keyboard selects the same', async () => {
				const { width, height } = await start('r');
				for (let n = 0; n * 80 < Math.max(width, height); n++) {
					await page.keyboard.press('Shift+ArrowLeft');
					await page.keyboard.press('Shift+ArrowUp');
				}
				await page.keyboard.press('Space');
				for (let n = 0; n < Math.floor(width / 160); n++)
					await page.keyboard.press('Shift+ArrowRight');
				for (let n = 0; n * 80 < height; n++) await page.keyboard.press('Shift+ArrowDown');
				await page.keyboard.press('Enter');
				await expect(area).toHaveCount(0);
				await expect.poll(() => ticked(page)).toEqual(left);
				await expect(stage).toBeFocused();
			});

			await test.step('a free line around it too; Shift adds, Alt takes away', async () => {
				expect(await part('q', 'left')).toEqual(left);
				expect(await part('q', 'right', 'Shift')).toEqual(all);
				expect(await part('q', 'right', 'Alt')).toEqual(left);
			});

			await test.step('coloured twice, undone and done again', async () => {
				const letters = (letter: string) =>
					page.locator('.twin tbody .letter', { hasText: letter }).count();
				const swatch = (letter: string) =>
					page.locator('.right').getByRole('button', {
						name: w('network_colour_letter').replace('{letter}', letter)
					});
				const now = (a: number, b: number) =>
					expect.poll(async () => [await letters('A'), await letters('B')]).toEqual([a, b]);
				await swatch('A').click();
				await now(left.length, 0);
				await stage.focus();
				await page.keyboard.press('Control+a');
				await swatch('B').click();
				await now(0, all.length);
				await page.keyboard.press('Control+z');
				await now(left.length, 0);
				await page.keyboard.press('Control+z');
				await now(0, 0);
				await page.keyboard.press('Control+Shift+z');
				await page.keyboard.press('Control+Shift+z');
				await now(0, all.length);
				expect(await rows.count()).toBe(all.length);
			});
			expect(faults).toEqual([]);
		} finally {
			await server.stop();
		}
	});
