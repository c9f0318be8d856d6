/** The queries of identity: what is compared, what was decided, where that put records and notes. */
import * as v from 'valibot';
import { verdicts } from '#lib/domain/identity.ts';
import { kindNames } from '#lib/domain/kinds.ts';
import { handlingCodes, tlpLevels } from '#lib/domain/marking.ts';
import { query } from '#lib/server/graph/query.ts';

const text = v.string();
const texts = v.array(text);
const maybe = v.nullable(text);
const whole = v.pipe(v.number(), v.integer());
const audience = v.array(text);
const rows = v.array(v.record(text, v.unknown()));
const kind = v.picklist(kindNames);
const props = v.record(text, v.unknown());

const Decision = v.object({
	id: text,
	verdict: v.picklist(verdicts),
	a: text,
	b: text,
	owner: text,
	account: text,
	accountName: text,
	at: text,
	reason: text,
	rule: maybe,
	points: v.nullable(v.number()),
	features: maybe,
	asked: v.nullable(texts),
	audience: texts,
	demonstration: v.boolean(),
	endedAt: maybe,
	endedBy: maybe,
	endReason: maybe
});
export type DecisionRow = v.InferOutput<typeof Decision>;

const Placement = v.object({
	id: text,
	decision: text,
	what: v.picklist(['record', 'note']),
	target: text,
	cameFrom: text,
	fromKind: v.nullable(kind),
	into: text,
	at: text,
	standing: v.boolean(),
	before: v.nullable(texts)
});
export type PlacementRow = v.InferOutput<typeof Placement>;

export const putDecision = query('identity/put-decision', {
	params: v.object({ id: text, props }),
	row: v.object({ id: text })
});
export const endDecision = query('identity/end-decision', {
	params: v.object({ id: text, props }),
	row: v.object({ ended: whole })
});
export const putPlacements = query('identity/put-placements', {
	params: v.object({ rows }),
	row: v.object({ put: whole })
});
export const endPlacements = query('identity/end-placements', {
	params: v.object({ ids: texts, at: text }),
	row: v.object({ ended: whole })
});
export const decision = query('identity/decision', {
	params: v.object({ id: text, audience }),
	row: Decision
});
export const decisionsBetween = query('identity/decisions-between', {
	params: v.object({ pairs: texts, audience }),
	row: Decision
});
export const decisionsAbout = query('identity/decisions-about', {
	params: v.object({ entity: text, audience }),
	row: Decision
});
export const decisionsOf = query('identity/decisions-of', {
	params: v.object({
		owner: text,
		verdicts: v.array(v.picklist(verdicts)),
		skip: whole,
		limit: whole,
		audience
	}),
	row: Decision
});
export const proposals = query('identity/proposals', {
	params: v.object({ organisation: text, limit: whole, audience }),
	row: Decision
});
export const placements = query('identity/placements', {
	params: v.object({ decisions: texts, audience }),
	row: Placement
});
export const placementsOf = query('identity/placements-of', {
	params: v.object({ targets: texts, audience }),
	row: Placement
});
export const entityIds = query('identity/entity-ids', {
	params: v.object({ from: text, to: text, kinds: v.array(kind), audience }),
	row: v.object({ id: text })
});
export const records = query('identity/records', {
	params: v.object({ ids: texts, audience }),
	row: v.object({
		entity: text,
		kind,
		id: text,
		ref: text,
		variant: maybe,
		names: texts,
		identifiers: texts,
		attributes: maybe,
		provenance: text,
		stub: v.boolean(),
		dataSubject: maybe,
		audience: texts
	})
});
export type RecordRow = v.InferOutput<typeof records.row>;
export const standingOf = query('identity/standing-of', {
	params: v.object({ ids: texts, audience }),
	row: v.object({ id: text, entity: text, kind })
});
export const ties = query('identity/ties', {
	params: v.object({ ids: texts, audience }),
	row: v.object({ id: text, other: text, type: text })
});
export const marks = query('identity/marks', {
	params: v.object({ ids: texts, audience }),
	row: v.object({
		id: text,
		owner: text,
		tlp: v.picklist(tlpLevels),
		handling: v.pipe(
			v.nullable(v.array(v.picklist(handlingCodes))),
			v.transform((codes) => codes ?? [])
		),
		sourceName: text,
		demonstration: v.boolean()
	})
});
export type MarkRow = v.InferOutput<typeof marks.row>;
export const notesOn = query('identity/notes-on', {
	params: v.object({ entity: text, audience }),
	row: v.object({ id: text, entities: texts })
});
export const notes = query('identity/notes', {
	params: v.object({ ids: texts, audience }),
	row: v.object({ id: text, entities: texts })
});
export const readdressNotes = query('identity/readdress-notes', {
	params: v.object({ rows }),
	row: v.object({ readdressed: whole })
});
export const putNoteEnds = query('identity/put-note-ends', {
	params: v.object({ rows }),
	row: v.object({ put: whole })
});
export const dropNoteEnds = query('identity/drop-note-ends', {
	params: v.object({ ids: texts }),
	row: v.object({ dropped: whole })
});
export const registerTokens = query('identity/register-tokens', {
	params: v.object({ tokens: texts }),
	row: v.object({ there: whole })
});
