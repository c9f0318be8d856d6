/**
 * What a late marking definition turns RED is set apart from what others know by the same reference: it
 * goes to an id of its readers' own, and the version that it had taken the place of comes back, with the
 * claims that others made about it.
 */
import type { JsonObject } from '#lib/domain/draft.ts';
import type { Token } from '#lib/domain/audience.ts';
import { isKind } from '#lib/domain/kinds.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import { claimId, type ImportContext, type Properties } from './batch.ts';
import type { ClaimRow } from './queries.ts';
import * as queries from './queries.ts';
import { parse, text, texts, type Located } from './properties.ts';
import { isTheirs, readdress, restOn } from './readdress.ts';
import { link } from './record-batch.ts';
import { restoreClaim, standingOf } from './undo.ts';

/** For whom it is now, and the import that brought it in. */
interface Said {
	import: string;
	audience: readonly Token[];
}

interface Apart {
	/** Where the RED version stands now. */
	red: Located;
	/** The earlier version, where there was one. */
	back?: Located;
}

export async function setApart(
	run: Runner,
	record: Located,
	said: Said,
	context: Pick<ImportContext, 'idOf' | 'owner' | 'everyToken'>
): Promise<Apart> {
	const audience = [...(await context.everyToken())];
	const [now] = await run.run(queries.recordProperties, { ids: [record.id], audience });
	const ref = text(now?.props.ref);
	const resting = await run.run(queries.claimsOfRecord, {
		entity: record.entity,
		record: record.id,
		audience
	});
	const red = await readdress(run, record, said.audience, context, audience);
	if (red.id === record.id) return { red };
	const changes = await run.run(queries.importChanges, { import: said.import });
	const change = changes.find(({ what, target }) => what === 'record' && target === record.id);
	const back = change && (await bringBack(run, parse(change.before), audience));
	if (!change || !back) return { red };
	const written = await run.run(queries.importProvenance, { import: said.import });
	const mine = new Set(written.map((row) => row.id));
	const isEmbedded = ({ props }: ClaimRow) => text(props.ref).startsWith(`${ref}#`);
	const isOwn = (claim: ClaimRow) => isEmbedded(claim) && mine.has(text(claim.props.provenance));
	const moved = new Map(
		(await run.run(queries.claimsOfRecord, { entity: red.entity, record: red.id, audience })).map(
			(claim) => [claim.id, claim]
		)
	);
	const standing = (claims: readonly ClaimRow[]) =>
		claims.flatMap((claim) => moved.get(claim.id) ?? []);
	await restOn(run, standing(resting.filter((claim) => !isOwn(claim))), red, back);
	// Its own references stand beside those of the earlier version, which have the ids that others know.
	const own = standing(resting.filter(isOwn));
	await restOn(run, own, red, red, ({ props }) => claimId(text(props.ref), said.audience, context));
	const dropped = changes
		.filter(({ what }) => what === 'deleted-claim')
		.map(({ id: entry, before }) => ({ entry, claim: parse(before) as unknown as ClaimRow }))
		.filter(
			({ claim }) =>
				isEmbedded(claim) && [claim.props.fromRecord, claim.props.toRecord].includes(back.id)
		);
	for (const { claim } of dropped) await restoreClaim(run, claim, audience);
	await run.run(queries.deleteChanges, { ids: [change.id, ...dropped.map(({ entry }) => entry)] });
	return { red, back };
}

/** Undefined where the import that said so was taken out meanwhile, or its own words turned RED too. */
async function bringBack(
	run: Runner,
	before: JsonObject,
	audience: Token[]
): Promise<Located | undefined> {
	const props = await standingOf(run, before.props as Properties, audience);
	const [entity, kind] = [text(before.entity), text(before.kind)];
	if (!props || isTheirs(texts(props.audience)) || !isKind(kind)) return undefined;
	await run.run(queries.createEntities(kind), { rows: [{ id: entity, kind }] });
	await run.run(queries.createRecords, { rows: [{ entity, props }] });
	const id = text(props.id);
	await link(
		run,
		texts(props.identifiers).map((key) => ({ record: id, key }))
	);
	return { id, entity };
}
