/**
 * What the analyst keeps and takes away, by keyboard alone: a path found and noted, a claim added with
 * its source, two entities compared, one starred, the view saved and opened by its link in another
 * session exactly as it stood, and the picture and the graph as files with their markings.
 */
import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { accessible, findVictim, setUp, signIn, visit } from './analyst.ts';
import { shown, tabTo } from './hand.ts';
import { startServer } from './server.ts';
import { locales, words, type Locale } from './words.ts';

const note = 'Both ends use the same exchange; ask the provider for the account.';
const victim = 'Teo Vandrel';
const why = 'Request of Arvania, reference 2026-117';
const informant = 'Harbour master of Port Selin';

interface Taken {
	name: string;
	file: Buffer;
}
/**
 * Opens the menu of exports, takes one of its items with the arrow keys, and one's own organisation with
 * Enter; `first`: what is asked after that.
 */
async function take(
	page: Page,
	locale: Locale,
	key: string,
	first: () => Promise<void> = () => Promise.resolve()
): Promise<Taken> {
	await page.keyboard.press('x');
	const wanted = page.getByRole('menuitem', { name: words(locale)(key), exact: true });
	for (let step = 0; step < 8; step++) {
		if (await wanted.evaluate((item) => item === document.activeElement)) break;
		await page.keyboard.press('ArrowDown');
	}
	await expect(wanted).toBeFocused();
	const download = page.waitForEvent('download');
	await page.keyboard.press('Enter');
	const own = page.getByRole('radio', { name: words(locale)('recipient_own') });
	await expect(own).toBeFocused();
	await page.keyboard.press('Enter');
	await first();
	const got = await download;
	return { name: got.suggestedFilename(), file: readFileSync(await got.path()) };
}

/** Parses XML in a page of its own, where no policy of ours stands in the way. */
async function parsed(page: Page, text: string) {
	const blank = await page.context().newPage();
	const found = await blank.evaluate((source) => {
		const xml = new DOMParser().parseFromString(source, 'application/xml');
		const texts = (name: string) =>
			[...xml.getElementsByTagName(name)].map((one) => one.textContent);
		const data = (of: Element, key: string) =>
			of.querySelector(`:scope > data[key="${key}"]`)?.textContent ?? '';
		return {
			root: xml.documentElement.tagName,
			faults: texts('parsererror'),
			words: texts('text'),
			marks: xml.getElementsByTagName('path').length,
			marking: [...xml.getElementsByTagName('graph')].map((graph) => data(graph, 'marking')).join(),
			nodes: [...xml.getElementsByTagName('node')].map((node) => ({
				id: node.id,
				at: `${data(node, 'x')} ${data(node, 'y')}`
			})),
			sources: [...xml.getElementsByTagName('edge')].map((edge) => data(edge, 'source'))
		};
	}, text);
	await blank.close();
	return found;
}

for (const locale of locales)
	test(`an analyst keeps and takes away, in ${locale === 'en' ? 'English' : 'French'}`, async ({
		browser
	}) => {
		const w = words(locale);
		const server = await startServer();
		try {
			const theme = locale === 'fr' ? 'dark' : 'light';
			const { page, faults } = await visit(browser, server, locale, theme);
			await setUp(page, server, locale);
			const stage = page.locator('[role=application]');
			const dialog = page.getByRole('dialog');
			const card = page.locator('.right');
			const left = page.locator('.left');
			const many = card.locator('.many h2');
			const wait = { timeout: 20_000 };

			await test.step('search and expand, then find a path', async () => {
				await page.goto('/network', { waitUntil: 'networkidle' });
				await page.keyboard.press('/');
				await page.keyboard.type('brennor');
				await expect(page.getByRole('option').first()).toContainText(/brennor/i);
				await page.keyboard.press('Enter');
				await expect.poll(async () => (await shown(page))[0], wait).toBe(1);
				await page.keyboard.press('e');
				await expect.poll(async () => (await shown(page))[0], wait).toBeGreaterThan(1);
				await page.keyboard.press('p');
				await page.keyboard.type('CoinQuay');
				await expect(page.getByRole('option').first()).toContainText(/CoinQuay/i);
				await page.keyboard.press('Enter');
				await expect.poll(() => card.locator('ol > li').count(), wait).toBeGreaterThan(0);
			});

			await test.step('note the path, in place and with who says so', async () => {
				await page.keyboard.press('w');
				await expect(dialog).toBeVisible();
				await accessible(page);
				await tabTo(page, 'dialog textarea');
				await page.keyboard.type(note);
				await tabTo(page, 'dialog button[type=submit]');
				await page.keyboard.press('Enter');
				await expect(dialog).toBeHidden();
				await expect(card.getByText(note)).toBeVisible();
				await expect(card.locator('article').filter({ hasText: note })).toContainText(
					'Ada Verhoeven'
				);
			});

			await test.step('add a claim, with its source', async () => {
				await stage.focus();
				await page.keyboard.press('Escape');
				await page.keyboard.press('ArrowRight');
				await expect(card.getByRole('heading', { level: 2 }).first()).toBeVisible();
				const named = card.locator('header p.muted').first();
				await expect(named).toContainText(/\d/);
				const before = await named.innerText();
				await page.keyboard.press('w');
				await expect(dialog).toBeVisible();
				await tabTo(page, 'dialog input[type=radio]');
				await page.keyboard.press('ArrowDown');
				// Nothing is said before it is chosen: the form goes back to the first choice that is missing.
				await tabTo(page, 'dialog button[type=submit]');
				await page.keyboard.press('Enter');
				await expect(page.locator('dialog select[name=to]')).toBeFocused();
				await page.keyboard.press('ArrowDown');
				await tabTo(page, 'dialog select[name=type]');
				await page.keyboard.press('ArrowDown');
				await tabTo(page, 'dialog select[name=statement]');
				await page.keyboard.press('ArrowDown');
				await tabTo(page, 'dialog select[name=own]');
				await page.keyboard.press('ArrowDown');
				await tabTo(page, 'dialog input[name=source]');
				await page.keyboard.type(informant);
				await accessible(page);
				await tabTo(page, 'dialog button[type=submit]');
				await page.keyboard.press('Enter');
				await expect(dialog).toBeHidden(wait);
				await expect(card.getByText(informant).first()).toBeVisible(wait);
				// Who writes a claim about an entity is no further source that it exists.
				expect(await named.innerText()).toBe(before);
			});

			await test.step('compare two', async () => {
				await stage.focus();
				for (const heading of ['Right', 'Up', 'Left', 'Down']) {
					if ((await many.count()) > 0) break;
					await page.keyboard.press(`Shift+Arrow${heading}`);
				}
				await expect(many).toContainText('2');
				await page.keyboard.press('d');
				await expect(dialog.getByRole('row').nth(2)).toBeVisible(wait);
				await expect(dialog).toContainText(w('keep_neighbours'));
				await accessible(page);
				await page.keyboard.press('Escape');
				await expect(dialog).toBeHidden();
			});

			await test.step('two selected and their group survive a reload', async () => {
				await stage.focus();
				await page.keyboard.press('g');
				await expect(card.locator('.group input')).toHaveValue(/1$/);
				const before = await shown(page);
				await page.reload({ waitUntil: 'networkidle' });
				await expect(many).toContainText('2', wait);
				await expect(card.locator('.group input')).toHaveValue(/1$/);
				expect(await shown(page)).toEqual(before);
			});

			await test.step('star one', async () => {
				await stage.focus();
				await page.keyboard.press('Escape');
				await page.keyboard.press('ArrowRight');
				const name = await card.getByRole('heading', { level: 2 }).first().innerText();
				await page.keyboard.press('b');
				await expect(left.getByRole('region', { name: w('keep_starred') })).toContainText(name);
			});

			await test.step('open a victim beside it', async () => {
				const before = (await shown(page))[0];
				await findVictim(page, locale, victim, why);
				await page.keyboard.press('Enter');
				await expect.poll(async () => (await shown(page))[0], wait).toBe(before + 1);
			});

			let address = '';
			await test.step('save the view under a name', async () => {
				await page.keyboard.press('s');
				await expect(dialog).toBeVisible();
				await tabTo(page, 'dialog input[name=name]');
				await page.keyboard.type('Exchange of Brennor');
				await page.keyboard.press('Enter');
				const link = dialog.getByRole('link', { name: 'Exchange of Brennor' });
				await expect(link).toBeVisible();
				await accessible(page);
				address = (await link.getAttribute('href')) ?? '';
				expect(address).toMatch(/^\/network\?view=[\w%-]+$/);
				await page.keyboard.press('Escape');
			});

			const here = await shown(page);
			let places: { id: string; at: string }[] = [];
			await test.step('take it away: PNG, SVG, GraphML', async () => {
				// A victim is among it: the first file waits for a reason, which serves for the others.
				const png = await take(page, locale, 'keep_export_png', async () => {
					await expect(dialog.getByRole('button', { name: w('reason_export_give') })).toBeVisible();
					await accessible(page);
					await tabTo(page, 'dialog textarea');
					await page.keyboard.type(why);
					await tabTo(page, 'dialog form button[type=submit]');
					await page.keyboard.press('Enter');
				});
				await expect(dialog).toBeHidden();
				expect(png.name).toMatch(/TLP-\w+.*\.png$/);
				expect([...png.file.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
				const [width, height] = [png.file.readUInt32BE(16), png.file.readUInt32BE(20)];
				expect(width).toBeGreaterThan(1_440);
				expect(height).toBeGreaterThan(860);

				// To somebody outside, a victim and RED do not go: how much is said, and nothing leaves.
				await page.keyboard.press('x');
				await page.keyboard.press('Enter');
				await page.getByRole('radio', { name: w('recipient_other') }).check();
				await dialog.locator('input[name=text]').fill('Court of Port Selin');
				await accessible(page);
				await page.keyboard.press('Enter');
				await expect(dialog.getByText(w('recipient_barred'))).toBeVisible();
				await accessible(page);
				await page.keyboard.press('Escape');
				await expect(dialog).toBeHidden();

				const svg = await take(page, locale, 'keep_export_svg');
				const drawing = await parsed(page, svg.file.toString());
				expect([drawing.root, drawing.faults]).toEqual(['svg', []]);
				expect(drawing.words.some((text) => text?.startsWith('TLP:'))).toBe(true);
				expect(drawing.marks).toBeGreaterThanOrEqual(here[0] + here[1]);

				const graphml = await take(page, locale, 'network_export_graphml');
				const graph = await parsed(page, graphml.file.toString());
				expect([graph.root, graph.faults]).toEqual(['graphml', []]);
				expect(graph.marking).toMatch(/^TLP:/);
				expect(graph.nodes).toHaveLength(here[0]);
				expect(graph.sources.length).toBeGreaterThanOrEqual(here[1]);
				expect(graph.sources).toContain(informant);
				places = graph.nodes;
			});

			await test.step('in another session, the link brings back the same arrangement', async () => {
				const other = await visit(browser, server, locale, theme);
				await signIn(other.page, 'ada@belmark.example', locale);
				await other.page.goto(address, { waitUntil: 'networkidle' });
				await expect.poll(() => shown(other.page), wait).toEqual(here);
				await expect(
					other.page.locator('.left').getByRole('region', { name: w('keep_starred') })
				).toBeVisible();
				// The palette knows it by name, from any page.
				await other.page.goto('/', { waitUntil: 'networkidle' });
				await other.page.keyboard.press('Control+k');
				await other.page.keyboard.type('exchange of');
				const found = other.page.getByRole('option').filter({ hasText: 'Exchange of Brennor' });
				await expect(found).toHaveAttribute('aria-selected', 'true');
				await other.page.keyboard.press('Enter');
				await expect.poll(() => shown(other.page), wait).toEqual(here);
				const again = await take(other.page, locale, 'network_export_graphml');
				const graph = await parsed(other.page, again.file.toString());
				expect(graph.nodes).toEqual(places);
				await accessible(other.page);
				expect(other.faults).toEqual([]);
			});

			await test.step('the pages leave no error and no policy refusal', () => {
				expect(faults).toEqual([]);
			});
		} finally {
			await server.stop();
		}
	});
