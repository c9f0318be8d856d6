/** Access over an embedded store in a folder of its own, with a clock that tests move. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { accessOf, type Access } from '#lib/server/access/open.ts';
import type { Institution } from '#lib/server/access/institution.ts';
import { auditOf, type AuditLog } from '#lib/server/audit/log.ts';
import { readEntries } from '#lib/server/audit/queries.ts';
import type { StoredEntry } from '#lib/domain/audit-entry.ts';
import { openStore } from '#lib/server/graph/open.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';

export const origin = 'http://localhost:3102';
export const password = 'correct horse battery';

export interface Opened {
	folder: string;
	store: GraphStore;
	audit: AuditLog;
	access: Access;
	/** Added to the real time. */
	shift(ms: number): void;
	entries(): Promise<StoredEntry[]>;
	/** What the server wrote to its own log as faults. */
	errors: object[];
	close(): Promise<void>;
}

/** `given`: a store of the caller's, closed by the caller. */
export async function openAccess(
	at = origin,
	given?: GraphStore,
	institutions: readonly Institution[] = []
): Promise<Opened> {
	const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-access-'));
	let shifted = 0;
	let made = 0;
	const now = () => new Date(Date.now() + shifted);
	const store = given ?? (await openStore({ folder, now }));
	const audit = await auditOf({
		store,
		folder,
		key: 'a secret of this test',
		now,
		newId: () => `entry-${made++}`
	});
	const quiet = () => undefined;
	const errors: object[] = [];
	const access = await accessOf({
		store,
		audit,
		secret: 'a secret of this test, long enough for better-auth',
		origin: at,
		now,
		institutions,
		newToken: () => `token-${made++}`,
		log: { info: quiet, warn: quiet, error: (fields) => errors.push(fields) }
	});
	return {
		folder,
		store,
		audit,
		access,
		errors,
		shift: (ms) => {
			shifted += ms;
		},
		entries: async () =>
			(await store.read(readEntries, { from: 1, to: 100_000 })).map(
				({ entry }) => entry as StoredEntry
			),
		async close() {
			await audit.close();
			if (!given) await store.close();
			rmSync(folder, { recursive: true });
		}
	};
}

/** An account made by the operator. */
export async function account(opened: Opened, email: string, more: object = {}) {
	const operator = await opened.access.localOperator();
	const made = await opened.access.accounts.create(operator, {
		name: email,
		email,
		password,
		organisation: 'belmark',
		roles: ['analyst'],
		...more
	});
	if ('problems' in made) throw new Error(JSON.stringify(made.problems));
	return made.account;
}

let hop = 0;
/** Every call comes from another address, unless a test says which. */
export const from = (cookie?: string, client = `10.${(hop >> 8) & 255}.${hop++ & 255}.1`) => ({
	headers: new Headers(cookie ? { cookie } : {}),
	client
});

export const cookieOf = (lines: readonly string[]) =>
	lines.map((line) => line.split(';')[0]).join('; ');

/** Signs in and gives the cookie header of the session. */
export async function signedIn(opened: Opened, email: string, secret = password): Promise<string> {
	const { outcome, cookies } = await opened.access.signIn.password(
		{ email, password: secret },
		from()
	);
	if (outcome !== 'done') throw new Error(`sign-in was ${outcome}`);
	return cookieOf(cookies);
}

export const viewerOf = async (opened: Opened, cookie: string) =>
	(await opened.access.signedIn(new Headers({ cookie }))).signedIn;
