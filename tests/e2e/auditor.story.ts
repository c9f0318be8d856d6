/**
 * An analyst opens a restricted entity with a reason. An auditor, by keyboard alone, finds who did and
 * why, has the browser check the proof and the server the whole log. Then one letter of an entry changes in the stopped store: the
 * page and the command line name that entry. Once in English and light, once in French and dark.
 */
import grafeo from '@grafeo-db/js';
import { expect, test, type Page } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { accessible, findVictim, password, setUp, visit } from './analyst.ts';
import { startServer, type Server } from './server.ts';
import { words, type Locale } from './words.ts';

const auditor = 'vera@belmark.example';
const victim = 'Teo Vandrel';
const why = 'Request of Arvania, reference 2026-117';
const program = path.resolve('build/bin/faisceau.js');

function addAuditor({ data }: Server) {
	const args = ['user', 'add', auditor, '--name', 'Vera Auditor', '--org', 'belmark'];
	const { status, stderr } = spawnSync(
		process.execPath,
		[program, ...args, '--role', 'auditor', '--data', data],
		{ input: `${password}\n`, encoding: 'utf8' }
	);
	expect(status, stderr).toBe(0);
}

async function signInTo(page: Page, locale: Locale, place: string) {
	const w = words(locale);
	await page.goto(`/sign-in?next=${encodeURIComponent(place)}`);
	await page.getByLabel(w('access_email')).fill(auditor);
	await page.getByLabel(w('access_password')).fill(password);
	await page.keyboard.press('Enter');
	await page.waitForURL((url) => url.pathname === place);
}

/** Tabs on to what has this name, as whoever has no mouse does. */
async function tabTo(page: Page, name: string) {
	for (let presses = 0; presses < 80; presses++) {
		const [text, label] = await page.evaluate(() => [
			document.activeElement?.textContent?.trim() ?? '',
			document.activeElement?.getAttribute('aria-label') ?? ''
		]);
		if (text === name || label === name) return;
		await page.keyboard.press('Tab');
	}
	throw new Error(`Tab never came to ${name}`);
}

/** Changes one letter of an entry in the file of the stopped store. */
async function flip(data: string, seq: number) {
	const database = grafeo.GrafeoDB.open(path.join(data, 'graph.grafeo'));
	await database.executeCypher(`MATCH (e:AuditEntry {seq: ${seq}}) SET e.organisation = 'belmarl'`);
	database.close();
}

for (const [locale, scheme] of [
	['en', 'light'],
	['fr', 'dark']
] as const)
	test(`who opened this, and is the log whole? (${locale}, ${scheme})`, async ({ browser }) => {
		test.setTimeout(480_000);
		const w = words(locale);
		const data = mkdtempSync(path.join(tmpdir(), 'faisceau-story-'));
		const first = await startServer({ data });
		const analyst = await visit(browser, first, locale, scheme);
		await setUp(analyst.page, first, locale);
		await analyst.page.goto('/network');
		// A victim: what is said of them is held back until a reason is given, once.
		await findVictim(analyst.page, locale, victim, why);
		await analyst.page.keyboard.press('Enter');
		const name = analyst.page
			.getByLabel(w('network_card'), { exact: true })
			.getByRole('heading', { level: 2 })
			.first();
		await expect(name).toHaveText(/ · [0-9a-f]{6}$/);
		const held = analyst.page.getByText(w('reason_item')).first();
		await expect(held).toBeVisible();
		await accessible(analyst.page);
		await analyst.page.screenshot({ path: `test-results/auditor-reason-${locale}.png` });
		await analyst.page
			.getByLabel(w('network_card'), { exact: true })
			.getByLabel(w('reason_purpose'), { exact: true })
			.selectOption('cooperation');
		await analyst.page.getByLabel(w('reason_text')).focus();
		await analyst.page.keyboard.type('short');
		await tabTo(analyst.page, w('reason_give'));
		await analyst.page.keyboard.press('Enter');
		await expect(held).toBeVisible();
		await analyst.page.getByLabel(w('reason_text')).fill(why);
		await tabTo(analyst.page, w('reason_give'));
		await analyst.page.keyboard.press('Enter');
		await expect(held).toBeHidden();
		// Named now, on the card and in the table alike.
		await expect(name).toHaveText(victim);
		expect(analyst.faults).toEqual([]);
		addAuditor(first);

		const { page, faults } = await visit(browser, first, locale, scheme);
		await signInTo(page, locale, '/audit');
		await expect(page.getByRole('heading', { level: 1, name: w('audit_title') })).toBeVisible();
		await accessible(page);

		await page.getByLabel(w('audit_operation')).selectOption('consultation');
		await page.getByLabel(w('audit_operation')).focus();
		await tabTo(page, w('audit_search_button'));
		await page.keyboard.press('Enter');
		await page.waitForURL(/operation=consultation/);
		const opened = page
			.getByRole('row')
			.filter({ hasText: w('audit_act_card') })
			.first();
		await expect(opened).toContainText('Ada Verhoeven');
		await opened.getByRole('link').first().focus();
		await page.keyboard.press('Enter');
		await page.waitForURL(/\/audit\/\d+$/);
		const seq = Number(/\d+$/.exec(page.url())?.[0]);
		await expect(page.locator('[data-proof=true]')).toBeVisible();
		await expect(page.getByText(w('audit_proof_content'))).toBeVisible();
		await accessible(page);
		await page.screenshot({ path: `test-results/auditor-entry-${locale}.png` });

		await page
			.getByRole('link', { name: w('audit_who_opened') })
			.first()
			.focus();
		await page.keyboard.press('Enter');
		await page.waitForURL(/entity=/);
		await expect(page.getByRole('row').filter({ hasText: 'Ada Verhoeven' }).first()).toBeVisible();

		await page.getByRole('button', { name: w('audit_verify') }).focus();
		await page.keyboard.press('Enter');
		await expect(page.getByText(w('audit_root'))).toBeVisible();
		await page.screenshot({ path: `test-results/auditor-whole-${locale}.png`, fullPage: true });
		await page.getByRole('button', { name: /JSON/ }).first().focus();
		await page.keyboard.press('Enter');
		// For whom, and why: Enter answers with one's own supervision.
		const asked = page.getByRole('dialog', { name: w('recipient_title') });
		await expect(asked.getByRole('radio', { name: w('recipient_own_supervision') })).toBeFocused();
		await accessible(page);
		const file = page.waitForEvent('download');
		await page.keyboard.press('Enter');
		expect((await file).suggestedFilename()).toBe('faisceau-audit.json');
		expect(faults).toEqual([]);
		await first.stop();

		await flip(data, seq);
		const second = await startServer({ data });
		const again = (await visit(browser, second, locale, scheme)).page;
		await signInTo(again, locale, '/audit');
		const named = `audit entry ${seq}: its hash does not fit its content`;
		// On the page in its own language, on the command line in English.
		const shown = w('audit_finding_entry')
			.replace('{seq}', String(seq))
			.replace('{fault}', w('audit_fault_hash'));
		await expect(again.getByText(shown)).toBeVisible();
		await again.getByRole('button', { name: w('audit_verify') }).click();
		await expect(again.getByText(shown)).toBeVisible();
		await again.screenshot({ path: `test-results/auditor-broken-${locale}.png`, fullPage: true });
		await accessible(again);
		const verified = second.command('verify');
		expect(verified.status).toBe(1);
		expect(verified.stderr).toContain(named);
		await second.stop();
		rmSync(data, { recursive: true, force: true });
	});
