/** Two organisations on one graph: what one holds AMBER+STRICT does not exist for the other, anywhere. */
import { expect, test } from '@playwright/test';
import { addAccount, setUp, signIn, visit } from './analyst.ts';
import { startServer } from './server.ts';
import { words } from './words.ts';

const secretName = 'Marek Ilvane';
const secretAddress = 'nightjar-notes.test';

test('an organisation does not see what another keeps to itself', async ({ browser }) => {
	const server = await startServer();
	try {
		const belmark = (await visit(browser, server, 'en')).page;
		await setUp(belmark, server, 'en');
		addAccount(server, 'neda@arvania.example', { org: 'arvania' });
		const arvania = (await visit(browser, server, 'fr')).page;
		await signIn(arvania, 'neda@arvania.example', 'fr');

		interface Found {
			total: number;
			hits: { id: string; name: string }[];
		}
		const search = async (page: typeof belmark, text: string) =>
			(await (
				await page.request.get(`/network/search.json?q=${encodeURIComponent(text)}&limit=50`)
			).json()) as Found;

		const seen = await search(arvania, secretName);
		expect(seen.hits[0]?.name).toBe(secretName);
		const id = seen.hits[0]?.id ?? '';
		expect((await search(belmark, secretName)).total).toBe(0);
		expect((await search(belmark, secretAddress)).total).toBe(0);

		const unknown = 'AAAAAAAAAAAAAAAAAAAAAA';
		for (const address of [
			(entity: string) => `/network/card.json?entity=${entity}`,
			(entity: string) => `/network/expand.json?entity=${entity}`,
			(entity: string) => `/network/expansions.json?entity=${entity}`,
			(entity: string) => `/network/path.json?from=${entity}&to=${entity}x`
		]) {
			const theirs = await belmark.request.get(address(id));
			const nobodys = await belmark.request.get(address(unknown));
			expect(theirs.status()).toBe(nobodys.status());
			expect((await theirs.text()).replaceAll(id, unknown)).toBe(await nobodys.text());
		}

		const exported = await belmark.request.post('/network/export.json', {
			data: { ids: [id], recipient: { kind: 'own' }, purpose: 'investigation' },
			headers: { origin: server.origin }
		});
		expect(exported.status()).toBe(200);
		expect(await exported.text()).not.toContain(secretName);
		for (const page of ['/', '/ingest'])
			expect(await (await belmark.request.get(page)).text()).not.toContain('AV-2026-0093');

		await test.step('on the page: nothing for one, the person for the other', async () => {
			for (const [page, locale] of [
				[belmark, 'en'],
				[arvania, 'fr']
			] as const) {
				await page.goto('/network', { waitUntil: 'networkidle' });
				await page.keyboard.press('/');
				await page.getByRole('combobox').fill(secretName);
				if (page === arvania)
					await expect(page.getByRole('option').first()).toContainText(secretName);
				else {
					const nothing = words(locale)('network_search_nothing').split('{')[0] ?? '';
					await expect(page.getByText(nothing.trim())).toBeVisible();
					await expect(page.getByRole('option')).toHaveCount(0);
				}
			}
		});
	} finally {
		await server.stop();
	}
});
