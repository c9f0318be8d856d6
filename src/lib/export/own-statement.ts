/**
 * What a format has no place for: a record or claim whole, in the one shape of `domain/stix-extension.ts`. STIX
 * carries it in its extension, without the markings, for which it has objects; the others as `own-statement.ts` says.
 */
import type { JsonObject } from '#lib/domain/draft.ts';
import type {
	ExportClaim,
	ExportEntity,
	ExportProvenance,
	ExportRecord
} from '#lib/domain/export-graph.ts';
import { gradeKey, ungraded } from '#lib/domain/grading.ts';
import type { Kind } from '#lib/domain/kinds.ts';
import { byWeight } from './entity.ts';

export const present = (
	properties: Record<string, JsonObject[string] | null | undefined>
): JsonObject =>
	Object.fromEntries(
		Object.entries(properties).filter(
			(entry): entry is [string, JsonObject[string]] => entry[1] !== undefined && entry[1] !== null
		)
	);

/** Grade and kind of statement, where they say more than what every reader assumes. */
export const graded = (said: ExportProvenance): JsonObject =>
	present({
		evaluation:
			gradeKey(said.evaluation) === gradeKey(ungraded) ? undefined : { ...said.evaluation },
		statement: said.statement === 'assessment' ? 'assessment' : undefined,
		handling_note: said.handlingNote
	});

/** Who said it, where that may be told. */
export const saidBy = ({ source: { ref, name } }: ExportProvenance): JsonObject =>
	ref === '' ? {} : { source: { ref, name } };

const held = (said: ExportProvenance): JsonObject =>
	present({
		ref: said.ref,
		original_type: said.originalType,
		description: said.description,
		confidence: said.confidence,
		modified: said.modified,
		revoked: said.revoked || undefined,
		valid_from: said.validFrom,
		valid_until: said.validUntil,
		attributes: said.attributes
	});

export const heldRecord = (kind: Kind, record: ExportRecord): JsonObject =>
	present({
		...held(record),
		kind,
		names: record.names,
		identifiers: record.identifiers.map(({ scheme, value }) => ({ scheme, value })),
		crime_area: record.crimeArea,
		sectors: record.sectors.length ? record.sectors : undefined,
		data_subject: record.dataSubject,
		latitude: record.latitude,
		longitude: record.longitude
	});

export const heldClaim = (claim: ExportClaim): JsonObject =>
	present({
		...held(claim),
		type: claim.type,
		from: claim.fromRef,
		to: claim.toRef,
		amount_minor: claim.amountMinor,
		currency: claim.currency,
		happened_at: claim.happenedAt,
		role: claim.role
	});

const shared = (said: ExportProvenance): JsonObject => ({
	...present({
		tlp: said.tlp,
		pap: said.pap,
		handling: said.handling.length ? said.handling.toSorted() : undefined
	}),
	...saidBy(said),
	...graded(said)
});

/** A record whole; undefined of a stub, which says nothing. */
export const ownRecord = (kind: Kind, record: ExportRecord): JsonObject | undefined =>
	record.stub
		? undefined
		: {
				...shared(record),
				...present({ variant: record.variant }),
				record: heldRecord(kind, record)
			};

export const ownClaim = (claim: ExportClaim): JsonObject => ({
	...shared(claim),
	claim: heldClaim(claim)
});

/** The records of an entity whole, in a fixed order. */
export const ownRecords = ({ kind, records }: ExportEntity): JsonObject[] =>
	records.toSorted(byWeight).flatMap((record): JsonObject[] => {
		const own = ownRecord(kind, record);
		return own ? [own] : [];
	});

/** As one line of text that any format can hold: XML has no place for U+FFFE and U+FFFF. */
export const statementText = (statement: JsonObject | readonly JsonObject[]): string =>
	JSON.stringify(statement).replace(
		/[\u007f-\u009f\ufffe\uffff]/g,
		(sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
	);
