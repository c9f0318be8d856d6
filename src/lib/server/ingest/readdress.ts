/**
 * The id of a record says for whom it is: one that named people alone see never shares an id with one that
 * others may see, or their own imports of the reference would meet it unseen and fail. So a record that
 * comes to be theirs alone goes to an id of its own, with the claims that rest on it.
 */
import type { Token } from '#lib/domain/audience.ts';
import { ownId, type ImportContext, type Properties } from './batch.ts';
import type { Located } from './properties.ts';
import { link } from './record-batch.ts';
import * as queries from './queries.ts';
import type { ClaimRow } from './queries.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import { createClaims, deleteClaims } from './upkeep.ts';

/** Tokens of one person each, and of nobody; every other stands for an organisation or more. */
const isNamed = (token: Token): boolean =>
	token.startsWith('person:') || token.startsWith('sealed:');

/** Whether an audience is of named people alone. */
export const isTheirs = (audience: readonly Token[]): boolean => audience.every(isNamed);

/** Claims as they are, resting on another record where they rested on one, and under another id where asked. */
export async function restOn(
	run: Runner,
	claims: readonly ClaimRow[],
	from: Located,
	to: Located,
	idFor: (claim: ClaimRow) => string = ({ id }) => id
): Promise<void> {
	await deleteClaims(run, claims);
	await createClaims(
		run,
		claims.map((claim) => {
			const { type, from: start, to: end, props } = claim;
			const starts = props.fromRecord === from.id;
			const ends = props.toRecord === from.id;
			return {
				type,
				from: starts ? to.entity : start,
				to: ends ? to.entity : end,
				props: {
					...(props as Properties),
					id: idFor(claim),
					...(starts ? { fromRecord: to.id } : {}),
					...(ends ? { toRecord: to.id } : {})
				}
			};
		})
	);
}

/**
 * Gives a record the id that is its readers' own. Where a record of theirs has it already, the claims rest
 * on that one and the record goes; where something else has it, the record stays where it is. Resolves
 * with what the claims rest on.
 */
export async function readdress(
	run: Runner,
	record: Located,
	readers: readonly Token[],
	context: Pick<ImportContext, 'idOf' | 'owner'>,
	everyToken: readonly Token[]
): Promise<Located> {
	const audience = [...everyToken];
	const [now] = await run.run(queries.recordProperties, { ids: [record.id], audience });
	if (!now) return record;
	const { ref, variant } = now.props;
	const names = { ref: String(ref), ...(typeof variant === 'string' ? { variant } : {}) };
	const id = ownId(names, readers, context);
	if (record.id === id) return record;
	const [there] = await run.run(queries.recordProperties, { ids: [id], audience });
	if (there && String(there.props.audience) !== String(readers)) return record;
	const claims = await run.run(queries.claimsOfRecord, {
		entity: record.entity,
		record: record.id,
		audience
	});
	const to = { id, entity: there?.entity ?? record.entity };
	const keys = await run.run(queries.identifiersOfRecords, { ids: [record.id], audience });
	if (!there) {
		await run.run(queries.createRecords, {
			rows: [{ entity: record.entity, props: { ...now.props, id } }]
		});
		await link(
			run,
			keys.map(({ key }) => ({ record: id, key }))
		);
	}
	await restOn(run, claims, record, to);
	await run.run(queries.deleteRecords, { ids: [record.id] });
	await run.run(queries.deleteBareEntities, { ids: [record.entity] });
	await run.run(queries.deleteBareIdentifiers, { keys: keys.map(({ key }) => key) });
	return to;
}
