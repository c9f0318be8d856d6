/** What every story does: a watched page, the first account, signing in. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Browser, type Page } from '@playwright/test';
import type { Server } from './server.ts';
import { words, type Locale } from './words.ts';

export const password = 'une phrase longue et facile';

declare global {
	interface Window {
		/** Refusals of the content security policy on this page. */
		refusals: string[];
		/** True once a progress bar was on the page. */
		sawProgress: boolean;
	}
}

export interface Watched {
	page: Page;
	/** Everything that went wrong in the browser so far: script errors and policy refusals. */
	faults: string[];
}

let story = '';
/** Pages of a story that has ended go on asking for its server, which is gone, and slow the next story down. */
async function leaveEarlier(browser: Browser): Promise<void> {
	const { testId } = test.info();
	if (testId === story) return;
	story = testId;
	await Promise.all(browser.contexts().map((context) => context.close()));
}

/** A new browser session in one language, which notes script errors and policy refusals. */
export async function visit(
	browser: Browser,
	server: Server,
	locale: Locale,
	colorScheme: 'light' | 'dark' = 'light'
): Promise<Watched> {
	await leaveEarlier(browser);
	const context = await browser.newContext({
		baseURL: server.origin,
		locale: locale === 'fr' ? 'fr-FR' : 'en-GB',
		colorScheme,
		acceptDownloads: true
	});
	const faults: string[] = [];
	await context.exposeFunction('noteFault', (fault: string) => void faults.push(fault));
	await context.addInitScript(() => {
		document.addEventListener('securitypolicyviolation', (event) => {
			const note = (window as unknown as { noteFault(text: string): void }).noteFault;
			note(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
		});
		const seen = sessionStorage.getItem('sawProgress') === 'yes';
		window.sawProgress = seen;
		new MutationObserver(() => {
			if (!document.querySelector('progress, [role=progressbar]')) return;
			window.sawProgress = true;
			sessionStorage.setItem('sawProgress', 'yes');
		}).observe(document, { childList: true, subtree: true });
	});
	const page = await context.newPage();
	page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
	return { page, faults };
}

/** Follows the link the server printed and makes the first account. */
export async function setUp(page: Page, server: Server, locale: Locale): Promise<void> {
	const w = words(locale);
	if (!server.setUpLink) throw new Error('the server printed no set-up link');
	await page.goto(server.setUpLink);
	await expect(page.getByRole('heading', { name: w('access_set_up') })).toBeVisible();
	await page.getByLabel(w('access_name')).fill('Ada Verhoeven');
	await page.getByLabel(w('access_email')).fill('ada@belmark.example');
	await page.getByLabel(w('access_password')).fill(password);
	await page.getByRole('button', { name: w('access_set_up_make') }).click();
	await expect(page.getByRole('heading', { name: w('access_factor'), exact: true })).toBeVisible();
	await page.getByRole('link', { name: w('access_factor_skip') }).click();
	await page.locator(`input[name=language][value=${locale}]`).check();
	await page.getByRole('button', { name: w('access_set_up_finish') }).click();
	await expect(page.getByRole('heading', { level: 1, name: w('shell_watch') })).toBeVisible();
	await answers(page);
}

/** Waits until the page answers to keys: under load it can be read long before. */
export const answers = (page: Page) => expect(page.locator('.shell[data-alive]')).toBeVisible();

/** By keyboard: a victim's whole name finds nothing until a reason is given, and then a label. */
export async function findVictim(page: Page, locale: Locale, name: string, why: string) {
	const w = words(locale);
	await answers(page);
	await page.keyboard.press('/');
	await expect(page.getByRole('combobox')).toBeFocused();
	await page.keyboard.type(name);
	const ask = page.getByRole('button', { name: w('network_people_ask') });
	await expect(ask).toBeVisible();
	await expect(page.getByRole('option')).toHaveCount(0);
	await ask.focus();
	await page.keyboard.press('Enter');
	await page.locator('.search textarea').fill(why);
	await page.getByRole('button', { name: w('network_people_give') }).focus();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('option')).toHaveCount(1);
	await expect(page.getByRole('option')).toHaveText(/ · [0-9a-f]{6}/);
	await expect(page.getByRole('option')).not.toContainText(name);
	await expect(page.getByRole('combobox')).toBeFocused();
}

/** An account made on the command line, with the password of all stories. */
export function addAccount(
	server: Server,
	email: string,
	{ org, role = 'analyst', name = email }: { org: string; role?: string; name?: string }
): void {
	const { status, stderr } = server.told(
		`${password}\n`,
		...['user', 'add', email, '--name', name, '--org', org, '--role', role]
	);
	expect(status, stderr).toBe(0);
}

/** `lands`: the heading of the start page, which is another for those whom nothing was opened to. */
export async function signIn(
	page: Page,
	email: string,
	locale: Locale,
	lands = words(locale)('shell_watch')
): Promise<void> {
	const w = words(locale);
	await page.goto('/sign-in');
	await page.getByLabel(w('access_email')).fill(email);
	await page.getByLabel(w('access_password')).fill(password);
	await page.getByRole('button', { name: w('access_sign_in') }).click();
	await expect(page.getByRole('heading', { level: 1, name: lands })).toBeVisible();
}

/** Fails on anything serious that axe finds on the page as it stands. */
export async function accessible(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page })
		.withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
		.analyze();
	const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
	expect(
		serious.map(
			({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`
		)
	).toEqual([]);
}

/** Types into the search field of the network page and opens the first hit with this name. */
export async function openEntity(page: Page, name: string): Promise<void> {
	await page.keyboard.press('/');
	await page.getByRole('combobox').fill(name);
	await page.getByRole('option').filter({ hasText: name }).first().click();
	await expect(page.getByRole('heading', { name }).first()).toBeVisible();
}
