/**
 * A saved view opened by its link by others than who saved it: a partner sees what is shared with all, a
 * prosecutor what is of their case, and neither learns that there was more; whoever sees nothing of it
 * finds no view at all.
 */
import { expect, test, type Page } from '@playwright/test';
import { addAccount, setUp, signIn, visit } from './analyst.ts';
import { shown } from './hand.ts';
import { startServer } from './server.ts';
import { words } from './words.ts';

/** Two shared with all, and one of Belmark's case alone. */
const names = { all: 'glasswright', alike: 'Kastel Mutual', ofCase: 'Corentin Vasel' } as const;
const title = 'Names that a link must not tell';

interface Opened {
	name: string | null;
	mine: boolean;
	gone: number;
	outline: unknown;
}

test('a link to a view shows each reader what is theirs to see', async ({ browser }) => {
	const w = words('en');
	const server = await startServer();
	try {
		const ada = (await visit(browser, server, 'en')).page;
		await setUp(ada, server, 'en');
		const idOf = async (page: Page, name: string) => {
			const answer = await page.request.get(
				`/network/search.json?q=${encodeURIComponent(name)}&limit=5`
			);
			const { hits } = (await answer.json()) as { hits: { id: string; name: string }[] };
			return hits.find((hit) => hit.name === name)?.id ?? '';
		};
		const ids = [
			await idOf(ada, names.all),
			await idOf(ada, names.alike),
			await idOf(ada, names.ofCase)
		] as const;
		expect(ids.every(Boolean), ids.join()).toBe(true);
		const outline = {
			bringers: [
				{
					kind: 'keep',
					anchor: ids[0],
					type: null,
					direction: null,
					limit: 0,
					nodes: ids,
					claims: [],
					cut: null
				}
			],
			hidden: [],
			path: null,
			selected: null,
			selectedLine: null,
			places: ids.map((id, n) => [id, n * 10, n * 10]),
			pinned: []
		};
		const saved = await ada.request.put('/views/saved.json', {
			data: { name: title, ids, outline },
			headers: { origin: server.origin }
		});
		const { id } = (await saved.json()) as { id: string };
		const open = async (page: Page) => {
			const answer = await page.request.get(`/views/saved.json?id=${id}`);
			const text = await answer.text();
			return { status: answer.status(), text, view: JSON.parse(text) as Opened };
		};
		expect((await open(ada)).view).toMatchObject({ name: title, mine: true, gone: 0 });

		await test.step('a partner: what is shared with all, and no word of the rest', async () => {
			addAccount(server, 'neda@arvania.example', { org: 'arvania' });
			const { page } = await visit(browser, server, 'en');
			await signIn(page, 'neda@arvania.example', 'en');
			const { text, view } = await open(page);
			expect(view).toMatchObject({ name: null, mine: false, gone: 0 });
			expect(text).toContain(ids[0]);
			expect(text).toContain(ids[1]);
			for (const hidden of [ids[2], title]) expect(text).not.toContain(hidden);
			await page.goto(`/network?view=${id}`, { waitUntil: 'networkidle' });
			await expect.poll(async () => (await shown(page))[0]).toBe(2);
			await page.keyboard.press('t');
			await expect(page.locator('.twin')).toContainText(names.all);
			await expect(page.locator('.twin')).toContainText(names.alike);
			const html = await page.content();
			for (const hidden of [names.ofCase, title]) expect(html).not.toContain(hidden);
		});

		await test.step('a prosecutor: of the case and nothing beside it, while in charge', async () => {
			addAccount(server, 'pia@belmark.example', { org: 'belmark', role: 'prosecutor' });
			const { page } = await visit(browser, server, 'en');
			await signIn(page, 'pia@belmark.example', 'en');
			const none = await open(page);
			expect(none.status).toBe(404);
			const unknown = await page.request.get('/views/saved.json?id=no-such-view');
			expect(await unknown.text()).toBe(none.text);

			await ada.goto('/administration/people');
			await ada.getByRole('link', { name: 'pia@belmark.example' }).first().click();
			await ada
				.getByRole('textbox', { name: w('administration_charge_number') })
				.fill('BK-2026-0417');
			await ada.keyboard.press('Enter');
			await expect(ada.getByText(w('administration_done_charge'))).toBeVisible();
			const { text, view } = await open(page);
			expect(view).toMatchObject({ name: null, mine: false, gone: 0 });
			expect(text).toContain(ids[2]);
			for (const hidden of [ids[0], ids[1], title]) expect(text).not.toContain(hidden);
		});
	} finally {
		await server.stop();
	}
});
