/** How long statements are kept: what waits for a review, what was decided, and what the server does at a date. */
import { isOverdue, overdue, type Token } from '#lib/domain/audience.ts';
import {
	erasedAt,
	graceDays,
	monthsAfter,
	mostMonths,
	type Delivery,
	type EraseForm,
	type Erasure,
	type KeepForm,
	type RetentionObstacle
} from '#lib/domain/retention.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { demand } from '#lib/server/access/decide.ts';
import { by, type Audit, type AuditEvent } from '#lib/server/audit/event.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import type { Step } from './hand-over.ts';
import type { KeyedId } from './ids.ts';
import { erase, hide, show, type Stated } from './moving.ts';
import * as queries from './queries.ts';

export class RetentionRefused extends Error {
	constructor(readonly obstacle: RetentionObstacle) {
		super(obstacle);
	}
}

export interface RetentionParts {
	store: Pick<GraphStore, 'read'>;
	audit: Audit;
	idOf: KeyedId;
	newId: () => string;
	now: () => Date;
	/** What an import is called, to whoever may know of it. */
	fileOf: (viewer: Viewer, id: string) => Promise<string>;
	/** Drops what is kept on disk of an import of which nothing is left. */
	drop: (id: string) => void;
	/** Runs work when no import is written, and nothing is written until it has ended. */
	alone: (work: () => Promise<void>) => Promise<void>;
}

type Row = Stated & {
	sourceName: string;
	owner: string;
	account: string;
	obtainedAt: string;
	reviewBy: string;
	caseId: string | null;
};

const dayMs = 24 * 60 * 60 * 1000;
const soonDays = 30;
const mostRecords = 10_000;
const mostErasures = 200;

const keyOf = (row: Pick<Row, 'import' | 'source' | 'reviewBy'>) =>
	[row.import, row.source, row.reviewBy].join(' ');

/** Rows that one decision is about, by its key. */
function byKey(rows: readonly Row[]): Map<string, Row[]> {
	const groups = new Map<string, Row[]>();
	for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
	return groups;
}

type Acts = Pick<AuditEvent, 'actor' | 'organisation' | 'holder'>;
const system = (owner: string): Acts => ({ actor: 'system', organisation: owner });

export function retentionOf(parts: RetentionParts) {
	const { store, audit, idOf, newId, now, alone } = parts;
	const iso = (days = 0) => new Date(now().getTime() + days * dayMs).toISOString();

	const stepBy =
		(act: Acts & Pick<AuditEvent, 'action'>, phase: string, imports: readonly string[]): Step =>
		(work, touched) =>
			audit.write((result) => {
				const things = [...new Set(touched?.(result) ?? [])];
				return things.length
					? {
							...act,
							outcome: 'done',
							subjects: [...imports, ...things],
							detail: { phase, things: things.length }
						}
					: [];
			}, work);

	/** What of one's organisation is hidden or comes to its date soon, as far as the viewer may decide about it. */
	async function rowsOf({ audience, organisation }: Viewer): Promise<Row[]> {
		const rows = await store.read(queries.reviews, {
			before: iso(soonDays),
			audience: [...audience, ...overdue(audience)]
		});
		return rows.filter(({ owner }) => owner === organisation.id);
	}

	async function chosen(viewer: Viewer, key: string): Promise<Row[]> {
		const rows = (await rowsOf(viewer)).filter((row) => keyOf(row) === key);
		if (rows.length === 0) throw new RetentionRefused('gone');
		return rows;
	}

	async function describe(viewer: Viewer, key: string, rows: readonly Row[]): Promise<Delivery> {
		const [first] = rows;
		if (!first) throw new Error('a delivery is never empty');
		const [found] = await store.read(queries.recordsUnder, {
			provenances: rows.map(({ id }) => id),
			limit: mostRecords + 1,
			audience: [...viewer.audience, ...overdue(viewer.audience)]
		});
		const records = found?.records ?? 0;
		return {
			key,
			import: first.import,
			file: await parts.fileOf(viewer, first.import),
			source: first.source,
			sourceName: first.sourceName,
			obtainedAt: first.obtainedAt,
			reviewBy: first.reviewBy,
			records: Math.min(records, mostRecords),
			atLeast: records > mostRecords,
			isHidden: first.audience.some(isOverdue),
			erasedAt: first.caseId === null ? erasedAt(first.reviewBy) : null
		};
	}

	async function eraseRows(
		rows: readonly Row[],
		act: Acts & Pick<AuditEvent, 'action'>,
		why: { account: string; accountName: string; reason: string }
	): Promise<void> {
		const [first] = rows;
		if (!first) return;
		const { owner, import: id } = first;
		const erased = await erase(stepBy(act, 'erased', [id]), rows, { owner, idOf });
		const noted = newId();
		await audit.write(
			{
				...act,
				outcome: 'done',
				subjects: [noted, id],
				detail: { phase: 'ended', ...erased, reason: audit.commit(why.reason) }
			},
			(run) =>
				run.run(queries.putErasure, {
					id: noted,
					props: { owner, import: id, ...why, at: iso(), ...erased }
				})
		);
		if ((await store.read(queries.importProvenance, { import: id })).length === 0) parts.drop(id);
	}

	const everyToken = async () =>
		(await store.read(queries.allTokens, {})).map(({ token }) => token);

	/** Goes on where hiding, showing or erasing was stopped. */
	async function finish(audience: readonly Token[]): Promise<void> {
		const rows = await store.read(queries.movingProvenance, { audience: [...audience] });
		for (const row of rows) {
			const act = { ...system(row.owner), action: 'sources.expire' as const };
			const step = stepBy(act, `${row.moving} went on`, [row.import]);
			if (row.moving === 'erase') await erase(step, [row], { owner: row.owner, idOf });
			else if (row.moving === 'hide') await hide(step, [row]);
			else await show(step, [row]);
		}
	}

	/** Hides what is past its date, and erases what nobody decided about in the time that follows. */
	async function expireNow(): Promise<void> {
		const tokens = await everyToken();
		await finish(tokens);
		const seen = tokens.filter((token) => !isOverdue(token));
		const past = await store.read(queries.reviews, { before: iso(), audience: seen });
		for (const rows of byKey(past).values()) {
			const [{ owner, import: id }] = rows as [Row];
			const act = { ...system(owner), action: 'sources.expire' as const };
			await hide(stepBy(act, 'hidden', [id]), rows);
		}
		const old = await store.read(queries.reviews, {
			before: iso(-graceDays),
			audience: tokens.filter(isOverdue)
		});
		const erasable = old.filter(({ caseId }) => caseId === null);
		for (const rows of byKey(erasable).values()) {
			const [{ owner }] = rows as [Row];
			await eraseRows(
				rows,
				{ ...system(owner), action: 'sources.expire' },
				{ account: 'system', accountName: '', reason: '' }
			);
		}
	}

	return {
		/** What waits for a review, the hidden first, then by date. */
		async reviews(viewer: Viewer): Promise<Delivery[]> {
			demand(viewer, 'sources.review');
			const rows = await rowsOf(viewer);
			const found = await Promise.all(
				[...byKey(rows)].map(([key, group]) => describe(viewer, key, group))
			);
			await audit.consult({
				...by(viewer),
				action: 'sources.review',
				outcome: 'done',
				subjects: [...new Set(found.map((each) => each.import))]
			});
			return found;
		},

		async erasures(viewer: Viewer): Promise<Erasure[]> {
			demand(viewer, 'sources.review');
			return store.read(queries.erasures, { owner: viewer.organisation.id, limit: mostErasures });
		},

		/** Keeps a delivery until another date of review; what was hidden shows again. */
		async keep(viewer: Viewer, { key, until, reason }: KeepForm): Promise<void> {
			demand(viewer, 'sources.keep');
			const reviewBy = `${until}T00:00:00.000Z`;
			if (reviewBy <= iso()) throw new RetentionRefused('past');
			if (reviewBy > monthsAfter(now(), mostMonths).toISOString())
				throw new RetentionRefused('too-long');
			await alone(async () => {
				const rows = await chosen(viewer, key);
				const imports = [...new Set(rows.map((row) => row.import))];
				const act = { ...by(viewer), action: 'sources.keep' as const };
				const kept = {
					reviewBy,
					keptBy: viewer.account,
					keptByName: viewer.name,
					keptAt: iso(),
					keptFor: reason
				};
				const step = stepBy(act, 'kept', imports);
				const [hidden, standing] = [true, false].map((way) =>
					rows.filter(({ audience }) => audience.some(isOverdue) === way)
				) as [Row[], Row[]];
				if (standing.length)
					await step(
						(run) =>
							run.run(queries.setProvenance, {
								rows: standing.map(({ id }) => ({ id, props: kept }))
							}),
						() => standing.map(({ id }) => id)
					);
				if (hidden.length) await show(step, hidden, kept);
			});
		},

		/** Erases a delivery at once. */
		async erase(viewer: Viewer, { key, reason }: EraseForm): Promise<void> {
			demand(viewer, 'sources.erase');
			await alone(async () => {
				const rows = await chosen(viewer, key);
				await eraseRows(
					rows,
					{ ...by(viewer), action: 'sources.erase' },
					{ account: viewer.account, accountName: viewer.name, reason }
				);
			});
		},

		/** For the server's clock. */
		expire: (): Promise<void> => alone(expireNow)
	};
}

export type Retention = ReturnType<typeof retentionOf>;
