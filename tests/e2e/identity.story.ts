/** One person under two names: found, brought together, seen as one, taken apart again with every claim where it was. */
import { expect, test, type Page } from '@playwright/test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { accessible, setUp, visit } from './analyst.ts';
import { startServer } from './server.ts';
import { words, type Locale } from './words.ts';

const line = (id: string, schema: string, properties: Record<string, string[]>) =>
	JSON.stringify({ id, schema, properties });
const registry = [
	line('r1', 'Person', {
		name: ['Ivan Sergeevich Petrov'],
		birthDate: ['1980-05-04'],
		country: ['by']
	}),
	line('r2', 'Company', { name: ['Nordvik Trading Ltd'], country: ['cy'] }),
	line('r3', 'Directorship', { director: ['r1'], organization: ['r2'], role: ['director'] }),
	line('r4', 'Person', {
		name: ['Anna Lindqvist'],
		birthDate: ['1991-02-11'],
		email: ['anna@mail.example']
	})
];
const leak = [
	line('l1', 'Person', {
		name: ['Petrov Iwan Sergejewitsch'],
		birthDate: ['1980-05-04'],
		country: ['by']
	}),
	line('l2', 'Company', { name: ['Blue Harbour Holdings SA'], country: ['pa'] }),
	line('l3', 'Directorship', { director: ['l1'], organization: ['l2'], role: ['nominee'] }),
	line('l4', 'Person', { name: ['Anna Lindqvist'], birthDate: ['1958-07-30'] })
];

async function bring(page: Page, locale: Locale, file: string) {
	const w = words(locale);
	await page.goto('/ingest', { waitUntil: 'networkidle' });
	await page.locator('input[type=file]').setInputFiles(file);
	await page.getByRole('button', { name: w('ingest_start') }).click();
	await page.waitForURL(/\/ingest\/[0-9a-f]+$/);
	await expect(page.getByText(w('state_done'), { exact: true }).first()).toBeVisible({
		timeout: 60_000
	});
}

/** Opens somebody's card in the network, by name. */
async function card(page: Page, name: string) {
	await page.goto('/network?fresh', { waitUntil: 'networkidle' });
	await page.keyboard.press('/');
	await page.getByRole('combobox').fill(name);
	await page.getByRole('option').first().click();
	const panel = page.locator('aside.right');
	await expect(panel.getByRole('heading', { level: 2 })).toBeVisible();
	return panel;
}

for (const [locale, theme] of [
	['en', 'light'],
	['fr', 'dark']
] as const)
	test(`two names of one person, ${locale}`, async ({ browser }) => {
		const w = words(locale);
		const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-identity-'));
		const files = [registry, leak].map((lines, i) => {
			const file = path.join(folder, `${i ? 'leak' : 'registry'}.ftm.ndjson`);
			writeFileSync(file, `${lines.join('\n')}\n`);
			return file;
		});
		const server = await startServer({ args: ['--empty'] });
		try {
			const { page, faults } = await visit(browser, server, locale, theme);
			await setUp(page, server, locale);
			for (const file of files) await bring(page, locale, file);

			await test.step('the pair stands first, with what speaks for it', async () => {
				await page.getByRole('link', { name: w('shell_identity') }).click();
				await expect(page.getByRole('heading', { level: 1 })).toHaveText(w('identity_title'));
				const first = page
					.getByRole('list', { name: w('identity_candidates') })
					.getByRole('listitem')
					.first();
				await expect(first).toContainText('Petrov');
				await expect(page.getByRole('table', { name: w('identity_features') })).toContainText(
					w('likeness_birth_same')
				);
				await accessible(page);
			});

			await test.step('brought together by keyboard', async () => {
				const queue = page.getByRole('group', { name: w('identity_queue') });
				await queue.focus();
				await page.keyboard.press('a');
				await expect(page.getByText(w('identity_done_one'))).toBeVisible();
				await expect(page.getByText(w('identity_none'))).toBeVisible();
				await accessible(page);
			});

			await test.step('the joined card says both names, both directorships and why', async () => {
				const panel = await card(page, 'Petrov');
				await expect(panel).toContainText('Ivan Sergeevich Petrov');
				await expect(panel).toContainText('Petrov Iwan Sergejewitsch');
				await expect(panel).toContainText('Nordvik Trading Ltd');
				await expect(panel).toContainText('Blue Harbour Holdings SA');
				await panel.getByRole('link', { name: w('identity_why_link') }).click();
				await expect(page.getByRole('heading', { level: 1 })).toContainText('Petrov');
				await expect(page.getByText(w('identity_verdict_one'), { exact: true })).toBeVisible();
				await accessible(page);
			});

			await test.step('taken back, every claim is where it was', async () => {
				await page.getByRole('button', { name: w('identity_take_back') }).click();
				const dialog = page.getByRole('dialog');
				await dialog.getByRole('textbox').fill('Born in other towns');
				await accessible(page);
				await dialog.getByRole('button', { name: w('identity_take_back') }).click();
				await expect(page.getByText(w('identity_done_back'))).toBeVisible();
				const one = await card(page, 'Ivan Sergeevich');
				await expect(one).toContainText('Nordvik Trading Ltd');
				await expect(one).not.toContainText('Blue Harbour');
				const other = await card(page, 'Sergejewitsch');
				await expect(other).toContainText('Blue Harbour Holdings SA');
				await expect(other).not.toContainText('Nordvik');
			});

			await test.step('kept as two, the pair does not come up again; the decisions say so', async () => {
				await page.goto('/identity', { waitUntil: 'networkidle' });
				await page.getByRole('group', { name: w('identity_queue') }).focus();
				await page.keyboard.press('r');
				await expect(page.getByText(w('identity_done_two'))).toBeVisible();
				await page
					.getByRole('link', { name: w('identity_tab_decisions') })
					.first()
					.click();
				await expect(page.getByRole('table')).toContainText('Born in other towns');
				await expect(page.getByRole('table')).toContainText(w('identity_verdict_two'));
				await accessible(page);
			});
			expect(faults).toEqual([]);
		} finally {
			await server.stop();
			rmSync(folder, { recursive: true, force: true });
		}
	});
