/** A record as a row of the store. */
import type { Token } from '#lib/domain/audience.ts';
import type { DraftIdentifier, RecordDraft } from '#lib/domain/draft.ts';
import { latinText } from '#lib/server/graph/search-text.ts';
import { present, type Properties } from './batch.ts';

export const identifierKey = ({ scheme, value }: DraftIdentifier): string => `${scheme}:${value}`;

/** The properties of a record as both engines store them. */
export function recordProperties(
	draft: RecordDraft,
	row: {
		id: string;
		key: string;
		provenance: string;
		audience: Token[];
		digest: string;
		stub: boolean;
	}
): Properties {
	return present({
		id: row.id,
		key: row.key,
		ref: draft.ref,
		originalType: draft.originalType,
		names: draft.names,
		identifiers: draft.identifiers.map(identifierKey),
		search: latinText(draft.names, draft.identifiers),
		description: draft.description,
		attributes: JSON.stringify(draft.attributes),
		audience: row.audience,
		provenance: row.provenance,
		modified: draft.modified,
		revoked: draft.revoked ?? false,
		stub: row.stub,
		digest: row.digest,
		variant: draft.variant,
		validFrom: draft.validFrom,
		validUntil: draft.validUntil,
		crimeArea: draft.crimeArea,
		sectors: draft.sectors?.length ? draft.sectors : undefined,
		dataSubject: draft.dataSubject,
		latitude: draft.latitude,
		longitude: draft.longitude
	});
}
