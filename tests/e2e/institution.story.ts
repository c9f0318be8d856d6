/**
 * Sign-in through a real OpenID provider: the account is who the issuer and its subject say, and nobody
 * else, whatever e-mail address an institution gives.
 */
import { expect, test, type Browser } from '@playwright/test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { provider, type Provider } from '../access/provider.ts';
import { accessible, setUp, visit } from './analyst.ts';
import { freePort, startServer, type Server } from './server.ts';
import { locales, words, type Locale } from './words.ts';

const names = { justice: 'Ministry of Justice', interior: 'Ministry of the Interior' } as const;
type Name = keyof typeof names;

/** A browser of its own, led through the institution as this subject. */
async function enter(
	{ browser, server, locale }: { browser: Browser; server: Server; locale: Locale },
	through: Name,
	subject: string
) {
	const w = words(locale);
	const { page, faults } = await visit(browser, server, locale, locale === 'fr' ? 'dark' : 'light');
	await page.goto('/sign-in?next=%2Faccount');
	const link = w('access_institution_through').replace('{name}', names[through]);
	await page.getByRole('link', { name: link }).press('Enter');
	await page.getByLabel('Subject').fill(subject);
	await page.keyboard.press('Enter');
	await page.waitForURL((url) => url.origin === server.origin);
	return { page, faults };
}

for (const locale of locales)
	test(`an institution vouches for whom it is bound to, and for nobody else, ${locale}`, async ({
		browser
	}) => {
		const w = words(locale);
		const data = mkdtempSync(path.join(tmpdir(), 'faisceau-story-'));
		const port = await freePort();
		const home = `http://localhost:${port}`;
		const justice = await provider(home, 'justice');
		const interior = await provider(home, 'interior');
		const entry = (id: Name, { issuer }: Provider) => ({
			id,
			name: names[id],
			issuer,
			clientId: 'faisceau',
			clientSecret: 'a secret between two'
		});
		writeFileSync(
			path.join(data, 'institutions.json'),
			JSON.stringify([entry('justice', justice), entry('interior', interior)])
		);
		const server = await startServer({ data, port, args: ['--empty'] });
		const here = { browser, server, locale };
		const isNobody = async ({ page }: Awaited<ReturnType<typeof enter>>) => {
			await expect(page).toHaveURL(/\/sign-in\?institution=unknown/);
			await expect(page.getByText(w('access_institution_unknown'))).toBeVisible();
			await accessible(page);
			expect((await page.context().cookies()).map(({ name }) => name).join()).not.toContain(
				'session_token'
			);
		};
		try {
			await setUp((await visit(browser, server, locale)).page, server, locale);

			await test.step('before somebody binds it, the institution vouches for nobody', async () =>
				isNobody(await enter(here, 'justice', 'subject-ada')));

			const bind = (...more: string[]) =>
				server.command('user', 'bind', 'ada@belmark.example', '--institution', 'justice', ...more);
			expect(bind('--subject', 'subject-ada')).toMatchObject({ status: 0 });

			await test.step('bound by issuer and subject, it opens the account', async () => {
				const { page, faults } = await enter(here, 'justice', 'subject-ada');
				await expect(page).toHaveURL(/\/account$/);
				await expect(page.getByText('Ada Verhoeven').first()).toBeVisible();
				await expect(page.getByText(names.justice).first()).toBeVisible();
				await accessible(page);
				expect(faults).toEqual([]);
			});

			await test.step('another subject with the same e-mail address is refused in plain words', async () =>
				isNobody(await enter(here, 'justice', 'subject-eve')));

			await test.step('the same subject of another issuer is refused', async () =>
				isNobody(await enter(here, 'interior', 'subject-ada')));

			await test.step('an answer that names another issuer, or that nobody awaits, is not believed', async () => {
				const { page } = await visit(browser, server, locale);
				await page.goto('/sign-in/institution/justice?code=x&state=y');
				await expect(page.getByText(w('access_institution_wrong'))).toBeVisible();
				// A true answer, in which only the issuer is another.
				const begun = await page.request.get('/sign-in/institution?id=justice', {
					maxRedirects: 0
				});
				const back = await justice.signIn(begun.headers().location ?? '', 'subject-ada');
				expect(back.get('iss')).toBe(justice.issuer);
				back.set('iss', interior.issuer);
				await page.goto(`/sign-in/institution/justice?${back}`);
				await expect(page.getByText(w('access_institution_wrong'))).toBeVisible();
			});

			await test.step('freed, the account is reached through it no more', async () => {
				expect(bind('--free')).toMatchObject({ status: 0 });
				await isNobody(await enter(here, 'justice', 'subject-ada'));
			});
		} finally {
			await server.stop();
			await justice.close();
			await interior.close();
			rmSync(data, { recursive: true, force: true });
		}
	});
