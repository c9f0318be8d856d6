/** Neo4j stops in the middle: the page says what is wrong, and goes on by itself when it is back. */
import { expect, test, type Browser } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { canStartNeo4j, startNeo4j } from '../../scripts/neo4j.js';
import { openEntity, setUp, visit } from './analyst.ts';
import { startServer } from './server.ts';
import { words } from './words.ts';

const can = canStartNeo4j();
const required = process.env.FAISCEAU_REQUIRE_NEO4J === '1';
if (!can.ready) console.log(`The story of a lost Neo4j needs one: ${can.reason}`);
if (can.ready || required) test('a lost connection is said, and the page recovers by itself', lost);

async function lost({ browser }: { browser: Browser }) {
	test.setTimeout(600_000);
	const w = words('en');
	const home = mkdtempSync(path.join(tmpdir(), 'faisceau-neo4j-story-'));
	let neo4j = await startNeo4j({ home });
	const { port, url } = neo4j;
	const server = await startServer({ env: { FAISCEAU_GRAPH: url } });
	try {
		const { page } = await visit(browser, server, 'en');
		await setUp(page, server, 'en');
		await page.goto('/network', { waitUntil: 'networkidle' });
		await openEntity(page, 'kestrel');

		await neo4j.stop();
		await page.keyboard.press('e');
		await expect(page.getByText(w('shell_store_unreachable')).first()).toBeVisible({
			timeout: 90_000
		});
		await expect(page.getByRole('heading', { name: 'kestrel' }).first()).toBeVisible();

		neo4j = await startNeo4j({ home, port });
		await expect(page.getByText(w('shell_store_unreachable'))).toHaveCount(0, { timeout: 120_000 });
		await page.keyboard.press('e');
		await page.getByRole('button', { name: w('network_table') }).click();
		await expect.poll(() => page.getByRole('row').count(), { timeout: 60_000 }).toBeGreaterThan(2);
	} finally {
		await server.stop();
		await neo4j.stop();
		rmSync(home, { recursive: true, force: true });
	}
}
