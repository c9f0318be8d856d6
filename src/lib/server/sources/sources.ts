/**
 * The register of sources. Which sources there are is what visible statements name; what an organisation writes
 * down of its own ones is for its people alone, and for those of them who see a statement of the source.
 */
import * as v from 'valibot';
import type { Token } from '#lib/domain/audience.ts';
import {
	isProcessingPurpose,
	type Entry,
	type EntryForm,
	type ProcessingPurpose,
	type SourceDetail,
	type SourceObstacle,
	type SourceRow
} from '#lib/domain/source-register.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { demand } from '#lib/server/access/decide.ts';
import { by, type Audit } from '#lib/server/audit/event.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import * as queries from './queries.ts';

export class SourceRefused extends Error {
	constructor(readonly obstacle: SourceObstacle) {
		super(obstacle);
	}
}

/** What a new import of a source starts from where it says nothing itself. */
export interface Standards {
	months: number;
	purposes: ProcessingPurpose[];
}

export interface SourcesParts {
	store: Pick<GraphStore, 'read'>;
	audit: Audit;
	newId: () => string;
	now: () => Date;
	/** The id that an organisation's source has by its reference. */
	sourceId: (owner: string, ref: string) => string;
}

/** Groups of statements that are read at most; with more of them the counts are of these. */
const mostGroups = 50_000;

const EntryProps = v.object({
	licence: v.optional(v.string(), ''),
	about: v.optional(v.string(), ''),
	purposes: v.optional(v.array(v.string()), []),
	reliability: v.optional(v.string(), ''),
	months: v.number(),
	reviewBy: v.optional(v.string(), ''),
	reason: v.string(),
	account: v.string(),
	accountName: v.string(),
	at: v.string()
});

const entryOf = ({ id, source, props }: { id: string; source: string; props: object }): Entry => {
	const { purposes, ...rest } = v.parse(EntryProps, props);
	return { id, source, ...rest, purposes: purposes.filter(isProcessingPurpose) };
};

const groupBy = <T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> => {
	const groups = new Map<string, T[]>();
	for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
	return groups;
};

const total = (rows: readonly { statements: number }[]) =>
	rows.reduce((sum, { statements }) => sum + statements, 0);

/** One source as its visible statements tell it; rows come latest first. */
function rowOf(rows: readonly queries.StatementRow[], organisation: string): SourceRow {
	const [first] = rows;
	if (!first) throw new Error('a source is known by a statement');
	const dates = rows.flatMap(({ reviewBy }) => reviewBy ?? []).sort();
	return {
		id: first.source,
		ref: first.ref,
		name: first.name,
		owner: first.owner,
		isOwn: first.owner === organisation,
		statements: total(rows),
		imports: new Set(rows.map((row) => row.import)).size,
		grades: [...groupBy(rows, ({ grade }) => grade)]
			.map(([grade, of]) => ({ grade, statements: total(of) }))
			.sort((a, b) => b.statements - a.statements || (a.grade < b.grade ? -1 : 1)),
		latest: first.latest,
		nextReview: dates[0] ?? null,
		entry: null
	};
}

export function sourcesOf({ store, audit, newId, now, sourceId }: SourcesParts) {
	const entriesOf = async (owner: string): Promise<Map<string, Entry[]>> =>
		groupBy((await store.read(queries.entries, { owner })).map(entryOf), ({ source }) => source);

	const seen = async (audience: readonly Token[]) =>
		groupBy(
			await store.read(queries.statements, { limit: mostGroups, audience: [...audience] }),
			({ source }) => source
		);

	return {
		/** The sources of the statements that a viewer sees, by name. */
		async list(asking: Viewer | null): Promise<SourceRow[]> {
			const viewer = demand(asking, 'sources.read');
			const { audience, organisation } = viewer;
			const [found, entries] = await Promise.all([seen(audience), entriesOf(organisation.id)]);
			const rows = [...found.values()].map((rows): SourceRow => {
				const row = rowOf(rows, organisation.id);
				return { ...row, entry: entries.get(row.id)?.[0] ?? null };
			});
			await audit.consult({
				...by(viewer),
				action: 'sources.read',
				outcome: 'done',
				subjects: rows.map(({ id }) => id)
			});
			return rows.sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
		},

		async read(asking: Viewer | null, id: string): Promise<SourceDetail | null> {
			const viewer = demand(asking, 'sources.read');
			const { audience, organisation } = viewer;
			const [found, entries] = await Promise.all([seen(audience), entriesOf(organisation.id)]);
			const rows = found.get(id);
			if (!rows) return null;
			await audit.consult({
				...by(viewer),
				action: 'sources.read',
				outcome: 'done',
				subjects: [id],
				detail: { act: 'source' }
			});
			const history = entries.get(id) ?? [];
			const gradings = [...groupBy(rows, (row) => `${row.import} ${row.grade}`).values()].flatMap(
				([first, ...others]) =>
					first
						? [
								{
									at: first.latest,
									grade: first.grade,
									import: first.import,
									statements: total([first, ...others])
								}
							]
						: []
			);
			return {
				...rowOf(rows, organisation.id),
				entry: history[0] ?? null,
				history,
				gradings: gradings.sort((a, b) => (a.at < b.at ? 1 : -1))
			};
		},

		/** Writes a new version of the entry of one of one's organisation's sources. */
		async describe(asking: Viewer | null, id: string, form: EntryForm): Promise<void> {
			const viewer = demand(asking, 'sources.describe');
			const owner = viewer.organisation.id;
			const rows = (await seen(viewer.audience)).get(id);
			if (!rows || rows[0]?.owner !== owner) throw new SourceRefused('gone');
			const { since, reviewBy, ...said } = form;
			const version = newId();
			await audit.write(
				{
					...by(viewer),
					action: 'sources.describe',
					outcome: 'done',
					subjects: [id, version]
				},
				async (run) => {
					const there = (await run.run(queries.entries, { owner })).filter(
						({ source }) => source === id
					);
					// Another may have written meanwhile: what they wrote is not covered up unread.
					if ((there[0]?.id ?? '') !== since) throw new SourceRefused('changed');
					await run.run(queries.putEntry, {
						id: version,
						props: {
							...said,
							owner,
							source: id,
							reviewBy,
							account: viewer.account,
							accountName: viewer.name,
							at: now().toISOString()
						}
					});
				}
			);
		},

		/** What an import of this source starts from; undefined where its organisation wrote nothing down. */
		async standards(owner: string, ref: string): Promise<Standards | undefined> {
			const entry = (await entriesOf(owner)).get(sourceId(owner, ref))?.[0];
			return entry && { months: entry.months, purposes: entry.purposes };
		}
	};
}

export type Sources = ReturnType<typeof sourcesOf>;
