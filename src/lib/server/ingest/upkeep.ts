/**
 * Keeps the invariants when records change: a claim stays inside the audience of its own marking and
 * of both records it came with, and moves with the records it came with.
 */
import { contains, intersect, type Token } from '#lib/domain/audience.ts';
import type { ClaimType } from '#lib/domain/claim-types.ts';
import type { Kind } from '#lib/domain/kinds.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import type { ProvenanceRows } from './batch.ts';
import { type ImportContext, type Properties } from './batch.ts';
import { journalDeletedClaims } from './journal.ts';
import { text, texts, type Located } from './properties.ts';
import * as queries from './queries.ts';
import type { ClaimRow } from './queries.ts';

/** Nobody holds this token: what its marks allow to no one at all is seen by the local operator alone. */
const sealed = (owner: string): Token => `sealed:${owner}`;

export interface AudienceParts {
	own: readonly Token[];
	from: readonly Token[];
	to: readonly Token[];
}

/** The audience of a claim: its own marking's, inside those of its two records. Never empty. */
export function claimAudience(
	{ own, from, to }: AudienceParts,
	by: { owner: string; account: string; demonstration: boolean }
): Token[] {
	const inside = intersect(intersect(own, from, by), to, by);
	return inside.length ? inside : [sealed(by.owner)];
}

/** The widest of several audiences: every token that no other of them already covers. */
export const union = (audiences: readonly (readonly Token[])[]): Token[] => {
	const all = [...new Set(audiences.flat())];
	return all
		.filter((token) => !all.some((other) => other !== token && contains(other, token)))
		.sort();
};

export async function registerTokens(run: Runner, tokens: Iterable<Token>): Promise<void> {
	const distinct = [...new Set(tokens)];
	if (distinct.length) await run.run(queries.createTokens, { tokens: distinct });
}

export async function writeProvenance(
	run: Runner,
	provenances: ProvenanceRows,
	context: ImportContext
): Promise<void> {
	const rows = [...provenances.rows.values()];
	if (rows.length === 0) return;
	await registerTokens(run, [...rows.flatMap((row) => row.audience), sealed(context.owner)]);
	const sources = new Map(rows.map(({ source, sourceProps }) => [source, sourceProps]));
	await run.run(queries.createSources, {
		rows: [...sources].map(([id, props]) => ({ id, props }))
	});
	await run.run(queries.createProvenance, {
		rows: rows.map(({ id, source, props }) => ({ id, source, props }))
	});
}

/** Every claim that came with a record, whoever may see it. */
const claimsOf = async (run: Runner, record: Located, context: Pick<ImportContext, 'everyToken'>) =>
	run.run(queries.claimsOfRecord, {
		entity: record.entity,
		record: record.id,
		audience: await context.everyToken()
	});

/** Recomputes the audience of every claim that came with a record, after the record's changed. */
export async function refreshClaims(
	run: Runner,
	record: Located,
	context: ImportContext
): Promise<void> {
	await setAudiences(run, await claimsOf(run, record, context), await context.everyToken());
}

/** Sets each claim's audience to what its marking and its two records now allow, where that differs. */
export async function setAudiences(
	run: Runner,
	claims: readonly ClaimRow[],
	everyToken: readonly Token[]
): Promise<void> {
	if (claims.length === 0) return;
	const records = new Map(
		(
			await run.run(queries.recordAudiences, {
				ids: [
					...new Set(claims.flatMap(({ props }) => [text(props.fromRecord), text(props.toRecord)]))
				],
				audience: everyToken
			})
		).map(({ id, audience }) => [id, audience])
	);
	const provenances = new Map(
		(
			await run.run(queries.provenanceAudiences, {
				ids: [...new Set(claims.map(({ props }) => text(props.provenance)))],
				audience: everyToken
			})
		).map((row) => [row.id, row])
	);
	const changes = new Map<string, Record<string, Token[]>>();
	for (const { id, from, props } of claims) {
		const provenance = provenances.get(text(props.provenance));
		if (!provenance) continue;
		const now = claimAudience(
			{
				own: provenance.audience,
				from: records.get(text(props.fromRecord)) ?? [],
				to: records.get(text(props.toRecord)) ?? []
			},
			provenance
		);
		if (now.join(' ') !== texts(props.audience).join(' '))
			changes.set(from, { ...changes.get(from), [id]: now });
	}
	await registerTokens(
		run,
		[...changes.values()].flatMap((byId) => Object.values(byId).flat())
	);
	for (const [entity, audiences] of changes)
		await run.run(queries.setClaimAudience, { entity, ids: Object.keys(audiences), audiences });
}

/** Removes, into the journal, the claims an older version of a record made through its own references. */
export async function dropEmbeddedClaims(
	run: Runner,
	record: Located,
	ref: string,
	context: ImportContext
): Promise<void> {
	const claims = await claimsOf(run, record, context);
	const embedded = claims.filter(({ props }) => text(props.ref).startsWith(`${ref}#`));
	if (embedded.length === 0) return;
	await journalDeletedClaims(run, embedded, context);
	await deleteClaims(run, embedded);
}

export async function deleteClaims(run: Runner, claims: readonly ClaimRow[]): Promise<void> {
	const byStart = new Map<string, string[]>();
	for (const { id, from } of claims) byStart.set(from, [...(byStart.get(from) ?? []), id]);
	for (const [entity, ids] of byStart) await run.run(queries.deleteClaims, { entity, ids });
}

export interface NewClaim {
	type: ClaimType;
	from: string;
	to: string;
	props: Properties;
}

export async function createClaims(run: Runner, claims: readonly NewClaim[]): Promise<void> {
	const byType = new Map<ClaimType, NewClaim[]>();
	for (const claim of claims) {
		const group = byType.get(claim.type);
		if (group) group.push(claim);
		else byType.set(claim.type, [claim]);
	}
	for (const [type, group] of byType)
		await run.run(queries.createClaims[type], {
			rows: group.map(({ from, to, props }) => ({ from, to, props }))
		});
}

/** Lets a record, and the claims that came with it, describe another entity; an entity left without records goes. */
export async function moveRecordTo(
	run: Runner,
	record: Located,
	entity: string,
	context: Pick<ImportContext, 'everyToken'>
): Promise<void> {
	const claims = await claimsOf(run, record, context);
	await deleteClaims(run, claims);
	await run.run(queries.moveRecord, { record: record.id, entity });
	await createClaims(
		run,
		claims.map(({ type, from, to, props }) => ({
			type,
			from: props.fromRecord === record.id ? entity : from,
			to: props.toRecord === record.id ? entity : to,
			props: props as Properties
		}))
	);
	await run.run(queries.deleteBareEntities, { ids: [record.entity] });
}

/** Corrects the kind of an entity that only stubs described: a stub's kind is a guess from its reference. */
export async function setKind(run: Runner, entity: string, from: Kind, to: Kind): Promise<void> {
	await run.run(queries.unlabelEntities(from), { ids: [entity] });
	await run.run(queries.labelEntities(to), { rows: [{ id: entity, kind: to }] });
}
