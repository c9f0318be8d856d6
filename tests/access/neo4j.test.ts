/** The same on a real Neo4j: better-auth's suites, the guards, and the audit log's sequence. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { authAdapter, authKeys } from '#lib/server/access/auth-adapter.ts';
import { describeFinding } from '#lib/server/audit/finding.ts';
import { auditOf } from '#lib/server/audit/log.ts';
import { readEntries } from '#lib/server/audit/queries.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { ensureKeys } from '#lib/server/graph/schema.ts';
import {
	neo4jForTest,
	neo4jReady,
	neo4jStartMs,
	sayWhetherNeo4jRuns
} from '../contract/engines.ts';
import { guardTests } from './guard-tests.ts';
import { onceMade } from './interrupted.ts';
import { openAccess, password, from } from './opened.ts';
import { upstreamSuites } from './upstream-suites.ts';

sayWhetherNeo4jRuns();
if (neo4jReady) {
	const { store, end } = await neo4jForTest();
	afterAll(end, neo4jStartMs);

	describe('better-auth', async () => {
		await upstreamSuites(
			() => authAdapter(store),
			async (options) => {
				for (const { label, unique, indexed } of authKeys(options))
					await ensureKeys(store, label, unique, indexed);
			},
			async () => undefined
		);
	});

	guardTests(() => store);

	test('a hundred writers leave a sequence without a gap; a check finds nothing, a changed entry and a loss', async () => {
		const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-audit-'));
		let made = 0;
		const log = await auditOf({
			store,
			folder,
			key: 'k',
			now: () => new Date(),
			newId: () => `entry-${made++}`
		});
		const event = {
			action: 'network.card',
			actor: 'ada',
			organisation: 'belmark',
			outcome: 'done',
			subjects: []
		} as const;
		const touch = builtStatement(
			'tests/touch',
			'write',
			'CREATE (n:Touched {id: $id}) RETURN n.id AS id'
		);
		await Promise.all(
			Array.from({ length: 100 }, (_, i) =>
				i % 2 ? log.consult(event) : log.write(event, ({ run }) => run(touch, { id: `t${i}` }))
			)
		);
		const seqs = (await store.read(readEntries, { from: 0, to: 1_000 })).map(({ seq }) => seq);
		expect(seqs).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
		expect((await log.check()).findings).toEqual([]);
		const found = async () => (await log.check()).findings.map(describeFinding);
		const tamper = (text: string) => store.write(builtStatement('tests/tamper', 'write', text), {});
		await tamper("MATCH (e:AuditEntry {seq: 4}) SET e.actor = 'adb'");
		expect(await found()).toEqual(['audit entry 4: its hash does not fit its content']);
		await tamper("MATCH (e:AuditEntry {seq: 4}) SET e.actor = 'ada'");
		expect(await found()).toEqual([]);
		// As an older copy of the graph would be.
		await tamper(
			"MATCH (e:AuditEntry) WHERE e.seq > 90 DELETE e WITH count(e) AS gone MATCH (last:AuditEntry {seq: 90}) MATCH (h:AuditHead {id: 'head'}) SET h.size = 90, h.leaf = last.leaf, h.tree = 0"
		);
		expect(await found()).toContain('the store lost its last 10 audit entries (from number 91)');
		await log.close();
		rmSync(folder, { recursive: true });
	});

	test('one of two who use the set-up link at once makes the first account, then signs in', async () => {
		await store.write(builtStatement('tests/clear', 'write', 'MATCH (n) DETACH DELETE n'), {});
		const { access, close } = await openAccess(undefined, store);
		const token = new URL((await access.setUp.link()) ?? '').searchParams.get('token') ?? '';
		const finish = (email: string) =>
			access.setUp.finish(token, { name: 'First', email, password });
		const made = await Promise.all([finish('a@belmark.example'), finish('b@belmark.example')]);
		expect(made.filter(Boolean)).toHaveLength(1);
		const [account] = await access.accounts.list(await access.localOperator());
		const guess = () =>
			access.signIn.password(
				{ email: account?.email ?? '', password: 'guess guess guess' },
				from()
			);
		expect(
			(await access.signIn.password({ email: account?.email ?? '', password }, from())).outcome
		).toBe('done');
		// What began before every session was ended opens none, the first time and the next.
		for (let ending = 1; ending <= 2; ending++) {
			const email = account?.email ?? '';
			onceMade(store, 'session', async () =>
				access.accounts.setPassword(await access.localOperator(), email, password)
			);
			const late = await access.signIn.password({ email, password }, from());
			expect(late).toEqual({ outcome: 'wrong', cookies: [] });
			expect((await access.signIn.password({ email, password }, from())).outcome).toBe('done');
		}
		const outcomes = await Promise.all(Array.from({ length: 30 }, guess));
		expect(outcomes.filter(({ outcome }) => outcome === 'wrong')).toHaveLength(10);
		await close();
	});
}
