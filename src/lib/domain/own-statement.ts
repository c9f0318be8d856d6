/**
 * One statement as this program holds it, for the files of formats that have no place for all of it (MISP,
 * FollowTheMoney, CASE, GraphML, GEXF): what our STIX extension says, and the markings, for which STIX alone has
 * objects. A program that does not know it may leave it aside; read back it is the same record or claim.
 */
import * as v from 'valibot';
import { handlingCodes, papLevels, tlpLevels } from './marking.ts';
import { ClaimExtension, RecordExtension } from './stix-extension.ts';

/** The namespace of our words where a format wants one: the UUID of our STIX extension. */
export const ownNamespace = 'urn:uuid:3f9d6c1e-7a54-4b8e-9c02-5d1be8a4f6d7#';

const marked = {
	tlp: v.picklist(tlpLevels),
	pap: v.optional(v.picklist(papLevels)),
	handling: v.optional(v.array(v.picklist(handlingCodes)))
};

export const OwnRecord = v.object({
	...marked,
	...RecordExtension.entries,
	/** The part of an object under a granular marking. */
	variant: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(100_000))),
	record: RecordExtension.entries.record.wrapped
});
export type OwnRecord = v.InferOutput<typeof OwnRecord>;

export const OwnClaim = v.object({
	...marked,
	...ClaimExtension.entries,
	claim: ClaimExtension.entries.claim.wrapped
});
export type OwnClaim = v.InferOutput<typeof OwnClaim>;
