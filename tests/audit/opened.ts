/** An audit log on an embedded store in a folder of its own, and hands to change it behind its back. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { StoredEntry } from '#lib/domain/audit-entry.ts';
import { leafOf } from '#lib/server/audit/entry.ts';
import type { AuditEvent } from '#lib/server/audit/event.ts';
import { describeFinding } from '#lib/server/audit/finding.ts';
import type { Naming } from '#lib/server/audit/inspection.ts';
import { auditOf, type AuditLog, type AuditSettings } from '#lib/server/audit/log.ts';
import { readEntries } from '#lib/server/audit/queries.ts';
import { openEmbedded } from '#lib/server/graph/embedded.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';

/** An id of the shape that imports make, the same for the same name. */
export const idOf = (name: string) =>
	createHash('sha256').update(name).digest('base64url').slice(0, 22);

export const card: AuditEvent = {
	action: 'network.card',
	actor: 'ada',
	organisation: 'belmark',
	outcome: 'done',
	subjects: [idOf('entity-1')]
};

/** For tests in which nobody searches by name. */
export const noNames: Naming = () => Promise.resolve({ ids: [], total: 0 });

export const entriesOf = async (store: GraphStore, from = 0, to = 1_000_000) =>
	(await store.read(readEntries, { from, to })).map(({ entry }) => entry as StoredEntry);

/** Changes the graph behind the log's back, as someone with the file in hand could. */
export const tamperWith = (store: GraphStore, text: string, params: Record<string, unknown> = {}) =>
	store.write(builtStatement('tests/tamper', 'write', text), params);

export interface OpenedLog {
	folder: string;
	store: GraphStore;
	log: AuditLog;
	/** Opens the log anew, as a restart would, and says what it finds. */
	restart(): Promise<string[]>;
	tamper(text: string, params?: Record<string, unknown>): Promise<object[]>;
	/** Rewrites an entry and gives it the hash that fits, so that the entry alone shows nothing. */
	forge(seq: number, actor?: string): Promise<void>;
	fill(count: number): Promise<void>;
	end(): Promise<void>;
}

export async function openLog(settings: Partial<AuditSettings> = {}): Promise<OpenedLog> {
	const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-audit-'));
	const store = await openEmbedded(folder);
	let ids = 0;
	const start = () =>
		auditOf({
			store,
			folder,
			key: 'a secret of this test',
			now: () => new Date('2026-11-22T13:05:00.000Z'),
			newId: () => `entry-${ids++}`,
			...settings
		});
	const opened: OpenedLog = {
		folder,
		store,
		log: await start(),
		async restart() {
			await opened.log.close();
			opened.log = await start();
			return opened.log.findings().map(describeFinding);
		},
		tamper: (text, params) => tamperWith(store, text, params),
		async forge(seq, actor = 'eve') {
			const [entry] = await entriesOf(store, seq, seq + 1);
			if (!entry) throw new Error(`there is no entry ${seq}`);
			const forged = { ...entry, actor };
			await opened.tamper('MATCH (e:AuditEntry {seq: $seq}) SET e.actor = $actor, e.leaf = $leaf', {
				seq,
				actor,
				leaf: leafOf(forged)
			});
		},
		async fill(count) {
			await Promise.all(Array.from({ length: count }, () => opened.log.consult(card)));
		},
		async end() {
			await opened.log.close().catch(() => undefined);
			await store.close();
			rmSync(folder, { recursive: true });
		}
	};
	return opened;
}
