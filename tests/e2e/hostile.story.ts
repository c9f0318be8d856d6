/** What comes from outside stays text, wherever it is shown; a session that is left shows nothing. */
import { chromium, expect, test, type Page } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { openEntity, password, setUp, signIn, visit } from './analyst.ts';
import { hostileBundle, names } from './hostile-bundle.ts';
import { startServer, type Server } from './server.ts';
import { words } from './words.ts';

const w = words('en');

async function importFile(page: Page, file: string) {
	await page.goto('/ingest');
	await page.locator('input[type=file]').setInputFiles(file);
	await page.getByLabel(w('ingest_source')).fill(names[1]?.slice(0, 150) ?? '');
	await page.getByRole('button', { name: w('ingest_start') }).click();
	await page.waitForURL(/\/ingest\/[\w-]{10,}/);
	await expect(page.getByText(w('state_done'), { exact: true }).first()).toBeVisible({
		timeout: 60_000
	});
}

/** Nothing ran, nothing was added to the page that only markup in a name can add. */
async function inert(page: Page) {
	expect(await page.evaluate(() => (window as unknown as { ran?: number }).ran)).toBeUndefined();
	expect(
		await page
			.locator('img[src=x], [onerror], [onload], [onmouseover], base, meta[http-equiv=refresh]')
			.count()
	).toBe(0);
	expect(await page.locator('a[href^="javascript:" i]').count()).toBe(0);
	expect(await page.title()).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]/);
	expect(await page.locator('body').innerText()).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]/);
}

/** Opens an entity, signs out, and goes back: nothing of it is on any page. */
async function backShowsNothing(page: Page, secret: string): Promise<void> {
	const shows = async () => (await page.locator('body').innerText()).toLowerCase().includes(secret);
	await page.goto('/network', { waitUntil: 'networkidle' });
	await openEntity(page, secret);
	expect(await shows()).toBe(true);
	await page.getByRole('button', { name: /Ada/ }).click();
	await page.getByRole('button', { name: w('shell_sign_out') }).click();
	await expect(page).toHaveURL(/\/sign-in/);
	for (let n = 0; n < 4; n++) {
		await page.goBack({ waitUntil: 'networkidle' }).catch(() => null);
		expect(await shows()).toBe(false);
	}
}

test('hostile names are text everywhere, in every file too', async ({ browser }) => {
	const server = await startServer({ args: ['--empty'] });
	try {
		const { page, faults } = await visit(browser, server, 'en');
		await setUp(page, server, 'en');
		await importFile(page, hostileBundle(server.data));
		await inert(page);
		await page.goto('/ingest');
		await inert(page);
		await page.goto('/');
		await inert(page);

		await test.step('search, card, expansion, table, menu, tooltips', async () => {
			await page.goto('/network', { waitUntil: 'networkidle' });
			for (const n of names.keys()) {
				await page.keyboard.press('/');
				await page.getByRole('combobox').fill(`hostile${n}`);
				const hit = page.getByRole('option').filter({ hasText: new RegExp(`hostile${n}\\b`) });
				await expect(hit.first()).toBeVisible();
				await inert(page);
				await hit.first().click();
				await expect(page.getByRole('heading', { name: `hostile${n}` }).first()).toBeVisible();
				await inert(page);
			}
			await openEntity(page, 'hostile0');
			await page.keyboard.press('e');
			await page.getByRole('button', { name: w('network_table') }).click();
			await expect.poll(() => page.getByRole('row').count()).toBeGreaterThan(names.length);
			await inert(page);
			for (const cell of await page.getByRole('row').all()) await cell.hover();
			const titles = await page
				.locator('[title]')
				.evaluateAll((all) => all.map((one) => one.getAttribute('title') ?? ''));
			expect(titles.join()).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]/);
			await inert(page);
			expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
				1280
			);
		});

		await test.step('what people write: a note, a view, an account', async () => {
			const found = await page.request.get('/network/search.json?q=hostile0');
			const { hits } = (await found.json()) as { hits: { id: string }[] };
			const entity = hits[0]?.id ?? '';
			const put = async (address: string, data: object, status = 200) => {
				const headers = { origin: server.origin };
				expect((await page.request.put(address, { data, headers })).status()).toBe(status);
			};
			// What turns the line around or breaks it is no name of a view.
			const isName = (text: string) => !/[\p{Cc}\p{Cf}]/u.test(text);
			expect(names.filter((name) => !isName(name))).toHaveLength(2);
			for (const text of names.map((name) => name.slice(0, 110))) {
				const note = { once: crypto.randomUUID(), entities: [entity], tlp: 'red', handling: [] };
				await put('/network/notes.json', { ...note, text });
				const view = { name: text, ids: [entity], outline: {} };
				await put('/views/saved.json', view, isName(text) ? 200 : 400);
			}
			const person = ['--name', names[0] ?? '', '--org', 'belmark', '--role', 'analyst'];
			const added = server.told(`${password}\n`, 'user', 'add', 'h@belmark.example', ...person);
			expect(added.status, added.stderr).toBe(0);
			await page.goto('/network', { waitUntil: 'networkidle' });
			await openEntity(page, 'hostile0');
			await expect(page.getByText(names[0]?.slice(0, 20) ?? '').first()).toBeVisible();
			await inert(page);
			for (const address of ['/', '/administration/people']) {
				await page.goto(address, { waitUntil: 'networkidle' });
				await inert(page);
			}
		});

		await test.step('the files are well formed and no cell runs', async () => {
			const ids = (
				(await (await page.request.get('/network/search.json?q=hostile&limit=200')).json()) as {
					hits: { id: string }[];
				}
			).hits.map(({ id }) => id);
			const file = async (format: string) =>
				(
					await page.request.post(`/network/export.${format}`, {
						data: { ids, recipient: { kind: 'own' }, purpose: 'investigation' },
						headers: { origin: server.origin }
					})
				).text();
			// Ours refuses to parse markup at all (trusted types): a page without a policy does it.
			const blank = await page.context().newPage();
			for (const format of ['gexf', 'graphml']) {
				const text = await file(format);
				expect(
					await blank.evaluate((xml) => {
						const parsed = new DOMParser().parseFromString(xml, 'application/xml');
						return [
							parsed.querySelectorAll('parsererror').length,
							parsed.querySelectorAll('img, script, svg').length
						];
					}, text)
				).toEqual([0, 0]);
			}
			for (const format of ['json', 'stix']) JSON.parse(await file(format));
			const cells = (await file('csv')).split(/\r\n/).flatMap((row) => row.split(/,(?=")|(?<="),/));
			expect(cells.filter((cell) => /^"?[=+\-@]/.test(cell))).toEqual([]);
		});
		expect(faults).toEqual([]);
	} finally {
		await server.stop();
	}
});

test('back after leaving shows nothing, in a browser that keeps pages whole', async () => {
	const server = await startServer();
	const keeping = await chromium.launch({
		executablePath: process.env.CHROMIUM,
		args: ['--no-sandbox'],
		ignoreDefaultArgs: ['--disable-back-forward-cache']
	});
	try {
		const { page } = await visit(keeping, server, 'en');
		await setUp(page, server, 'en');
		await backShowsNothing(page, 'kestrel');
	} finally {
		await keeping.close();
		await server.stop();
	}
});

/** A page of another site that shows ours in a frame and opens it in a window. */
async function otherSite(target: string) {
	const site = createServer((_, answer) => {
		answer.setHeader('content-type', 'text/html');
		answer.end(
			`<!doctype html><iframe src="${target}"></iframe><a id="open" target="_blank" rel="opener" href="${target}">open</a>`
		);
	});
	await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
	return {
		address: `http://127.0.0.1:${(site.address() as AddressInfo).port}/`,
		close: () => void site.close()
	};
}

const command = (server: Server, args: string[], input = '') =>
	spawnSync(
		process.execPath,
		[path.resolve('build/bin/faisceau.js'), ...args, '--data', server.data],
		{
			input,
			encoding: 'utf8'
		}
	);

test('after leaving, nothing is there to go back to, nor in a frame or window of another site', async ({
	browser
}) => {
	const server = await startServer();
	try {
		const { page } = await visit(browser, server, 'en');
		await setUp(page, server, 'en');
		const secret = 'kestrel';

		await test.step('back after signing out', () => backShowsNothing(page, secret));

		await test.step('an account disabled while its page is open gets nothing more', async () => {
			const added = command(
				server,
				['user', 'add', 'neda@belmark.example', '--name', 'Neda', '--org', 'belmark'],
				`${password}\n`
			);
			expect(added.status, added.stderr).toBe(0);
			const other = (await visit(browser, server, 'en')).page;
			await signIn(other, 'neda@belmark.example', 'en');
			await other.goto('/network', { waitUntil: 'networkidle' });
			expect(command(server, ['user', 'disable', 'neda@belmark.example']).status).toBe(0);
			const answers: number[] = [];
			other.on('response', (answer) => {
				if (/\/search\.json/.test(answer.url())) answers.push(answer.status());
			});
			await other.keyboard.press('/');
			await other.getByRole('combobox').fill(secret);
			await expect.poll(() => answers.length).toBeGreaterThan(0);
			expect(new Set(answers)).toEqual(new Set([401]));
			await expect(other.getByRole('option')).toHaveCount(0);
		});

		await test.step('another site', async () => {
			await signIn(page, 'ada@belmark.example', 'en');
			const site = await otherSite(`${server.origin}/network`);
			try {
				const outside = await page.context().newPage();
				await outside.goto(site.address);
				const frame = outside.frames()[1];
				expect(
					await frame
						?.locator('body')
						.innerText()
						.catch(() => '')
				).not.toContain('Faisceau');
				const [opened] = await Promise.all([
					outside.waitForEvent('popup'),
					outside.locator('#open').click()
				]);
				await opened.waitForLoadState();
				expect(await opened.evaluate(() => window.opener === null)).toBe(true);
			} finally {
				site.close();
			}
		});
	} finally {
		await server.stop();
	}
});
