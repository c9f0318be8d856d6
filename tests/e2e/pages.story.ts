/**
 * Every page of the file system, in both languages and themes, at two widths: nothing serious by axe, no
 * sideways scroll, no script error, no policy refusal. A page added later is walked by itself.
 */
import { expect, test, type Page } from '@playwright/test';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { accessible, addAccount, openEntity, setUp, signIn, visit } from './analyst.ts';
import { startServer } from './server.ts';
import { locales, words } from './words.ts';

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

/** Each walk has a server of its own. */
test.describe.configure({ mode: 'parallel' });

test('the walk finds the pages', () => {
	expect(addresses).toEqual(expect.arrayContaining(['/', '/network', '/ingest', '/glossary']));
});

/** What the first account, an administrator and analyst, is answered where it is not the page. */
const elsewhere = new Map([
	['/audit', 403],
	['/setup', 404],
	// Its last step is over.
	['/setup/finish', 404],
	['/invitation', 404],
	['/no-such-page', 404]
]);

/** Looks at one page at both widths; what axe reads does not change with the width. */
async function look(page: Page, address: string, status = 200): Promise<void> {
	for (const width of [1280, 1920])
		await test.step(`${address} at ${width}`, async () => {
			await page.setViewportSize({ width, height: width === 1280 ? 800 : 1080 });
			const response = await page.goto(address);
			expect(response?.status(), address).toBe(status);
			await expect(page.locator('h1, main').first()).toBeVisible();
			await expect(page).toHaveTitle(/\S/);
			const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
			expect(over).toBeLessThanOrEqual(0);
			if (width === 1280) await accessible(page);
		});
}

/** The first address of this form that a page links to. */
async function linked(page: Page, address: string, form: RegExp): Promise<string> {
	await page.goto(address);
	const found = await page
		.locator('a[href]')
		.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
	const link = found.find((href) => form.test(href));
	if (!link) throw new Error(`${address} links to nothing like ${form}`);
	return link;
}

for (const locale of locales)
	for (const theme of ['light', 'dark'] as const)
		test(`every page, ${locale}, ${theme}`, async ({ browser }) => {
			// Some thirty pages, each read by axe: minutes on a busy machine.
			test.setTimeout(900_000);
			const w = words(locale);
			const server = await startServer();
			try {
				const { page, faults } = await visit(browser, server, locale, theme);
				await setUp(page, server, locale);
				for (const address of [...addresses, '/no-such-page'])
					await look(page, address, elsewhere.get(address));
				await look(page, await linked(page, '/ingest', /^\/ingest\/[\w-]{10,}$/));
				await look(page, await linked(page, '/administration/people', /people\/[\w-]{10,}$/));
				await page.goto('/network', { waitUntil: 'networkidle' });
				await openEntity(page, 'kestrel');
				await page.keyboard.press('e');
				await accessible(page);

				await page.goto('/administration/invitations');
				await page.getByRole('checkbox', { name: w('role_analyst'), exact: true }).press('Space');
				await page.getByLabel(w('access_email')).fill('new@belmark.example');
				await page.keyboard.press('Enter');
				const { pathname, search } = new URL((await page.locator('.link').textContent()) ?? '');
				const outside = await visit(browser, server, locale, theme);
				await look(outside.page, '/sign-in');
				await look(outside.page, pathname + search);

				addAccount(server, 'vera@belmark.example', { org: 'belmark', role: 'auditor' });
				const auditing = await visit(browser, server, locale, theme);
				await signIn(auditing.page, 'vera@belmark.example', locale, w('home_outside_title'));
				for (const address of ['/', '/audit']) await look(auditing.page, address);
				// The first entry is the operator's, whom no auditor of an organisation reads.
				await look(auditing.page, await linked(auditing.page, '/audit', /^\/audit\/\d+$/));
				expect([...faults, ...outside.faults, ...auditing.faults]).toEqual([]);
			} finally {
				await server.stop();
			}
		});
