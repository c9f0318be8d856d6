/** The query files of the network with the shapes of their parameters and rows. */
import * as v from 'valibot';
import { claimTypeNames } from '#lib/domain/claim-types.ts';
import { kindNames } from '#lib/domain/kinds.ts';
import { handlingCodes, papLevels, tlpLevels } from '#lib/domain/marking.ts';
import { audience, query, searchWord } from '#lib/server/graph/query.ts';

const text = v.string();
const maybe = v.nullable(v.string());
const list = v.array(v.string());
/** A list property that may be missing, because the writer leaves empty lists out. */
const lists = v.pipe(
	v.nullable(list),
	v.transform((value) => value ?? [])
);
const ids = v.pipe(v.array(v.string()), v.readonly());
const count = v.number();
const type = v.picklist(claimTypeNames);
const kind = v.picklist(kindNames);
const page = v.pipe(v.number(), v.integer(), v.minValue(0));

export const seen = query('network/seen', {
	params: v.object({ ids, audience }),
	row: v.object({ id: text })
});

const claimAtEnd = {
	params: v.object({ id: text, types: ids, audience }),
	row: v.object({
		id: text,
		type,
		other: text,
		provenance: text,
		originalType: text,
		validFrom: maybe,
		validUntil: maybe,
		happenedAt: maybe,
		amountMinor: v.nullable(v.number()),
		currency: maybe,
		latest: text
	})
};
export const claimsOut = query('network/claims-out', claimAtEnd);
export const claimsIn = query('network/claims-in', claimAtEnd);

export const claimsBetween = query('network/claims-between', {
	params: v.object({ rows: v.array(v.object({ id: text, others: ids })), audience }),
	row: v.object({
		id: text,
		type,
		source: text,
		target: text,
		provenance: text,
		originalType: text,
		validFrom: maybe,
		validUntil: maybe,
		happenedAt: maybe,
		amountMinor: v.nullable(v.number()),
		currency: maybe
	})
});

const hop = {
	params: v.object({ ids, audience }),
	row: v.object({ id: text, others: list })
};
export const targets = query('network/targets', hop);
export const neighbours = query('network/neighbours', hop);

export const degrees = query('network/degrees', {
	params: v.object({ ids, audience }),
	row: v.object({ id: text, degree: count })
});

const RecordRow = v.object({
	entity: text,
	kind,
	id: text,
	ref: text,
	originalType: text,
	names: lists,
	identifiers: lists,
	provenance: text,
	modified: maybe,
	revoked: v.boolean(),
	stub: v.boolean(),
	dataSubject: maybe,
	/** The tokens of its audience that the viewer holds, and no others. */
	audience: list
});
export type RecordRow = v.InferOutput<typeof RecordRow>;
export const records = query('network/records', {
	params: v.object({ ids, audience }),
	row: RecordRow
});

const mark = {
	id: text,
	source: text,
	tlp: v.picklist(tlpLevels),
	handling: v.pipe(
		v.nullable(v.array(v.picklist(handlingCodes))),
		v.transform((value) => value ?? [])
	),
	grade: text,
	statement: v.picklist(['fact', 'assessment']),
	demonstration: v.boolean()
};
const Mark = v.object({ ...mark, owner: text, ownerName: maybe });
/** What a point or a line shows of the statement behind it. */
export type Mark = v.InferOutput<typeof Mark>;
export const marks = query('network/marks', { params: v.object({ ids, audience }), row: Mark });

const ProvenanceRow = v.object({
	...mark,
	sourceName: text,
	sourceRef: text,
	sourceEntity: maybe,
	owner: text,
	pap: v.nullable(v.picklist(papLevels)),
	handlingNote: maybe,
	confidence: v.nullable(v.number()),
	status: v.picklist(['intelligence', 'lead', 'evidence', 'agreed', 'contested', 'excluded']),
	obtainedAt: text,
	reviewBy: maybe,
	purpose: lists
});
export type ProvenanceRow = v.InferOutput<typeof ProvenanceRow>;
export const provenance = query('network/provenance', {
	params: v.object({ ids, audience }),
	row: ProvenanceRow
});

export const added = query('network/added', {
	params: v.object({ ids, audience }),
	row: v.object({ id: text, endedAt: text })
});

export const agencies = query('network/agencies', {
	params: v.object({ ids }),
	row: v.object({ id: text, name: text, nameFr: v.nullable(text) })
});

const NoteRow = v.object({
	id: text,
	entities: list,
	text,
	takenFrom: maybe,
	author: text,
	authorName: text,
	owner: text,
	audience: list,
	tlp: v.picklist(tlpLevels),
	handling: mark.handling,
	writtenAt: text,
	demonstration: v.boolean(),
	supersedes: maybe,
	superseded: maybe
});
export const notesOn = query('network/notes-on', {
	params: v.object({ ids, audience }),
	row: NoteRow
});
export const note = query('network/note', {
	params: v.object({ ids, audience }),
	row: v.object({
		id: text,
		author: text,
		superseded: maybe,
		entities: v.array(text),
		text,
		takenFrom: maybe,
		tlp: v.picklist(tlpLevels),
		handling: v.array(v.picklist(handlingCodes)),
		supersedes: maybe
	})
});
export const createNote = query('network/create-note', {
	params: v.object({ id: text, props: v.record(text, v.unknown()) }),
	row: v.object({ id: text })
});
export const createNoteEnds = query('network/create-note-ends', {
	params: v.object({ rows: v.array(v.object({ id: text, note: text, entity: text })) }),
	row: v.object({ written: count })
});
export const supersedeNote = query('network/supersede-note', {
	params: v.object({ id: text, by: text }),
	row: v.object({ id: text })
});
export const registerTokens = query('network/register-tokens', {
	params: v.object({ tokens: list }),
	row: v.object({ there: count })
});

export const searchWordsQuery = query('network/search-words', {
	params: v.object({
		word: searchWord,
		words: ids,
		names: ids,
		head: text,
		longer: text,
		known: ids,
		shielded: ids,
		withheld: ids,
		limit: page,
		audience
	}),
	row: v.object({ total: count, overlap: count, ids: list })
});

export const searchIdentifiers = query('network/search-identifiers', {
	params: v.object({ keys: ids, shielded: ids, withheld: ids, audience }),
	row: v.object({ id: text })
});
export const searchLabels = query('network/search-labels', {
	params: v.object({
		word: searchWord,
		words: ids,
		withheld: ids,
		shielded: ids,
		limit: page,
		audience
	}),
	row: v.object({ id: text })
});
export const withheld = query('network/withheld', {
	params: v.object({ limiting: ids, audience }),
	row: v.object({ id: text })
});

const stated = {
	id: text,
	ref: text,
	originalType: text,
	provenance: text,
	description: maybe,
	attributes: maybe,
	modified: maybe,
	revoked: v.boolean(),
	validFrom: maybe,
	validUntil: maybe
};

const FullRecord = v.object({
	...stated,
	entity: text,
	kind,
	names: lists,
	identifiers: lists,
	stub: v.boolean(),
	dataSubject: maybe,
	crimeArea: maybe,
	sectors: v.nullable(list),
	latitude: v.nullable(v.number()),
	longitude: v.nullable(v.number()),
	variant: maybe,
	/** The tokens of its audience that the viewer holds, and no others. */
	audience: list
});
export type FullRecord = v.InferOutput<typeof FullRecord>;
export const fullRecords = query('network/full-records', {
	params: v.object({ ids, audience }),
	row: FullRecord
});

const fullClaim = {
	...stated,
	type,
	source: text,
	target: text,
	amountMinor: v.nullable(v.number()),
	currency: maybe,
	happenedAt: maybe,
	role: maybe,
	unusualEnds: v.boolean(),
	fromRecord: text,
	toRecord: text
};
const CardClaimRow = v.object({ ...fullClaim, latest: text });
export type CardClaimRow = v.InferOutput<typeof CardClaimRow>;
export const cardClaims = query('network/card-claims', {
	params: v.object({ id: text, skip: page, limit: page, audience }),
	row: CardClaimRow
});
export const claimTotal = query('network/claim-total', {
	params: v.object({ id: text, audience }),
	row: v.object({ claims: count })
});

const FullClaim = v.object(fullClaim);
export type FullClaim = v.InferOutput<typeof FullClaim>;
export const fullClaims = query('network/full-claims', {
	params: v.object({ ids, audience }),
	row: FullClaim
});

export const claimsOf = query('network/claims-of', {
	params: v.object({ id: text, claims: ids, audience }),
	row: FullClaim
});

const expansion = {
	params: v.object({ id: text, audience }),
	row: v.object({ type, claims: count, entities: count })
};
export const expansionsOut = query('network/expansions-out', expansion);
export const expansionsIn = query('network/expansions-in', expansion);

export const summaryKinds = query('network/summary-kinds', {
	params: v.object({ limit: page, audience }),
	row: v.object({ kind, entities: count, records: count })
});
export const summaryClaims = query('network/summary-claims', {
	params: v.object({ limit: page, audience }),
	row: v.object({ claims: count })
});
export const summarySources = query('network/summary-sources', {
	params: v.object({ audience }),
	row: v.object({ sources: count })
});
const SummaryImport = v.object({
	id: text,
	file: text,
	state: text,
	tlp: v.picklist(tlpLevels),
	recordsDone: count,
	claimsDone: count,
	startedAt: text,
	endedAt: maybe,
	demonstration: v.boolean()
});
export type SummaryImport = v.InferOutput<typeof SummaryImport>;
export const summaryImports = query('network/summary-imports', {
	params: v.object({ owner: text, account: text, limit: page }),
	row: SummaryImport
});

export const entityIds = query('network/entity-ids', {
	params: v.object({ from: text, to: text, audience }),
	row: v.object({ id: text })
});
export const recordRefs = query('network/record-refs', {
	params: v.object({ ids, audience }),
	row: v.object({ id: text, ref: text })
});
export const recordsByIdentifier = query('network/records-by-identifier', {
	params: v.object({ keys: ids, audience }),
	row: FullRecord
});
