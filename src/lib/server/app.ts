/**
 * The composition root: opens the store, joins the features and hands them to hooks, routes, the
 * command line and the jobs. The only file where features meet besides routes and commands.
 */
import path from 'node:path';
import pino from 'pino';
import { tokensFor } from '#lib/domain/audience.ts';
import type { Calls } from '#lib/domain/organisation.ts';
import { kindOfRef } from '#lib/domain/stix-mapping.ts';
import { accessOf, type Access } from './access/open.ts';
import { agencyOf } from './access/agencies.ts';
import { showsDemonstration } from './access/viewer.ts';
import { inspectionOf, type Inspection } from './audit/inspection.ts';
import { auditOf, type AuditLog } from './audit/log.ts';
import { demonstrationOf, type Demonstration } from './demonstration.ts';
import { openStore } from './graph/open.ts';
import type { GraphStore } from './graph/store.ts';
import { feedsOf, type Feeds } from './feeds/feeds.ts';
import { grantsOf } from './feeds/guard.ts';
import { sealerOf } from './feeds/sealed.ts';
import { homeOf, type Home } from './home/home.ts';
import { identityOf, type Identity } from './identity/identity.ts';
import { ingestOf, type Ingest } from './ingest/import.ts';
import { keyedIds } from './ingest/ids.ts';
import { placeRecords } from './ingest/placing.ts';
import { readers } from './ingest/readers.ts';
import { everyToken } from './ingest/writing.ts';
import { idsNamed } from './network/named.ts';
import { networkOf, type Network } from './network/network.ts';
import type { Nameless } from './network/shield.ts';
import { readInstitutions } from './institutions.ts';
import { newId, newToken } from './new-id.ts';
import { taxiiOf, type Taxii } from './taxii/taxii.ts';
import { viewsOf, type Views } from './views/views.ts';
import { openSecret } from './secret.ts';
import { sourcesOf, type Sources } from './sources/sources.ts';

export interface AppOptions {
	/** The data folder: the embedded file, the secret, audit heads, imports, the socket. */
	data: string;
	/** A Neo4j address, or nothing for the embedded file. */
	graph?: string;
	/** Where people reach the server, e.g. `http://localhost:3000`. */
	origin: string;
	/** A second file for signed checkpoints of the audit log. */
	auditMirror?: string;
	/** Start without the demonstration. */
	empty?: boolean;
	/** What victims and witnesses are called until a reason is given, in the reader's language. */
	nameless?: Nameless;
	/** What organisations are called, in the reader's language. */
	calls?: Calls;
	/** Other people's servers that feeds may be fetched from; none unless the operator lists them. */
	feedOrigins?: string;
	/** A folder with a folder for each organisation, whose files feeds may take. */
	feedFolder?: string;
	/** Log level; `silent` for commands that print their own words. */
	logLevel?: string;
}

export interface App {
	data: string;
	store: GraphStore;
	audit: AuditLog;
	inspection: Inspection;
	access: Access;
	ingest: Ingest;
	feeds: Feeds;
	network: Network;
	identity: Identity;
	sources: Sources;
	views: Views;
	home: Home;
	taxii: Taxii;
	demonstration: Demonstration;
	log: pino.Logger;
	now: () => Date;
	/** Does what falls due, from now on and until it is closed: hides what is past its date, looks at feeds. */
	watchDates(): void;
	close(): Promise<void>;
}

const now = () => new Date();

/** How often statements past their date of review are looked for. */
const expiryMs = 10 * 60 * 1000;

/** Opens everything. Nothing listens yet and nothing is seeded: `firstStart` does that for a server. */
export async function openApp(options: AppOptions): Promise<App> {
	const data = path.resolve(options.data);
	// Whatever is made in the data folder is for its owner alone, even when the folder is not.
	process.umask(0o077);
	// Standard output belongs to results: the log goes to standard error.
	const log = pino({ level: options.logLevel ?? 'info' }, pino.destination({ fd: 2, sync: true }));
	const secret = openSecret(data);
	const store = await openStore({
		folder: data,
		graph: options.graph,
		now,
		waiting: (reason) => log.warn(reason)
	});
	for (const warning of store.warnings) log.warn(warning);
	const key = secret.toString('base64url');
	const audit = await auditOf({
		store,
		folder: data,
		key,
		now,
		newId,
		mirror: options.auditMirror,
		warn: (error) => log.error({ err: error }, 'the audit log could not be signed')
	});
	for (const finding of audit.findings())
		log.warn({ finding }, 'the audit log does not agree with its heads');
	const access = await accessOf({
		store,
		audit,
		secret: key,
		origin: options.origin,
		now,
		newToken,
		institutions: readInstitutions(data),
		log
	});
	const idOf = keyedIds(secret);
	const sources = sourcesOf({
		store,
		audit,
		newId,
		now,
		sourceId: (owner, ref) => idOf('source', owner, ref)
	});
	const ingest = ingestOf({
		store,
		audit,
		folder: data,
		idOf,
		now,
		newId,
		readers,
		kindOfRef,
		nameOfAgency: async (id) => (await agencyOf(store, id))?.name ?? id,
		standardsOf: sources.standards,
		tokensFor,
		viewerOf: access.viewerOfAccount,
		log: (message, detail) => log.error(detail, message)
	});
	const feeds = feedsOf({
		store,
		audit,
		ingest,
		now,
		newId,
		idOf,
		sealer: sealerOf(secret),
		grants: grantsOf(options.feedOrigins ?? ''),
		folder: options.feedFolder,
		viewerOf: access.viewerOfAccount,
		log: (message, detail) => log.error(detail, message)
	});
	const network = networkOf({
		store,
		audit,
		now,
		nameless: options.nameless,
		calls: options.calls
	});
	const home = await homeOf({ store, audit, now });
	const expire = () => {
		ingest.retention.expire().catch((error: unknown) => {
			log.error({ err: error }, 'what is past its date of review could not be hidden');
		});
	};
	let dates: ReturnType<typeof setInterval> | undefined;
	return {
		data,
		store,
		audit,
		inspection: inspectionOf(
			store,
			audit,
			async (viewer, text, limit) =>
				idsNamed(
					store,
					viewer.operator
						? viewer.audience
						: tokensFor(viewer.organisation.id, viewer.account, await showsDemonstration(store)),
					text,
					limit
				),
			now
		),
		access,
		ingest,
		feeds,
		network,
		sources,
		identity: identityOf({ store, audit, now, newId, place: placeRecords, everyToken }),
		views: viewsOf({ store, audit, now, newId }),
		home,
		taxii: taxiiOf({ store, audit, now, origin: options.origin, pull: network.pull }),
		demonstration: demonstrationOf({ audit, ingest }),
		log,
		now,
		watchDates() {
			expire();
			dates ??= setInterval(expire, expiryMs).unref();
			feeds.begin();
		},
		async close() {
			clearInterval(dates);
			// A look waits for its import, which ends at its next batch.
			await Promise.all([feeds.close(), ingest.close()]);
			await audit.close();
			await store.close();
		}
	};
}

/** At a server's start: the demonstration on an empty graph, and the link that makes the first account. */
export async function firstStart(app: App, options: AppOptions): Promise<string | undefined> {
	const link = await app.access.setUp.link();
	if (link !== undefined && !options.empty) {
		const operator = await app.access.localOperator();
		if ((await app.ingest.list(operator, 1)).length === 0) await app.demonstration.load(operator);
	}
	return link;
}

let running: App | undefined;

/** The application of this process, once its server has started. */
export function app(): App {
	if (!running) throw new Error('the application has not started');
	return running;
}

/** Opens the application of this process; hooks call it once. */
export async function start(options: AppOptions): Promise<App> {
	running ??= await openApp(options);
	return running;
}
