/**
 * Who stands outside an investigation, such as a magistrate or the defence, is offered nothing that changes
 * anything but their own session and factors, and is refused whatever they forge with their own cookies.
 */
import { expect, test, type Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { actions, type ActionName } from '../../src/lib/server/access/actions.ts';
import { routes } from '../../src/lib/server/access/routes.ts';
import { accessible, addAccount, setUp, signIn, visit } from './analyst.ts';
import { freePort, startServer } from './server.ts';
import { differences, wholeStore } from './whole-store.ts';
import { locales, words } from './words.ts';

/** What the table names as theirs: public, or an exception for them. */
const theirs = (name: ActionName, role: string): boolean => {
	const action: { roles: unknown; exceptions?: readonly string[] } = actions[name];
	return action.roles === 'public' || (action.exceptions ?? []).includes(role);
};

interface Sent {
	verb: string;
	address: string;
	/** What is sent; without it, next to nothing. */
	body?: object;
}
interface Way extends Sent {
	action: ActionName;
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

/** What an analyst or administrator would have sent, whole and sound, with this in the graph. */
function whole(entity: string, other: string, person: string): Sent[] {
	const once = '7f2c1f2a-3a53-4f0e-9d5e-1f1e1a6e2b01';
	const marked = { tlp: 'green', handling: [] };
	const own = { recipient: { kind: 'own' }, purpose: 'investigation' };
	const claim = {
		...{ once, type: 'USES', from: entity, to: other, statement: 'fact', description: '' },
		...{ evaluation: { scheme: 'europol-4x4', source: 'A', information: '1' }, ...marked }
	};
	const sent = (verb: string, address: string, body: object): Sent => ({ verb, address, body });
	return [
		sent('PUT', '/network/notes.json', {
			...{ once, entities: [entity], text: 'a note', ...marked }
		}),
		sent('POST', '/network/claim.json', claim),
		sent('PUT', '/views/saved.json', { name: 'a view', ids: [entity], outline: {} }),
		sent('PUT', '/views/stars.json', { entity, on: true }),
		sent('POST', '/network/export.json', { ids: [entity], ...own }),
		sent('?/invite', '/administration/invitations', {
			...{ email: 'friend@belmark.example', role: 'administrator' }
		}),
		sent('?/disable', `/administration/people/${person}`, {})
	];
}

/** As a page of ours would send it, from within the page and with its cookies. */
const forge = (
	page: Page,
	{ verb, address, body }: Sent
): Promise<{ status: number; to: string }> =>
	page.evaluate(
		async ({ verb, address, body }) => {
			const isForm = verb.startsWith('?/');
			const named = isForm && verb !== '?/default' ? `${address}${verb}` : address;
			const form = new URLSearchParams((body ?? { id: 'unknown' }) as Record<string, string>);
			const answer = await fetch(named, {
				method: isForm ? 'POST' : verb,
				redirect: 'manual',
				headers: {
					accept: isForm || verb === 'GET' ? 'text/html' : 'application/json',
					...(isForm ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
					...(isForm || verb === 'GET' ? {} : { 'content-type': 'application/json' })
				},
				...(verb === 'GET' ? {} : { body: isForm ? form.toString() : JSON.stringify(body ?? {}) })
			});
			return { status: answer.status, to: answer.type };
		},
		{ verb, address, body }
	);

for (const [role, locale] of [
	['magistrate', locales[0]],
	['defence', locales[1]]
] as const)
	test(`a ${role} changes nothing and reaches no live data, ${locale}`, async ({ browser }) => {
		const data = mkdtempSync(path.join(tmpdir(), 'faisceau-story-'));
		const port = await freePort();
		let server = await startServer({ data, port });
		try {
			const chief = (await visit(browser, server, locale)).page;
			await setUp(chief, server, locale);
			const email = `${role}@belmark.example`;
			addAccount(server, email, { org: 'belmark', role });
			const idOf = async (name: string) => {
				const found = await chief.request.get(`/network/search.json?q=${name}&limit=1`);
				return ((await found.json()) as { hits: { id: string }[] }).hits[0]?.id ?? '';
			};
			const [entity, other] = [await idOf('kestrel'), await idOf('glasswright')];
			const { accounts } = JSON.parse(server.command('user', 'list', '--json').stdout) as {
				accounts: { id: string; email: string }[];
			};
			const personOf = (wanted: (email: string) => boolean) =>
				accounts.find((each) => wanted(each.email))?.id ?? '';
			const [person, own] = [
				personOf((each) => each !== email),
				personOf((each) => each === email)
			];
			expect([entity, other, person, own].filter(Boolean)).toHaveLength(4);
			const { page, faults } = await visit(
				browser,
				server,
				locale,
				locale === 'fr' ? 'dark' : 'light'
			);
			await signIn(page, email, locale, words(locale)('home_outside_title'));
			// Only what a stopped server kept can be read whole; the sessions live on.
			const kept = async () => {
				await server.stop();
				const whole = await wholeStore(data);
				server = await startServer({ data, port });
				return whole;
			};
			const before = await kept();
			expect(before.size).toBeGreaterThan(1000);

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
				const asked = ways({ id: person, seq: '1', format: 'json' }).filter(
					({ action }) => !theirs(action, role)
				);
				expect(asked.filter(({ verb }) => verb !== 'GET').length).toBeGreaterThan(20);
				const passed: string[] = [];
				for (const way of asked) {
					const { status } = await forge(page, way);
					// What is for programs asks for a key, whoever is signed in, and no browser asks its reader for one.
					const refused = way.action === 'api.pull' ? 401 : 403;
					if (status !== refused) passed.push(`${way.verb} ${way.address} answered ${status}`);
				}
				for (const way of whole(entity, other, person)) {
					const { status } = await forge(page, way);
					if (status !== 403) passed.push(`${way.verb} ${way.address} answered ${status}`);
				}
				for (const address of [`/network/card.json?entity=${entity}`, `/network/search.json?q=a`]) {
					const { status } = await forge(page, { verb: 'GET', address });
					if (status !== 403) passed.push(`GET ${address} answered ${status}`);
				}
				expect(passed).toEqual([]);
			});

			await test.step('their own session is theirs to end', async () => {
				await page.goto('/account', { waitUntil: 'networkidle' });
				await page.locator('form[action="?/signOutEverywhere"] button').press('Enter');
				await expect(page).toHaveURL(/\/sign-in/);
			});

			await test.step('of the whole store only the log, counts of tries and of endings, and their session changed', async () => {
				const changed = differences(before, await kept());
				const others = changed.filter(
					({ kind, properties }) =>
						!/^(Audit|SignIn|Auth_rateLimit)/.test(kind) &&
						!(kind === 'Auth_session' && properties.userId === own)
				);
				// How often all sessions were ended is counted on the account; nothing else of it is another.
				const accounts = others.filter(
					({ kind, properties }) => kind === 'Auth_user' && properties.id === own
				);
				const without = accounts.map(({ properties }) =>
					JSON.stringify({ ...properties, endings: undefined })
				);
				expect(new Set(without).size).toBe(1);
				expect(others.filter((each) => !accounts.includes(each))).toEqual([]);
				const kinds = new Set(changed.map(({ kind }) => kind));
				for (const kind of ['AuditEntry', 'Auth_session']) expect(kinds).toContain(kind);
			});

			await test.step('the refusals are on record', async () => {
				await chief.goto('/administration/decisions');
				const refused = chief.getByRole('row').filter({ hasText: email });
				await expect(refused.filter({ hasText: 'network.search' }).first()).toBeVisible();
				expect(faults).toEqual([]);
			});
		} finally {
			await server.stop();
			rmSync(data, { recursive: true, force: true });
		}
	});
