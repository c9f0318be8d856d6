/**
 * Who stands outside an investigation, such as a magistrate or the defence, is offered nothing that changes
 * anything but their own session and factors, and is refused whatever they forge with their own cookies.
 */
import { expect, test, type Page } from '@playwright/test';
import { actions, type ActionName } from '../../src/lib/server/access/actions.ts';
import { routes } from '../../src/lib/server/access/routes.ts';
import { accessible, addAccount, setUp, signIn, visit } from './analyst.ts';
import { startServer, type Server } from './server.ts';
import { locales, words } from './words.ts';

/** What the table names as theirs: public, or an exception for them. */
const theirs = (name: ActionName, role: string): boolean => {
	const action: { roles: unknown; exceptions?: readonly string[] } = actions[name];
	return action.roles === 'public' || (action.exceptions ?? []).includes(role);
};

interface Way {
	verb: string;
	action: ActionName;
	address: string;
}
/** Every way into the program, with ids that exist where the path names one. */
function ways(ids: Record<string, string>): Way[] {
	return Object.entries(routes).flatMap(([route, guard]) => {
		const address = route.replace(/\[(\w+)\]/g, (_, name: string) => ids[name] ?? 'unknown');
		return Object.entries(typeof guard === 'string' ? { GET: guard } : guard).flatMap(
			([verb, action]) => (action ? [{ verb, action, address }] : [])
		);
	});
}

/** As a page of ours would send it, from within the page and with its cookies. */
const forge = (page: Page, { verb, address }: Way): Promise<{ status: number; to: string }> =>
	page.evaluate(
		async ({ verb, address }) => {
			const isForm = verb.startsWith('?/');
			const named = isForm && verb !== '?/default' ? `${address}${verb}` : address;
			const answer = await fetch(named, {
				method: isForm ? 'POST' : verb,
				redirect: 'manual',
				headers: {
					accept: isForm || verb === 'GET' ? 'text/html' : 'application/json',
					...(isForm ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
					...(isForm || verb === 'GET' ? {} : { 'content-type': 'application/json' })
				},
				...(verb === 'GET' ? {} : { body: isForm ? 'id=unknown' : '{}' })
			});
			return { status: answer.status, to: answer.type };
		},
		{ verb, address }
	);

/** What the store holds, as a number that any change of a record or claim changes. */
function contentOf(server: Server): string {
	const { status, stdout, stderr } = server.command('verify', '--json');
	expect(status, stderr).toBe(0);
	return (JSON.parse(stdout) as { graphDigest: string }).graphDigest;
}

for (const [role, locale] of [
	['magistrate', locales[0]],
	['defence', locales[1]]
] as const)
	test(`a ${role} changes nothing and reaches no live data, ${locale}`, async ({ browser }) => {
		const server = await startServer();
		try {
			const chief = (await visit(browser, server, locale)).page;
			await setUp(chief, server, locale);
			const email = `${role}@belmark.example`;
			addAccount(server, email, { org: 'belmark', role });
			const { page, faults } = await visit(
				browser,
				server,
				locale,
				locale === 'fr' ? 'dark' : 'light'
			);
			await signIn(page, email, locale, words(locale)('home_outside_title'));
			const before = contentOf(server);

			await test.step('nothing is offered that leads to data or changes any', async () => {
				for (const address of ['/', '/glossary', '/account']) {
					await page.goto(address, { waitUntil: 'networkidle' });
					await accessible(page);
					const links = await page
						.locator('a[href]')
						.evaluateAll((all) =>
							all.map((link) => new URL((link as HTMLAnchorElement).href).pathname)
						);
					const closed = /^\/(network|ingest|audit|administration|views|invitation|setup)/;
					expect(links.filter((to) => closed.test(to))).toEqual([]);
					const forms = await page.locator('form[method=post i]').evaluateAll((all) =>
						all.map((form) => {
							const { pathname, search } = new URL((form as HTMLFormElement).action);
							return pathname + search;
						})
					);
					const own =
						/^\/(account$|account\?\/(signOut|signOutEverywhere|endOthers|end|changePassword|removeAuthenticator|renewCodes|removePasskey)|second-factor)/;
					expect(forms.filter((to) => !own.test(to))).toEqual([]);
				}
				await page.goto('/');
				await expect(page.getByRole('searchbox')).toHaveCount(0);
				await expect(page.getByRole('combobox')).toHaveCount(0);
			});

			await test.step('whatever is forged with their cookies is refused, reading and writing alike', async () => {
				const entity = (
					(await (await chief.request.get('/network/search.json?q=kestrel&limit=1')).json()) as {
						hits: { id: string }[];
					}
				).hits[0]?.id;
				const { id: person = '' } =
					(
						JSON.parse(server.command('user', 'list', '--json').stdout) as {
							accounts: { id: string; email: string }[];
						}
					).accounts.find((each) => each.email !== email) ?? {};
				expect(entity).toBeTruthy();
				expect(person).not.toBe('');
				const asked = ways({ id: person, seq: '1', format: 'json' }).filter(
					({ action }) => !theirs(action, role)
				);
				expect(asked.filter(({ verb }) => verb !== 'GET').length).toBeGreaterThan(20);
				const passed: string[] = [];
				for (const way of asked) {
					const { status } = await forge(page, way);
					if (status !== 403) passed.push(`${way.verb} ${way.address} answered ${status}`);
				}
				for (const address of [`/network/card.json?entity=${entity}`, `/network/search.json?q=a`]) {
					const { status } = await forge(page, { verb: 'GET', action: 'network.card', address });
					if (status !== 403) passed.push(`GET ${address} answered ${status}`);
				}
				expect(passed).toEqual([]);
			});

			await test.step('the store is as it was, and the refusals are on record', async () => {
				expect(contentOf(server)).toBe(before);
				await chief.goto('/administration/decisions');
				const refused = chief.getByRole('row').filter({ hasText: email });
				await expect(refused.filter({ hasText: 'network.search' }).first()).toBeVisible();
				expect(faults).toEqual([]);
			});

			await test.step('their own session is theirs to end', async () => {
				await page.goto('/account', { waitUntil: 'networkidle' });
				await page.locator('form[action="?/signOutEverywhere"] button').press('Enter');
				await expect(page).toHaveURL(/\/sign-in/);
			});
		} finally {
			await server.stop();
		}
	});
