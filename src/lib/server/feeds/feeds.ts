/**
 * Feeds of an organisation: set up by one of its people, looked at on a schedule in that person's name, and stopped once
 * that person may not import any more. One look at a time in this process; a second process leaves a feed to the first.
 */
import * as v from 'valibot';
import {
	waitMs,
	type FeedForm,
	type FeedSummary,
	type FoundCollection,
	type LookForm
} from '#lib/domain/feed.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { decide, demand } from '#lib/server/access/decide.ts';
import { by, type Audit, type AuditEvent } from '#lib/server/audit/event.ts';
import { latelyOf } from '#lib/server/audit/lately.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import { FeedFault } from './fault.ts';
import type { Limits, Login } from './fetch.ts';
import { permitted, type Grant, type Resolve } from './guard.ts';
import { look, type Importing, type Looked } from './looking.ts';
import { FeedNode, summaryOf } from './node.ts';
import * as queries from './queries.ts';
import type { Sealer } from './sealed.ts';
import { collectionsOf } from './taxii-client.ts';

export type FeedObstacle = 'gone' | 'many';

export class FeedRefused extends Error {
	override name = 'FeedRefused';
	constructor(readonly obstacle: FeedObstacle) {
		super(obstacle);
	}
}

export interface FeedParts {
	store: GraphStore;
	audit: Audit;
	ingest: Importing;
	now: () => Date;
	newId: () => string;
	idOf: (...parts: string[]) => string;
	sealer: Sealer;
	grants: readonly Grant[];
	folder: string | undefined;
	viewerOf: (account: string) => Promise<Viewer | null>;
	log: (message: string, detail: object) => void;
	limits?: Limits;
	resolve?: Resolve;
	/** In [0, 1). */
	chance?: () => number;
}

export const mostFeeds = 50;
const clockMs = 30_000;
/** A look by another process that began longer ago has come to nothing. */
const staleMs = 60 * 60_000;
const mostAtOnce = 100;

export function feedsOf(parts: FeedParts) {
	const { store, audit, now, newId, sealer, grants, log } = parts;
	const chance = parts.chance ?? Math.random;
	const stopping = new AbortController();
	const working = new Set<string>();
	const lately = latelyOf(now);
	let clock: ReturnType<typeof setInterval> | undefined;
	let turn: Promise<void> = Promise.resolve();

	const iso = (ms = 0) => new Date(now().getTime() + ms).toISOString();
	const outward = {
		grants,
		...(parts.limits ? { limits: parts.limits } : {}),
		...(parts.resolve ? { resolve: parts.resolve } : {}),
		signal: stopping.signal
	};
	const parse = (row: { id: string; props: object }): FeedNode =>
		v.parse(FeedNode, { ...row.props, id: row.id });
	const isPolling = ({ id, pollingAt }: FeedNode) =>
		working.has(id) ||
		(store.engine !== 'embedded' && pollingAt !== '' && pollingAt > iso(-staleMs));

	async function load(id: string): Promise<FeedNode | undefined> {
		const [row] = await store.read(queries.feed, { id });
		return row && parse(row);
	}
	/** One of the viewer's organisation; another's is as one that never was. */
	async function find(viewer: Viewer, id: string): Promise<FeedNode> {
		const node = await load(id);
		if (!node || node.owner !== viewer.organisation.id) throw new FeedRefused('gone');
		return node;
	}
	const nodesOf = async (owner: string) => (await store.read(queries.feeds, { owner })).map(parse);

	const kept = (viewer: Viewer, act: string, id: string): AuditEvent => ({
		...by(viewer),
		action: 'feeds.keep',
		outcome: 'done',
		subjects: [id],
		detail: { act }
	});
	const change = async (viewer: Viewer, act: string, id: string, props: Partial<FeedNode>) => {
		await find(viewer, id);
		await audit.write(kept(viewer, act, id), (run) => run.run(queries.changeFeed, { id, props }));
	};

	const originOf = (node: Pick<FeedNode, 'way' | 'address'>) =>
		node.way === 'folder' ? '' : new URL(node.address).origin;

	function loginOf(node: FeedNode): Login | undefined {
		if (node.sealed === '') return undefined;
		const login = sealer.open(node.sealed, node.id, originOf(node));
		if (!login) throw new FeedFault('sealed');
		return login;
	}

	/** Whoever set it up, as they are now. Throws where they may not import any more. */
	async function inWhoseName(node: FeedNode): Promise<Viewer> {
		const viewer = await parts.viewerOf(node.account);
		const may =
			viewer?.organisation.id === node.owner &&
			(['feeds.poll', 'ingest.import'] as const).every((action) => decide(viewer, action).allowed);
		if (!may) throw new FeedFault('nobody');
		return viewer;
	}

	async function lookAt(node: FeedNode): Promise<Looked> {
		try {
			return await look(node, await inWhoseName(node), loginOf(node), {
				ingest: parts.ingest,
				outward,
				now,
				newId,
				digest: (...of) => parts.idOf('feed', ...of),
				folder: parts.folder
			});
		} catch (error) {
			if (error instanceof FeedFault) return { import: '', props: {}, fault: error };
			log('a feed could not be looked at', { feed: node.id, err: error });
			return { import: '', props: {}, fault: new FeedFault('here') };
		}
	}

	/** What is written of a look. */
	function after(node: FeedNode, { import: brought, props, fault }: Looked): Partial<FeedNode> {
		const failures = fault ? node.failures + 1 : 0;
		const at = iso();
		return {
			...props,
			triedAt: at,
			pollingAt: '',
			failures,
			fault: fault?.fault ?? '',
			faultDetail: fault?.detail ?? '',
			nextAt: iso(waitMs({ ...node, failures }, chance(), fault?.retryAfterMs)),
			...(fault ? {} : { succeededAt: at }),
			...(brought ? { import: brought, broughtAt: at } : {}),
			...(fault?.fault === 'nobody' ? { enabled: false } : {})
		};
	}

	async function poll(id: string, asker: Viewer | null): Promise<void> {
		if (stopping.signal.aborted) return;
		const before = store.engine === 'embedded' ? iso() : iso(-staleMs);
		const claimed = await store.write(queries.claimFeed, { id, at: iso(), before });
		const node = claimed.length ? await load(id) : undefined;
		if (!node) return;
		const looked = await lookAt(node);
		// What was cut off by our own end is no fault of the feed: it is looked at again after the next start.
		if (stopping.signal.aborted && looked.fault)
			return void (await store.write(queries.changeFeed, { id, props: { pollingAt: '' } }));
		const { fault } = looked;
		await audit.write(
			{
				...(asker ? by(asker) : { actor: 'system', organisation: node.owner }),
				action: 'feeds.poll',
				outcome: fault ? 'failed' : 'done',
				subjects: looked.import ? [id, looked.import] : [id],
				...(fault ? { detail: { fault: fault.fault } } : {})
			},
			(run) => run.run(queries.changeFeed, { id, props: after(node, looked) })
		);
	}

	/** Looks after whatever is looked at now. */
	function inTurn(id: string, asker: Viewer | null): Promise<void> {
		if (working.has(id)) return turn;
		working.add(id);
		turn = turn
			.then(() => poll(id, asker))
			.catch((error: unknown) =>
				log('a look at a feed could not be kept', { feed: id, err: error })
			)
			.finally(() => working.delete(id));
		return turn;
	}

	/** Looks at whatever is due; resolves once that is done. */
	async function due(): Promise<void> {
		const rows = await store.read(queries.due, { at: iso(), limit: mostAtOnce });
		await Promise.all(rows.map(({ id }) => inTurn(id, null)));
	}
	const tick = () =>
		void due().catch((error: unknown) => log('feeds could not be read', { err: error }));

	return {
		/** Which servers the operator lets be reached, and whether a folder is watched: shown where a feed is set up. */
		open: { origins: grants.map(({ origin }) => origin), hasFolder: parts.folder !== undefined },

		async list(asking: Viewer | null): Promise<FeedSummary[]> {
			const viewer = demand(asking, 'feeds.read');
			const nodes = await nodesOf(viewer.organisation.id);
			await lately.once(
				viewer.account,
				'feeds',
				nodes.map(({ id }) => id),
				(anew) =>
					audit.consult({ ...by(viewer), action: 'feeds.read', outcome: 'done', subjects: anew })
			);
			return nodes.map((node) => summaryOf(node, isPolling(node)));
		},

		/** The collections of a server, before a feed is made. Throws FeedFault. */
		async look(
			asking: Viewer | null,
			{ address, user, password }: LookForm
		): Promise<FoundCollection[]> {
			const viewer = demand(asking, 'feeds.keep');
			const event = { ...by(viewer), action: 'feeds.keep' as const, subjects: [] };
			try {
				const login = user || password ? { login: { user, password } } : {};
				const found = await collectionsOf(new URL(address), { ...outward, ...login, now });
				await audit.consult({ ...event, outcome: 'done', detail: { act: 'look' } });
				return found;
			} catch (error) {
				if (!(error instanceof FeedFault)) throw error;
				const { fault } = error;
				await audit.consult({ ...event, outcome: 'failed', detail: { act: 'look', fault } });
				throw error;
			}
		},

		/** Sets up a feed and has it looked at. Throws FeedFault where it leads to what may not be reached. */
		async make(asking: Viewer | null, form: FeedForm): Promise<string> {
			const viewer = demand(asking, 'feeds.keep');
			const owner = viewer.organisation.id;
			if (form.way !== 'folder') await permitted(new URL(form.address), grants, parts.resolve);
			else if (parts.folder === undefined) throw new FeedFault('no-folder');
			const id = newId();
			const login = form.way === 'folder' ? { user: '', password: '' } : form;
			const sealed =
				login.user || login.password
					? sealer.seal({ user: login.user, password: login.password }, id, originOf(form))
					: '';
			const node: Omit<FeedNode, 'id' | 'taken'> = {
				owner,
				account: viewer.account,
				accountName: viewer.name,
				name: form.name,
				way: form.way,
				address: form.address,
				collection: form.way === 'taxii' ? form.collection : '',
				source: form.source,
				tlp: form.tlp,
				hold: form.hold,
				everyMinutes: form.everyMinutes,
				enabled: true,
				sealed,
				addedAfter: '',
				etag: '',
				modified: '',
				content: '',
				triedAt: '',
				succeededAt: '',
				broughtAt: '',
				import: '',
				nextAt: iso(),
				failures: 0,
				fault: '',
				faultDetail: '',
				pollingAt: ''
			};
			await audit.write(kept(viewer, 'make', id), async (run) => {
				if ((await run.run(queries.feeds, { owner })).length >= mostFeeds)
					throw new FeedRefused('many');
				return run.run(queries.putFeed, { id, props: node });
			});
			void inTurn(id, viewer);
			return id;
		},

		pause: (asking: Viewer | null, id: string): Promise<void> =>
			change(demand(asking, 'feeds.keep'), 'pause', id, { enabled: false }),

		/** Goes on, from now on in the name of whoever says so. */
		async resume(asking: Viewer | null, id: string): Promise<void> {
			const viewer = demand(asking, 'feeds.keep');
			await change(viewer, 'resume', id, {
				enabled: true,
				account: viewer.account,
				accountName: viewer.name,
				nextAt: iso(),
				failures: 0,
				fault: '',
				faultDetail: ''
			});
			void inTurn(id, viewer);
		},

		async remove(asking: Viewer | null, id: string): Promise<void> {
			const viewer = demand(asking, 'feeds.keep');
			await find(viewer, id);
			await audit.write(kept(viewer, 'remove', id), (run) => run.run(queries.deleteFeed, { id }));
		},

		/** Looks at once, also at one that is paused. */
		async poll(asking: Viewer | null, id: string): Promise<{ finished: Promise<void> }> {
			const viewer = demand(asking, 'feeds.poll');
			await find(viewer, id);
			return { finished: inTurn(id, viewer) };
		},

		due,
		/** Has what is due looked at, now and every half minute. */
		begin(): void {
			tick();
			clock ??= setInterval(tick, clockMs).unref();
		},
		async close(): Promise<void> {
			clearInterval(clock);
			stopping.abort();
			await turn;
		}
	};
}

export type Feeds = ReturnType<typeof feedsOf>;
