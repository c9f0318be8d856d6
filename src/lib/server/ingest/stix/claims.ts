/** Relationship objects, and the references inside other objects, as claims. */
import type { ClaimDraft, JsonObject } from '#lib/domain/draft.ts';
import { ClaimExtension } from '#lib/domain/stix-extension.ts';
import { claimOfRelationship } from '#lib/domain/stix-mapping.ts';
import { heldClaim } from '../own-statement.ts';
import type { Divided } from './granular.ts';
import { isStixId, shown, textOf, typeOfId, Remarks } from './object.ts';
import { referencesOf } from './references.ts';
import { divideText, ownExtensionOf, statementOf } from './statement.ts';
import { validity } from './timestamps.ts';

const elsewhere: ReadonlySet<string> = new Set([
	'type',
	'id',
	'relationship_type',
	'source_ref',
	'target_ref'
]);

/**
 * A relationship as one claim. Its granular markings cover the whole of it: half a relationship says
 * nothing, so the strictest marking holds for all.
 */
export function relationshipClaim(
	object: JsonObject,
	markingRefs: readonly string[],
	remarks: Remarks
): ClaimDraft | { rejected: string } {
	const { source_ref: source, target_ref: target } = object;
	for (const [field, ref] of [
		['source_ref', source],
		['target_ref', target]
	] as const)
		if (!isStixId(ref) || typeOfId(ref) === 'relationship')
			return { rejected: `${field}: expected the STIX id of an object, got ${shown(ref)}` };
	if (!isStixId(source) || !isStixId(target)) return { rejected: 'source_ref: missing' };

	const word = textOf(object, 'relationship_type', remarks)?.slice(0, 250) || 'related-to';
	const own = ownExtensionOf(object, ClaimExtension, remarks);
	const shared = {
		draft: 'claim' as const,
		at: remarks.at,
		markingRefs: [...markingRefs],
		...statementOf(object, own, remarks)
	};
	if (own?.claim) return { ...shared, ...heldClaim(own.claim) };
	return {
		...shared,
		ref: String(object.id),
		originalType: word,
		...claimOfRelationship(word, source, target),
		...validity(object, remarks),
		...divideText(object, elsewhere, own !== undefined, remarks)
	};
}

/** One claim for each reference inside the object, under the markings of the place it stands in. */
export function embeddedClaims(
	object: JsonObject,
	divided: Divided,
	markingRefs: readonly string[],
	remarks: Remarks
): ClaimDraft[] {
	const references = referencesOf(object, remarks);
	if (references.length === 0) return [];
	// Its remarks were made when the record was read.
	const silent = new Remarks(remarks.at, remarks.id);
	const { source, evaluation, confidence, statement, modified, revoked } = statementOf(
		object,
		undefined,
		silent
	);
	const when =
		object.type === 'sighting' || object.type === 'network-traffic' ? validity(object, silent) : {};
	return references.map(({ property, key, path, type, from, to }) => ({
		draft: 'claim',
		at: remarks.at,
		ref: `${String(object.id)}#${key}`,
		originalType: property,
		source,
		evaluation,
		confidence,
		statement,
		modified,
		revoked,
		...when,
		markingRefs: [...new Set([...markingRefs, ...divided.refsAt(path)])],
		type,
		from,
		to,
		attributes: {}
	}));
}
