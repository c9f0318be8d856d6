/** Statements that this program wrote into a file whole (`domain/own-statement.ts`), as the drafts they were. */
import * as v from 'valibot';
import type { ClaimDraft, Draft, Json, Reading, RecordDraft } from '#lib/domain/draft.ts';
import { OwnClaim, OwnRecord } from '#lib/domain/own-statement.ts';
import type { ClaimExtension, RecordExtension } from '#lib/domain/stix-extension.ts';
import type { Remarks } from './stix/object.ts';

/** A record that did not come from the format of its file and was exported by this program: as it was. */
export const heldRecord = (record: NonNullable<RecordExtension['record']>) => ({
	ref: record.ref,
	originalType: record.original_type,
	kind: record.kind,
	names: record.names,
	identifiers: record.identifiers,
	description: record.description,
	confidence: record.confidence,
	modified: record.modified,
	revoked: record.revoked,
	validFrom: record.valid_from,
	validUntil: record.valid_until,
	crimeArea: record.crime_area,
	sectors: record.sectors,
	dataSubject: record.data_subject,
	latitude: record.latitude,
	longitude: record.longitude,
	attributes: record.attributes
});

export const heldClaim = (claim: NonNullable<ClaimExtension['claim']>) => ({
	ref: claim.ref,
	originalType: claim.original_type,
	type: claim.type,
	from: claim.from,
	to: claim.to,
	description: claim.description,
	confidence: claim.confidence,
	modified: claim.modified,
	revoked: claim.revoked,
	validFrom: claim.valid_from,
	validUntil: claim.valid_until,
	amountMinor: claim.amount_minor,
	currency: claim.currency,
	happenedAt: claim.happened_at,
	role: claim.role,
	attributes: claim.attributes
});

const shared = (said: OwnRecord | OwnClaim) => ({
	markingRefs: [],
	tlp: said.tlp,
	pap: said.pap,
	handling: said.handling,
	handlingNote: said.handling_note,
	source: said.source,
	evaluation: said.evaluation,
	statement: said.statement
});

const recordOf = (said: OwnRecord, at: string): RecordDraft => ({
	draft: 'record',
	at,
	granularMarkings: [],
	...shared(said),
	variant: said.variant,
	...heldRecord(said.record)
});

const claimOf = (said: OwnClaim, at: string): ClaimDraft => ({
	draft: 'claim',
	at,
	...shared(said),
	...heldClaim(said.claim)
});

/** Keys that are absent, and none that is undefined: both are said the same in a digest. */
const withoutAbsent = <T extends object>(draft: T): T =>
	Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined)) as T;

/** The record or claim that one statement says, or undefined with a remark when it is none of ours. */
export function ownDraft(value: Json, remarks: Remarks): Draft | undefined {
	const isClaim = typeof value === 'object' && value !== null && 'claim' in value;
	const parsed = isClaim ? v.safeParse(OwnClaim, value) : v.safeParse(OwnRecord, value);
	if (!parsed.success) {
		const [issue] = parsed.issues;
		const path = v.getDotPath(issue) ?? '';
		remarks.add(`statement of Faisceau: ${path} ${issue.message}; it is read by the format alone`);
		return undefined;
	}
	const draft =
		'claim' in parsed.output
			? claimOf(parsed.output, remarks.at)
			: recordOf(parsed.output, remarks.at);
	return withoutAbsent(draft);
}

/** All statements of a list, or undefined where one of them cannot be read: then the format's own words count. */
export function ownDrafts(value: Json | undefined, remarks: Remarks): Draft[] | undefined {
	if (!Array.isArray(value)) return undefined;
	const drafts = value.map((each) => ownDraft(each, remarks));
	return drafts.every((draft) => draft !== undefined) ? drafts : undefined;
}

/** The same from the text that a format holds it as. */
export function ownDraftsOf(text: string, remarks: Remarks): Draft[] | undefined {
	let value: Json;
	try {
		value = JSON.parse(text) as Json;
	} catch {
		remarks.add('statement of Faisceau: cut or changed; it is read by the format alone');
		return undefined;
	}
	return ownDrafts(Array.isArray(value) ? value : [value], remarks);
}

const referencesOf = (draft: Draft): string[] =>
	draft.draft === 'marking'
		? []
		: [
				draft.ref,
				...(draft.source ? [draft.source.ref] : []),
				...(draft.draft === 'claim' ? [draft.from, draft.to] : [])
			];

/** Their references are those of the graph they came from, whatever references are worth in the format. */
export const ownReadings = (drafts: readonly Draft[]): Reading[] =>
	drafts.map((draft) => ({ kind: 'draft', draft, global: referencesOf(draft) }));
