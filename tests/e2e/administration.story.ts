/**
 * An administrator, keyboard only: changes a role, reads the table that decides, asks why. Then a
 * magistrate and a defence account: every route of the table, every verb, and none gives live data or
 * changes anything but their own session.
 */
import { expect, test, type Page } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { accessible, password, setUp, visit } from './analyst.ts';
import { startServer, type Server } from './server.ts';
import { words, type Locale } from './words.ts';

const forOwn = { recipient: { kind: 'own' }, purpose: 'investigation' };

function addAccount(server: Server, email: string, name: string, role: string) {
	const { status, stderr } = spawnSync(
		process.execPath,
		[
			path.resolve('build/bin/faisceau.js'),
			...['user', 'add', email, '--name', name, '--org', 'belmark', '--role', role],
			...['--data', server.data]
		],
		{ input: `${password}\n`, encoding: 'utf8' }
	);
	expect(status, stderr).toBe(0);
}

/** Moves by Tab until the element holds the focus; it must be reachable so. */
async function tabTo(page: Page, target: ReturnType<Page['locator']>) {
	for (let i = 0; i < 80; i++) {
		if (await target.evaluate((element) => element === document.activeElement)) return;
		await page.keyboard.press('Tab');
	}
	throw new Error('not reached by Tab');
}

/** Signs in as somebody whose start page may be any. */
async function enter(page: Page, email: string, locale: Locale) {
	const w = words(locale);
	await page.goto('/sign-in');
	await page.getByLabel(w('access_email')).fill(email);
	await page.getByLabel(w('access_password')).fill(password);
	await page.getByRole('button', { name: w('access_sign_in') }).click();
	await expect(page).not.toHaveURL(/sign-in/);
}

for (const [locale, theme] of [
	['en', 'light'],
	['fr', 'dark']
] as const)
	test(`${locale}: an administrator changes a role, sees the table, asks why, by keyboard`, async ({
		browser
	}) => {
		const server = await startServer();
		try {
			const w = words(locale);
			const { page, faults } = await visit(browser, server, locale, theme);
			await setUp(page, server, locale);
			addAccount(server, 'ben@belmark.example', 'Ben Ostrander', 'analyst');
			addAccount(server, 'nils@belmark.example', 'Nils Aubry', 'auditor');

			await test.step('a role is given, and holds at once', async () => {
				await page.goto('/administration');
				await expect(page).toHaveURL(/administration\/people$/);
				await accessible(page);
				const ben = page.getByRole('link', { name: 'Ben Ostrander' });
				await tabTo(page, ben);
				await page.keyboard.press('Enter');
				await expect(page.getByRole('heading', { name: 'Ben Ostrander' })).toBeVisible();
				await accessible(page);
				const liaison = page.getByRole('checkbox', { name: w('role_liaison') });
				await tabTo(page, liaison);
				await page.keyboard.press('Space');
				await tabTo(page, page.getByRole('button', { name: w('administration_person_save') }));
				await page.keyboard.press('Enter');
				await expect(page.getByText(w('administration_done_roles'))).toBeVisible();
				await expect(liaison).toBeChecked();
			});

			await test.step('a judge who is an analyst as well is refused, and nothing changes', async () => {
				await page.getByRole('checkbox', { name: w('role_defence') }).press('Space');
				await page.getByRole('button', { name: w('administration_person_save') }).press('Enter');
				await expect(page.getByText(w('administration_obstacle_confined_alone'))).toBeVisible();
				await page.reload();
				await expect(page.getByRole('checkbox', { name: w('role_liaison') })).toBeChecked();
			});

			await test.step('the auditor and oneself are out of reach', async () => {
				await page.goto('/administration/people');
				await page.getByRole('link', { name: 'Nils Aubry' }).press('Enter');
				await expect(page.getByRole('heading', { name: 'Nils Aubry' })).toBeVisible();
				await expect(
					page.getByRole('button', { name: w('administration_person_save') })
				).toHaveCount(0);
				await page.goto('/administration/people');
				await page.getByRole('link', { name: 'Ada Verhoeven' }).press('Enter');
				await expect(page.getByText(w('administration_obstacle_oneself')).first()).toBeVisible();
			});

			await test.step('the table that decides', async () => {
				await page.goto('/administration/roles');
				const filter = page.getByLabel(w('administration_roles_filter'));
				await tabTo(page, filter);
				await page.keyboard.type('network.export');
				await expect(page.locator('tbody tr')).toHaveCount(1);
				await accessible(page);
			});

			await test.step('why, with its rule', async () => {
				await page.goto('/administration/decisions');
				const person = page.getByLabel(w('administration_why_person'));
				await tabTo(page, person);
				await page.keyboard.type('Nils');
				await tabTo(page, page.getByLabel(w('administration_why_action')));
				await page.getByLabel(w('administration_why_action')).selectOption('network.search');
				await tabTo(page, page.getByLabel(w('administration_why_entity')));
				await page.keyboard.type('no-such-entity');
				await page.keyboard.press('Enter');
				await expect(
					page.getByText(w('administration_why_refused'), { exact: true })
				).toBeVisible();
				await expect(page.locator('code', { hasText: 'no-role' }).first()).toBeVisible();
				await expect(page.getByText(w('administration_why_no_tokens'))).toBeVisible();
				await accessible(page);
			});

			await test.step('the organisations say what nobody verified', async () => {
				await page.goto('/administration/organisations');
				await expect(page.getByText(w('administration_unverified')).first()).toBeVisible();
				await accessible(page);
			});
			expect(faults).toEqual([]);
		} finally {
			await server.stop();
		}
	});

test('a magistrate and the defence reach no live data and change nothing but their session', async ({
	browser
}) => {
	const server = await startServer();
	try {
		const ada = (await visit(browser, server, 'en')).page;
		await setUp(ada, server, 'en');
		addAccount(server, 'judge@belmark.example', 'Hanne Roth', 'magistrate');
		addAccount(server, 'counsel@belmark.example', 'Ilse Kern', 'defence');
		const hits = (await (
			await ada.request.get('/network/search.json?q=kestrel&limit=5')
		).json()) as { hits: { id: string; name: string }[] };
		const known = hits.hits[0];
		if (!known) throw new Error('the demonstration has nothing of this name');

		for (const [email, locale] of [
			['judge@belmark.example', 'fr'],
			['counsel@belmark.example', 'en']
		] as const) {
			const { page } = await visit(browser, server, locale);
			await enter(page, email, locale);
			const headers = { origin: server.origin };
			const asks: [string, string, object?][] = [
				['GET', `/network?entity=${known.id}`],
				['GET', `/network/card.json?entity=${known.id}`],
				['GET', `/network/expand.json?entity=${known.id}`],
				['POST', '/network/expand.json', { entity: known.id }],
				['GET', `/network/expansions.json?entity=${known.id}`],
				['GET', `/network/path.json?from=${known.id}&to=${known.id}x`],
				['POST', '/network/nodes.json', { ids: [known.id] }],
				['POST', '/network/between.json', { ids: [known.id] }],
				['POST', '/network/claims.json', { from: known.id, ids: [] }],
				['GET', '/network/search.json?q=kestrel'],
				['POST', '/network/export.json', { ids: [known.id], ...forOwn }],
				['POST', '/network/picture.json', { format: 'svg', ids: [known.id], ...forOwn }],
				['GET', '/network/recipients.json'],
				['GET', '/ingest'],
				['PUT', '/ingest/upload?name=x', {}],
				['GET', '/administration'],
				['GET', '/administration/people'],
				['GET', '/administration/roles'],
				['GET', `/administration/decisions?action=network.card&entity=${known.id}`],
				['GET', '/administration/organisations']
			];
			for (const [method, address, data] of asks) {
				const answer = await page.request.fetch(address, { method, headers, data });
				expect(answer.status(), `${email} ${method} ${address}`).toBe(403);
				expect(await answer.text(), `${email} ${method} ${address}`).not.toContain(known.name);
			}
			const own = await page.request.get('/account');
			expect(own.status()).toBe(200);
			// They can end their session, and that is all they can change.
			const ended = await page.request.post('/account?/signOut', { headers, form: {} });
			expect(ended.ok()).toBe(true);
			expect((await page.request.get('/account')).status()).toBe(401);
		}
	} finally {
		await server.stop();
	}
});
