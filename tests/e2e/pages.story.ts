/**
 * Every page of the file system, in both languages and themes, at two widths: nothing serious by axe, no
 * sideways scroll, no script error, no policy refusal. A page added later is walked by itself.
 */
import { expect, test } from '@playwright/test';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { accessible, setUp, visit } from './analyst.ts';
import { startServer } from './server.ts';
import { locales } from './words.ts';

const root = 'src/routes';
const folders = (folder: string): string[] => [
	folder,
	...readdirSync(folder)
		.map((name) => path.join(folder, name))
		.filter((entry) => statSync(entry).isDirectory())
		.flatMap(folders)
];
/** Addresses of pages that need nothing in them; those with a parameter are reached by a link. */
const addresses = folders(root)
	.filter((folder) => readdirSync(folder).includes('+page.svelte'))
	.map((folder) => `/${path.relative(root, folder)}`)
	.filter((address) => !address.includes('['));

test('the walk finds the pages', () => {
	expect(addresses).toEqual(expect.arrayContaining(['/', '/network', '/ingest', '/glossary']));
});

for (const locale of locales)
	for (const theme of ['light', 'dark'] as const)
		test(`every page, ${locale}, ${theme}`, async ({ browser }) => {
			// Some twenty pages, each read by axe: minutes on a busy machine.
			test.setTimeout(420_000);
			const server = await startServer();
			try {
				const { page, faults } = await visit(browser, server, locale, theme);
				await setUp(page, server, locale);
				for (const address of [...addresses, '/no-such-page'])
					for (const width of [1280, 1920])
						await test.step(`${address} at ${width}`, async () => {
							await page.setViewportSize({ width, height: width === 1280 ? 800 : 1080 });
							await page.goto(address);
							await expect(page.locator('h1, main').first()).toBeVisible();
							await expect(page).toHaveTitle(/\S/);
							const over = await page.evaluate(
								() => document.documentElement.scrollWidth - innerWidth
							);
							expect(over).toBeLessThanOrEqual(0);
							// What axe looks at does not change with the width.
							if (width === 1280) await accessible(page);
						});
				expect(faults).toEqual([]);
			} finally {
				await server.stop();
			}
		});
