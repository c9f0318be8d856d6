/** The queries of ingest, with the shapes of their parameters and rows. */
import * as v from 'valibot';
import { claimTypeNames } from '#lib/domain/claim-types.ts';
import { kindNames, kinds, type Kind } from '#lib/domain/kinds.ts';
import { handlingCodes, papLevels, tlpLevels } from '#lib/domain/marking.ts';
import { audience, query, queryPer } from '#lib/server/graph/query.ts';

const text = v.string();
const optionalText = v.nullable(text);
const texts = v.array(text);
const rows = v.array(v.record(text, v.unknown()));
const anyProps = v.record(text, v.unknown());
const count = <K extends string>(name: K) =>
	v.object({ [name]: v.number() } as Record<K, v.NumberSchema<undefined>>);
const claimRow = v.object({
	id: text,
	type: v.picklist(claimTypeNames),
	from: text,
	to: text,
	props: anyProps
});

export type ClaimRow = v.InferOutput<typeof claimRow>;

export const recordsByKey = query('ingest/records-by-key', {
	params: v.object({ keys: texts, audience }),
	row: v.object({
		key: text,
		id: text,
		entity: text,
		kind: v.picklist(kindNames),
		audience: texts,
		provenance: text,
		modified: optionalText,
		digest: optionalText,
		stub: v.boolean(),
		variant: optionalText,
		import: text
	})
});

export const entitiesByIdentifier = query('ingest/entities-by-identifier', {
	params: v.object({ keys: texts, audience }),
	row: v.object({
		key: text,
		entity: text,
		kind: v.picklist(kindNames),
		audience: texts,
		record: text,
		provenance: text
	})
});

export const entityAudiences = query('ingest/entity-audiences', {
	params: v.object({ ids: texts, audience }),
	row: v.object({ id: text, kind: v.picklist(kindNames), audience: texts })
});

export const claimsFrom = query('ingest/claims-from', {
	params: v.object({ entities: texts, audience }),
	row: v.object({
		id: text,
		type: v.picklist(claimTypeNames),
		from: text,
		to: text,
		audience: texts,
		modified: optionalText,
		provenance: text
	})
});

export const claimsOfRecord = query('ingest/claims-of-record', {
	params: v.object({ entity: text, record: text, audience }),
	row: claimRow
});

export const recordAudiences = query('ingest/record-audiences', {
	params: v.object({ ids: texts, audience }),
	row: v.object({ id: text, audience: texts })
});

export const provenanceAudiences = query('ingest/provenance-audiences', {
	params: v.object({ ids: texts, audience }),
	row: v.object({
		id: text,
		audience: texts,
		owner: text,
		account: text,
		demonstration: v.boolean(),
		awaits: v.nullable(texts),
		statedTlp: v.nullable(v.picklist(tlpLevels)),
		defaultTlp: v.nullable(v.picklist(tlpLevels)),
		floor: v.nullable(texts)
	})
});

export const createTokens = query('ingest/create-tokens', {
	params: v.object({ tokens: texts }),
	row: count('created')
});

export const createProvenance = query('ingest/create-provenance', {
	params: v.object({ rows }),
	row: count('written')
});

export const createSources = query('ingest/create-sources', {
	params: v.object({ rows }),
	row: count('written')
});

export const nameSources = query('ingest/name-sources', {
	params: v.object({ rows }),
	row: count('named')
});

const labels = kindNames.map((kind) => kinds[kind].label);
const entityQueries = queryPer('ingest/create-entities', labels, {
	params: v.object({ rows }),
	row: count('created')
});
export const createEntities = (kind: Kind) => entityQueries[kinds[kind].label];

const labelQueries = queryPer('ingest/label-entities', labels, {
	params: v.object({ rows }),
	row: count('labelled')
});
export const labelEntities = (kind: Kind) => labelQueries[kinds[kind].label];

const unlabelQueries = queryPer('ingest/unlabel-entities', labels, {
	params: v.object({ ids: texts }),
	row: count('unlabelled')
});
export const unlabelEntities = (kind: Kind) => unlabelQueries[kinds[kind].label];

export const describedEntities = query('ingest/described-entities', {
	params: v.object({ ids: texts, audience }),
	row: v.object({ id: text })
});

export const createRecords = query('ingest/create-records', {
	params: v.object({ rows }),
	row: count('created')
});

export const createIdentifiers = query('ingest/create-identifiers', {
	params: v.object({ keys: texts }),
	row: count('there')
});

export const linkIdentifiers = query('ingest/link-identifiers', {
	params: v.object({ rows }),
	row: count('linked')
});

export const unlinkIdentifiers = query('ingest/unlink-identifiers', {
	params: v.object({ ids: texts }),
	row: count('unlinked')
});

export const updateRecords = query('ingest/update-records', {
	params: v.object({ rows }),
	row: count('updated')
});

export const recordProperties = query('ingest/record-properties', {
	params: v.object({ ids: texts, audience }),
	row: v.object({ id: text, entity: text, kind: v.picklist(kindNames), props: anyProps })
});

export const provenanceProperties = query('ingest/provenance-properties', {
	params: v.object({ ids: texts, audience }),
	row: v.object({ id: text, props: anyProps })
});

export const setRecordAudience = query('ingest/set-record-audience', {
	params: v.object({ rows }),
	row: count('changed')
});

export const moveRecord = query('ingest/move-record', {
	params: v.object({ record: text, entity: text }),
	row: count('moved')
});

export const createClaims = queryPer('ingest/create-claims', claimTypeNames, {
	params: v.object({ rows }),
	row: count('created')
});

export const claimProperties = query('ingest/claim-properties', {
	params: v.object({ entity: text, ids: texts, audience }),
	row: claimRow
});

export const setClaimAudience = query('ingest/set-claim-audience', {
	params: v.object({ entity: text, ids: texts, audiences: anyProps }),
	row: count('changed')
});

export const deleteClaims = query('ingest/delete-claims', {
	params: v.object({ entity: text, ids: texts }),
	row: count('removed')
});

export const deleteBareEntities = query('ingest/delete-bare-entities', {
	params: v.object({ ids: texts }),
	row: count('removed')
});

export const createChanges = query('ingest/create-changes', {
	params: v.object({ rows }),
	row: count('journalled')
});

export const createMarkings = query('ingest/create-markings', {
	params: v.object({ rows }),
	row: count('there')
});

export const markings = query('ingest/markings', {
	params: v.object({ owner: text }),
	row: v.object({
		ref: text,
		tlp: v.nullable(v.picklist(tlpLevels)),
		pap: v.nullable(v.picklist(papLevels)),
		handling: v.nullable(v.array(v.picklist(handlingCodes)))
	})
});

export const createImport = query('ingest/create-import', {
	params: v.object({ props: anyProps }),
	row: v.object({ id: text })
});

export const updateImport = query('ingest/update-import', {
	params: v.object({ id: text, props: anyProps }),
	row: v.object({ id: text })
});

export const imports = query('ingest/imports', {
	params: v.object({ owners: texts, account: text, limit: v.pipe(v.number(), v.integer()) }),
	row: v.object({ props: anyProps, startedAt: text, id: text })
});

export const allImports = query('ingest/all-imports', {
	params: v.object({ limit: v.pipe(v.number(), v.integer()) }),
	row: v.object({ props: anyProps, startedAt: text, id: text })
});

export const importById = query('ingest/import', {
	params: v.object({ id: text }),
	row: v.object({ props: anyProps })
});

export const importProvenance = query('ingest/import-provenance', {
	params: v.object({ import: text }),
	row: v.object({ id: text, source: text, audience: texts })
});

export const importRecords = query('ingest/import-records', {
	params: v.object({ provenances: texts, audience }),
	row: v.object({ id: text, entity: text, audience: texts, also: texts })
});

export const importClaims = query('ingest/import-claims', {
	params: v.object({ provenances: texts, audience }),
	row: v.object({ id: text, from: text, to: text, also: texts })
});

export const importChanges = query('ingest/import-changes', {
	params: v.object({ import: text }),
	row: v.object({ id: text, what: text, target: text, before: text, seq: text })
});

export const laterChanges = query('ingest/later-changes', {
	params: v.object({ targets: texts, import: text }),
	row: v.object({ id: text, target: text, before: text, import: text })
});

export const setChange = query('ingest/set-change', {
	params: v.object({ id: text, before: text }),
	row: v.object({ id: text })
});

export const deleteChanges = query('ingest/delete-changes', {
	params: v.object({ ids: texts }),
	row: count('removed')
});

export const deleteRecords = query('ingest/delete-records', {
	params: v.object({ ids: texts }),
	row: count('removed')
});

export const identifiersOfRecords = query('ingest/identifiers-of-records', {
	params: v.object({ ids: texts, audience }),
	row: v.object({ key: text })
});

export const deleteBareIdentifiers = query('ingest/delete-bare-identifiers', {
	params: v.object({ keys: texts }),
	row: count('removed')
});

export const deleteProvenance = query('ingest/delete-provenance', {
	params: v.object({ ids: texts }),
	row: count('removed')
});

export const deleteBareSources = query('ingest/delete-bare-sources', {
	params: v.object({ ids: texts }),
	row: count('removed')
});

export const placed = query('ingest/placed', {
	params: v.object({ records: texts, audience }),
	row: v.object({ record: text })
});

export const allTokens = query('ingest/all-tokens', {
	params: v.object({}),
	row: v.object({ token: text })
});

export const awaiting = query('ingest/awaiting', {
	params: v.object({ owner: text }),
	row: v.object({
		id: text,
		tlp: v.picklist(tlpLevels),
		awaits: texts,
		statedTlp: v.nullable(v.picklist(tlpLevels)),
		defaultTlp: v.nullable(v.picklist(tlpLevels)),
		floor: v.nullable(texts),
		pap: v.nullable(v.picklist(papLevels)),
		handling: v.nullable(v.array(v.picklist(handlingCodes))),
		import: text,
		account: text,
		demonstration: v.boolean(),
		caseId: v.nullable(text)
	})
});

export const settleProvenance = query('ingest/settle-provenance', {
	params: v.object({ id: text, props: anyProps }),
	row: v.object({ id: text })
});

export const awaitLess = query('ingest/await-less', {
	params: v.object({ id: text, props: anyProps }),
	row: v.object({ id: text })
});

export const claimsOfProvenance = query('ingest/claims-of-provenance', {
	params: v.object({ provenances: texts, records: texts, audience }),
	row: claimRow
});

export const forgetToken = query('ingest/forget-token', {
	params: v.object({ token: text }),
	row: count('forgotten')
});

export const restateRecords = query('ingest/restate-records', {
	params: v.object({ rows }),
	row: count('restated')
});

export const restateClaims = query('ingest/restate-claims', {
	params: v.object({ entity: text, ids: texts, provenances: anyProps }),
	row: count('restated')
});

export const handOverRecords = query('ingest/hand-over-records', {
	params: v.object({ rows }),
	row: count('handed')
});

export const handOverClaims = query('ingest/hand-over-claims', {
	params: v.object({ entity: text, ids: texts, provenances: anyProps, others: anyProps }),
	row: count('handed')
});

export const savedMappings = query('ingest/saved-mappings', {
	params: v.object({ owner: text }),
	row: v.object({ id: text, name: text, mapping: text, savedBy: text, savedAt: text })
});

export const saveMapping = query('ingest/save-mapping', {
	params: v.object({ id: text, props: anyProps }),
	row: v.object({ id: text })
});

export const forgetMapping = query('ingest/forget-mapping', {
	params: v.object({ id: text, owner: text }),
	row: count('forgotten')
});

export const reviews = query('ingest/reviews', {
	params: v.object({ before: text, audience }),
	row: v.object({
		id: text,
		import: text,
		source: text,
		sourceName: text,
		owner: text,
		account: text,
		obtainedAt: text,
		reviewBy: text,
		caseId: optionalText,
		audience: texts
	})
});

export const setProvenance = query('ingest/set-provenance', {
	params: v.object({ rows }),
	row: count('changed')
});

export const movingProvenance = query('ingest/moving-provenance', {
	params: v.object({ audience }),
	row: v.object({
		id: text,
		owner: text,
		import: text,
		source: text,
		moving: v.picklist(['hide', 'show', 'erase']),
		audience: texts
	})
});

export const movedProvenance = query('ingest/moved-provenance', {
	params: v.object({ ids: texts }),
	row: count('moved')
});

export const recordsUnder = query('ingest/records-under', {
	params: v.object({ provenances: texts, limit: v.number(), audience }),
	row: count('records')
});

export const changesHolding = query('ingest/changes-holding', {
	params: v.object({ provenances: texts }),
	row: v.object({ id: text, before: text })
});

export const putErasure = query('ingest/put-erasure', {
	params: v.object({ id: text, props: anyProps }),
	row: v.object({ id: text })
});

export const erasures = query('ingest/erasures', {
	params: v.object({ owner: text, limit: v.number() }),
	row: v.object({
		id: text,
		import: text,
		account: text,
		accountName: text,
		reason: text,
		at: text,
		records: v.number(),
		claims: v.number()
	})
});
