/**
 * What an import wrote and another said too stays when the first is undone: it rests on the other from
 * then on, under the other's marking.
 */
import type { Token } from '#lib/domain/audience.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import * as queries from './queries.ts';
import { setAudiences } from './upkeep.ts';

/** Runs a part of an undo in a transaction of its own, with the entry that names what it changed. */
export type Step = <T>(
	work: (run: Runner) => Promise<T>,
	touched?: (result: T) => readonly string[]
) => Promise<T>;

/** For parts that resolve with the ids of what they changed. */
export const theseIds = (ids: readonly string[]): readonly string[] => ids;

const batch = 2000;
export function* slices<T>(all: readonly T[]): Generator<T[]> {
	for (let at = 0; at < all.length; at += batch) yield all.slice(at, at + batch);
}

interface Stated {
	id: string;
	/** Provenance of the other imports that said the same, latest first. */
	also: string[];
}

interface Heir {
	provenance: string;
	also: string[];
}

/** Hands over every record and claim of some provenance that another import states too. */
export async function handOver(
	step: Step,
	provenances: readonly string[],
	audience: readonly Token[]
): Promise<void> {
	const mine = new Set(provenances);
	const records = await step((run) =>
		run.run(queries.importRecords, { provenances: [...provenances], audience })
	);
	for (const part of slices(records.filter(({ also }) => also.length > 0)))
		await step(async (run) => {
			const { heirs, audiences } = await heirsOf(run, part, mine, audience);
			const handed = part.flatMap((record) => {
				const heir = heirs.get(record.id);
				return heir ? [{ ...record, ...heir, next: audiences.get(heir.provenance) ?? [] }] : [];
			});
			await run.run(queries.handOverRecords, {
				rows: handed.map(({ id, provenance, also, next }) => ({
					id,
					provenance,
					also,
					audience: next
				}))
			});
			for (const record of handed) {
				if (record.audience.join(' ') === record.next.join(' ')) continue;
				const claims = await run.run(queries.claimsOfRecord, {
					entity: record.entity,
					record: record.id,
					audience
				});
				await setAudiences(run, claims, audience);
			}
			return handed.flatMap(({ id, entity }) => [id, entity]);
		}, theseIds);
	const claims = await step((run) =>
		run.run(queries.importClaims, { provenances: [...provenances], audience })
	);
	for (const part of slices(claims.filter(({ also }) => also.length > 0)))
		await step((run) => handOverClaims(run, part, mine, audience), theseIds);
}

async function heirsOf(
	run: Runner,
	stated: readonly Stated[],
	mine: ReadonlySet<string>,
	audience: readonly Token[]
) {
	const others = [...new Set(stated.flatMap(({ also }) => also))].filter((id) => !mine.has(id));
	const rows = others.length
		? await run.run(queries.provenanceAudiences, { ids: others, audience })
		: [];
	const audiences = new Map(rows.map((row) => [row.id, row.audience]));
	const heirs = new Map<string, Heir>();
	for (const { id, also } of stated) {
		const provenance = also.find((other) => audiences.has(other));
		if (provenance !== undefined)
			heirs.set(id, {
				provenance,
				also: also.filter((other) => other !== provenance && !mine.has(other))
			});
	}
	return { heirs, audiences };
}

async function handOverClaims(
	run: Runner,
	claims: readonly (Stated & { from: string; to: string })[],
	mine: ReadonlySet<string>,
	audience: readonly Token[]
): Promise<string[]> {
	const { heirs } = await heirsOf(run, claims, mine, audience);
	const byStart = new Map<string, string[]>();
	for (const { id, from } of claims)
		if (heirs.has(id)) byStart.set(from, [...(byStart.get(from) ?? []), id]);
	for (const [entity, ids] of byStart) {
		const provenances = Object.fromEntries(ids.map((id) => [id, heirs.get(id)?.provenance ?? '']));
		const others = Object.fromEntries(ids.map((id) => [id, heirs.get(id)?.also ?? []]));
		await run.run(queries.handOverClaims, { entity, ids, provenances, others });
		const rows = await run.run(queries.claimProperties, { entity, ids, audience });
		await setAudiences(run, rows, audience);
	}
	return claims.flatMap(({ id, from, to }) => (heirs.has(id) ? [id, from, to] : []));
}
