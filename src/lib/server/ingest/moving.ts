/**
 * Hides what is past its date of review, shows again what is kept, erases what nobody keeps. Every step can be
 * repeated: what was begun is marked on the statements, and the server finishes it when it was stopped half-way.
 */
import { current, isOverdue, overdue, type Token } from '#lib/domain/audience.ts';
import type { JsonObject } from '#lib/domain/draft.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import { handOver, slices, type Step } from './hand-over.ts';
import type { KeyedId } from './ids.ts';
import { parse, text, type Located } from './properties.ts';
import * as queries from './queries.ts';
import { deleteClaims, registerTokens, setAudiences } from './upkeep.ts';
import { removeRecords } from './undo.ts';

export interface Stated {
	id: string;
	import: string;
	source: string;
	audience: Token[];
}

export interface Erased {
	records: number;
	claims: number;
}

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

const allTokens = async (run: Runner): Promise<Token[]> =>
	(await run.run(queries.allTokens, {})).map(({ token }) => token);

/** Takes the statements out of everybody's sight; what another import says too rests on that one from then on. */
export async function hide(step: Step, stated: readonly Stated[]): Promise<void> {
	const tokens = await step(allTokens);
	const seen = tokens.filter((token) => !isOverdue(token));
	await handOver(step, ids(stated), seen);
	await move(step, stated, 'hide', {});
}

/** Brings the statements back as they were. `props`: what is written on them with it. */
export const show = (
	step: Step,
	stated: readonly Stated[],
	props: Record<string, unknown> = {}
): Promise<void> => move(step, stated, 'show', props);

async function move(
	step: Step,
	stated: readonly Stated[],
	way: 'hide' | 'show',
	props: Record<string, unknown>
): Promise<void> {
	const reach = way === 'hide' ? overdue : current;
	await step(
		async (run) => {
			await registerTokens(
				run,
				stated.flatMap(({ audience }) => reach(audience))
			);
			await run.run(queries.setProvenance, {
				rows: stated.map(({ id, audience }) => ({
					id,
					props: { ...props, audience: reach(audience), moving: way }
				}))
			});
		},
		() => ids(stated)
	);
	const tokens = await step(allTokens);
	const records = await step((run) =>
		run.run(queries.importRecords, { provenances: ids(stated), audience: tokens })
	);
	for (const part of slices(records))
		await step(
			async (run) => {
				const rows = part.map(({ id, audience }) => ({ id, audience: reach(audience) }));
				await registerTokens(
					run,
					rows.flatMap(({ audience }) => audience)
				);
				await run.run(queries.setRecordAudience, { rows });
				await settle(run, { provenances: [], records: ids(part) });
			},
			() => part.flatMap(({ id, entity }) => [id, entity])
		);
	await step((run) => settle(run, { provenances: ids(stated), records: [] }));
	await step((run) => run.run(queries.movedProvenance, { ids: ids(stated) }));
}

/** Claims reach as far as their statement and both of their records do now. */
async function settle(
	run: Runner,
	of: { provenances: readonly string[]; records: readonly string[] }
): Promise<void> {
	const audience = await allTokens(run);
	const claims = await run.run(queries.claimsOfProvenance, {
		provenances: [...of.provenances],
		records: [...of.records],
		audience
	});
	for (const part of slices(claims)) await setAudiences(run, part, audience);
}

/** Erases the statements and what rests on them alone; claims of others keep a stub as their end. */
export async function erase(
	step: Step,
	stated: readonly Stated[],
	{ owner, idOf }: { owner: string; idOf: KeyedId }
): Promise<Erased> {
	await step((run) =>
		run.run(queries.setProvenance, {
			rows: stated.map(({ id }) => ({ id, props: { moving: 'erase' } }))
		})
	);
	const provenances = ids(stated);
	const mine = new Set(provenances);
	const tokens = await step(allTokens);
	await handOver(
		step,
		provenances,
		tokens.filter((token) => !isOverdue(token))
	);
	const claims = await step((run) =>
		run.run(queries.importClaims, { provenances, audience: tokens })
	);
	for (const part of slices(claims))
		await step(
			(run) =>
				deleteClaims(
					run,
					part.map((claim) => ({ ...claim, type: 'RELATED_TO', props: {} }))
				),
			() => part.flatMap(({ id, from, to }) => [id, from, to])
		);
	const changes = await step((run) => run.run(queries.changesHolding, { provenances }));
	const held = changes.filter(({ before }) =>
		mine.has(text((parse(before).props as JsonObject | undefined)?.provenance))
	);
	for (const part of slices(held))
		await step((run) => run.run(queries.deleteChanges, { ids: ids(part) }));
	const records = await step((run) =>
		run.run(queries.importRecords, { provenances, audience: tokens })
	);
	for (const part of slices(records))
		await step(
			async (run) => {
				await openToOthers(run, part);
				return removeRecords(run, part, { id: '', owner, idOf }, await allTokens(run));
			},
			(stubs) => [...part, ...stubs].flatMap((record) => [record.id, record.entity])
		);
	for (const part of slices(provenances))
		await step((run) => run.run(queries.deleteProvenance, { ids: part }));
	await step((run) =>
		run.run(queries.deleteBareSources, { ids: [...new Set(stated.map(({ source }) => source))] })
	);
	return { records: records.length, claims: claims.length };
}

/** Claims of others that were hidden with their ends show again, before those become stubs that say nothing. */
async function openToOthers(
	run: Runner,
	records: readonly (Located & { audience: Token[] })[]
): Promise<void> {
	const hidden = records.filter(({ audience }) => audience.some(isOverdue));
	if (hidden.length === 0) return;
	await run.run(queries.setRecordAudience, {
		rows: hidden.map(({ id, audience }) => ({ id, audience: current(audience) }))
	});
	await settle(run, { provenances: [], records: ids(hidden) });
}
