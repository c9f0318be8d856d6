/** The queries of backup, restore and verify. All read without an audience: the operator's own work. */
import * as v from 'valibot';
import { claimTypeNames } from '#lib/domain/claim-types.ts';
import { kindNames, kinds, type Kind } from '#lib/domain/kinds.ts';
import { query, queryPer } from '#lib/server/graph/query.ts';
import { labelsById, storedLabels } from '#lib/server/graph/stored.ts';

const text = v.string();
const texts = v.array(text);
/** What stands in a damaged graph must be readable to be named: nothing about it is taken for granted. */
const anything = v.unknown();
const props = v.record(text, anything);
const none = v.object({});
const whole = v.pipe(v.number(), v.integer());
const bounds = v.object({ from: text, to: text });
const rows = v.array(v.record(text, anything));
const created = v.object({ created: whole });

export const labelCounts = query('operations/labels', {
	params: none,
	row: v.object({ label: text, nodes: whole })
});
export const totals = query('graph/counts', {
	params: none,
	row: v.object({ nodes: whole, relationships: whole })
});
export const typeCounts = query('operations/types', {
	params: none,
	row: v.object({ type: text, relationships: whole })
});

export const ids = queryPer('operations/ids', labelsById, {
	params: bounds,
	row: v.object({ id: text })
});
export const nodes = queryPer('operations/nodes', labelsById, {
	params: v.object({ ids: texts }),
	row: v.object({ id: text, props })
});
export const identifierKeys = query('operations/identifier-keys', {
	params: bounds,
	row: v.object({ key: text })
});
export const tokens = query('operations/tokens', {
	params: none,
	row: v.object({ token: text })
});

export const entities = query('operations/entities', {
	params: v.object({ ids: texts }),
	row: v.object({ id: text, kind: anything, labels: texts, records: texts })
});
export const records = query('operations/records', {
	params: v.object({ ids: texts }),
	row: v.object({ id: text, props, entities: texts, keys: texts })
});
export type RecordRow = v.InferOutput<typeof records.row>;
export const claims = query('operations/claims', {
	params: v.object({ ids: texts }),
	row: v.object({ from: text, type: text, to: text, props })
});
export type ClaimRow = v.InferOutput<typeof claims.row>;
export const provenances = query('operations/provenances', {
	params: v.object({ ids: texts }),
	row: v.object({ id: text, props, sources: texts })
});
export const recordEnds = query('operations/record-ends', {
	params: v.object({ ids: texts }),
	row: v.object({
		id: text,
		ref: anything,
		variant: anything,
		audience: anything,
		provenance: anything,
		entities: texts
	})
});
export const bareIdentifiers = query('operations/bare-identifiers', {
	params: v.object({ keys: texts }),
	row: v.object({ key: text })
});

export const createNodes = queryPer('operations/create-nodes', storedLabels, {
	params: v.object({ rows }),
	row: created
});
const entitiesPerLabel = queryPer(
	'operations/create-entities',
	kindNames.map((kind) => kinds[kind].label),
	{ params: v.object({ ids: texts, kind: text }), row: created }
);
export const createEntities = (kind: Kind) => entitiesPerLabel[kinds[kind].label];
export const createLinks = {
	DESCRIBES: query('operations/create-descriptions', { params: v.object({ rows }), row: created }),
	IDENTIFIED_BY: query('operations/create-identifications', {
		params: v.object({ rows }),
		row: created
	}),
	FROM: query('operations/create-origins', { params: v.object({ rows }), row: created })
};
export const createClaims = queryPer('operations/create-claims', claimTypeNames, {
	params: v.object({ rows }),
	row: created
});
