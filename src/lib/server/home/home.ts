/**
 * The start page: what came in since a person's last visit, what of their organisation's waits for
 * someone, and what they have told us once (visits, ended tours, what they took note of), kept on a
 * node of their account.
 */
import { overdue as hidden } from '#lib/domain/audience.ts';
import { isTour, type Tour } from '#lib/domain/tours.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { demand } from '#lib/server/access/decide.ts';
import { by, type Audit } from '#lib/server/audit/event.ts';
import { keptWhile } from '#lib/server/graph/kept.ts';
import { ensureKeys } from '#lib/server/graph/schema.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import { newsSince, type News } from './news.ts';
import * as queries from './queries.ts';

type Asking = Viewer | null;

export interface Desk {
	/** When the visit before this one began; null on the first. */
	since: string | null;
	tours: Tour[];
	/** Waiting items this account has acknowledged; names the page gave them. */
	acknowledged: string[];
}

export interface Acknowledged {
	key: string;
	/** Ids the item is about, for the log. */
	subjects: readonly string[];
}

export interface Waiting {
	/** Records of one's organisation past their date of review, and the oldest such date. */
	overdue: { records: number; atLeast: boolean; oldest: string } | null;
	/** The same for those whose date comes within a month. */
	due: { records: number; atLeast: boolean; oldest: string } | null;
	/** Imports with statements held back until a marking definition arrives. */
	held: { import: string; total: number }[];
}

export interface Home {
	/** What is remembered, and a new visit begun when the last one is over. */
	visit(viewer: Asking): Promise<Desk>;
	news(viewer: Asking, since: string): Promise<News>;
	waiting(viewer: Asking): Promise<Waiting>;
	endTour(viewer: Asking, tour: Tour): Promise<void>;
	/** Puts a waiting item aside for this account alone, or brings it back. */
	acknowledge(viewer: Asking, item: Acknowledged, aside: boolean): Promise<void>;
	/** What the store said when it was opened, until an auditor took note of it. */
	damage(): readonly string[];
	noteDamage(viewer: Asking): Promise<void>;
	/** The tours an account has ended, without counting as a visit. */
	tours(viewer: Asking): Promise<Tour[]>;
}

export interface HomeParts {
	store: GraphStore;
	audit: Audit;
	now: () => Date;
}

/** Opening the page again within an hour is the same visit. */
const visitMs = 60 * 60 * 1000;
const soonMs = 30 * 24 * 60 * 60 * 1000;
const mostRecords = 10_000;
const manyAnswers = 500;
/** Older ones come back by themselves. */
const mostAcknowledged = 200;

export async function homeOf({ store, audit, now }: HomeParts): Promise<Home> {
	await ensureKeys(store, 'Desk', ['id'], []);
	const keptNews = keptWhile<News>(store, now, manyAnswers);
	const keptWaiting = keptWhile<Waiting>(store, now, manyAnswers);
	const iso = (ms = 0) => new Date(now().getTime() + ms).toISOString();

	const deskOf = async ({ account }: Viewer, { read }: Pick<GraphStore, 'read'> = store) => {
		const [desk] = await read(queries.readDesk, { id: account });
		return desk ?? { visits: [], tours: [], acknowledged: [] };
	};
	const isOver = (visits: readonly string[]) => (visits[0] ?? '') < iso(-visitMs);

	const reviewsOf = async ({ audience, organisation }: Viewer, before: string) => {
		const [found] = await store.read(queries.reviews, {
			owner: organisation.id,
			before,
			limit: mostRecords + 1,
			// What is past its date is hidden, and waits all the same.
			audience: [...audience, ...hidden(audience)]
		});
		if (!found?.oldest || found.records === 0) return null;
		return {
			records: Math.min(found.records, mostRecords),
			atLeast: found.records > mostRecords,
			oldest: found.oldest
		};
	};

	const keepTours = (viewer: Viewer, tours: readonly Tour[], change: string) =>
		audit.write(
			{
				...by(viewer),
				action: 'home.keep',
				outcome: 'done',
				subjects: [],
				detail: { tours: change }
			},
			({ run }) => run(queries.keepTours, { id: viewer.account, tours: [...tours] })
		);

	let noted = false;

	return {
		async visit(asking) {
			const viewer = demand(asking, 'home.read');
			let desk = await deskOf(viewer);
			if (isOver(desk.visits)) {
				desk = await audit.write(
					{ ...by(viewer), action: 'home.read', outcome: 'done', subjects: [] },
					async ({ run }) => {
						const there = await deskOf(viewer, { read: run });
						// Another tab may have begun it meanwhile.
						if (!isOver(there.visits)) return there;
						const visits = [iso(), ...there.visits].slice(0, 2);
						await run(queries.keepVisits, { id: viewer.account, visits });
						return { ...there, visits };
					}
				);
			}
			const { visits, tours, acknowledged } = desk;
			return { since: visits[1] ?? null, tours: tours.filter(isTour), acknowledged };
		},
		async news(asking, since) {
			const { audience } = demand(asking, 'home.read');
			return keptNews.get(JSON.stringify([since, audience]), () =>
				newsSince(store, audience, since)
			);
		},
		async waiting(asking) {
			const viewer = demand(asking, 'home.read');
			const { audience, organisation } = viewer;
			return keptWaiting.get(JSON.stringify([organisation.id, audience]), async () => {
				const [overdue, due, held] = await Promise.all([
					reviewsOf(viewer, iso()),
					reviewsOf(viewer, iso(soonMs)),
					store.read(queries.held, { owner: organisation.id, audience })
				]);
				const later = due && { ...due, records: due.records - (overdue?.records ?? 0) };
				return { overdue, due: later && later.records > 0 ? later : null, held };
			});
		},
		async endTour(asking, tour) {
			const viewer = demand(asking, 'home.keep');
			const { tours } = await deskOf(viewer);
			if (tours.includes(tour)) return;
			await keepTours(viewer, [...tours.filter(isTour), tour].sort(), tour);
		},
		async acknowledge(asking, { key, subjects }, aside) {
			const viewer = demand(asking, 'home.keep');
			await audit.write(
				{
					...by(viewer),
					action: 'home.keep',
					outcome: 'done',
					subjects,
					detail: { [aside ? 'acknowledged' : 'restored']: key }
				},
				async ({ run }) => {
					const { acknowledged } = await deskOf(viewer, { read: run });
					const others = acknowledged.filter((other) => other !== key);
					await run(queries.keepAcknowledged, {
						id: viewer.account,
						acknowledged: (aside ? [key, ...others] : others).slice(0, mostAcknowledged)
					});
				}
			);
		},
		damage: () => (noted ? [] : store.warnings),
		async noteDamage(asking) {
			const viewer = demand(asking, 'audit.acknowledge');
			await audit.write(
				{
					...by(viewer),
					action: 'audit.acknowledge',
					outcome: 'done',
					subjects: [],
					detail: { store: store.warnings.join('; ') }
				},
				() => Promise.resolve()
			);
			noted = true;
		},
		async tours(asking) {
			return (await deskOf(demand(asking, 'home.keep'))).tours.filter(isTour);
		}
	};
}
