/** A small installation for the tests of ingest: a store in a temporary folder and an analyst. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { tokensFor, type Role } from '#lib/domain/audience.ts';
import type { ClaimDraft, Draft, MarkingDraft, RecordDraft } from '#lib/domain/draft.ts';
import { kindOfRef } from '#lib/domain/stix-mapping.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { auditOf } from '#lib/server/audit/log.ts';
import { openStore } from '#lib/server/graph/open.ts';
import { keyedIds } from '#lib/server/ingest/ids.ts';
import { ingestOf } from '#lib/server/ingest/import.ts';
import type { ImportRequest } from '#lib/server/ingest/request.ts';
import * as queries from '#lib/server/ingest/queries.ts';
import type { Reader } from '#lib/domain/draft.ts';
import { builtStatement } from '#lib/server/graph/query.ts';

export const analyst = (organisation: string, account = `${organisation}-analyst`): Viewer => ({
	account,
	name: account,
	organisation: { id: organisation, name: organisation },
	roles: ['analyst'] satisfies Role[],
	audience: tokensFor(organisation, account, false),
	operator: false
});

export async function openWorld(
	options: { graph?: string; readers?: Reader[]; folder?: string; secret?: string } = {}
) {
	const folder = options.folder ?? mkdtempSync(path.join(tmpdir(), 'faisceau-ingest-'));
	let tick = Date.parse('2026-01-01T00:00:00.000Z');
	let ids = 0;
	const now = () => new Date((tick += 1000));
	const newId = () => `${++ids}-${Math.round(tick)}`.padStart(32, '0').replace('-', 'e');
	const store = await openStore({ folder, graph: options.graph, now });
	const audit = await auditOf({ store, folder, key: 'test', now, newId: () => `audit-${++ids}` });
	/** Accounts as they are now; null for one that was stopped. */
	const people = new Map<string, Viewer | null>();
	const made = ingestOf({
		store,
		audit,
		folder,
		idOf: keyedIds(Buffer.from(options.secret ?? 'test')),
		now,
		newId,
		readers: options.readers ?? [],
		kindOfRef,
		nameOfAgency: async (id) => id,
		standardsOf: async () => undefined,
		tokensFor,
		viewerOf: async (account) => people.get(account) ?? null,
		log: (message, detail) => console.error(message, detail)
	});
	/** Whoever begins an import has an account, until a test says otherwise. */
	const known = (viewer: Viewer) => {
		if (!people.has(viewer.account)) people.set(viewer.account, viewer);
	};
	const ingest: typeof made = {
		...made,
		start: (viewer, request) => (known(viewer), made.start(viewer, request)),
		resume: (viewer, id) => (known(viewer), made.resume(viewer, id))
	};
	const every = async () => (await store.read(queries.allTokens, {})).map(({ token }) => token);
	return {
		folder,
		store,
		audit,
		ingest,
		people,
		every,
		now,
		/** Lets so many days pass. */
		pass(days: number) {
			tick += days * 24 * 60 * 60 * 1000;
		},
		/** Imports drafts as an analyst of `owner` and waits for the end. */
		async bring(drafts: Draft[], request: Partial<ImportRequest> & { viewer?: Viewer } = {}) {
			const viewer = request.viewer ?? analyst('alpha');
			const started = await ingest.start(viewer, {
				file: 'drafts',
				tlp: 'amber+strict',
				...request,
				input: { drafts }
			});
			return started.finished;
		},
		/** Everything a digest of content can be compared by: no ids of ours, no dates of import. */
		async picture() {
			const rows = await store.read(
				builtStatement(
					'test/picture',
					'read',
					`MATCH (a:Entity)-[c]->(b:Entity) MATCH (p:Provenance {id: c.provenance})
					 RETURN c.ref AS ref, type(c) AS type, a.kind AS a, b.kind AS b, c.audience AS audience, p.tlp AS tlp, c.modified AS modified ORDER BY ref`
				),
				{}
			);
			const records = await store.read(
				builtStatement(
					'test/records',
					'read',
					`MATCH (r:Record)-[:DESCRIBES]->(e:Entity) MATCH (p:Provenance {id: r.provenance})
					 RETURN r.ref AS ref, r.names AS names, e.kind AS kind, r.audience AS audience, r.stub AS stub, r.modified AS modified, r.identifiers AS identifiers, r.variant AS variant, p.tlp AS tlp ORDER BY ref, variant`
				),
				{}
			);
			const entities = await store.read(
				builtStatement('test/entities', 'read', 'MATCH (e:Entity) RETURN count(e) AS entities'),
				{}
			);
			return JSON.stringify({ rows, records, entities }, null, 1);
		},
		async close() {
			await ingest.close();
			await audit.close();
			await store.close();
			if (!options.folder) rmSync(folder, { recursive: true, force: true });
		}
	};
}

export type World = Awaited<ReturnType<typeof openWorld>>;

export const record = (ref: string, more: Partial<RecordDraft> = {}): RecordDraft => ({
	draft: 'record',
	at: `objects[${ref}]`,
	ref,
	originalType: ref.split('--')[0] ?? '',
	kind: kindOfRef(ref),
	names: [`name of ${ref}`],
	identifiers: [{ scheme: 'stix', value: ref }],
	markingRefs: [],
	granularMarkings: [],
	attributes: { id: ref },
	modified: '2026-01-01T00:00:00.000Z',
	...more
});

export const claim = (
	ref: string,
	from: string,
	to: string,
	more: Partial<ClaimDraft> = {}
): ClaimDraft => ({
	draft: 'claim',
	at: `objects[${ref}]`,
	ref,
	originalType: 'uses',
	type: 'USES',
	from,
	to,
	markingRefs: [],
	attributes: {},
	modified: '2026-01-01T00:00:00.000Z',
	...more
});

export const marking = (ref: string, tlp: MarkingDraft['tlp']): MarkingDraft => ({
	draft: 'marking',
	at: `objects[${ref}]`,
	ref,
	tlp
});
